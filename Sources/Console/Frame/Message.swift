import Commerce
import Operations
import Terminal

/// Something a screen is told.
enum Message: Hashable, Sendable {
  /// A binding of the screen was used; it was allowed when drawn.
  case action(String)
  /// A key no binding took.
  case key(Key)
  /// A scanned or typed code.
  case scan(String)
  /// Pasted text, while in text mode.
  case paste(String)
  /// The mouse over the work area.
  case mouse(Mouse)
  /// The answer to a call of this screen with that tag.
  case answer(Answer, tag: String)
  /// Yes, or no, to a `.confirm` with that tag.
  case confirmed(tag: String)
  case cancelled(tag: String)
  /// What was entered into a `.fill` with that tag, by field.
  case filled([String: String], tag: String)
  /// What was chosen in a `.choose` with that tag.
  case chosen(String, tag: String)
  /// Somebody changed data: read again what is shown.
  case committed
  /// Keys have paused after `.awaitPause`.
  case paused
  /// Another minute.
  case tick
  /// The terminal has another extent; the context says which.
  case resized
}

/// What a desk answered, one case a kind of result.
enum Answer: Hashable, Sendable {
  case done
  case failed(CommerceError, DeskCall)
  case session(Session)
  case sites([SiteSummary])
  case accounts([SampleAccount])
  case flag(Bool)
  case orders(Page<OrderRow>)
  case order(OrderDetail)
  case placed(PlacedOrder)
  case queue(Page<QueueRow>)
  case floor(FloorCounts)
  case zones([Zone])
  case workInHand(PickWork?)
  case work(PickWork)
  case pick(PickResult)
  case bins([BinStock])
  case variant(Variant)
  case packing(PackWork)
  case pack(PackResult)
  case papers(ParcelPapers)
  case staging([StagingRow])
  case stagingParcel(StagingRow)
  case staged(StageResult)
  case shortages(Page<ShortageRow>)
  case putBacks(Page<PutBackRow>)
  case putBack(PutBackRow)
  case dispatch(DispatchAnswer)
  case cash(CashAnswer)
  case service(ServiceAnswer)
  case stockWork(StockWorkAnswer)
  case overview(OverviewAnswer)
  case stockHits([StockHit])
  case stockCard(StockCard)
  case moves(Page<RecordedMove>)
  case changes(Page<RecordedChange>)
  case newChanges([RecordedChange])
  case sequence(Int64)
  case person(ID<Person>)
  case people([PersonRow])
  case imported(ImportReport)
  case site(Site)
  case sheet([SheetEntry])
  /// Where something was printed or written, or a file's text.
  case text(String)
}
