import Commerce
import Operations
import Terminal

@testable import Console

/// The whole console on sample rows: keys go in, frames come out, and desks answer at once.
struct ListBench {
  private(set) var program: Program
  /// What was asked of desks, in order.
  private(set) var calls: [DeskCall] = []
  private let size: Size

  /// A console signed in at Accra that shows what `address` names.
  init(_ address: String, _ size: Size = Size(columns: 80, rows: 24)) {
    self.size = size
    var settings = ConsoleSettings()
    settings.lastTown = "accra"
    let session = Session(
      person: ListSample.ama, sites: [ListSample.accra, ListSample.kasoa],
      grants: [Grant(role: .supervisor, site: nil)])
    program = Program(settings: settings, session: session, address: address, now: ListSample.now)
    settle(program.start(size: size, now: ListSample.now))
  }

  /// The frame as it is now.
  var frame: Canvas {
    var canvas = Canvas(size)
    program.draw(on: &canvas)
    return canvas
  }

  mutating func press(_ keys: Key...) {
    for key in keys { settle(program.handle(.key(key), now: ListSample.now)) }
  }

  mutating func type(_ text: String) { for character in text { press(.character(character)) } }

  /// Keys have paused.
  mutating func pause() { settle(program.tick(now: ListSample.now.adding(milliseconds: 200))) }

  private mutating func settle(_ outputs: [Output]) {
    var left = outputs
    while !left.isEmpty {
      guard case .perform(let request) = left.removeFirst() else { continue }
      calls.append(request.call)
      left += program.deliver(.answer(request.number, Self.answer(to: request.call)), now: ListSample.now)
    }
  }

  private static func answer(to call: DeskCall) -> Answer {
    switch call {
    case .warehouse(.queue(let query, let page)):
      let rows = ListSample.queueRows(0..<60).filter {
        query.text.isEmpty || $0.customer.lowercased().contains(query.text)
      }
      guard page.anchor == .first else { return .queue(Page(rows: [])) }
      return .queue(Page(rows: rows, hasAfter: query.text.isEmpty))
    case .warehouse(.floor):
      return .floor(
        FloorCounts(stages: [.waiting: .init(orders: 2000, late: 4), .picking: .init(orders: 3, late: 1)]))
    case .warehouse(.zones): return .zones(ListSample.zones)
    case .warehouse(.workInHand): return .workInHand(nil)
    case .orders(.find(let query, _)):
      let rows = ListSample.orderRows(0..<60).filter {
        query.text.isEmpty || $0.customer.lowercased().contains(query.text)
      }
      return .orders(Page(rows: rows, hasAfter: query.text.isEmpty))
    case .orders(.detail), .orders(.detailByNumber):
      return (try? ListSample.detail()).map { .order($0) } ?? .done
    case .cash(.cancelPreview(let order)):
      return .cash(
        .cancelPreview(
          CancelPreview(
            order: order, number: "ORD-20261121-0417", status: .picking, rule: "", refund: Money(minor: 0, .cedi),
            freed: 19, putBacks: 2, dueBack: 0, driverName: "", refusal: nil, basis: "b")))
    case .stock(.find(let text, _)):
      let all = [StockScreenTests.hit(StockScreenTests.milo, 0), StockScreenTests.hit(ListSample.rice, 12)]
      return .stockHits(text == "RICE-5" ? Array(all.suffix(1)) : all)
    case .stock(.card): return .stockCard(ListSample.card())
    case .stockWork(.moves): return .stockWork(.moves(Page(rows: ListSample.moves(0..<50))))
    default: return .done
    }
  }
}
