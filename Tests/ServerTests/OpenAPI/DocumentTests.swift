import Contract
import Server
import Testing
import TownDialect

@Suite("The published document")
struct DocumentTests {
  private func document() async throws -> (bench: TownBench, response: Response, value: JSONValue) {
    let bench = try await TownBench(.inProcess)
    let response = try await bench.transport.send(Request(method: "GET", path: Town.prefix + "/openapi.json"))
    return (bench, response, try JSONReader.read(response.bytes))
  }

  /// Every operation with its path and method.
  private func operations(_ document: JSONValue) -> [(path: String, method: String, value: JSONValue)] {
    let paths = document["paths"]
    return (paths?.names ?? []).flatMap { path in
      (paths?[path]?.names ?? []).map { (path, $0, paths?[path]?[$0] ?? .null) }
    }
  }

  @Test("it is there for everybody, the same bytes each time, and not sent again to whoever has it")
  func served() async throws {
    let (bench, response, value) = try await document()
    #expect(response.status == 200 && value["openapi"]?.words == "3.1.0")
    #expect(value["info"]?["version"]?.words == "1.0.0")
    let again = try await document()
    #expect(again.response.bytes == response.bytes)
    let tag = try #require(response.headers["etag"])
    #expect(again.response.headers["etag"] == tag)
    for known in [tag, "\"other\", " + tag, "W/" + tag, "*"] {
      let fresh = try await bench.transport.send(
        Request(method: "GET", path: Town.prefix + "/openapi.json", headers: ["if-none-match": known]))
      #expect(fresh.status == 304 && fresh.bytes.isEmpty && fresh.headers["etag"] == tag)
    }
    let stale = try await bench.transport.send(
      Request(method: "GET", path: Town.prefix + "/openapi.json", headers: ["if-none-match": "\"other\""]))
    #expect(stale.status == 200 && stale.bytes == response.bytes)
  }

  @Test("every reference leads somewhere, every brace has its parameter, every operation its own name")
  func structure() async throws {
    let (_, _, value) = try await document()
    let schemas = PublishedSchemas(document: value)
    for reference in references(in: value) { #expect(schemas.resolved(reference) != nil, "\(reference)") }
    let operations = operations(value)
    #expect(operations.count > 150)
    let ids = operations.map { $0.value["operationId"]?.words ?? "" }
    #expect(Set(ids).count == ids.count && !ids.contains(""))
    let tags = Set(value["tags"]?.elements?.compactMap { $0["name"]?.words } ?? [])
    let schemes = Set(value["components"]?["securitySchemes"]?.names ?? [])
    for operation in operations {
      let name = "\(operation.method) \(operation.path)"
      let parameters = operation.value["parameters"]?.elements ?? []
      let inPath = parameters.filter { $0["in"]?.words == "path" }
      #expect(inPath.allSatisfy { $0["required"] == .boolean(true) }, "\(name)")
      #expect(inPath.compactMap { $0["name"]?.words } == braces(operation.path), "\(name)")
      let places = parameters.map { ($0["in"]?.words ?? "") + " " + ($0["name"]?.words ?? "") }
      #expect(Set(places).count == places.count, "\(name)")
      let ownTags = Set(operation.value["tags"]?.elements?.map(\.words) ?? [])
      #expect(ownTags.isSubset(of: tags), "\(name)")
      let asked = operation.value["security"]?.elements?.flatMap(\.names) ?? []
      #expect(operation.value["security"] != nil && schemes.isSuperset(of: asked), "\(name)")
      let statuses = operation.value["responses"]?.names ?? []
      #expect(statuses.contains { $0.hasPrefix("2") } && statuses.allSatisfy { Int($0) != nil }, "\(name)")
      #expect(operation.method != "get" || operation.value["requestBody"] == nil, "\(name)")
    }
  }

  @Test("who may call and what a key does stand there")
  func access() async throws {
    let (_, _, value) = try await document()
    let paths = try #require(value["paths"])
    #expect(paths["/api/v1/towns"]?["get"]?["security"] == [])
    #expect(paths["/api/v1/towns/{town_id}/orders"]?["post"]?["security"] == [[:], ["bearer": []]])
    #expect(
      paths["/api/v1/towns/{town_id}/orders/{order_id}"]?["get"]?["security"] == [["bearer": []], ["guestToken": []]])
    #expect(
      paths["/api/v1/payments/momo/webhook"]?["post"]?["security"] == [
        ["webhookSignature": [], "webhookTimestamp": []]
      ])
    let keyed = { (path: String, method: String) in
      paths[path]?[method]?["parameters"]?.elements?.contains { $0["name"]?.words == "Idempotency-Key" } ?? false
    }
    #expect(keyed("/api/v1/towns/{town_id}/orders", "post"))
    #expect(!keyed("/api/v1/towns/{town_id}/orders", "get") && !keyed("/api/v1/staff/login", "post"))
    #expect(!paths.names.contains { $0.contains("healthz") })
  }

  @Test("a field that nobody documented is noticed, and one that is missing, and a wrong type")
  func forgotten() async throws {
    let (_, _, value) = try await document()
    let schemas = PublishedSchemas(document: value)
    let shape = try #require(schemas.resolved("#/components/schemas/Pagination"))
    let sound: JSONValue = [
      "page": .number("1"), "limit": .number("20"), "total": .number("0"), "total_pages": .number("0"),
    ]
    #expect(schemas.faults(sound, shape) == [])
    #expect(schemas.faults(["page": .number("1")], shape).count == 3)
    guard case .object(let members) = sound else { return }
    #expect(
      schemas.faults(.object(members + [.init(name: "more", value: .null)]), shape) == [".more: is not documented"])
    #expect(
      schemas.faults(
        ["page": "1", "limit": .number("0"), "total": .number("0"), "total_pages": .number("0")], shape
      ).count == 2)
  }

  private func references(in value: JSONValue) -> [String] {
    switch value {
    case .object(let members):
      members.flatMap { member in
        if case .text(let reference) = member.value, member.name == "$ref" {
          [reference]
        } else {
          references(in: member.value)
        }
      }
    case .list(let values): values.flatMap { references(in: $0) }
    default: []
    }
  }

  private func braces(_ path: String) -> [String] {
    path.split(separator: "/").filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) }
  }
}
