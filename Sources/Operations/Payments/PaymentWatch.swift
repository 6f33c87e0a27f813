import Commerce

/// Asks a provider about the payments it owes an answer for, and those it may still pay after they were called off:
/// each again later, ever more seldom, and at once when the provider hints that something is new. A provider that is
/// down is left alone for a while. What it says is applied as if somebody had asked at the counter.
public actor PaymentWatch {
  /// How often, in seconds.
  public struct Pace: Sendable {
    /// Until a payment is asked about the first time, and between two hints that are followed.
    public var first: Int64 = 5
    /// The longest between two tries of the same payment.
    public var longest: Int64 = 300
    /// Between two looks at what there is.
    public var look: Int64 = 10
    /// How many payments in a row are asked about in vain before the provider counts as down.
    public var tries = 3
    /// How long somebody at a counter may wait for the provider before the watch asks, too.
    public var courtesy: Int64 = 30
    /// How long a phone is rung for a request that nobody knows to have arrived.
    public var patience: Int64 = 600
    /// How long a payment that was called off may still be paid.
    public var afterlife: Int64 = 86_400

    /// The usual.
    public init() {}
  }

  private struct Attempt {
    var count = 0
    var nextAt: Instant
    var lastAt: Instant?
  }

  private let house: House
  private let pace: Pace
  private let pause: @Sendable (Duration) async throws -> Void
  private var attempts: [ID<Payment>: Attempt] = [:]
  private var hinted: Set<ID<Payment>> = []
  private var downUntil: Instant?
  private var failures = 0
  private var sleeper: Task<Void, Never>?

  /// A watch over the payments of `house`; `pause` waits between two looks.
  public init(
    _ house: House, pace: Pace = Pace(),
    pause: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
  ) {
    self.house = house
    self.pace = pace
    self.pause = pause
  }

  /// Looks again and again, until its task is cancelled.
  public func run() async {
    while !Task.isCancelled {
      await look()
      let (pause, seconds) = (pause, untilNext())
      let sleeper = Task { _ = try? await pause(.seconds(seconds)) }
      self.sleeper = sleeper
      await withTaskCancellationHandler {
        await sleeper.value
      } onCancel: {
        sleeper.cancel()
      }
    }
  }

  /// The provider hints that there is news of a request. Nothing is believed of it: the payment is asked about. What
  /// names no payment is passed over; how many hints come does not matter.
  public func hear(of reference: String) async {
    let found = try? await house.store.read { transaction throws(CommerceError) in
      try transaction.payment(reference: reference)
    }
    guard let payment = found ?? nil, payment.method != .cod, payment.status != .paid else { return }
    hinted.insert(payment.id)
    sleeper?.cancel()
  }

  /// Asks about everything that is due now. Throws nothing: what went wrong is tried again.
  public func look() async {
    let now = house.clock.now
    if let downUntil, now < downUntil { return }
    do throws(CommerceError) {
      try await house.gateway.checkReady()
      let candidates = try await candidates(now)
      let known = Set(candidates.map(\.id))
      attempts = attempts.filter { known.contains($0.key) }
      hinted.formIntersection(known)
      // Who waited longest comes first, so that one answer nobody understands keeps nobody else waiting.
      let due = candidates.filter { isDue($0, now) }.sorted { lastAsked($0) < lastAsked($1) }
      var inARow = 0
      for payment in due where inARow < pace.tries {
        do throws(CommerceError) {
          try await settle(payment, now)
          inARow = 0
          failures = 0
        } catch {
          inARow += 1
        }
      }
      guard inARow > 0, inARow == min(due.count, pace.tries) else { return }
      failures += 1
      downUntil = now.adding(seconds: backOff(failures))
    } catch {
      // Without a provider there is nobody to ask; a store that does not answer does so the next time.
    }
  }

  private func lastAsked(_ payment: Payment) -> Instant {
    attempts[payment.id]?.lastAt ?? Instant(milliseconds: 0)
  }

  private func untilNext() -> Int64 {
    let now = house.clock.now
    let due = attempts.values.reduce(now.adding(seconds: pace.look)) { min($0, $1.nextAt) }
    return max(1, (max(due, downUntil ?? due).milliseconds - now.milliseconds + 999) / 1000)
  }

  private func backOff(_ count: Int) -> Int64 { min(pace.longest, pace.first << Int64(min(count, 20))) }

  private func isDue(_ payment: Payment, _ now: Instant) -> Bool {
    guard let attempt = attempts[payment.id] else {
      let first = payment.updatedAt.adding(seconds: payment.status == .initiated ? pace.courtesy : pace.first)
      attempts[payment.id] = Attempt(nextAt: first)
      return first <= now || hinted.contains(payment.id)
    }
    if hinted.contains(payment.id) {
      return attempt.lastAt.map { $0.adding(seconds: pace.first) <= now } ?? true
    }
    return attempt.nextAt <= now
  }

  /// Asks about one payment. Throws trouble with the provider, which others are likely to have, too.
  private func settle(_ payment: Payment, _ now: Instant) async throws(CommerceError) {
    var attempt = attempts[payment.id] ?? Attempt(nextAt: now)
    attempt.count += 1
    attempt.lastAt = now
    attempt.nextAt = now.adding(seconds: backOff(attempt.count))
    attempts[payment.id] = attempt
    let command = Command(id: house.ids.next(), actor: nil, site: nil, at: now)
    do throws(CommerceError) {
      // A request that nobody knows to have arrived is made again, by its name; after a while nobody is rung any more.
      if payment.status == .initiated, payment.updatedAt.adding(seconds: pace.patience) > now {
        try await house.ask(payment.id, phone: payment.phone, by: command)
      }
      if let reference = payment.reference {
        let answer = try await house.gateway.status(of: reference)
        try await apply(answer, to: payment.id, reference, command)
        // Called off and not paid: that is how it stays, unless the provider hints otherwise.
        if !payment.status.isLive, !answer.status.isLive { attempts[payment.id]?.nextAt = .distantFuture }
      }
      hinted.remove(payment.id)
    } catch {
      if case .trouble = error { throw error }
      // Called off before the provider heard of it: it never will.
      guard case .notFound = error, !payment.status.isLive else { return }
      if payment.updatedAt.adding(seconds: pace.patience) <= now { attempts[payment.id]?.nextAt = .distantFuture }
    }
  }

  private func apply(
    _ answer: GatewayAnswer, to id: ID<Payment>, _ reference: String, _ command: Command
  ) async throws(CommerceError) {
    let event = PaymentEvent(
      status: answer.status, amount: answer.amount, reference: reference, reason: answer.reason)
    let scope = try WholeHouse.scope()
    let stored = try await house.store.read { transaction throws(CommerceError) in
      try transaction.payment(id, in: scope)
    }
    guard let stored, stored.status != event.status else { return }
    guard event.status != .paid || event.amount == stored.amount else {
      return try await report(answer, of: stored, reference, command)
    }
    try await house.store.write { transaction throws(CommerceError) in
      guard let stored = try transaction.payment(id, in: scope) else { return }
      _ = try ApplyPaymentEvent.run(event, to: stored, in: transaction, by: command)
    }
  }

  /// Another amount than was asked for: somebody has to look, and finds it in the inbox, once.
  private func report(
    _ answer: GatewayAnswer, of payment: Payment, _ reference: String, _ command: Command
  ) async throws(CommerceError) {
    let notice = IncomingNotice(
      provider: house.gateway.name, event: "status \(reference) \(answer.amount.text)", raw: "", signature: .valid,
      reference: reference, status: answer.status, amount: answer.amount)
    try await house.store.write { transaction throws(CommerceError) in
      let stored = try StoreNotice.run(notice, in: transaction, by: command)
      guard stored.state == .received else { return }
      _ = try ApplyNotice.run(stored.id, in: transaction, by: command)
    }
  }

  /// What the provider owes an answer for: asked of a phone, or called off while it was asked.
  private func candidates(_ now: Instant) async throws(CommerceError) -> [Payment] {
    let (oldest, hinted) = (now.adding(seconds: -pace.afterlife), hinted)
    return try await house.store.read { transaction throws(CommerceError) in
      let scope = try WholeHouse.scope()
      var found: [Payment] = []
      for site in try transaction.sites(in: scope) {
        let open = try transaction.asked(at: site.id, [.initiated, .pending], in: scope) { _ in true }
        found += open.filter { $0.status == .pending || $0.updatedAt >= oldest }
        let calledOff = try transaction.asked(at: site.id, [.cancelled], in: scope) { $0.createdAt >= oldest }
        for payment in calledOff where payment.reference != nil {
          if try transaction.lateRefund(of: payment.id) == nil { found.append(payment) }
        }
      }
      for id in hinted where !found.contains(where: { $0.id == id }) {
        if let payment = try transaction.payment(id, in: scope), payment.status != .paid { found.append(payment) }
      }
      return found
    }
  }
}

extension Instant {
  fileprivate static let distantFuture = Instant(milliseconds: 1 << 60)
}

extension ReadTransaction {
  /// The mobile-money payments of a site that a phone was asked for, the newest first, while `goesOn` says so.
  fileprivate func asked(
    at site: ID<Site>, _ statuses: Set<PaymentStatus>, in scope: Scope, while goesOn: (Payment) -> Bool
  ) throws(CommerceError) -> [Payment] {
    let query = PaymentQuery(site: site, statuses: statuses, method: .momo)
    var found: [Payment] = []
    var request = PageRequest<ID<Payment>>(limit: 500)
    while true {
      let rows = try payments(query, request, in: scope).rows.map(\.payment)
      for payment in rows {
        guard goesOn(payment) else { return found }
        if payment.status != .initiated || !payment.phone.isEmpty { found.append(payment) }
      }
      guard rows.count == 500, let last = rows.last else { return found }
      request = PageRequest(.after(last.id), limit: 500)
    }
  }
}
