public import Commerce

extension Wording {
  /// A rule's "no" as one line: what happened, then what mends it.
  public static func text(_ refusal: Refusal, now: Instant? = nil) -> String {
    // Only where something is picked is anything left to pick.
    let isElsewhere = refusal.rule == .nothingOpen && refusal.remedy != .nextWork
    let said =
      isElsewhere ? "There is nothing here for that" : sentence(refusal, FactWords(refusal.facts, now: now))
    let mends =
      switch (refusal.rule, refusal.remedy) {
      // Who has no driver or day yet needs one, not another one.
      case (.notAssigned, .chooseDriver): "a on the board gives it to a driver"
      case (.notReady, .chooseSlot): "r on the board sets another day"
      // Over a limit nobody decides alone, whatever their role.
      case (.approvalNeeded, .askSupervisor): "A second person has to agree"
      case (.stepUpNeeded, .askSupervisor): ""
      default: remedy(refusal.remedy)
      }
    return mends.isEmpty ? said : "\(said). \(mends)"
  }

  /// What mends it, as something to do; empty when nothing does.
  public static func remedy(_ remedy: Remedy) -> String {
    switch remedy {
    case .none, .scanNeeded: ""
    case .scanBin: "Scan the bin"
    case .scanTote: "Scan a tote"
    case .scanItem: "Scan the item"
    case .scanParcel: "Scan the parcel's label"
    case .scanLane: "Scan the lane's sign"
    case .scanLabel: "Scan the label of this box"
    case .putBack: "Put it back"
    case .nextWork: "F2 goes on with the next work"
    case .takeOver: "F11 takes it over with a supervisor's PIN"
    case .release: "Release the hold first"
    case .pollPayment, .waitForPayment: "It can be picked once it is paid"
    case .giveReason: "Say why"
    case .enterQuantity: "Enter another quantity"
    case .linkBarcode: "Go on, or F7 links it to an item"
    case .resolveShortage: "Settle the shortage first (g x)"
    case .finishPicking: "Finish picking first"
    case .finishPacking: "Finish packing first"
    case .askSupervisor: "A supervisor can"
    case .chooseOther: "Choose another"
    case .tryAgain: "Try again"
    case .holdShelf: "Put the tote on the hold shelf"
    case .countBin: "Count the bin"
    case .orderLess: "Order fewer"
    case .skipOrShort: "F3 skips it, F4 says it is short"
    case .chooseDriver: "Choose another driver"
    case .unassign: "U on the board takes it off its run first"
    case .cashUp: "$ takes the cash first"
    case .explainGaps: "Say of each why it stays"
    case .decideIncident: "f says it failed, d that it goes on"
    case .chooseSlot: "Choose another slot"
    case .scanBack: "Scan the parcels in at the depot"
    case .enterName: "Enter who took it in"
    case .enterCode: "Ask the customer for the code"
    case .enterReference: "Enter where the photo or signature is kept"
    case .chooseReason: "Choose who answers for it"
    case .recount: "Count again"
    case .previewAgain: "Look at it again"
    case .backToCash: "p looks again, B takes cash"
    case .retryRefund: "Try the refund again"
    case .backToDepot: "b sends it back to the depot"
    case .sendOut: "s sends it out"
    case .askAdmin: "Another admin can"
    case .endActing: "Ctrl-X goes back to your own name"
    case .takeFewer: "Take fewer, or cancel or finish one of them first"
    case .confirmAgain: "Do it once more if that is so"
    }
  }

  private static func sentence(_ refusal: Refusal, _ fact: FactWords) -> String {
    switch refusal.rule {
    case .notOnOrder, .overScan, .wrongBin, .binFirst, .toteFirst, .wrongTote, .toteInUse, .itemFirst, .listDone,
      .nothingOpen, .noOtherBin, .unknownCode, .notKnownOffline, .quantityOutOfRange, .nothingToUndo, .cannotUndo:
      pick(refusal.rule, fact)
    case .notPicked, .shortageOpen, .notInTote, .overCount, .packIncomplete, .wrongLabel, .labelFirst, .boxEmpty,
      .acceptAllNotAllowed, .notPacked, .wrongLane, .alreadyStaged, .parcelFirst, .putBackItemFirst,
      .notAwaitingPutBack:
      pack(refusal.rule, fact)
    default: order(refusal.rule, fact)
    }
  }

  private static func pick(_ rule: Rule, _ fact: FactWords) -> String {
    switch rule {
    case .notOnOrder: "NOT ON THIS ORDER: \(fact[.item])\(fact.need)"
    case .overScan: "\(fact[.quantity]) OF \(fact[.quantity]): \(fact[.item]) is complete"
    case .wrongBin: "WRONG BIN: \(fact[.bin])\(fact.need)"
    case .binFirst: "BIN FIRST: \(fact[.item]) is taken from \(fact[.neededBin])"
    case .toteFirst: "TOTE FIRST: \(fact[.item, "the item"]) needs a tote to go into"
    case .wrongTote: "WRONG TOTE: \(fact[.tote])\(fact.has(.neededTote) ? ". Need \(fact[.neededTote])" : "")"
    case .toteInUse: "TOTE IN USE: \(fact[.tote]) carries \(fact[.order, "another order"])"
    case .itemFirst: "ITEM FIRST: nothing is in hand for \(fact[.tote])\(fact.need)"
    case .listDone: "This job is done"
    case .nothingOpen: "Nothing is left to pick here"
    case .noOtherBin: "No other bin has \(fact[.item])"
    case .unknownCode: "UNKNOWN CODE: \(fact[.code])"
    case .notKnownOffline: "NOT KNOWN HERE: \(fact[.code]), and the server does not answer"
    case .quantityOutOfRange:
      fact.has(.limit) ? "\(fact[.quantity]) is out of range: 0 to \(fact[.limit])" : "That quantity is out of range"
    case .nothingToUndo: "Nothing to take back"
    default: "That cannot be taken back any more\(fact.has(.item) ? ": \(fact[.item])" : "")"
    }
  }

  private static func pack(_ rule: Rule, _ fact: FactWords) -> String {
    switch rule {
    case .notPicked: "\(fact[.order, fact[.tote, "It"]]) is not picked yet"
    case .shortageOpen: "\(fact[.order, "The order"]) waits for a shortage"
    case .notInTote: "NOT IN THIS ORDER: \(fact[.item])\(fact.has(.tote) ? ", it belongs to \(fact[.tote])" : "")"
    case .overCount: "TOO MANY: all \(fact[.quantity]) of \(fact[.item]) are counted"
    case .packIncomplete: "\(fact[.quantity]) still to count before \(fact[.parcel, "the label"])"
    case .wrongLabel: "WRONG LABEL: \(fact[.parcel])\(fact.has(.neededParcel) ? ". Need \(fact[.neededParcel])" : "")"
    case .labelFirst: "LABEL FIRST: \(fact[.parcel, "the box"]) waits for its label"
    case .boxEmpty: "The box is empty"
    case .acceptAllNotAllowed: "Every unit is counted in this town"
    case .notPacked: "\(fact[.parcel, fact[.order, "It"]]) is not packed yet"
    case .wrongLane: "WRONG LANE: \(fact[.lane]). \(fact[.parcel, "It"]) goes to \(fact[.neededLane])"
    case .alreadyStaged: "\(fact[.parcel]) stands in \(fact[.lane]) already"
    case .parcelFirst: "PARCEL FIRST, then its lane"
    case .putBackItemFirst: "ITEM FIRST, then the bin it goes back to"
    default: "\(fact[.item, "This"]) is not waiting to be put back"
    }
  }

  private static func order(_ rule: Rule, _ fact: FactWords) -> String {
    switch rule {
    case .moveNotAllowed: "\(fact[.order, "The order"]) is \(fact.status)\(fact.target)"
    case .paymentNotCompleted: "Payment \(fact[.payment, "pending"])\(fact.age)"
    case .onHold: "\(fact[.order, "It"]) is on hold\(fact.because)"
    case .notOnHold: "\(fact[.order, "It"]) is not on hold"
    case .reasonNeeded: "This needs a reason"
    case .insufficientStock:
      "Not enough \(fact[.item, "stock"]): \(fact[.available, "0"]) available, \(fact[.requested, "more"]) wanted"
    case .noWork: "Nothing waits to be picked"
    case .heldByOther: "\(fact[.holder, "Somebody else"]) works on \(fact[.order, "it"])\(fact.age)"
    case .workInHand: "You have unfinished work\(fact.has(.order) ? ": \(fact[.order])" : "")"
    case .notYourCommand: "Somebody else's command: they send it again or drop it"
    case .notYourWork: "This is not your work\(fact.has(.holder) ? ": \(fact[.holder]) has it" : "")"
    case .nothingToTakeOver: "There is nothing to take over\(fact.has(.holder) ? " from \(fact[.holder])" : "")"
    case .alreadyPicked: "Something is in a tote already"
    case .stopped: "STOP: \(fact[.order, "the order"]) is \(fact.status)\(fact.because)"
    case .shortageSettled: "This shortage is settled already"
    case .stepUpNeeded: "A second person's badge and PIN are needed"
    case .stepUpFailed: "Badge and PIN do not match, or may not allow this"
    case .permissionMissing: "Your role may not do this here"
    case .barcodeTaken: "\(fact[.code, "The code"]) belongs to \(fact[.item, "another item"])"
    case .lastAdmin: "This is the last admin"
    case .commandReused: "This was sent before as something else"
    case .ownGrants, .beyondReach, .notYourself, .inactivePerson, .actingAsOther: people(rule, fact)
    default: dispatch(rule, fact) ?? cash(rule, fact) ?? service(rule, fact) ?? stockWork(rule, fact) ?? rule.rawValue
    }
  }
}
