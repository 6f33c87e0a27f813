import Commerce
import Operations
import Terminal

/// A scan on a board opens the right thing, whichever board it is.
extension Program {
  /// Opens what a code stands for; its shape says where to look first.
  mutating func openScanned(_ text: String) {
    guard session != nil else { return tell(.scan(text)) }
    let code = text.trimmed.uppercased()
    guard !code.isEmpty else { return }
    if code.hasPrefix("ORD-") { return open(.order(.number(code), neighbours: [])) }
    if code.hasPrefix("T-") { return open(.pack(code)) }
    // Bins of aisle B begin like badges; a badge goes on with digits alone.
    if code.hasPrefix("B-"), code.dropFirst(2).allSatisfy(\.isNumber) { return switchUser(to: code) }
    request(.service(.find(code)), tag: "app.scan " + code, screen: nil)
  }

  /// A badge on a board hands the console to its owner, after the PIN.
  private mutating func switchUser(to badge: String) {
    if badge == session?.holder.badge.uppercased(), ownSession == nil {
      return say(Notice(.info, "You are signed in already"))
    }
    signOut()
    tell(.scan(badge))
  }

  /// What came of looking a scan up; true when this was one.
  mutating func tookScanAnswer(_ answer: Answer, tag: String) -> Bool {
    guard tag.hasPrefix("app.scan "), case .service(.found(let hits)) = answer else { return false }
    let code = String(tag.dropFirst("app.scan ".count))
    if hits.isEmpty {
      say(Notice(.warning, "UNKNOWN CODE: \(code)"))
      outputs.append(.bell)
    } else if hits.count == 1, let hit = hits.first {
      carryOut([hit.opens()], of: top?.id ?? 0)
    } else {
      open(.service(.find(code)))
    }
    return true
  }
}
