import Commerce
import Operations

/// Which movements of the books are shown.
struct BooksFilter: Hashable, Sendable {
  /// The account's word; empty for all accounts.
  var word = ""
  /// Whose: a driver's code, else the person's number; empty for accounts of the house.
  var whose = ""
  /// The account, once it is known whose it is.
  var account: CashAccount?

  /// All movements.
  init() {}

  /// The movements of an account; a driver is named by code where it is known.
  init(_ account: CashAccount, driverCode: String? = nil) {
    word = account.word
    whose = account.person.map { driverCode ?? "\($0.serial)" } ?? ""
    self.account = account
  }

  /// Reads `account=driver:KB`; nil when a word is none of this view.
  init?(_ words: [String]) {
    guard words.count <= 1 else { return nil }
    guard let first = words.first else { return }
    guard first.lowercased().hasPrefix("account=") else { return nil }
    let parts = first.dropFirst("account=".count).split(separator: ":", omittingEmptySubsequences: false)
    guard let name = parts.first?.lowercased(), parts.count <= 2 else { return nil }
    let owner = parts.count == 2 ? String(parts[1]) : ""
    let isPersonal = ["driver", "cashier", "owned"].contains(name)
    guard isPersonal ? !owner.isEmpty : owner.isEmpty else { return nil }
    guard isPersonal || CashAccount(word: name, person: nil) != nil else { return nil }
    word = name
    whose = name == "driver" ? owner.uppercased() : owner
    account = CashAccount(word: name, person: name == "driver" ? nil : Int64(owner).map { ID($0) })
    if isPersonal, name != "driver", account == nil { return nil }
  }

  var words: [String] {
    guard !word.isEmpty else { return [] }
    return ["account=" + word + (whose.isEmpty ? "" : ":" + whose)]
  }
}

/// Which payments are shown.
struct PaymentFilter: Hashable, Sendable {
  /// Only in these statuses; empty for all.
  var statuses: Set<PaymentStatus> = []
  /// Only by this method.
  var method: PaymentMethod?
  /// Only with this in the order's number or the reference.
  var text = ""

  /// All payments, unless narrowed.
  init(statuses: Set<PaymentStatus> = [], method: PaymentMethod? = nil, text: String = "") {
    self.statuses = statuses
    self.method = method
    self.text = text
  }

  /// Reads `pending failed method=momo 0417`.
  init(_ words: [String]) {
    var rest: [String] = []
    for word in words {
      let lower = word.lowercased()
      if let status = PaymentStatus(rawValue: lower) {
        statuses.insert(status)
      } else if lower.hasPrefix("method="), let found = PaymentMethod(rawValue: String(lower.dropFirst(7))) {
        method = found
      } else {
        rest.append(word)
      }
    }
    text = rest.joined(separator: " ")
  }

  var words: [String] {
    var words = PaymentStatus.allCases.filter { statuses.contains($0) }.map(\.rawValue)
    if let method { words.append("method=" + method.rawValue) }
    if !text.isEmpty { words.append(text) }
    return words
  }

  /// The core's query for it.
  func query(site: ID<Site>) -> PaymentQuery {
    PaymentQuery(site: site, statuses: statuses, method: method, text: text)
  }
}

/// Which refunds are shown.
struct RefundFilter: Hashable, Sendable {
  /// Only in these statuses; empty for what is still to do.
  var statuses: Set<RefundStatus> = []

  /// What is still to do, unless said otherwise.
  init(_ statuses: Set<RefundStatus> = []) { self.statuses = statuses }

  /// Reads `pending failed`; nil when a word is no status.
  init?(_ words: [String]) {
    let found = words.map { RefundStatus(rawValue: $0.lowercased()) }
    guard found.allSatisfy({ $0 != nil }) else { return nil }
    statuses = Set(found.compactMap { $0 })
  }

  var words: [String] { RefundStatus.allCases.filter { statuses.contains($0) }.map(\.rawValue) }

  /// The statuses listed.
  var listed: Set<RefundStatus> { statuses.isEmpty ? [.pending, .failed] : statuses }
}

/// Which notices are shown.
struct NoticeFilter: Hashable, Sendable {
  /// Only in these states; empty for all.
  var states: Set<PaymentNotice.State> = []
  /// True for every town within reach, and for what fits no payment and so has no town.
  var allTowns = false

  /// All notices of the town, unless said otherwise.
  init(_ states: Set<PaymentNotice.State> = [], allTowns: Bool = false) {
    self.states = states
    self.allTowns = allTowns
  }

  /// Reads `failed received all-towns`; nil when a word is no state.
  init?(_ words: [String]) {
    for word in words.map({ $0.lowercased() }) {
      if word == "all-towns" {
        allTowns = true
      } else if let state = PaymentNotice.State(rawValue: word) {
        states.insert(state)
      } else {
        return nil
      }
    }
  }

  var words: [String] {
    PaymentNotice.State.allCases.filter { states.contains($0) }.map(\.rawValue) + (allTowns ? ["all-towns"] : [])
  }
}
