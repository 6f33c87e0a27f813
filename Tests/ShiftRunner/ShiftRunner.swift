import Commerce
import FoundationEssentials
import Glibc
import Operations
import TestSupport

/// Works on a town's store until it is killed, and says on standard output what was acknowledged: one line a command,
/// written before the next one starts. A random shift, or from one of its steps on the scripted day or the script of
/// stock work.
@main
struct ShiftRunner {
  static func main() async throws {
    let arguments = CommandLine.arguments
    switch arguments.count {
    case 3: try await randomShift(arguments[1], seed: UInt64(arguments[2]))
    case 5 where arguments[1] == "day":
      try await DayRunner.run(arguments[2], from: Int(arguments[3]), round: UInt64(arguments[4]))
    case 4 where arguments[1] == "stock": try await StockRunner.run(arguments[2], from: Int(arguments[3]))
    default: usage()
    }
  }

  static func usage() -> Never {
    write("usage: ShiftRunner STORE SEED | ShiftRunner day STORE STEP ROUND | ShiftRunner stock STORE STEP\n", to: 2)
    exit(2)
  }

  private static func randomShift(_ path: String, seed: UInt64?) async throws {
    guard let seed else { usage() }
    // Each run starts a day after the one before it could have got to, so that time never goes back.
    let clock = FixedClock(FixedClock().now.adding(minutes: Int(seed % 10_000) * 60))
    let town = try await SmallTown.reopen(at: path, clock: clock)
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

  /// Plays what may have been carried out already. Put together anew from the store as it is now, it may say something
  /// else than the first time, such as how much is left to give back: then its id is known, and it changes nothing.
  static func again(_ play: () async throws(CommerceError) -> Void) async throws(CommerceError) {
    do throws(CommerceError) {
      try await play()
    } catch .refused(let refusal) where refusal.rule == .commandReused {}
  }

  static func write(_ text: String, to descriptor: Int32) {
    _ = Array(text.utf8).withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
  }
}
