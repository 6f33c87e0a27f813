import Terminal

/// Keys a person chose in place of the shipped ones, by action name.
public struct KeyMap: Hashable, Sendable {
  /// A name of the configuration file that means no key.
  public struct Problem: Error, Hashable, Sendable, CustomStringConvertible {
    /// The action it was given for.
    public var action: String
    /// The name as written.
    public var key: String

    /// One clause for a person.
    public var description: String { "keys.\(action): there is no key \"\(key)\" (names are F2, Ctrl-P, PgDn, a)" }
  }

  private var keys: [String: [Key]] = [:]

  /// The shipped keys.
  public init() {}

  /// The keys named in a configuration file, such as `["pick.short": ["F4", "Alt-s"]]`. Throws for a name without key.
  public init(_ names: [String: [String]]) throws(Problem) {
    for (action, list) in names {
      var chosen: [Key] = []
      for name in list {
        guard let key = Key(name: name) else { throw Problem(action: action, key: name) }
        chosen.append(key)
      }
      keys[action] = chosen
    }
  }

  /// The actions with keys of their own.
  var actions: Set<String> { Set(keys.keys) }

  /// The bindings with the chosen keys. A chosen key is taken away from the action that shipped with it.
  func applied(to bindings: [Binding]) -> [Binding] {
    guard !keys.isEmpty else { return bindings }
    let present = Set(bindings.map(\.name))
    let taken = Set(keys.filter { present.contains($0.key) }.flatMap(\.value))
    return bindings.map { binding in
      var changed = binding
      changed.keys = keys[binding.name] ?? binding.keys.filter { !taken.contains($0) }
      return changed
    }
  }
}
