public import Commerce
public import Contract
public import Operations

extension WarehouseCalls {
  /// Opens a picked order at the pack station by a scan.
  public static let openPacking = DeskCall<OneCode, PackWork>(.query, "warehouse", "open-packing")
  /// A packing job as it stands now.
  public static let packing = DeskCall<OneOrder, PackWork>(.query, "warehouse", "packing")
  /// A scan at the pack station.
  public static let packScan = DeskCall<PackScan, PackResult>(.command, "warehouse", "pack-scan")
  /// Takes every unit of the tote as counted, where the town's policy allows it.
  public static let acceptAll = DeskCall<OneOrder, PackResult>(.command, "warehouse", "accept-all")
  /// Closes the open box and goes on with the next one.
  public static let nextBox = DeskCall<OneOrder, PackResult>(.command, "warehouse", "next-box")
  /// Sets the weight of the order's newest box in grams.
  public static let setWeight = DeskCall<SetWeight, PackResult>(.command, "warehouse", "set-weight")
  /// `quantity` units of a line are missing from the tote.
  public static let missing = DeskCall<QuantityLineOrder, PackResult>(.command, "warehouse", "missing")
  /// `quantity` units of a line are damaged.
  public static let damagedAtPacking = DeskCall<QuantityLineOrder, PackResult>(
    .command, "warehouse", "damaged-at-packing")
  /// The papers of a parcel.
  public static let papers = DeskCall<Papers, ParcelPapers>(.query, "warehouse", "papers")
  /// Prints a parcel's label or slip.
  public static let printPaper = DeskCall<PrintPaper, String>(.command, "warehouse", "print-paper")
  /// Takes an order back one step.
  public static let stepBack = DeskCall<StepBack, Nothing>(.command, "warehouse", "step-back")
  /// Parcels that wait to be staged, oldest promise first.
  public static let stagingList = DeskCall<Nothing, [StagingRow]>(.query, "warehouse", "staging-list")
  /// A parcel about to be staged, with the lane it belongs in.
  public static let stagingParcel = DeskCall<OneCode, StagingRow>(.query, "warehouse", "staging-parcel")
  /// Puts a parcel into a lane.
  public static let stage = DeskCall<Stage, StageResult>(.command, "warehouse", "stage")
  /// Open shortages of the caller's town, oldest first.
  public static let shortages = DeskCall<Shortages, Page<ShortageRow>>(.query, "warehouse", "shortages")
  /// Settles a shortage.
  public static let settle = DeskCall<Settle, Nothing>(.command, "warehouse", "settle")
  /// Put-backs of the caller's town, oldest first.
  public static let putBacks = DeskCall<PutBacks, Page<PutBackRow>>(.query, "warehouse", "put-backs")
  /// Looks an item scan of the put-back screen up.
  public static let putBackItem = DeskCall<OneCode, PutBackRow>(.query, "warehouse", "put-back-item")
  /// Puts all units of a put-back into a scanned bin.
  public static let putBack = DeskCall<PutBackArguments, PutBackRow>(.command, "warehouse", "put-back")

  /// What `openPacking`, `stagingParcel`, `putBackItem` take.
  public struct OneCode: Codable, Hashable, Sendable {
    /// The code as scanned or typed.
    public var code: String

    /// These arguments.
    public init(code: String) {
      self.code = code
    }
  }

  /// What `packing`, `acceptAll`, `nextBox` take.
  public struct OneOrder: Codable, Hashable, Sendable {
    /// The order.
    public var order: ID<Order>

    /// These arguments.
    public init(order: ID<Order>) {
      self.order = order
    }
  }

  /// What `packScan` takes.
  public struct PackScan: Codable, Hashable, Sendable {
    /// The code as scanned or typed.
    public var code: String
    /// The order.
    public var order: ID<Order>

    /// These arguments.
    public init(code: String, order: ID<Order>) {
      self.code = code
      self.order = order
    }
  }

  /// What `setWeight` takes.
  public struct SetWeight: Codable, Hashable, Sendable {
    /// The weight in grams.
    public var grams: Int
    /// The order.
    public var order: ID<Order>

    /// These arguments.
    public init(grams: Int, order: ID<Order>) {
      self.grams = grams
      self.order = order
    }
  }

  /// What `missing`, `damagedAtPacking` take.
  public struct QuantityLineOrder: Codable, Hashable, Sendable {
    /// Units.
    public var quantity: Int
    /// The line.
    public var line: ID<OrderLine>
    /// The order.
    public var order: ID<Order>

    /// These arguments.
    public init(quantity: Int, line: ID<OrderLine>, order: ID<Order>) {
      self.quantity = quantity
      self.line = line
      self.order = order
    }
  }

  /// What `papers` takes.
  public struct Papers: Codable, Hashable, Sendable {
    /// The parcel.
    public var parcel: ID<Parcel>

    /// These arguments.
    public init(parcel: ID<Parcel>) {
      self.parcel = parcel
    }
  }

  /// What `printPaper` takes.
  public struct PrintPaper: Codable, Hashable, Sendable {
    /// Which paper.
    public var paper: PaperKind
    /// The parcel.
    public var parcel: ID<Parcel>
    /// Where it is printed.
    public var destination: PrintDestination

    /// These arguments.
    public init(paper: PaperKind, parcel: ID<Parcel>, destination: PrintDestination) {
      self.paper = paper
      self.parcel = parcel
      self.destination = destination
    }
  }

  /// What `stepBack` takes.
  public struct StepBack: Codable, Hashable, Sendable {
    /// The order.
    public var order: ID<Order>
    /// Why.
    public var reason: String

    /// These arguments.
    public init(order: ID<Order>, reason: String) {
      self.order = order
      self.reason = reason
    }
  }

  /// What `stage` takes.
  public struct Stage: Codable, Hashable, Sendable {
    /// The parcel.
    public var parcel: String
    /// The lane.
    public var lane: String

    /// These arguments.
    public init(parcel: String, lane: String) {
      self.parcel = parcel
      self.lane = lane
    }
  }

  /// What `shortages` takes.
  public struct Shortages: Codable, Hashable, Sendable {
    /// The slice.
    public var page: PageRequest<ID<Shortage>>

    /// These arguments.
    public init(page: PageRequest<ID<Shortage>>) {
      self.page = page
    }
  }

  /// What `settle` takes.
  public struct Settle: Codable, Hashable, Sendable {
    /// The shortage.
    public var shortage: ID<Shortage>
    /// How it is settled.
    public var settlement: ShortageSettlement
    /// Why.
    public var reason: String

    /// These arguments.
    public init(shortage: ID<Shortage>, settlement: ShortageSettlement, reason: String) {
      self.shortage = shortage
      self.settlement = settlement
      self.reason = reason
    }
  }

  /// What `putBacks` takes.
  public struct PutBacks: Codable, Hashable, Sendable {
    /// The slice.
    public var page: PageRequest<ID<PutBack>>

    /// These arguments.
    public init(page: PageRequest<ID<PutBack>>) {
      self.page = page
    }
  }

  /// What `putBack` takes.
  public struct PutBackArguments: Codable, Hashable, Sendable {
    /// The put-back.
    public var putBack: ID<PutBack>
    /// The bin's code.
    public var binCode: String

    /// These arguments.
    public init(putBack: ID<PutBack>, binCode: String) {
      self.putBack = putBack
      self.binCode = binCode
    }
  }
}
