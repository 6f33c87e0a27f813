import Commerce
import Testing

/// The lifecycle against a table written out a second time, by hand, from contracts.md I33 and design.md §4.
@Suite("Order lifecycle")
struct LifecycleTests {
  private static let everyone: Set<FulfilmentMode> = [.delivery, .courier, .rental, .consignment]

  private static func expected(
    _ from: OrderStatus, _ to: OrderStatus, _ actor: MoveActor, _ mode: FulfilmentMode
  ) -> Bool {
    let staff = actor == .staff
    let road = staff || actor == .driver
    let renting = actor == .owner && mode == .rental
    switch (from, to) {
    case (.pendingPayment, .pendingFulfilment): return staff || actor == .payment || actor == .owner
    case (.pendingPayment, .cancelled): return staff || actor == .owner || actor == .expiry
    case (.pendingFulfilment, .picking), (.picking, .packed), (.packed, .readyForDispatch): return staff
    case (.pendingFulfilment, .cancelled): return staff || actor == .owner
    case (.pendingFulfilment, .delivered), (.picking, .delivered): return staff && mode == .consignment
    case (.picking, .cancelled), (.packed, .cancelled), (.readyForDispatch, .cancelled), (.failed, .cancelled):
      return staff || renting
    case (.readyForDispatch, .outForDelivery), (.outForDelivery, .failed): return road
    case (.outForDelivery, .delivered): return road && mode != .rental
    case (.outForDelivery, .readyForPickup): return road && mode == .rental
    case (.outForDelivery, .cancelled): return renting
    case (.failed, .readyForDispatch): return road
    case (.readyForPickup, .completed): return staff && mode == .rental
    default: return false
    }
  }

  @Test("every pair of statuses, for every actor and mode, is allowed or refused as the table says (I33, I34)")
  func wholeSpace() {
    for from in OrderStatus.allCases {
      for to in OrderStatus.allCases {
        for actor in MoveActor.allCases {
          for mode in FulfilmentMode.allCases {
            #expect(
              OrderLifecycle.allows(from, to, by: actor, mode: mode) == Self.expected(from, to, actor, mode),
              "\(from) → \(to) by \(actor) in \(mode)")
          }
        }
      }
    }
  }

  @Test("corrections are five, by staff alone, and never pass for ordinary moves")
  func corrections() {
    let back: Set<[OrderStatus]> = [
      [.picking, .pendingFulfilment], [.packed, .picking], [.readyForDispatch, .packed], [.delivered, .outForDelivery],
      [.failed, .outForDelivery],
    ]
    for from in OrderStatus.allCases {
      for to in OrderStatus.allCases {
        for actor in MoveActor.allCases {
          let allowed = OrderLifecycle.allows(from, to, by: actor, mode: .delivery, correcting: true)
          #expect(allowed == (actor == .staff && back.contains([from, to])), "\(from) → \(to) by \(actor)")
        }
      }
    }
  }

  @Test("nothing leaves a terminal status but a correction (I34)")
  func terminal() {
    for from in OrderStatus.allCases where from.isTerminal {
      for move in OrderLifecycle.moves where move.from == from { #expect(move.isCorrection) }
    }
  }

  @Test("birth is by method, and cash never waits for payment (I19)")
  func birth() {
    for method in PaymentMethod.allCases {
      let waits = method != .cod && method != .invoice
      #expect(OrderLifecycle.birth(of: method) == (waits ? .pendingPayment : .pendingFulfilment))
    }
  }

  @Test("a prepaid order moves on only once it is PAID, whoever asks (I20)")
  func paymentGate() {
    for move in OrderLifecycle.moves where !move.isCorrection && move.to != .cancelled {
      for method in PaymentMethod.allCases {
        for status in PaymentStatus.allCases {
          for actor in move.actors {
            for mode in move.modes {
              let payment = PaymentFacts(method: method, status: status, since: Instant(milliseconds: 0))
              let passes =
                (try? OrderLifecycle.check(move.from, move.to, by: actor, mode: mode, payment: payment)) != nil
              #expect(
                passes == (!method.isPrepaid || status == .paid), "\(move.from) → \(move.to), \(method) \(status)")
            }
          }
        }
      }
    }
  }

  @Test("the payment and refund machines are those of the contracts (I23, I26)")
  func money() {
    #expect(PaymentStatus.initiated.next == [.pending, .paid, .failed, .cancelled])
    #expect(PaymentStatus.pending.next == [.paid, .failed, .cancelled])
    #expect(PaymentStatus.failed.next == [.paid])
    #expect(PaymentStatus.paid.next.isEmpty && PaymentStatus.cancelled.next.isEmpty)
    #expect(RefundStatus.pending.next == [.processed, .failed])
    #expect(RefundStatus.failed.next == [.pending])
    #expect(RefundStatus.processed.next.isEmpty)
  }
}
