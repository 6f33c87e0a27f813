internal import Dispatch

/// A serial executor of its own: waiting for the disk never holds up the shared thread pool.
final class JournalExecutor: SerialExecutor {
  private let queue = DispatchQueue(label: "townhouse.journal", qos: .userInitiated)

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { [self] in job.runSynchronously(on: asUnownedSerialExecutor()) }
  }
}
