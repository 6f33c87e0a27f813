#define _GNU_SOURCE
#include "reference.h"

#include <fcntl.h>
#include <time.h>
#include <unistd.h>

double reference_now_ms(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1e3 + time.tv_nsec / 1e6;
}

int64_t reference_wall_ms(void) {
  struct timespec time;
  clock_gettime(CLOCK_REALTIME, &time);
  return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

int reference_sync_noise(const char *path, int count, double *milliseconds) {
  static const char page[4096] = {1};
  int file = open(path, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600), failed = file < 0;
  for (int i = 0; i < count && !failed; i++) {
    double begun = reference_now_ms();
    failed = write(file, page, sizeof page) != sizeof page || fdatasync(file);
    milliseconds[i] = reference_now_ms() - begun;
  }
  if (file >= 0) close(file);
  unlink(path);
  return failed ? -1 : 0;
}

double reference_loop_noise(void) {
  double begun = reference_now_ms();
  volatile uint64_t sink;
  uint64_t bits = 1;
  // Each step needs the one before, and nothing folds them together.
  for (int i = 0; i < 100000000; i++) {
    bits ^= bits << 13;
    bits ^= bits >> 7;
    bits ^= bits << 17;
  }
  sink = bits;
  (void)sink;
  return reference_now_ms() - begun;
}
