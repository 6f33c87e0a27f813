import Glibc
import TestSupport
import Testing

/// How the program is put together for a scenario: on the store's file itself, or on the desks of a server that has it.
/// What a person does and sees is the same.
enum Composition: String, CaseIterable, Sendable, CustomTestStringConvertible {
  case store, server

  var testDescription: String { self == .store ? "on the store" : "at a server" }
}

/// A store's file, and the server on it where the scenario is to work at one. The server ends with it.
final class Premises {
  /// The options that lead the program there.
  let arguments: [String]
  /// What the server keeps beside the store: its home.
  let folder: CommandLineFolder
  /// Every command of a scenario signs in anew, more often than a server lets one account do that from one address.
  private static let unlimited = ["--no-rate-limit"]
  private let store: String
  private var server: RunningServer?

  init(_ composition: Composition, store: String) throws {
    self.store = store
    folder = try CommandLineFolder()
    switch composition {
    case .store:
      server = nil
      arguments = ["--store", store]
    case .server:
      let server = try RunningServer(store: store, folder: folder.path, Self.unlimited)
      self.server = server
      arguments = ["--remote", server.url]
    }
  }

  /// Takes the server away.
  func interrupt() { _ = server?.stop(by: SIGKILL) }

  /// Brings it back where it was.
  func resume() throws {
    guard let old = server, let host = old.url.split(separator: "/").dropFirst().first else { return }
    server = try RunningServer(store: store, folder: folder.path, at: String(host), Self.unlimited)
  }
}
