import Commerce
import TestSupport
import Testing

@Suite("Access")
struct AccessTests {
  @Test("a scope holds exactly the sites whose grants allow the permission (I39)")
  func scopes() {
    var generator = SeededGenerator(seed: 39)
    let sites = (1...4).map { ID<Site>(Int64($0)) }
    for _ in 0..<400 {
      let grants = (0..<Int.random(in: 0...4, using: &generator)).map { _ in
        Grant(
          role: Role.allCases.randomElement(using: &generator) ?? .customer,
          site: Int.random(in: 0..<5, using: &generator) == 0 ? nil : sites.randomElement(using: &generator))
      }
      let policy = AccessPolicy(grants)
      for permission in Permission.allCases {
        let reach = policy.scope(for: permission)
        for site in sites {
          let allowed = grants.contains {
            ($0.site == nil || $0.site == site) && $0.role.permissions.contains(permission)
          }
          #expect(policy.allows(permission, at: site) == allowed)
          #expect((reach?.includes(site) ?? false) == allowed)
          #expect(((try? policy.scope(for: permission, at: site)) != nil) == allowed)
        }
        let one = try? policy.scope(for: permission, at: sites[0])
        #expect(one?.includes(sites[1]) != true, "a scope of one site never holds another")
      }
    }
  }

  @Test("who acts as somebody may do what both may, there where acting is allowed, and nothing else")
  func acting() {
    var generator = SeededGenerator(seed: 40)
    let sites = (1...3).map { ID<Site>(Int64($0)) }
    func some() -> [Grant] {
      (0..<Int.random(in: 0...3, using: &generator)).map { _ in
        Grant(
          role: Role.allCases.randomElement(using: &generator) ?? .customer,
          site: Int.random(in: 0..<4, using: &generator) == 0 ? nil : sites.randomElement(using: &generator))
      }
    }
    var narrowed = 0
    for _ in 0..<400 {
      let (person, other) = (some(), some())
      let (own, whole, acting) = (
        AccessPolicy(person), AccessPolicy(other), AccessPolicy(person, impersonator: other)
      )
      for permission in Permission.allCases {
        let reach = acting.scope(for: permission)
        for site in sites {
          let both = own.allows(permission, at: site) && whole.allows(permission, at: site)
          let allowed = both && whole.allows(.impersonate, at: site)
          #expect(acting.allows(permission, at: site) == allowed)
          #expect((reach?.includes(site) ?? false) == allowed)
          if own.allows(permission, at: site), !allowed { narrowed += 1 }
        }
        let everywhere = own.allowsEverywhere(permission) && whole.allowsEverywhere(permission)
        #expect(acting.allowsEverywhere(permission) == (everywhere && whole.allowsEverywhere(.impersonate)))
      }
    }
    #expect(narrowed > 1000)
  }

  @Test("nobody without a grant reaches anything, and customers and drivers see no orders")
  func least() {
    for permission in Permission.allCases { #expect(AccessPolicy([]).scope(for: permission) == nil) }
    let site = ID<Site>(1)
    for role in [Role.customer, .driver] {
      #expect(!AccessPolicy([Grant(role: role, site: site)]).allows(.findOrders, at: site))
    }
    #expect(!Role.picker.permissions.contains(.seePhones))
    #expect(!Role.picker.permissions.contains(.cancelOrders))
  }

  @Test("phones are masked to three and four digits, short ones whole")
  func masking() {
    #expect(Customer(name: "A", phone: "0244128812").maskedPhone == "024•••8812")
    #expect(Customer(name: "A", phone: "1234567").maskedPhone == "•••")
    #expect(Customer(name: "A").maskedPhone.isEmpty)
  }
}
