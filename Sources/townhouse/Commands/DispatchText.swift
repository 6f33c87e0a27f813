internal import Commerce
internal import Console
internal import Operations

/// Boards, runs and plans in plain words.
enum DispatchText {
  static func lines(of board: DispatchBoard, _ acting: Acting) -> [String] {
    let rows = board.cards.map { card in
      [
        "\(card.lane)", card.number, card.zoneLabel, card.driverCode, card.runCode, acting.time(card.promiseAt),
        card.due.minor == 0 ? "paid" : card.due.digits, card.place, card.customer,
      ]
    }
    let head = ["LANE", "NUMBER", "ZONE", "DRIVER", "RUN", "PROMISED", "DUE", "PLACE", "CUSTOMER"]
    return Output.table(head, rows, right: [6]) + [
      "\(board.deliveredToday) delivered and \(board.failedToday) failed today, \(counted(board.dueBack, "parcel")) due back"
    ]
  }

  static func lines(of preview: PlanPreview) -> [String] {
    let rows = preview.rows.map { row in
      [
        row.number, row.due.digits, row.status.rawValue, row.becomes.rawValue, row.customer,
        row.refusal.map { "NOT: " + Wording.text($0) } ?? row.effect,
      ]
    }
    var lines = Output.table(["NUMBER", "DUE", "STATUS", "BECOMES", "CUSTOMER", "EFFECT"], rows, right: [1])
    if let refusal = preview.refusal { lines.append("nothing can be done: " + Wording.text(refusal)) }
    return lines + ["\(preview.allowed.count) of \(preview.rows.count) would be done; --yes does it"]
  }

  static func lines(of detail: RunDetail, _ acting: Acting) -> [String] {
    let run = detail.run
    let driver = detail.driver.driver
    let head = "\(run.code)  \(run.state.rawValue)  \(driver.code) \(driver.name)  \(driver.vehicle)"
    let rows = detail.stops.map { stop in
      let card = stop.card
      let dispatch = card.dispatch
      return [
        String(dispatch?.position ?? 0) + (dispatch?.isLocked == true ? "*" : ""), card.number,
        dispatch?.status.rawValue ?? "", card.due.minor == 0 ? "paid" : card.due.digits,
        stop.parcels.map(\.code).joined(separator: " "), card.place, card.customer,
      ]
    }
    return [head] + Output.table(["STOP", "NUMBER", "STATUS", "DUE", "PARCELS", "PLACE", "CUSTOMER"], rows, right: [3])
      + ["to collect " + Money(minor: detail.toCollectMinor, acting.site.currency).text]
  }

  static func line(of driver: DriverRow) -> [String] {
    let load = driver.load
    return [
      driver.driver.code, driver.driver.name, driver.driver.shiftText, String(load.assigned), String(load.out),
      String(load.deliveredToday), String(load.failedToday), driver.runCode,
      driver.refusal.map { Wording.text($0) } ?? "",
    ]
  }
}

extension JSONText {
  init(card: BoardCard) {
    let attempt = card.dispatch
    self = [
      "lane": .text("\(card.lane)"), "number": .text(card.number), "customer": .text(card.customer),
      "phone": .text(card.phone), "place": .text(card.place), "zone": .text(card.zoneLabel),
      "due": JSONText(card.due), "payment": .text(card.paymentStatus.rawValue), "promise_at": JSONText(card.promiseAt),
      "parcels": JSONText(card.parcels), "on_hold": .flag(card.onHold), "driver": .text(card.driverCode),
      "run": .text(card.runCode), "dispatch": attempt.map { JSONText($0.id.serial) } ?? .null,
      "position": attempt.map { JSONText($0.position) } ?? .null,
      "status": attempt.map { .text($0.status.rawValue) } ?? .null,
      "attempt": attempt.map { JSONText($0.attempt) } ?? .null, "failed_attempts": JSONText(card.failedAttempts),
      "failure": JSONText(attempt?.failure?.rawValue), "incident": JSONText(attempt?.incident?.reason.rawValue),
      "rescheduled_until": JSONText(card.reschedule?.until), "due_back": JSONText(card.dueBack),
      "proof": .text(card.proof.rawValue),
    ]
  }

  init(driver row: DriverRow) {
    let driver = row.driver
    self = [
      "code": .text(driver.code), "name": .text(driver.name), "vehicle": .text(driver.vehicle),
      "shift": .text(driver.shiftText), "capacity": JSONText(driver.capacity),
      "cash_limit_minor": JSONText(driver.cashLimitMinor), "available": .flag(driver.isAvailable),
      "unavailable_reason": .text(driver.unavailableReason), "assigned": JSONText(row.load.assigned),
      "out": JSONText(row.load.out), "delivered_today": JSONText(row.load.deliveredToday),
      "failed_today": JSONText(row.load.failedToday),
      "cash_minor": row.hidesCash ? .null : JSONText(row.load.cashMinor),
      "to_collect_minor": JSONText(row.load.toCollectMinor), "run": .text(row.runCode),
      "refusal": JSONText(row.refusal?.code),
    ]
  }

  init(preview: PlanPreview) {
    let rows = preview.rows.map { row -> JSONText in
      [
        "number": .text(row.number), "customer": .text(row.customer), "due": JSONText(row.due),
        "status": .text(row.status.rawValue), "becomes": .text(row.becomes.rawValue), "effect": .text(row.effect),
        "refusal": row.refusal.map(JSONText.init(refusal:)) ?? .null,
      ]
    }
    self = [
      "rows": .list(rows), "allowed": JSONText(preview.allowed.count),
      "refusal": preview.refusal.map(JSONText.init(refusal:)) ?? .null, "due_minor": JSONText(preview.dueMinor),
      "basis": .text(preview.basis),
    ]
  }

  init(result: PlanResult) {
    let refused = result.refused.sorted { $0.key < $1.key }.map { ($0.key, JSONText.text($0.value)) }
    self = [
      "done": .list(result.done.map { .text($0) }), "refused": .object(refused),
      "run": result.run.map { JSONText($0.serial) } ?? .null,
    ]
  }

  init(run detail: RunDetail) {
    let run = detail.run
    let stops = detail.stops.map { stop -> JSONText in
      [
        "order": JSONText(card: stop.card), "landmark": .text(stop.landmark), "note": .text(stop.note),
        "parcels": .list(
          stop.parcels.map { ["code": .text($0.code), "state": .text($0.state.rawValue)] }),
        "locked": .flag(stop.card.dispatch?.isLocked == true),
        "actions": .list(
          stop.actions.map { ["action": .text($0.action.rawValue), "refusal": JSONText($0.refusal?.code)] }),
      ]
    }
    self = [
      "code": .text(run.code), "id": JSONText(run.id.serial), "state": .text(run.state.rawValue),
      "driver": JSONText(driver: detail.driver), "created_at": JSONText(run.createdAt), "out_at": JSONText(run.outAt),
      "closed_at": JSONText(run.closedAt), "to_collect_minor": JSONText(detail.toCollectMinor), "stops": .list(stops),
    ]
  }

  /// Code and words of a "no".
  init(refusal: CommerceError) { self = ["code": .text(refusal.code), "message": .text(Wording.text(refusal))] }
}
