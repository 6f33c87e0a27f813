/// One thing the command line can do.
struct Verb: Sendable {
  /// The words that call it, such as `orders find`.
  let name: String
  /// What follows them, as the help shows it.
  let operands: String
  /// How many words may follow.
  let count: ClosedRange<Int>
  /// The options it understands beside those every verb has.
  let options: [CommandOption]
  /// What options mean here where it is not what they usually mean.
  let explaining: [CommandOption: String]
  /// One line of help.
  let about: String
  /// What it does.
  let run: @Sendable (Request) async throws -> Void

  init(
    _ name: String, _ operands: String = "", count: ClosedRange<Int> = 0...0, options: [CommandOption] = [],
    explaining: [CommandOption: String] = [:], about: String, run: @escaping @Sendable (Request) async throws -> Void
  ) {
    self.name = name
    self.operands = operands
    self.count = count
    self.options = options
    self.explaining = explaining
    self.about = about
    self.run = run
  }

  /// The options of every verb.
  static let common: [CommandOption] = [.store, .json, .help]

  /// The options of verbs that can be carried out at a server.
  static let distant: [CommandOption] = [.remote, .api]

  /// The options of verbs that act for somebody in a town.
  static let acting: [CommandOption] = [.person, .town]

  /// Everything the command line can do, in the order of the help.
  static let all: [Verb] =
    storeVerbs + upkeepVerbs + [serveVerb, runVerb] + [importVerb] + orderVerbs + [placeVerb, editVerb, cancelVerb]
    + bulkVerbs
    + pickVerbs + packVerbs
    + putBackVerbs
    + dispatchVerbs
    + runVerbs + driverVerbs + cashVerbs + paymentVerbs + refundVerbs + noticeVerbs + customerVerbs + lookUpVerbs
    + stockVerbs + inboundVerbs + overviewVerbs
    + peopleVerbs + [
      signOutVerb, changesVerb, sheetVerb, replayVerb, helpVerb,
    ]

  /// The verb that the words call, and how many words its name takes; nil when there is none.
  static func find(_ words: [String]) -> (verb: Verb, taken: Int)? {
    for taken in [2, 1] where words.count >= taken {
      let name = words.prefix(taken).joined(separator: " ")
      if let verb = all.first(where: { $0.name == name }) { return (verb, taken) }
    }
    return nil
  }

  /// `townhouse orders find TEXT [--town CODE] …`
  var usage: String {
    let parts = ["townhouse", name, operands] + options.map { "[" + $0.usage + "]" }
    return parts.filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// Throws unless the words and options fit.
  func check(_ arguments: Arguments) throws(Failure) {
    let known = Set(options + Self.common + (options.contains(.person) ? Self.distant : []))
    if let foreign = arguments.options.subtracting(known).map(\.rawValue).min() {
      throw .usage("\(name) has no option --\(foreign)", hint: usage)
    }
    guard count.contains(arguments.words.count) else {
      let surplus = arguments.words.count > count.upperBound
      throw .usage(surplus ? "too many words after \(name)" : "\(name) needs \(operands)", hint: usage)
    }
  }
}

/// A verb's call: its words, its options, and where the answer goes.
struct Request: Sendable {
  let arguments: Arguments
  let output: Output
  /// The script the call is a line of; nil for a command of its own.
  var script: ScriptHouse?

  var words: [String] { arguments.words }
}
