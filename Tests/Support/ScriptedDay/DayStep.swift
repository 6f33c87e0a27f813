public import Commerce

/// One step of a scripted day, by the numbers its orders and drivers have in the plan.
public enum DayStep: Hashable, Sendable {
  /// The clock stands there from now on.
  case clock(Instant)
  /// Support places the order.
  case place(Int)
  /// Support asks the provider about the order's payment.
  case poll(Int)
  /// A picker claims the next order, which is this one, and picks it into a tote.
  case pick(Int, picker: Int, tote: String)
  /// The packer counts every unit into a box.
  case pack(Int, tote: String)
  /// The packer scans the label of the box.
  case seal(Int)
  /// The packer puts the box into its lane.
  case stage(Int)
  /// The dispatcher gives orders to a driver.
  case assign([Int], driver: Int)
  /// The dispatcher orders the driver's stops.
  case arrange(Int)
  /// The dispatcher scans the boxes into the vehicle.
  case load([Int], driver: Int)
  /// Loading is over.
  case endLoading(Int)
  /// The run leaves.
  case sendOut(Int)
  /// The driver hands the order over.
  case deliver(Int, driver: Int, Door)
  /// Nobody took the order.
  case fail(Int, driver: Int, reason: FailureReason)
  /// The customer prefers mobile money at the door.
  case toMoMo(Int, driver: Int)
  /// The dispatcher gives a failed order another attempt.
  case reschedule(Int, days: Int, slot: Int)
  /// The dispatcher scans the order's box in at the depot.
  case scanBack(Int)
  /// The dispatcher gives failed orders up.
  case backToDepot([Int])
  /// The packer puts what was in the order's box back into its bins.
  case putBack(Int)
  /// Support refunds one unit of the order's first line.
  case refund(Int)
  /// The cashier pays the order's refund out.
  case payOut(Int)
  /// The driver says what will be handed over.
  case declare(driver: Int, minor: Int64)
  /// The cashier counts a driver's cash.
  case count(driver: Int, minor: Int64)
  /// The difference of a driver's count is the driver's; the supervisor vouches.
  case settle(driver: Int)
  /// A customer pays a debt in (above zero) or takes a credit out at the till.
  case balance(Int, minor: Int64)
  /// The cashier pays in at the bank.
  case deposit(Int64)
  /// The cashier closes the day.
  case closeDay

  /// True for what is no command.
  public var isClock: Bool {
    if case .clock = self { true } else { false }
  }

  /// What happens at the door.
  public enum Door: Hashable, Sendable {
    /// Paid already, or exactly what is due.
    case exact
    /// So much was collected, and who answers for the difference.
    case other(Int64, DifferenceReason)
    /// One unit of the first line was not kept; the rest was paid.
    case withoutOne(Int64)
  }
}

/// An order of the plan.
public struct DayOrder: Hashable, Sendable {
  /// Its place in the plan, from 0.
  public let index: Int
  /// SKUs with quantities, in walk order.
  public let lines: [(sku: String, quantity: Int)]
  /// How it is paid.
  public let method: PaymentMethod
  /// The delivery fee.
  public let feeMinor: Int64
  /// The zone's place in `DayTown.zones`.
  public let zone: Int
  /// Who takes it first.
  public let driver: Int

  /// `Customer 007`.
  public var customer: String {
    let text = String(index)
    return "Customer " + String(repeating: "0", count: max(0, 3 - text.count)) + text
  }
  /// A phone that mobile money works for.
  public var phone: String { "0244\(100_001 + index * 10)" }
  /// What it costs.
  public var totalMinor: Int64 {
    feeMinor
      + lines.reduce(0) { sum, line in
        sum + (DayTown.items.first { $0.sku == line.sku }?.price ?? 0) * Int64(line.quantity)
      }
  }

  /// The same place in the plan.
  public static func == (left: Self, right: Self) -> Bool { left.index == right.index }
  /// By the place in the plan.
  public func hash(into hasher: inout Hasher) { hasher.combine(index) }
}
