internal import Commerce
internal import Operations

extension Verb {
  static let importVerb = Verb(
    "import", ImportKind.allCases.map(\.rawValue).joined(separator: "|") + " FILE", count: 2...2,
    options: [.person, .town, .dryRun], about: "rows from a CSV file: all of them, or none and what is wrong with which"
  ) { request in
    guard let kind = ImportKind(rawValue: request.words[0]) else {
      throw Failure.usage(
        "there is nothing to import called \"\(request.words[0])\"",
        hint: ImportKind.allCases.map(\.rawValue).joined(separator: ", "))
    }
    let csv = try TextFile.read(request.words[1])
    let acting = try await Acting.begin(request, needsTown: false)
    let progress = ProgressLine("importing " + kind.rawValue)
    progress.show(0, of: 1)
    defer { progress.finish() }
    let report = try await acting.desks.house.importRows(
      kind, csv: csv, dryRun: request.arguments.has(.dryRun), acting.intent())
    progress.finish()
    try show(report, kind, request.words[1], request.output)
    guard report.issues.isEmpty else {
      let lines = Set(report.issues.map(\.line)).count
      throw CommerceError.invalid([
        FieldIssue(request.words[1], "\(counted(lines, "line is", "lines are")) wrong; nothing was written")
      ])
    }
  }

  private static func show(_ report: ImportReport, _ kind: ImportKind, _ file: String, _ output: Output) throws {
    let issues = report.issues.map { row -> JSONText in
      ["line": JSONText(row.line), "field": .text(row.issue.field), "problem": .text(row.issue.problem)]
    }
    let same = kind == .orders ? "already there" : "as they were"
    try output.answer(
      [
        "kind": .text(kind.rawValue), "rows": JSONText(report.rows), "added": JSONText(report.added),
        "changed": JSONText(report.changed), "unchanged": JSONText(report.unchanged), "issues": .list(issues),
        "committed": .flag(report.committed),
      ]
    ) {
      report.issues.map { "\(file):\($0.line): \($0.issue.field): \($0.issue.problem)" } + [
        "\(counted(report.rows, "row")): \(report.added) new, \(report.changed) changed, \(report.unchanged) \(same); "
          + (report.committed ? "written" : "nothing written")
      ]
    }
  }
}
