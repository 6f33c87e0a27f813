import Commerce
import Operations
import Terminal

/// How this console looks and prints, and which keys are a person's own. What is chosen holds at once.
struct SettingsScreen: Screen {
  let request = ScreenRequest.settings
  let title = "Settings"
  let inputMode = InputMode.text

  private(set) var form = Form([])

  func bindings(_ context: Context) -> [Binding] {
    [
      Binding("settings.next", "next field", [.tab, .down], section: .list, importance: 6),
      Binding("settings.before", "field before", [.backTab, .up], section: .list),
      Binding("settings.keep", "keep", [.enter], importance: 8),
    ]
  }

  mutating func opened(_ context: Context) -> [Effect] {
    let settings = context.settings
    let themes = context.themes.isEmpty ? [settings.theme] : context.themes
    form = Form([
      .choice("theme", label: "theme", themes, selected: themes.firstIndex(of: settings.theme) ?? 0),
      .toggle("ascii", label: "ASCII only", isOn: settings.ascii),
      .toggle("mouse", label: "mouse", isOn: settings.mouse),
      .text("printer", label: "printer", value: settings.printer, placeholder: "the default printer"),
    ])
    return []
  }

  mutating func update(_ message: Message, _ context: Context) -> [Effect] {
    switch message {
    case .action("settings.next"): return take(.down, context)
    case .action("settings.before"): return take(.up, context)
    case .action("settings.keep"): return keep(context) + [.notice(Notice(.done, "Kept"))]
    case .key(let key): return take(key, context)
    case .paste(let text):
      _ = form.paste(text)
      return []
    default: return []
    }
  }

  mutating func back(_ context: Context) -> [Effect]? {
    let effects = keep(context)
    return effects.isEmpty ? nil : effects + [.close]
  }

  private mutating func take(_ key: Key, _ context: Context) -> [Effect] {
    switch form.handle(key) {
    case .changed("printer"), .ignored, .cancelled: []
    case .changed, .moved, .submitted: keep(context)
    }
  }

  /// What differs from the settings in force; a printer's name counts once its field is left.
  private func keep(_ context: Context) -> [Effect] {
    var changed = context.settings
    changed.theme = form["theme"]
    changed.ascii = form["ascii"] == "yes"
    changed.mouse = form["mouse"] == "yes"
    changed.printer = form["printer"].trimmed
    return changed == context.settings ? [] : [.change(changed)]
  }

  func view(_ canvas: inout Canvas, in area: Rect, _ context: Context) {
    let inner = area.inset(columns: 1)
    form.draw(on: &canvas, in: inner.splitTop(4).top)
    var rest = inner.splitTop(4).rest
    if !context.isCompact {
      canvas.write(
        "printer: a queue's name, empty for the default one, or folder to write files", row: rest.row + 1,
        column: rest.column + 2, role: .muted, width: rest.columns - 2)
      drawSamples(on: &canvas, in: Rect(row: rest.row + 3, column: rest.column + 2, rows: 1, columns: rest.columns - 2))
      rest = rest.splitTop(5).rest
    }
    guard rest.rows > 1 else { return }
    canvas.write("Your own keys (config.json, \"keys\")", row: rest.row, column: rest.column + 2, role: .heading)
    let own = context.settings.keys.sorted { $0.key < $1.key }
    if own.isEmpty {
      canvas.write(
        "none: ? shows the shipped ones with their names", row: rest.row + 1, column: rest.column + 2,
        role: .muted, width: rest.columns - 2)
    }
    for (index, entry) in own.enumerated() where index + 1 < rest.rows {
      canvas.write(entry.key, row: rest.row + index + 1, column: rest.column + 2, width: 24)
      canvas.write(
        entry.value.joined(separator: " "), row: rest.row + index + 1, column: rest.column + 28, role: .key,
        width: rest.columns - 28)
    }
  }

  /// The states as the theme shows them, each with its shape.
  private func drawSamples(on canvas: inout Canvas, in line: Rect) {
    let glyphs = canvas.glyphs
    let samples: [(String, Role)] = [
      ("\(glyphs.selected) at hand", .selection), ("\(glyphs.alert) late", .late), ("\(glyphs.done) done", .done),
      ("\(glyphs.refused) refused", .refused), ("\(glyphs.alert) look", .warning), ("\(glyphs.mark) marked", .marked),
      ("F2", .key), ("typed", .input),
    ]
    var column = line.column
    for (text, role) in samples where column < line.endColumn {
      column += canvas.write(text, row: line.row, column: column, role: role, width: line.endColumn - column) + 2
    }
  }
}
