import Commerce
import Operations

/// Makes the screen of a request: the one list of all screens.
enum ScreenFactory {
  static func screen(for request: ScreenRequest) -> any Screen {
    switch request {
    // Lists.
    case .queue(let filter): QueueScreen(filter)
    case .orders(let filter): OrdersScreen(filter)
    case .order(let key, let neighbours): OrderScreen(key, neighbours: neighbours)
    case .stock(let text): StockScreen(text)
    case .stockCard(let key): StockCardScreen(key)
    // Scan screens.
    case .pick(let list): PickScreen(list)
    case .pack(let code): PackScreen(code)
    case .stage: StageScreen()
    case .shortages: ShortagesScreen()
    case .putBacks: PutBacksScreen()
    // The frame's own.
    case .signIn: EmptyScreen(request, title: "Sign in")
    case .firstStart: EmptyScreen(request, title: "Set up")
    case .home: EmptyScreen(request, title: "Home")
    case .history: EmptyScreen(request, title: "History")
    case .settings: EmptyScreen(request, title: "Settings")
    case .sheets: EmptyScreen(request, title: "Barcode sheets")
    case .towns: EmptyScreen(request, title: "Towns")
    case .importData: EmptyScreen(request, title: "Import")
    }
  }
}
