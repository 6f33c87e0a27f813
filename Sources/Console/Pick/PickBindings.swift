import Commerce
import Operations
import Terminal

extension PickScreen {
  func bindings(_ context: Context) -> [Binding] {
    let mayPick = context.missing(.pick)
    let isMine = work.map { $0.list.holder == context.session?.person.id } ?? false
    let nothing: CommerceError? =
      work?.list.current == nil ? .refused(Refusal(.nothingOpen, remedy: .nextWork)) : isMine ? nil : notMine
    let hasList = work == nil ? CommerceError.refused(Refusal(.nothingOpen, remedy: .nextWork)) : notMine
    let takeOver: CommerceError? =
      isMine || work?.list.closedAt != nil || work == nil
      ? .refused(Refusal(.nothingToTakeOver, remedy: .nextWork)) : nil
    let isDone = work?.list.current == nil
    return [
      Binding("pick.next", "next", [.function(2)], dot: "n", importance: isDone ? 60 : 20, refusal: mayPick),
      Binding("pick.skip", "skip", [.function(3)], dot: "k", importance: 30, refusal: mayPick ?? nothing),
      Binding(
        "pick.short", asksCount ? "count" : "short", [.function(4)], dot: "s", importance: 50,
        refusal: mayPick ?? (asksCount && isMine ? nil : nothing)),
      Binding("pick.damaged", "damaged", [.function(5)], dot: "d", importance: 28, refusal: mayPick ?? nothing),
      Binding("pick.elsewhere", "elsewhere", [.function(6)], dot: "e", importance: 26, refusal: mayPick ?? nothing),
      Binding(
        "pick.link", "link barcode", [.function(7)], dot: "l", importance: unknownCode == nil ? 0 : 55,
        refusal: context.missing(.linkBarcodes) ?? (work == nil ? hasList : nil)),
      Binding(
        "pick.undo", "undo", [.function(8)], dot: "u", importance: 40, refusal: mayPick ?? (isMine ? nil : hasList)),
      Binding("pick.tote", "tote full", [.function(9)], dot: "t", importance: 24, refusal: mayPick ?? nothing),
      Binding(
        "pick.takeOver", "take over", [.function(11)], dot: "o", importance: 58, refusal: mayPick ?? takeOver),
      Binding("pick.putBacks", "put-backs", dot: "b", refusal: context.missing(.putBack)),
      Binding("pick.release", "give back to the queue", dot: "g", refusal: mayPick ?? nothing),
    ]
  }

  /// True while the zero count is the open question, so that F4 answers it.
  private var asksCount: Bool { work?.list.zeroCheck != nil }

  private var notMine: CommerceError? {
    guard let list = work?.list else { return nil }
    return .refused(
      Refusal(.notYourWork, [.holder: .text(list.holderName), .since: .time(list.claimedAt)], remedy: .nextWork))
  }
}
