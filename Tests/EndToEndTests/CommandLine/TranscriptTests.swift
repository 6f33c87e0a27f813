import Foundation
import TestSupport
import Testing

/// The transcripts of the documentation are true. `TOWNHOUSE_RECORD=1` writes their answers anew.
@Suite("The command line: transcripts")
struct TranscriptTests {
  private static let isRecording = ProcessInfo.processInfo.environment["TOWNHOUSE_RECORD"] == "1"
  private static let secret = "a-secret-of-the-provider"

  @Test("the life of an order as it is written down", arguments: ["cod", "momo"])
  func transcript(name: String) throws {
    var transcript = try Transcript(name)
    let start = transcript.start.joined(separator: "\n")
    #expect(start.contains("--sample --orders 400 --seed 7 --now \(CommandLineFolder.sampleNow)\n"))
    #expect(name == "cod" || start.contains("TOWNHOUSE_MOMO_SECRET=\(Self.secret)\n"))

    let folder = try CommandLineFolder()
    let server = try RunningServer(
      store: try folder.sampleStore(), folder: folder.path, environment: ["TOWNHOUSE_MOMO_SECRET": Self.secret])
    let answers = try run(transcript.script, base: server.url)
    #expect(server.stop() == 0)
    try #require(answers.count == transcript.steps.count)

    var (told, found) = (TranscriptMask(), TranscriptMask())
    var differ: [Int] = []
    for (index, pair) in zip(transcript.answers, answers).enumerated()
    where try told.masked(pair.0) != found.masked(pair.1) {
      differ.append(index)
    }
    if Self.isRecording, !differ.isEmpty {
      try transcript.record(answers)
      return
    }
    for index in differ {
      Issue.record(
        """
        \(transcript.steps[index].commands.joined(separator: "\n"))
        is said to answer
        \(transcript.answers[index])
        and answers
        \(answers[index])
        """)
    }
  }

  /// The answers of the steps of a script, laid out.
  private func run(_ script: String, base: String) throws -> [String] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", script]
    process.environment = ["PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "BASE": base]
    process.standardInput = FileHandle.nullDevice
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return said.split(separator: "\u{1e}", omittingEmptySubsequences: false).dropLast()
      .map { TranscriptLayout.text(String($0)) }
  }
}
