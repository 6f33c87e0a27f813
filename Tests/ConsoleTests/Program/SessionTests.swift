import Commerce
import Operations
import Terminal
import Testing

@testable import Console

@Suite struct SessionTests {
  private static func signIn() -> Program {
    var program = ConsoleSample.console(nil)
    program.reply(.flag(false)) { $0 == .session(.needsFirstAdmin) }
    return program
  }

  @Test func aBadgeScanAndThePINSignIn() throws {
    var program = Self.signIn()
    program.type("b-1001")
    program.press(.enter)
    program.type("100")
    let call = try #require(program.calls(.key(.character("1"))).first?.call)
    #expect(call == .session(.signInByBadge(badge: "B-1001", pin: "1001")), "the fourth digit needs no Enter")
    program.reply(.session(ConsoleSample.ama))
    #expect(program.top?.screen.title == "The floor")
    #expect(program.site == ConsoleSample.accra)
  }

  @Test func aLongerPINEndsWithEnter() throws {
    var program = Self.signIn()
    program.type("b-1001")
    program.press(.enter)
    program.type("1234")
    let call = DeskCall.session(.signInByBadge(badge: "B-1001", pin: "1234"))
    program.reply(.failed(.unauthenticated, call))
    program.type("12345")
    let second = try #require(program.calls(.key(.enter)).first?.call)
    #expect(second == .session(.signInByBadge(badge: "B-1001", pin: "12345")))
  }

  @Test func whatIsMissingIsAskedFor() {
    var program = Self.signIn()
    program.press(.enter)
    program.type("secret")
    #expect(program.calls(.key(.enter)).isEmpty)
    #expect(program.notice?.text.hasPrefix("Who?") == true)
    program.type("B-1001")
    program.press(.enter)
    #expect(program.frame.lines.joined().contains("B-1001"))
  }

  @Test func anEmailAsksForThePassword() throws {
    var program = Self.signIn()
    program.type("Admin@townhouse.example")
    program.press(.tab)
    program.type("secret")
    let call = try #require(program.calls(.key(.enter)).first?.call)
    #expect(call == .session(.signIn(email: "admin@townhouse.example", password: "secret")))
  }

  @Test func aFailureIsUniformAndASlowDownIsKept() {
    var program = Self.signIn()
    program.type("b-1001")
    program.press(.enter)
    program.type("9")
    let call = DeskCall.session(.signInByBadge(badge: "B-1001", pin: "9"))
    #expect(program.calls(.key(.enter)).map(\.call) == [call])
    program.reply(.failed(.unauthenticated, call))
    #expect(program.notice?.text == "Name and secret do not match; try again")
    #expect(!program.frame.lines.joined().contains("•"), "the secret is gone")
    program.type("9")
    program.press(.enter)
    program.reply(.failed(.slowedDown(seconds: 8), call))
    program.type("9")
    #expect(program.calls(.key(.enter)).isEmpty)
    #expect(program.notice?.text.contains("wait") == true)
  }

  @Test func unfinishedWorkOpensByItself() {
    var program = ConsoleSample.console()
    let list = PickList(
      id: ID(3), site: ID(1), holder: ID(7), holderName: "Ama", claimedAt: program.now, leaseUntil: program.now,
      orders: [], tasks: [])
    let work = PickWork(list: list, orders: [], barcodes: [:], openShortages: 0)
    program.reply(.workInHand(work)) { $0 == .warehouse(.workInHand) }
    #expect(program.top?.screen.request == .pick(ID(3)))
  }

  @Test func aStoreWithoutPeopleAsksForItsFirstAdmin() {
    var program = ConsoleSample.console(nil)
    program.reply(.flag(true)) { $0 == .session(.needsFirstAdmin) }
    #expect(program.top?.screen.title == "First start")
    #expect(program.press(.function(2)) == [.end(.openSample)])
  }

  @Test func theFirstAdminOfAnEmptyStoreLandsInTheImport() {
    var program = ConsoleSample.console(nil)
    var admin = ConsoleSample.adwoa
    admin.sites = []
    program.tell(.chosen("x", tag: "account"))
    _ = program.handle(.resize(program.size), now: program.now)
    program.signedIn(admin)
    #expect(program.top?.screen.title == "Import")
    program.renew(ConsoleSample.adwoa)
    #expect(program.site == ConsoleSample.accra)
    #expect(program.stack.map(\.screen.request) == [.home, .importData])
  }

  @Test func aLockHidesEverythingUntilTheSecretIsRight() throws {
    var program = ConsoleSample.console()
    program.press(.character("L"))
    #expect(program.frame.lines.joined().contains("Locked by Ama Koranteng"))
    program.press(.escape)
    program.type("q")
    #expect(program.overlay != nil)
    program.press(.backspace)
    program.type("1001")
    let call = DeskCall.session(.unlock(ConsoleSample.ama, secret: "1001"))
    #expect(program.calls(.key(.enter)).map(\.call) == [call])
    program.reply(.failed(.unauthenticated, call)) { $0 == call }
    #expect(program.overlay != nil)
    program.unlock(with: "1001")
    program.reply(.done) { $0 == call }
    #expect(program.overlay == nil)
  }

  @Test func anotherBadgeOnTheLockChangesThePerson() {
    var program = ConsoleSample.console()
    program.press(.character("L"))
    program.type("B-1002")
    program.press(.enter)
    #expect(program.session == nil)
    program.type("100")
    #expect(
      program.calls(.key(.character("2"))).map(\.call)
        == [.session(.signInByBadge(badge: "B-1002", pin: "1002"))])
  }

  @Test func anotherTownTakesNothingAlong() {
    var program = ConsoleSample.console(ConsoleSample.adwoa)
    program.openAddress("queue town=accra late kofi")
    program.press(.character("T"))
    program.type("tam")
    program.press(.enter)
    #expect(program.site == ConsoleSample.tamale)
    #expect(program.stack.map(\.screen.request).first == .home)
    #expect(program.top?.screen.title == "Warehouse queue")
    guard case .queue(let filter) = program.top?.screen.request else { return }
    #expect(!filter.late)
    #expect(filter.text.isEmpty)
    #expect(
      program.pending.values.allSatisfy {
        $0.caller?.site == ConsoleSample.tamale.id || $0.call.isMutation
          || $0.since == program.now
      })
  }

  @Test func anAddressOfATownThatIsNotGrantedIsRefused() {
    var program = ConsoleSample.console()
    program.openAddress("queue town=kasoa")
    #expect(program.site == ConsoleSample.accra)
    #expect(program.notice?.text == "You have no town \"kasoa\"; T shows yours")
  }

  @Test func aScanOnABoardOpensTheRightThing() {
    var program = ConsoleSample.console(ConsoleSample.adwoa)
    _ = program.handle(.scan("ORD-20261121-0417"), now: program.now)
    #expect(program.top?.screen.title.contains("Order") == true || program.top?.screen.title.contains("ORD") == true)
    program.go(to: .home)
    _ = program.takeOutputs()
    let calls = program.calls(.scan("6031137690493"))
    #expect(calls.map(\.call) == [.service(.find("6031137690493"))])
    let hit = AnythingHit(.item(ID(5)), label: "RICE LONG GRAIN 5 KG", detail: "item", isExact: true)
    program.reply(.service(.found([hit]))) { $0 == .service(.find("6031137690493")) }
    #expect(program.top?.screen.request == .stockCard(.id(ID(5))))
  }
}
