internal import Client
internal import Commerce
internal import Glibc
internal import Operations
internal import TownDialect

/// Composes the desks of a server.
enum RemoteWorkplace {
  /// The desks of a server for a console: commands are on this disk before they are acknowledged, and what was read
  /// last is shown while the server does not answer. Papers are printed here.
  /// `name` is what people call it; its host without one.
  static func console(
    _ server: Server, name: String?, _ configuration: Configuration
  ) async throws -> Workplace {
    let address = try address(server)
    let house = try RemoteHouse(
      transport: try transport(address, server), place: address.origin,
      journal: journal(address),
      surroundings: CommandJournal.Surroundings(clock: SystemClock()),
      papers: RemotePapers(PaperPrinter(folder: configuration.papers)))
    await house.start()
    return Workplace(desks: house.desks, place: name ?? host(address), leave: { await house.stop() })
  }

  private static func journal(_ address: ServerAddress) -> JournalFolder {
    JournalFolder(state: Folders.state, server: address.origin)
  }

  /// How many commands for a server wait on this disk for the next console; none for what is no server's address.
  static func waiting(for server: Server) -> Int {
    guard let address = try? address(server) else { return 0 }
    return journal(address).waiting
  }

  /// What the banner calls a server.
  static func name(of server: Server) -> String { (try? address(server)).map(host) ?? server.url }

  /// The desks of a server for one command of the line, which hears what became of it before it ends.
  static func open(_ server: Server, _ configuration: Configuration) throws -> Workplace {
    let address = try address(server)
    let wallet = TokenWallet()
    var link = RemoteLink(transport: try transport(address, server), wallet: wallet, place: address.origin)
    link.papers = RemotePapers(PaperPrinter(folder: configuration.papers))
    return Workplace(
      desks: RemoteDesks.make(link: link), place: host(address),
      kept: KeptSignIn(server: address.origin, link: link, wallet: wallet))
  }

  /// Forgets who signed in at a server from the line; of one person, or of all. Answers who that was.
  static func forget(_ server: Server, _ email: String?) throws(Failure) -> [String] {
    let origin = try address(server).origin
    let names = TokenFile.all(of: origin)
    guard let email else {
      for name in names { unlink(TokenFile.folder(of: origin) + "/" + name) }
      return names
    }
    let file = TokenFile(server: origin, email: email)
    let wasKept = file.read() != nil
    file.remove()
    return wasKept ? [file.email] : []
  }

  private static func host(_ address: ServerAddress) -> String {
    address.origin.split(separator: "://").last.map(String.init) ?? address.origin
  }

  /// Reads the address. A password must not cross a network in clear.
  private static func address(_ server: Server) throws(Failure) -> ServerAddress {
    guard let address = ServerAddress(server.url) else {
      throw .usage("\(server.url) is no address of a server, such as https://shop.example/api/v1")
    }
    guard address.path.isEmpty || address.path == Town.prefix else {
      throw .usage("\(server.url): the town contract is served at \(Town.prefix)")
    }
    guard address.isSecure || address.isLoopback else {
      throw .usage(
        "\(address.origin) is not encrypted: passwords would cross the network in clear",
        hint: "use https://, or an SSH tunnel to the server's loopback address")
    }
    return address
  }

  private static func transport(_ address: ServerAddress, _ server: Server) throws(CommerceError) -> CurlTransport {
    var options = CurlTransport.Options()
    options.authorities = server.authorities
    return try CurlTransport(address, options)
  }
}
