import Commerce
import Operations

/// Makes the screen of a request: the one list of all screens.
enum ScreenFactory {
  static func screen(for request: ScreenRequest) -> any Screen {
    switch request {
    // Lists.
    case .queue: EmptyScreen(request, title: "Warehouse queue")
    case .orders: EmptyScreen(request, title: "Orders")
    case .order: EmptyScreen(request, title: "Order")
    case .stock: EmptyScreen(request, title: "Stock")
    case .stockCard: EmptyScreen(request, title: "Stock")
    // Scan screens.
    case .pick: EmptyScreen(request, title: "Pick")
    case .pack: EmptyScreen(request, title: "Pack")
    case .stage: EmptyScreen(request, title: "Stage")
    case .shortages: EmptyScreen(request, title: "Shortages")
    case .putBacks: EmptyScreen(request, title: "Put-backs")
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
