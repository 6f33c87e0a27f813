#include "server.h"

#include <pthread.h>
#include <string.h>

enum { LARGEST_GROUP = 64 };

static reference *house;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t coming = PTHREAD_COND_INITIALIZER;
static exchange *first_waiting, **last_waiting = &first_waiting;

static void read_customer(json *from, reference_draft *draft) {
  int is_first = 1;
  for (char *name; (name = next_member(from, &is_first));) {
    if (!strcmp(name, "name")) draft->name = read_text(from);
    else if (!strcmp(name, "phone")) draft->phone = read_text(from);
    else skip_value(from);
  }
}

static void read_address(json *from, reference_draft *draft) {
  int is_first = 1;
  for (char *name; (name = next_member(from, &is_first));) {
    if (!strcmp(name, "line1")) draft->line1 = read_text(from);
    else if (!strcmp(name, "area")) draft->area = read_text(from);
    else if (!strcmp(name, "landmark")) draft->landmark = read_text(from);
    else skip_value(from);
  }
}

static void read_lines(json *from, exchange *of) {
  int is_first = 1;
  while (next_element(from, &is_first)) {
    reference_line line = {0, 0};
    int is_first_field = 1;
    for (char *name; (name = next_member(from, &is_first_field));) {
      if (!strcmp(name, "variant")) line.variant = read_int(from);
      else if (!strcmp(name, "quantity")) line.quantity = read_int(from);
      else skip_value(from);
    }
    if (of->draft.line_count == MOST_LINES || line.quantity < 1 || line.quantity > 999) from->is_broken = 1;
    else of->lines[of->draft.line_count++] = line;
  }
}

int read_draft(exchange *of) {
  json from = {.at = of->body, .end = of->body + of->length};
  reference_draft *draft = &of->draft;
  draft->name = draft->phone = draft->line1 = draft->area = draft->landmark = draft->note = "";
  draft->lines = of->lines;
  draft->command = of->command;
  int is_first = 1, is_first_field = 1;
  for (char *outer; (outer = next_member(&from, &is_first));) {
    if (strcmp(outer, "draft")) {
      skip_value(&from);
      continue;
    }
    for (char *name; (name = next_member(&from, &is_first_field));) {
      if (!strcmp(name, "customer")) read_customer(&from, draft);
      else if (!strcmp(name, "address")) read_address(&from, draft);
      else if (!strcmp(name, "lines")) read_lines(&from, of);
      else if (!strcmp(name, "note")) draft->note = read_text(&from);
      else if (!strcmp(name, "deliveryMinor")) draft->delivery_minor = read_int(&from);
      else if (!strcmp(name, "paymentMethod")) from.is_broken |= strcmp(read_text(&from), "cod") != 0;
      else skip_value(&from);
    }
  }
  return !from.is_broken && draft->line_count > 0 && *draft->name && *draft->phone && *draft->line1;
}

void place(exchange *of) {
  of->next = NULL;
  pthread_mutex_lock(&lock);
  *last_waiting = of;
  last_waiting = &of->next;
  pthread_cond_signal(&coming);
  pthread_mutex_unlock(&lock);
}

static void write_answer(exchange *of) {
  page *to = &of->answer;
  put(to, "{\"data\":{\"id\":");
  put_int(to, of->placed.id);
  put(to, ",\"number\":");
  put_text(to, of->placed.number);
  put(to, ",\"status\":\"pending_fulfilment\",\"total\":{\"currency\":");
  put_text(to, of->placed.currency);
  put(to, ",\"minor\":");
  put_int(to, of->placed.total);
  put(to, "}},\"error\":null}");
}

static void *place_all(void *context) {
  (void)context;
  for (;;) {
    exchange *group[LARGEST_GROUP];
    int count = 0;
    pthread_mutex_lock(&lock);
    while (!first_waiting) pthread_cond_wait(&coming, &lock);
    while (first_waiting && count < LARGEST_GROUP) {
      group[count++] = first_waiting;
      first_waiting = first_waiting->next;
    }
    if (!first_waiting) last_waiting = &first_waiting;
    pthread_mutex_unlock(&lock);
    int is_fine = !reference_begin_group(house);
    for (int i = 0; i < count && is_fine; i++) {
      group[i]->draft.at = reference_wall_ms();
      group[i]->status = reference_place(house, &group[i]->draft, &group[i]->placed) < 0 ? 409 : 200;
    }
    if (!is_fine || reference_commit_group(house))
      for (int i = 0; i < count; i++) group[i]->status = 503;
    for (int i = 0; i < count; i++) {
      if (group[i]->status == 200) write_answer(group[i]);
      group[i]->state = DONE;
      MHD_resume_connection(group[i]->connection);
    }
  }
  return NULL;
}

int start_placing(reference *of) {
  pthread_t thread;
  house = of;
  return pthread_create(&thread, NULL, place_all, NULL);
}
