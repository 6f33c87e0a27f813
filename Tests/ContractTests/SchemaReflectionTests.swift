import Contract
import Testing

@Suite("Shapes found out by decoding")
struct SchemaReflectionTests {
  private enum Word: String, Codable, CaseIterable { case one, two }
  private enum Payload: Codable, Exemplified {
    case number(Int)
    case nothing
    static var example: Payload { .nothing }
  }
  private struct Inner: Codable { var flag: Bool }
  private struct Strict: Codable {
    var text: String
    init(from decoder: any Decoder) throws {
      text = try decoder.singleValueContainer().decode(String.self)
      guard text.hasPrefix("2026") else {
        throw DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: "no time"))
      }
    }
  }
  private struct Everything: Codable {
    var count: Int
    var small: UInt8
    var note: String?
    var word: Word
    var words: [Word]
    var payload: Payload
    var time: Strict
    var inner: Inner
    var more: [Inner]?
    var byName: [String: Int64]
    var byNumber: [Word: Int]
    var last: Bool
  }

  private func faults(_ text: String) throws -> [FieldFault] {
    Schema.reflecting(Everything.self).faults(in: try JSONReader.read(Array(text.utf8)))
  }

  @Test("keys, bounds, words, lists and what may be missing are found")
  func everything() throws {
    let sound = """
      {"count":1,"small":255,"word":"one","words":["two"],"payload":{"number":{"_0":1}},"time":"2026-01-31T10:00:00Z",
      "inner":{"flag":true},"byName":{"a":1},"byNumber":["one",1],"last":false}
      """
    #expect(try faults(sound) == [])
    #expect(
      try faults("{}").map(\.field) == [
        "count", "small", "word", "words", "payload", "time", "inner", "byName", "byNumber", "last",
      ])
    let wrong = """
      {"count":1.5,"small":256,"note":7,"word":"three","words":["x"],"payload":3,"time":"now","inner":{},
      "more":[{"flag":1}],"byName":{"a":"b"},"byNumber":{},"last":null}
      """
    #expect(
      try faults(wrong).map(\.field) == [
        "count", "small", "note", "word", "words[0]", "payload", "time", "inner.flag", "more[0].flag", "byName.a",
        "byNumber", "last",
      ])
  }

  @Test("a text may hold anything the core looks at itself")
  func anyText() throws {
    struct Code: Codable { var code: String }
    let value = try JSONReader.read(Array("{\"code\":\"a\\r\\u0001\"}".utf8))
    #expect(Schema.reflecting(Code.self).faults(in: value) == [])
  }

  @Test("events survive being cut anywhere")
  func events() {
    let events = [
      ServerSentEvents.Event(id: "7", data: "{\"sequence\":7}"), .init(id: "8", data: "{\"sequence\":8}"),
    ]
    let bytes =
      ServerSentEvents.Event(id: "6", data: "").encoded + events[0].encoded + ServerSentEvents.heartbeat
      + events[1].encoded
    for size in 1...bytes.count {
      var reader = ServerSentEvents.Reader()
      var found: [ServerSentEvents.Event] = []
      for start in stride(from: 0, to: bytes.count, by: size) {
        found += reader.read(Array(bytes[start..<min(start + size, bytes.count)]))
      }
      #expect(found == events && reader.lastID == "8")
    }
  }
}
