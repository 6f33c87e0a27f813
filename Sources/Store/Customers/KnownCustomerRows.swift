internal import Commerce
internal import Operations

// Customers that were known before they ordered.
extension SQLiteReads {
  private static func known(_ row: inout Row) throws(CommerceError) -> KnownCustomer {
    KnownCustomer(
      site: row.id(), phone: row.text(), name: row.text(), email: row.text(),
      address: Address(line1: row.text(), area: row.text(), landmark: row.text()), note: row.text(),
      at: row.instant())
  }

  func knownCustomers(ofPhone phone: String, in scope: Scope) throws(CommerceError) -> [KnownCustomer] {
    guard let tail = SearchKeys.phoneTail(phone) else { return [] }
    return try database.statement(
      """
      SELECT site_id, phone, name, email, line1, area, landmark, note, at FROM customers
      WHERE phone_tail = ?1 ORDER BY site_id
      """
    ).bind(tail).all(Self.known).filter { scope.includes($0.site) }
  }

  func knownCustomers(named text: String, limit: Int, in scope: Scope) throws(CommerceError) -> [KnownCustomer] {
    let words = KnownCustomerWords.of(text)
    guard let first = words.max(by: { $0.utf8.count < $1.utf8.count }) else { return [] }
    // The longest word is looked up by its beginning; the others only have to be there.
    let found = try database.statement(
      """
      SELECT DISTINCT c.site_id, c.phone, c.name, c.email, c.line1, c.area, c.landmark, c.note, c.at
      FROM customer_words w JOIN customers c ON c.id = w.customer_id
      WHERE w.word >= ?1 AND w.word < ?2 LIMIT 1000
      """
    ).bind(first).bind(first + "\u{10FFFF}").all(Self.known)
    let fitting = found.filter { customer in
      let own = KnownCustomerWords.of(customer.name)
      return scope.includes(customer.site) && words.allSatisfy { word in own.contains { $0.hasPrefix(word) } }
    }
    return Array(fitting.sorted { ($0.name, $0.phone) < ($1.name, $1.phone) }.prefix(max(0, limit)))
  }
}

extension SQLiteWrites {
  func save(_ customer: KnownCustomer) throws(CommerceError) -> Int64 {
    guard let tail = SearchKeys.phoneTail(customer.phone) else {
      throw .invalid([FieldIssue("phone", "is not a phone number")])
    }
    try database.statement(
      """
      INSERT INTO customers (site_id, phone_tail, phone, name, email, line1, area, landmark, note, at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET phone = excluded.phone, name = excluded.name, email = excluded.email,
          line1 = excluded.line1, area = excluded.area, landmark = excluded.landmark, note = excluded.note,
          at = excluded.at
      """
    ).bind(customer.site).bind(tail).bind(customer.phone).bind(customer.name).bind(customer.email)
      .bind(customer.address.line1).bind(customer.address.area).bind(customer.address.landmark).bind(customer.note)
      .bind(customer.at).run()
    let id =
      try database.statement("SELECT id FROM customers WHERE site_id = ?1 AND phone_tail = ?2").bind(customer.site)
      .bind(tail).first { row throws(CommerceError) in row.int64() } ?? 0
    try database.statement("DELETE FROM customer_words WHERE customer_id = ?1").bind(id).run()
    for word in Set(KnownCustomerWords.of(customer.name)).sorted() {
      try database.statement("INSERT INTO customer_words (word, customer_id) VALUES (?, ?)").bind(word).bind(id).run()
    }
    return id
  }
}

/// A name as the words it is found by.
private enum KnownCustomerWords {
  static func of(_ text: String) -> [String] {
    Folding.fold(text).split(separator: Folding.space).map { word in
      String(String.UnicodeScalarView(word.compactMap(Unicode.Scalar.init)))
    }
  }
}
