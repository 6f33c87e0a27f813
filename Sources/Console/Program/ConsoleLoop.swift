public import Operations
public import Terminal
import Commerce

/// The console at a terminal: waits, takes everything that is queued, draws once. It never waits for a desk.
public enum ConsoleLoop {
  /// Runs until the person leaves or the terminal is gone; call it on the main thread.
  public static func run(
    device: any TerminalDevice, program: Program, runner: EffectRunner, host: any ConsoleHost, clock: any Clock
  ) -> ConsoleEnding {
    var turn = Turn(device: device, program: program, runner: runner, host: host, clock: clock)
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
  var ending: ConsoleEnding?

  init(
    device: any TerminalDevice, program: Program, runner: EffectRunner, host: any ConsoleHost, clock: any Clock
  ) {
    self.device = device
    self.program = program
    self.runner = runner
    self.host = host
    self.clock = clock
  }

  mutating func run() -> ConsoleEnding {
    carryOut(program.start(size: device.size, now: clock.now))
    draw()
    while true {
      device.textMode = program.wantsText
      let events = device.events(timeoutMilliseconds: program.timeout(now: clock.now))
      for mail in runner.takeMail() { carryOut(program.deliver(mail, now: clock.now)) }
      for event in events {
        carryOut(program.handle(event, now: clock.now))
        if let ending { return ending }
      }
      // What a local store answers at once belongs into the same frame.
      carryOut(program.tick(now: clock.now))
      for mail in runner.takeMail() { carryOut(program.deliver(mail, now: clock.now)) }
      if let ending { return ending }
      draw()
    }
  }

  private mutating func carryOut(_ outputs: [Output]) {
    for output in outputs {
      switch output {
      case .perform(let request): runner.perform(request)
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
