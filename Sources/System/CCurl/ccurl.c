#include "ccurl.h"

#include <curl/curl.h>
#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static struct {
  __typeof__(curl_global_init) *global_init;
  __typeof__(curl_easy_init) *easy_init;
  __typeof__(curl_easy_setopt) *set;
  __typeof__(curl_easy_getinfo) *info;
  __typeof__(curl_easy_cleanup) *easy_cleanup;
  __typeof__(curl_easy_pause) *pause;
  __typeof__(curl_easy_strerror) *words;
  __typeof__(curl_slist_append) *append;
  __typeof__(curl_slist_free_all) *free_list;
  __typeof__(curl_multi_init) *multi_init;
  __typeof__(curl_multi_setopt) *multi_set;
  __typeof__(curl_multi_add_handle) *add;
  __typeof__(curl_multi_remove_handle) *remove;
  __typeof__(curl_multi_perform) *perform;
  __typeof__(curl_multi_poll) *poll;
  __typeof__(curl_multi_wakeup) *wake;
  __typeof__(curl_multi_info_read) *read;
  __typeof__(curl_multi_cleanup) *multi_cleanup;
} lib;

static const char *load_trouble;
static pthread_once_t load_once = PTHREAD_ONCE_INIT;

static void load(void) {
  static char words[256];
  void *handle = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
  if (handle == NULL) {
    const char *why = dlerror();
    strncpy(words, why == NULL ? "libcurl.so.4 cannot be loaded" : why, sizeof words - 1);
    load_trouble = words;
    return;
  }
  const struct {
    const char *name;
    void *place;
  } wanted[] = {
      {"curl_global_init", &lib.global_init},     {"curl_easy_init", &lib.easy_init},
      {"curl_easy_setopt", &lib.set},             {"curl_easy_getinfo", &lib.info},
      {"curl_easy_cleanup", &lib.easy_cleanup},   {"curl_easy_pause", &lib.pause},
      {"curl_easy_strerror", &lib.words},         {"curl_slist_append", &lib.append},
      {"curl_slist_free_all", &lib.free_list},    {"curl_multi_init", &lib.multi_init},
      {"curl_multi_setopt", &lib.multi_set},      {"curl_multi_add_handle", &lib.add},
      {"curl_multi_remove_handle", &lib.remove},  {"curl_multi_perform", &lib.perform},
      {"curl_multi_poll", &lib.poll},             {"curl_multi_wakeup", &lib.wake},
      {"curl_multi_info_read", &lib.read},        {"curl_multi_cleanup", &lib.multi_cleanup},
  };
  for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
    void *found = dlsym(handle, wanted[i].name);
    if (found == NULL) {
      load_trouble = "this libcurl is too old: 7.68 or later is needed";
      return;
    }
    memcpy(wanted[i].place, &found, sizeof found);
  }
  if (lib.global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) load_trouble = "libcurl does not start";
}

const char *ccurl_load(void) {
  pthread_once(&load_once, load);
  return load_trouble;
}

struct ccurl_multi {
  CURLM *handle;
};

struct ccurl_transfer {
  CURL *handle;
  struct curl_slist *headers;
  ccurl_receiver receiver;
  int is_started;
  char words[CURL_ERROR_SIZE];
};

ccurl_multi *ccurl_open(long connections) {
  if (ccurl_load() != NULL) return NULL;
  ccurl_multi *multi = calloc(1, sizeof *multi);
  if (multi == NULL) return NULL;
  multi->handle = lib.multi_init();
  if (multi->handle == NULL) {
    free(multi);
    return NULL;
  }
  lib.multi_set(multi->handle, CURLMOPT_MAX_HOST_CONNECTIONS, connections);
  lib.multi_set(multi->handle, CURLMOPT_PIPELINING, CURLPIPE_NOTHING);
  return multi;
}

void ccurl_close(ccurl_multi *multi) {
  lib.multi_cleanup(multi->handle);
  free(multi);
}

static size_t on_header(char *bytes, size_t size, size_t count, void *context) {
  ccurl_transfer *transfer = context;
  size_t length = size * count;
  size_t shown = length;
  while (shown > 0 && (bytes[shown - 1] == '\n' || bytes[shown - 1] == '\r')) shown--;
  int taken = transfer->receiver.header(transfer->receiver.context, bytes, shown);
  return taken == CCURL_TAKEN ? length : 0;
}

static size_t on_body(char *bytes, size_t size, size_t count, void *context) {
  ccurl_transfer *transfer = context;
  size_t length = size * count;
  switch (transfer->receiver.body(transfer->receiver.context, bytes, length)) {
    case CCURL_TAKEN: return length;
    case CCURL_LATER: return CURL_WRITEFUNC_PAUSE;
    default: return length == 0 ? 1 : 0;
  }
}

ccurl_transfer *ccurl_prepare(const ccurl_request *request, const ccurl_receiver *receiver) {
  ccurl_transfer *transfer = calloc(1, sizeof *transfer);
  if (transfer == NULL) return NULL;
  CURL *handle = transfer->handle = lib.easy_init();
  if (handle == NULL) {
    free(transfer);
    return NULL;
  }
  transfer->receiver = *receiver;
  lib.set(handle, CURLOPT_ERRORBUFFER, transfer->words);
  lib.set(handle, CURLOPT_PRIVATE, transfer);
  lib.set(handle, CURLOPT_NOSIGNAL, 1L);
  lib.set(handle, CURLOPT_PROTOCOLS_STR, "http,https");
  lib.set(handle, CURLOPT_FOLLOWLOCATION, 0L);
  lib.set(handle, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
  lib.set(handle, CURLOPT_PATH_AS_IS, 1L);
  lib.set(handle, CURLOPT_TCP_KEEPALIVE, 1L);
  lib.set(handle, CURLOPT_SSL_VERIFYPEER, 1L);
  lib.set(handle, CURLOPT_SSL_VERIFYHOST, 2L);
  lib.set(handle, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
  if (request->authorities != NULL) lib.set(handle, CURLOPT_CAINFO, request->authorities);
  if (request->is_direct) lib.set(handle, CURLOPT_PROXY, "");
  lib.set(handle, CURLOPT_CONNECTTIMEOUT_MS, request->connect_timeout);
  if (request->total_timeout > 0) {
    lib.set(handle, CURLOPT_TIMEOUT_MS, request->total_timeout);
  } else {
    lib.set(handle, CURLOPT_LOW_SPEED_LIMIT, 1L);
    lib.set(handle, CURLOPT_LOW_SPEED_TIME, request->silence_timeout);
  }
  lib.set(handle, CURLOPT_HEADERFUNCTION, on_header);
  lib.set(handle, CURLOPT_HEADERDATA, transfer);
  lib.set(handle, CURLOPT_WRITEFUNCTION, on_body);
  lib.set(handle, CURLOPT_WRITEDATA, transfer);
  CURLcode code = lib.set(handle, CURLOPT_URL, request->url);
  if (strcmp(request->method, "HEAD") == 0) {
    lib.set(handle, CURLOPT_NOBODY, 1L);
  } else {
    int has_body = request->body_length > 0 || (strcmp(request->method, "GET") && strcmp(request->method, "DELETE"));
    if (has_body) {
      lib.set(handle, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)request->body_length);
      lib.set(handle, CURLOPT_COPYPOSTFIELDS, request->body_length > 0 ? request->body : "");
    }
    if (code == CURLE_OK) code = lib.set(handle, CURLOPT_CUSTOMREQUEST, request->method);
  }
  if (code != CURLE_OK) {
    ccurl_free(NULL, transfer);
    return NULL;
  }
  return transfer;
}

int ccurl_add_header(ccurl_transfer *transfer, const char *line) {
  struct curl_slist *longer = lib.append(transfer->headers, line);
  if (longer == NULL) return -1;
  transfer->headers = longer;
  return 0;
}

int ccurl_start(ccurl_multi *multi, ccurl_transfer *transfer) {
  lib.set(transfer->handle, CURLOPT_HTTPHEADER, transfer->headers);
  if (lib.add(multi->handle, transfer->handle) != CURLM_OK) return -1;
  transfer->is_started = 1;
  return 0;
}

void ccurl_work(ccurl_multi *multi) {
  int running;
  lib.perform(multi->handle, &running);
}

void ccurl_wait(ccurl_multi *multi, int timeout) { lib.poll(multi->handle, NULL, 0, timeout, NULL); }

void ccurl_wake(ccurl_multi *multi) { lib.wake(multi->handle); }

static int ending(CURLcode code) {
  switch (code) {
    case CURLE_OK: return CCURL_DONE;
    case CURLE_OPERATION_TIMEDOUT: return CCURL_TIMED_OUT;
    case CURLE_WRITE_ERROR:
    case CURLE_ABORTED_BY_CALLBACK: return CCURL_STOPPED;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_ENGINE_NOTFOUND:
    case CURLE_SSL_ENGINE_SETFAILED:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_ENGINE_INITFAILED:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_SHUTDOWN_FAILED:
    case CURLE_SSL_CRL_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
    case CURLE_SSL_INVALIDCERTSTATUS: return CCURL_TLS;
    default: return CCURL_UNREACHABLE;
  }
}

int ccurl_next_finished(ccurl_multi *multi, ccurl_finished *finished) {
  int left;
  for (;;) {
    CURLMsg *message = lib.read(multi->handle, &left);
    if (message == NULL) return 0;
    if (message->msg != CURLMSG_DONE) continue;
    ccurl_transfer *transfer = NULL;
    CURLcode code = message->data.result;
    lib.info(message->easy_handle, CURLINFO_PRIVATE, &transfer);
    finished->context = transfer->receiver.context;
    finished->transfer = transfer;
    finished->ending = ending(code);
    finished->detail = transfer->words[0] != 0 ? transfer->words : lib.words(code);
    return 1;
  }
}

void ccurl_go_on(ccurl_transfer *transfer) { lib.pause(transfer->handle, CURLPAUSE_CONT); }

void ccurl_free(ccurl_multi *multi, ccurl_transfer *transfer) {
  if (transfer->is_started) lib.remove(multi->handle, transfer->handle);
  lib.easy_cleanup(transfer->handle);
  lib.free_list(transfer->headers);
  free(transfer);
}
