internal import Commerce
internal import Glibc
internal import Store

extension Verb {
  static let upkeepVerbs = [
    Verb(
      "check", options: [.digest, .withoutTimes],
      about: "verify schema, file and books of a store, beside whatever goes on", run: check),
    Verb("backup", "FILE", count: 1...1, about: "copy a store at one moment, while work goes on", run: backup),
    Verb(
      "restore", "FILE", count: 1...1, about: "verify a backup, then put it in place of the store", run: restore),
  ]

  private static func store(_ request: Request) throws -> String {
    if let script = request.script { return script.path }
    return try Acting.storePath(request.arguments[.store], try Configuration.load())
  }

  private static func check(_ request: Request) async throws {
    let path = try store(request)
    if request.arguments.has(.digest) { return try digest(path, request) }
    let line = ProgressLine("checking")
    defer { line.finish() }
    let report = try await SQLiteStore.check(path: path) { line.show($0.done, of: $0.total, $0.task) }
    line.finish()
    let problems = report.problems.map { ["rule": .text($0.rule), "detail": .text($0.detail)] as JSONText }
    try request.output.answer(
      [
        "store": .text(path), "sound": .flag(report.isSound), "orders": JSONText(report.orders),
        "moves": JSONText(report.moves), "changes": JSONText(report.changes), "problems": .list(problems),
      ]
    ) {
      report.problems.map { "\($0.rule): \($0.detail)" } + [
        "\(path): \(counted(report.orders, "order")), \(counted(report.moves, "stock move")), \(counted(report.changes, "change")): "
          + (report.isSound ? "sound" : counted(report.problems.count, "problem"))
      ]
    }
    guard report.isSound else {
      throw CommerceError.trouble(
        StoreTrouble(.corrupt, place: path, detail: "\(counted(report.problems.count, "problem")); restore a backup"))
    }
  }

  /// The contents as one number, to compare stores by; with --json each table's too.
  private static func digest(_ path: String, _ request: Request) throws {
    let digest = try ContentDigest.of(path, ignoringTimes: request.arguments.has(.withoutTimes))
    let tables = digest.tables.map {
      ["table": .text($0.name), "digest": .text($0.digest), "rows": JSONText($0.rows)] as JSONText
    }
    try request.output.answer(
      ["store": .text(path), "digest": .text(digest.whole), "tables": .list(tables)]
    ) { [digest.whole] }
  }

  private static func backup(_ request: Request) async throws {
    let path = try store(request)
    let destination = request.words[0]
    try await copying("backing up", to: destination) { line throws(CommerceError) in
      try await SQLiteStore.backup(from: path, to: destination) { line.show($0.done, of: $0.total, $0.task) }
    }
    try request.output.answer(["store": .text(path), "backup": .text(destination)]) { ["\(path) is in \(destination)"] }
  }

  private static func restore(_ request: Request) async throws {
    let path = try store(request)
    let source = request.words[0]
    if access(path, F_OK) == 0, isatty(STDIN_FILENO) == 1, !request.output.json {
      Output.writeError("Replace everything in \(path) by \(source)? Type yes: ")
      guard readLine() == "yes" else {
        throw Failure.usage("nothing was changed", hint: "only \"yes\" replaces a store")
      }
    }
    try await copying("restoring", to: path) { line throws(CommerceError) in
      try await SQLiteStore.restore(from: source, to: path) { line.show($0.done, of: $0.total, $0.task) }
    }
    try request.output.answer(["store": .text(path), "restored_from": .text(source)]) {
      ["\(path) is as in \(source)"]
    }
  }

  /// Runs a copy whose draft is removed should somebody interrupt it.
  private static func copying(
    _ what: String, to destination: String, _ body: (ProgressLine) async throws(CommerceError) -> Void
  ) async throws {
    let draft = "\(destination).partial-\(getpid())"
    Background.beginDraft(draft)
    let line = ProgressLine(what)
    defer {
      line.finish()
      Background.endDraft(draft)
    }
    try await body(line)
  }
}
