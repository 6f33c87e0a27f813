import Commerce
import Operations
import TestSupport
import Testing

@Suite("Orders under random office work")
struct OrderPropertyTests {
  @Test("stock, money, status and history follow the book (I1, I3, I6, I10, I19, I37, I62)", arguments: 1...8)
  func randomOffice(seed: Int) async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    var generator = SeededGenerator(seed: UInt64(seed))
    var book = OrderBook(town)
    var accepted: Set<Int> = []
    for number in 0..<70 {
      town.clock.advance(seconds: Int64.random(in: 1...600, using: &generator))
      let intent = town.intent(town.admin)
      let before = try await town.house.desks.history.lastSequence()
      let roll = Int.random(in: 0..<6, using: &generator)
      let expected = try await step(roll, intent, &book, &generator, "seed \(seed) step \(number)")
      let feed = try await town.house.desks.history.changes(after: before, limit: 100, by: town.admin)
      if expected {
        accepted.insert(roll)
        #expect(!feed.isEmpty, "seed \(seed) step \(number) roll \(roll) (I62)")
      } else {
        #expect(feed.isEmpty, "seed \(seed) step \(number): refused and yet recorded (I62)")
      }
      if number % 10 == 9 { try await book.check("seed \(seed) step \(number)") }
    }
    #expect(accepted.count >= 5)
  }

  /// Tries one thing; answers whether the book says that it changes anything, having checked that the desk agrees.
  private func step(
    _ roll: Int, _ intent: Intent, _ book: inout OrderBook, _ generator: inout SeededGenerator, _ when: Comment
  ) async throws -> Bool {
    let desk = book.town.house.desks.orders
    guard roll > 1, let id = book.entries.keys.sorted().randomElement(using: &generator), let entry = book.entries[id]
    else { return try await place(intent, &book, &generator, when) }
    switch roll {
    case 2:
      let legal = entry.status == .pendingFulfilment || entry.status == .pendingPayment
      let works = legal && !entry.isHeld
      #expect(await refused { try await desk.hold(id, reason: "ring back", intent) } == !works, when)
      if works { book.change(id) { $0.isHeld = true } }
      return works
    case 3:
      #expect(await refused { try await desk.releaseHold(id, intent) } == !entry.isHeld, when)
      book.change(id) { $0.isHeld = false }
      return entry.isHeld
    case 4:
      let works = entry.status != .cancelled
      #expect(await refused { try await desk.cancel(id, reason: "changed their mind", intent) } == !works, when)
      if works {
        book.change(id) {
          if $0.status == .pendingFulfilment, $0.method.isPrepaid { $0.refunds = 1 }
          $0.status = .cancelled
          $0.isHeld = false
        }
      }
      return works
    default:
      let late = entry.status == .cancelled && entry.refunds == 0
      let works = entry.method.isPrepaid && (entry.status == .pendingPayment || late)
      guard entry.method.isPrepaid else { return false }
      try await book.town.confirmPayment(id, minor: entry.total)
      book.change(id) {
        if late { $0.refunds = 1 }
        if $0.status == .pendingPayment { $0.status = .pendingFulfilment }
      }
      return works
    }
  }

  private func place(
    _ intent: Intent, _ book: inout OrderBook, _ generator: inout SeededGenerator, _ when: Comment
  ) async throws -> Bool {
    let skus = SmallTown.items.shuffled(using: &generator).prefix(Int.random(in: 1...4, using: &generator))
    let lines = skus.compactMap { item in
      book.town.variants[item.sku].map {
        OrderDraft.Line(variant: $0, quantity: Int.random(in: 1...12, using: &generator))
      }
    }
    let method: PaymentMethod = Bool.random(using: &generator) ? .cod : .momo
    let works = book.canPlace(lines)
    do {
      let placed = try await book.town.house.desks.orders.place(book.town.draft(lines, method: method), intent)
      #expect(works, when)
      var total: Int64 = 0
      for (line, item) in zip(lines, skus) { total += Int64(line.quantity) * item.price }
      book.placed(placed.id, lines, method, total: total)
    } catch {
      #expect(!works && error.code == "rule.stock.insufficient", when)
    }
    return works
  }

  @Test("thirty callers for ten pieces: what is sold is at most what there was (I1, I2)")
  func parallel() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let phone = try #require(town.variants["PHONE-X"])
    let sold = await withTaskGroup(of: Int.self) { group in
      for number in 0..<30 {
        group.addTask {
          let quantity = number % 2 + 1
          let line = OrderDraft.Line(variant: phone, quantity: quantity)
          let placed = try? await town.house.desks.orders.place(town.draft([line]), town.intent(town.admin))
          return placed == nil ? 0 : quantity
        }
      }
      return await group.reduce(0, +)
    }
    #expect(sold == 10 || sold == 9)
    let level = try await town.level(phone)
    #expect(level.reserved == sold && level.isSound)
  }

  @Test("cancelled twice at once, the stock is freed once (I6)")
  func releasedOnce() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    try await town.place([("MILO-400", 3)])
    let order = try await town.place([("MILO-400", 5)])
    let done = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<6 {
        group.addTask {
          await !refused {
            try await town.house.desks.orders.cancel(order.id, reason: "twice", town.intent(town.admin))
          }
        }
      }
      return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(done == 1)
    #expect(try await town.level(try #require(town.variants["MILO-400"])).reserved == 3)
  }
}

/// True when a rule or the lifecycle said no.
func refused(_ body: () async throws -> Void) async -> Bool {
  do {
    try await body()
    return false
  } catch { return true }
}
