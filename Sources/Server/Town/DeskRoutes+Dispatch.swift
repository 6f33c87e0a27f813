import Operations
import TownDialect

extension DeskRoutes {
  /// The calls of the dispatch desk.
  mutating func addDispatch() throws {
    try query(DispatchCalls.board) { desks, _, caller in try await desks.dispatch.board(by: caller) }
    try query(DispatchCalls.card) { try await $0.dispatch.card(number: $1.number, by: $2) }
    try query(DispatchCalls.preview) { try await $0.dispatch.preview($1.plan, by: $2) }
    try command(DispatchCalls.carryOut) { try await $0.dispatch.carryOut($1.plan, basis: $1.basis, $2) }
    try query(DispatchCalls.run) { try await $0.dispatch.run($1.run, by: $2) }
    try query(DispatchCalls.runByCode) { try await $0.dispatch.run(code: $1.code, by: $2) }
    try query(DispatchCalls.runs) { try await $0.dispatch.runs($1.page, by: $2) }
    try query(DispatchCalls.myRun) { desks, _, caller in try await desks.dispatch.myRun(by: caller) }
    try command(DispatchCalls.moveStop) { try await $0.dispatch.moveStop($1.dispatch, by: $1.places, $2) }
    try command(DispatchCalls.lockStop) { try await $0.dispatch.lockStop($1.dispatch, $1.locked, $2) }
    try command(DispatchCalls.suggestOrder) { try await $0.dispatch.suggestOrder(of: $1.run, $2) }
    try command(DispatchCalls.load) { try await $0.dispatch.load(parcel: $1.code, on: $1.run, $2) }
    try command(DispatchCalls.endLoading) { try await $0.dispatch.endLoading(of: $1.run, gaps: $1.gaps, $2) }
    try command(DispatchCalls.handOver) { try await $0.dispatch.handOver(parcel: $1.code, on: $1.run, $2) }
    try command(DispatchCalls.deliver) {
      try await $0.dispatch.deliver($1.dispatch, proof: $1.proof, collected: $1.collected, stepUp: $1.stepUp, $2)
    }
    try command(DispatchCalls.fail) { try await $0.dispatch.fail($1.dispatch, reason: $1.reason, note: $1.note, $2) }
    try command(DispatchCalls.decideIncident) {
      try await $0.dispatch.decideIncident($1.dispatch, failed: $1.failed, $2)
    }
    try query(DispatchCalls.slots) { try await $0.dispatch.slots(days: $1.days, by: $2) }
    try command(DispatchCalls.reschedule) {
      try await $0.dispatch.reschedule($1.order, days: $1.days, slot: $1.slot, $2)
    }
    try effect(DispatchCalls.reopen) {
      try await $0.dispatch.reopen($1.dispatch, reason: $1.reason, stepUp: $1.stepUp, $2)
    }
    try query(DispatchCalls.returns) { desks, _, caller in try await desks.dispatch.returns(by: caller) }
    try command(DispatchCalls.scanBack) { try await $0.dispatch.scanBack($1.parcel, $2) }
    try effect(DispatchCalls.save) { try await $0.dispatch.save($1.driver, $2) }
    try command(DispatchCalls.printRun) { try await $0.dispatch.printRun($1.paper, of: $1.run, to: $1.destination, $2) }
  }
}
