// Gives the terminal back when the process ends by a crash. Handlers use only async-signal-safe calls and memory that
// was set aside before.
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include "platform.h"

enum { CRASH_COUNT = 6 };
static const int crash_signals[CRASH_COUNT] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE, SIGABRT};
static const char *const crash_names[CRASH_COUNT] = {
    "SIGSEGV (bad memory access)", "SIGBUS (bad memory access)", "SIGILL (a check in the program failed)",
    "SIGTRAP (a check in the program failed)", "SIGFPE (arithmetic)", "SIGABRT (the program gave up)"};

static struct sigaction former[CRASH_COUNT];
static struct termios saved_modes;
static int terminal_fd = -1;
static int have_modes;
static volatile sig_atomic_t armed;
static int chains;
static char restore_text[1024];
static char path_text[1024];
static int report_fd = -1;
static int journal_fd = -1;
static char handler_stack[65536];

int cp_guard_save(int fd) {
  terminal_fd = fd;
  have_modes = tcgetattr(fd, &saved_modes) == 0;
  return have_modes ? 0 : -1;
}

void cp_guard_modes(void) {
  if (terminal_fd < 0) return;
  // A background process that sets modes would be stopped for it: let it pass.
  if (have_modes) {
    sigset_t block, before;
    sigemptyset(&block);
    sigaddset(&block, SIGTTOU);
    pthread_sigmask(SIG_BLOCK, &block, &before);
    tcsetattr(terminal_fd, TCSANOW, &saved_modes);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
  }
}

void cp_guard_restore(void) {
  if (terminal_fd >= 0) cp_write_all(terminal_fd, restore_text, strlen(restore_text));
  cp_guard_modes();
}

int cp_raw_mode(void) {
  if (!have_modes) return -1;
  struct termios modes = saved_modes;
  modes.c_iflag &= (tcflag_t) ~(BRKINT | PARMRK | ISTRIP | INLCR | IGNCR | ICRNL | IXON | IXOFF);
  // Curses moves down by a line feed alone.
  modes.c_oflag &= (tcflag_t)~ONLCR;
  modes.c_lflag &= (tcflag_t) ~(ECHO | ECHONL | ICANON | ISIG | IEXTEN);
  modes.c_cc[VMIN] = 1;
  modes.c_cc[VTIME] = 0;
  return tcsetattr(terminal_fd, TCSADRAIN, &modes);
}

static void say(const char *text) { cp_write_all(report_fd, text, strlen(text)); }

/// Copies the last part of the log, where the runtime says why it trapped.
static void copy_log(void) {
  static char part[2048];
  struct stat status;
  if (journal_fd < 0 || fstat(journal_fd, &status) != 0) return;
  if (status.st_size == 0) {
    unlink(path_text);
    return;
  }
  off_t start = status.st_size > (off_t)sizeof part ? status.st_size - (off_t)sizeof part : 0;
  ssize_t got = pread(journal_fd, part, sizeof part, start);
  if (got <= 0) return;
  cp_write_all(report_fd, part, (size_t)got);
  if (part[got - 1] != '\n') say("\n");
  if (path_text[0] != 0) {
    say("townhouse: the log is ");
    say(path_text);
    say("\n");
  }
}

static void on_crash(int number, siginfo_t *info, void *context) {
  (void)context;
  int saved = errno;
  int index = 0;
  while (index < CRASH_COUNT - 1 && crash_signals[index] != number) index++;
  if (armed) {
    armed = 0;
    cp_guard_restore();
    if (report_fd >= 0) {
      say("\ntownhouse: ended by ");
      say(crash_names[index]);
      say("\n");
      copy_log();
    }
  }
  // The language's own handler would keep the terminal for a dialogue about the crash: only for who asked for it.
  if (chains) {
    sigaction(number, &former[index], NULL);
  } else {
    signal(number, SIG_DFL);
  }
  errno = saved;
  // A fault happens again on return and meets the former handler; a sent signal has to be sent again.
  if (info->si_code <= 0) raise(number);
}

void cp_guard_arm(const char *restore, int error_fd, int log_fd, const char *log_path) {
  snprintf(restore_text, sizeof restore_text, "%s", restore);
  snprintf(path_text, sizeof path_text, "%s", log_path);
  chains = getenv("SWIFT_BACKTRACE") != NULL;
  report_fd = error_fd;
  journal_fd = log_fd;
  if (!armed) {
    stack_t stack;
    if (sigaltstack(NULL, &stack) == 0 && (stack.ss_flags & SS_DISABLE)) {
      stack.ss_sp = handler_stack;
      stack.ss_size = sizeof handler_stack;
      stack.ss_flags = 0;
      sigaltstack(&stack, NULL);
    }
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_sigaction = on_crash;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK;
    sigemptyset(&action.sa_mask);
    for (int i = 0; i < CRASH_COUNT; i++) sigaction(crash_signals[i], &action, &former[i]);
  }
  armed = 1;
}

void cp_guard_disarm(void) {
  if (!armed) return;
  armed = 0;
  for (int i = 0; i < CRASH_COUNT; i++) sigaction(crash_signals[i], &former[i], NULL);
}

void cp_stop_process(void) {
  sigset_t stop, before;
  sigemptyset(&stop);
  sigaddset(&stop, SIGTSTP);
  struct sigaction plain, old;
  memset(&plain, 0, sizeof plain);
  plain.sa_handler = SIG_DFL;
  sigemptyset(&plain.sa_mask);
  sigaction(SIGTSTP, &plain, &old);
  pthread_sigmask(SIG_UNBLOCK, &stop, &before);
  kill(0, SIGTSTP);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  sigaction(SIGTSTP, &old, NULL);
}
