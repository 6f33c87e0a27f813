import Commerce
import Contract
import Operations
import Security
import Server
import TestSupport
import Testing
import TownDialect

@Suite("Limits of a listener")
struct QuotaTests {
  private struct Bench {
    let town: SmallTown
    let tokens: Tokens
    let listener: Listener<Town>

    init(limited: Bool = true) async throws {
      town = try await SmallTown.build(at: SmallTown.temporaryPath())
      tokens = Tokens(
        audience: "town", keys: [Array(repeating: 7, count: 32)], signer: SodiumSigner(), clock: town.clock)
      listener = try TownListener.make(
        desks: town.house.desks, tokens: tokens, quotas: limited ? Quotas(RateLimiter(clock: town.clock)) : nil)
    }

    func send(
      _ method: String, _ path: String, _ body: String = "", from peer: String = "192.0.2.1",
      as person: ID<Person>? = nil
    ) async -> Response {
      var headers = ["content-type": "application/json"]
      if let person { headers["authorization"] = "Bearer " + tokens.issue(to: person) }
      return await listener.send(
        Request(method: method, path: Town.prefix + path, headers: headers, body: Array(body.utf8), peer: peer))
    }
  }

  @Test("so many from one address, whatever they are, and then no more until the window ends")
  func addresses() async throws {
    let bench = try await Bench()
    let paths = ["/console/welcome", "/no/such/path", "/staff/refresh"]
    for index in 0..<300 {
      let answer = await bench.send("GET", paths[index % 3])
      #expect(answer.status != 429)
      #expect(answer.headers["x-ratelimit-limit"] == "300")
      #expect(answer.headers["x-ratelimit-remaining"] == String(299 - index))
    }
    bench.town.clock.advance(seconds: 100)
    let refused = await bench.send("GET", "/console/welcome")
    #expect(refused.status == 429 && refused.headers["retry-after"] == "800")
    #expect(refused.headers["x-ratelimit-remaining"] == "0")
    let reset = bench.town.clock.now.milliseconds / 1000 + 800
    #expect(refused.headers["x-ratelimit-reset"] == String(reset))
    #expect(Town.error(in: refused) as? CommerceError == .slowedDown(seconds: 800))
    #expect(await bench.send("GET", "/console/welcome", from: "192.0.2.2").status == 200)
    bench.town.clock.advance(seconds: 800)
    #expect(await bench.send("GET", "/console/welcome").headers["x-ratelimit-remaining"] == "299")
  }

  @Test("somebody who is signed in has calls of their own, from whatever address")
  func people() async throws {
    let bench = try await Bench()
    let path = "/desk/\(bench.town.site)/history/last-sequence"
    let (admin, picker) = (bench.town.staff.admin, bench.town.staff.picker)
    #expect(await bench.send("POST", path, "{}", as: admin).headers["x-ratelimit-remaining"] == "5999")
    let other = await bench.send("POST", path, "{}", from: "192.0.2.9", as: admin)
    #expect(other.headers["x-ratelimit-remaining"] == "5998" && other.headers["x-ratelimit-limit"] == "6000")
    #expect(await bench.send("POST", path, "{}", as: picker).headers["x-ratelimit-remaining"] == "5999")
    // A token that is not good is nobody's.
    let forged = await bench.send("POST", path, "{}")
    #expect(forged.status == 401 && forged.headers["x-ratelimit-limit"] == "300")
  }

  @Test("tries to sign in to one account are few, however the account is written")
  func accounts() async throws {
    let bench = try await Bench()
    for index in 0..<10 {
      let email = ["ama@example.com", "AMA@example.com"][index % 2]
      let answer = await bench.send("POST", "/staff/login", #"{"email":"\#(email)","password":"wrong"}"#)
      #expect(
        answer.headers["x-ratelimit-limit"] == "10" && answer.headers["x-ratelimit-remaining"] == String(9 - index))
    }
    let refused = await bench.send("POST", "/staff/login", #"{"email":"ama@example.com","password":"right"}"#)
    #expect(refused.status == 429 && refused.headers["retry-after"] != nil)
    // Somebody else there, and the same account from elsewhere, are not stopped.
    let badge = await bench.send("POST", "/staff/login", #"{"badge":"B-1","pin":"1111"}"#)
    #expect(badge.status == 200 && badge.headers["x-ratelimit-remaining"] == "9")
    let elsewhere = await bench.send(
      "POST", "/staff/login", #"{"email":"ama@example.com","password":"wrong"}"#, from: "192.0.2.2")
    // By the quota, that is; the core slows the account itself down.
    #expect(elsewhere.headers["x-ratelimit-remaining"] == "9")
  }

  @Test("an IPv6 address counts by its network, a mapped one as what it is")
  func networks() async throws {
    let bench = try await Bench()
    let peers = ["2001:db8:0:1::1", "2001:db8::1:5:6:7:8", "2001:0db8:0000:0001:ffff::", "2001:DB8:0:1:0:0:0:9"]
    for (index, peer) in peers.enumerated() {
      let answer = await bench.send("GET", "/console/welcome", from: peer)
      #expect(answer.headers["x-ratelimit-remaining"] == String(299 - index), "\(peer)")
    }
    let next = await bench.send("GET", "/console/welcome", from: "2001:db8:0:2::1")
    #expect(next.headers["x-ratelimit-remaining"] == "299")
    _ = await bench.send("GET", "/console/welcome", from: "192.0.2.7")
    let mapped = await bench.send("GET", "/console/welcome", from: "::ffff:192.0.2.7")
    #expect(mapped.headers["x-ratelimit-remaining"] == "298")
  }

  @Test("without limits nothing is counted; answers that are somebody's stay out of caches either way")
  func headers() async throws {
    let bench = try await Bench(limited: false)
    let welcome = await bench.send("GET", "/console/welcome")
    #expect(welcome.headers["x-ratelimit-limit"] == nil && welcome.headers["cache-control"] == nil)
    #expect(welcome.headers["x-content-type-options"] == "nosniff")
    let login = await bench.send("POST", "/staff/login", #"{"badge":"B-1","pin":"1111"}"#)
    #expect(login.headers["cache-control"] == "no-store")
    let unknown = await bench.send("GET", "/no/such/path")
    #expect(unknown.headers["cache-control"] == "no-store" && unknown.headers["x-content-type-options"] == "nosniff")
    let document = await bench.send("GET", "/openapi.json")
    #expect(document.headers["cache-control"] == "public, no-cache")
  }
}
