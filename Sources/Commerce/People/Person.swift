/// Somebody who may sign in, or whose name stands in the history.
public struct Person: Hashable, Sendable, Codable {
  /// Its identity.
  public var id: ID<Person>
  /// Lower-cased e-mail address, unique.
  public var email: String
  /// Name as shown.
  public var name: String
  /// The code on the badge, unique; empty when there is none.
  public var badge: String
  /// False once the person may no longer sign in.
  public var isActive: Bool

  /// A person with these properties.
  public init(id: ID<Person>, email: String, name: String, badge: String = "", isActive: Bool = true) {
    self.id = id
    self.email = email
    self.name = name
    self.badge = badge
    self.isActive = isActive
  }

  /// `Ama K.`: first name and the initial of the last.
  public var shortName: String {
    let parts = name.split(separator: " ")
    guard let first = parts.first, let last = parts.last, parts.count > 1, let initial = last.first else { return name }
    return first + " " + String(initial) + "."
  }
}
