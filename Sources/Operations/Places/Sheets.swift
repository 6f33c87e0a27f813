import Commerce

/// What stands on the sheets of barcodes that hang at a station.
enum Sheets {
  /// The command barcodes: a cart with this sheet needs no keyboard.
  static let commands: [SheetEntry] = [
    SheetEntry(code: ".n", caption: "next work  F2"), SheetEntry(code: ".k", caption: "skip  F3"),
    SheetEntry(code: ".s", caption: "short  F4"), SheetEntry(code: ".d", caption: "damaged  F5"),
    SheetEntry(code: ".e", caption: "elsewhere  F6"), SheetEntry(code: ".l", caption: "link barcode  F7"),
    SheetEntry(code: ".u", caption: "undo  F8"), SheetEntry(code: ".t", caption: "tote full, next box  F9"),
    SheetEntry(code: ".a", caption: "accept all  F10"), SheetEntry(code: ".o", caption: "take over  F11"),
    SheetEntry(code: ".r", caption: "other printer  F12"), SheetEntry(code: ".w", caption: "switch town"),
    SheetEntry(code: ".q", caption: "close"), SheetEntry(code: ".p", caption: "palette"),
    SheetEntry(code: ".h", caption: "help  F1"),
  ]

  static func run(
    _ kind: SheetKind, at site: ID<Site>, in transaction: any ReadTransaction, scope: Scope
  ) throws(CommerceError) -> [SheetEntry] {
    switch kind {
    case .commands: return commands
    case .badges:
      var entries: [SheetEntry] = []
      for (person, grants) in try transaction.people(in: scope) where person.isActive && !person.badge.isEmpty {
        guard let role = AccessPolicy(grants).role(at: site) else { continue }
        entries.append(SheetEntry(code: person.badge, caption: "\(person.name), \(role.rawValue)"))
      }
      return entries
    case .totes: return try transaction.totes(at: site, in: scope).map { SheetEntry(code: $0.code, caption: $0.code) }
    case .bins: return try transaction.bins(at: site, in: scope).map { SheetEntry(code: $0.code, caption: $0.code) }
    case .lanes:
      let zones = try transaction.zones(at: site, in: scope)
      return try transaction.lanes(at: site, in: scope).map { lane in
        let names = zones.filter { $0.lane == lane.id }.map(\.label).joined(separator: ", ")
        return SheetEntry(code: lane.code, caption: names.isEmpty ? lane.code : lane.code + "  " + names)
      }
    }
  }
}
