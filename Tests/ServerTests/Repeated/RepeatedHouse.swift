import Client
import Commerce
import Contract
import Operations
import Security
import Server
import TestSupport
import TownDialect

/// A house behind a server and behind another one that was started anew, and the desks of a console that sends
/// everything again.
struct RepeatedHouse {
  let transport: RepeatingTransport
  let listener: Listener<Town>
  let desks: Desks

  /// `house` is served; `other` is the same house in another process. Everybody of the first `people` is signed in, as
  /// long as it takes, for themselves and as anybody else.
  init(_ house: House, _ other: House, people: Int64 = 20) throws {
    let tokens = Tokens(
      audience: "town", keys: [Array(repeating: 7, count: 32)], signer: SodiumSigner(), clock: FixedClock())
    listener = try TownListener.make(desks: house.desks, tokens: tokens)
    transport = RepeatingTransport(
      listener, by: DocumentedTransport(listener),
      restarted: try TownListener.make(desks: other.desks, tokens: tokens),
      sequence: { try await house.desks.history.lastSequence() })
    let wallet = TokenWallet()
    for serial in 1...people {
      wallet.keep(tokens.issue(to: ID(serial)), of: ID(serial))
      for admin in 1...people where admin != serial {
        wallet.keep(
          tokens.issue(to: ID(serial), impersonator: ID(admin)), of: ID(serial), impersonator: ID(admin))
      }
    }
    var link = RemoteLink(transport: transport, wallet: wallet, pause: { _ in await Task.yield() })
    link.papers = RemotePapers(MemoryPrinter())
    desks = RemoteDesks.make(link: link)
  }
}

/// A little town whose console sends everything again.
struct RepeatedTown {
  let town: SmallTown
  let gateway = ScriptedGateway()
  let house: RepeatedHouse

  init() async throws {
    town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let other = try await SmallTown.reopen(at: town.path, clock: town.clock)
    house = try RepeatedHouse(town.house(with: gateway), other.house(with: gateway))
  }

  var desks: Desks { house.desks }

  /// Second person of whatever needs one.
  var vouched: StepUp { StepUp(name: "B-9", pin: "9999") }
}
