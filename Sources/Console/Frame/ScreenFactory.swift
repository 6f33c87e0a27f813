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
    case .signIn: SignInScreen()
    case .firstStart: FirstStartScreen()
    case .home: HomeScreen()
    case .history(let filter): HistoryScreen(filter)
    case .settings: SettingsScreen()
    case .policy: PolicyScreen()
    case .sheets: SheetsScreen()
    case .towns: TownsScreen()
    case .places: PlacesScreen()
    case .importData: ImportScreen()
    // Whole areas.
    case .dispatch(let view): view.screen
    case .cash(let view): view.screen
    case .service(let view): view.screen
    case .stockWork(let view): view.screen
    case .overview(let view): view.screen
    }
  }
}
