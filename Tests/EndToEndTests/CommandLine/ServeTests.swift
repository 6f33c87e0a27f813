import Client
import Contract
import Foundation
import Glibc
import TestSupport
import Testing

/// The program as a server.
@Suite("The command line: serve")
struct ServeTests {
  private let folder: CommandLineFolder

  init() throws { folder = try CommandLineFolder() }

  private func get(_ url: String, _ path: String) async throws -> Response {
    let address = try #require(ServerAddress(url))
    return try await CurlTransport(address).send(Request(method: "GET", path: path))
  }

  @Test("it says where it listens, answers, and ends in order", arguments: [SIGTERM, SIGINT])
  func serves(signal: Int32) async throws {
    let server = try RunningServer(store: try folder.sampleStore(), folder: folder.path)
    #expect(server.url.hasPrefix("http://127.0.0.1:"))
    #expect(try await get(server.url, "/healthz").bytes == Array(#"{"status":"ok"}"#.utf8))
    let unknown = try await get(server.url, "/api/v1/nothing/here?secret=hidden")
    #expect(unknown.status == 404)
    #expect(String(decoding: unknown.bytes, as: UTF8.self).contains(#""error":{"code":"NOT_FOUND""#))
    let metrics = String(decoding: try await get(server.url, "/metrics").bytes, as: UTF8.self)
    #expect(metrics.contains("townhouse_http_requests_total"))
    #expect(server.stop(by: signal) == 0)
    let log = try String(contentsOfFile: folder.path + "/access.log", encoding: .utf8)
    #expect(log.contains(#""route":"/healthz","status":200"#))
    #expect(log.contains(#""route":null,"status":404"#))
    #expect(!log.contains("hidden"))
  }

  @Test("a key for tokens is made once, closed to others, and refused when it is open to them")
  func key() throws {
    let store = try folder.sampleStore()
    let path = folder.path + "/.config/townhouse/token-key"
    let first = try RunningServer(store: store, folder: folder.path, environment: ["TOWNHOUSE_TOKEN_KEY": ""])
    #expect(first.said.contains("made a key for tokens: \(path)"))
    #expect(first.stop() == 0)
    let key = try String(contentsOfFile: path, encoding: .utf8)
    #expect(key.utf8.count >= 32)
    #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
    let second = try RunningServer(store: store, folder: folder.path, environment: ["TOWNHOUSE_TOKEN_KEY": ""])
    #expect(second.said.count == 1)
    #expect(second.stop() == 0)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == key)
    chmod(path, 0o644)
    #expect(throws: RunningServer.Ended.self) {
      try RunningServer(store: store, folder: folder.path, environment: ["TOWNHOUSE_TOKEN_KEY": ""])
    }
  }

  /// What a server is started with, and the status it ends with at once.
  struct Refusal: Sendable, CustomTestStringConvertible {
    let arguments: [String]
    let status: Int32

    init(_ words: String, _ status: Int32) {
      arguments = words.split(separator: " ").map(String.init)
      self.status = status
    }

    var testDescription: String { arguments.joined(separator: " ") }
  }

  static let refusals = [
    Refusal("--listen town=127.0.0.1:0 --listen town=127.0.0.1:0", 2), Refusal("--listen ansania=127.0.0.1:0", 2),
    Refusal("--listen nowhere=127.0.0.1:0", 2), Refusal("--listen town=127.0.0.1", 2), Refusal("", 2),
    Refusal("--listen town=0.0.0.0:0", 3), Refusal("--listen town=0.0.0.0:0 --public", 2),
    Refusal("--listen town=127.0.0.1:0 --tls-cert /nowhere", 2),
    Refusal("--listen town=127.0.0.1:0 --tls-cert /nowhere --tls-key /nowhere", 3),
  ]

  @Test("what cannot be served is refused before anything listens", arguments: refusals)
  func refused(_ refusal: Refusal) throws {
    let run = try CommandLineRun(
      ["serve", "--json", "--store", try folder.sampleStore()] + refusal.arguments,
      environment: ["TOWNHOUSE_TOKEN_KEY": "0123456789abcdef0123456789abcdef"])
    #expect(run.status == refusal.status, "\(run.errors)")
    #expect(run.output.isEmpty)
    #expect(!run.errors.contains("listening"))
  }

  @Test("a short key is refused")
  func shortKey() throws {
    let run = try CommandLineRun(
      ["serve", "--store", try folder.sampleStore(), "--listen", "town=127.0.0.1:0"],
      environment: ["TOWNHOUSE_TOKEN_KEY": "too-short"])
    #expect(run.status == 2)
    #expect(!run.errors.contains("too-short"))
  }
}
