public import Operations

/// The desks of a town server.
public enum RemoteDesks {
  /// All desks over a link; `picking` goes on without the server, `outbox` shows what is on its way.
  public static func make(
    link: RemoteLink, picking: RemotePicking? = nil, outbox: (any OutboxDesk)? = nil
  ) -> Desks {
    Desks(
      session: RemoteSessionDesk(link: link), orders: RemoteOrderDesk(link: link),
      customers: RemoteCustomerDesk(link: link), warehouse: RemoteWarehouseDesk(link: link, picking: picking),
      dispatch: RemoteDispatchDesk(link: link), cash: RemoteCashDesk(link: link), stock: RemoteStockDesk(link: link),
      stockWork: RemoteStockWorkDesk(link: link), history: RemoteHistoryDesk(link: link),
      people: RemotePeopleDesk(link: link), reports: RemoteReportDesk(link: link), house: RemoteHouseDesk(link: link),
      outbox: outbox)
  }
}
