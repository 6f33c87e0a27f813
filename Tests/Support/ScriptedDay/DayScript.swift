import Commerce

/// The steps of a day as the lines of a script for `townhouse run`.
public struct DayScript: Sendable {
  private let plan: DayPlan
  private var person = ""
  /// The lines so far.
  public private(set) var lines: [String] = ["# " + "a day of the town", "in accra"]

  /// The whole of a plan as a script.
  public init(_ plan: DayPlan) {
    self.plan = plan
    for step in plan.steps { write(step) }
  }

  /// The script's text.
  public var text: String { lines.joined(separator: "\n") + "\n" }

  private mutating func act(_ name: String, _ line: String) {
    if person != name { lines.append("as " + DayTown.email(name)) }
    person = name
    lines.append(line)
  }

  private func amount(_ minor: Int64) -> String { Money(minor: minor, .cedi).plain }

  private mutating func write(_ step: DayStep) {
    switch step {
    case .clock(let moment): lines.append("at \(moment)")
    case .place(let index): place(plan.orders[index])
    case .poll(let index): act("support", "payments poll $o\(index)")
    case .pick(let index, let picker, let tote):
      act("picker\(picker)", "pick next")
      act("picker\(picker)", "pick scan \(tote) " + plan.orders[index].lines.map(\.sku).joined(separator: " "))
    case .pack(let index, let tote):
      let units = plan.orders[index].units.joined(separator: " ")
      act("packer", "let p\(index) = pack \(tote) \(units) -> .parcels.0.code")
    case .seal(let index): act("packer", "pack $o\(index) $p\(index)")
    case .stage(let index): act("packer", "stage $p\(index) \(DayTown.zones[plan.orders[index].zone].2)")
    case .putBack(let index): act("packer", "putbacks put $o\(index)")
    case .assign(let indexes, let driver):
      let orders = indexes.map { "$o\($0)" }.joined(separator: " ")
      act("dispatcher", "dispatch assign \(orders) --driver D\(driver) --yes")
    case .arrange(let driver): act("dispatcher", "runs order D\(driver)")
    case .load(let indexes, let driver):
      act("dispatcher", "runs load D\(driver) " + indexes.map { "$p\($0)" }.joined(separator: " "))
    case .endLoading(let driver): act("dispatcher", "runs end-loading D\(driver)")
    case .sendOut(let driver): act("dispatcher", "dispatch send-out --run D\(driver) --yes")
    case .deliver(let index, let driver, let door): deliver(index, driver, door)
    case .fail(let index, let driver, let reason):
      act("driver\(driver)", "dispatch fail $o\(index) --reason \(reason.digit ?? 0)")
    case .toMoMo(let index, let driver): act("driver\(driver)", "payments to-momo $o\(index)")
    case .reschedule(let index, let days, let slot):
      act("dispatcher", "dispatch reschedule $o\(index) --day +\(days) --slot \(slot)")
    case .scanBack(let index): act("dispatcher", "dispatch scan-back $p\(index)")
    case .backToDepot(let indexes):
      act("dispatcher", "dispatch back-to-depot \(indexes.map { "$o\($0)" }.joined(separator: " ")) --yes")
    case .refund(let index):
      let sku = plan.orders[index].lines.first?.sku ?? ""
      act("support", "refunds open $o\(index) \(sku)=1 --reason 'not as ordered' --yes")
    case .payOut(let index):
      act("cashier", "refunds pay-out $o\(index) --second \(DayTown.email("supervisor"))")
    case .declare(let driver, let minor): act("driver\(driver)", "cash declare \(amount(minor))")
    case .count(let driver, let minor): act("cashier", "cash count D\(driver) \(amount(minor))")
    case .settle(let driver):
      act("cashier", "cash settle D\(driver) --reason 1 --second \(DayTown.email("supervisor"))")
    case .balance(let index, let minor):
      act("cashier", "cash balance $o\(index) \(minor > 0 ? "in" : "out") \(amount(abs(minor)))")
    case .deposit(let minor): act("cashier", "cash deposit \(amount(minor)) 'GCB 1'")
    case .closeDay: act("cashier", "cash close-day")
    }
  }

  private mutating func place(_ order: DayOrder) {
    let items = order.lines.map { "\($0.sku)=\($0.quantity)" }.joined(separator: " ")
    act(
      "support",
      "let o\(order.index) = orders place \(items) --name '\(order.customer)' --phone \(order.phone)"
        + " --address '\(order.index + 1) High Street' --area \(DayTown.zones[order.zone].1)"
        + " --pay \(order.method.rawValue) --fee \(amount(order.feeMinor)) -> .number")
  }

  private mutating func deliver(_ index: Int, _ driver: Int, _ door: DayStep.Door) {
    let order = plan.orders[index]
    // What a customer does not keep is told to the dispatcher: a driver sees no order lines.
    let name = if case .withoutOne = door { "dispatcher" } else { "driver\(driver)" }
    var line = "dispatch deliver $o\(index) --name '\(order.customer)'"
    switch door {
    case .exact: break
    case .other(let minor, let reason): line += " --amount \(amount(minor)) --reason \(reason.digit)"
    case .withoutOne(let minor):
      let digit = DifferenceReason.returnedItem.digit
      line += " --amount \(amount(minor)) --reason \(digit) --returned \(order.lines.first?.sku ?? "")=1"
    }
    act(name, line)
  }
}
