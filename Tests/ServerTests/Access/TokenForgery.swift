import Commerce
import FoundationEssentials
import Security
import Server
import TestSupport

/// Tokens that are nobody's: what somebody might make who has no key, or another listener's.
enum TokenForgery {
  /// Tokens that look like `token`, which is of `person`, and must not be believed; with what is wrong with each.
  static func all(
    of person: ID<Person>, like token: String, at clock: FixedClock, _ generator: inout SeededGenerator
  ) -> [(fault: String, token: String)] {
    let signer = SodiumSigner()
    let key = [UInt8](repeating: 7, count: 32)
    let parts = token.split(separator: ".").map(String.init)
    let past = FixedClock(clock.now.adding(minutes: -61))
    let claims = #"{"iss":"townhouse","aud":"town","sub":\#(person),"iat":0,"exp":99999999999}"#
    func signed(_ header: String, _ claims: String, with key: [UInt8]) -> String {
      let message = encoded(header) + "." + encoded(claims)
      return message + "." + encoded(bytes: signer.signature(of: Array(message.utf8), key: key))
    }
    var forged: [(String, String)] = [
      ("of another dialect", Tokens(audience: "ansania", keys: [key], signer: signer, clock: clock).issue(to: person)),
      (
        "of another house",
        Tokens(audience: "town", keys: [Array(repeating: 8, count: 32)], signer: signer, clock: clock)
          .issue(to: person)
      ),
      ("expired", Tokens(audience: "town", keys: [key], signer: signer, clock: past).issue(to: person)),
      ("alg none", encoded(#"{"alg":"none","typ":"JWT"}"#) + "." + parts[1] + "."),
      ("alg none, signed", encoded(#"{"alg":"none","typ":"JWT"}"#) + "." + parts[1] + "." + parts[2]),
      ("alg HS512", encoded(#"{"alg":"HS512","typ":"JWT"}"#) + "." + parts[1] + "." + parts[2]),
      ("a key it names itself", signed(#"{"alg":"HS256","typ":"JWT","kid":"/dev/null"}"#, claims, with: [0])),
      ("the key itself, not the audience's", signed(#"{"alg":"HS256","typ":"JWT"}"#, claims, with: key)),
      ("the audience for a key", signed(#"{"alg":"HS256","typ":"JWT"}"#, claims, with: Array("town".utf8))),
      ("no signature", parts[0] + "." + parts[1]), ("an empty one", parts[0] + "." + parts[1] + "."),
      ("a part more", token + "." + parts[2]), ("padding", token + "="), ("space", token + " x"), ("nothing", ""),
      ("dots", ".."), ("a long one", String(repeating: "a", count: 5000)),
      ("of somebody else's claims", parts[0] + "." + encoded(claims) + "." + parts[2]),
    ]
    for _ in 0..<24 { forged.append(("one character", flipped(token, &generator))) }
    return forged
  }

  /// The text with one of its letters or digits another one.
  static func flipped(_ text: String, _ generator: inout SeededGenerator) -> String {
    var bytes = Array(text.utf8)
    let places = bytes.indices.filter { bytes[$0] != UInt8(ascii: ".") && bytes[$0] != UInt8(ascii: "=") }
    guard let place = places.randomElement(using: &generator) else { return text + "x" }
    bytes[place] = bytes[place] == UInt8(ascii: "1") ? UInt8(ascii: "2") : UInt8(ascii: "1")
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func encoded(_ text: String) -> String { encoded(bytes: Array(text.utf8)) }

  private static func encoded(bytes: [UInt8]) -> String {
    Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }
}
