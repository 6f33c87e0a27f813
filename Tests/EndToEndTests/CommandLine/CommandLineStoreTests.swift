import Foundation
import TestSupport
import Testing

@Suite("The command line: stores")
struct CommandLineStoreTests {
  private let folder: CommandLineFolder

  init() throws { folder = try CommandLineFolder() }

  private func find(_ store: String) throws -> CommandLineRun {
    try CommandLineRun("orders", "find", "--json", "--store", store, "--as", "picker.accra@townhouse.example")
  }

  @Test("a new store is sound, has its admin, and is never overwritten")
  func create() throws {
    let store = folder.path + "/new.sqlite"
    #expect(try CommandLineRun("init", "--store", store, "--admin", "ama@example.com").status == 0)
    #expect(try CommandLineRun("check", "--store", store).status == 0)
    let again = try CommandLineRun("init", "--store", store, "--sample", "--json")
    #expect(again.status == 3)
    #expect(try again.errorCode() == "store.exists")
    let towns = try CommandLineRun("towns", "--json", "--store", store, "--as", "ama@example.com")
    #expect((try towns.json()["towns"] as? [Any])?.isEmpty == true)
    let sites = try folder.file(
      "sites.csv",
      "code,name,kind,currency,utc_offset_minutes,opens,closes,promise_minutes\nho,Ho,town,GHS,0,08:00,20:00,60\n")
    #expect(try CommandLineRun("import", "sites", sites, "--store", store, "--as", "ama@example.com").status == 0)
    #expect(try CommandLineRun("towns", "--store", store, "--as", "ama@example.com").output.contains("Ho"))
    #expect(folder.files.filter { $0.contains("new-") }.isEmpty)
  }

  @Test("a weak first password makes no store at all")
  func weakPassword() throws {
    let run = try CommandLineRun(
      ["init", "--store", folder.path + "/x.sqlite", "--admin", "a@example.com", "--json"],
      environment: ["TOWNHOUSE_PASSWORD": "short"])
    #expect(run.status == 1)
    #expect(try run.errorCode() == "input.invalid")
    #expect(folder.files.isEmpty)
  }

  @Test("every store that cannot be used is named by its code and left alone")
  func troubles() throws {
    let sample = try folder.sampleStore()
    let note = try folder.file("note.txt", "Not a store. " + String(repeating: "x", count: 5000))
    var newer = try Data(contentsOf: URL(fileURLWithPath: sample))
    // Bytes 60 to 63 of an SQLite file are its user version.
    newer.replaceSubrange(60..<64, with: [0, 0, 3, 231])
    let future = folder.path + "/future.sqlite"
    try newer.write(to: URL(fileURLWithPath: future))
    let cases = [
      (folder.path + "/missing.sqlite", "store.missing"), (folder.path, "store.directory"),
      (note, "store.not_a_store"), (future, "store.newer_schema"), ("/dev/null", "store.not_a_store"),
    ]
    for (path, code) in cases {
      for run in [try find(path), try CommandLineRun("check", "--json", "--store", path)] {
        #expect(run.status == 3)
        #expect(try run.errorCode() == code)
      }
    }
    #expect(try Data(contentsOf: URL(fileURLWithPath: future)) == newer)
  }

  @Test("a store that this account may only read is read-only")
  func readOnly() throws {
    let store = try folder.sampleStore()
    try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: store)
    let run = try CommandLineRun(
      ["orders", "find", "kofi", "--json", "--store", store, "--as", "picker.accra@townhouse.example"], bound: true)
    #expect(run.status == 3)
    #expect(try run.errorCode() == "store.read_only")
  }

  @Test("backup and restore give the same store; a damaged backup is refused and nothing touched")
  func roundTrip() throws {
    let store = try folder.sampleStore()
    let backup = folder.path + "/backup.sqlite"
    let restored = folder.path + "/restored.sqlite"
    #expect(try CommandLineRun("backup", backup, "--store", store).status == 0)
    #expect(try CommandLineRun("backup", backup, "--store", store, "--json").errorCode() == "store.exists")
    #expect(try CommandLineRun("restore", backup, "--store", restored).status == 0)
    let report = try CommandLineRun("check", "--store", restored, "--json")
    #expect(report.status == 0)
    #expect(try report.json()["sound"] as? Bool == true)
    #expect(try report.json()["orders"] as? Int == 400)
    #expect(try find(restored).output == find(store).output)

    var damaged = try Data(contentsOf: URL(fileURLWithPath: backup))
    let middle = damaged.count / 2
    damaged.replaceSubrange(middle..<middle + 20_000, with: [UInt8](repeating: 0x5A, count: 20_000))
    try damaged.write(to: URL(fileURLWithPath: backup))
    let refused = try CommandLineRun("restore", backup, "--store", restored, "--json")
    #expect(refused.status == 3)
    #expect(try refused.errorCode() == "store.corrupt")
    #expect(try find(restored).output == find(store).output)
    #expect(try CommandLineRun("check", "--store", backup, "--json").status == 3)
  }

  @Test("the same seed and moment give the same store, another seed another")
  func deterministic() throws {
    var answers: [String] = []
    for (name, seed) in [("a", "7"), ("b", "8")] {
      let store = folder.path + "/\(name).sqlite"
      let run = try CommandLineRun(
        "init", "--store", store, "--sample", "--orders", "400", "--seed", seed, "--now", CommandLineFolder.sampleNow)
      #expect(run.status == 0)
      answers.append(try find(store).output)
    }
    #expect(answers[0] == (try find(folder.sampleStore()).output))
    #expect(answers[0] != answers[1])
  }

  @Test("a sample store is sound, and orders stand in every status")
  func sampleIsSound() throws {
    let store = try folder.sampleStore()
    #expect(try CommandLineRun("check", "--store", store).status == 0)
    let towns = try CommandLineRun("towns", "--json", "--store", store, "--as", "admin@townhouse.example").json()
    let rows = try #require(towns["towns"] as? [[String: Any]])
    #expect(rows.count == 12)
    #expect(rows.contains { ($0["waiting"] as? Int ?? 0) > 0 })
  }

  @Test("an interrupted build leaves nothing behind", arguments: [SIGINT, SIGTERM])
  func interrupted(_ signal: Int32) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try BuiltProgram.path("townhouse"))
    process.arguments = ["init", "--store", folder.path + "/big.sqlite", "--sample", "--orders", "2000000"]
    process.environment = ["HOME": folder.path]
    process.standardError = FileHandle.nullDevice
    try process.run()
    while folder.files.isEmpty, process.isRunning { sched_yield() }
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    #expect(process.terminationReason == .uncaughtSignal)
    #expect(process.terminationStatus == signal)
    #expect(folder.files.isEmpty)
  }
}
