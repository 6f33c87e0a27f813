import Commerce
import Contract
import Operations
import Security
import Server
import Store
import TestSupport
import Testing
import TownDialect

@Suite struct OrderContractTests {
  @Test("T6: a guest's cash order goes straight to fulfilment", arguments: Carriage.both)
  func guestCash(_ carriage: Carriage) async throws {
    let bench = try await TownBench(carriage)
    let body = try await bench.order([("MILO-400", 2), ("RICE-5", 1)])
    let answer = try await bench.send(.post, "/towns/\(bench.accra)/orders", body)
    #expect(answer.status == 201)
    #expect(answer.text("order", "status") == "PENDING_FULFILMENT")
    #expect(answer.text("order", "payment_method") == "COD")
    #expect(answer.text("order", "town_id") == bench.accra)
    #expect(answer["order", "subtotal_minor"] == .number("20500"))
    #expect(answer["order", "total_minor"] == .number("20500"))
    #expect(answer["order", "items", 0, "product_id"] == .text(try await bench.product("MILO-400")))
    #expect(answer["order", "items", 0, "line_total_minor"] == .number("8500"))
    #expect(answer.text("order", "guest_email") == "efua@example.com")
    #expect(answer["order", "notes"] == .null)
    #expect(answer.text("guest_access_token").utf8.count == 64)
    #expect(try await bench.troubles() == [])
  }

  @Test("T6: an order paid by mobile money waits for it", arguments: Carriage.allCases)
  func guestMoMo(_ carriage: Carriage) async throws {
    let bench = try await TownBench(carriage)
    let body = try await bench.order([("MILO-400", 1)], method: "MOMO")
    let answer = try await bench.send(.post, "/towns/\(bench.accra)/orders", body)
    #expect(answer.text("order", "status") == "PENDING_PAYMENT")
    #expect(answer.text("order", "payment_status") == "INITIATED")
  }

  @Test("T6: a guest says e-mail and phone, both", arguments: Carriage.allCases)
  func guestWithoutContact(_ carriage: Carriage) async throws {
    let bench = try await TownBench(carriage)
    let path = "/towns/\(bench.accra)/orders"
    for extra in ["", #","guest_email":"a@b.example""#, #","guest_phone":"0244000111""#] {
      let answer = try await bench.send(
        .post, path, try await bench.order([("MILO-400", 1)], guest: false, extra: extra))
      #expect(answer.status == 400 && answer.code == "VALIDATION_ERROR", "\(extra)")
    }
    #expect(try await bench.send(.get, path, as: bench.token(bench.town.staff.admin)).items.isEmpty)
  }

  @Test("T6: without enough stock nothing is placed, and all that is short is named", arguments: Carriage.allCases)
  func short(_ carriage: Carriage) async throws {
    let bench = try await TownBench(carriage)
    let body = try await bench.order([("MILO-400", 41), ("KEY-200", 1), ("PHONE-X", 11)])
    let answer = try await bench.send(.post, "/towns/\(bench.accra)/orders", body)
    #expect(answer.status == 409 && answer.code == "INSUFFICIENT_STOCK")
    guard case .list(let items)? = answer.json["error"]?["details"]?["items"] else {
      Issue.record("no items")
      return
    }
    #expect(items.map { $0["requested"]?.words } == ["41", "11"])
    #expect(items.map { $0["available"]?.words } == ["40", "10"])
    let admin = bench.token(bench.town.staff.admin)
    #expect(try await bench.send(.get, "/towns/\(bench.accra)/orders", as: admin).items.isEmpty)
    #expect(
      try await bench.send(.get, "/towns/\(bench.accra)/products?search=key").items[0]["available"]?.words == "60")
  }

  @Test("T6 refuses what cannot be ordered", arguments: Carriage.allCases)
  func refusals(_ carriage: Carriage) async throws {
    let bench = try await TownBench(carriage)
    let path = "/towns/\(bench.accra)/orders"
    let good = try await bench.order([("MILO-400", 1)])
    let bad = [
      good.replacing(#""quantity":1"#, with: #""quantity":0"#),
      good.replacing(#""quantity":1"#, with: #""quantity":1000"#),
      good.replacing(#""quantity":1"#, with: #""quantity":"1""#),
      good.replacing("COD", with: "CASH"),
      good.replacing(try await bench.product("MILO-400"), with: bench.accra),
      good.replacing(try await bench.product("MILO-400"), with: "7"),
      good.replacing("efua@example.com", with: "efua"),
      #"{"items":[]}"#, "[]", "{", "null",
    ]
    for body in bad {
      let answer = try await bench.send(.post, path, body)
      #expect(answer.status == 400 && answer.code == "VALIDATION_ERROR", "\(body): \(answer.status)")
    }
    let unknown = bench.shop.ids.text(ID<Product>(999_999))
    let missing = good.replacing(try await bench.product("MILO-400"), with: unknown)
    #expect(try await bench.send(.post, path, missing).status == 404)
    #expect(try await bench.send(.post, "/towns/\(bench.shop.ids.text(ID<Site>(99)))/orders", good).status == 404)
    let staff = try await bench.send(.post, path, as: bench.token(bench.town.staff.picker), good)
    #expect(staff.status == 403 && staff.code == "FORBIDDEN")
    #expect(try await bench.send(.post, path, as: "nonsense", good).status == 401)
    let admin = bench.token(bench.town.staff.admin)
    #expect(try await bench.send(.get, path, as: admin).items.isEmpty)
  }

  @Test("I12: a price somebody sends is not looked at", arguments: Carriage.allCases)
  func price(_ carriage: Carriage) async throws {
    let bench = try await TownBench(carriage)
    let body = try await bench.order([("MILO-400", 1)], extra: #","total_minor":1,"id":"x","status":"DELIVERED""#)
      .replacing(#""quantity":1"#, with: #""quantity":1,"unit_price_minor":1,"price":0"#)
    let answer = try await bench.send(.post, "/towns/\(bench.accra)/orders", body)
    #expect(answer.status == 201)
    #expect(answer["order", "total_minor"] == .number("4250"))
  }

  @Test("T7, I39: an order shows to those it is the business of, and to nobody else", arguments: Carriage.both)
  func visibility(_ carriage: Carriage) async throws {
    let bench = try await TownBench(carriage)
    let mine = try await bench.guestOrder()
    let other = try await bench.guestOrder()
    let staff = bench.town.staff
    let path = "/towns/\(bench.accra)/orders/\(mine.id)"
    let shown = try await bench.send(.get, path, guest: mine.token)
    #expect(shown.status == 200 && shown.text("order", "id") == mine.id)
    #expect(shown["payments", 0, "method"] == .text("COD"))
    #expect(shown["dispatch"] == .null)
    for person in [staff.picker, staff.cashier, staff.support, staff.dispatcher, staff.supervisor, staff.admin] {
      #expect(try await bench.send(.get, path, as: bench.token(person)).status == 200)
    }
    // A picker need not call.
    let masked = try await bench.send(.get, path, as: bench.token(staff.picker)).text("order", "guest_phone")
    #expect(masked.contains("•"))
    #expect(try await bench.send(.get, path).status == 401)
    let customer = try await bench.customer()
    let missing = try await bench.send(
      .get, "/towns/\(bench.accra)/orders/00000000-0000-4000-8000-000000000000", guest: mine.token)
    #expect(missing.status == 404 && missing.code == "NOT_FOUND")
    let strangers = [
      try await bench.send(.get, path, guest: other.token), try await bench.send(.get, path, guest: "x"),
      try await bench.send(.get, path, as: customer),
      try await bench.send(.get, path, as: bench.token(staff.driver)),
      try await bench.send(.get, "/towns/\(bench.tema)/orders/\(mine.id)", guest: mine.token),
      try await bench.send(.get, "/towns/\(bench.tema)/orders/\(mine.id)", as: bench.token(staff.admin)),
      try await bench.send(
        .get, path.uppercased().replacing("/TOWNS", with: "/towns").replacing("/ORDERS", with: "/orders"),
        guest: mine.token),
    ]
    for answer in strangers {
      #expect(answer.status == 404)
    }
    // What is not there and what is not shown cannot be told apart.
    #expect(Set(strangers.dropLast().map(\.bytes)) == [missing.bytes])
    let elsewhere = try await bench.send(
      .get, "/towns/\(bench.tema)/orders/\(mine.id)", as: bench.token(staff.support))
    #expect(elsewhere.status == 403 && elsewhere.code == "TOWN_ACCESS_DENIED")
  }

  @Test("A guest's token ends after thirty days", arguments: Carriage.allCases)
  func tokenEnds(_ carriage: Carriage) async throws {
    let bench = try await TownBench(carriage)
    let mine = try await bench.guestOrder()
    let path = "/towns/\(bench.accra)/orders/\(mine.id)"
    bench.town.clock.advance(minutes: 30 * 1440 - 1)
    #expect(try await bench.send(.get, path, guest: mine.token).status == 200)
    bench.town.clock.advance(minutes: 1)
    #expect(try await bench.send(.get, path, guest: mine.token).status == 404)
  }

  @Test("T8: customers see their own, staff all of their town", arguments: Carriage.both)
  func lists(_ carriage: Carriage) async throws {
    let bench = try await TownBench(carriage)
    let staff = bench.town.staff
    let path = "/towns/\(bench.accra)/orders"
    let abena = try await bench.customer()
    let kwame = try await bench.customer("kwame", phone: "0244555777")
    let body = try await bench.order([("KEY-200", 1)], guest: false)
    for _ in 0..<3 { #expect(try await bench.send(.post, path, as: abena, body).status == 201) }
    _ = try await bench.guestOrder()
    #expect(try await bench.send(.get, path, as: abena).items.count == 3)
    #expect(try await bench.send(.get, path, as: abena)["pagination", "total"] == .number("3"))
    #expect(try await bench.send(.get, path, as: kwame).items.isEmpty)
    #expect(try await bench.send(.get, "/towns/\(bench.tema)/orders", as: abena).items.isEmpty)
    let all = try await bench.send(.get, path, as: bench.token(staff.support))
    #expect(all.items.count == 4 && all["pagination", "total"] == .number("4"))
    #expect(try await bench.send(.get, path).status == 401)
    #expect(try await bench.send(.get, path, guest: "x").status == 401)
    #expect(try await bench.send(.get, path, as: bench.token(staff.driver)).status == 403)
    let elsewhere = try await bench.send(.get, "/towns/\(bench.tema)/orders", as: bench.token(staff.support))
    #expect(elsewhere.status == 403 && elsewhere.code == "TOWN_ACCESS_DENIED")
    #expect(try await bench.send(.get, path + "?status=PICKING", as: abena).items.isEmpty)
    #expect(try await bench.send(.get, path + "?status=PENDING_FULFILMENT", as: abena).items.count == 3)
    #expect(try await bench.send(.get, path + "?status=waiting", as: abena).status == 400)
    #expect(try await bench.send(.get, path + "?from=2030-01-01T00:00:00Z", as: abena).items.isEmpty)
    #expect(
      try await bench.send(.get, path + "?to=2030-01-01T00:00:00Z", as: bench.token(staff.admin)).items.count == 4)
    #expect(try await bench.send(.get, path + "?from=2030-99-01T00:00:00Z", as: abena).status == 400)
  }

  @Test("I58: the pages of T8 are the whole list, once", arguments: Carriage.allCases)
  func pages(_ carriage: Carriage) async throws {
    let bench = try await TownBench(carriage)
    for index in 0..<11 {
      let order = try await bench.guestOrder([("KEY-200", 1)], method: index % 3 == 0 ? "MOMO" : "COD")
      if index == 4 || index == 7 { try await bench.bring(order.id, to: index == 4 ? .picking : .packed) }
    }
    let admin = bench.token(bench.town.staff.admin)
    for query in ["", "&status=PENDING_FULFILMENT", "&status=PENDING_PAYMENT", "&from=2020-01-01T00:00:00Z"] {
      let path = "/towns/\(bench.accra)/orders"
      let whole = try await bench.send(.get, path + "?limit=100" + query, as: admin).items
      #expect(!whole.isEmpty)
      for limit in [1, 2, 3, 5, 11, 12] {
        var joined: [JSONValue] = []
        let pages = (whole.count + limit - 1) / limit
        for page in 1...pages {
          let answer = try await bench.send(.get, path + "?limit=\(limit)&page=\(page)" + query, as: admin)
          #expect(answer["pagination", "total_pages"] == .number(String(pages)))
          joined += answer.items
        }
        #expect(joined == whole)
      }
    }
  }

  @Test("I31: the same key and body answer the same bytes, another body is refused", arguments: Carriage.both)
  func keys(_ carriage: Carriage) async throws {
    let bench = try await TownBench(carriage)
    let path = "/towns/\(bench.accra)/orders"
    let key = "a-key-of-a-guest-0001"
    let body = try await bench.order([("MILO-400", 2)])
    let first = try await bench.send(.post, path, key: key, body)
    #expect(first.status == 201)
    for _ in 0..<3 {
      let again = try await bench.send(.post, path, key: key, body)
      #expect(again.status == 201 && again.bytes == first.bytes)
    }
    let other = try await bench.send(.post, path, key: key, try await bench.order([("MILO-400", 3)]))
    #expect(other.status == 409 && other.code == "CONFLICT")
    #expect(try await bench.send(.post, path, key: "short", body).status == 400)
    let admin = bench.token(bench.town.staff.admin)
    #expect(try await bench.send(.get, path, as: admin).items.count == 1)
    // The token is in no table.
    let token = first.text("guest_access_token")
    let kept = try await bench.town.store.read { transaction throws(CommerceError) in
      try transaction.setting("house_key")
    }
    #expect(kept != nil && !token.isEmpty)
    bench.town.clock.advance(minutes: 24 * 60 + 1)
    #expect(try await bench.send(.post, path, key: key, try await bench.order([("MILO-400", 3)])).status != 500)
  }

  @Test("A key that came twice at once places one order", arguments: Carriage.allCases)
  func keysAtOnce(_ carriage: Carriage) async throws {
    let bench = try await TownBench(carriage)
    let path = "/towns/\(bench.accra)/orders"
    let body = try await bench.order([("MILO-400", 2)])
    let answers = try await withThrowingTaskGroup(of: TownBench.Answer.self) { group in
      for _ in 0..<8 { group.addTask { try await bench.send(.post, path, key: "one-key-for-all-of-them", body) } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(Set(answers.map(\.bytes)).count == 1)
    #expect(answers.allSatisfy { $0.status == 201 })
    let admin = bench.token(bench.town.staff.admin)
    #expect(try await bench.send(.get, path, as: admin).items.count == 1)
  }
}
