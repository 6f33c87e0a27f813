import FoundationEssentials
import Terminal
import Testing

@Suite struct ThemeTests {
  private static let names = ["standard", "dark", "paper", "high-contrast", "monochrome", "colour-blind"]

  private static func text(_ name: String) -> String? {
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    return try? String(contentsOfFile: "/\(root)/themes/\(name).json", encoding: .utf8)
  }

  private static func load(_ json: String, _ file: String = "mine.json") throws(ThemeProblem) -> Theme {
    try Theme.load(json: json, file: file) { name in text(name).map { ($0, "\(name).json") } }
  }

  @Test(arguments: names)
  func everyShippedThemeIsSound(name: String) throws {
    let theme = try Self.load(try #require(Self.text(name)), "\(name).json")
    #expect(theme.name == name)
    #expect(theme.warnings == [])
    #expect(Set(theme.styles.keys) == Set(Role.allCases))
    for depth in ColourDepth.allCases {
      #expect(theme.look(.selection, at: depth) != theme.look(.text, at: depth))
      #expect(theme.look(.refused, at: depth) != theme.look(.done, at: depth))
    }
  }

  @Test(arguments: names.filter { $0 != "monochrome" })
  func everyTownHasABannerOfItsOwn(name: String) throws {
    let theme = try Self.load(try #require(Self.text(name)))
    for depth in [ColourDepth.trueColour, .c256, .c16, .c8] {
      let banners = (0..<12).map { theme.look(.town($0), at: depth) }
      let seen = banners.map { [$0.foreground.number(at: depth), $0.background.number(at: depth)] }
      #expect(Set(seen).count == 12, "\(name) at \(depth)")
    }
  }

  @Test func theBuiltInThemeIsTheFile() throws {
    #expect(Self.text("standard") == Theme.standardJSON)
    #expect(Theme.standard.styles.count == Role.allCases.count)
  }

  @Test(arguments: [
    ("{\n  name: \"x\",\n  roles: {\n    late: { rgb: \"#ff000\" },\n  }\n}", 4, "roles.late.rgb"),
    ("{\n  roles: {\n    lat: {} } }", 3, "roles.lat"),
    ("{ roles: { late: { mono: \"red\" } } }", 1, "roles.late.mono"),
    ("{\n\n  extends: \"nowhere\" }", 3, "extends"), ("{ colours: {} }", 1, "colours"),
    ("{ roles: {\n late: { rgb: { fg: \"red\", back: \"blue\" } } } }", 2, "roles.late.rgb.back"),
    ("{ roles: { late: { rgb: \"red on\" } } }", 1, "roles.late.rgb"), ("{ dark: 1 }", 1, "dark"),
    ("{ roles: { late: { rgb: 5 } } }", 1, "roles.late.rgb"), ("{\n  name: \"x\"\n  roles: {} }", 3, ""),
    ("{ name: \"x", 1, ""), ("{\n /* open", 2, ""), ("[]", 1, ""), ("", 1, ""), ("{} x", 1, ""),
  ])
  func mistakesNameFileLineAndKey(json: String, line: Int, key: String) {
    let problem = #expect(throws: ThemeProblem.self) { try Self.load(json) }
    #expect(problem?.file == "mine.json")
    #expect(problem?.line == line)
    #expect(problem?.key == key)
    #expect(problem?.description.hasPrefix("mine.json:\(line): \(key)") == true)
  }

  @Test func aThemeExtendsAnother() throws {
    let theme = try Self.load("{ extends: 'paper', roles: { late: { rgb: { fg: '#5f0000', bg: '#ffffff' } } } }")
    #expect(theme.look(.late, at: .trueColour) == Look(.rgb(0x5F, 0, 0), on: .rgb(255, 255, 255)))
    #expect(theme.look(.key, at: .c256).background == .rgb(255, 255, 255))
    #expect(!theme.isDark)
    #expect(throws: ThemeProblem.self) {
      try Theme.load(json: "{extends: 'a'}", file: "a") { _ in ("{extends: 'a'}", "a") }
    }
  }

  @Test func doubtfulThemesWarn() throws {
    let faint = try Self.load("{ extends: 'standard', roles: { key: { rgb: '#222222' } } }")
    #expect(faint.warnings.contains { $0.hasPrefix("roles.key.rgb: contrast") })
    let hues = try Self.load(
      "{ extends: 'standard', roles: { done: { rgb: '#c0c000' }, warning: { rgb: '#c8b800' } } }")
    #expect(hues.warnings.contains { $0.contains("told apart by hue alone") })
    let plain = try Self.load("{ extends: 'standard', roles: { selection: { mono: 'plain' } } }")
    #expect(plain.warnings == ["roles.selection.mono: looks like text"])
  }

  @Test(arguments: [
    (256, false, true, "", ColourDepth.c256), (16, false, true, "", .c16), (8, false, true, "", .c8),
    (0, false, true, "", .mono),
    (16_777_216, true, true, "", .trueColour), (256, false, true, "1", .mono), (256, false, false, "", .mono),
  ])
  func depthFollowsTerminalAndWish(colours: Int, direct: Bool, wanted: Bool, noColour: String, depth: ColourDepth) {
    let found = ColourDepth.detect(colours: colours, hasDirectColour: direct, isWanted: wanted) {
      $0 == "NO_COLOR" ? noColour : nil
    }
    #expect(found == depth)
  }

  @Test func coloursAreMappedToThePalette() {
    #expect(Colour.rgb(0xFF, 0xAF, 0).number(at: .c256) == 214)
    #expect(Colour.rgb(0x30, 0x30, 0x30).number(at: .c256) == 236)
    #expect(Colour.rgb(250, 5, 5).number(at: .c16) == 9)
    #expect(Colour.named(9).number(at: .c8) == 1)
    #expect(Colour.rgb(1, 2, 3).number(at: .trueColour) == 0x010203)
    #expect(Colour.standard.number(at: .c256) == nil)
  }

  @Test func json5IsReadWithItsLiberties() throws {
    let root = try JSON5.parse(
      "// note\n{ bare: 'single', \"n\": [+0x10, .5, -2e1,], t: true, z: null, u: \"\\u00e9\\n\" }")
    #expect(root["bare"]?.text == "single")
    guard case .list(let numbers)? = root["n"]?.value else {
      Issue.record("no list")
      return
    }
    #expect(numbers.map(\.value) == [.number(16), .number(0.5), .number(-20)])
    #expect(root["u"]?.text == "é\n")
    #expect(root["t"]?.value == .flag(true))
    #expect(root["z"]?.line == 2)
    #expect(throws: JSON5.SyntaxError.self) { try JSON5.parse("{ a: 1, a: 2 }") }
    #expect(throws: JSON5.SyntaxError.self) { try JSON5.parse(String(repeating: "[", count: 5000)) }
  }
}
