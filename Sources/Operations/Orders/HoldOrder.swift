public import Commerce

/// Blocks all work on an order.
public enum HoldOrder {
  /// Throws `rule.reason.needed`, `rule.order.on_hold` when somebody holds it already, or
  /// `rule.order.move_not_allowed` once it has left the house.
  public static func run(
    _ id: ID<Order>, reason: String, in transaction: any WriteTransaction, by command: Command, scope: Scope
  ) throws(CommerceError) {
    let reason = try Reason.required(reason)
    var order = try transaction.existingOrder(id, in: scope)
    try check(order)
    order.hold = Hold(reason: reason, by: try transaction.nameOfActor(command), since: command.at)
    try order.save(in: transaction)
    try transaction.append(order.change("hold", new: reason), by: command)
  }

  /// Throws why the order may not be put on hold now.
  static func check(_ order: Order) throws(CommerceError) {
    if let hold = order.hold {
      throw .refused(
        Refusal(
          .onHold,
          [
            .order: .text(order.number), .reason: .text(hold.reason), .holder: .text(hold.by),
            .since: .time(hold.since),
          ],
          remedy: .release))
    }
    try order.checkInHouse()
  }
}

/// Lets work on an order go on.
public enum ReleaseHold {
  /// Throws `rule.order.not_on_hold` when nobody holds it.
  public static func run(
    _ id: ID<Order>, in transaction: any WriteTransaction, by command: Command, scope: Scope
  ) throws(CommerceError) {
    var order = try transaction.existingOrder(id, in: scope)
    try check(order)
    let old = order.hold?.reason ?? ""
    order.hold = nil
    try order.save(in: transaction)
    try transaction.append(order.change("hold", old: old, new: ""), by: command)
  }

  /// Throws why there is nothing to release.
  static func check(_ order: Order) throws(CommerceError) {
    if order.hold == nil { throw .refused(Refusal(.notOnHold, [.order: .text(order.number)], remedy: .none)) }
  }
}

/// Sets how urgent an order is.
public enum SetPriority {
  /// 0 is normal, 1 urgent; the same priority again changes nothing. Throws `input.invalid` for others, or
  /// `rule.order.move_not_allowed` once the order has left the house.
  public static func run(
    _ priority: Int, of id: ID<Order>, in transaction: any WriteTransaction, by command: Command, scope: Scope
  ) throws(CommerceError) {
    guard (0...1).contains(priority) else { throw .invalid([FieldIssue("priority", "is neither 0 nor 1")]) }
    var order = try transaction.existingOrder(id, in: scope)
    try order.checkInHouse()
    guard order.priority != priority else { return }
    let old = order.priority
    order.priority = priority
    try order.save(in: transaction)
    try transaction.append(order.change("priority", old: String(old), new: String(priority)), by: command)
  }
}

/// Writes a note on an order.
public enum AddNote {
  /// Any order takes a note of up to 1,000 characters. Throws `input.invalid` for an empty or longer one.
  public static func run(
    _ text: String, to id: ID<Order>, in transaction: any WriteTransaction, by command: Command, scope: Scope
  ) throws(CommerceError) {
    let text = trimmed(text)
    guard !text.isEmpty, text.count <= 1000 else {
      throw .invalid([FieldIssue("note", text.isEmpty ? "is empty" : "is longer than 1000 characters")])
    }
    let order = try transaction.existingOrder(id, in: scope)
    try transaction.insert(
      OrderNote(order: id, text: text, author: try transaction.nameOfActor(command), at: command.at))
    try transaction.append(order.change("note", new: text), by: command)
  }
}

/// Reasons people give.
enum Reason {
  /// The reason, trimmed. Throws `rule.reason.needed` for an empty one, `input.invalid` for a very long one.
  static func required(_ text: String) throws(CommerceError) -> String {
    let reason = trimmed(text)
    guard !reason.isEmpty else { throw .refused(Refusal(.reasonNeeded, remedy: .giveReason)) }
    guard reason.count <= 300 else { throw .invalid([FieldIssue("reason", "is longer than 300 characters")]) }
    return reason
  }
}

extension Order {
  /// Throws `rule.order.move_not_allowed` unless the order is still in the house.
  func checkInHouse() throws(CommerceError) {
    guard status.isInWarehouse else {
      throw .refused(
        Refusal(.moveNotAllowed, [.order: .text(number), .status: .text(status.rawValue)], remedy: .chooseOther))
    }
  }
}

extension ReadTransaction {
  /// The order within reach. Throws `input.not_found` for any other, as if it did not exist (I39).
  func existingOrder(_ id: ID<Order>, in scope: Scope) throws(CommerceError) -> Order {
    guard let order = try order(id, in: scope) else { throw .notFound(.order, id.description) }
    return order
  }

  /// The name of who acts; empty for the house itself.
  func nameOfActor(_ command: Command) throws(CommerceError) -> String {
    guard let actor = command.actor else { return "" }
    return try person(actor)?.name ?? ""
  }
}
