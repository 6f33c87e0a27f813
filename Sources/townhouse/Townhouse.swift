internal import Commerce
internal import Glibc
internal import TerminalNcurses

/// The program: reads the command line, composes store, desks and console, and ends with a status scripts can trust.
@main
struct Townhouse {
  static func main() {
    signal(SIGPIPE, SIG_IGN)
    let texts = Array(CommandLine.arguments.dropFirst())
    let output = Output(json: texts.contains("--json"))
    do {
      switch try Invocation.parse(texts, atTerminal: isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1) {
      case .version: try output.line(Help.version)
      case .help(let topic): try output.write(try Help.about(topic))
      case .console(let request):
        if request.isPlain { Background.run(output) { try await PlainConsole.run(request) } }
        // Signals go to a descriptor; that must be settled before any thread exists.
        NcursesTerminal.prepareProcess()
        exit(try ConsoleStart.run(request))
      case .verb(let verb, let arguments):
        Background.run(output) { try await verb.run(Request(arguments: arguments, output: output)) }
      }
    } catch {
      output.report(error)
      exit(error.status)
    }
  }
}
