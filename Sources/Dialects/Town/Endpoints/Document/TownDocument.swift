public import Contract

/// Extension `GET /openapi.json`: the published document of this API, itself included.
public enum TownDocument {
  /// Where it is served.
  public static let route = Route(.get, "/openapi.json", access: .anyone)

  /// What the published document says of it.
  public static let description = OperationDescription(
    "openAPI", "This document", tag: "Document",
    parameters: [
      .init(
        "If-None-Match", in: .header, .text(0...(16 << 20), .raw), about: "The ETag of a copy that may still be good")
    ],
    reply: .object([
      .required("openapi", .words(["3.1.0"])), .required("info", .object([])), .required("servers", .list(.any, 1...9)),
      .required("tags", .list(.any, 0...1000)), .required("paths", .object([])), .required("components", .object([])),
    ]), packing: .bare)

  /// What the document says of the API as a whole.
  public static let info = OpenAPIDocument.Info(
    title: "Townhouse: Town Commerce", version: "1.0.0",
    description: """
      Orders of towns: placed by customers and guests, picked, packed and driven out by the staff. Every answer is \
      {"data":…,"error":null} or {"data":null,"error":{"code","message","details"}}; times are UTC, amounts whole minor \
      units. What is no operation answers 404, and a method that a path does not have 405 with Allow.

      The paths under /desk, /staff, /console and /events are extensions for Townhouse's own console: their things and \
      towns are named by the store's serials, and their values are those of one version of the program.
      """)
}
