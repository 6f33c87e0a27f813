import Commerce
import Operations

/// Which part of the dispatch board is shown; words, so that it survives as an address.
struct BoardFilter: Hashable, Sendable {
  /// A zone by its code, lower case.
  var zone: String?
  /// A driver by the two characters, lower case.
  var driver: String?
  /// Where cards stand; nil for everywhere.
  var lane: BoardCard.Lane?
  /// Only orders past their promise.
  var late = false
  /// Only cards that contain this.
  var text = ""

  init() {}

  /// Reads the words of an address; nil when one of them belongs to no board.
  init?(words: [String]) {
    var rest: [String] = []
    for word in words {
      let parts = word.split(separator: "=", maxSplits: 1).map { $0.lowercased() }
      switch (parts.first, parts.count) {
      case ("late", 1): late = true
      case ("out", 1): lane = .out
      case ("zone", 2): zone = parts[1]
      case ("driver", 2): driver = parts[1]
      case ("lane", 2):
        guard let found = BoardCard.Lane.allCases.first(where: { $0.word == parts[1] }) else { return nil }
        lane = found
      default: rest.append(word)
      }
    }
    text = rest.joined(separator: " ")
  }

  /// The words of the address; `init(words:)` reads them back.
  var words: [String] {
    var words: [String] = []
    if let lane { words.append("lane=" + lane.word) }
    if let zone { words.append("zone=" + zone) }
    if let driver { words.append("driver=" + driver) }
    if late { words.append("late") }
    if !text.isEmpty { words.append(text) }
    return words
  }

  /// True when anything is left out.
  var isNarrowed: Bool { self != BoardFilter() }

  func admits(_ card: BoardCard, now: Instant) -> Bool {
    if let lane, card.lane != lane { return false }
    if late, card.promiseAt >= now { return false }
    if let zone, card.zoneCode != zone { return false }
    if let driver, card.driverCode.lowercased() != driver { return false }
    guard !text.isEmpty else { return true }
    let wanted = text.lowercased()
    return [card.number, card.customer, card.place, card.zoneLabel, card.driverName, card.runCode, card.phone]
      .contains { $0.lowercased().contains(wanted) }
  }
}

extension BoardCard.Lane {
  /// The word of an address.
  var word: String {
    switch self {
    case .failed: "failed"
    case .ready: "ready"
    case .assigned: "assigned"
    case .out: "out"
    }
  }
}

extension BoardCard {
  /// The zone's code, lower case; empty outside every zone.
  var zoneCode: String { zoneLabel.split(separator: " ").first.map { $0.lowercased() } ?? "" }
  /// The amount to collect, or that there is none.
  var amount: String {
    guard due.minor == 0 else { return due.digits }
    // Cash that came in at the door was never prepaid.
    return paymentMethod == .cod && dispatch?.status == .delivered ? "paid" : "prepaid"
  }
  /// True while mobile money has been asked for at the door and has not come.
  var awaitsMoMo: Bool { paymentMethod == .momo && paymentStatus.isLive && lane != .ready }
  /// True while the order is in somebody's hands to be delivered.
  var isActive: Bool { dispatch?.status.isActive == true }
}
