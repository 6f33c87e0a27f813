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
    if code.hasPrefix("P-") { return findOrder(code) }
    if context().missing(.viewStock) != nil { return findOrder(code) }
    request(.stock(.find(code, limit: 2)), tag: "app.scan " + code, screen: nil)
  }

  /// A badge on a board hands the console to its owner, after the PIN.
  private mutating func switchUser(to badge: String) {
    if badge == session?.holder.badge.uppercased(), ownSession == nil { return say(Notice(.info, "You are signed in already")) }
    signOut()
    tell(.scan(badge))
  }

  private mutating func findOrder(_ code: String) {
    let query = OrderQuery(text: code, site: nil)
    request(.orders(.find(query, PageRequest(.first, limit: 2))), tag: "app.scanOrder " + code, screen: nil)
  }

  /// What came of looking a scan up; true when this was one.
  mutating func tookScanAnswer(_ answer: Answer, tag: String) -> Bool {
    let code = String(tag.split(separator: " ").last ?? "")
    switch answer {
    case .stockHits(let hits) where tag.hasPrefix("app.scan "):
      if hits.count == 1, let hit = hits.first {
        open(.stockCard(.id(hit.variant.id)))
      } else {
        findOrder(code)
      }
    case .orders(let page) where tag.hasPrefix("app.scanOrder "):
      if page.rows.count == 1, let row = page.rows.first {
        open(.order(.id(row.id), neighbours: []))
      } else if page.rows.isEmpty {
        say(Notice(.warning, "UNKNOWN CODE: \(code)"))
        outputs.append(.bell)
      } else {
        open(.orders(OrderFilter(text: code, allTowns: true)))
      }
    default: return false
    }
    return true
  }
}
