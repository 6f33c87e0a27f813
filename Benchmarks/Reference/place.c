#define _GNU_SOURCE
#include "house.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

typedef struct {
  char currency[4];
  int64_t offset_minutes, opens, closes, promise_minutes;
} town;

typedef struct {
  char sku[REFERENCE_TEXT], name[96];
  int64_t price;
} goods;

static int read_town(connection *on, int64_t site, town *to) {
  sqlite3_stmt *from = use(
      on, SLOT_SITE,
      "SELECT id, code, name, kind, currency, utc_offset_minutes, opens, closes, promise_minutes FROM sites"
      " WHERE id = ?1");
  bind_int(from, 1, site);
  int found = sqlite3_step(from) == SQLITE_ROW;
  if (found) {
    snprintf(to->currency, sizeof to->currency, "%.3s", (const char *)sqlite3_column_text(from, 4));
    to->offset_minutes = sqlite3_column_int64(from, 5);
    to->opens = sqlite3_column_int64(from, 6);
    to->closes = sqlite3_column_int64(from, 7);
    to->promise_minutes = sqlite3_column_int64(from, 8);
  }
  sqlite3_reset(from);
  return found ? 0 : -1;
}

static int read_goods(connection *on, int64_t variant, goods *to) {
  sqlite3_stmt *from = use(
      on, SLOT_VARIANT,
      "SELECT id, product_id, sku, name, unit, weight_grams, strict, price_minor FROM variants WHERE id = ?1");
  bind_int(from, 1, variant);
  int found = sqlite3_step(from) == SQLITE_ROW;
  if (found) {
    copy_text(to->sku, from, 2);
    snprintf(to->name, sizeof to->name, "%s", (const char *)sqlite3_column_text(from, 3));
    to->price = sqlite3_column_int64(from, 7);
  }
  sqlite3_reset(from);
  return found ? 0 : -1;
}

static int reserve(connection *on, int64_t site, reference_line line) {
  sqlite3_stmt *up = use(
      on, SLOT_RESERVE,
      "UPDATE stock_levels SET reserved = reserved + ?1 WHERE site_id = ?2 AND variant_id = ?3 AND reserved + ?1 >= 0"
      " AND (?1 < 0 OR on_hand - reserved - damaged - awaiting_put_back >= ?1)");
  bind_int(up, 1, line.quantity);
  bind_int(up, 2, site);
  bind_int(up, 3, line.variant);
  return run(up) || sqlite3_changes(on->db) != 1 ? -1 : 0;
}

static int64_t find_zone(connection *on, int64_t site, const char *area) {
  char wanted[96], code[96], name[96];
  int64_t zone = 0;
  fold(area, wanted, sizeof wanted);
  sqlite3_stmt *from = use(
      on, SLOT_ZONES, "SELECT id, site_id, code, name, lane_id FROM zones WHERE site_id = ?1 ORDER BY code");
  bind_int(from, 1, site);
  while (sqlite3_step(from) == SQLITE_ROW) {
    fold((const char *)sqlite3_column_text(from, 2), code, sizeof code);
    fold((const char *)sqlite3_column_text(from, 3), name, sizeof name);
    if (!zone && (!strcmp(wanted, name) || !strcmp(wanted, code))) zone = sqlite3_column_int64(from, 0);
  }
  sqlite3_reset(from);
  return zone;
}

static int next_number(connection *on, const town *town, int64_t at, char *number, size_t room) {
  time_t seconds = (time_t)(at / 1000 + town->offset_minutes * 60);
  struct tm date;
  char day[16];
  gmtime_r(&seconds, &date);
  strftime(day, sizeof day, "%Y%m%d", &date);
  sqlite3_stmt *in = use(
      on, SLOT_NUMBER,
      "INSERT INTO order_numbers (day, last) VALUES (?, 1) ON CONFLICT DO UPDATE SET last = last + 1 RETURNING last");
  bind_text(in, 1, day);
  int64_t last = sqlite3_step(in) == SQLITE_ROW ? sqlite3_column_int64(in, 0) : 0;
  while (sqlite3_step(in) == SQLITE_ROW) {}
  sqlite3_reset(in);
  snprintf(number, room, "ORD-%s-%04lld", day, (long long)last);
  return last ? 0 : -1;
}

// Placed time and the town's minutes; what comes too late in the day is promised for the next opening.
static int64_t promise(const town *town, int64_t at) {
  int64_t day = 86400000, local = at + town->offset_minutes * 60000, start = local / day * day;
  int64_t minute = (local - start) / 60000 + town->promise_minutes;
  if (minute < town->closes) return at + town->promise_minutes * 60000;
  return start + day + (town->opens + town->promise_minutes) * 60000 - town->offset_minutes * 60000;
}

static int insert_order(
    reference *house, const command *command, const reference_draft *draft, const town *town, int64_t zone,
    const char *number, int64_t units, int64_t subtotal) {
  connection *on = &house->writer;
  unsigned char uuid[16];
  int64_t number_tail = 0, phone_tail = 0;
  mint(house, uuid);
  size_t digits = strlen(number);
  for (size_t i = digits - 4; i < digits; i++) number_tail = number_tail * 10 + number[i] - '0';
  for (const char *digit = draft->phone; *digit; digit++)
    if (*digit >= '0' && *digit <= '9') phone_tail = (phone_tail * 10 + *digit - '0') % 1000000000;
  sqlite3_stmt *in = use(
      on, SLOT_ORDER_IN,
      "INSERT INTO orders (site_id, stage, rank, promise_at, zone_id, number, customer_name, placed_at, line_count,"
      " unit_count, hold_reason, pick_list_id, status, payment_method, payment_status, currency, subtotal_minor,"
      " discount_minor, delivery_minor, tax_minor, customer_phone, customer_email, number_tail, phone_tail, uuid,"
      " channel, mode, address_line1, address_area, address_landmark, hold_by, hold_since, note, picked_at, status_at,"
      " version) VALUES (?, 1, 0, ?, ?, ?, ?, ?, ?, ?, NULL, NULL, 'pending_fulfilment', 'cod', 'pending', ?, ?, 0, ?,"
      " 0, ?, '', ?, ?, ?, 'console', 'delivery', ?, ?, ?, NULL, NULL, ?, NULL, ?, 1)");
  bind_int(in, 1, draft->site);
  bind_int(in, 2, promise(town, draft->at));
  if (zone) bind_int(in, 3, zone);
  else sqlite3_bind_null(in, 3);
  bind_text(in, 4, number);
  bind_text(in, 5, draft->name);
  bind_int(in, 6, draft->at);
  bind_int(in, 7, draft->line_count);
  bind_int(in, 8, units);
  bind_text(in, 9, town->currency);
  bind_int(in, 10, subtotal);
  bind_int(in, 11, draft->delivery_minor);
  bind_text(in, 12, draft->phone);
  bind_int(in, 13, number_tail);
  bind_int(in, 14, phone_tail);
  sqlite3_bind_blob(in, 15, uuid, 16, SQLITE_STATIC);
  bind_text(in, 16, draft->line1);
  bind_text(in, 17, draft->area);
  bind_text(in, 18, draft->landmark);
  bind_text(in, 19, draft->note);
  bind_int(in, 20, command->at);
  return run(in);
}

static int insert_name(connection *on, int64_t order, const reference_draft *draft) {
  char terms[8192];
  name_terms(draft->name, draft->site, terms, sizeof terms);
  sqlite3_stmt *in = use(on, SLOT_NAMES_IN, "INSERT INTO order_names (rowid, terms) VALUES (?, ?)");
  bind_int(in, 1, order);
  bind_text(in, 2, terms);
  return run(in);
}

static int insert_line(connection *on, int64_t order, int64_t site, reference_line line, const goods *goods) {
  sqlite3_stmt *in = use(
      on, SLOT_LINE_IN,
      "INSERT INTO order_lines (order_id, site_id, variant_id, sku, name, quantity, unit_price_minor, picked, packed,"
      " short) VALUES (?, ?, ?, ?, ?, ?, ?, 0, 0, 0)");
  bind_int(in, 1, order);
  bind_int(in, 2, site);
  bind_int(in, 3, line.variant);
  bind_text(in, 4, goods->sku);
  bind_text(in, 5, goods->name);
  bind_int(in, 6, line.quantity);
  bind_int(in, 7, goods->price);
  return run(in);
}

static int insert_payment(
    connection *on, int64_t order, int64_t amount, const char *currency, int64_t at, int64_t site) {
  sqlite3_stmt *in = use(
      on, SLOT_PAYMENT_IN,
      "INSERT INTO payments (order_id, method, status, amount_minor, currency, reference, created_at, updated_at,"
      " site_id)"
      " VALUES (?, 'cod', 'pending', ?, ?, NULL, ?, ?, ?)");
  bind_int(in, 1, order);
  bind_int(in, 2, amount);
  bind_text(in, 3, currency);
  bind_int(in, 4, at);
  bind_int(in, 5, at);
  bind_int(in, 6, site);
  return run(in);
}

int64_t reference_place(reference *house, const reference_draft *draft, reference_placed *placed) {
  enum { MOST_LINES = 50 };
  connection *on = &house->writer;
  command command = {.actor = draft->actor, .site = draft->site, .at = draft->at};
  goods goods[MOST_LINES];
  town town;
  char number[48], outcome[160];
  int64_t units = 0, subtotal = 0;
  if (draft->command) {
    memcpy(command.id, draft->command, sizeof command.id);
    command.has_id = 1;
  }
  if (draft->line_count > MOST_LINES || start(house, &command)) return -1;
  if (read_town(on, draft->site, &town)) return abandon_write(house);
  for (int i = 0; i < draft->line_count; i++) {
    if (read_goods(on, draft->lines[i].variant, &goods[i])) return abandon_write(house);
    units += draft->lines[i].quantity;
    subtotal += draft->lines[i].quantity * goods[i].price;
  }
  for (int i = 0; i < draft->line_count; i++)
    if (reserve(on, draft->site, draft->lines[i])) return abandon_write(house);
  int64_t zone = find_zone(on, draft->site, draft->area);
  if (next_number(on, &town, draft->at, number, sizeof number)
      || insert_order(house, &command, draft, &town, zone, number, units, subtotal))
    return abandon_write(house);
  int64_t order = sqlite3_last_insert_rowid(on->db), total = subtotal + draft->delivery_minor;
  if (insert_name(on, order, draft)) return abandon_write(house);
  for (int i = 0; i < draft->line_count; i++)
    if (insert_line(on, order, draft->site, draft->lines[i], &goods[i])) return abandon_write(house);
  snprintf(
      outcome, sizeof outcome, "%lld|%s|pending_fulfilment|%lld|%s", (long long)order, number, (long long)total,
      town.currency);
  if (insert_payment(on, order, total, town.currency, draft->at, draft->site)
      || append_change(house, &command, "order", order, "status", "", "pending_fulfilment", "")
      || remember(house, &command, "order.place", outcome) || commit_write(house))
    return abandon_write(house);
  if (placed) {
    *placed = (reference_placed){.id = order, .total = total};
    memcpy(placed->number, number, sizeof placed->number);
    memcpy(placed->currency, town.currency, sizeof placed->currency);
  }
  return order;
}
