internal import Commerce
internal import Operations
internal import Samples
internal import Security
internal import Store

/// Composes the house on a local store.
enum LocalHouse {
  /// Opens the store at `path`. Throws `store.…` trouble.
  static func open(_ path: String, _ configuration: Configuration) throws(CommerceError) -> House {
    house(try SQLiteStore.open(path: path), configuration)
  }

  /// A house on an open store.
  static func house(
    _ store: any Store, _ configuration: Configuration, clock: any Clock = SystemClock(),
    ids: any IDSource = SystemIDSource(), printer: (any Printer)? = nil
  ) -> House {
    House(
      store: store, clock: clock, ids: ids, hasher: SodiumPasswordHasher(),
      printer: printer ?? PaperPrinter(folder: configuration.papers),
      gateway: SimulatedMoMo(store: store, clock: clock))
  }
}
