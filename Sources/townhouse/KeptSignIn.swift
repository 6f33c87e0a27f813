internal import Client
internal import Commerce
internal import Glibc
internal import Operations
internal import Terminal

/// Whoever signed in at a server, from one command of the line to the next: their token in a file that only its owner
/// can read, renewed in time, forgotten when the server takes it no longer. A password is never kept.
struct KeptSignIn: Sendable {
  /// The server, as `https://host:port`.
  let server: String
  let link: RemoteLink
  let wallet: TokenWallet

  /// The session of the person with that e-mail: with the kept token, or by `signIn`. Of commands that run at once one
  /// signs in and the others go on with its token.
  func session(_ email: String, signIn: () async throws -> Session) async throws -> Session {
    let file = TokenFile(server: server, email: email)
    let lock = await TokenLock.take(file.path + ".lock")
    defer { lock?.release() }
    if let session = try await resumed(file) { return session }
    let session = try await signIn()
    keep(session, in: file)
    return session
  }

  private func resumed(_ file: TokenFile) async throws -> Session? {
    guard let kept = file.read() else { return nil }
    let (now, elapsed) = (SystemClock().now, ElapsedClock().now)
    let left = (kept.renewAt.milliseconds - now.milliseconds) / 1000
    wallet.keep(kept.token, of: kept.person, renewAt: elapsed.adding(seconds: left))
    do {
      let session = try await link.resume(kept.person)
      // Another store may stand at that address by now.
      guard session.person.email.lowercased() == file.email else {
        forget(kept.person, file)
        return nil
      }
      keep(session, in: file)
      return session
    } catch CommerceError.unauthenticated {
      forget(kept.person, file)
      return nil
    }
  }

  private func forget(_ person: ID<Person>, _ file: TokenFile) {
    wallet.drop(Caller(person: person, site: ID(0)))
    file.remove()
  }

  /// Writes the token that is held now, if it is another than the file's. A disk that takes nothing costs the next
  /// command a sign-in, no more.
  private func keep(_ session: Session, in file: TokenFile) {
    guard let held = wallet.held(of: session.caller(at: ID(0))), let renewAt = held.renewAt else { return }
    guard file.read()?.token != held.token else { return }
    let left = (renewAt.milliseconds - ElapsedClock().now.milliseconds) / 1000
    file.write(
      TokenFile.Kept(
        person: session.person.id, token: held.token, renewAt: SystemClock().now.adding(seconds: left)))
  }
}

/// The file of one person's token at one server.
struct TokenFile: Sendable {
  /// What is kept.
  struct Kept: Sendable {
    let person: ID<Person>
    let token: String
    let renewAt: Instant
  }

  let server: String
  let email: String
  let path: String

  /// The folder of all tokens.
  static var folder: String { Folders.state + "/tokens" }

  init(server: String, email: String) {
    self.server = server
    self.email = email.lowercased()
    path = Self.folder + "/" + Self.safe(server) + "/" + Self.safe(email.lowercased())
  }

  /// The folder of one server's.
  static func folder(of server: String) -> String { folder + "/" + safe(server) }

  private static func safe(_ text: String) -> String {
    let name = text.split(separator: "://").last.map(String.init) ?? text
    let safe = String(
      name.map { $0.isASCII && ($0.isLetter || $0.isNumber || "-.@".contains($0)) ? $0 : "_" }.prefix(200))
    return safe.hasPrefix(".") ? "_" + safe : safe
  }

  /// What is kept; nil for nothing, for what others could have read, and for another's whose name looks alike.
  func read() -> Kept? {
    guard access(path, F_OK) == 0, let text = try? SecretFile.read(path), let json = try? JSON5.parse(text) else {
      return nil
    }
    let members = Dictionary((json.members ?? []).map { ($0.key, $0.value.text ?? "") }) { first, _ in first }
    guard members["server"] == server, members["email"] == email, let token = members["token"], !token.isEmpty,
      let person = members["person"].flatMap({ Int64($0) }), let renewAt = members["renew_at"].flatMap({ Int64($0) })
    else { return nil }
    return Kept(person: ID(person), token: token, renewAt: Instant(milliseconds: renewAt))
  }

  func write(_ kept: Kept) {
    let json: JSONText = [
      "server": .text(server), "email": .text(email), "person": .text(kept.person.description),
      "token": .text(kept.token), "renew_at": .text(String(kept.renewAt.milliseconds)),
    ]
    do {
      try Folders.make(Self.folder(of: server))
      try TextFile.write(json.line + "\n", to: path)
    } catch {
      remove()
    }
  }

  func remove() { unlink(path) }

  /// Whose tokens of a server there are, by file.
  static func all(of server: String) -> [String] {
    guard let listing = opendir(folder(of: server)) else { return [] }
    defer { closedir(listing) }
    var names: [String] = []
    while let entry = readdir(listing) {
      let name = withUnsafePointer(to: entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix("."), !name.hasSuffix(".lock") { names.append(name) }
    }
    return names.sorted()
  }
}

/// One command at a time signs in or renews.
private struct TokenLock {
  private let descriptor: Int32

  /// Takes it; nil when it cannot be had within half a minute, and everybody signs in for themselves.
  static func take(_ path: String) async -> TokenLock? {
    let folder = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
    guard (try? Folders.make(folder)) != nil else { return nil }
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return nil }
    for _ in 0..<600 {
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return TokenLock(descriptor: descriptor) }
      guard errno == EWOULDBLOCK || errno == EINTR else { break }
      try? await Task.sleep(for: .milliseconds(50))
    }
    close(descriptor)
    return nil
  }

  func release() { close(descriptor) }
}
