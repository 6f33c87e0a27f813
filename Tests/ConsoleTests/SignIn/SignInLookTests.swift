import Commerce
import Operations
import Terminal
import Testing

@testable import Console

@Suite struct SignInLookTests {
  private static let accounts = [
    SampleAccount(email: "admin@townhouse.example", badge: "B-1000", name: "Adwoa Sekyere", role: "admin"),
    SampleAccount(
      email: "picker.accra@townhouse.example", badge: "B-1001", name: "Ama Koranteng", role: "picker Accra"),
    SampleAccount(
      email: "support.accra@townhouse.example", badge: "B-1007", name: "Efua Dadzie", role: "support Accra"),
  ]

  @Test func signIn() {
    expectGoldens("sign-in") { size in
      var program = ConsoleSample.console(nil, size: size)
      program.reply(.accounts(Self.accounts)) { $0 == .session(.sampleAccounts) }
      program.type("B-1001")
      program.press(.enter)
      program.type("100")
      return program
    }
  }

  @Test func firstStart() { expectGoldens("first-start") { ConsoleSample.showing(FirstStartScreen(), nil, size: $0) } }

  @Test func lock() {
    expectGoldens("lock", sizes: [Size(columns: 40, rows: 12), Size(columns: 80, rows: 24)]) { size in
      var program = ConsoleSample.console(size: size)
      program.press(.character("L"))
      return program
    }
  }
}
