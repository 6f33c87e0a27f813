import Commerce
import Testing

/// Expects an error of that stable code.
func expect(
  code: String, _ body: () async throws -> Void, sourceLocation: SourceLocation = #_sourceLocation
) async {
  do {
    try await body()
    Issue.record("nothing was refused; \(code) was expected", sourceLocation: sourceLocation)
  } catch let error as CommerceError {
    #expect(error.code == code, sourceLocation: sourceLocation)
  } catch {
    Issue.record(error, sourceLocation: sourceLocation)
  }
}
