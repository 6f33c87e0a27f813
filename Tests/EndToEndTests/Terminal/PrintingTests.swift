import Commerce
import Foundation
import Operations
import Store
import TestSupport
import Testing

/// Labels sent to the system's printers, with an `lp` of the test's own where the person sits; a server has none.
@Suite("Printing in a terminal", .serialized)
struct PrintingTests {
  @Test("an lp that hangs does not keep the packer from scanning on", arguments: Composition.allCases)
  func hungPrinter(_ composition: Composition) async throws {
    let floor = FloorWorkflowTests()
    let (town, premises) = try await floor.living(composition)
    let order = try await floor.picked([("MILO-400", 1)], town)
    let folder = try CommandLineFolder()
    let console = try packing(premises, folder, lp: "echo begun > \(folder.path)/begun; exec sleep 40")
    try console.scan(SmallTown.code("MILO-400"))
    let label = try label(console)
    try console.press("F12", "2")
    try eventually { folder.files.contains("begun") }
    try console.scan(label)
    try await floor.waitForStatus(.packed, order, town)
  }

  @Test(
    "an lp that fails is told at once, its label stays owed, and the scan goes through", arguments: Composition.allCases
  )
  func brokenPrinter(_ composition: Composition) async throws {
    let floor = FloorWorkflowTests()
    let (town, premises) = try await floor.living(composition)
    let order = try await floor.picked([("MILO-400", 1)], town)
    let folder = try CommandLineFolder()
    let console = try packing(premises, folder, lp: "exit 3")
    try console.scan(SmallTown.code("MILO-400"))
    let label = try label(console)
    try console.press("F12", "2")
    try console.wait(for: "LABEL \(label) NOT PRINTED: printer: lp ended with status 3")
    try console.wait(for: "label owed: \(label)")
    try console.scan(label)
    try await floor.waitForStatus(.packed, order, town)
  }

  @Test("labels printed side by side both come out whole", arguments: Composition.allCases)
  func twoAtOnce(_ composition: Composition) async throws {
    let floor = FloorWorkflowTests()
    let (town, premises) = try await floor.living(composition)
    _ = try await floor.picked([("MILO-400", 2)], town)
    let folder = try CommandLineFolder()
    let console = try packing(
      premises, folder, lp: "cat > \(folder.path)/$$.part && mv \(folder.path)/$$.part \(folder.path)/$$.label")
    try console.scan(SmallTown.code("MILO-400"))
    try console.press("F9")
    let first = try label(console)
    try console.scan(SmallTown.code("MILO-400"))
    try console.wait(for: "all counted")
    try console.press("F12", "2")
    try eventually { folder.files.filter { $0.hasSuffix(".label") }.count == 2 }
    let labels = try folder.files.filter { $0.hasSuffix(".label") }.map {
      try String(contentsOfFile: folder.path + "/" + $0, encoding: .utf8)
    }
    #expect(labels.filter { $0.contains(first) }.count == 1)
    #expect(Set(labels).count == 2 && labels.allSatisfy { $0.hasSuffix("\n") })
  }

  /// The pack station with tote T-101 open, where `lp` is this script.
  private func packing(_ premises: Premises, _ folder: CommandLineFolder, lp script: String) throws -> TmuxSession {
    let lp = try folder.file("lp", "#!/bin/sh\n" + script + "\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: lp)
    let console = try TmuxSession(
      arguments: premises.arguments + ["--as", "ama.koomson@townhouse.example", "pack town=accra"],
      environment: ["TOWNHOUSE_PASSWORD": SmallTown.password, "PATH": folder.path + ":/usr/bin:/bin"])
    try console.wait(for: "Scan a tote")
    try console.scan("T-101")
    try console.wait(for: "MILO 400 G")
    return console
  }

  /// The code of the one parcel on the screen.
  private func label(_ console: TmuxSession) throws -> String {
    let pattern = #"P-\d+"#
    let shown = try console.wait("a parcel code") {
      $0.contains { $0.range(of: pattern, options: .regularExpression) != nil }
    }.joined(separator: "\n")
    return String(shown[try #require(shown.range(of: pattern, options: .regularExpression))])
  }

  private func eventually(_ condition: () -> Bool) throws {
    let deadline = Date().addingTimeInterval(10)
    while !condition() {
      try #require(Date() < deadline)
      usleep(5000)
    }
  }
}
