import Client
import Commerce
import Operations
import TestSupport
import Testing

/// Papers asked for at a server are printed where the person sits.
@Suite("Papers over the wire")
struct RemotePapersTests {
  @Test("every paper comes out here as the house itself would print it, once for each intent, and is in the books")
  func papers() async throws {
    let remote = try await RemoteTown()
    let town = remote.town
    for (badge, pin) in [("B-1", "1111"), ("B-4", "6666"), ("B-5", "7777"), ("B-9", "9999")] {
      try await remote.signIn(badge, pin)
    }
    let here = MemoryPrinter()
    var link = remote.link
    link.papers = RemotePapers(here)
    let far = RemoteDesks.make(link: link)

    let order = try await town.ready([("RICE-5", 1)])
    let dispatch = try #require(try await town.sendOut([order.id]).first)
    let run = try await remote.local.dispatch.run(code: "01", by: town.dispatcher).run.id
    let parcel = try #require(try await town.detail(order.id).parcels.first).id
    _ = try await remote.local.dispatch.deliver(
      dispatch, proof: ProofInput(), collected: nil, stepUp: nil, town.intent(town.dispatcher))
    let cashUp = try await remote.local.cash.countCash(
      of: town.staff.driver, countedMinor: 12_000, town.intent(town.cashier)
    ).id
    let transfer = try await remote.local.stockWork.beginTransfer(to: "tema", town.intent(town.supervisor)).transfer.id
    _ = try await remote.local.stockWork.putIn(
      PutInRequest(transfer: transfer, code: "MILO-400", quantity: 2, bin: "A-01-1"), town.intent(town.supervisor))

    typealias Printing = (Desks, Intent) async throws -> String
    let printings: [(Caller, Printing)] = [
      (town.picker, { try await $0.warehouse.printPaper(.label, of: parcel, to: .folder, $1) }),
      (town.picker, { try await $0.warehouse.printPaper(.packingSlip, of: parcel, to: .queue("zebra"), $1) }),
      (town.dispatcher, { try await $0.dispatch.printRun(.manifest, of: run, to: .folder, $1) }),
      (town.cashier, { try await $0.cash.printSlip(of: cashUp, to: .folder, $1) }),
      (town.supervisor, { try await $0.stockWork.printTransfer(transfer, to: .folder, $1) }),
    ]
    for (caller, printing) in printings {
      let intent = town.intent(caller)
      let place = try await printing(far, intent)
      #expect(try await printing(far, intent) == place)
      let noted = try await remote.local.history.changes(after: 0, limit: 1000, by: town.admin).last
      #expect(noted?.change.field == "printed")
      #expect(noted?.change.reason == place || noted?.change.new == place)
    }
    #expect(here.printed.count == printings.count)
    #expect(town.printer.printed.isEmpty)
    for (caller, printing) in printings { _ = try await printing(remote.local, town.intent(caller)) }
    #expect(here.printed.map(\.title) == town.printer.printed.map(\.title))
    #expect(here.printed.map(\.text) == town.printer.printed.map(\.text))
  }

  @Test("where there is no printer, nothing is printed, and nothing is said to have been")
  func none() async throws {
    let remote = try await RemoteTown()
    try await remote.signIn("B-1", "1111")
    let order = try await remote.town.ready([("RICE-5", 1)])
    let parcel = try #require(try await remote.town.detail(order.id).parcels.first).id
    await #expect(throws: CommerceError.self) {
      try await remote.desks.warehouse.printPaper(
        .label, of: parcel, to: .folder, remote.town.intent(remote.town.picker))
    }
    let changes = try await remote.local.history.changes(after: 0, limit: 1000, by: remote.town.admin)
    #expect(!changes.contains { $0.change.field == "printed" })
    #expect(remote.town.printer.printed.isEmpty)
  }
}
