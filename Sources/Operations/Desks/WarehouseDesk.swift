public import Commerce

/// Picking, packing and staging: everything that happens to an order on the floor.
public protocol WarehouseDesk: Sendable {
  /// A page of the queue of the caller's town.
  func queue(
    _ query: QueueQuery, _ page: PageRequest<QueueKey>, by caller: Caller
  ) async throws(CommerceError) -> Page<QueueRow>
  /// The floor of the caller's town.
  func floor(by caller: Caller) async throws(CommerceError) -> FloorCounts
  /// The zones of the caller's town.
  func zones(by caller: Caller) async throws(CommerceError) -> [Zone]

  /// The caller's unfinished work; nil when there is none.
  func workInHand(by caller: Caller) async throws(CommerceError) -> PickWork?
  /// A pick list with all that the pick screen shows.
  func work(_ list: ID<PickList>, by caller: Caller) async throws(CommerceError) -> PickWork
  /// Claims the next order, or a cluster of them as the town's policy says; unfinished work comes first. Throws
  /// `rule.work.none` when the queue is empty.
  func claimNext(_ intent: Intent) async throws(CommerceError) -> PickWork
  /// Claims these orders as one job. Throws `rule.claim.held_by_other`, `rule.order.on_hold`, `rule.payment.…`.
  func claim(_ orders: [ID<Order>], _ intent: Intent) async throws(CommerceError) -> PickWork
  /// Gives unpicked work back to the queue. Throws `rule.claim.already_picked` when something is in a tote.
  func release(_ list: ID<PickList>, _ intent: Intent) async throws(CommerceError)
  /// Moves a claim to the caller: a supervisor's right, or with a second person's PIN, or once the lease has run out.
  func takeOver(_ list: ID<PickList>, stepUp: StepUp?, _ intent: Intent) async throws(CommerceError) -> PickWork

  /// A scan or typed code on the pick screen: item, bin or tote.
  func scan(_ code: String, on list: ID<PickList>, _ intent: Intent) async throws(CommerceError) -> PickResult
  /// A scan that was refused already where it was made, by the same rules: noted for the figures, moves nothing.
  func misScan(
    _ code: String, _ refusal: Refusal, on list: ID<PickList>, _ intent: Intent
  ) async throws(CommerceError) -> PickResult
  /// Fewer units than asked for at the current task: `got` were there; the rest is taken elsewhere or becomes a shortage.
  func short(
    got: Int, reason: ShortReason, on list: ID<PickList>, _ intent: Intent
  ) async throws(CommerceError) -> PickResult
  /// `quantity` units at the current task are not fit to send: they go to quarantine, the line is re-allocated.
  func damaged(_ quantity: Int, on list: ID<PickList>, _ intent: Intent) async throws(CommerceError) -> PickResult
  /// Puts the current task at the end of the walk.
  func skip(on list: ID<PickList>, _ intent: Intent) async throws(CommerceError) -> PickResult
  /// Other bins that hold the current item, by walking distance.
  func elsewhere(on list: ID<PickList>, by caller: Caller) async throws(CommerceError) -> [BinStock]
  /// Takes the rest of the current task from another bin; the old one is flagged for a count.
  func takeElsewhere(
    from bin: ID<Bin>, on list: ID<PickList>, _ intent: Intent
  ) async throws(CommerceError) -> PickResult
  /// Asks for another tote for the current order.
  func anotherTote(on list: ID<PickList>, _ intent: Intent) async throws(CommerceError) -> PickResult
  /// Answers the empty-bin question: `counted` units are left.
  func countLeft(_ counted: Int, on list: ID<PickList>, _ intent: Intent) async throws(CommerceError) -> PickResult
  /// Takes the last accepted action back by a compensating entry.
  func undo(on list: ID<PickList>, _ intent: Intent) async throws(CommerceError) -> PickResult
  /// Links an unknown code to a SKU. Needs the permission; audited.
  func linkBarcode(_ code: String, to sku: String, _ intent: Intent) async throws(CommerceError) -> Variant

  /// Opens a picked order at the pack station by a scan: its tote, its number or one of its parcels.
  func openPacking(_ code: String, by caller: Caller) async throws(CommerceError) -> PackWork
  /// A packing job as it stands now.
  func packing(_ order: ID<Order>, by caller: Caller) async throws(CommerceError) -> PackWork
  /// A scan at the pack station: an item counts down, the printed label closes its box.
  func packScan(_ code: String, order: ID<Order>, _ intent: Intent) async throws(CommerceError) -> PackResult
  /// Takes every unit of the tote as counted, where the town's policy allows it.
  func acceptAll(order: ID<Order>, _ intent: Intent) async throws(CommerceError) -> PackResult
  /// Closes the open box and goes on with the next one.
  func nextBox(order: ID<Order>, _ intent: Intent) async throws(CommerceError) -> PackResult
  /// Sets the weight of the order's newest box in grams.
  func setWeight(_ grams: Int, order: ID<Order>, _ intent: Intent) async throws(CommerceError) -> PackResult
  /// `quantity` units of a line are missing from the tote: the order goes back to picking as a short job.
  func missing(
    _ quantity: Int, line: ID<OrderLine>, order: ID<Order>, _ intent: Intent
  ) async throws(CommerceError) -> PackResult
  /// `quantity` units of a line are damaged: to quarantine, and the rest as for missing ones.
  func damagedAtPacking(
    _ quantity: Int, line: ID<OrderLine>, order: ID<Order>, _ intent: Intent
  ) async throws(CommerceError) -> PackResult
  /// The papers of a parcel.
  func papers(of parcel: ID<Parcel>, by caller: Caller) async throws(CommerceError) -> ParcelPapers
  /// Prints a parcel's label or slip; answers where it went. Audited.
  func printPaper(
    _ paper: PaperKind, of parcel: ID<Parcel>, to destination: PrintDestination, _ intent: Intent
  ) async throws(CommerceError) -> String
  /// Takes an order back one step: ready → packed, packed → picking. Staff, reason, within the policy window.
  func stepBack(order: ID<Order>, reason: String, _ intent: Intent) async throws(CommerceError)

  /// Parcels that wait to be staged, oldest promise first.
  func stagingList(by caller: Caller) async throws(CommerceError) -> [StagingRow]
  /// A parcel about to be staged, with the lane it belongs in.
  func stagingParcel(_ code: String, by caller: Caller) async throws(CommerceError) -> StagingRow
  /// Puts a parcel into a lane; the order is ready once every parcel stands.
  func stage(parcel: String, lane: String, _ intent: Intent) async throws(CommerceError) -> StageResult

  /// Open shortages of the caller's town, oldest first.
  func shortages(
    _ page: PageRequest<ID<Shortage>>, by caller: Caller
  ) async throws(CommerceError) -> Page<ShortageRow>
  /// Settles a shortage.
  func settle(
    _ shortage: ID<Shortage>, _ settlement: ShortageSettlement, reason: String, _ intent: Intent
  ) async throws(CommerceError)
  /// Put-backs of the caller's town, oldest first.
  func putBacks(_ page: PageRequest<ID<PutBack>>, by caller: Caller) async throws(CommerceError) -> Page<PutBackRow>
  /// Looks an item scan of the put-back screen up: what is to be put back, and where to.
  func putBackItem(_ code: String, by caller: Caller) async throws(CommerceError) -> PutBackRow
  /// Puts all units of a put-back into a scanned bin; only now are they available again.
  func putBack(_ putBack: ID<PutBack>, into binCode: String, _ intent: Intent) async throws(CommerceError) -> PutBackRow
}
