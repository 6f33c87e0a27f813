import Commerce
import Contract
import Operations
import Server
import Synchronization
import TestSupport
import Testing
import TownDialect

/// I31: sends whatever carries an `Idempotency-Key` as somebody does who never hears an answer: twice at once, and then
/// to a server that was started anew. The answers have to be the same bytes. The first time an operation succeeds the
/// key comes with other requests as well, each different in one place only: all have to be refused. None of it may
/// change anything.
final class RepeatingTransport: Transport {
  /// So many successes of one operation are repeated; a day has thousands of scans.
  private static let often = 12

  private let listener: Listener<Town>
  private let server: any Transport
  private let restarted: any Transport
  private let sequence: @Sendable () async throws -> Int64
  private let ids = SequenceIDs(seed: 31)
  private let state = Mutex(State())

  private struct State {
    var repeated: [String: Int] = [:]
    var refusedOthers: [String: Int] = [:]
  }

  /// Sends to `listener` by `server`; `restarted` is another process on the same store. `sequence` tells how far the
  /// feed of changes has come.
  init(
    _ listener: Listener<Town>, by server: any Transport, restarted: any Transport,
    sequence: @escaping @Sendable () async throws -> Int64
  ) {
    self.listener = listener
    self.server = server
    self.restarted = restarted
    self.sequence = sequence
  }

  /// How often each operation succeeded and was repeated, by method and path.
  var repeated: [String: Int] { state.withLock { $0.repeated } }

  /// How many other requests were refused under a key, by method and path.
  var refusedOthers: [String: Int] { state.withLock { $0.refusedOthers } }

  func send(_ request: Request) async throws -> Response {
    guard let route = listener.route(of: request.method, request.path), route.isIdempotent else {
      return try await server.send(request)
    }
    let name = "\(request.method) \(route.path)"
    guard repeated[name, default: 0] < Self.often else { return try await server.send(request) }
    var request = request
    if request.headers["idempotency-key"] == nil { request.headers["idempotency-key"] = ids.next().description }
    let keyed = request
    async let twin = server.send(keyed)
    let first = try await server.send(keyed)
    let other = try await twin
    #expect(first.status == other.status && first.bytes == other.bytes, "\(name) at once: \(first.told) \(other.told)")
    guard (200..<300).contains(first.status) else { return first }
    state.withLock { $0.repeated[name, default: 0] += 1 }
    let before = try await sequence()
    let again = try await restarted.send(keyed)
    #expect(again.status == first.status && again.bytes == first.bytes, "\(name) again: \(first.told) \(again.told)")
    if repeated[name] == 1 { try await sendOthers(than: keyed, route, name) }
    #expect(try await sequence() == before, "\(name) changed something when it came again")
    return first
  }

  private func sendOthers(than request: Request, _ route: Route, _ name: String) async throws {
    var refused = 0
    let others = request.others(route)
    // A desk reads its arguments first: what is nothing to it is refused as such.
    let isDesk = route.path.hasPrefix("/desk/") || route.path.hasPrefix("/staff/")
    for other in others {
      let answer = try await restarted.send(other)
      if answer.status == 409 { refused += 1 }
      #expect(
        answer.status == 409 || (isDesk && [400, 404].contains(answer.status)),
        "\(name): \(other.path) \(String(decoding: other.body, as: UTF8.self)): \(answer.told)")
    }
    let count = refused
    state.withLock { $0.refusedOthers[name] = count }
  }
}

extension Response {
  fileprivate var told: String { "\(status) \(String(decoding: bytes.prefix(1500), as: UTF8.self))" }
}

extension Request {
  /// Requests under the same key that are different in one place: a value of the body, or what the path names.
  fileprivate func others(_ route: Route) -> [Request] {
    var others: [Request] = []
    if let value = try? JSONReader.read(body) {
      others = value.others.map { changed in
        var other = self
        other.body = changed.encoded
        return other
      }
    }
    // Who works where is part of who asks; what else stands in a path says what is meant.
    for (index, segment) in route.segments.enumerated() {
      guard case .parameter(let name) = segment, name != "site", name != "town_id" else { continue }
      var parts = path.dropFirst(Town.prefix.count).split(separator: "/").map(String.init)
      parts[index] = TownBench.nowhere
      var other = self
      other.path = Town.prefix + "/" + parts.joined(separator: "/")
      others.append(other)
    }
    return others
  }
}

extension JSONValue {
  /// What secrets and second persons are called, and what a console said of a scan; and what is only tried is no
  /// command. They are no part of what is asked for.
  private static let vouchers: Set<String> = ["stepUp", "password", "pin", "refusal", "dryRun"]

  /// This value with one scalar in it changed, for each of them.
  fileprivate var others: [JSONValue] {
    switch self {
    case .object(let members):
      return members.indices.flatMap { index in
        Self.vouchers.contains(members[index].name)
          ? []
          : members[index].value.others.map { changed in
            var members = members
            members[index].value = changed
            return .object(members)
          }
      }
    case .list(let values):
      return values.indices.flatMap { index in
        values[index].others.map { changed in
          var values = values
          values[index] = changed
          return .list(values)
        }
      }
    case .text(let text): return [.text(Self.other(text))]
    case .number(let text): return Int64(text).map { [.number(String($0 == .max ? $0 - 1 : $0 + 1))] } ?? []
    case .boolean(let value): return [.boolean(!value)]
    case .null: return []
    }
  }

  /// Another text of the same kind: another digit at the end, or a letter more.
  private static func other(_ text: String) -> String {
    guard let last = text.last, last.isHexDigit, !last.isUppercase else { return text + "x" }
    return text.dropLast() + (last == "1" ? "2" : "1")
  }
}
