import Foundation
import TestSupport
import Testing

/// Commands at a server sign in once, and leave a token to those that follow.
@Suite("The command line: signed in at a server")
struct KeptSignInTests {
  private let folder: CommandLineFolder
  private let server: RunningServer
  private let picker = "picker.accra@townhouse.example"

  init() throws {
    folder = try CommandLineFolder()
    server = try RunningServer(store: try folder.sampleStore(), folder: folder.path)
  }

  /// Asks the server for the towns; without a password unless one is given.
  private func towns(password: String? = nil) throws -> CommandLineRun {
    try Self.towns(server.url, folder.path + "/state", picker, password: password)
  }

  private static func towns(
    _ url: String, _ state: String, _ person: String, password: String?
  ) throws -> CommandLineRun {
    try CommandLineRun(
      ["towns", "--json", "--remote", url, "--as", person],
      environment: ["XDG_STATE_HOME": state, "TOWNHOUSE_PASSWORD": password ?? ""])
  }

  private func signOut(_ more: String...) throws -> CommandLineRun {
    try CommandLineRun(
      ["sign-out", "--json", "--remote", server.url] + more, environment: ["XDG_STATE_HOME": folder.path + "/state"])
  }

  /// The files that were left.
  private func kept() throws -> [String] {
    let root = folder.path + "/state/townhouse/tokens"
    return (FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? [])
      .filter { $0.hasSuffix(picker) }.map { root + "/" + $0 }
  }

  @Test("a dozen commands in a row are one sign-in, within what a server lets one account do")
  func manyInARow() throws {
    #expect(try towns(password: "townhouse-demo").status == 0)
    for _ in 0..<12 {
      let run = try towns()
      #expect(run.status == 0, "\(run.errors)")
    }
    let log = try String(contentsOfFile: folder.path + "/access.log", encoding: .utf8)
    #expect(log.split(separator: "\n").count { $0.contains("/staff/login") } <= 1)
  }

  @Test("commands that start at once sign in once; the token is for its owner's eyes, the password nowhere")
  func atOnce() async throws {
    try await withThrowingTaskGroup(of: Int32.self) { group in
      let (url, state, picker) = (server.url, folder.path + "/state", picker)
      for _ in 0..<6 {
        group.addTask { try Self.towns(url, state, picker, password: "townhouse-demo").status }
      }
      for try await status in group { #expect(status == 0) }
    }
    let files = try kept()
    #expect(files.count == 1)
    for file in files {
      let facts = try FileManager.default.attributesOfItem(atPath: file)
      #expect((facts[.posixPermissions] as? NSNumber)?.intValue == 0o600)
      #expect(try !String(contentsOfFile: file, encoding: .utf8).contains("townhouse-demo"))
    }
  }

  @Test("signing out, a token that is none, and one that others could read, ask for the password again")
  func forgotten() throws {
    #expect(try towns(password: "townhouse-demo").status == 0)
    #expect(try signOut("--as", picker).output.contains(picker))
    #expect(try kept().isEmpty && towns().status == 2)
    #expect(try signOut().output.contains("[]"))

    #expect(try towns(password: "townhouse-demo").status == 0)
    let file = try #require(try kept().first)
    let text = try String(contentsOfFile: file, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file)
    #expect(try towns().status == 2)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
    #expect(try towns().status == 0)
    // Signed by nobody: dropped, and signed in anew.
    try text.replacing(#""token":""#, with: #""token":"x"#).write(toFile: file, atomically: false, encoding: .utf8)
    #expect(try towns(password: "townhouse-demo").status == 0)
    #expect(try towns().status == 0)
  }

  @Test("on a store of this machine nobody stays signed in")
  func noServer() throws {
    #expect(try CommandLineRun("sign-out", "--store", folder.path + "/store.sqlite").status == 2)
  }
}
