import Commerce
import Operations
import Terminal

@testable import Console

/// The whole console on made-up dispatch answers: keys go in, calls and frames come out.
struct DispatchBench {
  private(set) var program: Program
  private var clock = DispatchSample.now
  /// What was asked of desks, in order.
  private(set) var calls: [DeskCall] = []
  /// Keys pressed so far.
  private(set) var keys = 0
  /// Answers in place of the made-up ones, once each.
  var answers: [Answer] = []
  /// True while desks do not answer.
  var isSlow = false
  private var waiting: [(Int, DeskCall)] = []
  /// Parcels in the vehicle.
  private var loaded: Set<String> = []
  /// False while the person's own run is still to come.
  var hasRun = true
  var cards = DispatchSample.cards
  /// True when the core keeps from the person what drivers hold.
  private let hidesCash: Bool

  init(
    _ address: String = "dispatch", _ size: Size = Size(columns: 80, rows: 24),
    role: Commerce.Role = .supervisor, hidesCash: Bool = false
  ) {
    self.hidesCash = hidesCash
    var settings = ConsoleSettings()
    settings.lastTown = "accra"
    let session = Session(
      person: ListSample.ama, sites: [ListSample.accra], grants: [Grant(role: role, site: nil)])
    program = Program(settings: settings, session: session, address: address, now: clock)
    settle(program.start(size: size, now: clock))
    pause()
  }

  /// The frame as it is now.
  var frame: Canvas {
    var canvas = Canvas(program.size)
    program.draw(on: &canvas)
    return canvas
  }

  var text: String { frame.lines.joined(separator: "\n") }
  var message: String { program.notice?.text ?? "" }
  var board: BoardScreen? { program.top?.screen as? BoardScreen }

  mutating func press(_ keys: Key...) {
    for key in keys {
      self.keys += 1
      settle(program.handle(.key(key), now: clock))
    }
  }

  mutating func type(_ text: String) { for character in text { press(.character(character)) } }

  mutating func scan(_ code: String) {
    for character in code { settle(program.handle(.key(.character(character)), now: clock)) }
    settle(program.handle(.key(.enter), now: clock))
  }

  /// Moves the cursor to a line that says this, without counting keys.
  mutating func goTo(_ words: String) {
    let before = keys
    defer { keys = before }
    for _ in 0..<2 {
      press(.home)
      for _ in 0..<60 {
        let cursor = frame.cursor ?? Canvas.Position(row: 0, column: 0)
        // Side by side only what stands behind the cursor is its line.
        let line = frame.lines.indices.contains(cursor.row) ? frame.lines[cursor.row].dropFirst(cursor.column) : ""
        let own = line.split(separator: "│", maxSplits: 1, omittingEmptySubsequences: false).first ?? ""
        if own.contains(words) { return }
        press(.down)
      }
      press(.tab)
    }
  }

  /// Keys have paused.
  mutating func pause() {
    clock = clock.adding(milliseconds: 200)
    settle(program.tick(now: clock))
  }

  /// Somebody else changed something.
  mutating func refresh() {
    settle(program.deliver(.committed, now: clock))
    clock = clock.adding(milliseconds: 400)
    settle(program.tick(now: clock))
  }

  mutating func resize(_ size: Size) { settle(program.handle(.resize(size), now: clock)) }

  /// Desks answer what they were asked meanwhile.
  mutating func answerAll() {
    isSlow = false
    let late = waiting
    waiting = []
    for (number, call) in late {
      settle(program.deliver(.answer(number, answer(to: call)), now: clock))
    }
  }

  /// The calls of the dispatch desk that change something.
  var changes: [DispatchCall] {
    calls.compactMap { call in
      if case .dispatch(let call) = call, call.isMutation { call } else { nil }
    }
  }

  private mutating func settle(_ outputs: [Output]) {
    var left = outputs
    while !left.isEmpty {
      guard case .perform(let request) = left.removeFirst() else { continue }
      calls.append(request.call)
      if isSlow {
        waiting.append((request.number, request.call))
        continue
      }
      let reply = answer(to: request.call)
      left += program.deliver(.answer(request.number, reply), now: clock)
    }
  }

  private mutating func answer(to call: DeskCall) -> Answer {
    if call.isMutation || isPreview(call), !answers.isEmpty {
      let next = answers.removeFirst()
      if case .failed(let error, _) = next { return .failed(error, call) }
      return next
    }
    switch call {
    case .dispatch(let call): return dispatch(call)
    case .warehouse(.workInHand): return .workInHand(nil)
    case .orders(.detail), .orders(.detailByNumber):
      return (try? ListSample.detail()).map { .order($0) } ?? .done
    case .cash(.switchToMoMo(let order, _)): return .cash(.payment(payment(order)))
    case .cash(.poll): return .cash(.payment(payment(ID(391), .paid)))
    case .cash(.payments): return .cash(.payments(Page(rows: [payment(ID(391))])))
    default: return .done
    }
  }

  private func isPreview(_ call: DeskCall) -> Bool {
    if case .dispatch(.preview) = call { return true }
    return false
  }

  private func payment(_ order: ID<Order>, _ status: PaymentStatus = .pending) -> PaymentRow {
    PaymentRow(
      payment: Payment(
        id: ID(77), order: order, method: .momo, status: status, amount: Money(minor: 6_200, .cedi),
        createdAt: DispatchSample.now.adding(minutes: -3), updatedAt: DispatchSample.now),
      number: "ORD-20261121-0391", customer: "Abena Owusu", orderStatus: .outForDelivery)
  }

  /// A run as its stops are now.
  private func run(_ id: Int64) -> RunDetail {
    var detail = DispatchSample.run(
      id, DispatchSample.drivers[id == 119 ? 2 : 1], id == 119 ? .planned : .out, proofOf: cards)
    for stop in detail.stops.indices {
      for parcel in detail.stops[stop].parcels.indices
      where loaded.contains(detail.stops[stop].parcels[parcel].code) {
        detail.stops[stop].parcels[parcel].state = .loaded
      }
    }
    detail.driver = told(detail.driver)
    return detail
  }

  private func told(_ row: DriverRow) -> DriverRow {
    var row = row
    row.hidesCash = hidesCash
    if hidesCash { row.load.cashMinor = 0 }
    return row
  }

  private mutating func dispatch(_ call: DispatchCall) -> Answer {
    switch call {
    case .board: return .dispatch(.board(DispatchSample.board(cards, DispatchSample.drivers.map(told))))
    case .preview(let plan): return .dispatch(.preview(DispatchSample.preview(plan, cards)))
    case .carryOut(let plan, _): return .dispatch(.planned(carryOut(plan)))
    case .deliver(let id, _, let collected, _):
      guard let card = cards.first(where: { $0.dispatch?.id == id }) else { return .done }
      cards.removeAll { $0.dispatch?.id == id }
      let taken = Money(minor: collected?.amountMinor ?? card.due.minor, .cedi)
      return .dispatch(
        .delivered(
          DeliveryResult(
            number: card.number, due: card.due, collected: taken, difference: collected?.difference, cashInHand: taken))
      )
    case .fail(let id, let reason, _):
      guard let index = cards.firstIndex(where: { $0.dispatch?.id == id }) else { return .done }
      cards[index].lane = .failed
      cards[index].failedAttempts += 1
      cards[index].dispatch?.status = .failed
      cards[index].dispatch?.failure = reason
      return .dispatch(
        .failed(FailureResult(number: cards[index].number, attempt: 1, limit: 3, isIncident: false)))
    case .decideIncident(let id, let failed):
      let number = cards.first { $0.dispatch?.id == id }?.number ?? ""
      return .dispatch(
        .failed(FailureResult(number: number, attempt: 1, limit: 3, isIncident: false, goesOn: !failed)))
    case .slots: return .dispatch(.slots(DispatchSample.slots))
    case .runByCode(let code):
      let isPlanned = code == "R-119" || code == "31"
      return .dispatch(.run(run(isPlanned ? 119 : 118)))
    case .run(let id), .suggestOrder(let id): return .dispatch(.run(run(id.serial)))
    case .endLoading(let id, _): return .dispatch(.run(run(id.serial)))
    case .moveStop, .lockStop: return .dispatch(.run(run(119)))
    case .myRun: return .dispatch(.myRun(hasRun ? run(118) : nil))
    case .runs: return .dispatch(.runs(Page(rows: DispatchSample.runs)))
    case .returns: return .dispatch(.returns(DispatchSample.returns))
    case .scanBack(let code):
      guard let row = DispatchSample.returns.first(where: { $0.code == code }) else {
        return .failed(.refused(Refusal(.notDueBack, [.parcel: .text(code)], remedy: .none)), .dispatch(call))
      }
      return .dispatch(
        .returned(ReturnResult(parcel: code, number: row.number, lane: row.laneCode, left: 0, status: row.status)))
    case .load(let parcel, let id):
      let stops = run(id.serial).stops
      guard let stop = stops.first(where: { $0.parcels.contains { $0.code == parcel } }) else {
        let refusal = Refusal(
          .wrongRun, [.parcel: .text(parcel), .run: .text("R-119"), .neededRun: .text("R-118")], remedy: .none)
        return .failed(.refused(refusal), .dispatch(call))
      }
      loaded.insert(parcel)
      return .dispatch(
        .loaded(
          LoadResult(
            parcel: parcel, number: stop.card.number, position: stop.card.dispatch?.position ?? 0, left: 2)))
    case .printRun: return .text("folder/manifest.pdf")
    case .reschedule:
      return .dispatch(
        .rescheduled(
          Reschedule(
            from: DispatchSample.now.adding(minutes: 1110), until: DispatchSample.now.adding(minutes: 1290),
            at: DispatchSample.now)))
    default: return .done
    }
  }

  private mutating func carryOut(_ plan: DispatchPlan) -> PlanResult {
    let preview = DispatchSample.preview(plan, cards)
    if case .assign(_, let person) = plan, let row = DispatchSample.drivers.first(where: { $0.driver.person == person })
    {
      for (place, allowed) in preview.allowed.enumerated() {
        guard let index = cards.firstIndex(where: { $0.order == allowed.order }) else { continue }
        cards[index].lane = .assigned
        cards[index].dispatch = DispatchSample.dispatch(
          Int(allowed.order.serial), row.driver, run: 120, position: place + 1, .assigned)
        cards[index].driverName = row.driver.name
        cards[index].driverCode = row.driver.code
      }
    }
    return PlanResult(
      done: preview.allowed.map(\.number),
      refused: Dictionary(
        preview.rows.filter { $0.refusal != nil }.map { ($0.number, $0.refusal?.code ?? "") }
      ) { first, _ in first },
      run: ID(120))
  }
}
