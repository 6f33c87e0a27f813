internal import Commerce
internal import Console
internal import Operations

extension Verb {
  /// Customers, finding anything, and the views one keeps.
  static let customerVerbs = [
    Verb(
      "customers show", "PHONE", count: 1...4, options: acting,
      about: "what is known of a phone: names, addresses, orders, balance, notes", run: showCustomer),
    Verb(
      "customers find", "TEXT", count: 1...10, options: acting + [.limit],
      about: "customers by phone or name, the last to order first", run: findCustomers),
    Verb(
      "customers note", "PHONE TEXT", count: 2...100, options: acting, about: "note something about a customer",
      run: noteCustomer),
    Verb(
      "find", "TEXT", count: 1...20, options: acting + [.limit],
      about: "anything: order, last four, phone, name, SKU, parcel, run, tote, bin, payment reference",
      run: findAnything),
    Verb("views save", "NAME ADDRESS", count: 2...30, options: acting, about: "keep a view under a name") { request in
      let acting = try await Acting.begin(request)
      let address = request.words.dropFirst().joined(separator: " ")
      guard Addresses.isAddress(address) else { throw Failure.usage("\"\(address)\" names no view") }
      let view = SavedView(name: request.words[0], address: address)
      try await acting.desks.customers.saveView(view, acting.intent())
      try request.output.answer(["name": .text(view.name), "address": .text(address)]) { ["kept \(view.name)"] }
    },
    Verb("views rename", "NAME NEW", count: 2...2, options: acting, about: "give a kept view another name") { request in
      let acting = try await Acting.begin(request)
      try await acting.desks.customers.renameView(request.words[0], to: request.words[1], acting.intent())
      try request.output.answer(["name": .text(request.words[1])]) { ["renamed to \(request.words[1])"] }
    },
    Verb("views forget", "NAME", count: 1...1, options: acting, about: "forget a kept view") { request in
      let acting = try await Acting.begin(request)
      try await acting.desks.customers.removeView(request.words[0], acting.intent())
      try request.output.answer(["forgotten": .text(request.words[0])]) { ["forgot \(request.words[0])"] }
    },
    Verb("views", options: acting, about: "the views you keep, by name") { request in
      let acting = try await Acting.begin(request)
      let views = try await acting.desks.customers.views(by: acting.caller)
      try request.output.answer(
        ["views": .list(views.map { ["name": .text($0.name), "address": .text($0.address)] })]
      ) { Output.table(["NAME", "VIEW"], views.map { [$0.name, $0.address] }) }
    },
  ]

  private static func showCustomer(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    let card = try await acting.desks.customers.customer(
      phone: request.words.joined(separator: " "), by: acting.caller)
    try request.output.answer(JSONText(card: card)) {
      var lines = ["\(card.phone)  balance \(card.balance.text)  \(card.open) open"]
      lines += card.places.map { place in
        let address = [place.address.line1, place.address.area, place.address.landmark].filter { !$0.isEmpty }
        return
          "  \(place.name)  \(address.joined(separator: ", "))  \(place.orders)x, last \(acting.time(place.lastAt))"
      }
      lines += card.notes.map { "note \(acting.time($0.at)) \($0.author): \($0.text)" }
      let rows = card.orders.map {
        [$0.number, $0.siteCode, $0.status.rawValue, $0.total.text, acting.time($0.placedAt)]
      }
      return lines + Output.table(["NUMBER", "TOWN", "STATUS", "TOTAL", "PLACED"], rows, right: [3])
    }
  }

  private static func findCustomers(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    let limit = try request.arguments.number(.limit, in: 1...1000) ?? 50
    let rows = try await acting.desks.customers.findCustomers(
      request.words.joined(separator: " "), limit: limit, by: acting.caller)
    try request.output.answer(
      [
        "customers": .list(
          rows.map { row in
            [
              "name": .text(row.name), "phone": .text(row.phone), "orders": JSONText(row.orders),
              "last_at": JSONText(row.lastAt), "last_total": row.total.map { JSONText($0) } ?? .null,
            ]
          })
      ]
    ) {
      let cells = rows.map { row in
        [row.phone, String(row.orders), row.lastAt.map(acting.time) ?? "", row.total?.text ?? "", row.name]
      }
      return Output.table(["PHONE", "ORDERS", "LAST", "TOTAL", "NAME"], cells, right: [1, 3])
    }
  }

  private static func noteCustomer(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    let text = request.words.dropFirst().joined(separator: " ")
    try await acting.desks.customers.addNote(text, aboutPhone: request.words[0], acting.intent())
    try request.output.answer(["noted": .text(text)]) { ["noted about \(request.words[0])"] }
  }

  private static func findAnything(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    let limit = try request.arguments.number(.limit, in: 1...1000) ?? 50
    let hits = try await acting.desks.customers.find(
      anything: request.words.joined(separator: " "), limit: limit, by: acting.caller)
    try request.output.answer(
      [
        "found": .list(
          hits.map { hit in
            [
              "kind": .text(hit.kindWord), "label": .text(hit.label), "detail": .text(hit.detail),
              "town": .text(hit.siteCode), "exact": .flag(hit.isExact),
            ]
          })
      ]
    ) {
      guard !hits.isEmpty else { return ["nothing found"] }
      return Output.table(
        ["WHAT", "", "TOWN", ""], hits.map { [$0.kindWord, $0.label, $0.siteCode, $0.detail] })
    }
  }
}

extension AnythingHit {
  /// The word for what it is.
  var kindWord: String {
    switch target {
    case .order: "order"
    case .customer: "customer"
    case .item: "item"
    case .parcel: "parcel"
    case .run: "run"
    case .payment: "payment"
    case .tote: "tote"
    case .bin: "bin"
    }
  }
}

extension JSONText {
  init(card: CustomerCard) {
    self = [
      "phone": .text(card.phone), "balance": JSONText(card.balance), "open": JSONText(card.open),
      "more": .flag(card.hasMore),
      "places": .list(
        card.places.map { place in
          [
            "name": .text(place.name), "line1": .text(place.address.line1), "area": .text(place.address.area),
            "landmark": .text(place.address.landmark), "orders": JSONText(place.orders),
            "last_at": JSONText(place.lastAt),
          ]
        }),
      "orders": .list(card.orders.map(JSONText.init(row:))),
      "notes": .list(
        card.notes.map { ["at": JSONText($0.at), "author": .text($0.author), "text": .text($0.text)] }),
    ]
  }
}
