import Commerce
import Operations

/// Which part of the queue is on the screen: presets by single keys, and what was typed after `/`.
struct QueueFilter: Hashable, Sendable {
  /// The groups of stages that digits choose.
  enum Group: Int, Hashable, Sendable, CaseIterable {
    case toPick = 1
    case waiting, picking, picked, packed, ready, open

    var stages: Set<FloorStage> {
      switch self {
      case .toPick: [.waiting, .picking]
      case .waiting: [.waiting]
      case .picking: [.picking]
      case .picked: [.picked]
      case .packed: [.packed]
      case .ready: [.ready]
      case .open: Set(FloorStage.open)
      }
    }

    /// The word on the filter line and in addresses.
    var word: String {
      switch self {
      case .toPick: "to-pick"
      case .waiting: "waiting"
      case .picking: "picking"
      case .picked: "picked"
      case .packed: "packed"
      case .ready: "ready"
      case .open: "open"
      }
    }
  }

  var group: Group = .toPick
  /// The code of the only zone to show, such as `3`.
  var zone: String?
  var lateOnly = false
  /// Only orders on hold.
  var held = false
  /// Only work of the person signed in.
  var mine = false
  var text = ""

  /// True when anything narrows the group.
  var isNarrowed: Bool { zone != nil || lateOnly || held || mine || !text.isEmpty }

  /// What the store is asked for.
  func query(at site: ID<Site>, me: ID<Person>, zones: [Zone], now: Instant) -> QueueQuery {
    QueueQuery(
      site: site, stages: group.stages, zone: zone.flatMap { code in zones.first { $0.code == code }?.id },
      holder: mine ? me : nil, promisedBefore: lateOnly ? now : nil, onHold: held ? true : nil, text: text)
  }

  /// The words of the filter line, the narrowing ones only.
  func words(zones: [Zone]) -> [String] {
    var words: [String] = []
    if let zone { words.append("zone " + (zones.first { $0.code == zone }?.label ?? zone)) }
    if lateOnly { words.append("late") }
    if held { words.append("on hold") }
    if mine { words.append("mine") }
    return words
  }

  /// The next zone of the town in turn, after the last one all of them.
  mutating func turnZone(_ zones: [Zone]) {
    guard let zone, let index = zones.firstIndex(where: { $0.code == zone }) else {
      self.zone = zones.first?.code
      return
    }
    self.zone = index + 1 < zones.count ? zones[index + 1].code : nil
  }
}
