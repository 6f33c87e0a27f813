internal import Commerce
internal import Console

/// A failure in words and as JSON.
struct FailureReport {
  /// What is wrong, in one line.
  let message: String
  /// What to do about it; empty when the message says it.
  let remedy: String
  private let failure: Failure

  init(_ failure: Failure) {
    self.failure = failure
    switch failure {
    case .usage(let text, let hint):
      message = text
      remedy = hint ?? "townhouse help shows every command."
    case .core(let error):
      message = Wording.text(error)
      remedy = Self.remedy(of: error)
    case .file(let path, let reason):
      message = path + ": " + reason
      remedy = ""
    case .configuration(let text):
      message = text
      remedy = "Mend the file, or move it away to go on with the shipped settings."
    case .terminal(let text):
      message = text
      remedy = ""
    case .outputClosed, .reported:
      message = ""
      remedy = ""
    }
  }

  /// What lies behind a link that does not work, and what to look at.
  private static func remedy(of error: CommerceError) -> String {
    guard case .trouble(let trouble) = error, trouble.place.contains("://") else { return "" }
    let advice =
      switch trouble.kind {
      case .unreachable: "Is townhouse serve running there, and is the address right?"
      case .unintelligible: "Is it the address of a townhouse serve --listen town=…, of the same version as this one?"
      case .denied: "Authorities of your own are named in the configuration: townhouse help servers."
      default: ""
      }
    return [trouble.detail, advice].filter { !$0.isEmpty }.joined(separator: "\n")
  }

  /// `{"error":{"code":…,"message":…,"status":…}}` with what the code brings along.
  func json(line: Int?) -> JSONText {
    var members: [(String, JSONText)] = [
      ("code", .text(failure.code)), ("message", .text(message)), ("status", JSONText(Int(failure.status))),
    ]
    if let line { members.append(("line", JSONText(line))) }
    if !remedy.isEmpty { members.append(("hint", .text(remedy))) }
    if case .core(let error) = failure { members += Self.particulars(of: error) }
    return ["error": .object(members)]
  }

  private static func particulars(of error: CommerceError) -> [(String, JSONText)] {
    switch error {
    case .refused(let refusal):
      let facts = refusal.facts.map { ($0.key.rawValue, JSONText(fact: $0.value)) }.sorted { $0.0 < $1.0 }
      return [("facts", .object(facts)), ("remedy", .text(refusal.remedy.rawValue))]
    case .invalid(let issues): return [("issues", .list(issues.map(JSONText.init(issue:))))]
    case .conflict(let issue): return [("issues", [JSONText(issue: issue)])]
    case .notFound(let kind, let text): return [("kind", .text(kind.rawValue)), ("sought", .text(text))]
    case .forbidden(let permission): return [("permission", .text(permission.rawValue))]
    case .slowedDown(let seconds): return [("retry_after_seconds", JSONText(seconds))]
    case .stale(let kind, let who): return [("kind", .text(kind.rawValue)), ("changed_by", .text(who))]
    case .trouble(let trouble): return [("place", .text(trouble.place)), ("detail", .text(trouble.detail))]
    case .unauthenticated: return []
    }
  }
}

extension JSONText {
  init(fact: Fact) {
    switch fact {
    case .text(let text): self = .text(text)
    case .count(let count): self = .init(count)
    case .time(let time): self = .init(time)
    case .money(let money): self = .init(money)
    }
  }

  init(issue: FieldIssue) { self = ["field": .text(issue.field), "problem": .text(issue.problem)] }
}
