import Commerce
import Operations
import Store
import Synchronization
import TestSupport

/// Random work with money on one store: customers pay late, twice or never, providers repeat themselves, two consoles
/// press the same key. Two houses share the file; what either tries may be refused, never half done.
final class MoneyShift: Sendable {
  struct State: Sendable {
    var notices: [(incoming: IncomingNotice, intent: Intent)] = []
    var refunds: [(request: RefundRequest, basis: String, intent: Intent)] = []
    /// Commands that may say that something is paid: signed notices, polls, collections.
    var mayPay: Set<UniqueID> = []
    /// Commands that may cancel an order.
    var mayCancel: Set<UniqueID> = []
    var codes: [String: Int] = [:]
  }

  let towns: [SmallTown]
  let orders: [ID<Order>]
  let state = Mutex(State())

  init(_ towns: [SmallTown], orders: [ID<Order>]) {
    self.towns = towns
    self.orders = orders
  }

  /// What must be true of all of it, whenever nobody is at work.
  var oracle: MoneyOracle {
    let state = state.withLock { $0 }
    return MoneyOracle(town: towns[0], orders: orders, mayPay: state.mayPay, mayCancel: state.mayCancel)
  }

  /// Tries one random thing in one of the houses.
  func step(_ seed: UInt64) async {
    var random = SeededGenerator(seed: seed)
    let town = towns[Int(random.next() % UInt64(towns.count))]
    // A provider of its own for each: what it says to one is not said to another.
    let gateway = ScriptedGateway()
    let desks = town.house(with: gateway).desks
    let order = orders[Int(random.next() % UInt64(orders.count))]
    let roll = Int(random.next() % 100)
    let intent = town.intent(town.supervisor)
    do {
      switch roll {
      case 0..<24: try await hear(order, desks, intent, &random)
      case 24..<36: try await poll(order, desks, gateway, intent, &random)
      case 36..<46: try await press(order, desks, intent, &random)
      case 46..<57: try await payOut(order, desks, gateway, intent, &random)
      case 57..<64: try await cancel(order, desks, intent)
      case 64..<72: _ = try await desks.cash.switchToMoMo(order, phone: nil, intent)
      case 72..<78: _ = try await desks.cash.backToCash(order, intent)
      case 78..<88: try await deliver(order, town, desks, intent, &random)
      case 88..<92:
        guard let stop = try await lastStop(order, town) else { return }
        try await desks.dispatch.reopen(stop.id, reason: .mistake, stepUp: nil, intent)
      default: try await count(town, desks, intent, &random)
      }
      note("done")
    } catch let error as CommerceError {
      note(error.code)
    } catch {
      note("unexpected \(error)")
    }
  }

  private func note(_ code: String) { state.withLock { $0.codes[code, default: 0] += 1 } }

  /// A provider's notice: true, repeated, of a wrong amount, or not signed.
  private func hear(
    _ order: ID<Order>, _ desks: Desks, _ intent: Intent, _ random: inout SeededGenerator
  ) async throws {
    let detail = try await towns[0].detail(order)
    guard let payment = detail.payments.filter({ $0.reference != nil }).randomElement(using: &random) else { return }
    let status: PaymentStatus = [.paid, .paid, .failed, .pending, .cancelled][Int(random.next() % 5)]
    let wrong = Int(random.next() % 6)
    let signature: PaymentNotice.Signature = [.valid, .valid, .valid, .unsigned, .invalid][Int(random.next() % 5)]
    let incoming = IncomingNotice(
      provider: "momo", event: "\(payment.id)-\(status.rawValue)-\(random.next() % 3)-\(signature)-\(wrong)",
      raw: "{}", signature: signature, reference: payment.reference ?? "", status: status,
      amount: Self.said(payment.amount, wrong))
    state.withLock {
      $0.notices.append((incoming, intent))
      if signature == .valid, wrong > 2, status == .paid { $0.mayPay.insert(intent.id) }
    }
    _ = try await desks.cash.receive(incoming, intent)
  }

  /// What a provider says was paid: too little, too much, in another currency, mostly what was asked for.
  private static func said(_ asked: Money, _ wrong: Int) -> Money {
    switch wrong {
    case 0: Money(minor: asked.minor - 1, asked.currency)
    case 1: Money(minor: asked.minor * 100, asked.currency)
    case 2: Money(minor: asked.minor, Currency(code: "NGN") ?? asked.currency)
    default: asked
    }
  }

  private func poll(
    _ order: ID<Order>, _ desks: Desks, _ gateway: ScriptedGateway, _ intent: Intent,
    _ random: inout SeededGenerator
  ) async throws {
    guard let payment = try await towns[0].detail(order).payments.randomElement(using: &random) else { return }
    let status: PaymentStatus = [.paid, .failed, .pending][Int(random.next() % 3)]
    let wrong = Int(random.next() % 9)
    if status == .paid, wrong > 2 { _ = state.withLock { $0.mayPay.insert(intent.id) } }
    gateway.script {
      $0.status = status
      $0.amount = Self.said(payment.amount, wrong)
    }
    _ = try await desks.cash.poll(payment.id, intent)
  }

  /// Pressed in both houses, and once more when it is done.
  private func payOut(
    _ order: ID<Order>, _ desks: Desks, _ gateway: ScriptedGateway, _ intent: Intent,
    _ random: inout SeededGenerator
  ) async throws {
    guard let refund = try await towns[0].detail(order).refunds.randomElement(using: &random) else { return }
    if random.next() % 3 == 0 {
      gateway.script { $0.failure = .refused(Refusal(.providerRefused, remedy: .none)) }
    }
    let other = towns[1].house(with: ScriptedGateway()).desks.cash
    let stepUp = random.next() % 2 == 0 ? StepUp(name: "B-0", pin: "0000") : nil
    async let second = other.payOut(refund.id, stepUp: stepUp, towns[1].intent(towns[1].supervisor))
    _ = try await desks.cash.payOut(refund.id, stepUp: stepUp, intent)
    _ = try await second
    _ = try await other.payOut(refund.id, stepUp: stepUp, towns[1].intent(towns[1].supervisor))
  }

  /// Several times at once, from both houses.
  private func cancel(_ order: ID<Order>, _ desks: Desks, _ intent: Intent) async throws {
    let (second, third) = (towns[1].intent(towns[1].supervisor), towns[0].intent(towns[0].admin))
    state.withLock { $0.mayCancel.formUnion([intent.id, second.id, third.id]) }
    let other = towns[1].house(with: ScriptedGateway()).desks.orders
    async let again: Void = other.cancel(order, reason: "changed mind", second)
    async let once: Void = desks.orders.cancel(order, reason: "too late", third)
    try await desks.orders.cancel(order, reason: "changed mind", intent)
    try await again
    try await once
  }

  private func press(
    _ order: ID<Order>, _ desks: Desks, _ intent: Intent, _ random: inout SeededGenerator
  ) async throws {
    let left = try await desks.cash.refundable(order, by: towns[0].supervisor)
    let request = RefundRequest(
      order: order, freeMinor: Int64(random.next() % 6000), tender: left.tender, reason: "pressed")
    state.withLock { $0.refunds.append((request, left.basis, intent)) }
    async let second = desks.cash.refund(
      request, basis: left.basis, stepUp: nil, towns[1].intent(towns[1].supervisor))
    _ = try await desks.cash.refund(request, basis: left.basis, stepUp: nil, intent)
    _ = try await second
  }

  private func lastStop(_ order: ID<Order>, _ town: SmallTown) async throws -> Dispatch? {
    try await town.store.read { transaction throws(CommerceError) in try transaction.dispatches(of: order).last }
  }

  private func deliver(
    _ order: ID<Order>, _ town: SmallTown, _ desks: Desks, _ intent: Intent, _ random: inout SeededGenerator
  ) async throws {
    guard let stop = try await lastStop(order, town) else { return }
    let total = try await town.detail(order).order.totals.total.minor
    let choices: [Collected?] = [
      nil, Collected(amountMinor: total - 80, difference: .tolerance),
      Collected(amountMinor: total - 1500, difference: .customerDebt),
      Collected(amountMinor: total - 900, difference: .driverShortage),
      Collected(amountMinor: total + 600, difference: .customerCredit), Collected(amountMinor: 1),
    ]
    _ = state.withLock { $0.mayPay.insert(intent.id) }
    _ = try await desks.dispatch.deliver(
      stop.id, proof: ProofInput(), collected: choices[Int(random.next() % UInt64(choices.count))], stepUp: nil,
      intent)
  }

  private func count(
    _ town: SmallTown, _ desks: Desks, _ intent: Intent, _ random: inout SeededGenerator
  ) async throws {
    let driver = town.staff.driver
    let held = try await town.balance(.driver(driver))
    let result = try await desks.cash.countCash(
      of: driver, countedMinor: max(0, held - Int64(random.next() % 3) * 60), intent)
    guard result.state == .open else { return }
    _ = try await desks.cash.settle(
      result.id, reason: [.driver, .cashier, .tolerance][Int(random.next() % 3)],
      stepUp: StepUp(name: "B-0", pin: "0000"), town.intent(town.supervisor))
  }
}
