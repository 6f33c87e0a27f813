internal import Server

/// What a server is started with, read from the command line before anything is opened.
struct ServePlan: Sendable {
  /// One listener.
  struct Listening: Sendable {
    let dialect: String
    let address: ListenAddress
  }

  /// The dialects there will be; those that are there yet are answered by `ServeVerb`.
  static let dialects = ["town", "ansania", "dhanvantari", "collectibles", "schools"]

  let listening: [Listening]
  let certificate: String?
  let key: String?
  let isPublic: Bool
  let limitsRates: Bool
  let log: String?
  let configuration: String

  /// Throws what was not understood.
  init(_ arguments: Arguments) throws(Failure) {
    let texts = arguments.all(.listen) + arguments.words
    guard !texts.isEmpty else {
      throw .usage("nothing to listen on is named: --listen town=127.0.0.1:8000", hint: nil)
    }
    let listening = try texts.map { (text) throws(Failure) in try Self.listening(text) }
    if let twice = Self.dialects.first(where: { name in listening.count(where: { $0.dialect == name }) > 1 }) {
      throw .usage("\(twice) is to listen twice")
    }
    self.listening = listening
    certificate = arguments[.certificate]
    key = arguments[.key]
    guard (certificate == nil) == (key == nil) else { throw .usage("--tls-cert and --tls-key go together") }
    isPublic = arguments.has(.public)
    limitsRates = !arguments.has(.noRateLimit)
    log = arguments[.log]
    configuration = arguments[.configuration] ?? Configuration.path
  }

  private static func listening(_ text: String) throws(Failure) -> Listening {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2, let address = ListenAddress(parts[1]) else {
      throw .usage("\"\(text)\" is no listener", hint: "write DIALECT=HOST:PORT, such as town=127.0.0.1:8000")
    }
    guard dialects.contains(parts[0]) else {
      throw .usage("there is no dialect \"\(parts[0])\"", hint: "there are " + dialects.joined(separator: ", "))
    }
    guard parts[0] == "town" else {
      throw .usage("the dialect \(parts[0]) is not served yet", hint: "town is, so far")
    }
    return Listening(dialect: parts[0], address: address)
  }
}
