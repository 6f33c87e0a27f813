import Commerce
import Operations
@testable import Security
import Testing

@Suite("Password hashing")
struct PasswordHasherTests {
  private let hasher = SodiumPasswordHasher()

  @Test("a hash verifies its own secret and no other, and no two hashes are alike")
  func roundTrip() throws {
    let hash = try hasher.hash("akwaaba 2026")
    let again = try hasher.hash("akwaaba 2026")
    #expect(hash != again)
    #expect(hasher.verify("akwaaba 2026", against: hash))
    #expect(hasher.verify("akwaaba 2026", against: again))
    #expect(!hasher.verify("akwaaba 2027", against: hash))
    #expect(!hasher.verify("", against: hash))
  }

  @Test("the cost stands in the hash: Argon2id, 19 MiB, 2 passes; unknown people cost the same")
  func cost() throws {
    let cost = "$argon2id$v=19$m=19456,t=2,p=1$"
    #expect(try hasher.hash("secret").hasPrefix(cost))
    #expect(SodiumPasswordHasher.nobody.hasPrefix(cost))
    #expect(SodiumPasswordHasher.nobody.utf8.count == (try hasher.hash("secret")).utf8.count)
    #expect(!hasher.verifyNothing("secret"))
  }

  @Test("any script and a NUL inside are part of the secret")
  func bytes() throws {
    let hash = try hasher.hash("Ɛdwoa\u{0}界")
    #expect(hasher.verify("Ɛdwoa\u{0}界", against: hash))
    #expect(!hasher.verify("Ɛdwoa", against: hash))
  }

  @Test("an empty or huge secret is refused, and nothing verifies against what is no hash")
  func limits() {
    #expect(throws: CommerceError.self) { try hasher.hash("") }
    #expect(throws: CommerceError.self) { try hasher.hash(String(repeating: "x", count: 1025)) }
    #expect(!hasher.verify("x", against: ""))
    #expect(!hasher.verify("x", against: "plain:x"))
    #expect(!hasher.verify(String(repeating: "x", count: 5000), against: SodiumPasswordHasher.nobody))
  }
}

@Suite("Identifiers")
struct SystemIDSourceTests {
  @Test("a thousand identifiers are version 4 and all different")
  func fresh() {
    let source = SystemIDSource()
    let minted = (0..<1000).map { _ in source.next() }
    #expect(Set(minted).count == 1000)
    for id in minted {
      let text = Array(id.description)
      #expect(text.count == 36 && text[14] == "4" && "89ab".contains(text[19]))
      #expect(UniqueID(id.description) == id)
    }
  }
}
