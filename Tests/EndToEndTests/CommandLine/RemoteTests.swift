import Foundation
import TestSupport
import Testing

/// `--remote` where there is nothing to work with: what is wrong is said, with the status scripts can trust.
@Suite("The command line: at a server")
struct RemoteTests {
  private let folder: CommandLineFolder

  init() throws { folder = try CommandLineFolder() }

  /// Asks a server for the towns.
  private func towns(_ remote: String, _ more: String..., environment: [String: String] = [:]) throws -> CommandLineRun
  {
    try CommandLineRun(
      ["towns", "--json", "--remote", remote, "--as", "picker.accra@townhouse.example"] + more,
      environment: environment)
  }

  @Test("a server that does not answer ends it with 3, and says where and why")
  func dead() throws {
    let server = try CannedServer("")
    let url = server.url
    server.close()
    let run = try towns(url)
    #expect(run.status == 3)
    #expect(try run.errorCode() == "store.unreachable")
    let said = try CommandLineRun(
      "towns", "--remote", url, "--as", "picker.accra@townhouse.example"
    ).errors
    #expect(said.contains("\(url) does not answer") && said.contains("Is townhouse serve running there"))
  }

  @Test("another kind of server, and one of another version, are not spoken to", arguments: ["<html>", "version 999"])
  func foreign(_ kind: String) throws {
    let welcome =
      #"{"data":{"version":999,"capabilities":[],"sample_accounts":[],"needs_first_admin":false},"error":null}"#
    let body = kind == "<html>" ? "<html><body>It works!</body></html>" : welcome
    let server = try CannedServer(
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n"
        + "Connection: close\r\n\r\n" + body)
    defer { server.close() }
    let run = try towns(server.url)
    #expect(run.status == 3)
    #expect(try run.errorCode() == "store.unintelligible")
    #expect(server.heard.allSatisfy { !$0.contains("townhouse-demo") }, "a password went to a foreign server")
  }

  @Test("an address that is none, or would show a password to the network, is refused before anything is sent")
  func addresses() throws {
    for remote in [
      "ftp://127.0.0.1/", "nonsense", "http://user:secret@127.0.0.1:1", "http://127.0.0.1:1/api/v2",
      "http://shop.example/api/v1", "http://10.0.0.7:8000",
    ] {
      let run = try towns(remote)
      #expect(run.status == 2, "\(remote): \(run.errors)")
      #expect(run.output.isEmpty)
    }
    #expect(try towns("http://10.0.0.7:8000").errors.contains("not encrypted"))
  }

  @Test("a store and a server at once, another contract, and what is of the file itself are refused")
  func places() throws {
    let store = try folder.sampleStore()
    #expect(try towns("http://127.0.0.1:1", "--store", store).status == 2)
    #expect(try towns("http://127.0.0.1:1", "--api", "ansania").status == 2)
    for words in [["check"], ["backup", folder.path + "/copy"], ["run", "-"], ["init"]] {
      let run = try CommandLineRun(words + ["--remote", "http://127.0.0.1:1"])
      #expect(run.status == 2, "\(words): \(run.errors)")
    }
    for words in [["--demo"], ["--store", store], ["--record", folder.path + "/tape"]] {
      #expect(try CommandLineRun(words + ["--remote", "http://127.0.0.1:1"]).status != 0)
    }
  }

  @Test("a wrong password is refused with 1, as on a store")
  func signIn() throws {
    let store = try folder.sampleStore()
    let premises = try Premises(.server, store: store)
    let wrong = ["TOWNHOUSE_PASSWORD": "wrong-password"]
    let words = ["towns", "--json", "--as", "picker.accra@townhouse.example"]
    let far = try CommandLineRun(words + premises.arguments, environment: wrong)
    let near = try CommandLineRun(words + ["--store", store], environment: wrong)
    #expect(far.status == 1)
    #expect(far.errors == near.errors)
  }

  @Test("the configuration names servers, and which one is worked at")
  func configured() throws {
    let premises = try Premises(.server, store: try folder.sampleStore())
    let url = premises.arguments[1]
    try FileManager.default.createDirectory(atPath: folder.path + "/townhouse", withIntermediateDirectories: true)
    _ = try folder.file("townhouse/config.json", "{ remote: 'shop', servers: { shop: '\(url)' } }")
    let environment = ["XDG_CONFIG_HOME": folder.path]
    let words = ["towns", "--json", "--as", "picker.accra@townhouse.example"]
    #expect(try CommandLineRun(words, environment: environment).status == 0)
    #expect(try CommandLineRun(words + ["--remote", "shop"], environment: environment).status == 0)
    #expect(try CommandLineRun(words + ["--remote", "depot"], environment: environment).status == 2)
  }

  @Test("a certificate nobody vouches for ends it with 3; an authority of the configuration's own mends it")
  func certificates() throws {
    let (certificate, key) = (folder.path + "/cert.pem", folder.path + "/key.pem")
    let made = try spawn(
      "/usr/bin/openssl",
      [
        "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj",
        "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate,
      ])
    try #require(made.status == 0)
    let server = try RunningServer(
      store: try folder.sampleStore(), folder: folder.path, ["--tls-cert", certificate, "--tls-key", key])
    #expect(server.url.hasPrefix("https://"))
    let run = try towns(server.url)
    #expect(run.status == 3)
    #expect(try run.errorCode() == "store.denied")
    #expect(run.errors.contains("can be trusted"))
    // Spoken to in clear, it answers nothing that could be taken for an answer.
    #expect(try towns("http" + server.url.dropFirst(5)).status == 3)
    try FileManager.default.createDirectory(atPath: folder.path + "/townhouse", withIntermediateDirectories: true)
    _ = try folder.file(
      "townhouse/config.json", "{ servers: { shop: { url: '\(server.url)', authorities: '\(certificate)' } } }")
    let trusted = try towns("shop", environment: ["XDG_CONFIG_HOME": folder.path])
    #expect(trusted.status == 0, "\(trusted.errors)")
  }

  @Test("help tells of servers")
  func help() throws {
    let said = try CommandLineRun("help", "servers").output
    for word in ["--listen", "--remote", "authorities", "TOWNHOUSE_TOKEN_KEY", "TOWNHOUSE_MOMO_SECRET", "--public"] {
      #expect(said.contains(word))
    }
    #expect(try CommandLineRun("help", "remote").output == said)
    #expect(said.split(separator: "\n").allSatisfy { $0.count <= 120 })
  }
}
