internal import Commerce
internal import Operations
internal import Samples
internal import Security
internal import Store

/// Composes the house on a local store.
enum LocalHouse {
  /// Opens the store at `path`. Throws `store.…` trouble.
  static func open(_ path: String, _ configuration: Configuration) throws(CommerceError) -> House {
    house(try SQLiteStore.open(path: path), configuration, provider: provider(configuration))
  }

  /// The provider of mobile money that the configuration names.
  static func provider(_ configuration: Configuration) -> any PaymentGateway {
    guard let setup = configuration.momo else { return NoPaymentGateway() }
    return ConfiguredMoMo(setup)
  }

  /// A house on an open store. Without a provider it asks nobody for mobile money, unless it is a sample store: what is
  /// played again must ring no phone.
  static func house(
    _ store: any Store, _ configuration: Configuration, clock: any Clock = SystemClock(),
    ids: any IDSource = SystemIDSource(), printer: (any Printer)? = nil,
    provider: any PaymentGateway = NoPaymentGateway()
  ) -> House {
    House(
      store: store, clock: clock, ids: ids, hasher: SodiumPasswordHasher(),
      printer: printer ?? PaperPrinter(folder: configuration.papers),
      gateway: HouseGateway(
        store: store, simulator: SimulatedMoMo(store: store, clock: clock), provider: provider))
  }
}
