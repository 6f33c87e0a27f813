internal import Console
internal import Glibc
internal import Terminal

/// What the configuration file says.
struct Configuration: Sendable {
  /// The store that is opened when none is named.
  var store: String?
  /// Servers by the names people give them.
  var servers: [String: Server] = [:]
  /// The server that is worked at when neither a store nor a server is named; a name of `servers` or an address.
  var remote: String?
  /// Who acts when nobody is named.
  var person: String?
  /// The settings of the console.
  var settings = ConsoleSettings()
  /// What the server lets in beside everybody.
  var serving = ServingSettings()
  /// The mobile-money provider; nil when there is none.
  var momo: MoMoSetup?
  /// Where labels, slips, sheets and exports go.
  var papers = Folders.state + "/papers"

  /// Where the file lies.
  static var path: String { Folders.configuration + "/config.json" }

  /// Reads the file; without one everything is as shipped. Throws what is wrong with it, with file, line and key.
  static func load(_ path: String = path) throws(Failure) -> Configuration {
    guard access(path, F_OK) == 0 else { return Configuration() }
    return try Configuration(json5: try TextFile.read(path), file: path)
  }

  init() {}

  /// Reads the text of a configuration file; comments are allowed.
  init(json5 text: String, file: String) throws(Failure) {
    let root: JSON5
    do {
      root = try JSON5.parse(text)
    } catch {
      throw .configuration("\(file):\(error.line): \(error.reason)")
    }
    guard let members = root.members else {
      throw .configuration("\(file):\(root.line): an object in braces is wanted")
    }
    for (key, value) in members { try take(key, Setting(value: value, file: file, key: key)) }
  }

  private mutating func take(_ key: String, _ setting: Setting) throws(Failure) {
    switch key {
    case "store": store = Self.expanded(try setting.text())
    case "remote": remote = try setting.text()
    case "servers": try takeServers(setting)
    case "as": person = try setting.text()
    case "town": settings.lastTown = try setting.text()
    case "theme": settings.theme = try setting.text()
    case "ascii": settings.ascii = try setting.flag()
    case "mouse": settings.mouse = try setting.flag()
    case "printer": settings.printer = try setting.text()
    case "papers": papers = Self.expanded(try setting.text())
    case "keys": try takeKeys(setting)
    case "serve": try takeServing(setting)
    case "momo": try takeMoMo(setting)
    default:
      throw setting.problem(
        "there is no such key; there are store, remote, servers, as, town, theme, ascii, mouse, printer, papers, keys, "
          + "serve, momo")
    }
  }

  /// Servers by name: an address, or an object with `url` and `authorities`.
  private mutating func takeServers(_ setting: Setting) throws(Failure) {
    guard let members = setting.value.members else { throw setting.problem("an object in braces is wanted") }
    for (name, value) in members {
      let entry = Setting(value: value, file: setting.file, key: "servers." + name)
      var server = Server(url: value.text ?? "")
      for (key, part) in value.members ?? [] {
        let text = try Setting(value: part, file: setting.file, key: "servers.\(name).\(key)").text()
        switch key {
        case "url": server.url = text
        case "authorities": server.authorities = Self.expanded(text)
        default: throw entry.problem("there is no such key as \(key); there are url, authorities")
        }
      }
      guard !server.url.isEmpty else { throw entry.problem("the server's address is missing") }
      servers[name] = server
    }
  }

  private mutating func takeKeys(_ setting: Setting) throws(Failure) {
    guard let members = setting.value.members else { throw setting.problem("an object in braces is wanted") }
    for (action, value) in members {
      let entry = Setting(value: value, file: setting.file, key: "keys." + action)
      if let name = value.text {
        settings.keys[action] = [name]
      } else if case .list(let names) = value.value {
        settings.keys[action] = try names.map { (name) throws(Failure) in
          guard let text = name.text else { throw entry.problem("names of keys in quotes are wanted") }
          return text
        }
      } else {
        throw entry.problem("a key such as \"F4\", or a list of them, is wanted")
      }
      do {
        _ = try KeyMap([action: settings.keys[action] ?? []])
      } catch {
        throw entry.problem("there is no key \"\(error.key)\" (names are F2, Ctrl-P, PgDn, a)")
      }
    }
  }

  private mutating func takeServing(_ setting: Setting) throws(Failure) {
    guard let members = setting.value.members else { throw setting.problem("an object in braces is wanted") }
    for (name, value) in members {
      let entry = Setting(value: value, file: setting.file, key: "serve." + name)
      switch name {
      case "proxies": serving.proxies = try entry.texts()
      case "metrics": serving.metrics = try entry.texts()
      default: throw entry.problem("there is no such key; there are proxies, metrics")
      }
    }
  }

  private mutating func takeMoMo(_ setting: Setting) throws(Failure) {
    guard let members = setting.value.members else { throw setting.problem("an object in braces is wanted") }
    var setup = MoMoSetup()
    for (name, value) in members {
      let entry = Setting(value: value, file: setting.file, key: "momo." + name)
      switch name {
      case "url": setup.url = try entry.text()
      case "environment": setup.environment = try entry.text()
      case "callback": setup.callback = try entry.text()
      case "country": setup.callingCode = try entry.text()
      case "keys": setup.keys = Self.expanded(try entry.text())
      default: throw entry.problem("there is no such key; there are url, environment, callback, country, keys")
      }
    }
    guard !setup.url.isEmpty, !setup.environment.isEmpty else {
      throw setting.problem("url and environment are missing")
    }
    guard (1...4).contains(setup.callingCode.count), setup.callingCode.utf8.allSatisfy({ (48...57).contains($0) })
    else {
      throw setting.problem("country is a calling code, such as \"233\"")
    }
    while setup.callback?.last == "/" { setup.callback?.removeLast() }
    momo = setup
  }

  private static func expanded(_ path: String) -> String {
    path.hasPrefix("~/") ? (Folders.environment("HOME") ?? "") + path.dropFirst() : path
  }

  /// The file's text for these settings.
  var json5: String {
    var lines = ["// Townhouse: written by the settings screen; comments here are lost when it writes again.", "{"]
    func line(_ key: String, _ value: JSONText) { lines.append("  \(key): \(value.line),") }
    if let store { line("store", .text(store)) }
    if let remote { line("remote", .text(remote)) }
    if !servers.isEmpty {
      line("servers", .object(servers.sorted { $0.key < $1.key }.map { ($0.key, $0.value.json) }))
    }
    if let person { line("as", .text(person)) }
    if !settings.lastTown.isEmpty { line("town", .text(settings.lastTown)) }
    line("theme", .text(settings.theme))
    line("ascii", .flag(settings.ascii))
    line("mouse", .flag(settings.mouse))
    line("printer", .text(settings.printer))
    line("papers", .text(papers))
    let keys = settings.keys.sorted { $0.key < $1.key }.map { ($0.key, JSONText.list($0.value.map { .text($0) })) }
    line("keys", .object(keys))
    if serving != ServingSettings() {
      line(
        "serve",
        .object([
          ("proxies", .list(serving.proxies.map { .text($0) })), ("metrics", .list(serving.metrics.map { .text($0) })),
        ]))
    }
    if let momo { line("momo", momo.json) }
    return lines.joined(separator: "\n") + "\n}\n"
  }

  /// Writes the file.
  func save() throws(Failure) {
    try Folders.make(Folders.configuration)
    try TextFile.write(json5, to: Self.path)
  }
}

/// Whom the server believes more than others.
struct ServingSettings: Hashable, Sendable {
  /// The addresses of proxies whose `X-Forwarded-For` says who calls.
  var proxies: [String] = []
  /// The addresses beside this machine that may read `/metrics`.
  var metrics: [String] = []
}

/// One value of the file, with what is needed to complain about it.
private struct Setting {
  let value: JSON5
  let file: String
  let key: String

  func problem(_ reason: String) -> Failure { .configuration("\(file):\(value.line): \(key): \(reason)") }

  func text() throws(Failure) -> String {
    guard let text = value.text else { throw problem("text in quotes is wanted") }
    return text
  }

  func texts() throws(Failure) -> [String] {
    guard case .list(let values) = value.value else { throw problem("a list of texts in quotes is wanted") }
    return try values.map { (value) throws(Failure) in
      guard let text = value.text else { throw problem("a list of texts in quotes is wanted") }
      return text
    }
  }

  func flag() throws(Failure) -> Bool {
    guard case .flag(let flag) = value.value else { throw problem("true or false is wanted") }
    return flag
  }
}
