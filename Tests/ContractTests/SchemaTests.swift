import Contract
import Testing

@Suite struct SchemaTests {
  private let shape = Schema.object([
    .required("quantity", .integer(1...999)), .optional("note", .text(0...5)),
    .required("lines", .list(.object([.required("sku", .text(1...9))]), 1...2)),
  ])

  @Test func everyWrongFieldIsNamedWithItsPath() throws {
    let value = try JSONReader.read(Array(#"{"quantity":0,"note":"too long","lines":[{"sku":""},{}]}"#.utf8))
    #expect(shape.faults(in: value).map(\.field) == ["quantity", "note", "lines[0].sku", "lines[1].sku"])
  }

  @Test func nullIsAbsentForAnOptionalFieldAndWrongForARequiredOne() throws {
    let value = try JSONReader.read(Array(#"{"quantity":null,"note":null,"lines":[{"sku":"A"}]}"#.utf8))
    #expect(shape.faults(in: value) == [FieldFault("quantity", "must not be null")])
  }

  @Test(arguments: ["{", "[1,]", #"{"a":1,"a":2}"#, "01", "1 2", #""\ud800""#, "\"\u{1}\"", "nul", "-", #""\u+123""#])
  func whatIsNoJSONIsRefused(_ text: String) {
    #expect(throws: Fault.self) { try JSONReader.read(Array(text.utf8)) }
  }

  @Test func depthIsLimited() throws {
    let deep = { (count: Int) in
      Array((String(repeating: "[", count: count) + String(repeating: "]", count: count)).utf8)
    }
    _ = try JSONReader.read(deep(32))
    #expect(throws: Fault.self) { try JSONReader.read(deep(33)) }
  }

  @Test func aValueIsWrittenAsItWasRead() throws {
    let text = #"{"a":[1,-2.50e3,true,null],"b":"x\"\\\n\u0001é😀"}"#
    #expect(String(decoding: try JSONReader.read(Array(text.utf8)).encoded, as: UTF8.self) == text)
  }
}
