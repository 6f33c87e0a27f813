import FoundationEssentials
import TestSupport
import Testing

@testable import Console

/// The keys in the documentation are those of the bindings. `TOWNHOUSE_RECORD=1` writes them anew.
@Suite struct KeyTableTests {
  private static let isRecording = ProcessInfo.processInfo.environment["TOWNHOUSE_RECORD"] == "1"

  private static let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(4)
    .joined(separator: "/")

  @Test func theReadmeHasTheKeysOfTheBindings() throws {
    let (begin, end) = ("<!-- keys: made from the bindings -->\n", "<!-- end of keys -->")
    let path = URL(filePath: Self.root + "/README.md")
    let readme = try String(contentsOf: path, encoding: .utf8)
    let head = try #require(readme.firstRange(of: begin))
    let tail = try #require(readme.firstRange(of: end))
    let summary = "\n" + KeyTable.summary(now: ConsoleSample.now) + "\n"
    if Self.isRecording {
      let whole = readme[..<head.upperBound] + summary + readme[tail.lowerBound...]
      try String(whole).write(to: path, atomically: true, encoding: .utf8)
    } else {
      #expect(readme[head.upperBound..<tail.lowerBound] == summary)
    }
  }

  @Test(arguments: Address.views) func everyViewIsInTheTable(view: String) throws {
    let address = try #require(Address(view))
    let title = ScreenFactory.screen(for: address.request).title
    let titles = KeyTable.views.map { ScreenFactory.screen(for: $0).title }
    #expect(titles.contains { $0.hasPrefix(title) }, "\(view) is \(title)")
  }

  @Test func thePageOfKeysHasEveryBinding() throws {
    let path = URL(filePath: Self.root + "/docs/keys.md")
    let page = """
      # Keys

      Every key of every screen, from the bindings; `townhouse help keys` prints the table. The name is what the
      configuration calls the action: `keys: { "pick.short": ["F4", "Alt-s"] }`.


      """ + KeyTable.markdown(now: ConsoleSample.now)
    if Self.isRecording {
      try page.write(to: path, atomically: true, encoding: .utf8)
    } else {
      #expect(try String(contentsOf: path, encoding: .utf8) == page)
    }
  }
}
