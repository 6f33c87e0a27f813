import CReference
import Commerce
import Glibc
import Operations
import Store

/// What is asked of both sides, drawn from the store itself and the same for every run on it.
struct Workload {
  /// How many items the orders are of.
  static let variants = 120

  /// An order that somebody wants, in both languages.
  struct Wish {
    let caller: Caller
    let draft: OrderDraft
    let reference: ReferenceDraft
  }

  /// What somebody looks for.
  struct Look {
    let caller: Caller
    let number: String
    let phone: String
    /// Three or more letters out of the customer's name.
    let fragment: String
  }

  let wishes: [Wish]
  let looks: [Look]
  private var turn = 0

  init(_ stores: Stores, wishes: Int, looks: Int) async throws {
    var numbers = Numbers(state: UInt64(stores.orders))
    let store = try SQLiteStore.open(path: stores.base, readOnly: true)
    let scope = try Stores.everywhere()
    let (variants, zones) = try await store.read { transaction throws(CommerceError) in
      var zones: [ID<Site>: [Zone]] = [:]
      for site in stores.sites { zones[site.id] = try transaction.zones(at: site.id, in: scope) }
      return (try transaction.variants(matching: "", limit: Self.variants), zones)
    }
    let orders = try await Self.sample(max(looks, 400), of: stores, store, &numbers)
    await store.close()
    self.looks = orders.prefix(looks).map { order in
      let letters = Array(order.customer.name.filter { $0.isASCII && $0.isLetter || $0 == " " })
      let length = numbers.below(3) + 3
      let start = numbers.below(max(1, letters.count - length))
      return Look(
        caller: Caller(person: stores.admin, site: order.site), number: order.number, phone: order.customer.phone,
        fragment: String(letters[start..<min(letters.count, start + length)]))
    }.filter {
      !$0.phone.isEmpty && !$0.fragment.hasPrefix(" ") && !$0.fragment.hasSuffix(" ") && $0.fragment.count > 2
    }
    self.wishes = (0..<wishes).map { _ in
      let site = stores.sites[numbers.below(stores.sites.count)]
      let customer = orders[numbers.below(orders.count)].customer
      let first = numbers.below(variants.count)
      let lines = (0..<3).map { index in
        OrderDraft.Line(
          variant: variants[(first + index * 7) % variants.count].id, quantity: 1 + numbers.below(3))
      }
      let area = zones[site.id].flatMap { $0.isEmpty ? nil : $0[numbers.below($0.count)].name } ?? ""
      let draft = OrderDraft(
        lines: lines, customer: Customer(name: customer.name, phone: customer.phone, email: ""),
        address: Address(line1: "12 High Street", area: area, landmark: "near the market"), paymentMethod: .cod,
        deliveryMinor: 1500, note: "Call before delivery")
      let caller = Caller(person: stores.admin, site: site.id)
      return Wish(caller: caller, draft: draft, reference: ReferenceDraft(draft, caller))
    }
  }

  /// The next so many wishes, round and round.
  mutating func next(_ count: Int) -> [Wish] {
    defer { turn += count }
    return (turn..<turn + count).map { wishes[$0 % wishes.count] }
  }

  private static func sample(
    _ count: Int, of stores: Stores, _ store: SQLiteStore, _ numbers: inout Numbers
  ) async throws -> [Order] {
    let ids = (0..<count).map { _ in ID<Order>(Int64(1 + numbers.below(stores.orders))) }
    let scope = try Stores.everywhere()
    let found = try await store.read { transaction throws(CommerceError) in
      var found: [Order] = []
      for id in ids { if let order = try transaction.order(id, in: scope) { found.append(order) } }
      return found
    }
    guard !found.isEmpty else { throw Problem("the sample has no orders") }
    return found
  }
}

/// A draft as the reference takes it. Its texts live as long as the program.
struct ReferenceDraft {
  private var draft: reference_draft
  private let lines: [reference_line]

  init(_ from: OrderDraft, _ caller: Caller) {
    lines = from.lines.map { reference_line(variant: $0.variant.serial, quantity: Int64($0.quantity)) }
    draft = reference_draft(
      site: caller.site.serial, actor: caller.person.serial, at: 0, name: strdup(from.customer.name),
      phone: strdup(from.customer.phone), line1: strdup(from.address.line1), area: strdup(from.address.area),
      landmark: strdup(from.address.landmark), note: strdup(from.note), delivery_minor: from.deliveryMinor ?? 0,
      lines: nil, line_count: Int32(from.lines.count), command: nil)
  }

  /// Places it; throws when the reference could not.
  func place(_ house: OpaquePointer) throws(Problem) {
    var draft = draft
    draft.at = reference_wall_ms()
    let placed = lines.withUnsafeBufferPointer { lines in
      draft.lines = lines.baseAddress
      return reference_place(house, &draft, nil)
    }
    if placed < 0 { throw Problem("the reference could not place an order") }
  }
}

/// SplitMix64.
struct Numbers {
  var state: UInt64

  mutating func below(_ limit: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((bits ^ (bits >> 31)) % UInt64(max(1, limit)))
  }
}
