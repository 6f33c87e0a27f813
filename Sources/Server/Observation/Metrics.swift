import Contract
import Threading

/// Counts what the listeners of one program do, for whoever watches it (Prometheus text format 0.0.4).
public final class Metrics: Sendable {
  /// What a listener is doing now.
  public struct Gauges: Sendable {
    /// Connections that are open.
    public var connections: Int
    /// Event streams that are sent.
    public var streams: Int
    /// Requests in work, streams among them.
    public var inFlight: Int

    /// These figures.
    public init(connections: Int, streams: Int, inFlight: Int) {
      self.connections = connections
      self.streams = streams
      self.inFlight = inFlight
    }
  }

  private struct Answered: Hashable {
    var dialect: String
    var method: String
    var route: String
    var status: Int
  }

  private struct Served: Hashable {
    var dialect: String
    var method: String
    var route: String
  }

  private struct Times {
    var buckets = [Int](repeating: 0, count: Metrics.bounds.count)
    var sum = 0.0
    var count = 0

    mutating func add(_ seconds: Double) {
      for (index, bound) in Metrics.bounds.enumerated() where seconds <= bound { buckets[index] += 1 }
      sum += seconds
      count += 1
    }
  }

  private struct State {
    var answered: [Answered: Int] = [:]
    var times: [Served: Times] = [:]
    var bytes: [String: Int] = [:]
    var gauges: [(dialect: String, read: @Sendable () -> Gauges)] = []
  }

  /// Seconds.
  private static let bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

  private let state = Locked(State())
  private let version: String
  private let started: Double

  /// Counts from nothing, for a program of that version.
  public init(version: String) {
    self.version = version
    started = monotonicSeconds()
  }

  /// Also tells what the listener of `dialect` is doing whenever somebody asks.
  public func watch(_ dialect: String, _ read: @escaping @Sendable () -> Gauges) {
    state.withLock { $0.gauges.append((dialect, read)) }
  }

  /// An exchange of the listener of `dialect` is over.
  public func count(_ record: ExchangeRecord, of dialect: String) {
    // A method is the caller's own word; it must not become a row of its own for each that is thought of.
    let method = HTTPMethod(rawValue: record.method)?.rawValue ?? "other"
    let route = record.route.isEmpty ? "none" : record.route
    state.withLock { state in
      let answered = Answered(dialect: dialect, method: method, route: route, status: record.status)
      state.answered[answered, default: 0] += 1
      state.bytes[dialect, default: 0] += record.bytes
      guard !record.isStream else { return }
      let served = Served(dialect: dialect, method: method, route: route)
      state.times[served, default: Times()].add(record.seconds)
    }
  }

  /// All of it as text.
  public var text: String {
    let (answered, times, bytes, gauges) = state.withLock { ($0.answered, $0.times, $0.bytes, $0.gauges) }
    var page = Page()
    page.head("townhouse_build_info", "gauge", "The program that runs.")
    page.line("townhouse_build_info", [("version", version)], "1")
    page.head("townhouse_uptime_seconds", "gauge", "Seconds since the program began to listen.")
    page.line("townhouse_uptime_seconds", [], Page.seconds(monotonicSeconds() - started))
    page.head("townhouse_http_requests_total", "counter", "Requests answered.")
    for (key, count) in answered.sorted(by: { Self.order($0.key) < Self.order($1.key) }) {
      page.line(
        "townhouse_http_requests_total",
        [
          ("dialect", key.dialect), ("method", key.method), ("route", key.route), ("status", String(key.status)),
        ], String(count))
    }
    page.head("townhouse_http_request_seconds", "histogram", "From the request line to the last byte of the answer.")
    for (key, times) in times.sorted(by: { Self.order($0.key) < Self.order($1.key) }) {
      let labels = [("dialect", key.dialect), ("method", key.method), ("route", key.route)]
      for (bound, count) in zip(Self.bounds, times.buckets) {
        page.line("townhouse_http_request_seconds_bucket", labels + [("le", "\(bound)")], String(count))
      }
      page.line("townhouse_http_request_seconds_bucket", labels + [("le", "+Inf")], String(times.count))
      page.line("townhouse_http_request_seconds_sum", labels, Page.seconds(times.sum))
      page.line("townhouse_http_request_seconds_count", labels, String(times.count))
    }
    page.head("townhouse_http_sent_bytes_total", "counter", "Bytes of body sent.")
    for (dialect, count) in bytes.sorted(by: { $0.key < $1.key }) {
      page.line("townhouse_http_sent_bytes_total", [("dialect", dialect)], String(count))
    }
    let now = gauges.map { ($0.dialect, $0.read()) }
    for (name, about, figure) in [
      ("townhouse_http_connections", "Connections that are open.", \Gauges.connections),
      ("townhouse_http_event_streams", "Event streams that are sent.", \Gauges.streams),
      ("townhouse_http_requests_in_flight", "Requests in work, streams among them.", \Gauges.inFlight),
    ] {
      page.head(name, "gauge", about)
      for (dialect, gauges) in now { page.line(name, [("dialect", dialect)], String(gauges[keyPath: figure])) }
    }
    return page.text
  }

  private static func order(_ key: Answered) -> String { "\(key.dialect) \(key.route) \(key.method) \(key.status)" }

  private static func order(_ key: Served) -> String { "\(key.dialect) \(key.route) \(key.method)" }

  /// Lines of the text format.
  private struct Page {
    var text = ""

    mutating func head(_ name: String, _ type: String, _ about: String) {
      text += "# HELP \(name) \(about)\n# TYPE \(name) \(type)\n"
    }

    mutating func line(_ name: String, _ labels: [(String, String)], _ value: String) {
      let inside = labels.map { name, value in
        let safe = value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
        return "\(name)=\"\(safe)\""
      }
      text += name + (inside.isEmpty ? "" : "{" + inside.joined(separator: ",") + "}") + " \(value)\n"
    }

    /// With microseconds.
    static func seconds(_ seconds: Double) -> String {
      let micros = Int64((seconds * 1e6).rounded())
      let rest = String(micros % 1_000_000)
      return "\(micros / 1_000_000)." + String(repeating: "0", count: 6 - rest.count) + rest
    }
  }
}
