/// Text in the making. Containers are open one within the other; writing to an outer one closes those within.
public struct JSONPage: Sendable {
  /// An object or list that is not closed yet.
  private struct Frame {
    var isObject: Bool
    /// Where its content begins.
    var start: Int
    /// Where its members begin among all.
    var members: Int
    var isEmpty = true
  }

  /// A member of an open object: `"name":value`, up to the next one or the end of the object.
  private struct Member {
    var start: Int
    var nameEnd: Int
    /// Where it ends, known when the next one begins.
    var end: Int
  }

  /// What is written so far.
  private(set) var bytes: [UInt8] = []
  private var frames: [Frame] = []
  private var members: [Member] = []

  init() { bytes.reserveCapacity(1024) }

  /// How many containers are open.
  var depth: Int { frames.count }

  /// True when an object is open right within `depth` others, so that another part of the same value goes on with it.
  func isOpen(at depth: Int, asObject isObject: Bool) -> Bool {
    depth < frames.count && frames[depth].isObject == isObject
  }

  mutating func open(asObject isObject: Bool) {
    bytes.append(isObject ? UInt8(ascii: "{") : UInt8(ascii: "["))
    frames.append(Frame(isObject: isObject, start: bytes.count, members: members.count))
  }

  /// Closes containers until so many are open.
  mutating func close(to depth: Int) {
    while frames.count > depth, let frame = frames.popLast() {
      if frame.isObject { sort(frame) }
      bytes.append(frame.isObject ? UInt8(ascii: "}") : UInt8(ascii: "]"))
    }
  }

  /// Begins a member of the object that is the last of `depth` containers.
  mutating func begin(_ name: String, at depth: Int) {
    close(to: depth)
    let last = frames.count - 1
    if frames[last].isEmpty {
      frames[last].isEmpty = false
    } else {
      members[members.count - 1].end = bytes.count
      bytes.append(UInt8(ascii: ","))
    }
    let start = bytes.count
    text(name)
    members.append(Member(start: start, nameEnd: bytes.count, end: 0))
    bytes.append(UInt8(ascii: ":"))
  }

  /// Begins an entry of the list that is the last of `depth` containers.
  mutating func beginEntry(at depth: Int) {
    close(to: depth)
    let last = frames.count - 1
    if frames[last].isEmpty {
      frames[last].isEmpty = false
    } else {
      bytes.append(UInt8(ascii: ","))
    }
  }

  mutating func plain(_ word: some StringProtocol) { bytes += word.utf8 }

  mutating func integer(_ value: Int64) {
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    natural(value.magnitude)
  }

  mutating func natural(_ value: UInt64) {
    let start = bytes.count
    var rest = value
    repeat {
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    } while rest > 0
    bytes[start...].reverse()
  }

  mutating func text(_ text: String) {
    var text = text
    bytes.append(UInt8(ascii: "\""))
    text.withUTF8 { utf8 in
      var done = 0
      for (index, byte) in utf8.enumerated()
      where byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
        bytes.append(contentsOf: utf8[done..<index])
        done = index + 1
        escape(byte)
      }
      bytes.append(contentsOf: utf8[done...])
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func escape(_ byte: UInt8) {
    bytes.append(UInt8(ascii: "\\"))
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
    case 0x08: bytes.append(UInt8(ascii: "b"))
    case 0x0c: bytes.append(UInt8(ascii: "f"))
    case 0x0a: bytes.append(UInt8(ascii: "n"))
    case 0x0d: bytes.append(UInt8(ascii: "r"))
    case 0x09: bytes.append(UInt8(ascii: "t"))
    default:
      bytes += byte < 0x10 ? "u000".utf8 : "u001".utf8
      bytes.append(
        byte & 15 < 10 ? UInt8(ascii: "0") + byte & 15 : UInt8(ascii: "a") + byte & 15 - 10)
    }
  }

  /// Puts the members of an object that ends here in the order of their names.
  private mutating func sort(_ frame: Frame) {
    let count = members.count - frame.members
    defer { members.removeLast(count) }
    guard count > 1 else { return }
    members[members.count - 1].end = bytes.count
    guard
      (frame.members + 1..<members.count).contains(where: { precedes(members[$0], members[$0 - 1]) }
      )
    else { return }
    let sorted = members[frame.members...].sorted(by: precedes)
    var content: [UInt8] = []
    content.reserveCapacity(bytes.count - frame.start)
    for (index, member) in sorted.enumerated() {
      if index > 0 { content.append(UInt8(ascii: ",")) }
      content += bytes[member.start..<member.end]
    }
    bytes.replaceSubrange(frame.start..., with: content)
  }

  private func precedes(_ left: Member, _ right: Member) -> Bool {
    // Without the quotes: what another name goes on with comes after it.
    var (one, other) = (left.start + 1, right.start + 1)
    while one < left.nameEnd - 1, other < right.nameEnd - 1 {
      if bytes[one] != bytes[other] { return bytes[one] < bytes[other] }
      one += 1
      other += 1
    }
    return right.nameEnd - other > left.nameEnd - one
  }
}

// For rows that write themselves.
extension JSONPage {
  /// An object of what `write` adds.
  public mutating func object(_ write: (inout JSONPage) -> Void) {
    let around = depth
    open(asObject: true)
    write(&self)
    close(to: around)
  }

  /// A member of the object at hand.
  public mutating func member(_ name: String, _ value: String) {
    begin(name, at: depth)
    text(value)
  }

  /// A member of the object at hand.
  public mutating func member(_ name: String, _ value: Int64) {
    begin(name, at: depth)
    integer(value)
  }

  /// A member of the object at hand that is an object itself.
  public mutating func member(_ name: String, object write: (inout JSONPage) -> Void) {
    begin(name, at: depth)
    object(write)
  }
}
