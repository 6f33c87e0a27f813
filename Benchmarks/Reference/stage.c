#include "house.h"

#include <stdio.h>
#include <string.h>

enum { MOST_CONTENTS = 64 };

typedef struct {
  int64_t id, order, lane;
  char code[REFERENCE_TEXT], state[REFERENCE_TEXT];
  int count;
  int64_t lines[MOST_CONTENTS], quantities[MOST_CONTENTS];
} parcel;

#define PARCEL "SELECT id, order_id, site_id, code, box, weight_grams, state, lane_id FROM parcels "
#define ORDER \
  "SELECT id, uuid, number, site_id, channel, mode, status, payment_method, payment_status, rank, customer_name," \
  " customer_phone, customer_email, address_line1, address_area, address_landmark, zone_id, currency," \
  " subtotal_minor, discount_minor, delivery_minor, tax_minor, placed_at, promise_at, hold_reason, hold_by," \
  " hold_since, note, pick_list_id, picked_at, status_at, version FROM orders WHERE id = ?1"

static void read_parcel(sqlite3_stmt *from, parcel *to) {
  to->id = sqlite3_column_int64(from, 0);
  to->order = sqlite3_column_int64(from, 1);
  copy_text(to->code, from, 3);
  copy_text(to->state, from, 6);
  to->lane = sqlite3_column_int64(from, 7);
  to->count = 0;
}

static void read_contents(connection *on, parcel *to) {
  sqlite3_stmt *from = use(
      on, SLOT_CONTENTS, "SELECT line_id, quantity FROM parcel_contents WHERE parcel_id = ?1 ORDER BY position");
  bind_int(from, 1, to->id);
  while (to->count < MOST_CONTENTS && sqlite3_step(from) == SQLITE_ROW) {
    to->lines[to->count] = sqlite3_column_int64(from, 0);
    to->quantities[to->count++] = sqlite3_column_int64(from, 1);
  }
  sqlite3_reset(from);
}

// The order's number, site, zone, status and version; 0 when nothing blocks work on it.
static int read_order(connection *on, int64_t order, char *number, int64_t *site, int64_t *zone, char *status) {
  sqlite3_stmt *from = use(on, SLOT_ORDER, ORDER);
  bind_int(from, 1, order);
  int workable = sqlite3_step(from) == SQLITE_ROW && sqlite3_column_type(from, 24) == SQLITE_NULL;
  if (workable) {
    copy_text(number, from, 2);
    *site = sqlite3_column_int64(from, 3);
    copy_text(status, from, 6);
    *zone = sqlite3_column_int64(from, 16);
  }
  sqlite3_reset(from);
  return workable ? 0 : -1;
}

static int64_t find_lane(connection *on, int64_t site, const char *code, int64_t zone) {
  sqlite3_stmt *lanes = use(on, SLOT_LANE, "SELECT id, site_id, code FROM lanes WHERE site_id = ?1 AND code = ?2");
  bind_int(lanes, 1, site);
  bind_text(lanes, 2, code);
  int64_t lane = sqlite3_step(lanes) == SQLITE_ROW ? sqlite3_column_int64(lanes, 0) : 0;
  sqlite3_reset(lanes);
  sqlite3_stmt *zones = use(
      on, SLOT_ZONES, "SELECT id, site_id, code, name, lane_id FROM zones WHERE site_id = ?1 ORDER BY code");
  bind_int(zones, 1, site);
  int fits = 1;
  while (sqlite3_step(zones) == SQLITE_ROW)
    if (sqlite3_column_int64(zones, 0) == zone) fits = sqlite3_column_int64(zones, 4) == lane;
  sqlite3_reset(zones);
  return fits ? lane : 0;
}

int post_move(
    connection *on, const command *command, int64_t variant, int64_t quantity, const char *from, int64_t from_id,
    const char *to, int64_t to_id, const char *reason, int64_t order) {
  sqlite3_stmt *in = use(
      on, SLOT_MOVE_IN,
      "INSERT INTO stock_moves (at, actor_id, command, site_id, variant_id, quantity, from_place, from_id, to_place,"
      " to_id, reason, order_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  bind_int(in, 1, command->at);
  bind_int(in, 2, command->actor);
  sqlite3_bind_blob(in, 3, command->id, 16, SQLITE_STATIC);
  bind_int(in, 4, command->site);
  bind_int(in, 5, variant);
  bind_int(in, 6, quantity);
  bind_text(in, 7, from);
  if (from_id) bind_int(in, 8, from_id);
  else sqlite3_bind_null(in, 8);
  bind_text(in, 9, to);
  if (to_id) bind_int(in, 10, to_id);
  else sqlite3_bind_null(in, 10);
  bind_text(in, 11, reason);
  bind_int(in, 12, order);
  return run(in);
}

static int update_parcel(connection *on, int64_t parcel, const char *state, int64_t lane) {
  sqlite3_stmt *up = use(on, SLOT_PARCEL_UP, "UPDATE parcels SET state = ?, lane_id = ? WHERE id = ?");
  bind_text(up, 1, state);
  if (lane) bind_int(up, 2, lane);
  else sqlite3_bind_null(up, 2);
  bind_int(up, 3, parcel);
  return run(up);
}

static int move_order(
    reference *house, const command *command, int64_t order, const char *old, const char *new, int stage,
    const char *reason) {
  sqlite3_stmt *up = use(
      &house->writer, SLOT_STATUS_UP,
      "UPDATE orders SET status = ?, stage = ?, status_at = ?, version = version + 1 WHERE id = ?");
  bind_text(up, 1, new);
  bind_int(up, 2, stage);
  bind_int(up, 3, command->at);
  bind_int(up, 4, order);
  return run(up) || append_change(house, command, "order", order, "status", old, new, reason);
}

int reference_stage(
    reference *house, int64_t site, int64_t actor, int64_t at, const char *code, const char *lane_code) {
  connection *on = &house->writer;
  command command = {.actor = actor, .site = site, .at = at};
  parcel parcel = {0};
  char number[REFERENCE_TEXT] = "", status[REFERENCE_TEXT] = "", outcome[160];
  int64_t zone = 0, order_site = 0, variants[MOST_CONTENTS] = {0};
  if (start(house, &command)) return -1;
  sqlite3_stmt *found = use(on, SLOT_PARCEL, PARCEL "WHERE code = ?1 AND site_id = ?2");
  bind_text(found, 1, code);
  bind_int(found, 2, site);
  if (sqlite3_step(found) == SQLITE_ROW) read_parcel(found, &parcel);
  sqlite3_reset(found);
  if (!parcel.id || strcmp(parcel.state, "closed")) return abandon_write(house);
  read_contents(on, &parcel);
  if (read_order(on, parcel.order, number, &order_site, &zone, status) || strcmp(status, "packed"))
    return abandon_write(house);
  int64_t lane = find_lane(on, site, lane_code, zone);
  if (!lane) return abandon_write(house);
  sqlite3_stmt *lines = use(
      on, SLOT_LINES,
      "SELECT id, order_id, variant_id, sku, name, quantity, unit_price_minor, picked, packed, short"
      " FROM order_lines WHERE order_id = ?1 ORDER BY id");
  bind_int(lines, 1, parcel.order);
  while (sqlite3_step(lines) == SQLITE_ROW)
    for (int i = 0; i < parcel.count; i++)
      if (parcel.lines[i] == sqlite3_column_int64(lines, 0)) variants[i] = sqlite3_column_int64(lines, 2);
  sqlite3_reset(lines);
  for (int i = 0; i < parcel.count; i++)
    if (post_move(on, &command, variants[i], parcel.quantities[i], "bench", 0, "lane", lane, "stage", parcel.order))
      return abandon_write(house);
  if (update_parcel(on, parcel.id, "staged", lane)
      || append_change(house, &command, "parcel", parcel.id, "lane", "", lane_code, ""))
    return abandon_write(house);
  int left = 0;
  sqlite3_stmt *others = use(on, SLOT_PARCELS, PARCEL "WHERE order_id = ?1 ORDER BY box, id");
  bind_int(others, 1, parcel.order);
  while (sqlite3_step(others) == SQLITE_ROW) left += strcmp((const char *)sqlite3_column_text(others, 6), "staged") != 0;
  sqlite3_reset(others);
  snprintf(outcome, sizeof outcome, "%s|%s|%s|%d|%d", parcel.code, lane_code, number, !left, left);
  if ((!left && move_order(house, &command, parcel.order, "packed", "ready_for_dispatch", 5, ""))
      || remember(house, &command, "stage", outcome) || commit_write(house))
    return abandon_write(house);
  return 0;
}

int reference_step_back(reference *house, int64_t order, int64_t actor, int64_t at) {
  connection *on = &house->writer;
  command command = {.actor = actor, .at = at};
  char number[REFERENCE_TEXT] = "", status[REFERENCE_TEXT] = "";
  int64_t zone = 0, variants[MOST_CONTENTS], lanes[MOST_CONTENTS], quantities[MOST_CONTENTS];
  int count = 0;
  // The site of the command is the order's own.
  if (read_order(on, order, number, &command.site, &zone, status) || strcmp(status, "ready_for_dispatch")
      || start(house, &command))
    return -1;
  sqlite3_stmt *units = use(
      on, SLOT_UNITS,
      "SELECT place, place_id, variant_id, sum(units) FROM ("
      " SELECT to_place AS place, to_id AS place_id, variant_id, quantity AS units FROM stock_moves"
      " WHERE order_id = ?1 AND site_id = ?2 AND to_place IN ('tote', 'bench', 'lane')"
      " UNION ALL SELECT from_place, from_id, variant_id, -quantity FROM stock_moves"
      " WHERE order_id = ?1 AND site_id = ?2 AND from_place IN ('tote', 'bench', 'lane')"
      ") GROUP BY place, place_id, variant_id HAVING sum(units) > 0 ORDER BY place, place_id, variant_id");
  bind_int(units, 1, order);
  bind_int(units, 2, command.site);
  while (sqlite3_step(units) == SQLITE_ROW) {
    if (strcmp((const char *)sqlite3_column_text(units, 0), "lane") || count == MOST_CONTENTS) continue;
    lanes[count] = sqlite3_column_int64(units, 1);
    variants[count] = sqlite3_column_int64(units, 2);
    quantities[count++] = sqlite3_column_int64(units, 3);
  }
  sqlite3_reset(units);
  for (int i = 0; i < count; i++)
    if (post_move(on, &command, variants[i], quantities[i], "lane", lanes[i], "bench", 0, "unstage", order))
      return abandon_write(house);
  int64_t parcels[MOST_CONTENTS];
  int boxes = 0;
  sqlite3_stmt *own = use(on, SLOT_PARCELS, PARCEL "WHERE order_id = ?1 ORDER BY box, id");
  bind_int(own, 1, order);
  while (boxes < MOST_CONTENTS && sqlite3_step(own) == SQLITE_ROW) parcels[boxes++] = sqlite3_column_int64(own, 0);
  sqlite3_reset(own);
  for (int i = 0; i < boxes; i++)
    if (update_parcel(on, parcels[i], "closed", 0)) return abandon_write(house);
  if (move_order(house, &command, order, status, "packed", 4, "measured") || remember(house, &command, "order.step_back", "")
      || commit_write(house))
    return abandon_write(house);
  return 0;
}
