import Operations
import TownDialect

extension DeskRoutes {
  /// The calls of the reports desk.
  mutating func addReport() throws {
    try query(ReportCalls.shiftClose) { desks, _, caller in try await desks.reports.shiftClose(by: caller) }
    try query(ReportCalls.report) { try await $0.reports.report($1.kind, days: $1.days, by: $2) }
  }
}
