import Commerce
import FoundationEssentials
import Glibc
import Operations
import TestSupport

/// Works a random shift on a small town's store until it is killed, and says on standard output what was acknowledged:
/// one line a command, written before the next one starts.
@main
struct ShiftRunner {
  static func main() async throws {
    guard CommandLine.arguments.count == 3, let seed = UInt64(CommandLine.arguments[2]) else {
      write("usage: ShiftRunner STORE SEED\n", to: 2)
      exit(2)
    }
    // Each run starts a day after the one before it could have got to, so that time never goes back.
    let clock = FixedClock(FixedClock().now.adding(minutes: Int(seed % 10_000) * 60))
    let town = try await SmallTown.reopen(at: CommandLine.arguments[1], clock: clock)
    let ids = SequenceIDs(seed: seed)
    let known = try await town.house.desks.orders.find(OrderQuery(), PageRequest(.first, limit: 300), by: town.admin)
    var shift = RandomShift(town, seed: seed, orders: known.rows.map(\.id)) { ids.next() }
    write("ready\n", to: 1)
    var said: UniqueID?
    for _ in 0..<2000 {
      let step = await shift.step()
      guard step.refusedBy == nil else { continue }
      if let scan = shift.lastScan, scan.intent.id == step.command, said != step.command {
        write(
          "scan \(step.command) \(scan.list.serial) \(scan.intent.caller.person.serial) \(scan.code)\n", to: 1)
        said = step.command
      } else {
        write("done \(step.command) \(step.action)\n", to: 1)
      }
    }
  }

  private static func write(_ text: String, to descriptor: Int32) {
    _ = Array(text.utf8).withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
  }
}
