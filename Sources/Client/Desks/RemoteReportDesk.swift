import Commerce
import Contract
import Operations
import TownDialect

/// The reports desk of a server.
struct RemoteReportDesk: ReportDesk {
  let link: RemoteLink

  func shiftClose(by caller: Caller) async throws(CommerceError) -> ShiftClose {
    try await link.ask(ReportCalls.shiftClose, Nothing(), by: caller)
  }

  func report(_ kind: ReportKind, days: Int, by caller: Caller) async throws(CommerceError) -> Report {
    try await link.ask(ReportCalls.report, .init(kind: kind, days: days), by: caller)
  }
}
