import Commerce
import Operations
import Testing

@testable import Console

@Suite struct AddressTests {
  @Test(arguments: [
    "home town=accra", "queue town=accra late", "queue town=accra stage=waiting,picking zone=3 mine held kofi",
    "orders town=kasoa kofi mensah", "orders town=kasoa all-towns status=packed", "order town=accra ORD-20261121-0417",
    "stock town=accra 6031137690493", "item town=accra RICE-LG-5KG", "history town=accra order ORD-20261121-0417",
    "history town=accra by=ama_k field=status all-towns", "pick town=accra 12", "pack town=accra T-118",
    "stage town=accra", "shortages town=accra", "put-backs town=accra", "sheets town=accra", "settings", "towns",
  ])
  func readsBackWhatItWrites(_ text: String) throws {
    let address = try #require(Address(text))
    #expect(address.text == text)
  }

  @Test(arguments: ["", "queues", "order", "home late", "queue stage=nowhere", "history a b c"])
  func refusesWhatNamesNoView(_ text: String) { #expect(Address(text) == nil) }

  @Test func theQueueFilterBecomesTheCoresQuery() throws {
    let program = ConsoleSample.console()
    var filter = QueueFilter()
    filter.late = true
    filter.mine = true
    let query = filter.query(program.context(), site: ID(1))
    #expect(query.promisedBefore == program.now)
    #expect(query.holder == ID(7))
    #expect(query.stages == Set(FloorStage.open))
  }
}
