import Operations
import TownDialect

extension DeskRoutes {
  /// The calls of the cash desk.
  mutating func addCash() throws {
    try query(CashCalls.till) { desks, _, caller in try await desks.cash.till(by: caller) }
    try command(CashCalls.countCash) { try await $0.cash.countCash(of: $1.driver, countedMinor: $1.countedMinor, $2) }
    try command(CashCalls.settle) { try await $0.cash.settle($1.cashUp, reason: $1.reason, stepUp: $1.stepUp, $2) }
    try effect(CashCalls.declare) { try await $0.cash.declare($1.minor, $2) }
    try query(CashCalls.cashUp) { try await $0.cash.cashUp($1.id, by: $2) }
    try query(CashCalls.cashUps) { try await $0.cash.cashUps($1.page, by: $2) }
    try command(CashCalls.printSlip) { try await $0.cash.printSlip(of: $1.cashUp, to: $1.destination, $2) }
    try effect(CashCalls.deposit) { try await $0.cash.deposit(minor: $1.minor, reference: $1.reference, $2) }
    try effect(CashCalls.settleBalance) { try await $0.cash.settleBalance(of: $1.order, minor: $1.minor, $2) }
    try query(CashCalls.day) { try await $0.cash.day($1.day, by: $2) }
    try command(CashCalls.closeDay) { try await $0.cash.closeDay($1.day, $2) }
    try query(CashCalls.moves) { try await $0.cash.moves(account: $1.account, $1.page, by: $2) }
    try query(CashCalls.payments) { try await $0.cash.payments($1.query, $1.page, by: $2) }
    try command(CashCalls.poll) { try await $0.cash.poll($1.payment, $2) }
    try command(CashCalls.request) { try await $0.cash.request($1.order, phone: $1.phone, $2) }
    try command(CashCalls.switchToMoMo) { try await $0.cash.switchToMoMo($1.order, phone: $1.phone, $2) }
    try command(CashCalls.backToCash) { try await $0.cash.backToCash($1.order, $2) }
    try query(CashCalls.notices) { try await $0.cash.notices($1.query, $1.page, by: $2) }
    try command(CashCalls.receive) { try await $0.cash.receive($1.notice, $2) }
    try command(CashCalls.replay) { try await $0.cash.replay($1.notice, $2) }
    try query(CashCalls.refunds) { try await $0.cash.refunds($1.query, $1.page, by: $2) }
    try query(CashCalls.refundable) { try await $0.cash.refundable($1.order, by: $2) }
    try command(CashCalls.refund) { try await $0.cash.refund($1.request, basis: $1.basis, stepUp: $1.stepUp, $2) }
    try command(CashCalls.payOut) { try await $0.cash.payOut($1.refund, stepUp: $1.stepUp, $2) }
    try effect(CashCalls.own) { try await $0.cash.own($1.refund, $2) }
    try query(CashCalls.cancelPreview) { try await $0.cash.cancelPreview($1.order, by: $2) }
  }
}
