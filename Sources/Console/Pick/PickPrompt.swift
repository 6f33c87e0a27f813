import Commerce
import Operations

/// What the scan line of the pick screen asks for in place of a scan.
enum PickPrompt: Hashable, Sendable {
  /// How many units were there.
  case shortQuantity
  /// Why so few; a digit answers.
  case shortReason(got: Int)
  /// How many units are left in the bin that should be empty.
  case countLeft(ZeroCheck)
  /// How many units are not fit to send.
  case damagedQuantity
  /// Which other bin; a digit answers. The bins are nil until they are known, and a digit typed before waits for them.
  case elsewhere([BinStock]?, chosen: Int?)
  /// The code that nobody knows.
  case unknownCode
  /// What that code stands for.
  case link(code: String)
  /// Who vouches for taking the work over.
  case vouchName
  case vouchPIN(name: String)

  /// True where one digit answers at once.
  var takesDigit: Bool {
    switch self {
    case .shortReason, .elsewhere: true
    default: false
    }
  }
}

extension PickPrompt {
  /// The question as the scan line shows it; `task` is what is being picked.
  func ask(_ task: PickTask?) -> ScanFocus.Ask {
    let of = task.map { "of \($0.remaining) \(UnitWords.of($0.variant.unit, $0.remaining))" } ?? ""
    switch self {
    case .shortQuantity: return ScanFocus.Ask(label: "got", hint: "\(of); Enter is none, Esc leaves")
    case .shortReason(let got):
      return ScanFocus.Ask(
        label: "why", hint: "\(got) \(of): a digit, Esc leaves",
        options: ShortReason.allCases.map { "\($0.rawValue) \(Wording.short($0))" })
    case .countLeft(let check): return ScanFocus.Ask(label: "left", hint: "in \(check.binCode); F4 again: short")
    case .damagedQuantity: return ScanFocus.Ask(label: "damaged", hint: "\(of), to quarantine; Esc leaves")
    case .elsewhere(let bins, _):
      guard let bins else { return ScanFocus.Ask(label: "bin", hint: "looking for other bins", options: [""]) }
      return ScanFocus.Ask(
        label: "bin", hint: "a digit, nearest first; Esc leaves",
        options: bins.prefix(9).enumerated().map { "\($0 + 1) \($1.bin.code)  \($1.free) free" })
    case .unknownCode: return ScanFocus.Ask(label: "code", hint: "scan what nobody knows; Esc leaves")
    case .link(let code): return ScanFocus.Ask(label: "SKU", hint: "of \(code): type it, or scan its shelf label")
    case .vouchName: return ScanFocus.Ask(label: "badge", hint: "or e-mail of a supervisor; Esc leaves")
    case .vouchPIN(let name): return ScanFocus.Ask(label: "PIN", hint: "of \(name); Esc leaves", isSecret: true)
    }
  }
}
