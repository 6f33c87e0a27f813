extension WindowedTable {
  /// Takes a new window in place of the old one, after a refresh, a jump or a new filter.
  ///
  /// The selected row stays selected on its line; if it vanished its nearest neighbour that is left takes its place.
  public mutating func replace(window rows: [ID], hasBefore: Bool, hasAfter: Bool) {
    let line = (selectedIndex ?? 0) - top
    let chosen = survivor(in: rows)
    window = rows
    self.hasBefore = hasBefore
    self.hasAfter = hasAfter
    awaited = nil
    if let jump = pendingJump {
      pendingJump = nil
      selectedIndex = rows.isEmpty ? nil : jump == .first ? 0 : rows.count - 1
      top = jump == .first ? 0 : rows.count
      return
    }
    selectedIndex = chosen.flatMap { rows.firstIndex(of: $0) } ?? (rows.isEmpty ? nil : 0)
    top = max(0, (selectedIndex ?? 0) - line)
    goOn()
  }

  /// Adds rows after the window's last one; surplus rows at the other end are let go.
  public mutating func append(_ rows: [ID], hasAfter: Bool) {
    let known = Set(window)
    window += rows.filter { !known.contains($0) }
    self.hasAfter = hasAfter
    awaited = nil
    if selectedIndex == nil, !window.isEmpty { selectedIndex = 0 }
    goOn()
    let surplus = min(window.count - capacity, max(0, min(selectedIndex ?? 0, top)))
    if surplus > 0 {
      window.removeFirst(surplus)
      top -= surplus
      selectedIndex = selectedIndex.map { $0 - surplus }
      hasBefore = true
    }
  }

  /// Adds rows before the window's first one; surplus rows at the other end are let go.
  public mutating func prepend(_ rows: [ID], hasBefore: Bool) {
    let known = Set(window)
    let added = rows.filter { !known.contains($0) }
    window = added + window
    top += added.count
    selectedIndex = selectedIndex.map { $0 + added.count } ?? (window.isEmpty ? nil : 0)
    self.hasBefore = hasBefore
    awaited = nil
    goOn()
    let last = (selectedIndex ?? 0) + capacity / 2
    let surplus = min(window.count - capacity, window.count - 1 - last)
    if surplus > 0 {
      window.removeLast(surplus)
      hasAfter = true
    }
  }

  /// Forgets a demand that could not be met, so that the next move asks again.
  public mutating func demandFailed() {
    awaited = nil
    pendingJump = nil
    pendingSteps = 0
  }

  /// Goes the steps for which rows were missing.
  private mutating func goOn() {
    guard pendingSteps != 0, let index = selectedIndex else { return }
    selectedIndex = min(max(0, index + pendingSteps), window.count - 1)
    pendingSteps = 0
  }

  /// The selected row or else the nearest old row that is still there, later ones first.
  private func survivor(in rows: [ID]) -> ID? {
    guard let index = selectedIndex else { return nil }
    let present = Set(rows)
    return window[index...].first(where: present.contains) ?? window[..<index].last(where: present.contains)
  }
}
