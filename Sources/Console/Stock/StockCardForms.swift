import Commerce
import Operations
import Terminal

/// What a card asks before it changes stock.
enum StockForms {
  /// How many, why, where, and a word more.
  static func adjust(_ card: StockCard, typed: [String: String] = [:]) -> FormSheet {
    let reason = AdjustReason.allCases.firstIndex { typed["reason"]?.hasPrefix("\($0.rawValue)") == true } ?? 4
    return FormSheet(
      "Adjust \(card.variant.name)",
      Form([
        .text("amount", label: "+3, -2 or =5", value: typed["amount"] ?? "", maximumLength: 8),
        .choice(
          "reason", label: "why (digit)", AdjustReason.allCases.map { "\($0.rawValue) \($0.word)" }, selected: reason),
        .text("bin", label: "bin", value: typed["bin"] ?? card.bins.first?.bin.code ?? "", maximumLength: 64),
        .text("note", label: "a word more", value: typed["note"] ?? "", maximumLength: 200),
      ]))
  }

  /// A second person, or nobody for now.
  static func vouch(_ name: String = "") -> FormSheet {
    var sheet = FormSheet.stepUp("A second person approves", name: name)
    sheet.hint = "Enter goes on; both empty leaves it for approval; Esc leaves"
    return sheet
  }

  /// A code that nobody knows, and what one scan of it stands for.
  static func link(code: String = "", units: String = "1") -> FormSheet {
    FormSheet(
      "Link a barcode",
      Form([
        .text("code", label: "code", value: code, maximumLength: 48),
        .text("units", label: "units of one scan", value: units),
      ]))
  }

  /// When to order an item, and how much; empty means never.
  static func reorder(_ point: ReorderPoint?, of item: String?) -> FormSheet {
    let code = item == nil ? [FormField.text("sku", label: "SKU or barcode", maximumLength: 64)] : []
    let now = [
      FormField.text("point", label: "order at or below", value: point.map { "\($0.point)" } ?? "", maximumLength: 7),
      .text("upTo", label: "up to", value: point.map { "\($0.upTo)" } ?? "", maximumLength: 7),
    ]
    return FormSheet(
      "Reorder point\(item.map { " of \($0)" } ?? "")", Form(code + now), hint: "Enter goes on; both empty removes it")
  }

  /// What was filled in, as a call.
  static func set(_ fields: [String: String], sku: String?) -> [Effect] {
    let (point, upTo) = (fields["point"] ?? "", fields["upTo"] ?? "")
    guard let sku, !sku.isEmpty else { return [] }
    if point.isEmpty, upTo.isEmpty { return [StockScanParts.call(.setReorderPoint(nil, of: sku), "reorder")] }
    guard let point = Int(point), let upTo = Int(upTo) else {
      return [.notice(Notice(.refused, "Two whole numbers are needed")), .bell]
    }
    return [StockScanParts.call(.setReorderPoint(ReorderPoint(point: point, upTo: upTo), of: sku), "reorder")]
  }

  /// The request that was filled in; nil when the amount is none.
  static func request(_ fields: [String: String], sku: String) -> AdjustRequest? {
    let text = (fields["amount"] ?? "").filter { $0 != " " }
    guard let amount = amount(text), let digit = fields["reason"]?.first?.wholeNumberValue,
      let reason = AdjustReason(rawValue: digit)
    else { return nil }
    return AdjustRequest(
      code: sku, bin: fields["bin"] ?? "", amount: amount, reason: reason, note: fields["note"] ?? "")
  }

  /// `+3` and `-2` change, `=5` and `5` say what there is in all.
  private static func amount(_ text: String) -> AdjustRequest.Amount? {
    if text.hasPrefix("+") || text.hasPrefix("-") { return Int(text).map { .by($0) } }
    return Int(text.hasPrefix("=") ? String(text.dropFirst()) : text).map { .to($0) }
  }
}
