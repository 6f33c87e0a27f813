import Commerce
import Operations
import Terminal

/// The forms and questions about a person.
enum PersonForms {
  /// The roles that staff are given, in the order of the choice.
  static let roles: [Commerce.Role] = [.picker, .dispatcher, .cashier, .support, .supervisor, .driver, .admin]
  /// The place that stands for every town.
  static let everywhere = "everywhere"

  /// The places roles can be given at, the town in hand first.
  static func places(_ sites: [Site], isEverywhere: Bool, _ context: Context) -> [String] {
    let own = sites.filter { $0.id == context.site?.id }.map(\.code)
    let others = sites.filter { $0.id != context.site?.id }.map(\.code)
    return own + others + (isEverywhere ? [everywhere] : [])
  }

  private static func places(_ context: Context) -> [String] {
    let sites = context.session.map { session in
      session.sites.filter { session.policy.allows(.managePeople, at: $0.id) }
    }
    return places(
      sites ?? [], isEverywhere: context.session?.policy.allowsEverywhere(.managePeople) ?? false, context)
  }

  /// A new person with a first role.
  static func add(_ context: Context) -> FormSheet {
    FormSheet(
      "Add somebody",
      Form([
        .text("name", label: "name", maximumLength: 200), .text("email", label: "e-mail", maximumLength: 254),
        .text("badge", label: "badge", placeholder: "none", maximumLength: 64),
        .choice("role", label: "role", roles.map(\.rawValue)), .choice("place", label: "where", places(context)),
        .secret("pin", label: "PIN, 4 to 8 digits"), .secret("password", label: "password, 8 or more"),
      ]), hint: "Enter goes on; a secret left empty is not set")
  }

  /// What was filled in; nil when no role or place was chosen.
  static func draft(_ values: [String: String], _ context: Context) -> PersonDraft? {
    guard let grant = grant(values, context.session?.sites ?? []) else { return nil }
    return PersonDraft(
      email: values["email"] ?? "", name: values["name"] ?? "", badge: values["badge"] ?? "", grant: grant,
      password: values["password"] ?? "", pin: values["pin"] ?? "")
  }

  /// The role and place of a form.
  static func grant(_ values: [String: String], _ sites: [Site]) -> Grant? {
    guard let role = Commerce.Role(rawValue: values["role"] ?? ""), let place = values["place"] else { return nil }
    if place == everywhere { return Grant(role: role, site: nil) }
    return sites.first { $0.code == place }.map { Grant(role: role, site: $0.id) }
  }

  /// Another role.
  static func grant(_ detail: PersonDetail, _ context: Context) -> FormSheet {
    let places = places(detail.grantable, isEverywhere: detail.isGrantableEverywhere, context)
    return FormSheet(
      "Another role for \(detail.person.name)",
      Form([.choice("role", label: "role", roles.map(\.rawValue)), .choice("place", label: "where", places)]),
      hint: "Space or a letter changes it, Enter goes on")
  }

  /// Name and badge.
  static func edit(_ person: Person) -> FormSheet {
    FormSheet(
      "Change \(person.email)",
      Form([
        .text("name", label: "name", value: person.name, maximumLength: 200),
        .text("badge", label: "badge", value: person.badge, placeholder: "none", maximumLength: 64),
      ]))
  }

  /// New secrets; what is left empty stays.
  static func secrets(_ person: Person) -> FormSheet {
    FormSheet(
      "New secrets for \(person.name)",
      Form([.secret("pin", label: "PIN, 4 to 8 digits"), .secret("password", label: "password, 8 or more")]),
      hint: "What is left empty stays as it is")
  }

  /// The question before acting as somebody.
  static func actDialog(_ detail: PersonDetail, _ context: Context) -> Dialog {
    Dialog(
      question: "Act as \(detail.person.name)\(place(detail.grants, context))?",
      body: ["Both names stand in everything that is changed.", "Ctrl-X goes back to your own name."],
      confirmLabel: "act as \(detail.person.shortName)", cancelLabel: "stay yourself")
  }

  /// Where somebody is acted for: here if they work here, else where they do.
  private static func place(_ grants: [GrantRow], _ context: Context) -> String {
    let here = context.site
    if grants.contains(where: { $0.grant.site == nil || $0.grant.site == here?.id }) {
      return here.map { " in \($0.name)" } ?? ""
    }
    let towns = Set(grants.map(\.place))
    return towns.count == 1 ? " in \(grants[0].place)" : " in a town of theirs"
  }

  /// What was changed about a person.
  static func history(of person: Person) -> HistoryFilter {
    HistoryFilter(entity: .person, name: person.email, entityID: person.id.serial, allTowns: true)
  }
}
