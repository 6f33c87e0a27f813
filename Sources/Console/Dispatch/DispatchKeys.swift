import Commerce
import Operations
import Terminal

/// The keys of what is done to orders on their way, the same on the board, a run and the driver's own screen.
enum DispatchKeys {
  private static let keys: [(action: DispatchAction, label: String, key: Key?)] = [
    (.assign, "assign", .character("a")), (.sendOut, "send out", .character("s")),
    (.deliver, "delivered", .character("d")), (.fail, "failed", .character("f")),
    (.reschedule, "another day", .character("r")), (.swap, "swap driver", .character("x")),
    (.backToDepot, "back to depot", .character("b")), (.collectOther, "other amount", .character("c")),
    (.pollMoMo, "MoMo", .character("p")), (.switchToMoMo, "ask by MoMo", .character("o")),
    (.backToCash, "cash again", .character("B")), (.decideIncident, "incident", .character("i")),
    (.edit, "edit", .character("e")), (.reopen, "reopen", .character("R")), (.unassign, "off the run", .character("U")),
  ]

  /// The bindings; what the core does not allow carries its reason.
  static func actions(
    _ wanted: Set<DispatchAction> = Set(DispatchAction.allCases), importance: (DispatchAction) -> Int,
    refusal: (DispatchAction) -> CommerceError?
  ) -> [Binding] {
    keys.filter { wanted.contains($0.action) }.map { entry in
      Binding(
        name(of: entry.action), entry.label, entry.key.map { [$0] } ?? [], importance: importance(entry.action),
        refusal: refusal(entry.action))
    } + [Binding("dispatch.undo", "undo", [.character("u")])]
  }

  /// Why an action has no effect here, by what the core says of each. Keys that lead on to something else stay usable:
  /// the order opens for whoever may see it, an incident is decided where it stands, a late outcome asks for a second
  /// person, and MoMo is offered where none is asked for yet.
  static func refusal(_ action: DispatchAction, _ states: [ActionState<DispatchAction>]) -> CommerceError? {
    if action == .edit { return nil }
    guard let refusal = states.first(where: { $0.action == action })?.refusal else { return nil }
    guard case .refused(let said) = refusal else { return refusal }
    switch (action, said.rule) {
    case (.deliver, .incidentOpen), (.fail, .incidentOpen), (.reopen, .reopenWindow): return nil
    case (.pollMoMo, .paymentNotLive): return states.first { $0.action == .switchToMoMo }?.refusal
    default: return refusal
    }
  }

  static func name(of action: DispatchAction) -> String { "dispatch.\(action.rawValue)" }

  static func action(named name: String) -> DispatchAction? {
    guard name.hasPrefix("dispatch.") else { return nil }
    return DispatchAction(rawValue: String(name.dropFirst("dispatch.".count)))
  }
}

extension DispatchWork {
  /// The keys while a question stands; digits and letters go to it.
  var bindings: [Binding] {
    guard let prompt else { return [] }
    let label: String? =
      switch prompt.step {
      case .driver, .plan, .confirm, .slot: "do it"
      case .amount, .items: "go on"
      case .swapReason, .failure, .incident, .reopen, .difference, .day: nil
      }
    return label.map { [Binding("dispatch.confirm", $0, [.enter], importance: 50)] } ?? []
  }
}

extension ExportTable {
  /// The formats to choose from.
  static var formats: [PaletteItem] { ExportRun<OrderRow>.formats }
}
