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
  case item, neededItem, quantity, limit, available, requested, bin, neededBin, tote, neededTote, lane, neededLane, zone
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
  case notYourWork = "claim.not_yours"
  case nothingToTakeOver = "claim.nothing_to_take_over"
  case alreadyPicked = "claim.already_picked"
  case notOnOrder = "pick.not_on_order"
  case unknownCode = "scan.unknown_code"
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
  case commandReused = "command.reused"
}

/// What mends a refusal. The console turns it into a key, the command line into a command.
public enum Remedy: String, Hashable, Sendable, Codable, CaseIterable {
  case none, scanNeeded, scanBin, scanTote, scanItem, scanParcel, scanLane, scanLabel, putBack, nextWork, takeOver
  case release, pollPayment, waitForPayment, giveReason, enterQuantity, linkBarcode, resolveShortage, finishPicking
  case finishPacking, askSupervisor, chooseOther, tryAgain, holdShelf, countBin, orderLess, skipOrShort
}

/// The kinds of thing a change, a look-up or an error can be about.
public enum EntityKind: String, Hashable, Sendable, Codable, CaseIterable {
  case order, payment, refund, pickList, parcel, shortage, putBack, stock, bin, tote, lane, zone, site, product, variant
  case barcode, person, session, note, count, command, tag, customer, file, view
}
