import Commerce
import Contract
import TestSupport
import Testing

// T1 to T5: accounts, towns, shelves.
extension NamedAnswer {
  private static func account(email: String = "esi@example.com", phone: String = "0244555001") -> String {
    #"{"full_name":"Esi Owusu","email":"\#(email)","phone":"\#(phone)","password":"a-long-secret"}"#
  }

  static let customers: [NamedAnswer] = [
    .init("signUp", 201, "an account is opened") { try await $0.send(.post, "/customers/signup", account()) },
    .init("signUp", 400, "VALIDATION_ERROR", "the password is short") {
      try await $0.send(.post, "/customers/signup", account().replacing("a-long-secret", with: "short"))
    },
    .init("signUp", 409, "CONFLICT", "the e-mail is taken") {
      _ = try await $0.customer()
      return try await $0.send(.post, "/customers/signup", account(email: "abena@example.com"))
    },
    .init("signUp", 409, "CONFLICT", "the phone is taken") {
      _ = try await $0.customer()
      return try await $0.send(.post, "/customers/signup", account(phone: "0244555666"))
    },
    .init("logIn", 200, "by e-mail") {
      _ = try await $0.customer()
      return try await $0.send(
        .post, "/customers/login", #"{"email":"abena@example.com","password":"a-long-secret"}"#)
    },
    .init("logIn", 200, "by phone") {
      _ = try await $0.customer()
      return try await $0.send(.post, "/customers/login", #"{"phone":"0244555666","password":"a-long-secret"}"#)
    },
    .init("logIn", 400, "VALIDATION_ERROR", "neither e-mail nor phone") {
      try await $0.send(.post, "/customers/login", #"{"password":"a-long-secret"}"#)
    },
    .init("logIn", 401, "UNAUTHORIZED", "nobody has that name") {
      try await $0.send(.post, "/customers/login", #"{"email":"no@example.com","password":"a-long-secret"}"#)
    },
    .init("logIn", 401, "UNAUTHORIZED", "staff sign in elsewhere") {
      try await $0.send(
        .post, "/customers/login",
        #"{"email":"ama.koomson@townhouse.example","password":"\#(SmallTown.password)"}"#)
    },
    .init("logIn", 429, "RATE_LIMITED", "five wrong passwords before") { bench in
      _ = try await bench.customer()
      let wrong = #"{"phone":"0244555666","password":"wrong-secret"}"#
      for _ in 0..<5 { #expect(try await bench.send(.post, "/customers/login", wrong).status == 401) }
      return try await bench.send(.post, "/customers/login", wrong)
    },
    .init("showMe", 200, "a customer") {
      try await $0.send(.get, "/customers/me", as: try await $0.customer())
    },
    .init("showMe", 401, "UNAUTHORIZED", "nobody") { try await $0.send(.get, "/customers/me") },
    .init("showMe", 403, "FORBIDDEN", "somebody of the staff") {
      try await $0.send(.get, "/customers/me", as: $0.token($0.town.staff.support))
    },
  ]

  static let shelves: [NamedAnswer] = [
    .init("listTowns", 200, "anybody") { try await $0.send(.get, "/towns") },
    .init("listProducts", 200, "anybody") { try await $0.send(.get, "/towns/\($0.accra)/products?limit=2") },
    .init("listProducts", 400, "VALIDATION_ERROR", "there is no page 0") {
      try await $0.send(.get, "/towns/\($0.accra)/products?page=0")
    },
    .init("listProducts", 404, "NOT_FOUND", "the town is not there") {
      try await $0.send(.get, "/towns/\(TownBench.nowhere)/products")
    },
  ]
}
