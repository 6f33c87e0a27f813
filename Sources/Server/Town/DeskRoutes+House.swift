import Operations
import TownDialect

extension DeskRoutes {
  /// The calls of the house desk.
  mutating func addHouse() throws {
    try query(HouseCalls.people) { desks, _, caller in try await desks.house.people(by: caller) }
    try command(HouseCalls.importRows) { try await $0.house.importRows($1.kind, csv: $1.csv, dryRun: $1.dryRun, $2) }
    try query(HouseCalls.site) { desks, _, caller in try await desks.house.site(by: caller) }
    try effect(HouseCalls.setPolicy) { try await $0.house.setPolicy($1.policy, $2) }
    try query(HouseCalls.sheet) { try await $0.house.sheet($1.kind, by: $2) }
  }
}
