internal import Commerce
internal import Operations
internal import Samples

/// The provider of mobile money of a store of this machine. A sample store has the simulator whatever is set up: its
/// phones are made up, and may be somebody's.
struct HouseGateway: PaymentGateway {
  let store: any Store
  let simulator: SimulatedMoMo
  let provider: any PaymentGateway

  var name: String { "momo" }

  func checkReady() async throws(CommerceError) { try await chosen().checkReady() }

  func name(_ fresh: UniqueID) async throws(CommerceError) -> String? { try await chosen().name(fresh) }

  func request(_ amount: Money, phone: String, key: String) async throws(CommerceError) -> String {
    try await chosen().request(amount, phone: phone, key: key)
  }

  func status(of reference: String) async throws(CommerceError) -> GatewayAnswer {
    try await chosen().status(of: reference)
  }

  func refund(
    _ amount: Money, of reference: String?, phone: String, key: String
  ) async throws(CommerceError) -> String {
    try await chosen().refund(amount, of: reference, phone: phone, key: key)
  }

  private func chosen() async throws(CommerceError) -> any PaymentGateway {
    let isSample = try await store.read { transaction throws(CommerceError) in
      try transaction.setting("sample") == "yes"
    }
    return isSample ? simulator : provider
  }
}
