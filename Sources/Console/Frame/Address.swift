import Commerce
import Operations

/// A view as one line of text: `queue town=accra late`. The palette, the command line and `y` share it.
struct Address: Hashable, Sendable {
  /// The town's code; nil keeps the town in hand.
  var town: String?
  /// The view.
  var request: ScreenRequest

  /// `request` in a town.
  init(_ request: ScreenRequest, town: String? = nil) {
    self.request = request
    self.town = town
  }

  /// Reads an address; nil when its first word is no view or a word does not belong to it.
  init?(_ text: String) {
    var words = text.split(separator: " ").map(String.init)
    guard !words.isEmpty else { return nil }
    let view = words.removeFirst().lowercased()
    var town: String?
    words.removeAll { word in
      guard word.lowercased().hasPrefix("town=") else { return false }
      town = word.dropFirst(5).lowercased()
      return true
    }
    guard let request = Self.request(view, words) else { return nil }
    self.init(request, town: town)
  }

  /// The first words of all views that take no object.
  static let views =
    [
      "home", "queue", "pick", "pack", "stage", "orders", "stock", "shortages", "put-backs", "history", "towns",
      "settings", "policy", "sheets", "import",
    ] + DispatchView.names + CashView.names + ServiceView.names + StockWorkView.names + OverviewView.names

  private static func request(_ view: String, _ words: [String]) -> ScreenRequest? {
    let rest = words.joined(separator: " ")
    if words.contains("@") { return OverviewView(view: view, words: words).map(ScreenRequest.overview) }
    switch view {
    case "queue": return queue(words).map(ScreenRequest.queue)
    case "orders": return .orders(orders(words))
    case "history": return history(words).map(ScreenRequest.history)
    case "order": return rest.isEmpty ? nil : .order(.number(rest.uppercased()), neighbours: [])
    case "stock": return .stock(rest)
    case "item": return rest.isEmpty ? nil : .stockCard(.code(rest.uppercased()))
    case "pack": return .pack(rest.isEmpty ? nil : rest.uppercased())
    case "pick" where !rest.isEmpty: return Int64(rest).map { .pick(ID($0)) }
    default: return rest.isEmpty ? plain(view) ?? area(view, words) : area(view, words)
    }
  }

  private static func area(_ view: String, _ words: [String]) -> ScreenRequest? {
    DispatchView(view: view, words: words).map(ScreenRequest.dispatch)
      ?? CashView(view: view, words: words).map(ScreenRequest.cash)
      ?? ServiceView(view: view, words: words).map(ScreenRequest.service)
      ?? StockWorkView(view: view, words: words).map(ScreenRequest.stockWork)
      ?? OverviewView(view: view, words: words).map(ScreenRequest.overview)
  }

  private static func plain(_ view: String) -> ScreenRequest? {
    switch view {
    case "home": .home
    case "pick": .pick(nil)
    case "stage": .stage
    case "shortages": .shortages
    case "put-backs", "putbacks": .putBacks
    case "settings": .settings
    case "policy": .policy
    case "sheets": .sheets
    case "towns": .towns
    case "places": .places
    case "import": .importData
    default: nil
    }
  }

  private static func queue(_ words: [String]) -> QueueFilter? {
    var filter = QueueFilter()
    var text: [String] = []
    for word in words {
      let (name, value) = pair(word)
      switch (name, value) {
      case ("late", nil): filter.late = true
      case ("mine", nil): filter.mine = true
      case ("held", nil): filter.held = true
      case ("free", nil): filter.held = false
      case ("zone", let value?): filter.zone = value
      case ("holder", let value?): filter.holder = value.replacing("_", with: " ")
      case ("stage", let value?):
        let stages = value.split(separator: ",").map { FloorStage(word: String($0)) }
        guard stages.allSatisfy({ $0 != nil }) else { return nil }
        filter.stages = Set(stages.compactMap { $0 })
      default: text.append(word)
      }
    }
    filter.text = text.joined(separator: " ")
    return filter
  }

  private static func orders(_ words: [String]) -> OrderFilter {
    var filter = OrderFilter()
    var text: [String] = []
    for word in words {
      let (name, value) = pair(word)
      if name == "all-towns", value == nil {
        filter.allTowns = true
      } else if name == "status", let value {
        filter.statuses.formUnion(value.split(separator: ",").compactMap { OrderStatus(rawValue: String($0)) })
      } else {
        text.append(word)
      }
    }
    filter.text = text.joined(separator: " ")
    return filter
  }

  private static func history(_ words: [String]) -> HistoryFilter? {
    var filter = HistoryFilter()
    for word in words {
      let (name, value) = pair(word)
      switch (name, value) {
      case ("all-towns", nil): filter.allTowns = true
      case ("field", let value?): filter.field = value
      case ("by", let value?): filter.actorName = value.replacing("_", with: " ")
      default:
        if filter.entity == nil, let entity = EntityKind(rawValue: word) ?? EntityKind(lowercased: name) {
          filter.entity = entity
        } else if filter.entity != nil, filter.name == nil {
          filter.name = word
        } else {
          return nil
        }
      }
    }
    return filter
  }

  private static func pair(_ word: String) -> (name: String, value: String?) {
    guard let equals = word.firstIndex(of: "=") else { return (word.lowercased(), nil) }
    return (word[..<equals].lowercased(), word[word.index(after: equals)...].lowercased())
  }
}

extension Address {
  /// The line of text; `Address(text)` reads it back.
  var text: String {
    var words = request.words
    if let town, !request.isTownless { words.insert("town=" + town, at: 1) }
    return words.joined(separator: " ")
  }
}

extension ScreenRequest {
  /// True for views that are the same in every town.
  var isTownless: Bool {
    switch self {
    case .signIn, .firstStart, .settings, .towns, .places: true
    default: false
    }
  }

  /// The same kind of view without anything that belongs to one town: what follows a switch of town.
  var withoutTown: ScreenRequest {
    switch self {
    case .queue: .queue(QueueFilter())
    case .orders, .order: .orders(OrderFilter())
    case .stock, .stockCard: .stock("")
    case .history: .history(HistoryFilter())
    case .stage, .shortages, .putBacks, .settings, .policy, .sheets: self
    case .pack: .pack(nil)
    case .dispatch(let view): .dispatch(view.withoutTown)
    case .cash(let view): .cash(view.withoutTown)
    case .service(let view): .service(view.withoutTown)
    case .stockWork(let view): .stockWork(view.withoutTown)
    case .overview(let view): .overview(view.withoutTown)
    case .signIn, .firstStart, .home, .pick, .towns, .places, .importData: .home
    }
  }

  fileprivate var words: [String] {
    switch self {
    case .signIn: ["sign-in"]
    case .firstStart: ["set-up"]
    case .home: ["home"]
    case .queue(let filter): ["queue"] + filter.words
    case .pick(let list): ["pick"] + (list.map { ["\($0)"] } ?? [])
    case .pack(let code): ["pack"] + (code.map { [$0] } ?? [])
    case .stage: ["stage"]
    case .shortages: ["shortages"]
    case .putBacks: ["put-backs"]
    case .orders(let filter): ["orders"] + filter.words
    case .order(.number(let number), _): ["order", number]
    case .order(.id(let id), _): ["order", "\(id)"]
    case .stock(let text): ["stock"] + (text.isEmpty ? [] : [text])
    case .stockCard(.code(let code)): ["item", code]
    case .stockCard(.id(let id)): ["item", "\(id)"]
    case .history(let filter): ["history"] + filter.words
    case .settings: ["settings"]
    case .policy: ["policy"]
    case .sheets: ["sheets"]
    case .towns: ["towns"]
    case .places: ["places"]
    case .importData: ["import"]
    case .dispatch(let view): view.words
    case .cash(let view): view.words
    case .service(let view): view.words
    case .stockWork(let view): view.words
    case .overview(let view): view.words
    }
  }
}

extension QueueFilter {
  fileprivate var words: [String] {
    var words: [String] = []
    if !stages.isEmpty {
      words.append("stage=" + stages.sorted { $0.rawValue < $1.rawValue }.map(\.word).joined(separator: ","))
    }
    if let zone { words.append("zone=" + zone) }
    if let holder { words.append("holder=" + holder.lowercased().replacing(" ", with: "_")) }
    if late { words.append("late") }
    if mine { words.append("mine") }
    if let held { words.append(held ? "held" : "free") }
    if !text.isEmpty { words.append(text) }
    return words
  }
}

extension OrderFilter {
  fileprivate var words: [String] {
    var words: [String] = []
    if allTowns { words.append("all-towns") }
    if !statuses.isEmpty { words.append("status=" + statuses.map(\.rawValue).sorted().joined(separator: ",")) }
    if !text.isEmpty { words.append(text) }
    return words
  }
}

extension HistoryFilter {
  fileprivate var words: [String] {
    var words: [String] = []
    if let entity { words.append(entity.rawValue.lowercased()) }
    if let name { words.append(name) }
    if let actorName { words.append("by=" + actorName.lowercased().replacing(" ", with: "_")) }
    if let field { words.append("field=" + field) }
    if allTowns { words.append("all-towns") }
    return words
  }
}

extension EntityKind {
  /// The kind of that name, case aside.
  init?(lowercased name: String) {
    guard let kind = EntityKind.allCases.first(where: { $0.rawValue.lowercased() == name.lowercased() }) else {
      return nil
    }
    self = kind
  }
}

extension FloorStage {
  /// The word of an address.
  var word: String {
    switch self {
    case .awaitingPayment: "unpaid"
    case .waiting: "waiting"
    case .picking: "picking"
    case .picked: "picked"
    case .packed: "packed"
    case .ready: "ready"
    case .out: "out"
    case .failed: "failed"
    case .done: "done"
    case .cancelled: "cancelled"
    }
  }

  /// The stage of that word.
  init?(word: String) {
    guard let stage = FloorStage.allCases.first(where: { $0.word == word }) else { return nil }
    self = stage
  }
}
