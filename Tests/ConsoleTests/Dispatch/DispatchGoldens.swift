import Commerce
import Terminal
import TestSupport
import Testing

@testable import Console

/// The dispatch screens in their main states, at every extent that is kept.
@Suite struct DispatchGoldens {
  private func check(_ bench: DispatchBench, _ name: String) {
    let mismatch = Golden.mismatch(bench.frame, name)
    #expect(mismatch == nil, "\(mismatch ?? "")")
  }

  @Test(arguments: Golden.sizes) func board(size: Size) {
    var bench = DispatchBench("dispatch", size)
    check(bench, "dispatch-board")
    bench.goTo("0391")
    bench.type(" ")
    bench.pause()
    check(bench, "dispatch-road")
    bench.type("G/osu")
    check(bench, "dispatch-filter")
  }

  @Test(arguments: Golden.sizes) func assigning(size: Size) {
    var bench = DispatchBench("dispatch", size)
    bench.goTo("3 Osu")
    bench.type("ma")
    check(bench, "dispatch-driver")
    bench.type("07")
    check(bench, "dispatch-assign")
    bench.press(.escape)
    bench.type("aK2")
    check(bench, "dispatch-refused")
  }

  @Test(arguments: Golden.sizes) func atTheDoor(size: Size) {
    var bench = DispatchBench("dispatch", size)
    bench.goTo("0388")
    bench.type("d")
    check(bench, "dispatch-deliver")
    bench.press(.escape)
    bench.type("c70")
    bench.press(.enter)
    check(bench, "dispatch-difference")
    bench.press(.escape)
    bench.type("f")
    check(bench, "dispatch-failure")
    bench.type("1r+1")
    check(bench, "dispatch-slot")
  }
}
