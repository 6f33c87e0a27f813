// A program under a pseudo-terminal, typed at and timed from outside: what a person at the other end of a line sees.
#pragma once

#include <stddef.h>

typedef struct pty_session pty_session;

/// What one key caused: milliseconds from the write of the key to the first and the last byte of its frame, and the
/// bytes of it. `bytes` 0: nothing came.
typedef struct {
  double first_ms;
  double last_ms;
  long bytes;
} pty_frame;

/// Starts `argv` (ended by NULL) in a terminal of that size with `environment` (ended by NULL) and nothing else;
/// NULL when it cannot. The clock starts when the child goes on to exec.
pty_session *pty_start(const char *const argv[], const char *const environment[], int columns, int rows);
/// Reads until the text seen so far holds `needle` and then nothing comes for `settle_ms`. The last byte's time since
/// the start in milliseconds, or -1 when that does not happen within `limit_ms`.
double pty_wait(pty_session *session, const char *needle, double settle_ms, double limit_ms);
/// The time of the first printable character since the start in milliseconds; -1 before it.
double pty_first_text_ms(const pty_session *session);
/// Writes `keys` in one piece and reads until nothing comes for `settle_ms`, or at all for `limit_ms`.
pty_frame pty_press(pty_session *session, const void *keys, size_t count, double settle_ms, double limit_ms);
/// The printable text that came since the last call of this, pty_press or the start, without control sequences.
const char *pty_text(pty_session *session);
/// Forgets the text seen so far, so that pty_wait looks at what comes next only.
void pty_forget(pty_session *session);
/// The most memory the program has been resident with, in MiB; -1 when it is gone.
double pty_peak_mib(const pty_session *session);
/// Its processor time in milliseconds (10 ms steps); -1 when it is gone.
double pty_cpu_ms(const pty_session *session);
/// Ends the program: TERM, then KILL after a second. Frees the session.
void pty_stop(pty_session *session);
