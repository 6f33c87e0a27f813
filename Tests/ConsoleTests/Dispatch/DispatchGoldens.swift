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
    bench.goTo("0392")
    bench.type("c70")
    bench.press(.enter)
    check(bench, "dispatch-difference")
    bench.press(.escape)
    bench.type("f")
    check(bench, "dispatch-failure")
    bench.type("1r+1")
    check(bench, "dispatch-slot")
  }

  @Test(arguments: Golden.sizes) func aRun(size: Size) {
    var bench = DispatchBench("run R-118", size)
    check(bench, "run-out")
    bench.type("f")
    check(bench, "run-failure")
    check(DispatchBench("run R-119", size), "run-planned")
  }

  @Test(arguments: Golden.sizes) func loading(size: Size) {
    check(DispatchBench("load", size), "load-idle")
    var bench = DispatchBench("load R-119", size)
    check(bench, "load-run")
    bench.scan("P-3960")
    check(bench, "load-placed")
    bench.scan("P-3880")
    check(bench, "load-wrong-run")
    bench.press(.function(10))
    check(bench, "load-gap")
  }

  @Test(arguments: Golden.sizes) func theDriversOwn(size: Size) {
    var bench = DispatchBench("my-run", size, role: .driver)
    check(bench, "my-run")
    bench.type("d")
    check(bench, "my-run-deliver")
  }

  @Test(arguments: Golden.sizes) func lists(size: Size) {
    check(DispatchBench("runs", size), "runs")
    var drivers = DispatchBench("drivers", size)
    check(drivers, "drivers")
    drivers.press(.enter)
    check(drivers, "drivers-edit")
    var returns = DispatchBench("returns", size)
    check(returns, "returns")
    returns.scan("P-3770")
    check(returns, "returns-lane")
    returns.scan("P-3691")
    check(returns, "returns-put-back")
  }
}
