import Commerce
import Contract
import FoundationEssentials
import Operations
import TownDialect

/// Adds what a console needs beside the desks: a welcome, and the change feed.
struct ConsoleRoutes {
  let desks: Desks
  let tokens: Tokens
  let pulse: Pulse

  /// Adds its operations; the capabilities are the desks that `router` has by then.
  func add(to router: inout Router<Town>) throws {
    let served = Set(router.operations.filter { $0.route.path.hasPrefix("/desk/") }.map(\.description.tag))
    let capabilities = served.sorted().map { "desk." + $0 } + ["events", "impersonate", "refresh"]
    try router.on(ConsoleWelcome.self) { [desks] _, _, _ in
      Answered(
        ConsoleWelcome.Reply(
          version: DeskCalls.version, capabilities: capabilities,
          sampleAccounts: try await desks.session.sampleAccounts(),
          needsFirstAdmin: try await desks.session.needsFirstAdmin()))
    }
    let feed = ChangeFeed(history: desks.history, pulse: pulse)
    try router.add(
      Router<Town>.Operation(route: ChangeEvents.route, description: ChangeEvents.description) { [tokens] incoming in
        let who = try incoming.caller()
        let pieces = try await feed.stream(for: who, after: try Self.position(incoming.request)) {
          tokens.isGood(who)
        }
        return Response(
          status: 200, headers: ["content-type": ServerSentEvents.contentType, "cache-control": "no-store"],
          body: .stream(pieces))
      })
  }

  /// Where a reader was before the link broke; nil for one who begins. Both places where it can be said have to be good.
  private static func position(_ request: Request) throws -> Int64? {
    let after = try FieldCoder.pairs(of: request.query)["after"]
    let last = request.headers["last-event-id"].flatMap { $0.isEmpty ? nil : $0 }
    let said = try [("Last-Event-ID", last), ("after", after)].compactMap { name, text in
      try text.map { text in
        guard let sequence = Int64(text), sequence >= 0 else {
          throw Fault.fields([FieldFault(name, "must be a whole number")])
        }
        return sequence
      }
    }
    return said.first
  }
}
