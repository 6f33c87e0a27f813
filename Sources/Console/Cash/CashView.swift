import Commerce
import Operations

/// The views of this area, as requests and as lines of text.
enum CashView: ViewFamily {
  /// The drivers with cash, the tills, the differences that somebody owns.
  case till
  /// The count of a driver's cash, by the driver's code.
  case cashUp(driver: String)
  /// The books of a local day (`YYYY-MM-DD`); nil for today.
  case day(String?)
  /// The movements, of one account when given.
  case books(BooksFilter)
  case payments(PaymentFilter)
  case refunds(RefundFilter)
  /// The refund form of an order, by its number.
  case refund(String)
  case notices(NoticeFilter)
  /// The cash-ups, newest first.
  case cashUps
  /// A cash-up with everything on it.
  case slip(ID<CashUp>)

  static let names = ["till", "day", "books", "payments", "refunds", "notices", "cash-ups"]

  /// One of each kind, for the table of keys.
  static let examples: [CashView] = [
    .till, .cashUp(driver: ""), .day(nil), .books(BooksFilter()), .payments(PaymentFilter()),
    .refunds(RefundFilter()), .refund(""), .notices(NoticeFilter()), .cashUps, .slip(ID(1)),
  ]

  init?(view: String, words: [String]) {
    switch (view, words.count) {
    case ("till", 0): self = .till
    case ("cash-ups", 0): self = .cashUps
    case ("day", 0): self = .day(nil)
    case ("cash-up", 1):
      guard let code = Self.value(of: "driver", in: words[0]) else { return nil }
      self = .cashUp(driver: code.uppercased())
    case ("day", 1):
      guard CashDay.isDay(words[0]) else { return nil }
      self = .day(words[0])
    case ("refund", 1): self = .refund(words[0].uppercased())
    case ("cash-up-slip", 1):
      guard let id = Int64(words[0]) else { return nil }
      self = .slip(ID(id))
    default:
      guard let list = Self.list(view, words) else { return nil }
      self = list
    }
  }

  private static func list(_ view: String, _ words: [String]) -> CashView? {
    switch view {
    case "books": BooksFilter(words).map(CashView.books)
    case "payments": .payments(PaymentFilter(words))
    case "refunds": RefundFilter(words).map(CashView.refunds)
    case "notices": NoticeFilter(words).map(CashView.notices)
    default: nil
    }
  }

  /// What stands behind `name=`.
  private static func value(of name: String, in word: String) -> String? {
    let start = name + "="
    guard word.lowercased().hasPrefix(start), word.count > start.count else { return nil }
    return String(word.dropFirst(start.count))
  }

  var words: [String] {
    switch self {
    case .till: ["till"]
    case .cashUp(let code): ["cash-up", "driver=" + code]
    case .day(let day): ["day"] + (day.map { [$0] } ?? [])
    case .books(let filter): ["books"] + filter.words
    case .payments(let filter): ["payments"] + filter.words
    case .refunds(let filter): ["refunds"] + filter.words
    case .refund(let number): ["refund", number]
    case .notices(let filter): ["notices"] + filter.words
    case .cashUps: ["cash-ups"]
    case .slip(let id): ["cash-up-slip", "\(id.serial)"]
    }
  }

  var withoutTown: Self {
    switch self {
    case .till, .cashUp: .till
    case .day(let day): .day(day)
    case .books: .books(BooksFilter())
    case .payments(let filter): .payments(PaymentFilter(statuses: filter.statuses, method: filter.method))
    case .refunds, .refund: .refunds(RefundFilter())
    case .notices(let filter): .notices(filter)
    case .cashUps, .slip: .cashUps
    }
  }

  var screen: any Screen {
    switch self {
    case .till: TillScreen()
    case .cashUp(let code): TillScreen(counting: code)
    case .day(let day): DayScreen(day)
    case .books(let filter): BooksScreen(filter)
    case .payments(let filter): PaymentsScreen(filter)
    case .refunds(let filter): RefundsScreen(filter)
    case .refund(let number): RefundFormScreen(number)
    case .notices(let filter): NoticesScreen(filter)
    case .cashUps: CashUpsScreen()
    case .slip(let id): SlipScreen(id)
    }
  }

  static func goTo(_ context: Context) -> [Binding] {
    func go(_ view: String, _ label: String, _ letter: Character, _ permission: Permission) -> Binding {
      Binding("go.\(view)", label, goTo: letter, section: .goTo, refusal: context.missing(permission))
    }
    return [
      go("till", "till", "m", .viewCash), go("day", "day sheet", "z", .viewCash),
      go("payments", "payments", "$", .viewPayments), go("refunds", "refunds", "f", .viewPayments),
      go("notices", "provider notices", "N", .viewPayments),
    ]
  }
}
