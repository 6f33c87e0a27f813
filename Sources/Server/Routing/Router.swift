public import Contract

/// The operations of one listener by method and path. It is a transport itself, so that a test needs no socket.
public struct Router<Dialect: APIDialect>: Sendable {
  /// One operation: its route, what the document says of it, and what answers it.
  public struct Operation: Sendable {
    /// Where it is served.
    public var route: Route
    /// What the document says of it.
    public var description: OperationDescription
    /// What answers it.
    var answer: @Sendable (Incoming) async throws -> Response
  }

  /// All operations, in the order they were added.
  public private(set) var operations: [Operation] = []
  private var root = Node()

  /// A router without operations.
  public init() {}

  /// Adds an operation. Throws `RouteClash` when another already answers the same method and path.
  mutating func add(_ operation: Operation) throws {
    root = try root.inserting(operations.count, operation.route.method, operation.route.segments[...])
    operations.append(operation)
  }

  /// The operation for a method and path below the prefix, with what stood in the braces, still percent-encoded. Text
  /// that stands in a path goes before a brace. Throws `Fault.unknownRoute` or `Fault.methodNotAllowed`.
  func find(_ method: String, _ path: Substring) throws -> (operation: Operation, parameters: [String: String]) {
    guard path.hasPrefix("/") else { throw Fault.unknownRoute }
    let parts = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
    var values: [Substring] = []
    guard let node = root.find(parts[...], &values), !node.methods.isEmpty else { throw Fault.unknownRoute }
    guard let known = HTTPMethod(rawValue: method), let index = node.methods[known] else {
      throw Fault.methodNotAllowed(node.methods.keys.sorted { $0.rawValue < $1.rawValue })
    }
    let operation = operations[index]
    return (
      operation,
      Dictionary(zip(operation.route.parameters, values.map(String.init)), uniquingKeysWith: { first, _ in first })
    )
  }

  /// One place in the tree of paths.
  private final class Node: Sendable {
    let fixed: [String: Node]
    let parameter: Node?
    let methods: [HTTPMethod: Int]

    init(fixed: [String: Node] = [:], parameter: Node? = nil, methods: [HTTPMethod: Int] = [:]) {
      self.fixed = fixed
      self.parameter = parameter
      self.methods = methods
    }

    func inserting(_ index: Int, _ method: HTTPMethod, _ path: ArraySlice<Route.Segment>) throws -> Node {
      guard let first = path.first else {
        guard methods[method] == nil else { throw RouteClash(method: method) }
        return Node(
          fixed: fixed, parameter: parameter, methods: methods.merging([method: index]) { old, _ in old })
      }
      switch first {
      case .fixed(let text):
        let child = try (fixed[text] ?? Node()).inserting(index, method, path.dropFirst())
        return Node(fixed: fixed.merging([text: child]) { _, new in new }, parameter: parameter, methods: methods)
      case .parameter:
        let child = try (parameter ?? Node()).inserting(index, method, path.dropFirst())
        return Node(fixed: fixed, parameter: child, methods: methods)
      }
    }

    func find(_ path: ArraySlice<Substring>, _ values: inout [Substring]) -> Node? {
      guard let first = path.first else { return self }
      if let node = fixed[String(first)]?.find(path.dropFirst(), &values) { return node }
      guard let parameter, !first.isEmpty else { return nil }
      values.append(first)
      if let node = parameter.find(path.dropFirst(), &values) { return node }
      values.removeLast()
      return nil
    }
  }
}

/// Two operations answer the same method and path.
public struct RouteClash: Error, Hashable {
  /// The method.
  public var method: HTTPMethod
}
