import Commerce
import Contract
import Operations
import Security
import Server
import Store
import TestSupport
import Testing
import TownDialect

@Suite struct CustomerContractTests {
  private static let abena = #"""
    {"full_name":"Abena Owusu","email":"Abena@Example.com","phone":"+233244555666","password":"a-long-secret"}
    """#

  @Test("T1 to T3: signing up, signing in, who am I", arguments: Carriage.both)
  func signUp(_ carriage: Carriage) async throws {
    let bench = try await TownBench(carriage)
    let body = Self.abena.replacing("}", with: #","town_id":"\#(bench.accra)","role":"admin"}"#)
    let made = try await bench.send(.post, "/customers/signup", body)
    #expect(made.status == 201)
    #expect(made.text("customer", "email") == "abena@example.com")
    #expect(made.text("customer", "town_id") == bench.accra)
    #expect(made.text("token_type") == "Bearer" && made["expires_in"] == .number("3600"))
    for name in [#""email":"abena@example.com""#, #""email":"ABENA@example.com""#, #""phone":"+233244555666""#] {
      let answer = try await bench.send(.post, "/customers/login", #"{\#(name),"password":"a-long-secret"}"#)
      #expect(answer.status == 200, "\(name)")
      let me = try await bench.send(.get, "/customers/me", as: answer.text("access_token"))
      #expect(me.status == 200 && me.text("customer", "id") == made.text("customer", "id"))
    }
    // Nobody is made staff by asking for it, and nobody's hash is told.
    let token = made.text("access_token")
    #expect(try await bench.send(.get, "/towns/\(bench.accra)/warehouse/orders", as: token).status == 403)
    #expect(!String(decoding: made.bytes, as: UTF8.self).contains("plain:"))
    let people = try await bench.town.house.desks.people.people(by: bench.town.admin)
    #expect(!people.contains { $0.person.email == "abena@example.com" })
  }

  @Test("T1: e-mail and phone are taken once", arguments: Carriage.allCases)
  func taken(_ carriage: Carriage) async throws {
    let bench = try await TownBench(carriage)
    #expect(try await bench.send(.post, "/customers/signup", Self.abena).status == 201)
    let other = Self.abena.replacing("Abena@Example.com", with: "other@example.com")
    let others = [Self.abena, other, Self.abena.replacing("+233244555666", with: "+233244555667")]
    for body in others {
      let answer = try await bench.send(.post, "/customers/signup", body)
      #expect(answer.status == 409 && answer.code == "CONFLICT")
    }
    // What was refused has left nothing behind.
    let login = #"{"email":"other@example.com","password":"a-long-secret"}"#
    #expect(try await bench.send(.post, "/customers/login", login).status == 401)
  }

  @Test("T1 refuses what is no account", arguments: Carriage.allCases)
  func invalid(_ carriage: Carriage) async throws {
    let bench = try await TownBench(carriage)
    let bad = [
      Self.abena.replacing("a-long-secret", with: "short"), Self.abena.replacing("@", with: ""),
      Self.abena.replacing("+233244555666", with: "12"), Self.abena.replacing("Abena Owusu", with: ""),
      Self.abena.replacing("}", with: #","town_id":"x"}"#),
      Self.abena.replacing("}", with: #","town_id":"\#(bench.shop.ids.text(bench.town.staff.admin))"}"#), "{}",
    ]
    for body in bad { #expect(try await bench.send(.post, "/customers/signup", body).status == 400, "\(body)") }
  }

  @Test("T2: unknown, wrong and no customer read the same", arguments: Carriage.allCases)
  func uniform(_ carriage: Carriage) async throws {
    let bench = try await TownBench(carriage)
    #expect(try await bench.send(.post, "/customers/signup", Self.abena).status == 201)
    let tries = [
      #"{"email":"abena@example.com","password":"wrong-secret"}"#,
      #"{"email":"nobody@example.com","password":"a-long-secret"}"#,
      #"{"phone":"0200000000","password":"a-long-secret"}"#,
      #"{"email":"ama.koomson@townhouse.example","password":"\#(SmallTown.password)"}"#,
    ]
    var answers: Set<[UInt8]> = []
    for body in tries {
      let answer = try await bench.send(.post, "/customers/login", body)
      #expect(answer.status == 401 && answer.code == "UNAUTHORIZED", "\(body)")
      answers.insert(answer.bytes)
    }
    #expect(answers.count == 1)
    for body in [#"{"password":"a-long-secret"}"#, #"{"email":"a@b.example","phone":"0200000000","password":"x"}"#] {
      #expect(try await bench.send(.post, "/customers/login", body).status == 400)
    }
  }

  @Test("T2: repeated failures are slowed down", arguments: Carriage.allCases)
  func slowed(_ carriage: Carriage) async throws {
    let bench = try await TownBench(carriage)
    #expect(try await bench.send(.post, "/customers/signup", Self.abena).status == 201)
    let wrong = #"{"phone":"+233244555666","password":"wrong-secret"}"#
    for _ in 0..<5 { #expect(try await bench.send(.post, "/customers/login", wrong).status == 401) }
    let slowed = try await bench.send(.post, "/customers/login", wrong)
    #expect(slowed.status == 429 && slowed.headers["retry-after"] != nil)
    bench.town.clock.advance(minutes: 1)
    let right = #"{"phone":"+233244555666","password":"a-long-secret"}"#
    #expect(try await bench.send(.post, "/customers/login", right).status == 200)
  }

  @Test("T3 is for customers", arguments: Carriage.allCases)
  func me(_ carriage: Carriage) async throws {
    let bench = try await TownBench(carriage)
    #expect(try await bench.send(.get, "/customers/me").status == 401)
    #expect(try await bench.send(.get, "/customers/me", as: "a.b.c").status == 401)
    for person in [bench.town.staff.picker, bench.town.staff.admin, bench.town.staff.driver] {
      let answer = try await bench.send(.get, "/customers/me", as: bench.token(person))
      #expect(answer.status == 403 && answer.code == "FORBIDDEN")
    }
    #expect(try await bench.send(.get, "/customers/me", as: bench.token(ID(9_999))).status == 401)
  }
}
