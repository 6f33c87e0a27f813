import Commerce
import Foundation
import Glibc
import Operations
import Security
import Store
import TestSupport
import Testing

/// Many processes at one queue.
@Suite("Claims from many processes")
struct ClaimRaceTests {
  private static let processes = 20

  @Test(
    "twenty processes claim from one queue at once, and every order goes to one of them",
    arguments: Composition.allCases)
  func race(_ composition: Composition) async throws {
    let (town, premises) = try await FloorWorkflowTests().living(composition)
    // One person each: whoever asks again with work in hand is given that work, by design.
    let people = try await hire(town)
    for _ in people { try await town.place([("MILO-400", 1)]) }
    let folder = URL(fileURLWithPath: town.path).deletingLastPathComponent().path
    let gate = Gate(folder: folder)
    let running = try people.enumerated().map { index, email in
      try StartedProcess(
        "/bin/sh", ["-c", gate.waiting + command(email, premises)], output: "\(folder)/claim-\(index)")
    }
    try gate.open(for: people.count)
    var numbers: [String] = []
    for (index, process) in running.enumerated() {
      let status = process.wait()
      let output = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/claim-\(index)"))
      #expect(status == 0, "\(String(decoding: output, as: UTF8.self))")
      let answer = try #require(try JSONSerialization.jsonObject(with: output) as? [String: Any])
      numbers += try #require(answer["orders"] as? [[String: Any]]).compactMap { $0["number"] as? String }
    }
    #expect(numbers.count == Self.processes)
    #expect(Set(numbers).count == Self.processes)
    #expect(try CommandLineRun("check", "--store", town.path).status == 0)
  }

  private func command(_ email: String, _ premises: Premises) throws -> String {
    "exec env TOWNHOUSE_PASSWORD='\(SmallTown.password)' '\(try BuiltProgram.path("townhouse"))' pick next --json"
      + " \(premises.arguments.joined(separator: " ")) --as \(email)"
  }

  /// Twenty pickers, each with the town's password.
  private func hire(_ town: SmallTown) async throws -> [String] {
    let hash = try SodiumPasswordHasher().hash(SmallTown.password)
    return try await town.store.write { [site = town.site] transaction throws(CommerceError) in
      var people: [String] = []
      for number in 1...Self.processes {
        let email = "picker\(number)@townhouse.example"
        let id = try transaction.insert(
          Person(id: ID(0), email: email, name: "Picker \(number)", badge: "B-5\(100 + number)"))
        try transaction.setGrants([Grant(role: .picker, site: site)], of: id)
        try transaction.setSecrets(password: hash, pin: nil, of: id)
        people.append(email)
      }
      return people
    }
  }
}

/// Holds processes back until all of them wait, then lets them go together: a line of a pipe for each.
private final class Gate {
  /// What a shell does to wait here.
  let waiting: String
  private let ready: String
  private let pipe: Int32

  init(folder: String) {
    let path = folder + "/gate"
    ready = folder + "/ready"
    mkfifo(path, 0o600)
    pipe = Glibc.open(path, O_RDWR)
    waiting = "echo >> '\(ready)'; read go < '\(path)'; "
  }

  deinit { close(pipe) }

  func open(for count: Int) throws {
    let deadline = Date().addingTimeInterval(30)
    while ((try? Data(contentsOf: URL(fileURLWithPath: ready)).count) ?? 0) < count {
      guard Date() < deadline else { throw NotReady() }
      usleep(5000)
    }
    let lines = [UInt8](repeating: 0x0A, count: count)
    #expect(write(pipe, lines, count) == count)
  }

  /// Not all of them came to the gate.
  private struct NotReady: Error {}
}
