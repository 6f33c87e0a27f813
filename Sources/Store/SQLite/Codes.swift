internal import Commerce
private import Glibc

/// The stored words of an enum, so that decoding one makes no String.
struct CodeTable<Code: RawRepresentable<String> & CaseIterable & Sendable>: Sendable {
  private struct Entry: Sendable {
    let count: Int
    /// The first eight bytes as a number, most words' only difference.
    let head: UInt64
    let word: [UInt8]
    let value: Code
  }

  private let entries: [Entry]

  init() {
    entries = Code.allCases.map { code in
      let word = Array(code.rawValue.utf8)
      return Entry(count: word.count, head: word.withUnsafeBufferPointer(Self.head), word: word, value: code)
    }
  }

  @inline(__always)
  private static func head(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    if bytes.count >= 8 { return UnsafeRawBufferPointer(bytes).loadUnaligned(as: UInt64.self) }
    var head: UInt64 = 0
    for byte in bytes { head = head << 8 | UInt64(byte) }
    return head
  }

  @inline(__always)
  func value(_ bytes: UnsafeBufferPointer<UInt8>) -> Code? {
    let head = Self.head(bytes)
    for entry in entries where entry.head == head && entry.count == bytes.count {
      if bytes.count <= 8 || isSame(entry.word, bytes) { return entry.value }
    }
    return nil
  }

  @inline(__always)
  private func isSame(_ word: [UInt8], _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    word.withUnsafeBufferPointer { word in
      guard let left = word.baseAddress, let right = bytes.baseAddress else { return word.count == bytes.count }
      return memcmp(left, right, word.count) == 0
    }
  }
}

/// One table per stored enum.
enum Codes {
  static let orderStatus = CodeTable<OrderStatus>()
  static let paymentMethod = CodeTable<PaymentMethod>()
  static let paymentStatus = CodeTable<PaymentStatus>()
  static let refundStatus = CodeTable<RefundStatus>()
  static let channel = CodeTable<Channel>()
  static let mode = CodeTable<FulfilmentMode>()
  static let siteKind = CodeTable<Site.Kind>()
  static let binKind = CodeTable<Bin.Kind>()
  static let stockReason = CodeTable<StockReason>()
  static let parcelState = CodeTable<Parcel.State>()
  static let shortageState = CodeTable<Shortage.State>()
  static let role = CodeTable<Role>()
  static let entity = CodeTable<EntityKind>()
  static let cancelReason = CodeTable<Payment.CancelReason>()
  static let tender = CodeTable<Tender>()
  static let difference = CodeTable<DifferenceReason>()
  static let cashReason = CodeTable<CashReason>()
  static let cashUpState = CodeTable<CashUp.State>()
  static let cashUpReason = CodeTable<CashUpReason>()
  static let signature = CodeTable<PaymentNotice.Signature>()
  static let noticeState = CodeTable<PaymentNotice.State>()
  static let dispatchStatus = CodeTable<DispatchStatus>()
  static let failureReason = CodeTable<FailureReason>()
  static let runState = CodeTable<Run.State>()
  static let proof = CodeTable<ProofRequirement>()
  static let adjustmentOrigin = CodeTable<StockAdjustment.Origin>()
  static let adjustmentState = CodeTable<StockAdjustment.State>()
  static let countSource = CodeTable<CountTask.Source>()
  static let countState = CodeTable<CountTask.State>()
  static let deliveryState = CodeTable<Delivery.State>()
  static let transferState = CodeTable<Transfer.State>()
}

extension StockLocation {
  /// The word a place is stored by; its serial, if it has one, stands in the column beside.
  var word: String {
    switch self {
    case .bin: "bin"
    case .tote: "tote"
    case .bench: "bench"
    case .lane: "lane"
    case .quarantine: "quarantine"
    case .vehicle: "vehicle"
    case .transit: "transit"
    case .site: "site"
    case .supplier: "supplier"
    case .customer: "customer"
    case .variance: "variance"
    }
  }

  /// The serial beside the word; nil for places that need none.
  var serial: Int64? {
    switch self {
    case .bin(let id): id.serial
    case .tote(let id): id.serial
    case .lane(let id): id.serial
    case .vehicle(let id): id.serial
    case .site(let id): id.serial
    case .bench, .quarantine, .transit, .supplier, .customer, .variance: nil
    }
  }

  init?(word: String, serial: Int64?) {
    switch (word, serial) {
    case ("bin", let serial?): self = .bin(ID(serial))
    case ("tote", let serial?): self = .tote(ID(serial))
    case ("lane", let serial?): self = .lane(ID(serial))
    case ("bench", nil): self = .bench
    case ("vehicle", let serial?): self = .vehicle(ID(serial))
    case ("site", let serial?): self = .site(ID(serial))
    case ("quarantine", nil): self = .quarantine
    case ("transit", nil): self = .transit
    case ("supplier", nil): self = .supplier
    case ("customer", nil): self = .customer
    case ("variance", nil): self = .variance
    default: return nil
    }
  }
}

extension Row {
  /// A place from its two columns.
  mutating func location() throws(CommerceError) -> StockLocation {
    let word = text()
    guard let place = StockLocation(word: word, serial: optionalInt64()) else { throw corrupt("unknown place " + word) }
    return place
  }
}

extension Statement {
  /// Binds a place to its two columns.
  @discardableResult
  func bind(_ place: StockLocation) -> Self { bind(place.word).bind(place.serial) }
}
