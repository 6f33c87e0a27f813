internal import Commerce
internal import Operations

extension Verb {
  static let changesVerb = Verb(
    "changes follow", options: acting + [.after, .limit],
    about: "the change feed of a town as NDJSON, going on as changes come"
  ) { request in
    let acting = try await Acting.begin(request)
    let history = acting.desks.history
    var left = try request.arguments.number(.limit, in: 1...Int.max) ?? Int.max
    var last: Int64
    if let after = try request.arguments.number(.after, in: 0...Int.max) {
      last = Int64(after)
    } else {
      last = try await history.lastSequence()
    }
    // The signal is taken first, so that no commit between reading and waiting is missed.
    var commits = history.commits().makeAsyncIterator()
    while true {
      while true {
        let changes = try await history.changes(after: last, limit: min(500, left), by: acting.caller)
        guard let newest = changes.last else { break }
        // The feed is of the town in hand, also for those who may see more.
        let shown = changes.filter { $0.change.site == nil || $0.change.site == acting.site.id }
        for change in shown { try request.output.line(JSONText(change: change)) }
        last = newest.sequence
        left -= shown.count
        if left <= 0 { return }
      }
      guard await commits.next() != nil else { return }
    }
  }
}
