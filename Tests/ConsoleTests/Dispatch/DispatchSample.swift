import Commerce
import Operations
import Terminal

@testable import Console

/// Drivers, cards and previews made up for the tests of the dispatch screens: a Saturday at 14:30 in Accra.
enum DispatchSample {
  static let now = ListSample.now
  static let midnight = Instant(milliseconds: now.milliseconds - 870 * 60_000)

  static func driver(
    _ number: Int64, _ code: String, _ name: String, capacity: Int = 20, limit: Int64 = 0, isAvailable: Bool = true,
    reason: String = ""
  ) -> Driver {
    Driver(
      person: ID(number), name: name, site: ID(1), code: code, capacity: capacity, cashLimitMinor: limit,
      vehicle: "motorbike", shiftStart: 480, shiftEnd: 1080, isAvailable: isAvailable, unavailableReason: reason)
  }

  static let kwame = driver(21, "07", "Kwame Boateng")
  static let adwoa = driver(22, "12", "Adwoa Sarpong", capacity: 8)
  static let issah = driver(23, "31", "Issah Mohammed", limit: 100_000)
  static let nii = driver(24, "K2", "Nii Armah", isAvailable: false, reason: "at the garage")

  static func row(_ driver: Driver, _ load: DriverLoad = DriverLoad(), run: String = "") -> DriverRow {
    var refusal: CommerceError?
    do throws(CommerceError) {
      try DriverPolicy.check(driver, load, adding: 1, minuteOfDay: 870, currency: .cedi)
    } catch {
      refusal = error
    }
    return DriverRow(driver: driver, load: load, runCode: run, refusal: refusal)
  }

  static let drivers = [
    row(kwame, DriverLoad(deliveredToday: 6)),
    row(
      adwoa,
      DriverLoad(out: 4, deliveredToday: 3, failedToday: 1, cashMinor: 21_250, run: ID(118), runState: .out),
      run: "R-118"),
    row(issah, DriverLoad(assigned: 2, cashMinor: 81_200, run: ID(119), runState: .planned), run: "R-119"),
    row(nii),
  ]

  static func dispatch(
    _ number: Int, _ driver: Driver, run: Int64, position: Int, _ status: DispatchStatus = .outForDelivery,
    failure: FailureReason? = nil, incident: Incident? = nil, attempt: Int = 1
  ) -> Dispatch {
    Dispatch(
      id: ID(Int64(9000 + number)), uuid: UniqueID(high: 0, low: UInt64(number)), order: ID(Int64(number)),
      site: ID(1), driver: driver.person, run: ID(run), position: position, attempt: attempt, status: status,
      incident: incident, failure: failure, assignedAt: now.adding(minutes: -60),
      outAt: status == .assigned ? nil : now.adding(minutes: -40),
      closedAt: status.isActive ? nil : now.adding(minutes: -10))
  }

  static let zones: [(ID<Zone>?, String)] = [(ID(13), "3 Osu"), (ID(11), "1 Labadi"), (ID(15), "5 Tesano")]

  static func card(
    _ number: Int, _ lane: BoardCard.Lane = .ready, zone: Int = 0, minutes: Int = 60, age: Int = 20,
    prepaid: Bool = false, driver: Driver? = nil, dispatch: Dispatch? = nil, run: String = "", failed: Int = 0,
    hold: Bool = false, momo: Bool = false, proof: ProofRequirement = .none
  ) -> BoardCard {
    BoardCard(
      order: ID(Int64(number)), number: "ORD-20261121-0\(number)", version: 1, lane: lane,
      customer: ListSample.customers[number % ListSample.customers.count], phone: "0244123\(number)",
      place: "12 Oxford St, \(zones[zone].1.dropFirst(2))", zone: zones[zone].0, zoneLabel: zones[zone].1,
      paymentMethod: momo || prepaid ? .momo : .cod, paymentStatus: prepaid ? .paid : .pending,
      due: Money(minor: prepaid ? 0 : Int64(6_200 + (number % 7) * 2_050), .cedi),
      promiseAt: now.adding(minutes: minutes), since: now.adding(minutes: -age), parcels: 1 + number % 2,
      dispatch: dispatch, driverName: driver?.name ?? "", driverCode: driver?.code ?? "", runCode: run,
      failedAttempts: failed, onHold: hold, proof: proof)
  }

  /// Fifteen ready in Osu, some in other zones, a run out, one planned, three failed.
  static let cards: [BoardCard] = {
    var cards = [
      card(
        377, .failed, zone: 0, minutes: -1300, age: 1260,
        dispatch: dispatch(377, kwame, run: 90, position: 2, .failed, failure: .noAnswer), failed: 1),
      card(
        369, .failed, zone: 1, minutes: -95, age: 80,
        dispatch: dispatch(369, adwoa, run: 118, position: 1, .failed, failure: .wrongAddress), failed: 2),
      card(
        361, .failed, zone: 2, minutes: -60, age: 30, prepaid: true,
        dispatch: dispatch(361, adwoa, run: 118, position: 2, .failed, failure: .refused), failed: 3),
    ]
    for number in 411..<426 {
      cards.append(
        card(
          number, zone: 0, minutes: (number - 411) * 12 - 10, age: 41 - (number - 411), prepaid: number % 3 == 0,
          hold: number == 419))
    }
    for number in 430..<434 { cards.append(card(number, zone: 1, minutes: 85, age: 12, prepaid: number % 2 == 0)) }
    for number in 440..<442 {
      cards.append(card(number, zone: 2, minutes: 150, age: 70, failed: number == 441 ? 1 : 0))
    }
    let report = Incident(reason: .noAnswer, note: "gate locked", by: "Adwoa S.", at: now.adding(minutes: -5))
    for (place, number) in (388..<393).enumerated() {
      cards.append(
        card(
          number, .out, zone: place % 2, minutes: place * 15 - 20, age: 40, prepaid: place == 1, driver: adwoa,
          dispatch: dispatch(number, adwoa, run: 118, position: place + 3, incident: place == 2 ? report : nil),
          run: "R-118", momo: place == 3, proof: place == 0 ? .name : .none))
    }
    cards[cards.count - 1].due = Money(minor: 18_450, .cedi)
    for (place, number) in (395..<397).enumerated() {
      cards.append(
        card(
          number, .assigned, zone: 2, minutes: 120, age: 15, driver: issah,
          dispatch: dispatch(number, issah, run: 119, position: place + 1, .assigned), run: "R-119"))
    }
    return cards
  }()

  static func board(_ cards: [BoardCard] = cards, _ drivers: [DriverRow] = drivers) -> DispatchBoard {
    DispatchBoard(
      cards: cards, drivers: drivers, deliveredToday: 41, failedToday: 3, dueBack: 2, midnight: midnight)
  }

  /// What the core would say of a plan: orders on hold are refused, an unavailable driver refuses it all.
  static func preview(_ plan: DispatchPlan, _ cards: [BoardCard] = cards, basis: String = "1") -> PlanPreview {
    let (orders, driver, becomes): ([ID<Order>], ID<Person>?, OrderStatus) =
      switch plan {
      case .assign(let orders, let driver): (orders, driver, .readyForDispatch)
      case .unassign(let orders): (orders, nil, .readyForDispatch)
      case .sendOut(let orders): (orders, nil, .outForDelivery)
      case .deliver(let orders): (orders, nil, .delivered)
      case .swap(_, let driver, _):
        (cards.filter { $0.dispatch?.run == ID(118) && $0.isActive }.map(\.order), driver, .outForDelivery)
      case .swapOrders(let orders, let driver, _): (orders, driver, .outForDelivery)
      case .backToDepot(let orders): (orders, nil, .cancelled)
      }
    let known = Dictionary(cards.map { ($0.order, $0) }) { first, _ in first }
    let rows = orders.enumerated().compactMap { index, id -> PlanPreview.Row? in
      guard let card = known[id] else { return nil }
      let held = Refusal(.onHold, [.order: .text(card.number), .reason: .text("address unclear")], remedy: .release)
      return PlanPreview.Row(
        order: id, number: card.number, customer: card.customer, due: card.due, status: .readyForDispatch,
        becomes: becomes, effect: driver == nil ? "" : "stop \(index + 1) of R-120",
        refusal: card.onHold ? .refused(held) : nil)
    }
    return PlanPreview(
      rows: rows, refusal: drivers.first { $0.driver.person == driver && $0.driver.isAvailable == false }?.refusal,
      basis: basis)
  }

  static func run(_ id: Int64, _ driver: DriverRow, _ state: Run.State, proofOf cards: [BoardCard] = cards) -> RunDetail
  {
    let site = ListSample.accra
    let policy = AccessPolicy([Grant(role: .supervisor, site: nil)])
    let own = cards.filter { $0.dispatch?.run == ID(id) }
      .sorted { ($0.dispatch?.position ?? 0) < ($1.dispatch?.position ?? 0) }
    let stops = own.map { card in
      RunStop(
        card: card, parcels: (0..<card.parcels).map { parcel($0, of: card) },
        landmark: card.order.serial % 2 == 0 ? "blue kiosk opposite the filling station" : "",
        note: card.order.serial % 3 == 0 ? "Call before delivery" : "",
        actions: DispatchActions.states(of: card, grants: policy, site: site, now: now))
    }
    return RunDetail(
      run: Run(
        id: ID(id), code: "R-\(id)", site: ID(1), driver: driver.driver.person, state: state,
        createdAt: now.adding(minutes: -90), outAt: state == .planned ? nil : now.adding(minutes: -40)),
      driver: driver, stops: stops)
  }

  static func parcel(_ box: Int, of card: BoardCard, _ state: Parcel.State? = nil) -> Parcel {
    Parcel(
      id: ID(card.order.serial * 10 + Int64(box)), order: card.order, site: ID(1),
      code: "P-\(card.order.serial)\(box)", box: box + 1, contents: [],
      state: state ?? (card.lane == .assigned ? .staged : card.lane == .out ? .out : .dueBack))
  }

  static let returns = [
    ReturnRow(
      parcel: ID(1), code: "P-3770", order: ID(377), number: "ORD-20261121-0377", status: .failed,
      driverName: "Kwame Boateng", since: now.adding(minutes: -1260), laneCode: "L-03"),
    ReturnRow(
      parcel: ID(2), code: "P-3691", order: ID(369), number: "ORD-20261121-0369", status: .cancelled,
      driverName: "Adwoa Sarpong", since: now.adding(minutes: -80), laneCode: ""),
  ]

  static let runs = (0..<3).map { index in
    RunRow(
      run: Run(
        id: ID(Int64(120 - index)), code: "R-\(120 - index)", site: ID(1), driver: ID(22),
        state: [Run.State.planned, .out, .closed][index], createdAt: now.adding(minutes: -60 * (index + 1)),
        outAt: index == 0 ? nil : now.adding(minutes: -40), closedAt: index == 2 ? now.adding(minutes: -5) : nil),
      driverName: ["Kwame Boateng", "Adwoa Sarpong", "Issah Mohammed"][index], stops: 8 - index, delivered: index * 3,
      failed: index)
  }

  static let slots = [(540, 720), (720, 900), (900, 1080)].enumerated().map { index, pair in
    SlotState(
      slot: DaySlot(from: pair.0, until: pair.1), from: now, until: now, taken: [28, 40, 3][index], capacity: 40,
      refusal: index == 1 ? .refused(Refusal(.slotFull, [.limit: .count(40)], remedy: .chooseSlot)) : nil)
  }
}
