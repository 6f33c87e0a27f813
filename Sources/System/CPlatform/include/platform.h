// What Swift cannot reach through its Glibc module: Linux descriptors, the C locale's widths, and code that must run
// in signal handlers. Everything is plain C types; functions return -1 with errno set unless they say otherwise.
#pragma once

#include <stddef.h>
#include <stdint.h>

// ---- Descriptors ----

/// A close-on-exec, non-blocking counter descriptor that ends a poll.
int cp_eventfd(void);
/// Makes the descriptor readable; safe from any thread and any signal handler.
void cp_eventfd_signal(int fd);
/// Makes it unreadable again.
void cp_eventfd_drain(int fd);

/// A close-on-exec, non-blocking inotify descriptor.
int cp_inotify_init(void);
/// Reports writes to a file, and its creation, removal or renaming; returns the watch.
int cp_inotify_watch_modify(int fd, const char *path);
/// Stops a watch.
int cp_inotify_unwatch(int fd, int watch);
/// Takes all reports that wait and returns how many there were.
int cp_inotify_drain(int fd);

/// A close-on-exec set of descriptors to wait for.
int cp_watch_open(void);
/// Reports once when the other side of a socket has gone away.
int cp_watch_hang_up(int watch, int fd);
/// Reports while a descriptor can be read.
int cp_watch_input(int watch, int fd);
/// Takes a descriptor out of the set; it must still be open.
int cp_unwatch(int watch, int fd);
/// Waits so many milliseconds (-1: for ever) and returns how many descriptors, 64 at most, have something to report.
int cp_watch_wait(int watch, int timeout, int *fds, int count);

/// Writes all bytes to standard output; 0, or -1.
int cp_stdout_write(const void *bytes, size_t count);
/// Writes all bytes to standard error; 0, or -1.
int cp_stderr_write(const void *bytes, size_t count);
/// Writes all bytes to a descriptor, however often it takes; 0, or -1.
int cp_write_all(int fd, const void *bytes, size_t count);

/// Names the calling thread, for whoever looks at the process; 15 characters at most.
void cp_name_thread(const char *name);

// ---- Text ----

/// Sets LC_CTYPE from the environment, or to C.UTF-8 when that has no UTF-8, and leaves every other category alone.
/// Returns 1 when the environment asks for UTF-8, else 0.
int cp_set_locale(void);
/// The cells a character takes in the present locale; -1 when it cannot be shown.
int cp_wcwidth(uint32_t character);

// ---- Signals ----

/// Blocks WINCH, INT, TERM, HUP, CONT and TSTP and ignores PIPE. To be called before any thread exists.
void cp_block_terminal_signals(void);
/// Lifts what cp_block_terminal_signals blocked; for a child before it starts another program.
void cp_unblock_terminal_signals(void);
/// A close-on-exec, non-blocking descriptor that reports the blocked signals.
int cp_signalfd(void);
/// The next reported signal's number, or 0 when none waits.
int cp_signalfd_next(int fd);
/// Ends the process by this signal as if it had never been handled.
void cp_die_by_signal(int signal_number);

// ---- Terminal ----

/// The terminal's rows and columns; 0, or -1 when it has none.
int cp_window_size(int fd, int *rows, int *columns);
/// Keeps the terminal's modes as they are now, for cp_guard_restore and the crash handlers. Before curses starts.
int cp_guard_save(int fd);
/// Lets every byte typed come through at once, without echo or signals, starting from the modes kept before.
int cp_raw_mode(void);
/// A close-on-exec file in memory, for output that is to be sent in one piece.
int cp_buffer_open(void);
/// Arms handlers for SEGV, BUS, ILL, TRAP, FPE and ABRT. They write `restore` to the saved terminal, set its modes
/// back, name the cause, copy the end of `log_fd` (or nothing, for -1) to `error_fd`, and pass the signal on to
/// whoever handled it before. `restore` and `log_path` are copied.
void cp_guard_arm(const char *restore, int error_fd, int log_fd, const char *log_path);
/// Puts the former handlers back.
void cp_guard_disarm(void);
/// Sets the modes kept by cp_guard_save.
void cp_guard_modes(void);
/// Writes the restoring text and sets the saved modes.
void cp_guard_restore(void);
/// Stops the process group as Ctrl-Z does, and returns when it runs again.
void cp_stop_process(void);
