import Commerce
import Operations
import Terminal
import Testing

@testable import Console

@Suite struct BindingTests {
  private static func duplicates<Value: Hashable>(_ values: [Value]) -> [Value] {
    Dictionary(grouping: values) { $0 }.filter { $0.value.count > 1 }.map(\.key)
  }

  @Test(arguments: KeyTable.views) func noKeyMeansTwoThings(_ request: ScreenRequest) {
    let (_, own, _) = KeyTable.bindings(of: request, now: ConsoleSample.now)
    #expect(Self.duplicates(own.flatMap(\.keys)).isEmpty)
    #expect(Self.duplicates(own.compactMap(\.dot)).isEmpty)
    #expect(Self.duplicates(own.map(\.name)).isEmpty)
    #expect(own.allSatisfy { $0.name.contains(".") && !$0.label.isEmpty })
  }

  @Test(arguments: KeyTable.views) func onScanScreensEveryKeyHasItsDot(_ request: ScreenRequest) {
    let (_, own, isForScans) = KeyTable.bindings(of: request, now: ConsoleSample.now)
    guard isForScans else { return }
    for binding in own where binding.keys.contains(where: { if case .function = $0 { true } else { false } }) {
      #expect(binding.dot != nil, "\(binding.name) needs a dot letter of equal rank")
    }
    for key in own.flatMap(\.keys) {
      if case .character = key { Issue.record("\(key.name) is data on a scan screen") }
    }
  }

  @Test func noTerminalKeyIsTaken() {
    for request in KeyTable.views {
      let (_, own, _) = KeyTable.bindings(of: request, now: ConsoleSample.now)
      #expect(
        !own.flatMap(\.keys).contains { [.control("s"), .control("q"), .control("z"), .control("c")].contains($0) })
    }
  }

  @Test func goToLettersAreTheirOwn() {
    let program = ConsoleSample.console(ConsoleSample.adwoa)
    #expect(Self.duplicates(program.frameBindings().compactMap(\.goTo)).isEmpty)
    #expect(Self.duplicates(program.frameBindings().flatMap(\.keys)).isEmpty)
  }

  @Test func theTableOfKeysComesFromTheBindings() {
    let table = KeyTable.markdown(now: ConsoleSample.now)
    #expect(table.contains("| The floor | `n` `F2` | next work | floor.next |"))
    #expect(table.contains("| everywhere | `?` `F1` | help | app.help |"))
  }
}
