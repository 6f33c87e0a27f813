import Commerce
import Operations

/// One line of the floor: a number that Enter opens as a list.
struct FloorRow: Hashable, Sendable {
  /// What the number counts.
  enum Target: Hashable, Sendable {
    case stage(FloorStage)
    case late, held, shortages, putBacks
    case zone(ID<Zone>?, label: String)
    case picker(ID<Person>, name: String)
  }

  let target: Target
  let label: String
  let value: Int
  let late: Int
  /// What stands beside the number; empty for nothing.
  let note: String

  /// The list behind the number; nil where there is none.
  var request: ScreenRequest? {
    var filter = QueueFilter()
    switch target {
    case .stage(let stage): filter.stages = [stage]
    case .late: filter.late = true
    case .held: filter.held = true
    case .shortages: return .shortages
    case .putBacks: return .putBacks
    case .zone(let id?, let label):
      filter.zone = label.split(separator: " ").first.map(String.init)
      filter.zoneID = id
    case .zone(nil, _): return nil
    case .picker(let id, let name):
      filter.holder = name
      filter.holderID = id
    }
    return .queue(filter)
  }
}

extension FloorCounts {
  /// The floor by stage, and what stands in the way.
  var floorRows: [FloorRow] {
    let stages = FloorStage.open.map { stage in
      let cell = self.stages[stage] ?? Cell()
      return FloorRow(
        target: .stage(stage), label: Wording.stage(stage), value: cell.orders, late: cell.late, note: "")
    }
    return stages + [
      FloorRow(target: .late, label: "late", value: late, late: late, note: ""),
      FloorRow(target: .held, label: "on hold", value: held, late: 0, note: ""),
      FloorRow(target: .shortages, label: "shortages", value: shortages, late: 0, note: ""),
      FloorRow(target: .putBacks, label: "put-backs", value: putBacks, late: 0, note: ""),
    ]
  }

  /// Open orders by zone.
  var zoneRows: [FloorRow] {
    zones.map { zone in
      let open = zone.stages.values
      let label = zone.label.isEmpty ? "no zone" : zone.label
      return FloorRow(
        target: .zone(zone.zone, label: label), label: label, value: open.reduce(0) { $0 + $1.orders },
        late: open.reduce(0) { $0 + $1.late }, note: "")
    }
  }

  /// Who works, and what they have done today.
  func pickerRows(_ now: Instant) -> [FloorRow] {
    let width = pickers.map { "\($0.linesToday)".count }.max() ?? 0
    return pickers.map { picker in
      let since = picker.since.map { ", \(Wording.age(since: $0, now: now))" } ?? ""
      let number = "\(picker.linesToday)"
      let lines = String(repeating: " ", count: width - number.count) + number + " today"
      return FloorRow(
        target: .picker(picker.person, name: picker.name), label: picker.name, value: picker.inHand, late: 0,
        note: lines + since)
    }
  }

  /// Open orders past their promise.
  var late: Int { FloorStage.open.reduce(0) { $0 + (stages[$1]?.late ?? 0) } }
}
