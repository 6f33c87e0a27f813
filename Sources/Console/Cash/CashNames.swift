import Commerce
import Operations
import Terminal

/// Who is who at the till: lists of the books carry numbers, people read names.
struct CashNames: Hashable, Sendable {
  private var names: [ID<Person>: String] = [:]
  private(set) var drivers: [Driver] = []
  private var holders: [CashBalance] = []

  /// Nobody known yet.
  init() {}

  /// Whoever the till names, and whoever is signed in.
  init(_ till: Till, _ session: Session?) {
    drivers = till.drivers.map(\.driver)
    holders = till.cashiers + till.owned
    for driver in drivers { names[driver.person] = driver.name }
    for balance in holders { if let person = balance.account.person { names[person] = balance.name } }
    if let person = session?.person { names[person.id] = person.name }
  }

  /// A person's short name; empty while it is not known.
  subscript(person: ID<Person>) -> String {
    names[person].map { Person(id: person, email: "", name: $0).shortName } ?? ""
  }

  /// The account that a filter names; nil while it is not known or there is no such driver.
  func account(of filter: BooksFilter) -> CashAccount? {
    if let account = filter.account { return account }
    guard filter.word == "driver" else { return nil }
    return drivers.first { $0.code.uppercased() == filter.whose.uppercased() }.map { .driver($0.person) }
  }

  /// Every account one can look at, as a choice; its id is an address word.
  var choices: [PaletteItem] {
    let house = ["customer", "momo", "bank", "tolerance", "debt", "credit", "refunds", "sales"]
    func item(_ filter: BooksFilter, _ title: String, _ hint: String) -> PaletteItem {
      PaletteItem(id: filter.words.first ?? "", title: title, hint: hint)
    }
    return drivers.map { item(BooksFilter(.driver($0.person), driverCode: $0.code), $0.name, "driver \($0.code)") }
      + holders.map { item(BooksFilter($0.account), Wording.account($0.account.word, name: $0.name), "") }
      + house.compactMap { CashAccount(word: $0, person: nil) }.map {
        item(BooksFilter($0), Wording.account($0.word), "")
      }
  }
}
