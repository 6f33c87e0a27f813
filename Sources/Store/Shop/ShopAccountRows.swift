internal import Commerce
internal import Operations

extension SQLiteReads {
  func account(of person: ID<Person>) throws(CommerceError) -> CustomerAccount? {
    guard let found = try self.person(person) else { return nil }
    return try database.statement("SELECT phone, site_id, created_at FROM customer_accounts WHERE person_id = ?1")
      .bind(person).first { row throws(CommerceError) in
        CustomerAccount(person: found, phone: row.text(), town: row.optionalID(), createdAt: row.instant())
      }
  }

  func customer(phone: String) throws(CommerceError) -> ID<Person>? {
    guard !phone.isEmpty else { return nil }
    return try database.statement("SELECT person_id FROM customer_accounts WHERE phone = ?1 AND phone <> ''")
      .bind(phone).first { row throws(CommerceError) in row.id() }
  }

  func reply(_ key: UniqueID) throws(CommerceError) -> KeptReply? {
    try database.statement("SELECT key, request, status, body, at FROM kept_replies WHERE key = ?1")
      .bind(key).first { row throws(CommerceError) in
        KeptReply(
          key: try row.uniqueID(), request: try row.uniqueID(), status: row.int(), body: row.text(), at: row.instant())
      }
  }
}

extension SQLiteWrites: ShopWrites {
  func insert(_ account: CustomerAccount) throws(CommerceError) {
    try database.statement(
      "INSERT INTO customer_accounts (person_id, phone, site_id, created_at) VALUES (?, ?, ?, ?)"
    ).bind(account.person.id).bind(account.phone).bind(account.town).bind(account.createdAt)
      .run(conflict: FieldIssue("phone", "is taken by another customer"))
    try database.statement("UPDATE people SET is_customer = 1 WHERE id = ?").bind(account.person.id).run()
  }

  func keep(_ reply: KeptReply) throws(CommerceError) {
    try database.statement(
      "INSERT INTO kept_replies (key, request, status, body, at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
    ).bind(reply.key).bind(reply.request).bind(reply.status).bind(reply.body).bind(reply.at).run()
  }

  func forgetReplies(before moment: Instant) throws(CommerceError) {
    try database.statement(
      """
      DELETE FROM kept_replies WHERE key IN (SELECT key FROM kept_replies WHERE at < ? ORDER BY at LIMIT 20)
      """
    ).bind(moment).run()
  }
}
