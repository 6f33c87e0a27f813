#include "house.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_DRIVERS = 64 };

typedef struct {
  int64_t person, capacity, cash_limit, assigned, out, to_collect, delivered, failed, run, cash;
  char code[REFERENCE_TEXT], name[REFERENCE_TEXT], vehicle[REFERENCE_TEXT], why_not[REFERENCE_TEXT];
  char run_code[REFERENCE_TEXT];
  int64_t shift_start, shift_end, is_available;
} driver;

// The statements are those of the store under test, so that what is compared is the work around them: every column
// they answer is copied out, as whoever draws a board or checks a plan needs it.
#define CARD_COLUMNS \
  "SELECT o.id, o.number, o.version, o.stage, o.status, o.customer_name, o.customer_phone, o.address_line1," \
  " o.address_area, o.zone_id, ifnull(z.code || ' ' || z.name, '')," \
  " iif(o.payment_method = 'cod' AND o.payment_status = 'pending' AND EXISTS (SELECT 1 FROM payments x" \
  " WHERE x.order_id = o.id AND x.method = 'momo' AND x.status IN ('initiated', 'pending')), 'momo'," \
  " o.payment_method), o.payment_status, o.currency," \
  " o.subtotal_minor - o.discount_minor + o.delivery_minor + o.tax_minor, o.promise_at, o.status_at," \
  " (SELECT count(*) + (ifnull(sum(x.state = 'due_back'), 0) << 32) FROM parcels x WHERE x.order_id = o.id)," \
  " iif(d.id IS NULL, 0, (SELECT count(*) FROM dispatches x WHERE x.order_id = o.id AND x.status = 'failed'" \
  " AND x.out_at IS NOT NULL)), o.hold_reason IS NOT NULL, CASE iif(o.proof = 'none', s.proof, o.proof)" \
  " WHEN 'code' THEN iif(o.delivery_code = '', 'name', 'code') ELSE iif(o.proof = 'none', s.proof, o.proof) END," \
  " r.from_at, r.until_at, r.at, p.name, run.code, d.id, d.uuid, d.driver_id, d.run_id, d.position, d.is_locked," \
  " d.attempt, d.status, d.incident_reason, d.incident_note, d.incident_by, d.incident_at, d.failure," \
  " d.failure_note, d.proof_recipient, d.proof_code_checked, d.proof_reference, d.proof_at, d.awaits_hand_over," \
  " d.assigned_at, d.out_at, d.closed_at, d.version"

#define CARD_TABLES \
  " JOIN sites s ON s.id = o.site_id LEFT JOIN zones z ON z.id = o.zone_id" \
  " LEFT JOIN reschedules r ON r.order_id = o.id" \
  " LEFT JOIN dispatches d ON d.id = (SELECT x.id FROM dispatches x WHERE x.order_id = o.id" \
  " AND (x.out_at IS NOT NULL OR x.closed_at IS NULL) ORDER BY x.id DESC LIMIT 1)" \
  " LEFT JOIN people p ON p.id = d.driver_id LEFT JOIN runs run ON run.id = d.run_id"

static void read_card(sqlite3_stmt *from, reference_card *card) {
  card->id = sqlite3_column_int64(from, 0);
  copy_text(card->number, from, 1);
  card->version = sqlite3_column_int64(from, 2);
  card->stage = sqlite3_column_int64(from, 3);
  copy_text(card->order_status, from, 4);
  copy_text(card->customer, from, 5);
  copy_text(card->phone, from, 6);
  copy_text(card->street, from, 7);
  copy_text(card->area, from, 8);
  card->zone = sqlite3_column_int64(from, 9);
  copy_text(card->zone_label, from, 10);
  copy_text(card->method, from, 11);
  copy_text(card->payment, from, 12);
  copy_text(card->currency, from, 13);
  card->total = sqlite3_column_int64(from, 14);
  card->promise_at = sqlite3_column_int64(from, 15);
  card->since = sqlite3_column_int64(from, 16);
  int64_t boxes = sqlite3_column_int64(from, 17);
  card->parcels = boxes & 0xffffffff;
  card->due_back = boxes >> 32;
  card->failed = sqlite3_column_int64(from, 18);
  card->is_held = sqlite3_column_int64(from, 19);
  copy_text(card->proof, from, 20);
  card->slot_from = sqlite3_column_int64(from, 21);
  card->slot_until = sqlite3_column_int64(from, 22);
  card->slot_at = sqlite3_column_int64(from, 23);
  card->dispatch = sqlite3_column_int64(from, 26);
  card->driver[0] = card->run[0] = card->status[0] = 0;
  if (!card->dispatch) return;
  copy_text(card->driver, from, 24);
  copy_text(card->run, from, 25);
  memcpy(card->uuid, sqlite3_column_blob(from, 27), sizeof card->uuid);
  card->driver_id = sqlite3_column_int64(from, 28);
  card->run_id = sqlite3_column_int64(from, 29);
  card->position = sqlite3_column_int64(from, 30);
  card->is_locked = sqlite3_column_int64(from, 31);
  card->attempt = sqlite3_column_int64(from, 32);
  copy_text(card->status, from, 33);
  copy_text(card->incident, from, 34);
  copy_text(card->incident_note, from, 35);
  copy_text(card->incident_by, from, 36);
  card->incident_at = sqlite3_column_int64(from, 37);
  copy_text(card->failure, from, 38);
  copy_text(card->failure_note, from, 39);
  copy_text(card->recipient, from, 40);
  card->is_code_checked = sqlite3_column_int64(from, 41);
  copy_text(card->proof_reference, from, 42);
  card->proof_at = sqlite3_column_int64(from, 43);
  card->awaits_hand_over = sqlite3_column_int64(from, 44);
  card->assigned_at = sqlite3_column_int64(from, 45);
  card->out_at = sqlite3_column_int64(from, 46);
  card->closed_at = sqlite3_column_int64(from, 47);
  card->dispatch_version = sqlite3_column_int64(from, 48);
}

static int by_zone(const void *left, const void *right) {
  const reference_card *a = left, *b = right;
  // Failed ones first, then by zone and promise; no zone last.
  int first = (a->stage != 7) - (b->stage != 7);
  if (!first) first = (a->zone == 0) - (b->zone == 0);
  if (!first) first = strcmp(a->zone_label, b->zone_label);
  if (!first) first = (a->promise_at > b->promise_at) - (a->promise_at < b->promise_at);
  return first ? first : (a->id > b->id) - (a->id < b->id);
}

static driver *find_driver(driver *drivers, int count, int64_t person) {
  for (int i = 0; i < count; i++)
    if (drivers[i].person == person) return &drivers[i];
  return NULL;
}

// The drivers of a site with what they have on hand.
static int read_drivers(connection *on, int64_t site, int64_t midnight, driver *drivers) {
  int count = 0;
  sqlite3_stmt *from = use(
      on, SLOT_DRIVERS,
      "SELECT p.id, p.name, d.code IS NOT NULL, ifnull(d.code, ''), ifnull(d.capacity, 20),"
      " ifnull(d.cash_limit_minor, 0), ifnull(d.vehicle, ''), ifnull(d.shift_start, 0), ifnull(d.shift_end, 1440),"
      " ifnull(d.is_available, 1), ifnull(d.unavailable_reason, '')"
      " FROM people p LEFT JOIN drivers d ON d.site_id = ?1 AND d.person_id = p.id"
      " WHERE p.is_active = 1 AND p.id IN (SELECT person_id FROM grants WHERE site_id = ?1 AND role = 'driver'"
      " UNION SELECT person_id FROM grants WHERE site_id IS NULL AND role = 'driver') ORDER BY p.id");
  bind_int(from, 1, site);
  while (count < MOST_DRIVERS && sqlite3_step(from) == SQLITE_ROW) {
    driver *to = &drivers[count++];
    memset(to, 0, sizeof *to);
    to->person = sqlite3_column_int64(from, 0);
    copy_text(to->name, from, 1);
    copy_text(to->code, from, 3);
    to->capacity = sqlite3_column_int64(from, 4);
    to->cash_limit = sqlite3_column_int64(from, 5);
    copy_text(to->vehicle, from, 6);
    to->shift_start = sqlite3_column_int64(from, 7);
    to->shift_end = sqlite3_column_int64(from, 8);
    to->is_available = sqlite3_column_int64(from, 9);
    copy_text(to->why_not, from, 10);
  }
  sqlite3_reset(from);
  from = use(
      on, SLOT_RUNS,
      "SELECT id, driver_id, state FROM runs INDEXED BY runs_open WHERE state <> 'closed' AND site_id = ?1"
      " ORDER BY state DESC");
  bind_int(from, 1, site);
  while (sqlite3_step(from) == SQLITE_ROW) {
    driver *to = find_driver(drivers, count, sqlite3_column_int64(from, 1));
    if (to) to->run = sqlite3_column_int64(from, 0);
  }
  sqlite3_reset(from);
  from = use(
      on, SLOT_ACTIVE,
      "SELECT d.driver_id, d.status = 'assigned', count(*), "
      " sum(iif(o.payment_status = 'paid' OR o.payment_method = 'invoice', 0,"
      " o.subtotal_minor - o.discount_minor + o.delivery_minor + o.tax_minor))"
      " FROM dispatches d INDEXED BY dispatches_of_driver JOIN orders o ON o.id = d.order_id"
      " WHERE d.site_id = ?1 AND d.status IN ('assigned', 'out_for_delivery') GROUP BY 1, 2");
  bind_int(from, 1, site);
  while (sqlite3_step(from) == SQLITE_ROW) {
    driver *to = find_driver(drivers, count, sqlite3_column_int64(from, 0));
    if (!to) continue;
    *(sqlite3_column_int64(from, 1) ? &to->assigned : &to->out) += sqlite3_column_int64(from, 2);
    to->to_collect += sqlite3_column_int64(from, 3);
  }
  sqlite3_reset(from);
  from = use(
      on, SLOT_ENDED,
      "SELECT driver_id, sum(status = 'delivered'), sum(status = 'failed') FROM dispatches INDEXED BY dispatches_ended"
      " WHERE site_id = ?1 AND closed_at >= ?2 AND ifnull(failure, '') NOT IN ('order_cancelled', 'unassigned')"
      " GROUP BY driver_id");
  bind_int(from, 1, site);
  bind_int(from, 2, midnight);
  while (sqlite3_step(from) == SQLITE_ROW) {
    driver *to = find_driver(drivers, count, sqlite3_column_int64(from, 0));
    if (!to) continue;
    to->delivered = sqlite3_column_int64(from, 1);
    to->failed = sqlite3_column_int64(from, 2);
  }
  sqlite3_reset(from);
  for (int i = 0; i < count; i++) {
    sqlite3_stmt *cash = use(
        on, SLOT_CASH,
        "SELECT minor FROM cash_balances WHERE site_id = ?1 AND word = 'driver' AND person_id = ?2");
    bind_int(cash, 1, site);
    bind_int(cash, 2, drivers[i].person);
    if (sqlite3_step(cash) == SQLITE_ROW) drivers[i].cash = sqlite3_column_int64(cash, 0);
    sqlite3_reset(cash);
    if (!drivers[i].run) continue;
    sqlite3_stmt *code = use(on, SLOT_RUN_CODE, "SELECT code FROM runs WHERE id = ?1");
    bind_int(code, 1, drivers[i].run);
    if (sqlite3_step(code) == SQLITE_ROW) copy_text(drivers[i].run_code, code, 0);
    sqlite3_reset(code);
  }
  return count;
}

static int begin(reference *house, int64_t person, int64_t site) {
  if (run(use(&house->reader, SLOT_BEGIN, "BEGIN"))) return complain(&house->reader);
  return admit(&house->reader, person, site);
}

static int end(reference *house, int count) {
  return run(use(&house->reader, SLOT_COMMIT, "COMMIT")) ? complain(&house->reader) : count;
}

int reference_board(
    reference *house, int64_t person, int64_t site, int64_t midnight, int limit, reference_card *cards) {
  if (begin(house, person, site)) return -1;
  driver drivers[MOST_DRIVERS];
  int known = read_drivers(&house->reader, site, midnight, drivers);
  static const int stages[] = {7, 5, 6};
  int count = 0;
  for (int i = 0; i < 3; i++) {
    sqlite3_stmt *from = use(
        &house->reader, SLOT_BOARD,
        CARD_COLUMNS " FROM orders o INDEXED BY orders_by_stage" CARD_TABLES
                     " WHERE o.site_id = ?1 AND o.stage = ?2 ORDER BY o.id");
    bind_int(from, 1, site);
    bind_int(from, 2, stages[i]);
    while (count < limit && sqlite3_step(from) == SQLITE_ROW) read_card(from, &cards[count++]);
    sqlite3_reset(from);
  }
  for (int i = 0; i < count; i++) {
    driver *has = cards[i].dispatch ? find_driver(drivers, known, cards[i].driver_id) : NULL;
    memcpy(cards[i].driver_code, has ? has->code : "", has ? sizeof has->code : 1);
  }
  qsort(cards, (size_t)count, sizeof *cards, by_zone);
  sqlite3_stmt *back = use(
      &house->reader, SLOT_DUE_BACK,
      "SELECT count(*) FROM parcels INDEXED BY parcels_due_back WHERE site_id = ?1 AND state = 'due_back'");
  bind_int(back, 1, site);
  sqlite3_step(back);
  sqlite3_reset(back);
  return end(house, count);
}

// What a plan rests on, short enough to be carried around.
static uint64_t digest(uint64_t value, const void *bytes, size_t count) {
  const unsigned char *from = bytes;
  for (size_t i = 0; i < count; i++) value = (value ^ from[i]) * 0x100000001b3u;
  return value;
}

static uint64_t digest_number(uint64_t value, int64_t number) { return digest(value, &number, sizeof number); }

int reference_preview_assign(
    reference *house, int64_t person, int64_t site, int64_t midnight, int64_t to, const int64_t *orders, int count,
    reference_plan_row *rows) {
  if (begin(house, person, site)) return -1;
  driver drivers[MOST_DRIVERS];
  int known = read_drivers(&house->reader, site, midnight, drivers);
  driver *wanted = find_driver(drivers, known, to);
  uint64_t basis = 0xcbf29ce484222325u;
  int64_t position = 0;
  if (wanted && wanted->run) {
    sqlite3_stmt *last = use(&house->reader, SLOT_PLANNED, "SELECT max(position) FROM dispatches WHERE run_id = ?1");
    bind_int(last, 1, wanted->run);
    if (sqlite3_step(last) == SQLITE_ROW) position = sqlite3_column_int64(last, 0);
    sqlite3_reset(last);
  }
  int allowed = 0;
  for (int i = 0; i < count; i++) {
    reference_card card;
    sqlite3_stmt *from = use(
        &house->reader, SLOT_CARD, CARD_COLUMNS " FROM orders o" CARD_TABLES " WHERE o.id = ?1 AND o.site_id = ?2");
    bind_int(from, 1, orders[i]);
    bind_int(from, 2, site);
    int is_there = sqlite3_step(from) == SQLITE_ROW;
    if (is_there) read_card(from, &card);
    sqlite3_reset(from);
    if (!is_there) return end(house, -1);
    sqlite3_stmt *excluded = use(
        &house->reader, SLOT_EXCLUDED, "SELECT 1 FROM dispatch_exclusions WHERE order_id = ?1 AND driver_id = ?2");
    bind_int(excluded, 1, orders[i]);
    bind_int(excluded, 2, to);
    int is_excluded = sqlite3_step(excluded) == SQLITE_ROW;
    sqlite3_reset(excluded);
    basis = digest_number(digest_number(basis, card.id), card.version);
    basis = digest_number(digest_number(basis, card.dispatch), card.dispatch ? card.dispatch_version : 0);
    reference_plan_row *row = &rows[i];
    row->order = card.id;
    row->due = strcmp(card.payment, "paid") && strcmp(card.method, "invoice") ? card.total : 0;
    memcpy(row->number, card.number, sizeof row->number);
    memcpy(row->customer, card.customer, sizeof row->customer);
    memcpy(row->status, card.order_status, sizeof row->status);
    row->is_allowed = wanted && !is_excluded && !strcmp(card.order_status, "ready_for_dispatch")
        && strcmp(card.status, "assigned") && !card.is_held;
    row->effect[0] = 0;
    if (!row->is_allowed) continue;
    allowed++;
    snprintf(
        row->effect, sizeof row->effect, "stop %lld of %s", (long long)++position,
        wanted->run ? wanted->run_code : "a new run");
  }
  for (int i = 0; i < count; i++)
    basis = digest(digest_number(basis, rows[i].order), rows[i].effect, strlen(rows[i].effect));
  if (wanted) basis = digest_number(digest_number(basis, wanted->assigned), wanted->cash);
  snprintf(house->basis, sizeof house->basis, "%llx", (unsigned long long)basis);
  return end(house, allowed);
}

static int change_balance(
    connection *on, int64_t site, const char *word, int64_t person, int64_t minor, int64_t at) {
  sqlite3_stmt *in = use(
      on, SLOT_BALANCE_UP,
      "INSERT INTO cash_balances (site_id, word, person_id, minor, since) VALUES (?1, ?2, ?3, ?4, ?5)"
      " ON CONFLICT DO UPDATE SET since = CASE WHEN minor + ?4 = 0 THEN NULL WHEN minor = 0 THEN ?5 ELSE since END,"
      " minor = minor + ?4");
  bind_int(in, 1, site);
  bind_text(in, 2, word);
  bind_int(in, 3, person);
  bind_int(in, 4, minor);
  bind_int(in, 5, at);
  return run(in);
}

static int64_t first_number(sqlite3_stmt *from, int64_t site, int64_t driver, int64_t otherwise) {
  bind_int(from, 1, site);
  bind_int(from, 2, driver);
  int64_t number = sqlite3_step(from) == SQLITE_ROW ? sqlite3_column_int64(from, 0) : otherwise;
  sqlite3_reset(from);
  return number;
}

int reference_cash_up(reference *house, int64_t site, int64_t cashier, int64_t driver, int64_t minor, int64_t at) {
  command command = {.actor = cashier, .site = site, .at = at};
  if (start(house, &command)) return -1;
  connection *on = &house->writer;
  sqlite3_stmt *place = use(on, SLOT_WHOLE_SITE, "SELECT * FROM sites WHERE id = ?1");
  bind_int(place, 1, site);
  int is_there = sqlite3_step(place) == SQLITE_ROW;
  sqlite3_reset(place);
  int64_t expected = first_number(
      use(on, SLOT_BALANCE,
          "SELECT minor FROM cash_balances WHERE site_id = ?1 AND word = 'driver' AND person_id = ?2"),
      site, driver, 0);
  int64_t declared = first_number(
      use(on, SLOT_DECLARED, "SELECT minor FROM cash_declarations WHERE site_id = ?1 AND driver_id = ?2"), site, driver,
      minor);
  int64_t open = first_number(
      use(on, SLOT_COUNT_OPEN, "SELECT id FROM cash_ups WHERE site_id = ?1 AND driver_id = ?2 AND state = 'open'"), site,
      driver, 0);
  if (!is_there || expected != minor || declared != minor || open) return abandon_write(house);
  sqlite3_stmt *count = use(
      on, SLOT_COUNT_IN,
      "INSERT INTO cash_ups (site_id, driver_id, cashier_id, expected_minor, counted_minor, currency, state, counted_at,"
      " settled_at) VALUES (?1, ?2, ?3, ?4, ?4, 'GHS', 'agreed', ?5, ?5)");
  bind_int(count, 1, site);
  bind_int(count, 2, driver);
  bind_int(count, 3, cashier);
  bind_int(count, 4, minor);
  bind_int(count, 5, at);
  if (run(count)) return abandon_write(house);
  int64_t id = sqlite3_last_insert_rowid(on->db);
  int failed = append_change(house, &command, "cash_up", id, "state", "", "agreed", "GHS");
  failed |= change_balance(on, site, "driver", driver, -minor, at);
  failed |= change_balance(on, site, "cashier", cashier, minor, at);
  sqlite3_stmt *move = use(
      on, SLOT_CASH_IN,
      "INSERT INTO cash_moves (at, actor_id, command, site_id, amount_minor, currency, from_word, from_person, to_word,"
      " to_person, reason, cash_up_id) VALUES (?1, ?2, ?3, ?4, ?5, 'GHS', 'driver', ?6, 'cashier', ?2, 'cash_up', ?7)");
  bind_int(move, 1, at);
  bind_int(move, 2, cashier);
  sqlite3_bind_blob(move, 3, command.id, 16, SQLITE_STATIC);
  bind_int(move, 4, site);
  bind_int(move, 5, minor);
  bind_int(move, 6, driver);
  bind_int(move, 7, id);
  failed |= run(move);
  sqlite3_stmt *declaration = use(
      on, SLOT_DECLARED_OUT, "DELETE FROM cash_declarations WHERE site_id = ?1 AND driver_id = ?2");
  bind_int(declaration, 1, site);
  bind_int(declaration, 2, driver);
  failed |= run(declaration);
  failed |= remember(house, &command, "count_cash", "1");
  return failed ? abandon_write(house) : commit_write(house);
}
