import Commerce

/// Keeps, renames and forgets the views of one person.
enum SaveView {
  /// Throws `input.invalid` for an empty or long name or address.
  static func run(
    _ view: SavedView, of person: ID<Person>, in transaction: any WriteTransaction, by command: Command
  ) throws(CommerceError) {
    let name = try checked(view.name)
    let address = trimmed(view.address)
    guard !address.isEmpty, address.count <= 500 else {
      throw .invalid([FieldIssue("address", address.isEmpty ? "is empty" : "is longer than 500 characters")])
    }
    let old = try transaction.savedViews(of: person).first { $0.name == name }?.address ?? ""
    try transaction.save(SavedView(name: name, address: address), of: person)
    try transaction.append(
      Change(.view, person.serial, site: nil, field: name, old: old, new: address), by: command)
  }

  /// Throws `input.not_found` for a name nobody gave, `edit.conflict` for one that is taken.
  static func rename(
    _ name: String, to new: String, of person: ID<Person>, in transaction: any WriteTransaction, by command: Command
  ) throws(CommerceError) {
    let new = try checked(new)
    let views = try transaction.savedViews(of: person)
    guard let view = views.first(where: { $0.name == name }) else { throw .notFound(.view, name) }
    if new == name { return }
    guard !views.contains(where: { $0.name == new }) else {
      throw .conflict(FieldIssue("name", "is taken by another view"))
    }
    _ = try transaction.removeView(named: name, of: person)
    try transaction.save(SavedView(name: new, address: view.address), of: person)
    try transaction.append(Change(.view, person.serial, site: nil, field: "name", old: name, new: new), by: command)
  }

  /// Throws `input.not_found` for a name nobody gave.
  static func remove(
    _ name: String, of person: ID<Person>, in transaction: any WriteTransaction, by command: Command
  ) throws(CommerceError) {
    guard let view = try transaction.savedViews(of: person).first(where: { $0.name == name }) else {
      throw .notFound(.view, name)
    }
    _ = try transaction.removeView(named: name, of: person)
    try transaction.append(
      Change(.view, person.serial, site: nil, field: name, old: view.address, new: ""), by: command)
  }

  private static func checked(_ text: String) throws(CommerceError) -> String {
    let name = trimmed(text)
    guard !name.isEmpty, name.count <= 40 else {
      throw .invalid([FieldIssue("name", name.isEmpty ? "is empty" : "is longer than 40 characters")])
    }
    return name
  }
}
