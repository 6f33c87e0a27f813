public import Commerce
public import Contract
public import Operations

/// The calls of `DispatchDesk`.
public enum DispatchCalls {
  /// The whole board of the caller's town.
  public static let board = DeskCall<Nothing, DispatchBoard>(.query, "dispatch", "board")
  /// The card of an order by its number, on the board or not.
  public static let card = DeskCall<OneCard, BoardCard>(.query, "dispatch", "card")
  /// Every effect of a plan, row by row, without changing anything.
  public static let preview = DeskCall<Preview, PlanPreview>(.query, "dispatch", "preview")
  /// Carries out a plan exactly as previewed.
  public static let carryOut = DeskCall<CarryOut, PlanResult>(.command, "dispatch", "carry-out")
  /// A run with its stops and parcels.
  public static let run = DeskCall<OneRun, RunDetail>(.query, "dispatch", "run")
  /// A run by its code, a driver's badge or a driver's two-character code.
  public static let runByCode = DeskCall<RunByCode, RunDetail>(.query, "dispatch", "run-by-code")
  /// A page of the town's runs, newest first.
  public static let runs = DeskCall<Runs, Page<RunRow>>(.query, "dispatch", "runs")
  /// The caller's own open run.
  public static let myRun = DeskCall<Nothing, RunDetail?>(.query, "dispatch", "my-run")
  /// Moves a stop by so many places (negative is earlier).
  public static let moveStop = DeskCall<MoveStop, RunDetail>(.command, "dispatch", "move-stop")
  /// Locks a stop where it stands, or lets it go.
  public static let lockStop = DeskCall<LockStop, RunDetail>(.command, "dispatch", "lock-stop")
  /// Orders the stops of a run that is not out by nearest neighbour.
  public static let suggestOrder = DeskCall<OneRun, RunDetail>(.command, "dispatch", "suggest-order")

  /// What `card` takes.
  public struct OneCard: Codable, Hashable, Sendable {
    /// The order's number.
    public var number: String

    /// These arguments.
    public init(number: String) {
      self.number = number
    }
  }

  /// What `preview` takes.
  public struct Preview: Codable, Hashable, Sendable {
    /// What is to be done.
    public var plan: DispatchPlan

    /// These arguments.
    public init(plan: DispatchPlan) {
      self.plan = plan
    }
  }

  /// What `carryOut` takes.
  public struct CarryOut: Codable, Hashable, Sendable {
    /// What is to be done.
    public var plan: DispatchPlan
    /// What it rests on, from the preview.
    public var basis: String

    /// These arguments.
    public init(plan: DispatchPlan, basis: String) {
      self.plan = plan
      self.basis = basis
    }
  }

  /// What `run`, `suggestOrder` take.
  public struct OneRun: Codable, Hashable, Sendable {
    /// The run.
    public var run: ID<Run>

    /// These arguments.
    public init(run: ID<Run>) {
      self.run = run
    }
  }

  /// What `runByCode` takes.
  public struct RunByCode: Codable, Hashable, Sendable {
    /// The code as scanned or typed.
    public var code: String

    /// These arguments.
    public init(code: String) {
      self.code = code
    }
  }

  /// What `runs` takes.
  public struct Runs: Codable, Hashable, Sendable {
    /// The slice.
    public var page: PageRequest<ID<Run>>

    /// These arguments.
    public init(page: PageRequest<ID<Run>>) {
      self.page = page
    }
  }

  /// What `moveStop` takes.
  public struct MoveStop: Codable, Hashable, Sendable {
    /// The attempt.
    public var dispatch: ID<Dispatch>
    /// How many places; negative is earlier.
    public var places: Int

    /// These arguments.
    public init(dispatch: ID<Dispatch>, places: Int) {
      self.dispatch = dispatch
      self.places = places
    }
  }

  /// What `lockStop` takes.
  public struct LockStop: Codable, Hashable, Sendable {
    /// The attempt.
    public var dispatch: ID<Dispatch>
    /// True when it stays where it is.
    public var locked: Bool

    /// These arguments.
    public init(dispatch: ID<Dispatch>, locked: Bool) {
      self.dispatch = dispatch
      self.locked = locked
    }
  }
}
