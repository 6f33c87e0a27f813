import Commerce
import Operations
import Terminal
import Testing

@testable import Console

@Suite struct PeopleScreenTests {
  static func person(
    _ id: Int64, _ name: String, _ role: Commerce.Role, _ site: Site?, badge: String = "", isActive: Bool = true,
    pin: Bool = true, refusals: [PersonAction: CommerceError] = [:]
  ) -> PersonDetail {
    let email = name.lowercased().split(separator: " ").joined(separator: ".") + "@townhouse.example"
    return PersonDetail(
      person: Person(id: ID(id), email: email, name: name, badge: badge, isActive: isActive),
      grants: [
        GrantRow(grant: Grant(role: role, site: site?.id), code: site?.code ?? "", place: site?.name ?? "")
      ],
      hasPassword: id.isMultiple(of: 2), hasPIN: pin,
      actions: PersonAction.allCases.map { ActionState($0, refusal: refusals[$0]) },
      grantable: [ConsoleSample.accra, ConsoleSample.kasoa], isGrantableEverywhere: true)
  }

  static let everybody = [
    person(1, "Adwoa Sekyere", .admin, nil, badge: "B-1000"),
    person(7, "Ama Koranteng", .picker, ConsoleSample.accra, badge: "B-1001"),
    person(8, "Kojo Antwi", .driver, ConsoleSample.accra, badge: "B-1002", pin: false),
    person(9, "Sena Agbo", .support, ConsoleSample.kasoa, isActive: false),
  ]

  static let changes = Page(rows: [
    RecordedChange(
      sequence: 41, at: ConsoleSample.now.adding(minutes: -30), actor: ID(1), actorName: "Adwoa Sekyere",
      command: UniqueID(high: 0, low: 1),
      change: Change(.person, 7, site: ID(1), field: "role", old: "", new: "picker accra")),
    RecordedChange(
      sequence: 40, at: ConsoleSample.now.adding(minutes: -31), actor: ID(2), actorName: "Esi Supervisor",
      impersonator: ID(1), impersonatorName: "Adwoa Sekyere", command: UniqueID(high: 0, low: 2),
      change: Change(.person, 7, site: ID(1), field: "pin", new: "changed")),
  ])

  static func people(_ size: Size = Size(columns: 80, rows: 24)) -> Program {
    ConsoleSample.showing(
      PeopleScreen(), ConsoleSample.adwoa, size: size,
      told: [.answer(.overview(.people(everybody)), tag: "people")])
  }

  static func one(_ size: Size = Size(columns: 80, rows: 24), _ detail: PersonDetail = everybody[1]) -> Program {
    ConsoleSample.showing(
      PersonScreen(.id(detail.person.id)), ConsoleSample.adwoa, size: size,
      told: [
        .answer(.overview(.person(detail)), tag: "person"), .answer(.changes(changes), tag: "changes"),
      ])
  }

  @Test func looks() {
    expectGoldens("people") { Self.people($0) }
    expectGoldens("person") { Self.one($0) }
    expectGoldens("person-role") { size in
      var program = Self.one(size)
      program.press(.character("r"))
      return program
    }
    expectGoldens("acting") { size in
      var program = ConsoleSample.console(ConsoleSample.adwoa, size: size)
      program.signedIn(Self.acting)
      return program
    }
  }

  static let acting = Session(
    person: ConsoleSample.ama.person, sites: ConsoleSample.ama.sites, grants: ConsoleSample.ama.grants,
    impersonator: ConsoleSample.adwoa.person, impersonatorGrants: ConsoleSample.adwoa.grants)

  @Test(arguments: [(everybody[0], " in Accra?"), (everybody[1], " in Accra?"), (everybody[3], " in Kasoa?")])
  func actingIsAskedForInATownTheyWorkIn(person: PersonDetail, place: String) {
    var program = Self.one(Size(columns: 80, rows: 24), person)
    program.press(.character("I"))
    #expect(program.frame.lines.contains { $0.contains("Act as \(person.person.name)\(place)") })
  }

  @Test func aFewLettersNarrowTheListByNameOrRole() {
    var program = Self.people()
    program.press(.character("/"))
    for letter in "driver" { program.press(.character(letter)) }
    #expect(program.frame.lines.contains { $0.contains("Kojo Antwi") })
    #expect(!program.frame.lines.contains { $0.contains("Ama Koranteng") })
  }

  @Test func givingARoleAsksForRoleAndPlace() {
    var program = Self.one()
    program.press(.character("r"))
    program.press(.character("s"))
    program.press(.enter)
    program.press(.character("k"))
    #expect(program.pressed(.enter) == [.overview(.grant(Grant(role: .support, site: ID(4)), ID(7)))])
  }

  @Test func takingARoleIsAskedAboutFirst() {
    var program = Self.one()
    #expect(program.pressed(.character("x")).isEmpty)
    #expect(
      program.pressed(.character("y")) == [.overview(.revoke(Grant(role: .picker, site: ID(1)), ID(7)))])
  }

  @Test func whatTheCoreRefusesIsSaidAndNotDone() {
    let refusal = CommerceError.refused(Refusal(.beyondReach, remedy: .askAdmin))
    var program = Self.one(
      Size(columns: 80, rows: 24),
      Self.person(7, "Ama Koranteng", .picker, ConsoleSample.accra, refusals: [.setSecrets: refusal]))
    #expect(program.pressed(.character("p")).isEmpty)
    #expect(program.notice?.text.contains("beyond your reach") == true)
  }

  @Test func actingShowsBothNamesCarriesBothAndEndsByOneKey() {
    var program = ConsoleSample.console(ConsoleSample.adwoa)
    program.signedIn(Self.acting)
    _ = program.takeOutputs()
    for request in [ScreenRequest.queue(QueueFilter()), .orders(OrderFilter()), .settings, .stage] {
      program.open(request)
      let banner = program.frame.lines[0]
      #expect(banner.contains("Ama") && banner.contains("Adwoa") && banner.contains("Ctrl-X"), "\(banner)")
    }
    #expect(program.context().caller == Caller(person: ID(7), site: ID(1), impersonator: ID(1)))
    let requests = program.handle(.key(.control("x")), now: program.now).compactMap { output -> Request? in
      if case .perform(let request) = output { request } else { nil }
    }
    let end = requests.first { $0.call == .overview(.endImpersonation) }
    #expect(end?.caller?.impersonator == ID(1) && end?.caller?.person == ID(7))
    #expect(program.session == ConsoleSample.adwoa && program.context().caller?.impersonator == nil)
    #expect(!program.frame.lines[0].contains("ACTING"))
  }

  @Test func signingOutWhileActingEndsBoth() {
    var program = ConsoleSample.console(ConsoleSample.adwoa)
    program.signedIn(Self.acting)
    _ = program.takeOutputs()
    program.signOut()
    #expect(program.session == nil && program.ownSession == nil)
    #expect(
      program.takeOutputs().contains { output in
        if case .perform(let request) = output { request.call == .overview(.endImpersonation) } else { false }
      })
  }
}
