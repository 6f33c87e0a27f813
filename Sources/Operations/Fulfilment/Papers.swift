import Commerce

extension ParcelPapers {
  /// The paper as plain text, 40 columns wide, for a printer queue or a file.
  public func text(_ kind: PaperKind) -> String {
    switch kind {
    case .label: label
    case .packingSlip: packingSlip
    }
  }

  private var label: String {
    var lines = [
      site.name.uppercased() + "   lane " + (lane.isEmpty ? "-" : lane),
      "",
      "*" + parcel.code + "*",
      order.number + "   box \(parcel.box) of \(boxes)",
      "",
      order.customer.name,
      order.customer.phone,
      order.address.line1,
      [order.address.area, order.address.landmark].filter { !$0.isEmpty }.joined(separator: ", "),
      zone.isEmpty ? "" : "zone " + zone,
    ]
    if parcel.weightGrams > 0 { lines.append("\(parcel.weightGrams) g") }
    lines.append("")
    // If the amount is not printed it is not collected.
    lines.append(toCollect.map { "COLLECT " + $0.text } ?? "PAID - nothing to collect")
    if !order.note.isEmpty { lines.append("! " + order.note) }
    return printable(lines)
  }

  private var packingSlip: String {
    var lines = [
      "PACKING SLIP   " + site.name, order.number + "   box \(parcel.box) of \(boxes)   " + parcel.code,
      order.customer.name, "", " qty  item",
    ]
    for line in contents {
      let quantity = String(line.quantity)
      lines.append(String(repeating: " ", count: max(0, 4 - quantity.count)) + quantity + "  " + line.name)
      lines.append("      " + line.sku)
    }
    lines.append("")
    lines.append("\(counted(parcel.units, "unit"))   total " + order.totals.total.text)
    return printable(lines)
  }

  /// Names come from customers: whatever could steer a printer is left out.
  private func printable(_ lines: [String]) -> String {
    lines.map { line in
      String(String.UnicodeScalarView(line.unicodeScalars.filter { $0.properties.generalCategory != .control }))
    }
    .joined(separator: "\n") + "\n"
  }
}
