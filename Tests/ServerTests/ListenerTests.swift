import Client
import Commerce
import Contract
import Operations
import Security
import Server
import TestSupport
import Testing
import TownDialect

@Suite struct ListenerTests {
  private func listener(_ town: SmallTown) throws -> (Listener<Town>, Tokens) {
    let tokens = Tokens(
      audience: "town", keys: [Array(repeating: 7, count: 32)], signer: SodiumSigner(), clock: town.clock)
    return (try TownListener.make(desks: town.house.desks, tokens: tokens), tokens)
  }

  @Test func whoSignsInMayAskADesk() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let (listener, _) = try listener(town)
    let answer = await listener.send(
      Request(
        method: "POST", path: "/api/v1/staff/login", headers: ["content-type": "application/json"],
        body: Array(#"{"badge":"B-1","pin":"1111"}"#.utf8)))
    #expect(answer.status == 200)
    let reply = try Town.open(StaffLogin.Reply.self, answer.bytes)
    let wallet = TokenWallet()
    wallet.keep(reply.accessToken, of: town.staff.picker)
    let link = RemoteLink(transport: listener, wallet: wallet)
    let caller = Caller(person: town.staff.picker, site: town.site)
    #expect(
      try await link.ask(HistoryCalls.lastSequence, Nothing(), by: caller)
        == town.house.desks.history.lastSequence())
  }
}
