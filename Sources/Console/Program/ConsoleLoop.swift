public import Operations
public import Terminal
import Commerce

/// The console at a terminal: waits, takes everything that is queued, draws once. It never waits for a desk.
public enum ConsoleLoop {
  /// Runs until the person leaves or the terminal is gone; call it on the main thread.
  public static func run(
    device: any TerminalDevice, program: Program, runner: EffectRunner, host: any ConsoleHost, clock: any Clock,
    recorder: (any TapeRecorder)? = nil
  ) -> ConsoleEnding {
    var turn = Turn(
      device: device, program: program, runner: runner, host: host, clock: clock, recorder: recorder)
    runner.start(device.waker)
    defer { runner.stop() }
    return turn.run()
  }
}

/// One console's run.
private struct Turn {
  let device: any TerminalDevice
  var program: Program
  let runner: EffectRunner
  let host: any ConsoleHost
  let clock: any Clock
  let recorder: (any TapeRecorder)?
  var ending: ConsoleEnding?

  init(
    device: any TerminalDevice, program: Program, runner: EffectRunner, host: any ConsoleHost, clock: any Clock,
    recorder: (any TapeRecorder)?
  ) {
    self.device = device
    self.program = program
    self.runner = runner
    self.host = host
    self.clock = clock
    self.recorder = recorder
  }

  mutating func run() -> ConsoleEnding {
    let now = noted(.start(device.size))
    carryOut(program.start(size: device.size, now: now), at: now)
    draw()
    while true {
      device.textMode = program.wantsText
      let events = device.events(timeoutMilliseconds: program.timeout(now: clock.now))
      takeMail()
      for event in events {
        let now = noted(.event(event))
        carryOut(program.handle(event, now: now), at: now)
        if let ending { return ending }
      }
      // What a local store answers at once belongs into the same frame.
      let now = noted(.tick)
      carryOut(program.tick(now: now), at: now)
      takeMail()
      if let ending { return ending }
      draw()
    }
  }

  private mutating func takeMail() {
    for mail in runner.takeMail() {
      let now =
        switch mail {
        case .answer(let number, _): noted(.answer(number))
        case .committed: noted(.committed)
        case .link: clock.now
        }
      carryOut(program.deliver(mail, now: now), at: now)
    }
  }

  /// The moment an input is taken at, kept with it while a shift is recorded.
  private func noted(_ entry: TapeEntry) -> Instant {
    let now = clock.now
    recorder?.note(entry, at: now)
    return now
  }

  private mutating func carryOut(_ outputs: [Output], at now: Instant) {
    for output in outputs {
      switch output {
      case .perform(let request): CallTime.$moment.withValue(now) { runner.perform(request) }
      case .bell: device.bell()
      case .copy(let text): device.copyToClipboard(text)
      case .applyTheme(let name): if let theme = host.theme(named: name) { device.apply(theme) }
      case .suspend: device.suspend()
      case .repaint: device.repaint()
      case .end(let ending): self.ending = ending
      }
    }
  }

  private func draw() {
    var canvas = Canvas(device.size, glyphs: program.settings.ascii ? .ascii : device.glyphs)
    program.draw(on: &canvas)
    device.present(canvas)
  }
}
