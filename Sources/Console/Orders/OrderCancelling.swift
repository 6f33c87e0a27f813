import Commerce
import Operations
import Terminal

extension OrderScreen {
  /// What cancelling does, line by line, before it is done.
  static func cancelling(_ detail: OrderDetail, _ preview: CancelPreview, reason: String) -> Dialog {
    let order = detail.order
    var body = ["\(order.customer.name), \(order.totals.total.text), \(Wording.status(preview.status))"]
    if !preview.rule.isEmpty { body.append(preview.rule) }
    if preview.freed > 0 {
      body.append(counted(preview.freed, "unit is", "units are") + " free at once")
    }
    if preview.putBacks > 0 {
      body.append(
        preview.putBacks == 1
          ? "1 picked unit becomes a put-back" : "\(preview.putBacks) picked units become put-backs")
    }
    if preview.dueBack > 0 { body.append("\(ListCount.counted(preview.dueBack, "parcel")) due back from the road") }
    if !preview.driverName.isEmpty { body.append("\(preview.driverName) loses the stop") }
    if preview.refund.minor > 0 { body.append("\(preview.refund.text) becomes a refund") }
    if !reason.isEmpty { body.append("reason: \(reason)") }
    return Dialog(
      question: "Cancel \(order.number) in \(detail.site.name)?", body: body, confirmLabel: "cancel the order",
      cancelLabel: "keep it")
  }
}
