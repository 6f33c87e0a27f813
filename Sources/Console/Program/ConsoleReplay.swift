public import Commerce
internal import Dispatch
import Terminal

/// Lives through a recorded shift again, without a terminal: the same inputs reach the same console in the same order,
/// and each answer only once its call was answered here too.
public enum ConsoleReplay {
  /// Why a replay did not come to its end.
  public enum Stop: Error, Hashable, Sendable {
    /// At this entry the recording waits for an answer to a call that was not made here.
    case callNotMade(Int, entry: Int)
    /// The recording does not begin with a start.
    case noStart
  }

  /// Plays all entries; answers the last frame as text.
  public static func run(
    _ tape: [(at: Instant, entry: TapeEntry)], program: Program, runner: EffectRunner
  ) throws(Stop) -> [String] {
    guard let first = tape.first, case .start(let size) = first.entry else { throw .noStart }
    var play = Play(program: program, runner: runner)
    play.carryOut(play.program.start(size: size, now: first.at), at: first.at)
    for (index, item) in tape.enumerated().dropFirst() { try play.take(item.entry, at: item.at, index) }
    var canvas = Canvas(play.program.size)
    play.program.draw(on: &canvas)
    return canvas.lines
  }
}

/// A replay under way.
private struct Play {
  var program: Program
  let runner: EffectRunner
  private let bell = TapeBell()
  private var made: Set<Int> = []
  private var answers: [Int: Answer] = [:]

  init(program: Program, runner: EffectRunner) {
    self.program = program
    self.runner = runner
    runner.listen(bell)
  }

  mutating func take(_ entry: TapeEntry, at moment: Instant, _ index: Int) throws(ConsoleReplay.Stop) {
    switch entry {
    case .start: break
    case .event(let event): carryOut(program.handle(event, now: moment), at: moment)
    case .tick: carryOut(program.tick(now: moment), at: moment)
    case .committed: carryOut(program.deliver(.committed, now: moment), at: moment)
    case .answer(let number):
      guard let answer = answers.removeValue(forKey: number) else { throw .callNotMade(number, entry: index) }
      carryOut(program.deliver(.answer(number, answer), now: moment), at: moment)
    }
  }

  /// One call at a time, each answered before the next is made: what happened at once then has an order now.
  mutating func carryOut(_ outputs: [Output], at moment: Instant) {
    for case .perform(let request) in outputs {
      CallTime.$moment.withValue(moment) { runner.perform(request) }
      while answers[request.number] == nil {
        for case .answer(let number, let answer) in runner.takeMail() { answers[number] = answer }
        if answers[request.number] == nil { bell.wait() }
      }
    }
  }
}

/// Wakes the thread that waits for an answer.
private final class TapeBell: Waker, Sendable {
  private let semaphore = DispatchSemaphore(value: 0)

  func wake() { semaphore.signal() }
  func wait() { semaphore.wait() }
}
