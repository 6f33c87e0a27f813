#include "house.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_DRIVERS = 64 };

typedef struct {
  int64_t person, capacity, cash_limit, assigned, out, to_collect, delivered, failed, run, cash;
  char code[REFERENCE_TEXT];
} driver;

#define CARD_COLUMNS \
  "SELECT o.id, o.number, o.version, o.stage, o.customer_name, o.customer_phone, o.address_line1, o.address_area," \
  " o.zone_id, ifnull(z.code || ' ' || z.name, ''), o.payment_method, o.payment_status, o.currency," \
  " o.subtotal_minor - o.discount_minor + o.delivery_minor + o.tax_minor, o.promise_at, o.status_at," \
  " (SELECT count(*) FROM parcels x WHERE x.order_id = o.id)," \
  " (SELECT count(*) FROM parcels x WHERE x.order_id = o.id AND x.state = 'due_back')," \
  " (SELECT count(*) FROM dispatches x WHERE x.order_id = o.id AND x.status = 'failed' AND x.out_at IS NOT NULL)," \
  " o.hold_reason IS NOT NULL, iif(o.proof = 'none', s.proof, o.proof), r.from_at, r.until_at, p.name, run.code," \
  " d.id, d.position, d.status, d.driver_id, d.attempt, d.failure, d.assigned_at, d.out_at, d.version"

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
  copy_text(card->customer, from, 4);
  copy_text(card->phone, from, 5);
  copy_text(card->street, from, 6);
  copy_text(card->area, from, 7);
  card->zone = sqlite3_column_int64(from, 8);
  copy_text(card->zone_label, from, 9);
  copy_text(card->method, from, 10);
  copy_text(card->payment, from, 11);
  card->total = sqlite3_column_int64(from, 13);
  card->promise_at = sqlite3_column_int64(from, 14);
  card->since = sqlite3_column_int64(from, 15);
  card->parcels = sqlite3_column_int64(from, 16);
  card->due_back = sqlite3_column_int64(from, 17);
  card->failed = sqlite3_column_int64(from, 18);
  card->is_held = sqlite3_column_int64(from, 19);
  copy_text(card->driver, from, 23);
  copy_text(card->run, from, 24);
  card->dispatch = sqlite3_column_int64(from, 25);
  card->position = sqlite3_column_int64(from, 26);
  copy_text(card->status, from, 27);
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
      "SELECT p.id, p.name, ifnull(d.code, ''), ifnull(d.capacity, 20), ifnull(d.cash_limit_minor, 0)"
      " FROM people p LEFT JOIN drivers d ON d.site_id = ?1 AND d.person_id = p.id"
      " WHERE p.is_active = 1 AND p.id IN (SELECT person_id FROM grants WHERE site_id = ?1 AND role = 'driver'"
      " UNION SELECT person_id FROM grants WHERE site_id IS NULL AND role = 'driver') ORDER BY p.id");
  bind_int(from, 1, site);
  while (count < MOST_DRIVERS && sqlite3_step(from) == SQLITE_ROW) {
    driver *to = &drivers[count++];
    memset(to, 0, sizeof *to);
    to->person = sqlite3_column_int64(from, 0);
    copy_text(to->code, from, 2);
    to->capacity = sqlite3_column_int64(from, 3);
    to->cash_limit = sqlite3_column_int64(from, 4);
  }
  sqlite3_reset(from);
  from = use(
      on, SLOT_RUNS,
      "SELECT id, driver_id, state FROM runs INDEXED BY runs_open WHERE state <> 'closed' AND site_id = ?1");
  bind_int(from, 1, site);
  while (sqlite3_step(from) == SQLITE_ROW) {
    driver *to = find_driver(drivers, count, sqlite3_column_int64(from, 1));
    if (to) to->run = sqlite3_column_int64(from, 0);
  }
  sqlite3_reset(from);
  from = use(
      on, SLOT_ACTIVE,
      "SELECT d.driver_id, d.status = 'assigned', count(*), sum(iif(o.payment_status = 'paid', 0,"
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
      " WHERE site_id = ?1 AND closed_at >= ?2 GROUP BY driver_id");
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
  qsort(cards, (size_t)count, sizeof *cards, by_zone);
  read_drivers(&house->reader, site, midnight, drivers);
  sqlite3_stmt *back = use(
      &house->reader, SLOT_DUE_BACK,
      "SELECT b.id, b.code, o.number, o.status FROM parcels b INDEXED BY parcels_due_back"
      " JOIN orders o ON o.id = b.order_id WHERE b.site_id = ?1 AND b.state = 'due_back'");
  bind_int(back, 1, site);
  while (sqlite3_step(back) == SQLITE_ROW) continue;
  sqlite3_reset(back);
  return end(house, count);
}

int reference_preview_assign(
    reference *house, int64_t person, int64_t site, int64_t midnight, int64_t to, const int64_t *orders, int count) {
  if (begin(house, person, site)) return -1;
  driver drivers[MOST_DRIVERS];
  int known = read_drivers(&house->reader, site, midnight, drivers);
  driver *wanted = find_driver(drivers, known, to);
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
    sqlite3_stmt *excluded = use(
        &house->reader, SLOT_EXCLUDED, "SELECT 1 FROM dispatch_exclusions WHERE order_id = ?1 AND driver_id = ?2");
    bind_int(excluded, 1, orders[i]);
    bind_int(excluded, 2, to);
    int is_excluded = sqlite3_step(excluded) == SQLITE_ROW;
    sqlite3_reset(excluded);
    if (is_there && !is_excluded && card.stage == 5 && strcmp(card.status, "assigned") && !card.is_held) allowed++;
  }
  if (!wanted) allowed = 0;
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
