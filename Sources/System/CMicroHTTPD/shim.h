// What Swift does not see of libmicrohttpd: variadic calls, constants written as expressions, and a walk over memory
// that only C can name.
#pragma once

#include <arpa/inet.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <string.h>

/// What a server is started with. Pointers must live until it is stopped.
typedef struct {
  /// A bound, listening, non-blocking socket; the server's from now on until it is quiesced.
  int listener;
  unsigned int threads;
  /// Bytes for the header block, the reading and the writing of one connection.
  size_t connection_memory;
  unsigned int connection_limit;
  /// 0 for no limit.
  unsigned int address_limit;
  /// Seconds without a byte either way.
  unsigned int idle_timeout;
  /// PEM, ended by NUL; NULL for plain HTTP.
  const char *certificate;
  const char *key;
  void *context;
  MHD_AccessHandlerCallback access;
  MHD_RequestCompletedCallback completed;
  MHD_NotifyConnectionCallback connected;
  void *(*target)(void *context, const char *target, struct MHD_Connection *connection);
} thm_start;

// Escapes are left as they came: whoever matches the path decodes it, once.
static inline size_t thm_keep_escapes(void *context, struct MHD_Connection *connection, char *text) {
  (void)context;
  (void)connection;
  return strlen(text);
}

/// Starts a server; NULL when the library refuses, which with TLS means that certificate and key do not go together.
static inline struct MHD_Daemon *thm_start_daemon(const thm_start *start) {
  unsigned int flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME;
  struct MHD_OptionItem options[] = {
      {MHD_OPTION_LISTEN_SOCKET, start->listener, NULL},
      {MHD_OPTION_THREAD_POOL_SIZE, (intptr_t)start->threads, NULL},
      {MHD_OPTION_CONNECTION_MEMORY_LIMIT, (intptr_t)start->connection_memory, NULL},
      {MHD_OPTION_CONNECTION_LIMIT, (intptr_t)start->connection_limit, NULL},
      {MHD_OPTION_PER_IP_CONNECTION_LIMIT, (intptr_t)start->address_limit, NULL},
      {MHD_OPTION_CONNECTION_TIMEOUT, (intptr_t)start->idle_timeout, NULL},
      // What it would check then, thm_headers and its caller check with an answer of ours.
      {MHD_OPTION_STRICT_FOR_CLIENT, 0, NULL},
      {MHD_OPTION_UNESCAPE_CALLBACK, (intptr_t)&thm_keep_escapes, NULL},
      {MHD_OPTION_URI_LOG_CALLBACK, (intptr_t)start->target, start->context},
      {MHD_OPTION_NOTIFY_COMPLETED, (intptr_t)start->completed, start->context},
      {MHD_OPTION_NOTIFY_CONNECTION, (intptr_t)start->connected, start->context},
      {MHD_OPTION_END, 0, NULL},
      {MHD_OPTION_END, 0, NULL},
      {MHD_OPTION_END, 0, NULL},
      {MHD_OPTION_END, 0, NULL},
  };
  size_t next = sizeof options / sizeof *options - 4;
  if (start->certificate != NULL) {
    flags |= MHD_USE_TLS;
    options[next++] = (struct MHD_OptionItem){MHD_OPTION_HTTPS_MEM_CERT, 0, (void *)start->certificate};
    options[next++] = (struct MHD_OptionItem){MHD_OPTION_HTTPS_MEM_KEY, 0, (void *)start->key};
    options[next++] = (struct MHD_OptionItem){
        MHD_OPTION_HTTPS_PRIORITIES, 0, (void *)"NORMAL:-VERS-TLS1.0:-VERS-TLS1.1"};
  }
  return MHD_start_daemon(
      flags, 0, NULL, NULL, start->access, start->context, MHD_OPTION_ARRAY, options, MHD_OPTION_END);
}

static inline uint64_t thm_size_unknown(void) { return MHD_SIZE_UNKNOWN; }
static inline ssize_t thm_end_of_stream(void) { return MHD_CONTENT_READER_END_OF_STREAM; }
static inline ssize_t thm_end_with_error(void) { return MHD_CONTENT_READER_END_WITH_ERROR; }

static inline int thm_is_start(enum MHD_ConnectionNotificationCode what) {
  return what == MHD_CONNECTION_NOTIFY_STARTED;
}

static inline int thm_socket(struct MHD_Connection *connection) {
  const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
  return info == NULL ? -1 : info->connect_fd;
}

/// What NOTIFY_CONNECTION left with the connection; NULL when nothing.
static inline void *thm_socket_context(struct MHD_Connection *connection) {
  const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
  return info == NULL ? NULL : info->socket_context;
}

/// Writes the caller's address without its port; "" when it has none.
static inline void thm_peer(struct MHD_Connection *connection, char *text, size_t size) {
  text[0] = 0;
  const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
  if (info == NULL || info->client_addr == NULL) return;
  const struct sockaddr *address = info->client_addr;
  if (address->sa_family == AF_INET) {
    inet_ntop(AF_INET, &((const struct sockaddr_in *)address)->sin_addr, text, (socklen_t)size);
  } else if (address->sa_family == AF_INET6) {
    inet_ntop(AF_INET6, &((const struct sockaddr_in6 *)address)->sin6_addr, text, (socklen_t)size);
  }
}

/// One header as it came.
typedef void (*thm_header)(
    void *context, const char *name, size_t name_length, const char *value, size_t value_length);

typedef struct {
  /// Where the next line has to begin.
  const char *expected;
  int is_sound;
  thm_header each;
  void *context;
} thm_walk;

static inline enum MHD_Result thm_take_header(
    void *context, enum MHD_ValueKind kind, const char *name, size_t name_length, const char *value,
    size_t value_length) {
  thm_walk *walk = context;
  (void)kind;
  // The library ends every piece with NUL where it stands in the connection's memory: CR LF became two of them. A
  // line ended by LF alone, a NUL that was sent, or a line folded into the one before leaves another distance.
  if (name != walk->expected || value == NULL || value <= name + name_length) {
    walk->is_sound = 0;
    return MHD_NO;
  }
  for (const char *place = name + name_length; place < value; place++) {
    if (*place != 0 && *place != ' ' && *place != '\t') {
      walk->is_sound = 0;
      return MHD_NO;
    }
  }
  walk->expected = value + value_length + 2;
  walk->each(walk->context, name, name_length, value, value_length);
  return MHD_YES;
}

/// Hands over the headers in their order. `target_length` is what the request target measured as it came. Returns 1,
/// or 0 when the header block is not built as RFC 9112 wants it: the library repairs that silently, and what it makes
/// of it may differ from what a proxy in front of us saw.
static inline int thm_headers(
    struct MHD_Connection *connection, const char *method, const char *target, size_t target_length,
    const char *version, thm_header each, void *context) {
  if (target != method + strlen(method) + 1 || version != target + target_length + 1) return 0;
  thm_walk walk = {version + strlen(version) + 2, 1, each, context};
  MHD_get_connection_values_n(connection, MHD_HEADER_KIND, thm_take_header, &walk);
  return walk.is_sound;
}
