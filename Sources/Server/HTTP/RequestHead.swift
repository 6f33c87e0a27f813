import CMicroHTTPD
import Contract

/// The pieces of a request line as the library left them in the connection's memory.
struct RawHead {
  var target: UnsafePointer<CChar>
  var method: UnsafePointer<CChar>
  var version: UnsafePointer<CChar>
}

/// A request line and headers that may be believed: what two readers could understand in two ways is refused, since a
/// proxy in front may be the other one.
struct RequestHead {
  /// Why a head is refused.
  struct Trouble: Error {
    var fault: Fault
    /// The status, when it is not the fault's own.
    var status: Int?
  }

  /// The request, without its body.
  private(set) var request: Request
  /// The length the body has by its header.
  private(set) var length: Int?
  /// True when the body comes in chunks.
  private(set) var isChunked = false

  /// Throws what is wrong.
  init(_ raw: RawHead, _ connection: OpaquePointer, _ exchange: HTTPExchange, limits: HTTPLimits) throws(Trouble) {
    let (path, query) = try Self.cut(exchange.target)
    request = Request(
      method: String(cString: raw.method), path: path, query: query, peer: Self.peer(connection))
    guard request.method.utf8.count <= 32, request.method.utf8.allSatisfy(Self.isToken) else {
      throw Trouble(fault: .malformed("the method is no word"))
    }
    var found = Found(size: exchange.targetLength + 20)
    let isSound = withUnsafeMutablePointer(to: &found) { found in
      thm_headers(
        connection, raw.method, raw.target, exchange.targetLength, raw.version,
        { context, name, nameLength, value, valueLength in
          guard let context, let name, let value else { return }
          context.assumingMemoryBound(to: Found.self).pointee.add(
            UnsafeRawBufferPointer(start: name, count: nameLength),
            UnsafeRawBufferPointer(start: value, count: valueLength))
        }, found)
    }
    guard found.size <= limits.headerBlock else {
      throw Trouble(fault: .malformed("the headers are larger than \(limits.headerBlock) bytes"), status: 431)
    }
    guard isSound == 1, found.isSound else {
      throw Trouble(fault: .malformed("the headers are not as HTTP has them"))
    }
    request.headers = found.headers
    try frame(found, version: String(cString: raw.version))
  }

  /// Where the body ends must be said once, in one way.
  private mutating func frame(_ found: Found, version: String) throws(Trouble) {
    for name in ["content-length", "transfer-encoding", "host", "content-type", "authorization"]
    where found.repeated.contains(name) {
      throw Trouble(fault: .malformed("the header \(name) stands there twice"))
    }
    guard version != "HTTP/1.1" || request.headers["host"] != nil else {
      throw Trouble(fault: .malformed("the header host is missing"))
    }
    if let coding = request.headers["transfer-encoding"] {
      guard request.headers["content-length"] == nil else {
        throw Trouble(fault: .malformed("the body's length is said in two ways"))
      }
      guard coding.lowercased() == "chunked", version == "HTTP/1.1" else {
        throw Trouble(fault: .malformed("this transfer encoding is not understood"), status: 501)
      }
      isChunked = true
    }
    if let text = request.headers["content-length"] {
      guard let length = Int(text), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
        throw Trouble(fault: .malformed("the body's length is no number"))
      }
      self.length = length
    }
  }

  /// Path and query of a request target.
  private static func cut(_ target: String) throws(Trouble) -> (path: String, query: String) {
    guard target.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }), target.hasPrefix("/") || target == "*" else {
      throw Trouble(fault: .malformed("the request target is no path"))
    }
    let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    let path = String(parts[0])
    let query = parts.count > 1 ? String(parts[1]) : ""
    guard !target.contains("%00"), !path.contains("%2f"), !path.contains("%2F") else {
      throw Trouble(fault: .malformed("the path holds an escaped slash or NUL"))
    }
    return (path, query)
  }

  /// The caller's address, without a port.
  static func peer(_ connection: OpaquePointer) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { text in
      guard let start = text.baseAddress else { return "" }
      thm_peer(connection, start, text.count)
      return String(cString: start)
    }
  }

  /// Whom a proxy of ours speaks for; nil when nobody but itself.
  func origin(behind proxies: Set<String>) -> String? {
    guard proxies.contains(request.peer), let chain = request.headers["x-forwarded-for"] else { return nil }
    // The last one is what our own proxy saw; what stands before it was told to it.
    let last = chain.split(separator: ",").last.map { $0.filter { $0 != " " && $0 != "\t" } } ?? ""
    return last.isEmpty || last.utf8.count > 45 ? nil : last
  }

  private static func isToken(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
  }

  /// The headers, as they are handed over.
  private struct Found {
    var headers: [String: String] = [:]
    var repeated: Set<String> = []
    var size: Int
    var isSound = true

    mutating func add(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) {
      size += name.count + value.count + 4
      guard !name.isEmpty, name.allSatisfy(RequestHead.isToken),
        value.allSatisfy({ ($0 >= 0x20 && $0 != 0x7f) || $0 == 0x09 })
      else {
        isSound = false
        return
      }
      let name = String(decoding: name, as: UTF8.self).lowercased()
      var value = value[...]
      while let last = value.last, last == 0x20 || last == 0x09 { value.removeLast() }
      let text = String(decoding: value, as: UTF8.self)
      if let former = headers[name] {
        repeated.insert(name)
        headers[name] = former + ", " + text
      } else {
        headers[name] = text
      }
    }
  }
}
