import Commerce
import Terminal

/// One thing a person can do: its stable name, its keys, its words, and why not.
struct Binding: Hashable, Sendable {
  /// The stable name, such as `pick.short`: for palette, keymap file, help and tests.
  var name: String
  /// What it does, in a word or two.
  var label: String
  /// The keys as shipped; the keymap may replace them. The first is shown.
  var keys: [Key]
  /// On scan screens `.` and this letter and Enter do the same, and so does the command barcode of that text.
  var dot: Character?
  /// On boards `g` and this letter do the same.
  var goTo: Character?
  /// The heading in help.
  var section: Section
  /// 0 is not in the footer; higher is kept longer when room is short.
  var importance: Int
  /// Why it cannot be done now, said by the core.
  var refusal: CommerceError?

  /// The headings of help.
  enum Section: String, Hashable, Sendable, CaseIterable {
    case work = "Work"
    case list = "List"
    case view = "View"
    case goTo = "Go to"
    case console = "Console"
  }

  init(
    _ name: String, _ label: String, _ keys: [Key] = [], dot: Character? = nil, goTo: Character? = nil,
    section: Section = .work, importance: Int = 0, refusal: CommerceError? = nil
  ) {
    self.name = name
    self.label = label
    self.keys = keys
    self.dot = dot
    self.goTo = goTo
    self.section = section
    self.importance = importance
    self.refusal = refusal
  }

  /// Its keys as people read them, such as `F4 .s`.
  func keyText(isScanScreen: Bool) -> String {
    var parts = keys.map(\.name)
    if let goTo, !isScanScreen { parts.append("g \(goTo)") }
    if let dot, isScanScreen { parts.append(".\(dot)") }
    return parts.joined(separator: " ")
  }
}
