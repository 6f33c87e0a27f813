#include "house.h"

#include <stdio.h>
#include <string.h>

#define QUEUE_STAGE(stage, bound) \
  "SELECT o.id, o.rank, o.promise_at, o.number, o.stage, o.placed_at, o.line_count, o.unit_count, z.code, z.name," \
  " o.customer_name, p.name, l.holder_id, l.lease_until, o.hold_reason, o.pick_list_id" \
  " FROM orders o INDEXED BY orders_queue LEFT JOIN zones z ON z.id = o.zone_id" \
  " LEFT JOIN pick_lists l ON l.id = o.pick_list_id AND l.closed_at IS NULL LEFT JOIN people p ON p.id = l.holder_id" \
  " WHERE o.site_id = ?1 AND o.stage = " stage " AND (o.stage BETWEEN 1 AND 5) = 1" bound

#define QUEUE(bound, order) \
  QUEUE_STAGE("1", bound) " UNION ALL " QUEUE_STAGE("2", bound) " UNION ALL " QUEUE_STAGE("3", bound) " UNION ALL " \
      QUEUE_STAGE("4", bound) " UNION ALL " QUEUE_STAGE("5", bound) " ORDER BY " order

#define ORDERS \
  "SELECT o.id, o.number, s.code, o.site_id, o.status, o.customer_name, o.customer_phone, o.currency," \
  " o.subtotal_minor, o.discount_minor, o.delivery_minor, o.tax_minor, o.payment_method, o.payment_status," \
  " o.placed_at, o.promise_at, o.hold_reason IS NOT NULL FROM "

static int begin_read(reference *house, int64_t person, int64_t site) {
  if (run(use(&house->reader, SLOT_BEGIN, "BEGIN"))) return complain(&house->reader);
  return admit(&house->reader, person, site);
}

static int end_read(reference *house, int count) {
  return run(use(&house->reader, SLOT_COMMIT, "COMMIT")) ? complain(&house->reader) : count;
}

static void read_queue_row(sqlite3_stmt *from, reference_queue_row *row) {
  char zone[REFERENCE_TEXT];
  row->id = sqlite3_column_int64(from, 0);
  row->rank = sqlite3_column_int64(from, 1);
  row->promise_at = sqlite3_column_int64(from, 2);
  copy_text(row->number, from, 3);
  row->stage = sqlite3_column_int64(from, 4);
  row->placed_at = sqlite3_column_int64(from, 5);
  row->lines = sqlite3_column_int64(from, 6);
  row->units = sqlite3_column_int64(from, 7);
  copy_text(row->zone, from, 8);
  copy_text(zone, from, 9);
  size_t length = strlen(row->zone);
  if (length) snprintf(row->zone + length, sizeof row->zone - length, " %.40s", zone);
  copy_text(row->customer, from, 10);
  copy_text(row->holder_name, from, 11);
  row->holder = sqlite3_column_int64(from, 12);
  row->lease_until = sqlite3_column_int64(from, 13);
  copy_text(row->hold, from, 14);
  row->list = sqlite3_column_int64(from, 15);
}

static int read_queue(sqlite3_stmt *from, int limit, reference_queue_row *rows) {
  int count = 0;
  while (count < limit && sqlite3_step(from) == SQLITE_ROW) read_queue_row(from, &rows[count++]);
  sqlite3_reset(from);
  return count;
}

int reference_queue(
    reference *house, int64_t person, int64_t site, const reference_queue_row *after, int limit,
    reference_queue_row *rows) {
  if (begin_read(house, person, site)) return -1;
  sqlite3_stmt *from = after
      ? use(&house->reader, SLOT_QUEUE_AFTER,
            QUEUE(" AND (o.rank, o.promise_at, o.id) > (?2, ?3, ?4)", "2, 3, 1"))
      : use(&house->reader, SLOT_QUEUE, QUEUE("", "2, 3, 1"));
  bind_int(from, 1, site);
  if (after) bind_int(from, 2, after->rank), bind_int(from, 3, after->promise_at), bind_int(from, 4, after->id);
  return end_read(house, read_queue(from, limit, rows));
}

int reference_queue_before(
    reference *house, int64_t person, int64_t site, const reference_queue_row *before, int limit,
    reference_queue_row *rows) {
  if (begin_read(house, person, site)) return -1;
  sqlite3_stmt *from = use(
      &house->reader, SLOT_QUEUE_BEFORE,
      QUEUE(" AND (o.rank, o.promise_at, o.id) < (?2, ?3, ?4)", "2 DESC, 3 DESC, 1 DESC"));
  bind_int(from, 1, site);
  bind_int(from, 2, before->rank);
  bind_int(from, 3, before->promise_at);
  bind_int(from, 4, before->id);
  int count = read_queue(from, limit, rows);
  for (int i = 0; i < count / 2; i++) {
    reference_queue_row row = rows[i];
    rows[i] = rows[count - 1 - i];
    rows[count - 1 - i] = row;
  }
  return end_read(house, count);
}

// Rows whose customer's name has the folded `wanted` in it; all when that is NULL. An index of names only proposes.
static int read_orders(sqlite3_stmt *from, const char *wanted, int limit, reference_order_row *rows) {
  char folded[REFERENCE_TEXT];
  int count = 0;
  while (count < limit && sqlite3_step(from) == SQLITE_ROW) {
    reference_order_row *row = &rows[count];
    row->id = sqlite3_column_int64(from, 0);
    copy_text(row->number, from, 1);
    copy_text(row->town, from, 2);
    row->site = sqlite3_column_int64(from, 3);
    copy_text(row->status, from, 4);
    copy_text(row->customer, from, 5);
    if (wanted) {
      fold(row->customer, folded, sizeof folded);
      if (!strstr(folded, wanted)) continue;
    }
    copy_text(row->phone, from, 6);
    row->total = sqlite3_column_int64(from, 8) - sqlite3_column_int64(from, 9) + sqlite3_column_int64(from, 10)
        + sqlite3_column_int64(from, 11);
    copy_text(row->method, from, 12);
    copy_text(row->payment, from, 13);
    row->placed_at = sqlite3_column_int64(from, 14);
    row->promise_at = sqlite3_column_int64(from, 15);
    row->is_held = sqlite3_column_int64(from, 16);
    count++;
  }
  sqlite3_reset(from);
  return count;
}

int reference_find_number(
    reference *house, int64_t person, int64_t site, const char *number, int limit, reference_order_row *rows) {
  if (begin_read(house, person, site)) return -1;
  sqlite3_stmt *from = use(
      &house->reader, SLOT_FIND_NUMBER,
      ORDERS "orders o JOIN sites s ON s.id = o.site_id WHERE o.number = ?1 AND o.site_id = ?2");
  bind_text(from, 1, number);
  bind_int(from, 2, site);
  return end_read(house, read_orders(from, NULL, limit, rows));
}

int reference_find_phone(
    reference *house, int64_t person, int64_t site, const char *phone, int limit, reference_order_row *rows) {
  int64_t tail = 0;
  for (; *phone; phone++)
    if (*phone >= '0' && *phone <= '9') tail = (tail * 10 + *phone - '0') % 1000000000;
  if (begin_read(house, person, site)) return -1;
  sqlite3_stmt *from = use(
      &house->reader, SLOT_FIND_PHONE,
      ORDERS "orders o INDEXED BY orders_by_phone JOIN sites s ON s.id = o.site_id"
             " WHERE o.phone_tail = ?1 AND o.site_id = ?2 ORDER BY o.id DESC");
  bind_int(from, 1, tail);
  bind_int(from, 2, site);
  return end_read(house, read_orders(from, NULL, limit, rows));
}

#define NAMED \
  ORDERS "order_names n CROSS JOIN orders o ON o.id = n.rowid JOIN sites s ON s.id = o.site_id" \
         " WHERE n.order_names MATCH ?1 ORDER BY n.rowid DESC"

int reference_find_name(
    reference *house, int64_t person, int64_t site, const char *fragment, int limit, reference_order_row *rows) {
  char query[512], wanted[REFERENCE_TEXT];
  name_query(fragment, site, query, sizeof query);
  fold(fragment, wanted, sizeof wanted);
  if (begin_read(house, person, site)) return -1;
  sqlite3_stmt *from = use(&house->reader, SLOT_FIND_NAME, NAMED);
  bind_text(from, 1, query);
  return end_read(house, read_orders(from, wanted, limit, rows));
}

int reference_find_prefix(
    reference *house, int64_t person, int64_t site, const char *start, int limit, reference_order_row *rows) {
  char folded[REFERENCE_TEXT], query[96];
  fold(start, folded, sizeof folded);
  snprintf(query, sizeof query, "\"%lld.%.2s\"", (long long)site, folded);
  if (begin_read(house, person, site)) return -1;
  sqlite3_stmt *from = use(&house->reader, SLOT_FIND_NAME, NAMED);
  bind_text(from, 1, query);
  return end_read(house, read_orders(from, NULL, limit, rows));
}
