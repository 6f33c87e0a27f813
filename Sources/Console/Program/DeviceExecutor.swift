internal import Dispatch

/// Runs calls that may block, each on a thread of its own: neither the shared pool nor another such call waits for one.
final class DeviceExecutor: TaskExecutor {
  static let shared = DeviceExecutor()

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    // A serial queue gets its thread at once; a concurrent one shares the few that others may have blocked.
    DispatchQueue(label: "townhouse.device", qos: .userInitiated).async { [self] in
      job.runSynchronously(on: asUnownedTaskExecutor())
    }
  }
}
