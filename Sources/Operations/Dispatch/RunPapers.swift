public import Commerce

extension RunDetail {
  /// A paper of the run as plain text, 64 columns wide. `site` stands at its head.
  public func text(_ paper: RunPaper, site: Site) -> String {
    let lines = paper == .manifest ? manifest(site) : loadSheet(site)
    // Names and addresses come from customers: whatever could steer a printer is left out.
    return lines.map { line in
      String(String.UnicodeScalarView(line.unicodeScalars.filter { $0.properties.generalCategory != .control }))
    }
    .joined(separator: "\n") + "\n"
  }

  private func head(_ title: String, _ site: Site) -> [String] {
    let local = LocalTime(run.outAt ?? run.createdAt, offsetMinutes: site.utcOffsetMinutes)
    return [
      "\(title)   \(site.name)   \(run.code)   *\(run.code)*", "\(driver.driver.name)   \(driver.driver.vehicle)",
      "\(local.date) \(local.clock)   \(counted(stops.count, "stop"))", "",
    ]
  }

  private func manifest(_ site: Site) -> [String] {
    var lines = head("MANIFEST", site)
    for stop in stops {
      let card = stop.card
      lines.append("\(card.dispatch?.position ?? 0). \(card.number)   \(card.customer)   \(card.phone)")
      lines.append("   " + [card.place, stop.landmark].filter { !$0.isEmpty }.joined(separator: " - "))
      let until = LocalTime(card.promiseAt, offsetMinutes: site.utcOffsetMinutes).clock
      lines.append("   by \(until)   \(stop.parcels.map(\.code).joined(separator: " "))")
      // If the amount is not printed it is not collected.
      lines.append("   " + (card.due.minor > 0 ? "COLLECT " + card.due.text : "PAID - nothing to collect"))
      if !stop.note.isEmpty { lines.append("   ! " + stop.note) }
      lines.append("   received: ______________________________")
      lines.append("")
    }
    let toCollect = Money(minor: toCollectMinor, stops.first?.card.due.currency ?? site.currency)
    return lines + ["to collect in all: " + toCollect.text]
  }

  private func loadSheet(_ site: Site) -> [String] {
    var lines = head("LOAD SHEET", site)
    lines.append("last stop first: what goes in first comes out last")
    for stop in stops.reversed() {
      lines.append("")
      lines.append("stop \(stop.card.dispatch?.position ?? 0)   \(stop.card.number)   \(stop.card.zoneLabel)")
      for parcel in stop.parcels {
        let weight = parcel.weightGrams > 0 ? "   \(parcel.weightGrams) g" : ""
        lines.append("  [ ] \(parcel.code)   box \(parcel.box) of \(stop.parcels.count)\(weight)")
      }
    }
    return lines
  }
}
