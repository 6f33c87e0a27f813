import Client
import Commerce
import Contract
import Threading
import TestSupport

/// A wire that loses requests and answers, delivers some twice, lets others wait, and can be cut.
final class RoughWire: Transport {
  private struct State {
    var generator: SeededGenerator
    var isCut = false
    var isSmooth = false
    var silent = 0
    var delivered = 0
    var late: Late?
  }

  private struct Late {
    let call: String
    let arrived = Signal()
    let goOn = Signal()
  }

  private enum Fate { case lost, answerLost, twice, late(Int), fine }

  private let inner: any Transport
  private let state: Locked<State>

  init(_ inner: any Transport, seed: UInt64) {
    self.inner = inner
    state = Locked(State(generator: SeededGenerator(seed: seed)))
  }

  /// Nothing goes through until it is mended.
  func cut() { state.withLock { $0.isCut = true } }

  /// As rough as before, but no longer cut.
  func mend() { state.withLock { $0.isCut = false } }

  /// Everything goes through, once.
  func smooth() {
    state.withLock { state in
      state.isSmooth = true
      state.isCut = false
    }
  }

  /// Requests that reached the other side.
  var delivered: Int { state.withLock { $0.delivered } }

  /// The next answer to a call of that name is under way until it may go on.
  func holdBack(_ call: String) -> (arrived: Signal, goOn: Signal) {
    let late = Late(call: call)
    state.withLock { $0.late = late }
    return (late.arrived, late.goOn)
  }

  func send(_ request: Request) async throws -> Response {
    let late = state.withLock { state -> Late? in
      guard let late = state.late, request.path.hasSuffix("/" + late.call) else { return nil }
      state.late = nil
      return late
    }
    if let late {
      let response = try await deliver(request)
      late.arrived.send()
      await late.goOn.wait()
      return response
    }
    switch fate() {
    case .lost: throw Lost()
    case .answerLost:
      _ = try await deliver(request)
      throw Lost()
    case .twice:
      let first = try await deliver(request)
      let second = try await deliver(request)
      return state.withLock { Bool.random(using: &$0.generator) } ? first : second
    case .late(let turns):
      for _ in 0..<turns { await Task.yield() }
      return try await deliver(request)
    case .fine: return try await deliver(request)
    }
  }

  private func deliver(_ request: Request) async throws -> Response {
    state.withLock { $0.delivered += 1 }
    return try await inner.send(request)
  }

  private func fate() -> Fate {
    state.withLock { state in
      if state.isCut { return .lost }
      if state.isSmooth { return .fine }
      if state.silent > 0 {
        state.silent -= 1
        return .lost
      }
      switch Int.random(in: 0..<20, using: &state.generator) {
      case 0: return .lost
      case 1:
        state.silent = Int.random(in: 1...6, using: &state.generator)
        return .lost
      case 2, 3: return .answerLost
      case 4, 5, 6: return .twice
      case 7..<12: return .late(Int.random(in: 1...30, using: &state.generator))
      default: return .fine
      }
    }
  }
}

struct Lost: Error {}
