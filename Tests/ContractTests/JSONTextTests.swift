import Contract
import FoundationEssentials
import Testing

/// Values of every kind that Codable knows, written and read by ours as Foundation writes and reads them.
@Suite struct JSONTextTests {
  struct Point: Codable, Hashable {
    var x: Double
    var y: Float
  }

  enum Anchor: Codable, Hashable {
    case first
    case after(Point)
    case between(low: Int, high: Int8)
  }

  struct Empty: Codable, Hashable {}

  struct Everything: Codable, Hashable {
    var zebra = "quote \" slash / backslash \\ \u{8}\u{c}\n\r\t\u{1}\u{1f}\u{7f} é 👩‍🍳"
    var words = ["b": [1, 2], "": [], "ab": [3], "a": [4], "é": [5]]
    var numbers: [Double] = [0, 1.5, -2, 1e100, 0.005603717, 1e16, 123_456_789_012_345_680]
    var limits: [Int64] = [.min, -1, 0, .max]
    var largest = UInt64.max
    var anchors: [Anchor] = [.first, .after(Point(x: 1, y: 0.1)), .between(low: -7, high: 7)]
    var nested = [[[Empty()]], []]
    var nothing: Int?
    var something: Int? = 3
    var isTrue = true
    var keyed = [7: Empty()]
    var optionals: [Int?] = [1, nil]
  }

  @Test func itIsFoundationsTextWithSortedNames() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    #expect(try JSONText.bytes(of: Everything()) == Array(encoder.encode(Everything())))
    #expect(try JSONText.bytes(of: Empty()) == Array("{}".utf8))
    #expect(try JSONText.bytes(of: "text") == Array("\"text\"".utf8))
  }

  @Test func aNumberWithoutAWordIsRefusedAndNothingAdded() {
    var bytes: [UInt8] = [1]
    #expect(throws: EncodingError.self) { try JSONText.append([1, Double.nan], to: &bytes) }
    #expect(bytes == [1])
  }

  @Test func whatWasWrittenIsRead() throws {
    let json = try JSONReader.read(try JSONText.bytes(of: Everything()))
    #expect(try JSONValueDecoder.decode(Everything.self, from: json) == Everything())
  }

  struct Count: Decodable, Equatable { var count: Int8 }

  @Test(
    arguments: [
      (#"{"count":2}"#, 2), (#"{"count":2.0}"#, 2), (#"{"count":1e2}"#, 100), (#"{"count":1.5}"#, nil),
      (#"{"count":300}"#, nil), (#"{"count":"2"}"#, nil), (#"{"count":null}"#, nil), ("{}", nil), ("[]", nil),
    ])
  func aWholeNumberIsTakenHoweverItIsWritten(_ text: String, count: Int8?) throws {
    let json = try JSONReader.read(Array(text.utf8))
    if let count {
      #expect(try JSONValueDecoder.decode(Count.self, from: json) == Count(count: count))
    } else {
      #expect(throws: DecodingError.self) { try JSONValueDecoder.decode(Count.self, from: json) }
    }
  }
}
