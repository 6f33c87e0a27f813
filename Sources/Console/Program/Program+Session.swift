import Commerce
import Operations
import Terminal

extension Program {
  /// Somebody signed in: unfinished work comes first, then the wanted view, then the floor.
  mutating func signedIn(_ session: Session) {
    ownSession = session.impersonator == nil ? nil : ownSession ?? self.session
    self.session = session
    notice = nil
    stack = []
    pending = [:]
    typedAhead = []
    guard !session.sites.isEmpty else {
      // The first admin of an empty store has no town yet and brings them in.
      if session.policy.allowsEverywhere(.importData) { return open(.importData) }
      self.session = nil
      open(.signIn)
      return say(Notice(.refused, "\(session.person.name) has no town; an admin can grant one"))
    }
    let last = session.sites.first { $0.code == settings.lastTown }
    if let first = last ?? session.sites.first { enter(first) }
    open(homeView)
    if let address = startAddress {
      startAddress = nil
      return openAddress(address)
    }
    if context().missing(.pick) == nil { request(.warehouse(.workInHand), tag: "app.workInHand", screen: nil) }
    if session.sites.count > 1, last == nil { open(.towns) }
  }

  /// Where a person begins: the floor, or the own run of somebody who only drives.
  var homeView: ScreenRequest {
    guard let site, let policy = session?.policy, policy.allows(.drive, at: site.id),
      !policy.allows(.viewQueue, at: site.id), !policy.allows(.viewDispatch, at: site.id)
    else { return .home }
    return .dispatch(.myRun)
  }

  /// The same person with other grants or sites; the open screens stay.
  mutating func renew(_ session: Session) {
    self.session = session
    if let site, let same = session.sites.first(where: { $0.id == site.id }) {
      self.site = same
    } else if let first = session.sites.first {
      enter(first)
      if stack.first?.screen.request != .home {
        stack.insert(OpenScreen(id: mint(), screen: ScreenFactory.screen(for: .home)), at: 0)
        stack[0].isStale = true
      }
    }
  }

  /// Another town: nothing of the old one comes along but the kind of view.
  mutating func switchSite(_ id: ID<Site>) {
    guard let town = session?.sites.first(where: { $0.id == id }) else { return }
    let view = stack.last(where: { $0.screen.request != .towns })?.screen.request.withoutTown ?? .home
    enter(town)
    stack = []
    pending = pending.filter { $0.value.call.isMutation }
    stalled = nil
    typedAhead = []
    open(homeView)
    if view != homeView { open(view) }
    say(Notice(.info, "\(town.name) now"))
  }

  /// Makes a town the one in hand.
  mutating func enter(_ town: Site) {
    site = town
    notice = nil
    guard settings.lastTown != town.code else { return }
    settings.lastTown = town.code
    request(.host(.save(settings)), tag: "app.saved", screen: nil)
  }

  mutating func signOut() {
    if session?.impersonator != nil { noteEndOfActing() }
    ownSession = nil
    session = nil
    site = nil
    overlay = nil
    notice = nil
    stack = []
    pending = [:]
    typedAhead = []
    stalled = nil
    open(.signIn)
  }

  /// Back to one's own name, in the town in hand.
  mutating func endActing() {
    guard let own = ownSession, let other = session?.person else { return }
    noteEndOfActing()
    let town = site
    signedIn(own)
    if let town, let same = own.sites.first(where: { $0.id == town.id }) { enter(same) }
    say(Notice(.done, "You are yourself again, no longer \(other.name)"))
  }

  /// The feed says when it ended; nobody waits for that.
  private mutating func noteEndOfActing() {
    request(.overview(.endImpersonation), tag: "app.endActing", screen: nil)
  }

  /// Hides everything; the same person's PIN or password opens it, another's badge signs that one in.
  mutating func lock() {
    guard session != nil else { return }
    overlay = .lock(Form([.secret("secret", label: "PIN or password")]))
  }

  /// Answers to the frame's own calls.
  mutating func deliverToFrame(_ answer: Answer, of request: Request) {
    if tookScanAnswer(answer, tag: request.tag) { return }
    switch (request.tag, answer) {
    case ("app.workInHand", .workInHand(let work?)):
      if stack.count == 1 || top?.screen.request == .towns {
        stack = Array(stack.prefix(1))
        open(.pick(work.list.id))
        say(Notice(.info, "Your unfinished work"))
      }
    case ("app.unlock", .done):
      overlay = nil
      notice = nil
    case ("app.unlock", .failed(let error, _)):
      overlay = .lock(Form([.secret("secret", label: "PIN or password")]))
      if case .unauthenticated = error {
        say(Notice(.refused, "That does not open it; try again, or scan another badge"))
      } else {
        say(.error(error))
      }
    case ("app.savedView", .done): say(Notice(.done, "Kept; g ' lists your views"))
    case ("app.printed", .text(let place)): say(Notice(.done, "Printed: \(place)"))
    case ("app.wrote", .text(let place)): say(Notice(.done, "Written: \(place)"))
    case ("app.printed", .failed(let error, _)), ("app.wrote", .failed(let error, _)): say(.outside(error))
    case ("app.workInHand", .failed), ("app.saved", .failed):
      break  // Neither keeps anybody from working; the pick screen asks again, the settings hold until the end.
    case (_, .failed(let error, _)): say(.error(error))
    default: break
    }
  }

  mutating func unlock(with secret: String) {
    guard let session else { return }
    if secret.uppercased().hasPrefix("B-"), secret.uppercased() != session.holder.badge.uppercased() {
      signOut()
      return tell(.scan(secret))
    }
    request(.session(.unlock(session, secret: secret)), tag: "app.unlock", screen: nil)
  }
}
