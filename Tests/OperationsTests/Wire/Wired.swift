import FoundationEssentials
import Testing

/// The value as it arrives at the other end of a link that carries JSON; an issue when it is not the same there.
@discardableResult
func wired<Value: Codable & Equatable>(
  _ value: Value, sourceLocation: SourceLocation = #_sourceLocation
) throws -> Value {
  let sent = try JSONEncoder().encode(value)
  let arrived = try JSONDecoder().decode(Value.self, from: sent)
  #expect(arrived == value, "\(String(decoding: sent, as: UTF8.self))", sourceLocation: sourceLocation)
  return arrived
}
