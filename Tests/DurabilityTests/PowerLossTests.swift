import Commerce
import Foundation
import Operations
import PowerLoss
import Store
import TestSupport
import Testing

/// Rebuilds the files as a power cut would have left them: what was synced is there, of the rest only random sectors.
@Suite("Power cut in the middle", .serialized)
struct PowerLossTests {
  @Test("two hundred power cuts across a random shift: every acknowledged command is there and the store is clean")
  func cuts() async throws {
    #expect(pl_install() == 0)
    let path = try SmallTown.temporaryPath()
    let town = try await SmallTown.build(at: path)
    let start = pl_position()
    var shift = RandomShift(town, seed: 9) { town.ids.next() }
    var acknowledged: [(position: Int, command: UniqueID)] = []
    for _ in 0..<260 {
      let step = await shift.step()
      if step.refusedBy == nil { acknowledged.append((pl_position(), step.command)) }
    }
    await town.store.close()
    let end = pl_position()
    pl_record(0)
    var generator = SeededGenerator(seed: 200)
    var checked = 0
    for round in 0..<200 {
      let cut = Int.random(in: start...end, using: &generator)
      let image = try SmallTown.temporaryPath()
      let seed = UInt(truncatingIfNeeded: generator.next())
      #expect(pl_image(path, cut, seed, image) == 0)
      _ = pl_image(path + "-wal", cut, seed &+ 1, image + "-wal")
      let store = try SQLiteStore.open(path: image)
      for entry in acknowledged where entry.position <= cut {
        checked += 1
        let found = try await store.read { transaction throws(CommerceError) in
          try transaction.outcome(of: entry.command) != nil
        }
        #expect(found, "round \(round): the cut at \(cut) lost \(entry.command)")
      }
      let report = try await store.check()
      #expect(report.isSound, "round \(round): \(report)")
      await store.close()
    }
    #expect(checked > 1000)
  }
}
