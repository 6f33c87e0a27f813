internal import Commerce

extension Verb {
  static let signOutVerb = Verb(
    "sign-out", options: [.person],
    about: "forget who is signed in at a server from the command line: --as EMAIL, or everybody"
  ) { request in
    let configuration = try Configuration.load()
    let arguments = request.arguments
    guard
      let server = try Workplace.server(
        arguments[.remote], dialect: arguments[.api], hasStore: arguments.has(.store), configuration)
    else { throw Failure.usage("nobody stays signed in on a store of this machine: --remote URL names a server") }
    let gone = try RemoteWorkplace.forget(server, arguments[.person])
    try request.output.answer(["signed_out": .list(gone.map { .text($0) })]) {
      gone.isEmpty ? ["nobody was signed in"] : gone.map { "\($0) is signed out" }
    }
  }
}
