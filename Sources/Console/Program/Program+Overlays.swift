import Commerce
import Operations
import Terminal

extension Program {
  /// A key while something lies over the screen.
  mutating func takeInOverlay(_ key: Key) {
    switch overlay {
    case .none: break
    case .help(var help):
      let result = help.handle(key)
      overlay = result == .closed ? nil : .help(help)
    case .palette(var palette): takeInPalette(&palette, key)
    case .choice(var palette, let title, let screen, let tag):
      switch palette.handle(key) {
      case .chosen(let item): finish(.chosen(item.id, tag: tag), screen)
      case .refused(let item): say(Notice(.refused, item.disabled ?? item.title))
      case .cancelled: finish(.cancelled(tag: tag), screen)
      case .ignored, .moved, .changed: overlay = .choice(palette, title: title, screen: screen, tag: tag)
      }
    case .dialog(var dialog, let screen, let tag):
      switch dialog.handle(key) {
      case .confirmed: screen == nil ? finishOwn(tag) : finish(.confirmed(tag: tag), screen)
      case .cancelled: finish(.cancelled(tag: tag), screen)
      case .ignored, .changed: overlay = .dialog(dialog, screen: screen, tag: tag)
      }
    case .sheet(var sheet, let screen, let tag):
      switch sheet.form.handle(key) {
      case .submitted:
        sent = screen.map { SentSheet(sheet: sheet, screen: $0, tag: tag) }
        if notice?.kind == .refused { notice = nil }
        let before = notice
        finish(.filled(sheet.form.values, tag: tag), screen)
        if notice != before, notice?.kind == .refused { reopenSheet() }
        if screen == nil, tag == "scan" { openScanned(sheet.form["text"]) }
        if screen == nil, tag.hasPrefix("saveView ") {
          let view = SavedView(name: sheet.form["text"], address: String(tag.dropFirst("saveView ".count)))
          request(.service(.saveView(view)), tag: "app.savedView", screen: nil)
        }
      case .cancelled: finish(.cancelled(tag: tag), screen)
      case .ignored, .moved, .changed: overlay = .sheet(sheet, screen: screen, tag: tag)
      }
    case .lock(var form):
      switch form.handle(key) {
      case .submitted:
        let secret = form["secret"]
        overlay = .lock(Form([.secret("secret", label: "PIN or password")]))
        if !secret.isEmpty { unlock(with: secret) }
      case .cancelled: overlay = .lock(Form([.secret("secret", label: "PIN or password")]))
      case .ignored, .moved, .changed: overlay = .lock(form)
      }
    }
  }

  private mutating func takeInPalette(_ palette: inout Palette, _ key: Key) {
    let text = palette.query.text
    // A view's own name goes there before anything that is merely like it.
    let isView = palette.isAtFirst && palette.selection?.title != text && Address.views.contains(text)
    if key == .enter, isView || text.contains(" ") || palette.selection == nil, Address(text) != nil {
      overlay = nil
      return openAddress(text)
    }
    switch palette.handle(key) {
    case .chosen(let item):
      overlay = nil
      if let binding = bindings().first(where: { $0.name == item.id }) {
        perform(binding)
      } else {
        openAddress(item.id)
      }
    case .refused(let item): say(Notice(.refused, item.disabled ?? item.title))
    case .cancelled: overlay = nil
    case .ignored, .moved, .changed: overlay = .palette(palette)
    }
  }

  /// Puts the form back that was refused, with everything that was typed.
  mutating func reopenSheet() {
    defer { sent = nil }
    guard let sent, overlay == nil, top?.id == sent.screen else { return }
    overlay = .sheet(sent.sheet, screen: sent.screen, tag: sent.tag)
  }

  private mutating func finish(_ message: Message, _ screen: Int?) {
    overlay = nil
    if let screen { tell(message, screen: screen) }
    releaseTypedAhead()
  }

  /// Yes to a question of the frame itself.
  private mutating func finishOwn(_ tag: String) {
    overlay = nil
    if tag == "quit" {
      outputs.append(.end(.quit))
    } else if tag == "close", let top {
      close(top.id)
    } else if tag.hasPrefix("place ") {
      outputs.append(.end(.place(String(tag.dropFirst(6)))))
    } else if tag.hasPrefix("go "), let address = Address(String(tag.dropFirst(3))) {
      stack = Array(stack.prefix(1))
      go(to: address.request)
    }
  }

  /// Pasted or scanned text goes into the field of what lies over the screen; false when nothing does.
  mutating func pasteIntoOverlay(_ text: String) -> Bool {
    let line = text.split(separator: "\n").first.map(String.init) ?? ""
    switch overlay {
    case .none: return false
    case .palette(var palette):
      _ = palette.paste(line)
      overlay = .palette(palette)
    case .choice(var palette, let title, let screen, let tag):
      _ = palette.paste(line)
      overlay = .choice(palette, title: title, screen: screen, tag: tag)
    case .sheet(var sheet, let screen, let tag):
      _ = sheet.form.paste(line)
      overlay = .sheet(sheet, screen: screen, tag: tag)
    case .lock(var form):
      _ = form.paste(line)
      overlay = .lock(form)
    case .help, .dialog: break
    }
    return true
  }

  /// Help from the bindings, with the reason beside what cannot be done now.
  func helpSections() -> [HelpSection] {
    let isScan = top?.screen.inputMode.isForScans == true
    let all = bindings()
    return Binding.Section.allCases.compactMap { section in
      let entries = all.filter { $0.section == section }.compactMap { binding -> HelpSection.Entry? in
        let keys = binding.keyText(isScanScreen: isScan)
        if keys.isEmpty, section == .goTo { return nil }
        return HelpSection.Entry(
          keys.isEmpty ? ":" : keys, binding.label, disabled: binding.refusal.map(Wording.text))
      }
      return entries.isEmpty ? nil : HelpSection(section.rawValue, entries)
    }
  }

  /// Everything that can be done or opened from here.
  func palette() -> Palette {
    let isScan = top?.screen.inputMode.isForScans == true
    let actions = bindings().filter { $0.name != "app.palette" }.map { binding in
      PaletteItem(
        id: binding.name, title: "\(binding.label)", hint: binding.keyText(isScanScreen: isScan),
        disabled: binding.refusal.map(Wording.text))
    }
    let towns = (session?.sites ?? []).filter { $0.id != site?.id }.map {
      PaletteItem(id: "home town=\($0.code)", title: "go to \($0.name)", hint: "town")
    }
    return Palette(actions + towns, placeholder: "an action, or an address such as: orders kofi")
  }
}

extension Form {
  /// All values by field.
  var values: [String: String] { Dictionary(fields.map { ($0.id, $0.value) }, uniquingKeysWith: { $1 }) }
}
