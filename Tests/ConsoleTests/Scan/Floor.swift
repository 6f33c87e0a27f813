import Commerce
import Operations
import Terminal
import TestSupport

@testable import Console

/// A console on a little town: events go in, every desk call is carried out at once, keys and scans are counted.
struct Floor {
  let town: SmallTown
  private(set) var program: Program
  private(set) var keys = 0
  private(set) var scans = 0
  private(set) var bells = 0
  private let runner: EffectRunner
  private var shown: Canvas

  /// Signs `email` in and opens `address`.
  init(
    _ town: SmallTown, as email: String = "ama.koomson@townhouse.example", _ address: String,
    size: Size = Size(columns: 80, rows: 24)
  ) async throws {
    self.town = town
    runner = EffectRunner(desks: town.house.desks, ids: town.ids, host: NoHost())
    let session = try await town.house.desks.session.signIn(email: email, password: SmallTown.password)
    program = Program(session: session, address: address, now: town.clock.now)
    shown = Canvas(size)
    let first = program.start(size: size, now: town.clock.now)
    await carryOut(first)
    shown = canvas
  }

  /// The frame as it is now.
  var canvas: Canvas {
    var canvas = Canvas(program.size)
    program.draw(on: &canvas)
    return canvas
  }

  /// All text of the frame.
  var text: String { canvas.lines.joined(separator: "\n") }
  /// The message line.
  var message: String { program.notice?.text ?? "" }
  /// The row of the last accepted scan.
  var lastRow: String { canvas.lines.last { $0.hasPrefix(" last") } ?? "" }
  /// The visible screen.
  func screen<Kind: Screen>(_ kind: Kind.Type) -> Kind? { program.top?.screen as? Kind }

  /// Presses keys, one count each.
  mutating func press(_ keys: Key...) async {
    for key in keys {
      self.keys += 1
      await take(.key(key))
    }
  }

  /// Types characters, one count each.
  mutating func type(_ text: String) async {
    for character in text { await press(.character(character)) }
  }

  /// A scanner sends a code and Enter: one scan, and nothing drawn between.
  mutating func scan(_ codes: String...) async {
    for code in codes {
      scans += 1
      if program.wantsText {
        for character in code { await take(.key(.character(character))) }
        await take(.key(.enter))
      } else {
        await take(.scan(code))
      }
    }
  }

  /// Scans that come faster than the store answers: all are typed before the first answer.
  mutating func scanAhead(_ codes: String...) async {
    var outputs: [Output] = []
    for code in codes {
      scans += 1
      for character in code { outputs += program.handle(.key(.character(character)), now: town.clock.now) }
      outputs += program.handle(.key(.enter), now: town.clock.now)
    }
    await carryOut(outputs)
  }

  /// Scans an item by its SKU's barcode.
  mutating func item(_ skus: String...) async {
    for sku in skus { await scan(SmallTown.code(sku)) }
  }

  /// What somebody else committed is read.
  mutating func refresh() async {
    _ = program.deliver(.committed, now: town.clock.now)
    await carryOut(program.tick(now: town.clock.now))
  }

  /// Another extent.
  mutating func resize(_ columns: Int, _ rows: Int) async {
    await take(.resize(Size(columns: columns, rows: rows)))
    shown = canvas
  }

  /// About how many bytes a terminal gets for what changed since the last call: cells, jumps and colours.
  mutating func repaintCost() -> Int {
    let now = canvas
    defer { shown = now }
    guard now.size == shown.size else { return .max }
    var cost = 0
    var column = -2
    var role: Terminal.Role?
    for row in 0..<now.size.rows {
      for place in 0..<now.size.columns where now[row, place] != shown[row, place] {
        if place != column + 1 || column < 0 { cost += 7 }
        if now[row, place].role != role { cost += 10 }
        role = now[row, place].role
        cost += max(1, now[row, place].glyph.text.utf8.count)
        column = place
      }
      column = -2
    }
    return cost
  }

  private mutating func take(_ event: Event) async { await carryOut(program.handle(event, now: town.clock.now)) }

  private mutating func carryOut(_ outputs: [Output]) async {
    for output in outputs {
      switch output {
      case .bell: bells += 1
      case .perform(let request):
        let answer = await self.answer(to: request)
        await carryOut(program.deliver(.answer(request.number, answer), now: town.clock.now))
      default: break
      }
    }
  }

  private func answer(to request: Request) async -> Answer {
    do throws(CommerceError) {
      return try await runner.perform(request.call, caller: request.caller, id: town.ids.next())
    } catch {
      return .failed(error, request.call)
    }
  }
}

private struct NoHost: ConsoleHost {
  func theme(named name: String) -> Theme? { nil }
  func print(_ job: PrintJob, to destination: PrintDestination) async throws(CommerceError) -> String { "nowhere" }
  func export(_ table: ExportTable) async throws(CommerceError) -> String { "nowhere" }
  func readFile(_ path: String) async throws(CommerceError) -> String { "" }
  func save(_ settings: ConsoleSettings) async throws(CommerceError) {}
}

extension SmallTown {
  /// A fresh town on a store of its own.
  static func fresh() async throws -> SmallTown { try await build(at: temporaryPath()) }

  /// The four lines most tests pick.
  static let basket = [("MILO-400", 2), ("RICE-5", 3), ("KEY-200", 6), ("FRYTOL-1", 1)]
}
