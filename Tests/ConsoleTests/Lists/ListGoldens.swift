import Commerce
import Terminal
import TestSupport
import Testing

@testable import Console

@Suite struct ListGoldens {
  private func check(_ bench: ListBench, _ name: String) {
    let mismatch = Golden.mismatch(bench.frame, name)
    #expect(mismatch == nil, "\(mismatch ?? "")")
  }

  @Test(arguments: Golden.sizes) func queue(size: Size) {
    var bench = ListBench("queue", size)
    bench.press(.down, .character(" "))
    bench.pause()
    check(bench, "queue")
  }

  @Test(arguments: Golden.sizes) func queueFiltered(size: Size) {
    var bench = ListBench("queue stage=packed,ready zone=3 late", size)
    bench.press(.character("/"))
    bench.type("kofi")
    check(bench, "queue-filtered")
  }

  @Test(arguments: Golden.sizes) func orders(size: Size) { check(ListBench("orders", size), "orders") }

  @Test(arguments: Golden.sizes) func ordersFound(size: Size) {
    var bench = ListBench("orders", size)
    bench.type("kofi")
    bench.press(.function(3), .down, .down)
    check(bench, "orders-found")
  }

  @Test(arguments: Golden.sizes) func order(size: Size) {
    check(ListBench("order ORD-20261121-0417", size), "order")
  }

  @Test(arguments: Golden.sizes) func orderTimeline(size: Size) {
    var bench = ListBench("order ORD-20261121-0417", size)
    bench.press(.backTab)
    check(bench, "order-timeline")
  }

  @Test(arguments: Golden.sizes) func orderCancelled(size: Size) {
    var bench = ListBench("order ORD-20261121-0417", size)
    bench.press(.character("c"))
    bench.type("customer called")
    bench.press(.enter)
    check(bench, "order-cancel")
  }

  @Test(arguments: Golden.sizes) func stock(size: Size) {
    var bench = ListBench("stock", size)
    bench.type("r")
    check(bench, "stock")
  }

  @Test(arguments: Golden.sizes) func stockCard(size: Size) { check(ListBench("item RICE-5", size), "stock-card") }
}

@Suite struct ListWorkflows {
  @Test func anOrderOfTheQueueIsFoundAndOpenedInSixKeys() {
    var bench = ListBench("queue")
    bench.type("/kofi")
    bench.press(.enter, .enter)
    #expect(bench.program.top?.screen is OrderScreen)
    #expect(bench.calls.last == .orders(.detail(.init(402))))
    bench.press(.escape)
    #expect(bench.program.top?.screen is QueueScreen)
    bench.press(.escape)
    #expect((bench.program.top?.screen as? QueueScreen)?.filter.text.isEmpty == true)
  }

  @Test func enterNeverCancelsAnOrder() {
    var bench = ListBench("order ORD-20261121-0417")
    bench.press(.character("c"))
    bench.type("no reason")
    bench.press(.enter, .enter)
    #expect(!bench.calls.contains { if case .orders(.cancel) = $0 { true } else { false } })
    bench.press(.character("c"))
    bench.type("customer called")
    bench.press(.enter, .character("y"))
    #expect(bench.calls.contains(.orders(.cancel(.init(417), reason: "customer called", basis: "b"))))
  }

  @Test func theAddressOfAFilteredQueueOpensTheSameView() {
    var bench = ListBench("queue")
    bench.type("5lz")
    let address = Address(bench.program.top?.screen.request ?? .home, town: "accra").text
    #expect(address == "queue town=accra stage=packed zone=1 late")
    #expect(ListBench(address).frame.lines.dropFirst() == bench.frame.lines.dropFirst())
  }
}
