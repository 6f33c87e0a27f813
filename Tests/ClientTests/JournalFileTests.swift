@testable import Client
import Commerce
import Glibc
import TestSupport
import Testing

@Suite struct JournalFileTests {
  private func entry(_ number: UInt64) -> JournalEntry {
    JournalEntry(
      id: UniqueID(high: 1, low: number), person: ID(3), impersonator: nil, site: ID(1), desk: "warehouse",
      call: "scan", arguments: #"{"code":"A\nB","list":7}"#, at: Instant(milliseconds: 5))
  }

  @Test func whatWasPutIsThereAfterTheProcessIsGone() throws {
    let path = try SmallTown.temporaryPath()
    do {
      var file = try JournalFile.open(path: path)
      for number in 1...4 { try file.put(entry(UInt64(number))) }
      try file.finish(entry(1).id)
      try file.refuse(entry(2).id, .unauthenticated, at: Instant(milliseconds: 9))
      try file.drop(entry(3).id, reason: "not wanted")
    }
    let again = try JournalFile.open(path: path)
    #expect(again.pending == [entry(4)])
    #expect(again.refused == [RefusedCommand(entry: entry(2), error: .unauthenticated, at: Instant(milliseconds: 9))])
  }

  @Test func aLineCutAnywhereIsDroppedAndNothingElse() throws {
    let path = try SmallTown.temporaryPath()
    do {
      var file = try JournalFile.open(path: path)
      try file.put(entry(1))
    }
    let first = try #require(size(of: path))
    do {
      var file = try JournalFile.open(path: path)
      try file.put(entry(2))
    }
    let both = try #require(size(of: path))
    for length in stride(from: both, through: first, by: -1) {
      #expect(truncate(path, off_t(length)) == 0)
      var file = try JournalFile.open(path: path)
      #expect(file.pending.count == (length == both ? 2 : 1))
      if length == first { try file.put(entry(3)) }
    }
    #expect(try JournalFile.open(path: path).pending == [entry(1), entry(3)])
  }

  @Test func theSameCommandStandsOnceAndALongFileIsWrittenAnew() throws {
    let path = try SmallTown.temporaryPath()
    do {
      var file = try JournalFile.open(path: path)
      try file.put(entry(1))
      try file.put(entry(1))
      #expect(file.pending.count == 1)
      for number in 2...300 {
        try file.put(entry(UInt64(number)))
        try file.finish(entry(UInt64(number)).id)
      }
    }
    #expect(try #require(size(of: path)) < 60_000)
    #expect(try JournalFile.open(path: path).pending == [entry(1)])
  }

  @Test func aSecondProcessIsToldAndTheFileIsItsOwnersAlone() throws {
    let path = try SmallTown.temporaryPath()
    let file = try JournalFile.open(path: path)
    #expect(throws: CommerceError.self) { _ = try JournalFile.open(path: path) }
    var info = stat()
    #expect(stat(path, &info) == 0 && info.st_mode & 0o777 == 0o600)
    #expect(file.pending.isEmpty)
  }

  private func size(of path: String) -> Int? {
    var info = stat()
    return stat(path, &info) == 0 ? Int(info.st_size) : nil
  }
}
