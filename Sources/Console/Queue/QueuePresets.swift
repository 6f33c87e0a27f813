import Commerce
import Operations
import Terminal

/// The parts of the queue that one key shows.
enum QueuePreset: Int, CaseIterable {
  case all = 0
  case toPick, waiting, picking, picked, packed, ready

  var stages: Set<FloorStage> {
    switch self {
    case .all: Set(FloorStage.open)
    case .toPick: [.waiting, .picking]
    case .waiting: [.waiting]
    case .picking: [.picking]
    case .picked: [.picked]
    case .packed: [.packed]
    case .ready: [.ready]
    }
  }

  var label: String {
    switch self {
    case .all: "all open"
    case .toPick: "to pick"
    case .waiting: "waiting"
    case .picking: "in picking"
    case .picked: "picked"
    case .packed: "packed"
    case .ready: "ready"
    }
  }

  static func with(_ stages: Set<FloorStage>) -> QueuePreset? { allCases.first { $0.stages == stages } }

  static func named(_ action: String) -> QueuePreset? { allCases.first { $0.action == action } }

  private var action: String { "queue.show_\(self)" }

  var binding: Binding {
    Binding(action, "show \(label)", [.character(Character(String(rawValue)))], section: .view)
  }
}

extension QueueFilter {
  /// The stages listed.
  var listed: Set<FloorStage> { stages.isEmpty ? Set(FloorStage.open) : stages }

  /// True when something beside the stages narrows the list.
  var isNarrowed: Bool {
    zone != nil || zoneID != nil || holder != nil || holderID != nil || mine || late || held != nil || !text.isEmpty
  }

  /// What is shown, word by word, for the line above the list.
  func words(zones: [Zone]) -> [String] {
    var words = [
      QueuePreset.with(listed)?.label
        ?? listed.sorted { $0.rawValue < $1.rawValue }.map { Wording.stage($0) }.joined(
          separator: "+")
    ]
    if let zone { words.append("zone " + (zones.first { $0.code == zone }?.label ?? zone)) }
    if late { words.append("late") }
    if let held { words.append(held ? "on hold" : "not on hold") }
    if mine { words.append("mine") } else if let holder { words.append("with \(holder)") }
    return words
  }

  /// Puts the zone's id beside its code, once the zones are known.
  mutating func resolve(_ zones: [Zone]) -> Bool {
    guard let zone, zoneID == nil else { return false }
    zoneID = zones.first { $0.code == zone }?.id
    return zoneID != nil
  }

  /// The next zone in turn, and after the last one all of them.
  mutating func turnZone(_ zones: [Zone]) {
    let index = zones.firstIndex { $0.code == zone }.map { $0 + 1 } ?? 0
    let next = zones.indices.contains(index) ? zones[index] : nil
    zone = next?.code
    zoneID = next?.id
  }
}
