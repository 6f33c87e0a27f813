public import Commerce
public import Contract
import FoundationEssentials
public import Operations
public import TownDialect

/// The way to a town server: carries desk calls, and keeps the tokens of whoever signed in.
public struct RemoteLink: Sendable {
  private let transport: any Transport
  private let wallet: TokenWallet

  /// A link over `transport`, with the tokens in `wallet`.
  public init(transport: any Transport, wallet: TokenWallet) {
    self.transport = transport
    self.wallet = wallet
  }

  /// Asks a desk.
  public func ask<Arguments, Reply>(
    _ call: DeskCall<Arguments, Reply>, _ arguments: Arguments, by caller: Caller
  ) async throws(CommerceError) -> Reply {
    try await send(call, arguments, caller, key: nil)
  }

  /// Tells a desk to change something.
  public func tell<Arguments, Reply>(
    _ call: DeskCall<Arguments, Reply>, _ arguments: Arguments, _ intent: Intent
  ) async throws(CommerceError) -> Reply {
    try await send(call, arguments, intent.caller, key: intent.id)
  }

  private func send<Arguments, Reply>(
    _ call: DeskCall<Arguments, Reply>, _ arguments: Arguments, _ caller: Caller, key: UniqueID?
  ) async throws(CommerceError) -> Reply {
    guard let token = wallet.token(of: caller) else { throw .unauthenticated }
    var request = Request(
      method: "POST", path: "\(Town.prefix)/desk/\(caller.site)/\(call.desk)/\(call.name)",
      headers: ["content-type": "application/json", "authorization": "Bearer " + token])
    if let key { request.headers["idempotency-key"] = key.description }
    do {
      request.body = Array(try JSONEncoder().encode(arguments))
      let response = try await transport.send(request)
      guard response.status == 200 else { throw Town.error(in: response) }
      return try Town.open(Reply.self, response.bytes)
    } catch let error as CommerceError {
      throw error
    } catch {
      throw .trouble(StoreTrouble(.unintelligible, place: "", detail: "\(call.desk)/\(call.name)"))
    }
  }
}
