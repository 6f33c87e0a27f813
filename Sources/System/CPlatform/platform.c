#define _GNU_SOURCE
#include "platform.h"

#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/signalfd.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

int cp_eventfd(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

void cp_eventfd_signal(int fd) {
  int saved = errno;
  uint64_t one = 1;
  while (write(fd, &one, sizeof one) < 0 && errno == EINTR) {
  }
  errno = saved;
}

void cp_eventfd_drain(int fd) {
  uint64_t count;
  while (read(fd, &count, sizeof count) < 0 && errno == EINTR) {
  }
}

int cp_inotify_init(void) { return inotify_init1(IN_CLOEXEC | IN_NONBLOCK); }

int cp_inotify_watch_modify(int fd, const char *path) {
  return inotify_add_watch(
      fd, path, IN_MODIFY | IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_TO | IN_DELETE_SELF | IN_MOVE_SELF);
}

int cp_inotify_unwatch(int fd, int watch) { return inotify_rm_watch(fd, watch); }

int cp_inotify_drain(int fd) {
  _Alignas(struct inotify_event) char buffer[4096];
  int count = 0;
  for (;;) {
    ssize_t got = read(fd, buffer, sizeof buffer);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return count;
    for (ssize_t place = 0; place < got; count++) {
      place += (ssize_t)(sizeof(struct inotify_event) + ((struct inotify_event *)(buffer + place))->len);
    }
  }
}

int cp_watch_open(void) { return epoll_create1(EPOLL_CLOEXEC); }

int cp_watch_hang_up(int watch, int fd) {
  struct epoll_event event = {.events = EPOLLRDHUP | EPOLLONESHOT, .data = {.fd = fd}};
  return epoll_ctl(watch, EPOLL_CTL_ADD, fd, &event);
}

int cp_watch_input(int watch, int fd) {
  struct epoll_event event = {.events = EPOLLIN, .data = {.fd = fd}};
  return epoll_ctl(watch, EPOLL_CTL_ADD, fd, &event);
}

int cp_unwatch(int watch, int fd) { return epoll_ctl(watch, EPOLL_CTL_DEL, fd, NULL); }

int cp_watch_wait(int watch, int timeout, int *fds, int count) {
  struct epoll_event events[64];
  if (count > 64) count = 64;
  int got = epoll_wait(watch, events, count, timeout);
  for (int i = 0; i < got; i++) fds[i] = events[i].data.fd;
  return got < 0 && errno == EINTR ? 0 : got;
}

int cp_write_all(int fd, const void *bytes, size_t count) {
  const char *next = bytes;
  while (count > 0) {
    ssize_t written = write(fd, next, count);
    if (written < 0) {
      if (errno == EINTR) continue;
      return -1;
    }
    next += written;
    count -= (size_t)written;
  }
  return 0;
}

int cp_stdout_write(const void *bytes, size_t count) { return cp_write_all(STDOUT_FILENO, bytes, count); }

int cp_stderr_write(const void *bytes, size_t count) { return cp_write_all(STDERR_FILENO, bytes, count); }

void cp_name_thread(const char *name) { pthread_setname_np(pthread_self(), name); }

int cp_set_locale(void) {
  if (setlocale(LC_CTYPE, "") != NULL && strcmp(nl_langinfo(CODESET), "UTF-8") == 0) return 1;
  // Curses needs some UTF-8 locale to measure by; what is drawn is then kept to ASCII.
  setlocale(LC_CTYPE, "C.UTF-8");
  return 0;
}

int cp_wcwidth(uint32_t character) { return wcwidth((wchar_t)character); }

static void terminal_signals(sigset_t *set) {
  static const int numbers[] = {SIGWINCH, SIGINT, SIGTERM, SIGHUP, SIGCONT, SIGTSTP};
  sigemptyset(set);
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) sigaddset(set, numbers[i]);
}

void cp_block_terminal_signals(void) {
  sigset_t set;
  terminal_signals(&set);
  pthread_sigmask(SIG_BLOCK, &set, NULL);
  signal(SIGPIPE, SIG_IGN);
}

void cp_unblock_terminal_signals(void) {
  sigset_t set;
  terminal_signals(&set);
  pthread_sigmask(SIG_UNBLOCK, &set, NULL);
}

int cp_signalfd(void) {
  sigset_t set;
  terminal_signals(&set);
  return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

int cp_signalfd_next(int fd) {
  struct signalfd_siginfo info;
  for (;;) {
    ssize_t got = read(fd, &info, sizeof info);
    if (got == (ssize_t)sizeof info) return (int)info.ssi_signo;
    if (got < 0 && errno == EINTR) continue;
    return 0;
  }
}

void cp_die_by_signal(int signal_number) {
  sigset_t set;
  signal(signal_number, SIG_DFL);
  sigemptyset(&set);
  sigaddset(&set, signal_number);
  raise(signal_number);
  pthread_sigmask(SIG_UNBLOCK, &set, NULL);
  _exit(128 + signal_number);
}

int cp_window_size(int fd, int *rows, int *columns) {
  struct winsize size;
  if (ioctl(fd, TIOCGWINSZ, &size) != 0 || size.ws_row == 0 || size.ws_col == 0) return -1;
  *rows = size.ws_row;
  *columns = size.ws_col;
  return 0;
}

int cp_buffer_open(void) { return memfd_create("frame", MFD_CLOEXEC); }
