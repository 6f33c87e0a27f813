public import Contract
import FoundationEssentials

/// The Town Commerce contract: `/api/v1`, bearer tokens, UUIDs, and `{"data":…,"error":…}` around everything.
public enum Town: APIDialect {
  /// `town`, also the audience of its tokens.
  public static let name = "town"
  /// Before every path.
  public static let prefix = "/api/v1"

  /// `{"data":reply,"error":null}`.
  public static func seal(_ reply: some Encodable) throws -> [UInt8] {
    var text = Array(#"{"data":"#.utf8)
    try JSONText.append(reply, to: &text)
    text += #","error":null}"#.utf8
    return text
  }

  /// What stands under `data`.
  public static func open<Reply: Decodable>(_ type: Reply.Type, _ body: [UInt8]) throws -> Reply {
    try JSONDecoder().decode(Sealed<Reply>.self, from: Data(body)).data
  }

  /// `{"data":reply,"error":null}`.
  public static func envelope(_ reply: Schema) -> Schema {
    .object([.required("data", reply), .required("error", .optional(.object([])))])
  }

  private struct Sealed<Reply: Decodable>: Decodable { var data: Reply }
}
