internal import Commerce
internal import Glibc
internal import Operations
internal import Security
internal import Server
internal import Store

extension Verb {
  static let serveVerb = Verb(
    "serve", "[DIALECT=HOST:PORT …]", count: 0...8,
    options: [.listen, .certificate, .key, .public, .noRateLimit, .log, .configuration],
    about: "publish the store as an API until it is told to stop; port 0 takes a free one"
  ) { request in
    try await Serving.run(try ServePlan(request.arguments), request)
  }
}

/// The server program: store, listeners, and an end without loss.
enum Serving {
  static func run(_ plan: ServePlan, _ request: Request) async throws {
    let configuration = try Configuration.load(plan.configuration)
    let path = try Acting.storePath(request.arguments[.store], configuration)
    raiseDescriptorLimit()
    let stop = Background.takeSignals()
    let store = try SQLiteStore.open(path: path)
    _ = try configuration.momo?.account()
    let house = LocalHouse.house(
      store, configuration, printer: NoPrinter(), provider: LocalHouse.provider(configuration))
    try await refuseSampleInPublic(plan, store, path)
    let (keys, made) = try TokenKeys.load(beside: plan.configuration)
    if let made { Output.note("made a key for tokens: \(made)") }
    let log = AccessLog(descriptor: try logDescriptor(plan.log), clock: SystemClock())
    let signer = SodiumSigner()
    let shop = try await ShopDesk.open(house, signer: signer)
    let watch = PaymentWatch(house)
    let metrics = Metrics(version: Help.number)
    var servers: [HTTPServer] = []
    do {
      for listening in plan.listening {
        let tokens = Tokens(audience: listening.dialect, keys: keys, signer: signer, clock: SystemClock())
        let quotas = plan.limitsRates ? Quotas(RateLimiter(clock: SystemClock())) : nil
        let listener = try TownListener.make(
          desks: house.desks, shop: shop, tokens: tokens, webhooks: try webhooks(signer), quotas: quotas,
          watch: watch)
        let server = try start(
          listening, FrontDoor(listener, metrics: metrics, watchers: Set(configuration.serving.metrics)),
          plan, configuration.serving, metrics, log)
        servers.append(server)
        Output.note(
          "listening \(listening.dialect) \(server.isSecure ? "https" : "http")://\(server.address.text)/api/v1")
      }
    } catch {
      for server in servers { await server.drain() }
      log.close()
      throw error
    }
    let watching = Task { await watch.run() }
    await stop.wait()
    watching.cancel()
    await withTaskGroup { group in
      for server in servers { group.addTask { await server.drain() } }
    }
    await watching.value
    log.close()
    await store.close()
  }

  private static func start(
    _ listening: ServePlan.Listening, _ handler: some HTTPHandler, _ plan: ServePlan,
    _ settings: ServingSettings, _ metrics: Metrics, _ log: AccessLog
  ) throws(Failure) -> HTTPServer {
    let dialect = listening.dialect
    var setup = HTTPServer.Setup()
    setup.isPublic = plan.isPublic
    setup.proxies = Set(settings.proxies)
    if plan.isPublic { setup.limits.connectionsPerAddress = 256 }
    setup.observe = { record in
      metrics.count(record, of: dialect)
      log.write(record, of: dialect)
    }
    do {
      if let certificate = plan.certificate, let key = plan.key {
        setup.tls = try TLSIdentity(certificate: certificate, key: key)
      }
      let server = try HTTPServer(listening.address, handler, setup)
      metrics.watch(dialect) {
        let figures = server.figures
        return Metrics.Gauges(
          connections: figures.connections, streams: figures.streams, inFlight: figures.inFlight)
      }
      return server
    } catch {
      throw .file(path: error.place, reason: error.reason)
    }
  }

  /// The signatures of the payment provider's notices; without a secret none is believed.
  private static func webhooks(_ signer: SodiumSigner) throws(Failure) -> WebhookSignatures {
    guard let text = Folders.environment("TOWNHOUSE_MOMO_SECRET") else { return WebhookSignatures() }
    let secrets = text.split(separator: ",").map { Array($0.utf8) }
    guard secrets.allSatisfy({ $0.count >= 16 }) else {
      throw .configuration("TOWNHOUSE_MOMO_SECRET: every secret has at least 16 bytes; several are separated by commas")
    }
    return WebhookSignatures(secrets: secrets, signer: signer)
  }

  /// Everybody knows the passwords of a sample store.
  private static func refuseSampleInPublic(_ plan: ServePlan, _ store: any Store, _ path: String) async throws {
    guard plan.isPublic else { return }
    let isSample = try await store.read { transaction throws(CommerceError) in
      try transaction.setting("sample") == "yes"
    }
    guard !isSample else {
      throw Failure.usage(
        "\(path) is a sample store: its passwords are known to all, so it is not served with --public")
    }
  }

  /// Standard error, or the file to append to.
  private static func logDescriptor(_ path: String?) throws(Failure) -> Int32 {
    guard let path else { return STDERR_FILENO }
    let file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o640)
    guard file >= 0 else { throw .file(path: path, reason: String(cString: strerror(errno))) }
    return file
  }

  /// A connection is a descriptor; the usual thousand would be the limit otherwise.
  private static func raiseDescriptorLimit() {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
    limit.rlim_cur = min(limit.rlim_max, 65_536)
    setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
  }
}
