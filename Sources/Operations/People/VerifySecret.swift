import Commerce

/// How long repeated failures keep a name waiting.
enum SignInDelay {
  /// Failures in a row that cost nothing.
  static let free = 5

  /// Seconds a name has to wait after that many failures in a row: none before the fifth, then 5, doubling up to 300.
  static func seconds(after failures: Int) -> Int {
    guard failures >= free else { return 0 }
    return min(300, 5 << min(failures - free, 6))
  }

  /// Throws `access.slowed_down` while the wait is not over.
  static func check(_ failures: (count: Int, last: Instant)?, now: Instant) throws(CommerceError) {
    guard let failures else { return }
    let left = Int64(seconds(after: failures.count)) * 1000 - (now.milliseconds - failures.last.milliseconds)
    if left > 0 { throw .slowedDown(seconds: Int((left + 999) / 1000)) }
  }
}

/// Which secret a person is asked for.
enum SecretKind { case password, pin, either }

extension House {
  /// Checks a secret against the person of that e-mail or badge: uniform in answer and in time for unknown, inactive
  /// and wrong, counted by name, slowed after repeated failures. The hash runs outside any transaction. Throws
  /// `access.unauthenticated` or `access.slowed_down`.
  func verify(_ secret: String, kind: SecretKind, of name: SignInName) async throws(CommerceError) -> Person {
    let now = clock.now
    let found = try await store.read { transaction throws(CommerceError) in
      let failures = try transaction.signInFailures(of: name.key)
      try SignInDelay.check(failures, now: now)
      guard let person = try name.person(in: transaction), person.isActive else {
        return Candidate(person: nil, password: nil, pin: nil, failures: failures?.count ?? 0)
      }
      let secrets = try transaction.secrets(of: person.id)
      return Candidate(person: person, password: secrets.password, pin: secrets.pin, failures: failures?.count ?? 0)
    }
    // Once slowed, the try is counted before it is made, so that many terminals at once cannot share one wait.
    if found.failures >= SignInDelay.free { try await noteFailure(name, now: now) }
    if let person = found.person, matches(secret, kind: kind, found) {
      if found.failures > 0 {
        try await store.write { transaction throws(CommerceError) in
          try transaction.noteSignInFailure(of: name.key, at: nil)
        }
      }
      return person
    }
    if found.person == nil { _ = matches(secret, kind: kind, found) }
    if found.failures < SignInDelay.free { try await noteFailure(name, now: now) }
    throw .unauthenticated
  }

  /// The second person on the same terminal, by badge or e-mail and PIN, who must be allowed what is asked and who
  /// does not act as the caller. Throws `rule.step_up.failed`, the same for unknown, wrong and not allowed,
  /// `rule.step_up.second_person`, or `access.slowed_down`.
  func verifyStepUp(
    _ stepUp: StepUp, needing permission: Permission, beside caller: Caller
  ) async throws(CommerceError) -> ID<Person> {
    do throws(CommerceError) {
      let person = try await verify(stepUp.pin, kind: .pin, of: SignInName(stepUp.name))
      guard person.id != caller.impersonator else {
        throw CommerceError.refused(Refusal(.secondPersonNeeded, remedy: .askSupervisor))
      }
      try await store.read { transaction throws(CommerceError) in
        guard try transaction.policy(of: person.id).allows(permission, at: caller.site) else {
          throw CommerceError.unauthenticated
        }
      }
      return person.id
    } catch .unauthenticated {
      throw .refused(Refusal(.stepUpFailed, remedy: .askSupervisor))
    }
  }

  private func noteFailure(_ name: SignInName, now: Instant) async throws(CommerceError) {
    try await store.write { transaction throws(CommerceError) in
      try SignInDelay.check(try transaction.signInFailures(of: name.key), now: now)
      try transaction.noteSignInFailure(of: name.key, at: now)
    }
  }

  private func matches(_ secret: String, kind: SecretKind, _ found: Candidate) -> Bool {
    switch kind {
    case .password: return matches(secret, found.password)
    case .pin: return matches(secret, found.pin)
    case .either:
      let byPassword = matches(secret, found.password)
      return matches(secret, found.pin) || byPassword
    }
  }

  private func matches(_ secret: String, _ hash: String?) -> Bool {
    guard let hash else { return hasher.verifyNothing(secret) }
    return hasher.verify(secret, against: hash)
  }
}

/// An e-mail or badge as typed or scanned, in the form it is looked up and counted by.
struct SignInName: Hashable, Sendable {
  let key: String

  init(_ text: String) {
    let cleaned = ResolveCode.cleaned(String(text.prefix(254)))
    key = cleaned.contains("@") ? cleaned.lowercased() : cleaned
  }

  /// A customer's phone, digits with an optional plus. No badge reads so: badges are upper case.
  init(phone: String) { key = Self.phonePrefix + String(phone.prefix(40)) }

  private static let phonePrefix = "phone "

  func person(in transaction: any ReadTransaction) throws(CommerceError) -> Person? {
    guard !key.isEmpty else { return nil }
    if key.hasPrefix(Self.phonePrefix), !key.contains("@") {
      let id = try transaction.customer(phone: String(key.dropFirst(Self.phonePrefix.count)))
      return try id.flatMap { id throws(CommerceError) in try transaction.person(id) }
    }
    return try key.contains("@") ? transaction.person(email: key) : transaction.person(badge: key)
  }
}

private struct Candidate: Sendable {
  var person: Person?
  var password: String?
  var pin: String?
  var failures: Int
}
