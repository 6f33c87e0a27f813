import Commerce
import Operations

/// The views of this area, as requests and as lines of text.
enum OverviewView: ViewFamily {
  case shiftClose
  case reports
  case people
  case person(PersonKey)

  static let names = ["shift-close", "reports", "people"]

  init?(view: String, words: [String]) {
    switch (view, words.first) {
    case ("shift-close", nil): self = .shiftClose
    case ("reports", nil): self = .reports
    case ("people", nil): self = .people
    case ("person", let name?) where words.count == 1: self = .person(.name(name))
    default: return nil
    }
  }

  var words: [String] {
    switch self {
    case .shiftClose: ["shift-close"]
    case .reports: ["reports"]
    case .people: ["people"]
    case .person(.id(let id)): ["person", "\(id)"]
    case .person(.name(let name)): ["person", name]
    }
  }

  var withoutTown: Self {
    switch self {
    case .person: .people
    default: self
    }
  }

  var screen: any Screen {
    switch self {
    case .shiftClose: ShiftCloseScreen()
    case .people: PeopleScreen()
    case .person(let key): PersonScreen(key)
    case .reports: EmptyScreen(.overview(self), title: "")
    }
  }

  static func goTo(_ context: Context) -> [Binding] {
    func go(_ view: String, _ label: String, _ letter: Character, _ permission: Permission) -> Binding {
      Binding("go.\(view)", label, goTo: letter, section: .goTo, refusal: context.missing(permission))
    }
    return [
      go("shift-close", "shift close", "e", .viewReports), go("people", "people", "P", .viewPeople),
    ]
  }
}
