import Commerce

/// What a command is about: its arguments, as a digest that is the same for the same intent in every process. An id
/// that comes again with other content is refused, and never answered with what the first one did.
struct CommandContent: Sendable {
  /// The digest, of `Basis`.
  let digest: String

  /// The content told by these texts.
  init(_ texts: [String]) { digest = Basis.of(texts) }

  /// Whatever it is, part by part: what has no order, such as a set, in the order of its texts.
  fileprivate static func text(of value: Any) -> String {
    switch value {
    case let text as String: return "'\(text)'"
    case let whole as any FixedWidthInteger: return "\(whole)"
    case let flag as Bool: return flag ? "yes" : "no"
    default: break
    }
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case nil: return "\(value)"
    case .enum where mirror.children.isEmpty: return "\(value)"
    case .optional where mirror.children.isEmpty: return "-"
    case .set, .dictionary:
      return "{" + mirror.children.map { text(of: $0.value) }.sorted().joined(separator: ",") + "}"
    default:
      return "(" + mirror.children.map { ($0.label ?? "") + ":" + text(of: $0.value) }.joined(separator: ",") + ")"
    }
  }
}

/// The content of a command with these arguments. Secrets and second persons are no part of it.
func about(_ arguments: Any?...) -> CommandContent {
  CommandContent(arguments.map { $0.map(CommandContent.text(of:)) ?? "-" })
}

extension OrderDraft {
  /// Said by hand: orders are placed by the thousand.
  var content: CommandContent {
    var texts = [
      customer.name, customer.phone, customer.email, address.line1, address.area, address.landmark,
      paymentMethod.rawValue, channel.rawValue, deliveryMinor.map(String.init) ?? "-", note, String(priority),
      proof?.rawValue ?? "",
    ]
    texts.reserveCapacity(texts.count + lines.count * 2 + 4)
    if let point = address.point { texts.append(CommandContent.text(of: point)) }
    if let slot { texts.append("\(slot.day) \(slot.slot.from) \(slot.slot.until)") }
    for line in lines {
      texts.append(String(line.variant.serial))
      texts.append(String(line.quantity))
    }
    return CommandContent(texts)
  }
}
