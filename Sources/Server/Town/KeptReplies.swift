import Commerce
import Contract
import Operations
import TownDialect

/// Answers the same request under the same `Idempotency-Key` with the same bytes, and refuses another one under it.
/// Only what succeeded is kept, for a day: what was refused changed nothing, and may be asked again.
struct KeptReplies<Reply: Codable & Sendable>: Sendable {
  let shop: ShopDesk
  let operation: String
  let kept: Kept<Reply>

  private static var lifetimeMinutes: Int { 24 * 60 }
  /// Guests share one room for their keys, so theirs have to be long enough never to meet (contracts.md G3).
  private static var shortestOfGuests: Int { 16 }

  /// The answer to `incoming`, kept or made now.
  func answer(
    _ incoming: Incoming, key: String, _ answer: @Sendable (Incoming) async throws -> Response
  ) async throws -> Response {
    let sender = incoming.signedIn.map { "\($0.person) \($0.impersonator?.description ?? "")" }
    guard sender != nil || key.utf8.count >= Self.shortestOfGuests else {
      throw Fault.fields([FieldFault("Idempotency-Key", "must have at least 16 characters without an account")])
    }
    let request = incoming.request
    let name = shop.key.id(.replies, "reply", sender ?? "guest", operation, key)
    let content = shop.key.id(
      .replies, "request", request.path, request.query, request.headers["x-guest-token"] ?? "",
      String(decoding: request.body, as: UTF8.self))
    let now = shop.house.clock.now
    if let stored = try await shop.keptReply(name), now < stored.at.adding(minutes: Self.lifetimeMinutes) {
      return try await given(stored, content)
    }
    var incoming = incoming
    incoming.command = shop.key.id(.replies, "command", sender ?? "guest", operation, key)
    let response = try await answer(incoming)
    guard (200..<300).contains(response.status) else { return response }
    let reply = kept.strip(try Town.open(Reply.self, response.bytes))
    let stored = try await shop.keep(
      KeptReply(
        key: name, request: content, status: response.status,
        body: String(decoding: try Town.seal(reply), as: UTF8.self), at: now),
      forgettingBefore: now.adding(minutes: -Self.lifetimeMinutes))
    return try await given(stored, content)
  }

  private func given(_ stored: KeptReply, _ request: UniqueID) async throws -> Response {
    guard stored.request == request else { throw Fault.keyReused }
    let reply = try Town.open(Reply.self, Array(stored.body.utf8))
    return .json(stored.status, try Town.seal(try await kept.reissue(reply, shop)))
  }
}
