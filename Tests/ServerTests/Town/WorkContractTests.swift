import Commerce
import Contract
import Operations
import Security
import Server
import Store
import TestSupport
import Testing
import TownDialect

@Suite struct WorkContractTests {
  @Test("T12 to T18: a cash order from the queue to the door", arguments: Carriage.both)
  func wholeWay(_ carriage: Carriage) async throws {
    let bench = try await TownBench(carriage)
    let mine = try await bench.guestOrder([("MILO-400", 2), ("RICE-5", 21)])
    let staff = bench.town.staff
    let queue = try await bench.send(
      .get, "/towns/\(bench.accra)/warehouse/orders", as: bench.token(staff.picker))
    #expect(queue.items.map { $0["id"]?.words } == [mine.id])
    try await bench.bring(mine.id, to: .readyForDispatch)
    #expect(try await bench.troubles() == [])
    let stop = try await bench.assign(mine.id)
    let jobs = try await bench.send(
      .get, "/towns/\(bench.accra)/drivers/me/jobs", as: bench.token(staff.driver))
    #expect(jobs.items.map { $0["dispatch"]?["id"]?.words } == [stop])
    #expect(jobs.items[0]["amount_to_collect_minor"] == .number("260500"))
    #expect(jobs.items[0]["customer_phone"] == .text("0244000111"))
    let out = try await bench.report(stop, #"{"status":"OUT_FOR_DELIVERY"}"#)
    #expect(out.status == 200 && out.text("order", "status") == "OUT_FOR_DELIVERY")
    #expect(try await bench.troubles() == [])
    let done = try await bench.report(stop, #"{"status":"DELIVERED","recipient_name":"Efua"}"#)
    #expect(done.status == 200 && done.text("dispatch", "status") == "DELIVERED")
    #expect(done.text("order", "status") == "DELIVERED" && done.text("order", "payment_status") == "PAID")
    let again = try await bench.report(stop, #"{"status":"DELIVERED"}"#)
    #expect(again.status == 200 && again.bytes == done.bytes)
    #expect(try await bench.town.balance(.driver(staff.driver)) == 260_500)
    #expect(try await bench.troubles() == [])
    let path = "/towns/\(bench.accra)/orders/\(mine.id)"
    let shown = try await bench.send(.get, path, guest: mine.token)
    #expect(shown["dispatch", "status"] == .text("DELIVERED"))
    #expect(shown["payments", 0, "status"] == .text("PAID"))
    // Its driver may look at it still; another one never could.
    #expect(try await bench.send(.get, path, as: bench.token(staff.driver)).status == 200)
    #expect(try await bench.send(.get, path, as: bench.token(staff.otherDriver)).status == 404)
    let ended = try await bench.send(
      .get, "/towns/\(bench.accra)/drivers/me/jobs?status=DELIVERED", as: bench.token(staff.driver))
    #expect(ended.items.map { $0["amount_to_collect_minor"]?.words } == ["0"])
  }

  @Test("T12 narrows by status and never shows what is not paid", arguments: Carriage.allCases)
  func queue(_ carriage: Carriage) async throws {
    let bench = try await TownBench(carriage)
    let staff = bench.town.staff
    let path = "/towns/\(bench.accra)/warehouse/orders"
    _ = try await bench.guestOrder(method: "MOMO")
    let first = try await bench.guestOrder()
    let second = try await bench.guestOrder()
    try await bench.bring(first.id, to: .picking)
    let token = bench.token(staff.picker)
    #expect(try await bench.send(.get, path, as: token).items.map { $0["id"]?.words } == [first.id, second.id])
    #expect(try await bench.send(.get, path + "?status=PICKING", as: token).items.map { $0["id"]?.words } == [first.id])
    #expect(try await bench.send(.get, path + "?status=PENDING_PAYMENT", as: token).status == 400)
    #expect(try await bench.send(.get, path).status == 401)
    for person in [staff.driver] {
      let answer = try await bench.send(.get, path, as: bench.token(person))
      #expect(answer.status == 403 && answer.code == "FORBIDDEN")
    }
    let customer = try await bench.send(.get, path, as: try await bench.customer())
    #expect(customer.status == 403 && customer.code == "FORBIDDEN")
    let elsewhere = try await bench.send(.get, "/towns/\(bench.tema)/warehouse/orders", as: token)
    #expect(elsewhere.status == 403 && elsewhere.code == "TOWN_ACCESS_DENIED")
    #expect(
      try await bench.send(.get, "/towns/\(bench.tema)/warehouse/orders", as: bench.token(staff.admin)).status == 200)
  }

  @Test("T13 to T15: steps out of order are refused, and change nothing", arguments: Carriage.allCases)
  func stepsOutOfOrder(_ carriage: Carriage) async throws {
    let bench = try await TownBench(carriage)
    let token = bench.token(bench.town.staff.supervisor)
    let mine = try await bench.guestOrder()
    let path = "/towns/\(bench.accra)/orders/\(mine.id)/"
    func expectRefused(_ steps: [String]) async throws {
      let before = try await bench.town.house.desks.history.lastSequence()
      for step in steps {
        let answer = try await bench.send(.post, path + step, as: token)
        #expect(answer.status == 409, "\(step)")
        #expect(["INVALID_STATUS_TRANSITION", "CONFLICT"].contains(answer.code), "\(step): \(answer.code)")
      }
      #expect(try await bench.town.house.desks.history.lastSequence() == before)
    }
    try await expectRefused(["pack", "ready-for-dispatch"])
    try await bench.bring(mine.id, to: .picking)
    try await expectRefused(["pick", "ready-for-dispatch"])
    #expect(try await bench.send(.post, path + "pack", as: token).status == 200)
    try await expectRefused(["pick", "pack"])
    #expect(try await bench.send(.post, path + "ready-for-dispatch", as: token).status == 200)
    try await expectRefused(["pick", "pack", "ready-for-dispatch"])
  }

  @Test("T13: an order that is not paid is not picked", arguments: Carriage.allCases)
  func unpaid(_ carriage: Carriage) async throws {
    let bench = try await TownBench(carriage)
    let mine = try await bench.guestOrder(method: "MOMO")
    let answer = try await bench.send(
      .post, "/towns/\(bench.accra)/orders/\(mine.id)/pick", as: bench.token(bench.town.staff.picker))
    #expect(answer.status == 409 && answer.code == "PAYMENT_NOT_COMPLETED")
  }

  @Test("T14: what somebody else has in hand is refused with who has it", arguments: Carriage.allCases)
  func heldByOther(_ carriage: Carriage) async throws {
    let bench = try await TownBench(carriage)
    let mine = try await bench.guestOrder()
    let staff = bench.town.staff
    let path = "/towns/\(bench.accra)/orders/\(mine.id)/"
    #expect(try await bench.send(.post, path + "pick", as: bench.token(staff.picker)).status == 200)
    let answer = try await bench.send(.post, path + "pack", as: bench.token(staff.second))
    #expect(answer.status == 409 && answer.code == "CONFLICT")
    #expect(answer.json["error"]?["details"]?["reason"] == .text("rule.claim.held_by_other"))
    #expect(String(decoding: answer.bytes, as: UTF8.self).contains("Ama Koomson"))
    #expect(try await bench.send(.post, path + "pack", as: bench.token(staff.picker)).status == 200)
  }

  @Test("T14 goes on where a scanner left off", arguments: Carriage.allCases)
  func halfScanned(_ carriage: Carriage) async throws {
    let bench = try await TownBench(carriage)
    let mine = try await bench.guestOrder([("MILO-400", 2), ("KEY-200", 3)])
    let town = bench.town
    let desk = town.house.desks.warehouse
    let work = try await desk.claimNext(town.intent(town.picker))
    _ = try await desk.scan("T-101", on: work.list.id, town.intent(town.picker))
    _ = try await desk.scan("MILO-400", on: work.list.id, town.intent(town.picker))
    let answer = try await bench.send(
      .post, "/towns/\(bench.accra)/orders/\(mine.id)/pack", as: bench.token(town.staff.picker))
    #expect(answer.status == 200 && answer.text("order", "status") == "PACKED")
    #expect(try await bench.troubles() == [])
  }

  @Test("T13 to T16: each role's part, and another town's order is not there", arguments: Carriage.allCases)
  func roles(_ carriage: Carriage) async throws {
    let bench = try await TownBench(carriage)
    let staff = bench.town.staff
    let mine = try await bench.guestOrder()
    let customer = try await bench.customer()
    for step in ["pick", "pack", "ready-for-dispatch"] {
      let path = "/towns/\(bench.accra)/orders/\(mine.id)/\(step)"
      #expect(try await bench.send(.post, path).status == 401)
      #expect(try await bench.send(.post, path, as: customer).code == "FORBIDDEN")
      #expect(try await bench.send(.post, path, as: bench.token(staff.driver)).code == "FORBIDDEN")
      let there = "/towns/\(bench.tema)/orders/\(mine.id)/\(step)"
      #expect(try await bench.send(.post, there, as: bench.token(staff.supervisor)).code == "TOWN_ACCESS_DENIED")
      #expect(try await bench.send(.post, there, as: bench.token(staff.admin)).status == 404)
    }
    try await bench.bring(mine.id, to: .readyForDispatch)
    let body = #"{"order_id":"\#(mine.id)","driver_id":"\#(bench.shop.ids.text(staff.driver))"}"#
    let path = "/towns/\(bench.accra)/dispatches"
    #expect(try await bench.send(.post, path, body).status == 401)
    for token in [customer, bench.token(staff.driver), bench.token(staff.picker)] {
      #expect(try await bench.send(.post, path, as: token, body).code == "FORBIDDEN")
    }
    let dispatcher = bench.token(staff.dispatcher)
    #expect(
      try await bench.send(.post, "/towns/\(bench.tema)/dispatches", as: dispatcher, body).code == "TOWN_ACCESS_DENIED")
    let admin = bench.token(staff.admin)
    #expect(try await bench.send(.post, "/towns/\(bench.tema)/dispatches", as: admin, body).status == 404)
    let nobody = body.replacing(bench.shop.ids.text(staff.driver), with: bench.shop.ids.text(staff.picker))
    let refused = try await bench.send(.post, path, as: dispatcher, nobody)
    #expect(refused.status == 400 && refused.code == "VALIDATION_ERROR")
    let garbled = body.replacing(bench.shop.ids.text(staff.driver), with: bench.accra)
    #expect(try await bench.send(.post, path, as: dispatcher, garbled).status == 400)
    _ = try await bench.assign(mine.id)
    let twice = try await bench.send(.post, path, as: dispatcher, body)
    #expect(twice.status == 409)
  }

  @Test("T16: only what is ready is assigned", arguments: Carriage.allCases)
  func notReady(_ carriage: Carriage) async throws {
    let bench = try await TownBench(carriage)
    let mine = try await bench.guestOrder()
    let answer = try await bench.send(
      .post, "/towns/\(bench.accra)/dispatches", as: bench.token(bench.town.staff.dispatcher),
      #"{"order_id":"\#(mine.id)","driver_id":"\#(bench.shop.ids.text(bench.town.staff.driver))"}"#)
    #expect(answer.status == 409 && answer.code == "INVALID_STATUS_TRANSITION")
  }

  @Test("T18: the path of a stop, its errors, and whose it is", arguments: Carriage.both)
  func reports(_ carriage: Carriage) async throws {
    let bench = try await TownBench(carriage)
    let staff = bench.town.staff
    let mine = try await bench.guestOrder()
    try await bench.bring(mine.id, to: .readyForDispatch)
    let stop = try await bench.assign(mine.id)
    for status in ["DELIVERED", "FAILED"] {
      let answer = try await bench.report(stop, #"{"status":"\#(status)","reason":"no answer"}"#)
      #expect(answer.status == 409 && answer.code == "INVALID_STATUS_TRANSITION")
    }
    let path = "/towns/\(bench.accra)/dispatches/\(stop)/status"
    let out = #"{"status":"OUT_FOR_DELIVERY"}"#
    #expect(try await bench.send(.post, path, out).status == 401)
    #expect(try await bench.report(stop, out, as: staff.otherDriver).status == 404)
    #expect(try await bench.report(stop, out, as: staff.picker).status == 403)
    #expect(try await bench.send(.post, path, as: try await bench.customer(), out).status == 403)
    let there = "/towns/\(bench.tema)/dispatches/\(stop)/status"
    #expect(try await bench.send(.post, there, as: bench.token(staff.driver), out).code == "TOWN_ACCESS_DENIED")
    #expect(try await bench.send(.post, there, as: bench.token(staff.admin), out).status == 404)
    #expect(try await bench.report(bench.accra, out).status == 404)
    for body in [#"{"status":"ASSIGNED"}"#, #"{"status":"x"}"#, "{}"] {
      #expect(try await bench.report(stop, body).status == 400)
    }
    #expect(try await bench.report(stop, out).status == 200)
    #expect(try await bench.report(stop, out).status == 200)
    #expect(try await bench.report(stop, #"{"status":"FAILED"}"#).status == 400)
    let failed = try await bench.report(stop, #"{"status":"FAILED","reason":"The gate was locked"}"#)
    #expect(failed.status == 200 && failed.text("order", "status") == "FAILED")
    #expect(try await bench.report(stop, #"{"status":"FAILED","reason":"again"}"#).status == 200)
    #expect(try await bench.report(stop, #"{"status":"DELIVERED"}"#).status == 409)
    #expect(try await bench.troubles() == [])
  }

  @Test("T18: a driver's stops leave one by one with one run", arguments: Carriage.allCases)
  func oneByOne(_ carriage: Carriage) async throws {
    let bench = try await TownBench(carriage)
    var stops: [String] = []
    for _ in 0..<3 {
      let order = try await bench.guestOrder()
      try await bench.bring(order.id, to: .readyForDispatch)
      if stops.count == 2 { #expect(try await bench.report(stops[0], #"{"status":"OUT_FOR_DELIVERY"}"#).status == 200) }
      stops.append(try await bench.assign(order.id))
    }
    for stop in stops { #expect(try await bench.report(stop, #"{"status":"OUT_FOR_DELIVERY"}"#).status == 200) }
    #expect(try await bench.troubles() == [])
    for stop in stops { #expect(try await bench.report(stop, #"{"status":"DELIVERED"}"#).status == 200) }
    #expect(try await bench.troubles() == [])
    let town = bench.town
    let board = try await town.house.desks.dispatch.board(by: town.dispatcher)
    #expect(board.cards.isEmpty)
  }

  @Test("T17 is for drivers, of their own town", arguments: Carriage.allCases)
  func jobs(_ carriage: Carriage) async throws {
    let bench = try await TownBench(carriage)
    let staff = bench.town.staff
    let path = "/towns/\(bench.accra)/drivers/me/jobs"
    #expect(try await bench.send(.get, path).status == 401)
    for person in [staff.picker, staff.dispatcher, staff.admin] {
      #expect(try await bench.send(.get, path, as: bench.token(person)).status == 403)
    }
    let there = try await bench.send(
      .get, "/towns/\(bench.tema)/drivers/me/jobs", as: bench.token(staff.driver))
    #expect(there.status == 403 && there.code == "TOWN_ACCESS_DENIED")
    #expect(try await bench.send(.get, path + "?status=x", as: bench.token(staff.driver)).status == 400)
    #expect(try await bench.send(.get, path, as: bench.token(staff.otherDriver)).items.isEmpty)
  }
}
