import Commerce
import Operations
import Terminal

/// What a screen wants done. A value: the frame and the runner do it.
enum Effect: Hashable, Sendable {
  /// Calls a desk; the answer comes back with the tag. A later read with the same tag supersedes an earlier one.
  case call(DeskCall, tag: String)
  /// Opens a screen above this one.
  case open(ScreenRequest)
  /// Opens a screen in place of this one.
  case replace(ScreenRequest)
  /// Opens what an address names.
  case openAddress(String)
  /// Closes this screen.
  case close
  /// Says something on the message line.
  case notice(Notice)
  /// Clears the message line.
  case quiet
  /// Rings.
  case bell
  /// Asks before danger: `.confirmed` or `.cancelled` follows.
  case confirm(Dialog, tag: String)
  /// Asks for words: `.filled` or `.cancelled` follows.
  case fill(FormSheet, tag: String)
  /// Lets choose from a list by typing: `.chosen` or `.cancelled` follows.
  case choose([PaletteItem], title: String, tag: String)
  /// `.paused` follows once keys have paused.
  case awaitPause
  /// Somebody signed in.
  case signedIn(Session)
  /// The same person's session again, with grants and sites as they are now.
  case renewed(Session)
  /// Goes to another town.
  case switchSite(ID<Site>)
  /// Leaves this store or server for another, asking first when something is unsaved.
  case switchPlace(String)
  /// Ends the session and shows the sign-in.
  case signOut
  /// Hides everything until the PIN or password is given.
  case lock
  /// Puts text on the clipboard.
  case copy(String)
  /// Writes what is seen to a file; the path appears on the message line.
  case export(ExportTable)
  /// Prints; where it went appears on the message line.
  case print(PrintJob)
  /// Uses other settings at once and keeps them.
  case change(ConsoleSettings)
  /// Leaves this store for the sample store.
  case openSample
  /// Ends the console, asking first when something is unsaved.
  case quit
}

/// Words on the message line: what happened, to what, and what to do.
struct Notice: Hashable, Sendable {
  var kind: MessageLine.Kind
  var text: String
  /// A hint at the right edge, such as `undo F8`.
  var hint: String

  init(_ kind: MessageLine.Kind, _ text: String, hint: String = "") {
    self.kind = kind
    self.text = text
    self.hint = hint
  }

  /// An error in words.
  static func error(_ error: CommerceError, now: Instant? = nil) -> Notice {
    Notice(Wording.isWarning(error) ? .warning : .refused, Wording.text(error, now: now))
  }

  /// A file or a printer that failed: its own name, for the store has nothing to do with it.
  static func outside(_ error: CommerceError) -> Notice {
    guard case .trouble(let trouble) = error, trouble.kind == .failed, !trouble.detail.isEmpty else {
      return .error(error)
    }
    return Notice(.warning, trouble.place.isEmpty ? trouble.detail : "\(trouble.place): \(trouble.detail)")
  }
}

/// A small form in a box: reasons, quantities, a second person's badge and PIN.
struct FormSheet: Hashable, Sendable {
  var title: String
  var form: Form
  /// One line below the fields.
  var hint: String

  init(_ title: String, _ form: Form, hint: String = "Enter goes on, Esc leaves") {
    self.title = title
    self.form = form
    self.hint = hint
  }

  /// Asks for one line of text in a field named `text`.
  static func text(_ title: String, label: String, value: String = "") -> FormSheet {
    FormSheet(title, Form([.text("text", label: label, value: value)]))
  }

  /// Asks a second person for badge or e-mail (`name`) and PIN (`pin`).
  /// A `name` typed before stays, and the PIN is asked for again.
  static func stepUp(_ title: String, name: String = "") -> FormSheet {
    let fields: [FormField] = [.text("name", label: "badge or e-mail", value: name), .secret("pin", label: "PIN")]
    return FormSheet(title, Form(fields, focus: name.isEmpty ? 0 : 1))
  }
}
