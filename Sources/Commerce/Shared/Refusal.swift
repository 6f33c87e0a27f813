/// A rule's "no": which rule, the facts it looked at, and what mends it. The edges word it.
public struct Refusal: Hashable, Sendable, Codable {
  /// The rule that said no.
  public let rule: Rule
  /// What the rule looked at.
  public let facts: [FactName: Fact]
  /// What the person can do about it.
  public let remedy: Remedy

  /// The refusal by `rule` on these facts, mended by `remedy`.
  public init(_ rule: Rule, _ facts: [FactName: Fact] = [:], remedy: Remedy) {
    self.rule = rule
    self.facts = facts
    self.remedy = remedy
  }
}

/// Names of the facts a refusal may carry.
public enum FactName: String, Hashable, Sendable, Codable, CodingKeyRepresentable {
  case item, neededItem, quantity, limit, run, neededRun, driver, attempt, due, available, requested, bin, neededBin,
    tote, neededTote, lane, neededLane, zone
  case holder, since, until, status, payment, order, parcel, neededParcel, reason, code, person, amount, target
}

/// One fact, still a value: the edge decides how it reads.
public enum Fact: Hashable, Sendable, Codable {
  /// A name or code.
  case text(String)
  /// A number of units or things.
  case count(Int)
  /// A point in time.
  case time(Instant)
  /// An amount.
  case money(Money)
}

/// The rules that can refuse, by stable id.
public enum Rule: String, Hashable, Sendable, Codable, CaseIterable {
  case moveNotAllowed = "order.move_not_allowed"
  case paymentNotCompleted = "payment.not_completed"
  case onHold = "order.on_hold"
  case notOnHold = "order.not_on_hold"
  case reasonNeeded = "reason.needed"
  case insufficientStock = "stock.insufficient"
  case noWork = "work.none"
  case heldByOther = "claim.held_by_other"
  case workInHand = "claim.work_in_hand"
  case notYourCommand = "outbox.not_yours"
  case notYourWork = "claim.not_yours"
  case nothingToTakeOver = "claim.nothing_to_take_over"
  case alreadyPicked = "claim.already_picked"
  case notOnOrder = "pick.not_on_order"
  case unknownCode = "scan.unknown_code"
  case notKnownOffline = "scan.not_known_offline"
  case overScan = "pick.over_scan"
  case wrongBin = "pick.wrong_bin"
  case binFirst = "pick.bin_first"
  case toteFirst = "pick.tote_first"
  case wrongTote = "pick.wrong_tote"
  case toteInUse = "pick.tote_in_use"
  case itemFirst = "pick.item_first"
  case listDone = "pick.list_done"
  case nothingOpen = "pick.nothing_open"
  case quantityOutOfRange = "quantity.out_of_range"
  case nothingToUndo = "undo.nothing"
  case cannotUndo = "undo.not_possible"
  case noOtherBin = "pick.no_other_bin"
  case notPicked = "pack.not_picked"
  case shortageOpen = "pack.shortage_open"
  case notInTote = "pack.not_in_tote"
  case overCount = "pack.over_count"
  case packIncomplete = "pack.incomplete"
  case wrongLabel = "pack.wrong_label"
  case labelFirst = "pack.label_first"
  case boxEmpty = "pack.box_empty"
  case acceptAllNotAllowed = "pack.accept_all_not_allowed"
  case notPacked = "stage.not_packed"
  case wrongLane = "stage.wrong_lane"
  case alreadyStaged = "stage.already_staged"
  case parcelFirst = "stage.parcel_first"
  case stopped = "order.stopped"
  case putBackItemFirst = "put_back.item_first"
  case notAwaitingPutBack = "put_back.not_awaiting"
  case shortageSettled = "shortage.settled"
  case stepUpNeeded = "step_up.needed"
  case stepUpFailed = "step_up.failed"
  case permissionMissing = "access.permission_missing"
  case barcodeTaken = "barcode.taken"
  case lastAdmin = "people.last_admin"
  case ownGrants = "people.own_grants"
  case beyondReach = "people.beyond_reach"
  case notYourself = "people.not_yourself"
  case inactivePerson = "people.inactive"
  case actingAsOther = "impersonation.not_here"
  case commandReused = "command.reused"
  case driverUnavailable = "driver.unavailable"
  case driverOffShift = "driver.off_shift"
  case driverOut = "driver.out"
  case driverCapacity = "driver.capacity"
  case driverCashLimit = "driver.cash_limit"
  case driverExcluded = "driver.excluded"
  case notADriver = "driver.not_here"
  case driverUnchanged = "driver.unchanged"
  case alreadyAssigned = "dispatch.already_assigned"
  case notAssigned = "dispatch.not_assigned"
  case notReady = "dispatch.not_ready"
  case notOut = "dispatch.not_out"
  case dispatchEnded = "dispatch.ended"
  case notYourDispatch = "dispatch.not_yours"
  case wrongRun = "dispatch.wrong_run"
  case loadGaps = "dispatch.load_gaps"
  case alreadyLoaded = "dispatch.already_loaded"
  case runEmpty = "dispatch.run_empty"
  case runLeft = "dispatch.run_left"
  case attemptsUsed = "dispatch.attempts_used"
  case incidentOpen = "dispatch.incident_open"
  case noIncident = "dispatch.no_incident"
  case notFailed = "dispatch.not_failed"
  case slotFull = "slot.full"
  case slotPast = "slot.past"
  case notDueBack = "return.not_due"
  case parcelsOut = "return.parcels_out"
  case reopenWindow = "dispatch.reopen_window"
  case cashHandedOver = "cash.handed_over"
  case proofNeeded = "proof.needed"
  case proofWrong = "proof.wrong"
  case nothingDue = "cash.nothing_due"
  case amountDiffers = "cash.amount_differs"
  case differenceUnfit = "cash.difference_unfit"
  case cashUpOpen = "cash.cash_up_open"
  case cashUpSettled = "cash.cash_up_settled"
  case cashMoved = "cash.moved_since"
  case dayNotZero = "cash.day_not_zero"
  case overBalance = "cash.over_balance"
  case paymentLive = "payment.live"
  case paymentNotLive = "payment.not_live"
  case noProvider = "payment.no_provider"
  case providerRefused = "payment.provider_refused"
  case noticeUnsigned = "notice.unsigned"
  case nothingPaid = "refund.nothing_paid"
  case overRefund = "refund.over_remaining"
  case refundNotFailed = "refund.not_failed"
  case refundProcessed = "refund.processed"
  case secondPersonNeeded = "step_up.second_person"
  case planChanged = "plan.changed"
  case tooLateToEdit = "order.too_late_to_edit"
  case paidTotalUp = "order.paid_total_up"
  case countPosted = "count.posted"
  case deliveryClosed = "delivery.closed"
  case transferReceived = "transfer.received"
  case approvalNeeded = "approval.needed"
  case approvalSettled = "approval.settled"
  case stockPromised = "stock.promised"
  case reasonUnfit = "stock.reason_unfit"
  case bookUnchanged = "stock.unchanged"
  case notInBin = "stock.not_in_bin"
  case sameBin = "stock.same_bin"
  case countFirst = "count.bin_first"
  case countedNone = "count.some_not_counted"
  case notToCount = "count.another_item"
  case overReceipt = "delivery.over"
  case notExpected = "delivery.not_expected"
  case shortReceipt = "delivery.short"
  case transferNotSent = "transfer.not_sent"
  case transferNotHere = "transfer.not_here"
  case transferEmpty = "transfer.empty"
}

/// What mends a refusal. The console turns it into a key, the command line into a command.
public enum Remedy: String, Hashable, Sendable, Codable, CaseIterable {
  case none, scanNeeded, scanBin, scanTote, scanItem, scanParcel, scanLane, scanLabel, putBack, nextWork, takeOver
  case release, pollPayment, waitForPayment, giveReason, enterQuantity, linkBarcode, resolveShortage, finishPicking
  case finishPacking, askSupervisor, chooseOther, tryAgain, holdShelf, countBin, orderLess, skipOrShort
  case chooseDriver, unassign, cashUp, explainGaps, decideIncident, chooseSlot, scanBack, enterName, enterCode
  case askAdmin, endActing
  case enterReference, chooseReason, recount, previewAgain, backToCash, retryRefund, backToDepot, sendOut
  case takeFewer, confirmAgain
}

/// The kinds of thing a change, a look-up or an error can be about.
public enum EntityKind: String, Hashable, Sendable, Codable, CaseIterable {
  case order, payment, refund, pickList, parcel, shortage, putBack, stock, bin, tote, lane, zone, site, product, variant
  case barcode, person, session, note, count, command, tag, customer, file, view
  case dispatch, run, driver, cashUp = "cash_up", collection, deposit, notice, delivery, transfer, reorder, day
}
