import CReference

/// The machine's own spread, before and after: no figure is better than this.
func measureNoise(_ plan: Plan) throws {
  try makeFolder(plan.cache)
  var times = [Double](repeating: 0, count: 400)
  guard reference_sync_noise(plan.cache + "/noise", Int32(times.count), &times) == 0 else {
    throw Problem("cannot write in \(plan.cache)")
  }
  let syncs = Round(times)
  let loops = Round((0..<5).map { _ in reference_loop_noise() })
  say("noise: fdatasync of 4 KiB p50 \(syncs.median) ms, p99 \(syncs.share(0.99)) ms; loop \(loops.median) ms")
  Figure(
    name: "noise_fdatasync_ms", value: syncs.median, unit: "ms", orders: 0, reference: syncs.share(0.99),
    ratio: syncs.share(0.99) / syncs.median
  ).print()
  Figure(
    name: "noise_loop_ms", value: loops.median, unit: "ms", orders: 0, reference: loops.share(0),
    ratio: loops.median / loops.share(0)
  ).print()
}
