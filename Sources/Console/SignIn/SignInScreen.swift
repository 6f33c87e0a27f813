import Commerce
import Operations
import Terminal

/// Signing in: e-mail and password, or a badge scan and the PIN.
struct SignInScreen: Screen {
  let request = ScreenRequest.signIn
  let title = "Sign in"
  let inputMode = InputMode.text

  private var form = Form([
    .text("name", label: "badge or e-mail", maximumLength: 120), .secret("secret", label: "PIN or password"),
  ])
  private(set) var accounts: [SampleAccount] = []
  private var isWaiting = false
  /// The badge whose first four digits were tried without Enter; a longer PIN ends with Enter.
  private var triedBadge: String?
  /// Not before this moment does another try make sense.
  private var slowedUntil: Instant?

  func bindings(_ context: Context) -> [Binding] {
    var all = [Binding("signin.enter", "sign in", [.enter], importance: 10)]
    if !accounts.isEmpty {
      all.append(Binding("signin.sample", "who can sign in", [.function(2)], importance: 9))
    }
    return all
  }

  mutating func opened(_ context: Context) -> [Effect] {
    [.call(.session(.needsFirstAdmin), tag: "empty"), .call(.session(.sampleAccounts), tag: "accounts")]
  }

  mutating func update(_ message: Message, _ context: Context) -> [Effect] {
    switch message {
    case .action("signin.enter"): return enter(context)
    case .action("signin.sample"):
      let items = accounts.map { PaletteItem(id: $0.email, title: "\($0.name)  \($0.role)", hint: $0.email) }
      return [.choose(items, title: "Who can sign in to this sample store", tag: "account")]
    case .chosen(let email, "account"):
      form = Form([.text("name", label: "badge or e-mail", value: email), form.fields[1]], focus: 1)
      return []
    case .key(let key):
      _ = form.handle(key)
      return enterShortPIN(context)
    case .paste(let text):
      _ = form.paste(text)
      return []
    case .scan(let badge):
      triedBadge = nil
      form = Form([.text("name", label: "badge or e-mail", value: badge), .secret("secret", label: "PIN")], focus: 1)
      return []
    case .answer(let answer, _): return take(answer, context)
    default: return []
    }
  }

  private mutating func enter(_ context: Context) -> [Effect] {
    guard form.focus == 1 else {
      _ = form.handle(.enter)
      return []
    }
    let (name, secret) = (form["name"].trimmed, form["secret"])
    guard !isWaiting else { return [] }
    guard !name.isEmpty else {
      form = Form(form.fields, focus: 0)
      return [.notice(Notice(.warning, "Who?  Scan a badge, or type an e-mail"))]
    }
    guard !secret.isEmpty else { return [.notice(Notice(.warning, "Type the PIN or the password"))] }
    if let until = slowedUntil, until > context.now {
      return [.notice(.error(.slowedDown(seconds: Int(until.seconds(since: context.now)) + 1)))]
    }
    isWaiting = true
    let call: SessionCall =
      name.contains("@")
      ? .signIn(email: name.lowercased(), password: secret) : .signInByBadge(badge: name.uppercased(), pin: secret)
    return [.quiet, .call(.session(call), tag: "sign in")]
  }

  /// Four digits after a badge are tried as they stand, once: most PINs have four.
  private mutating func enterShortPIN(_ context: Context) -> [Effect] {
    let (badge, pin) = (form["name"].trimmed, form["secret"])
    guard form.focus == 1, pin.utf8.count == 4, pin.allSatisfy(\.isNumber), !badge.isEmpty, !badge.contains("@"),
      badge != triedBadge, !isWaiting
    else { return [] }
    triedBadge = badge
    return enter(context)
  }

  private mutating func take(_ answer: Answer, _ context: Context) -> [Effect] {
    switch answer {
    case .flag(true): return [.replace(.firstStart)]
    case .accounts(let accounts):
      // By badge: the admin first, then town by town.
      self.accounts = accounts.sorted { ($0.badge.count, $0.badge) < ($1.badge.count, $1.badge) }
    case .session(let session): return [.signedIn(session)]
    case .failed(let error, .session(.signIn)), .failed(let error, .session(.signInByBadge)):
      isWaiting = false
      if case .slowedDown(let seconds) = error { slowedUntil = context.now.adding(seconds: Int64(seconds)) }
      form = Form([form.fields[0], .secret("secret", label: form.fields[1].label)], focus: 1)
      if case .unauthenticated = error {
        return [.notice(Notice(.refused, "Name and secret do not match; try again")), .bell]
      }
      return [.notice(.error(error)), .bell]
    case .failed(let error, _): return [.notice(.error(error))]
    default: break
    }
    return []
  }

  func view(_ canvas: inout Canvas, in area: Rect, _ context: Context) {
    let width = min(area.columns - 2, 76)
    let left = area.column + (context.isCompact ? 1 : max(1, (area.columns - width) / 2))
    var row = area.row + (context.isCompact ? 0 : 1)
    if !context.isCompact {
      canvas.write("Townhouse", row: row, column: left, role: .big)
      canvas.write("scan your badge, or type your e-mail", row: row, column: left + 11, role: .muted, width: width - 11)
      row += 2
    }
    form.draw(on: &canvas, in: Rect(row: row, column: left, rows: 2, columns: width))
    row += 3
    guard !accounts.isEmpty, row < area.endRow else { return }
    canvas.write(
      "Sample store: password townhouse-demo, PIN the digits of the badge", row: row, column: left,
      role: .heading, width: width)
    row += 1
    let shown = accounts.prefix(max(0, area.endRow - row - (accounts.count > area.endRow - row ? 1 : 0)))
    for account in shown {
      draw(account, on: &canvas, row: row, column: left, width: width)
      row += 1
    }
    if shown.count < accounts.count, row < area.endRow {
      canvas.write("and \(accounts.count - shown.count) more: F2", row: row, column: left, role: .muted, width: width)
    }
  }

  private func draw(_ account: SampleAccount, on canvas: inout Canvas, row: Int, column: Int, width: Int) {
    guard width >= 60 else {
      canvas.write("\(account.badge)  \(account.name)", row: row, column: column, width: width)
      return
    }
    canvas.write(account.badge, row: row, column: column, role: .accent, width: 7)
    canvas.write(account.name, row: row, column: column + 7, width: 17)
    canvas.write(account.role, row: row, column: column + 25, role: .muted, width: 16)
    canvas.write(account.email, row: row, column: column + 42, role: .muted, width: width - 42)
  }
}

extension String {
  /// Without spaces at the ends.
  var trimmed: String {
    var text = Substring(self)
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
