#define _GNU_SOURCE
#include "pty_session.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { TEXT_ROOM = 1 << 20 };

// Where a byte stands in a control sequence.
typedef enum { PLAIN, ESCAPE, CSI, STRING, CHARSET } parse_state;

struct pty_session {
  pid_t pid;
  int terminal;
  double started;
  double first_text;
  parse_state state;
  size_t length;
  char text[TEXT_ROOM + 1];
};

static double now_ms(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1e3 + time.tv_nsec / 1e6;
}

pty_session *pty_start(const char *const argv[], const char *const environment[], int columns, int rows) {
  struct winsize size = {.ws_col = columns, .ws_row = rows};
  int gate[2];
  pty_session *session = calloc(1, sizeof *session);
  if (!session) return NULL;
  if (pipe2(gate, O_CLOEXEC)) return free(session), NULL;
  session->first_text = -1;
  session->pid = forkpty(&session->terminal, NULL, NULL, &size);
  if (session->pid == 0) {
    // forkpty's own work is not the program's: the clock starts once the child stands at the gate.
    char go;
    close(gate[1]);
    if (read(gate[0], &go, 1) == 1) execve(argv[0], (char *const *)argv, (char *const *)environment);
    _exit(127);
  }
  close(gate[0]);
  if (session->pid < 0) return close(gate[1]), free(session), NULL;
  fcntl(session->terminal, F_SETFD, FD_CLOEXEC);
  nanosleep(&(struct timespec){.tv_nsec = 20000000}, NULL);
  session->started = now_ms();
  (void)!write(gate[1], "g", 1);
  close(gate[1]);
  return session;
}

// Keeps the printable bytes; a cursor movement counts as a space, so that words of different places stay apart.
static void take(pty_session *session, const unsigned char *bytes, ssize_t count, double at) {
  for (ssize_t i = 0; i < count; i++) {
    unsigned char byte = bytes[i];
    char kept = 0;
    switch (session->state) {
      case PLAIN:
        if (byte == 27) session->state = ESCAPE;
        else if (byte >= 32 && byte != 127) kept = (char)byte;
        else kept = ' ';
        break;
      case ESCAPE:
        session->state = byte == '[' ? CSI
            : byte == ']' || byte == 'P' || byte == '_' || byte == '^' ? STRING
            : byte == '(' || byte == ')' ? CHARSET
            : PLAIN;
        break;
      case CSI:
        if (byte >= 64 && byte <= 126) {
          session->state = PLAIN;
          if (byte != 'm') kept = ' ';
        }
        break;
      case STRING:
        if (byte == 7) session->state = PLAIN;
        if (byte == 27) session->state = ESCAPE;
        break;
      case CHARSET: session->state = PLAIN; break;
    }
    if (!kept) continue;
    if (kept != ' ' && session->first_text < 0) session->first_text = at;
    if (session->length == TEXT_ROOM) session->length = 0;
    session->text[session->length++] = kept;
    session->text[session->length] = 0;
  }
}

// One read, waited for at most `wait_ms`: the number of bytes, 0 for silence, -1 at the end of the program.
static ssize_t read_some(pty_session *session, double wait_ms, double *at) {
  unsigned char bytes[65536];
  struct pollfd ready = {.fd = session->terminal, .events = POLLIN};
  struct timespec wait = {.tv_sec = (time_t)(wait_ms / 1e3), .tv_nsec = (long)(wait_ms * 1e6) % 1000000000L};
  int polled = ppoll(&ready, 1, wait_ms > 0 ? &wait : &(struct timespec){0}, NULL);
  if (polled < 0 && errno == EINTR) return 0;
  if (polled <= 0) return polled;
  ssize_t count = read(session->terminal, bytes, sizeof bytes);
  *at = now_ms();
  if (count <= 0) return -1;
  take(session, bytes, count, *at);
  return count;
}

double pty_wait(pty_session *session, const char *needle, double settle_ms, double limit_ms) {
  double begun = now_ms(), last = begun, at = begun;
  int seen = 0;
  for (;;) {
    if (!seen && session->length && strstr(session->text, needle)) seen = 1;
    double left = (seen ? last + settle_ms : begun + limit_ms) - now_ms();
    if (left <= 0) return seen ? last - session->started : -1;
    ssize_t count = read_some(session, left, &at);
    if (count < 0) return -1;
    if (count > 0) last = at;
    if (now_ms() - begun > limit_ms) return -1;
  }
}

double pty_first_text_ms(const pty_session *session) {
  return session->first_text < 0 ? -1 : session->first_text - session->started;
}

pty_frame pty_press(pty_session *session, const void *keys, size_t count, double settle_ms, double limit_ms) {
  pty_frame frame = {0};
  double at = 0;
  while (read_some(session, 0, &at) > 0) {}
  pty_forget(session);
  double pressed = now_ms(), last = 0;
  if (write(session->terminal, keys, count) != (ssize_t)count) return frame;
  for (;;) {
    double left = (frame.bytes ? last + settle_ms : pressed + limit_ms) - now_ms();
    if (left <= 0) break;
    ssize_t got = read_some(session, left, &at);
    if (got < 0) break;
    if (got == 0) continue;
    if (!frame.bytes) frame.first_ms = at - pressed;
    frame.bytes += got;
    last = at;
  }
  if (frame.bytes) frame.last_ms = last - pressed;
  return frame;
}

const char *pty_text(pty_session *session) { return session->text; }

void pty_forget(pty_session *session) {
  session->length = 0;
  session->text[0] = 0;
}

double pty_peak_mib(const pty_session *session) {
  char path[64], line[256];
  double peak = -1;
  snprintf(path, sizeof path, "/proc/%d/status", (int)session->pid);
  FILE *file = fopen(path, "re");
  if (!file) return -1;
  while (fgets(line, sizeof line, file)) {
    if (!strncmp(line, "VmHWM:", 6)) peak = strtod(line + 6, NULL) / 1024;
  }
  fclose(file);
  return peak;
}

double pty_cpu_ms(const pty_session *session) {
  char path[64], line[1024];
  snprintf(path, sizeof path, "/proc/%d/stat", (int)session->pid);
  FILE *file = fopen(path, "re");
  if (!file) return -1;
  size_t count = fread(line, 1, sizeof line - 1, file);
  fclose(file);
  line[count] = 0;
  char *field = strrchr(line, ')');
  unsigned long user = 0, system = 0;
  if (!field || sscanf(field + 1, " %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &system) != 2) return -1;
  return (user + system) * 1e3 / (double)sysconf(_SC_CLK_TCK);
}

void pty_stop(pty_session *session) {
  double at = 0, begun = now_ms();
  int sent = 0;
  kill(session->pid, SIGTERM);
  while (waitpid(session->pid, NULL, WNOHANG) == 0) {
    // Its last words must be read, or it would wait for room in the terminal for ever.
    if (read_some(session, 5, &at) < 0) nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    if (!sent && now_ms() - begun > 1000) sent = !kill(session->pid, SIGKILL);
  }
  close(session->terminal);
  free(session);
}
