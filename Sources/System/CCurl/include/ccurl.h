// libcurl, loaded when it is first needed: whoever works on a local store never pays for it. Nothing here is safe to
// use from two threads at once, except ccurl_wake. Functions return -1 or NULL when memory runs out.
#pragma once

#include <stddef.h>

/// Loads the library, once. NULL when it is there; else why it is not.
const char *ccurl_load(void);

/// Transfers under way on one thread, and the connections they share.
typedef struct ccurl_multi ccurl_multi;
/// One request and its answer.
typedef struct ccurl_transfer ccurl_transfer;

/// What became of what was offered to the receiver of an answer.
enum { CCURL_TAKEN = 0, CCURL_LATER = 1, CCURL_STOP = 2 };

/// Who receives an answer. Called within ccurl_work and ccurl_go_on.
typedef struct {
  void *context;
  /// One line of the head, without its end; an empty one ends the head.
  int (*header)(void *context, const char *line, size_t length);
  /// A piece of the body; CCURL_LATER has it offered again after ccurl_go_on.
  int (*body)(void *context, const char *bytes, size_t length);
} ccurl_receiver;

/// What is asked for. All of it is copied.
typedef struct {
  const char *method;
  const char *url;
  const void *body;
  size_t body_length;
  /// PEM file of the authorities to believe; NULL for the system's.
  const char *authorities;
  /// Milliseconds.
  long connect_timeout;
  /// Milliseconds for the whole; 0 for no limit, with silence_timeout instead.
  long total_timeout;
  /// Seconds without a byte.
  long silence_timeout;
  /// 1 to go straight there, whatever the environment says of proxies.
  int is_direct;
} ccurl_request;

/// How a transfer ended.
enum { CCURL_DONE, CCURL_UNREACHABLE, CCURL_TIMED_OUT, CCURL_TLS, CCURL_STOPPED };

typedef struct {
  void *context;
  ccurl_transfer *transfer;
  int ending;
  /// The library's own words; as long as the transfer lives.
  const char *detail;
} ccurl_finished;

/// With at most so many connections to one host.
ccurl_multi *ccurl_open(long connections);
/// After all transfers were freed.
void ccurl_close(ccurl_multi *multi);
ccurl_transfer *ccurl_prepare(const ccurl_request *request, const ccurl_receiver *receiver);
/// Adds a header `Name: value`.
int ccurl_add_header(ccurl_transfer *transfer, const char *line);
int ccurl_start(ccurl_multi *multi, ccurl_transfer *transfer);
/// Does what can be done now.
void ccurl_work(ccurl_multi *multi);
/// Waits for something to do, at most so many milliseconds.
void ccurl_wait(ccurl_multi *multi, int timeout);
/// Ends the present or next ccurl_wait; from any thread.
void ccurl_wake(ccurl_multi *multi);
/// 1 and a transfer that has ended, or 0.
int ccurl_next_finished(ccurl_multi *multi, ccurl_finished *finished);
void ccurl_go_on(ccurl_transfer *transfer);
/// Also ends it when it is under way.
void ccurl_free(ccurl_multi *multi, ccurl_transfer *transfer);
