import Commerce
import Contract
import Operations

/// What the provider's answers mean.
enum MoMoAnswer {
  /// What it refuses for good, in its own codes; whatever else it says with a 500 may pass.
  private static let final: Set<String> = [
    "PAYER_NOT_FOUND", "PAYEE_NOT_FOUND", "NOT_ALLOWED", "NOT_ALLOWED_TARGET_ENVIRONMENT",
    "INVALID_CALLBACK_URL_HOST", "INVALID_CURRENCY", "PAYER_LIMIT_REACHED", "PAYEE_NOT_ALLOWED_TO_RECEIVE",
  ]

  /// The answer to a request. Throws trouble when none came.
  static func carry(
    _ request: Request, _ transport: any Transport, _ place: String
  ) async throws(CommerceError) -> Response {
    do {
      return try await transport.send(request)
    } catch let error as CommerceError {
      throw error
    } catch {
      throw .trouble(StoreTrouble(.unreachable, place: place, detail: "\(error)"))
    }
  }

  /// The body as JSON. Throws trouble for anything else.
  static func read(_ response: Response, _ place: String) throws(CommerceError) -> JSONValue {
    do {
      return try JSONReader.read(response.bytes)
    } catch {
      throw .trouble(StoreTrouble(.unintelligible, place: place, detail: "status \(response.status), no JSON"))
    }
  }

  /// Throws unless a request to pay was taken in, now or before. A definite no is a refusal; anything else is trouble,
  /// after which nobody knows whether the phone rings.
  static func checkAsked(_ response: Response, _ place: String) throws(CommerceError) {
    switch response.status {
    case 202: return
    // The provider knows a request of that name: this one, asked for before.
    case 409: return
    case 400: throw refusal(words(in: response) ?? "the request is not understood")
    case 500:
      guard let words = words(in: response), final.contains(where: { words.hasPrefix($0) }) else {
        throw trouble(response, place)
      }
      throw refusal(words)
    default: throw trouble(response, place)
    }
  }

  /// Where a payment stands. Throws trouble for what cannot be understood.
  static func status(in response: Response, _ place: String) throws(CommerceError) -> GatewayAnswer {
    guard response.status == 200 else { throw trouble(response, place) }
    let json = try read(response, place)
    let words = reason(in: json) ?? ""
    let nothing = Money(minor: 0, .cedi)
    switch json["status"]?.momoText {
    case "PENDING", "CREATED", "ONGOING": return GatewayAnswer(status: .pending, amount: money(json) ?? nothing)
    case "FAILED", "REJECTED", "TIMEOUT":
      return GatewayAnswer(status: .failed, amount: money(json) ?? nothing, reason: words)
    case "SUCCESSFUL":
      // Money whose amount is not understood is not taken for paid.
      guard let amount = money(json) else { throw unintelligible("a payment without amount", place) }
      return GatewayAnswer(status: .paid, amount: amount)
    default: throw unintelligible("no status", place)
    }
  }

  /// What is said of an answer that is none.
  static func trouble(_ response: Response, _ place: String) -> CommerceError {
    let words = words(in: response).map { ": " + $0 } ?? ""
    let kind: StoreTrouble.Kind =
      switch response.status {
      case 401, 403: .denied
      case 408, 429, 500...599: .unreachable
      default: .unintelligible
      }
    return .trouble(StoreTrouble(kind, place: place, detail: "status \(response.status)\(words)"))
  }

  private static func refusal(_ words: String) -> CommerceError {
    .refused(Refusal(.providerRefused, [.reason: .text(words)], remedy: .backToCash))
  }

  private static func unintelligible(_ detail: String, _ place: String) -> CommerceError {
    .trouble(StoreTrouble(.unintelligible, place: place, detail: detail))
  }

  private static func money(_ json: JSONValue) -> Money? {
    guard let currency = json["currency"]?.momoText.flatMap(Currency.init(code:)),
      let text = json["amount"]?.momoText
    else { return nil }
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1].count > currency.exponent else { return Money(decimal: text, currency) }
    // More decimals than the currency has mean the same when they are zeros.
    guard parts[1].dropFirst(currency.exponent).allSatisfy({ $0 == "0" }) else { return nil }
    let fraction = parts[1].prefix(currency.exponent)
    return Money(decimal: fraction.isEmpty ? String(parts[0]) : "\(parts[0]).\(fraction)", currency)
  }

  private static func words(in response: Response) -> String? {
    (try? JSONReader.read(response.bytes)).flatMap(reason)
  }

  /// The provider's code and words, kept short and printable.
  private static func reason(in json: JSONValue) -> String? {
    let inner = json["reason"] ?? json
    let parts = [inner.momoText, inner["code"]?.momoText, inner["message"]?.momoText].compactMap { $0 }
    let text = parts.joined(separator: " ").unicodeScalars.filter { $0.value >= 0x20 && $0.value < 0x7f }
    return text.isEmpty ? nil : String(String.UnicodeScalarView(text.prefix(200)))
  }
}

extension JSONValue {
  /// The characters of a text or number; the provider writes amounts as either.
  var momoText: String? {
    switch self {
    case .text(let text), .number(let text): text
    case .boolean, .null, .list, .object: nil
    }
  }
}
