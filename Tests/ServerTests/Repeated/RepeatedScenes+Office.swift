import Commerce
import Operations
import Store
import TestSupport
import Testing

// Money, orders, people, road.
extension RepeatedScenes {
  static func payments(_ scene: RepeatedTown) async throws {
    let (town, desk) = (scene.town, scene.desks.cash)
    let (order, _) = try await town.out()
    _ = try await desk.switchToMoMo(order.id, phone: "0200000001", town.intent(town.dispatcher))
    _ = try await desk.backToCash(order.id, town.intent(town.dispatcher))
    let asked = try await desk.switchToMoMo(order.id, phone: nil, town.intent(town.dispatcher))
    _ = try await desk.poll(asked.payment.id, town.intent(town.dispatcher))
    var notice = IncomingNotice(
      provider: "momo", event: "e1", raw: "{}", signature: .valid,
      reference: try #require(asked.payment.reference), status: .paid, amount: order.total)
    _ = try await desk.receive(notice, town.intent(town.cashier))
    (notice.event, notice.signature) = ("e2", .invalid)
    let doubtful = try await desk.receive(notice, town.intent(town.cashier))
    _ = try await desk.replay(doubtful.id, town.intent(town.cashier))
    let first = try await town.place([("KEY-200", 1)], method: .momo)
    _ = try await desk.request(first.id, phone: "0200000001", town.intent(town.supervisor))
    #expect(scene.gateway.requests.count == 3)
  }

  static func refunds(_ scene: RepeatedTown) async throws {
    let (town, desk) = (scene.town, scene.desks.cash)
    let (order, dispatch) = try await town.out([("MILO-400", 2), ("KEY-200", 1)], method: .momo)
    try await town.deliver(dispatch)
    let left = try await desk.refundable(order.id, by: town.cashier)
    let line = try #require(left.lines.first)
    let refund = try await desk.refund(
      RefundRequest(
        order: order.id, lines: [RefundLine(line: line.line.id, quantity: 1, amountMinor: 4250)], tender: left.tender,
        reason: "dented", returned: [line.line.id: 1], restock: false), basis: left.basis, stepUp: nil,
      town.intent(town.cashier))
    scene.gateway.script {
      $0.failure = .refused(Refusal(.providerRefused, [.reason: .text("wallet closed")], remedy: .retryRefund))
    }
    _ = try await desk.payOut(refund.id, stepUp: nil, town.intent(town.cashier))
    try await desk.own(refund.id, town.intent(town.supervisor))
    scene.gateway.script { $0.failure = nil }
    _ = try await desk.payOut(refund.id, stepUp: nil, town.intent(town.cashier))
    #expect(scene.gateway.refunds.count == 1)
    let (cash, stop) = try await town.out()
    try await town.deliver(stop)
    try await desk.declare(cash.total.minor, town.intent(town.driver))
    let count = try await desk.countCash(
      of: town.staff.driver, countedMinor: cash.total.minor, town.intent(town.cashier))
    _ = try await desk.printSlip(of: count.id, to: .folder, town.intent(town.cashier))
  }

  static func orders(_ scene: RepeatedTown) async throws {
    let (town, desk) = (scene.town, scene.desks.orders)
    let order = try await town.place([("MILO-400", 2)])
    try await desk.addNote("rings twice", to: order.id, town.intent(town.supervisor))
    let edit = OrderEdit(
      lines: [.init(variant: try #require(town.variants["MILO-400"]), quantity: 3)], name: "Kofi", phone: nil,
      address: nil, note: nil, deliveryMinor: nil)
    let version = try await desk.preview(edit, of: order.id, by: town.supervisor).version
    try await desk.edit(edit, of: order.id, version: version, town.intent(town.supervisor))
    let others = [try await town.place([("KEY-200", 1)]).id, try await town.place([("KEY-200", 2)]).id]
    let plan = try await desk.plan(.hold(reason: "rain"), on: others, by: town.supervisor)
    _ = try await desk.carryOut(.hold(reason: "rain"), on: others, basis: plan.basis, town.intent(town.supervisor))
    try await desk.releaseHold(others[0], town.intent(town.supervisor))
    try await desk.hold(others[0], reason: "more rain", town.intent(town.supervisor))
    try await desk.setPriority(1, of: others[1], town.intent(town.supervisor))
    let customers = scene.desks.customers
    try await customers.addNote("has a dog", aboutPhone: "0244123456", town.intent(town.supervisor))
    try await customers.saveView(
      SavedView(name: "rain", address: "orders hold"), town.intent(town.supervisor))
    try await customers.renameView("rain", to: "wet", town.intent(town.supervisor))
    try await customers.removeView("wet", town.intent(town.supervisor))
  }

  static func people(_ scene: RepeatedTown) async throws {
    let (town, desk) = (scene.town, scene.desks.people)
    let grant = Grant(role: .picker, site: town.site)
    let person = try await desk.add(
      PersonDraft(
        email: "new@townhouse.example", name: "New Hand", badge: "B-55", grant: grant, password: "a-long-secret"),
      town.intent(town.admin))
    try await desk.edit(person, name: "Newer Hand", badge: "B-56", isActive: true, town.intent(town.admin))
    try await desk.grant(Grant(role: .cashier, site: town.site), to: person, town.intent(town.admin))
    try await desk.revoke(grant, from: person, town.intent(town.admin))
    try await desk.setSecrets(of: person, password: nil, pin: "5656", town.intent(town.admin))
    let session = try await town.house.desks.people.impersonate(town.staff.support, town.intent(town.admin))
    try await desk.endImpersonation(town.intent(session.caller(at: town.site)))
  }

  static func road(_ scene: RepeatedTown) async throws {
    let (town, desk) = (scene.town, scene.desks.dispatch)
    var policy = SitePolicy()
    policy.incidentFirst = true
    try await scene.desks.house.setPolicy(policy, town.intent(town.admin))
    let orders = [try await town.ready().id, try await town.ready([("KEY-200", 1)]).id]
    let run = try #require(try await town.carryOut(.assign(orders, to: town.staff.driver)).run)
    let stops = try await desk.run(run, by: town.dispatcher).stops.compactMap(\.card.dispatch?.id)
    _ = try await desk.moveStop(stops[1], by: -1, town.intent(town.dispatcher))
    _ = try await desk.lockStop(stops[0], true, town.intent(town.dispatcher))
    _ = try await desk.printRun(.manifest, of: run, to: .folder, town.intent(town.dispatcher))
    try await town.carryOut(.sendOut(orders))
    try await town.carryOut(.swap(run: run, to: town.staff.otherDriver, .sick))
    let taken = try #require(try await town.card(orders[0])?.dispatch)
    let parcel = try #require(try await town.detail(orders[0]).parcels.first)
    _ = try await desk.handOver(parcel: parcel.code, on: taken.run, town.intent(town.dispatcher))
    _ = try await desk.fail(taken.id, reason: .noAnswer, note: "gate locked", town.intent(town.otherDriver))
    _ = try await desk.decideIncident(taken.id, failed: true, town.intent(town.dispatcher))
    try await desk.reopen(taken.id, reason: .mistake, stepUp: scene.vouched, town.intent(town.dispatcher))
    try await desk.save(
      Driver(person: town.staff.driver, name: "Kofi Asante", site: town.site, code: "01", capacity: 9),
      town.intent(town.dispatcher))
  }
}
