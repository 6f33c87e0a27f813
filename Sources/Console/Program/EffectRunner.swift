public import Operations
import Commerce
import Synchronization
import Terminal

/// Calls the desks on tasks of their own and posts the answers; the only concurrent part of the console.
public final class EffectRunner: Sendable {
  let desks: Desks
  let ids: any IDSource
  let host: any ConsoleHost
  private let mailbox: Mailbox
  /// Command ids by request, from the first try until the store has spoken.
  private let commandIDs = Mutex<[Int: UniqueID]>([:])
  private let tasks = Mutex<[Task<Void, Never>]>([])

  /// A runner on these desks.
  public init(desks: Desks, ids: any IDSource, host: any ConsoleHost) {
    self.desks = desks
    self.ids = ids
    self.host = host
    mailbox = Mailbox()
  }

  /// What has arrived since the last time, in order.
  func takeMail() -> [Mail] { mailbox.take() }

  /// Posts wake the terminal from now on, and commits by anyone are reported.
  func start(_ waker: any Waker) {
    mailbox.set(waker)
    let commits = desks.history.commits()
    let watcher = Task { [mailbox] in
      for await _ in commits { mailbox.post(.committed) }
    }
    tasks.withLock { $0.append(watcher) }
    guard let states = desks.outbox?.states() else { return }
    let link = Task { [mailbox] in
      for await state in states { mailbox.post(.link(state)) }
    }
    tasks.withLock { $0.append(link) }
  }

  /// Answers wake this; commits are nobody's news here.
  func listen(_ waker: any Waker) { mailbox.set(waker) }

  /// Stops watching; calls under way finish by themselves.
  func stop() {
    tasks.withLock { tasks in
      for task in tasks { task.cancel() }
      tasks = []
    }
    mailbox.set(nil)
  }

  /// Sends a call on its way.
  func perform(_ request: Request) {
    let id = commandIDs.withLock { known in
      if let id = known[request.number] { return id }
      let id = ids.next()
      if request.call.isAwaited { known[request.number] = id }
      return id
    }
    // A printer that hangs must not take a thread from the calls of the store.
    Task(executorPreference: request.call.usesDevice ? DeviceExecutor.shared : nil) {
      let answer = await self.answer(to: request, id: id)
      self.settle(request, answer)
      self.mailbox.post(.answer(request.number, answer))
    }
  }

  /// A retry needs the id of its first try; nothing else does.
  private func settle(_ request: Request, _ answer: Answer) {
    if case .failed(.trouble, _) = answer { return }
    _ = commandIDs.withLock { $0.removeValue(forKey: request.number) }
  }

  private func answer(to request: Request, id: UniqueID) async -> Answer {
    do throws(CommerceError) {
      return try await perform(request.call, caller: request.caller, id: id)
    } catch {
      return .failed(error, request.call)
    }
  }
}

/// Mail from tasks to the loop's thread.
final class Mailbox: Sendable {
  private struct Content {
    var mail: [Mail] = []
    var waker: (any Waker)?
  }

  private let content = Mutex(Content())

  func set(_ waker: (any Waker)?) { content.withLock { $0.waker = waker } }

  func post(_ mail: Mail) {
    let waker = content.withLock { content in
      content.mail.append(mail)
      return content.waker
    }
    waker?.wake()
  }

  func take() -> [Mail] {
    content.withLock { content in
      defer { content.mail = [] }
      return content.mail
    }
  }
}
