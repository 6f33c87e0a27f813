// A small HTTP server in plain C on libmicrohttpd, with epoll and a pool of two threads, on a store: what requests to
// ours are measured against. It answers these with the same fields, under the same headers:
//   POST /api/v1/desk/SITE/warehouse/queue    a page of the queue, read on the connection's own thread
//   POST /api/v1/desk/SITE/orders/place       an order; all that wait by then share one commit, FULL durability
//   GET /api/v1/events                        an event stream that begins and then says nothing
// A bearer token is verified each time (HMAC-SHA256, issuer, audience, expiry) and grants are read each time; the body
// is parsed by hand into what the SQL needs; the Idempotency-Key is the command's id. It knows no other route, no
// limits, no log, no metrics, and no refusal but "not possible".
//   TOWNHOUSE_TOKEN_KEY=… reference-server STORE PORT WRITER_KIB READER_KIB CHECKPOINT_PAGES
#define _GNU_SOURCE
#include "server.h"

#include <arpa/inet.h>
#include <signal.h>
#include <sodium.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MOST_ROWS = 100, MOST_BODY = 1 << 20 };

static const char *path;
static int reader_cache;
static _Atomic uint64_t requests;

static reference *reader(void) {
  static _Thread_local reference *own;
  if (!own) own = reference_open_reader(path, reader_cache);
  return own;
}

// The limit of the page that is asked for; -1 for a body that is not understood.
static int64_t read_limit(exchange *of) {
  json from = {.at = of->body, .end = of->body + of->length};
  int64_t limit = -1;
  int is_first = 1;
  for (char *outer; (outer = next_member(&from, &is_first));) {
    if (strcmp(outer, "page")) {
      skip_value(&from);
      continue;
    }
    int is_first_field = 1;
    for (char *name; (name = next_member(&from, &is_first_field));) {
      if (!strcmp(name, "limit")) limit = read_int(&from);
      else skip_value(&from);
    }
  }
  return from.is_broken ? -1 : limit;
}

static void put_time(page *to, int64_t milliseconds) {
  time_t seconds = (time_t)(milliseconds / 1000);
  struct tm utc;
  char text[48];
  gmtime_r(&seconds, &utc);
  size_t length = strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &utc);
  if (milliseconds % 1000) snprintf(text + length, sizeof text - length, ".%03dZ", (int)(milliseconds % 1000));
  else snprintf(text + length, sizeof text - length, "Z");
  put_text(to, text);
}

static void put_row(page *to, const reference_queue_row *row) {
  put(to, "{\"customer\":");
  put_text(to, row->customer);
  put(to, ",\"holder\":");
  put_text(to, row->holder_name);
  if (row->holder) put(to, ",\"holderID\":"), put_int(to, row->holder);
  if (*row->hold) put(to, ",\"holdReason\":"), put_text(to, row->hold);
  put(to, ",\"key\":{\"order\":");
  put_int(to, row->id);
  put(to, ",\"priority\":");
  put_int(to, -row->rank);
  put(to, ",\"promiseAt\":");
  put_time(to, row->promise_at);
  put(to, "}");
  if (row->lease_until) put(to, ",\"leaseUntil\":"), put_time(to, row->lease_until);
  put(to, ",\"lines\":");
  put_int(to, row->lines);
  put(to, ",\"number\":");
  put_text(to, row->number);
  if (row->list) put(to, ",\"pickList\":"), put_int(to, row->list);
  put(to, ",\"placedAt\":");
  put_time(to, row->placed_at);
  put(to, ",\"stage\":");
  put_int(to, row->stage);
  put(to, ",\"units\":");
  put_int(to, row->units);
  put(to, ",\"zone\":");
  put_text(to, row->zone);
  put(to, "}");
}

static int answer_queue(exchange *of, int64_t person, int64_t site) {
  reference_queue_row rows[MOST_ROWS + 1];
  int64_t limit = read_limit(of);
  if (limit < 1 || limit > MOST_ROWS) return 400;
  int count = reader() ? reference_queue(reader(), person, site, NULL, (int)limit + 1, rows) : -1;
  if (count < 0) return 403;
  int has_after = count > limit;
  if (has_after) count = (int)limit;
  page *to = &of->answer;
  put(to, has_after ? "{\"data\":{\"hasAfter\":true,\"hasBefore\":false,\"rows\":["
                    : "{\"data\":{\"hasAfter\":false,\"hasBefore\":false,\"rows\":[");
  for (int i = 0; i < count; i++) {
    if (i) put(to, ",");
    put_row(to, &rows[i]);
  }
  put(to, "]},\"error\":null}");
  return 200;
}

static enum MHD_Result send_answer(exchange *of) {
  static const char trouble[] = "{\"data\":null,\"error\":{\"code\":\"NOT_POSSIBLE\"}}";
  if (!of->answer.length) put(&of->answer, trouble);
  struct MHD_Response *response =
      MHD_create_response_from_buffer(of->answer.length, of->answer.text, MHD_RESPMEM_MUST_FREE);
  of->answer.text = NULL;
  char id[32];
  snprintf(id, sizeof id, "%016llx", (unsigned long long)atomic_fetch_add(&requests, 1));
  MHD_add_response_header(response, "content-type", "application/json");
  MHD_add_response_header(response, "cache-control", "no-store");
  MHD_add_response_header(response, "x-content-type-options", "nosniff");
  MHD_add_response_header(response, "x-request-id", id);
  enum MHD_Result result = MHD_queue_response(of->connection, (unsigned)of->status, response);
  MHD_destroy_response(response);
  return result;
}

// The first event of a stream, then silence.
static ssize_t feed(void *context, uint64_t position, char *buffer, size_t room) {
  static const char event[] = "id: 0\ndata: \n\n";
  exchange *of = context;
  if (position >= sizeof event - 1 || room < sizeof event) {
    MHD_suspend_connection(of->connection);
    return 0;
  }
  memcpy(buffer, event, sizeof event - 1);
  return sizeof event - 1;
}

static enum MHD_Result answer_events(exchange *of) {
  struct MHD_Response *response = MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, 16 << 10, feed, of, NULL);
  MHD_add_response_header(response, "content-type", "text/event-stream");
  MHD_add_response_header(response, "cache-control", "no-store");
  enum MHD_Result result = MHD_queue_response(of->connection, 200, response);
  MHD_destroy_response(response);
  return result;
}

static enum MHD_Result answer(exchange *of, const char *target) {
  long long site = 0;
  int end = 0;
  const char *type = MHD_lookup_connection_value(of->connection, MHD_HEADER_KIND, "content-type");
  int64_t person = read_token(MHD_lookup_connection_value(of->connection, MHD_HEADER_KIND, "authorization"));
  if (of->body) of->body[of->length] = 0;
  if (person && !strcmp(target, "/api/v1/events")) return answer_events(of);
  if (!person) of->status = 401;
  else if (sscanf(target, "/api/v1/desk/%lld/%n", &site, &end) != 1 || !end) of->status = 404;
  else if (!type || strcmp(type, "application/json") || !of->body) of->status = 415;
  else if (!strcmp(target + end, "warehouse/queue")) of->status = answer_queue(of, person, site);
  else if (!strcmp(target + end, "orders/place")) {
    of->draft.site = site;
    of->draft.actor = person;
    const char *key = MHD_lookup_connection_value(of->connection, MHD_HEADER_KIND, "idempotency-key");
    if (read_uuid(key, of->command) && read_draft(of)) {
      of->state = WAITING;
      MHD_suspend_connection(of->connection);
      place(of);
      return MHD_YES;
    }
    of->status = 400;
  } else {
    of->status = 404;
  }
  return send_answer(of);
}

static enum MHD_Result advance(
    void *context, struct MHD_Connection *connection, const char *target, const char *method, const char *version,
    const char *piece, size_t *size, void **slot) {
  (void)context, (void)method, (void)version;
  exchange *of = *slot;
  if (!of) {
    *slot = of = calloc(1, sizeof *of);
    if (!of) return MHD_NO;
    of->connection = connection;
    return MHD_YES;
  }
  if (*size) {
    if (of->length + *size + 1 > of->room) {
      of->room = of->length + *size + 1;
      if (of->room > MOST_BODY || !(of->body = realloc(of->body, of->room))) return MHD_NO;
    }
    memcpy(of->body + of->length, piece, *size);
    of->length += *size;
    *size = 0;
    return MHD_YES;
  }
  return of->state == COMING ? answer(of, target) : send_answer(of);
}

static void forget(
    void *context, struct MHD_Connection *connection, void **slot, enum MHD_RequestTerminationCode why) {
  (void)context, (void)connection, (void)why;
  exchange *of = *slot;
  if (!of) return;
  free(of->body);
  free(of->answer.text);
  free(of);
}

int main(int count, char **words) {
  const char *key = getenv("TOWNHOUSE_TOKEN_KEY");
  if (count != 6 || !key || sodium_init() < 0) return 2;
  path = words[1];
  reader_cache = atoi(words[4]);
  set_token_key(key);
  sigset_t stopping;
  sigemptyset(&stopping);
  sigaddset(&stopping, SIGTERM);
  sigaddset(&stopping, SIGINT);
  sigprocmask(SIG_BLOCK, &stopping, NULL);
  reference *house = reference_open(path, 1, atoi(words[3]), reader_cache, atoi(words[5]));
  if (!house || start_placing(house)) return 3;
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(words[2]))};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  struct MHD_Daemon *daemon = MHD_start_daemon(
      MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL, advance, NULL, MHD_OPTION_SOCK_ADDR,
      &address, MHD_OPTION_THREAD_POOL_SIZE, 2u, MHD_OPTION_CONNECTION_LIMIT, 4096u, MHD_OPTION_CONNECTION_TIMEOUT, 60u,
      MHD_OPTION_NOTIFY_COMPLETED, forget, NULL, MHD_OPTION_END);
  if (!daemon) return 3;
  int signal = 0;
  sigwait(&stopping, &signal);
  // Nobody is served any more by then; what is open ends with the program.
  _Exit(0);
}
