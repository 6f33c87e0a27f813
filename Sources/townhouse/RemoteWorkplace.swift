internal import Client
internal import Commerce
internal import Operations
internal import TownDialect

/// Composes the desks of a server.
enum RemoteWorkplace {
  /// The desks of a server for a console: commands are on this disk before they are acknowledged, and what was read
  /// last is shown while the server does not answer. Papers are printed here.
  static func console(_ server: Server, _ configuration: Configuration) async throws -> Workplace {
    let address = try address(server)
    let house = try RemoteHouse(
      transport: try transport(address, server), place: address.origin,
      journal: JournalFolder(state: Folders.state, server: address.origin),
      surroundings: CommandJournal.Surroundings(clock: SystemClock()),
      papers: RemotePapers(PaperPrinter(folder: configuration.papers)))
    await house.start()
    return Workplace(desks: house.desks, place: host(address))
  }

  /// The desks of a server for one command of the line, which hears what became of it before it ends.
  static func open(_ server: Server, _ configuration: Configuration) throws -> Workplace {
    let address = try address(server)
    var link = RemoteLink(
      transport: try transport(address, server), wallet: TokenWallet(), place: address.origin)
    link.papers = RemotePapers(PaperPrinter(folder: configuration.papers))
    return Workplace(desks: RemoteDesks.make(link: link), place: host(address))
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
