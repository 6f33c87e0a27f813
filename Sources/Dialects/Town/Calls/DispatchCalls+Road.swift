public import Commerce
public import Contract
public import Operations

extension DispatchCalls {
  /// Scans a parcel into the vehicle of a run.
  public static let load = DeskCall<CodeRun, LoadResult>(.command, "dispatch", "load")
  /// Ends loading.
  public static let endLoading = DeskCall<EndLoading, RunDetail>(.command, "dispatch", "end-loading")
  /// Scans a parcel over to the run's new driver after a swap.
  public static let handOver = DeskCall<CodeRun, LoadResult>(.command, "dispatch", "hand-over")
  /// Ends an attempt well.
  public static let deliver = DeskCall<Deliver, DeliveryResult>(.command, "dispatch", "deliver")
  /// Ends an attempt badly.
  public static let fail = DeskCall<Fail, FailureResult>(.command, "dispatch", "fail")
  /// Decides an incident.
  public static let decideIncident = DeskCall<DecideIncident, FailureResult>(.command, "dispatch", "decide-incident")
  /// The slots of a day, `days` from today by the town's clock, with what is free in each.
  public static let slots = DeskCall<Slots, [SlotState]>(.query, "dispatch", "slots")
  /// Gives a failed order another attempt in a slot.
  public static let reschedule = DeskCall<RescheduleArguments, Reschedule>(.command, "dispatch", "reschedule")
  /// Takes an outcome back within the town's window.
  public static let reopen = DeskCall<Reopen, Nothing>(.command, "dispatch", "reopen")
  /// Parcels expected back.
  public static let returns = DeskCall<Nothing, [ReturnRow]>(.query, "dispatch", "returns")
  /// Scans a parcel in at the depot.
  public static let scanBack = DeskCall<ScanBack, ReturnResult>(.command, "dispatch", "scan-back")
  /// Saves a driver's particulars.
  public static let save = DeskCall<Save, Nothing>(.command, "dispatch", "save")
  /// Prints a run's manifest or load sheet.
  public static let printRun = DeskCall<PrintRun, String>(.command, "dispatch", "print-run")

  /// What `load`, `handOver` take.
  public struct CodeRun: Codable, Hashable, Sendable {
    /// The code as scanned or typed.
    public var code: String
    /// The run.
    public var run: ID<Run>

    /// These arguments.
    public init(code: String, run: ID<Run>) {
      self.code = code
      self.run = run
    }
  }

  /// What `endLoading` takes.
  public struct EndLoading: Codable, Hashable, Sendable {
    /// The run.
    public var run: ID<Run>
    /// Why parcels were not loaded.
    public var gaps: [ID<Parcel>: LoadGap]

    /// These arguments.
    public init(run: ID<Run>, gaps: [ID<Parcel>: LoadGap]) {
      self.run = run
      self.gaps = gaps
    }
  }

  /// What `deliver` takes.
  public struct Deliver: Codable, Hashable, Sendable {
    /// The attempt.
    public var dispatch: ID<Dispatch>
    /// What was shown at the door.
    public var proof: ProofInput
    /// What was collected; nil for exactly what is due.
    public var collected: Collected?
    /// The second person, if any.
    public var stepUp: StepUp?

    /// These arguments.
    public init(dispatch: ID<Dispatch>, proof: ProofInput, collected: Collected?, stepUp: StepUp?) {
      self.dispatch = dispatch
      self.proof = proof
      self.collected = collected
      self.stepUp = stepUp
    }
  }

  /// What `fail` takes.
  public struct Fail: Codable, Hashable, Sendable {
    /// The attempt.
    public var dispatch: ID<Dispatch>
    /// Why.
    public var reason: FailureReason
    /// A word more.
    public var note: String

    /// These arguments.
    public init(dispatch: ID<Dispatch>, reason: FailureReason, note: String) {
      self.dispatch = dispatch
      self.reason = reason
      self.note = note
    }
  }

  /// What `decideIncident` takes.
  public struct DecideIncident: Codable, Hashable, Sendable {
    /// The attempt.
    public var dispatch: ID<Dispatch>
    /// True when it failed.
    public var failed: Bool

    /// These arguments.
    public init(dispatch: ID<Dispatch>, failed: Bool) {
      self.dispatch = dispatch
      self.failed = failed
    }
  }

  /// What `slots` takes.
  public struct Slots: Codable, Hashable, Sendable {
    /// How many days.
    public var days: Int

    /// These arguments.
    public init(days: Int) {
      self.days = days
    }
  }

  /// What `reschedule` takes.
  public struct RescheduleArguments: Codable, Hashable, Sendable {
    /// The order.
    public var order: ID<Order>
    /// How many days.
    public var days: Int
    /// The slot.
    public var slot: DaySlot

    /// These arguments.
    public init(order: ID<Order>, days: Int, slot: DaySlot) {
      self.order = order
      self.days = days
      self.slot = slot
    }
  }

  /// What `reopen` takes.
  public struct Reopen: Codable, Hashable, Sendable {
    /// The attempt.
    public var dispatch: ID<Dispatch>
    /// Why.
    public var reason: ReopenReason
    /// The second person, if any.
    public var stepUp: StepUp?

    /// These arguments.
    public init(dispatch: ID<Dispatch>, reason: ReopenReason, stepUp: StepUp?) {
      self.dispatch = dispatch
      self.reason = reason
      self.stepUp = stepUp
    }
  }

  /// What `scanBack` takes.
  public struct ScanBack: Codable, Hashable, Sendable {
    /// The parcel.
    public var parcel: String

    /// These arguments.
    public init(parcel: String) {
      self.parcel = parcel
    }
  }

  /// What `save` takes.
  public struct Save: Codable, Hashable, Sendable {
    /// The driver.
    public var driver: Driver

    /// These arguments.
    public init(driver: Driver) {
      self.driver = driver
    }
  }

  /// What `printRun` takes.
  public struct PrintRun: Codable, Hashable, Sendable {
    /// Which paper.
    public var paper: RunPaper
    /// The run.
    public var run: ID<Run>
    /// Where it is printed.
    public var destination: PrintDestination

    /// These arguments.
    public init(paper: RunPaper, run: ID<Run>, destination: PrintDestination) {
      self.paper = paper
      self.run = run
      self.destination = destination
    }
  }
}
