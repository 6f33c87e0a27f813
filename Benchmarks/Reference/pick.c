#include "house.h"

#include <stdio.h>
#include <string.h>

static int read_tasks(connection *on, int64_t list, int limit, reference_task *tasks) {
  int count = 0;
  sqlite3_stmt *from = use(
      on, SLOT_TASKS,
      "SELECT t.id, t.order_id, t.line_id, v.id, v.product_id, v.sku, v.name, v.unit, v.weight_grams, v.strict,"
      " v.price_minor, b.id, b.site_id, b.code, b.kind, b.walk_order, t.quantity, t.picked, t.shorted, t.scans,"
      " t.over_scans, t.skipped, t.touched_at"
      " FROM pick_tasks t JOIN variants v ON v.id = t.variant_id JOIN bins b ON b.id = t.bin_id"
      " WHERE t.list_id = ?1 AND t.is_closed = 0 ORDER BY t.skipped, b.walk_order, t.id");
  bind_int(from, 1, list);
  while (count < limit && sqlite3_step(from) == SQLITE_ROW) {
    reference_task *task = &tasks[count++];
    task->task = sqlite3_column_int64(from, 0);
    task->order = sqlite3_column_int64(from, 1);
    task->line = sqlite3_column_int64(from, 2);
    task->variant = sqlite3_column_int64(from, 3);
    copy_text(task->sku, from, 5);
    copy_text(task->item, from, 6);
    task->bin = sqlite3_column_int64(from, 11);
    copy_text(task->bin_code, from, 13);
    task->quantity = sqlite3_column_int64(from, 16);
    task->picked = sqlite3_column_int64(from, 17);
    task->scans = sqlite3_column_int64(from, 19);
  }
  sqlite3_reset(from);
  return count;
}

int reference_tasks(reference *house, int64_t list, int limit, reference_task *tasks) {
  return read_tasks(&house->reader, list, limit, tasks);
}

// The list's site, and the tote its units go into; 0 when the list is not the actor's or closed.
static int64_t read_list(connection *on, int64_t list, int64_t actor, int64_t *site, char *tote_code) {
  sqlite3_stmt *from = use(
      on, SLOT_LIST,
      "SELECT l.site_id, l.holder_id, l.lease_until, l.closed_at, l.confirmed_bin_id, lo.order_id, t.id, t.code"
      " FROM pick_lists l JOIN pick_list_orders lo ON lo.list_id = l.id JOIN tote_bindings b ON b.order_id = lo.order_id"
      " JOIN totes t ON t.id = b.tote_id WHERE l.id = ?1 AND lo.is_removed = 0 ORDER BY lo.position, b.sequence DESC");
  bind_int(from, 1, list);
  int64_t tote = 0;
  if (sqlite3_step(from) == SQLITE_ROW && sqlite3_column_int64(from, 1) == actor
      && sqlite3_column_type(from, 3) == SQLITE_NULL) {
    *site = sqlite3_column_int64(from, 0);
    tote = sqlite3_column_int64(from, 6);
    copy_text(tote_code, from, 7);
  }
  sqlite3_reset(from);
  return tote;
}

static int64_t read_barcode(connection *on, const char *code) {
  sqlite3_stmt *from = use(on, SLOT_BARCODE, "SELECT code, variant_id, pack_quantity FROM barcodes WHERE code = ?1");
  bind_text(from, 1, code);
  int64_t variant = sqlite3_step(from) == SQLITE_ROW ? sqlite3_column_int64(from, 1) : 0;
  sqlite3_reset(from);
  return variant;
}

static int is_workable(connection *on, int64_t order) {
  sqlite3_stmt *from = use(
      on, SLOT_PICK_ORDER, "SELECT status, hold_reason, payment_method, payment_status FROM orders WHERE id = ?1");
  bind_int(from, 1, order);
  int workable = sqlite3_step(from) == SQLITE_ROW && sqlite3_column_type(from, 1) == SQLITE_NULL
      && !strcmp((const char *)sqlite3_column_text(from, 0), "picking");
  sqlite3_reset(from);
  return workable;
}

static int take_from_bin(connection *on, int64_t site, const reference_task *task, int64_t quantity) {
  sqlite3_stmt *up = use(
      on, SLOT_BIN_UP,
      "UPDATE bin_stock SET on_hand = on_hand - ?1, allocated = allocated - ?1"
      " WHERE variant_id = ?2 AND site_id = ?3 AND bin_id = ?4 AND on_hand >= ?1 AND allocated >= ?1");
  bind_int(up, 1, quantity);
  bind_int(up, 2, task->variant);
  bind_int(up, 3, site);
  bind_int(up, 4, task->bin);
  return run(up) || sqlite3_changes(on->db) != 1;
}

static int note_progress(connection *on, const command *command, int64_t list, const reference_task *task) {
  sqlite3_stmt *line = use(on, SLOT_ORDER_LINE_UP, "UPDATE order_lines SET picked = picked + ? WHERE id = ?");
  bind_int(line, 1, task->quantity);
  bind_int(line, 2, task->line);
  sqlite3_stmt *up = use(
      on, SLOT_TASK_UP, "UPDATE pick_tasks SET picked = ?, scans = ?, touched_at = ?, touched_by = ? WHERE id = ?");
  bind_int(up, 1, task->picked);
  bind_int(up, 2, task->scans);
  bind_int(up, 3, command->at);
  bind_int(up, 4, command->actor);
  bind_int(up, 5, task->task);
  sqlite3_stmt *lease = use(
      on, SLOT_LIST_UP, "UPDATE pick_lists SET lease_until = ?, confirmed_bin_id = ? WHERE id = ?");
  bind_int(lease, 1, command->at + 30 * 60000);
  bind_int(lease, 2, task->bin);
  bind_int(lease, 3, list);
  return run(line) || run(up) || run(lease);
}

static int note_action(connection *on, int64_t list, const reference_task *task, int64_t tote, int64_t quantity) {
  sqlite3_stmt *in = use(
      on, SLOT_ACTION_IN,
      "INSERT INTO pick_actions (list_id, kind, task_id, order_id, tote_id, quantity, detail, is_undone)"
      " VALUES (?, 'take', ?, ?, ?, ?, '', 0)");
  bind_int(in, 1, list);
  bind_int(in, 2, task->task);
  bind_int(in, 3, task->order);
  bind_int(in, 4, tote);
  bind_int(in, 5, quantity);
  return run(in);
}

int reference_scan(
    reference *house, int64_t list, int64_t actor, int64_t at, const char *code, int limit, reference_task *tasks) {
  connection *on = &house->writer;
  command command = {.actor = actor, .at = at};
  char tote_code[REFERENCE_TEXT] = "", text[192];
  int64_t tote = read_list(on, list, actor, &command.site, tote_code);
  if (!tote || start(house, &command)) return -1;
  int count = read_tasks(on, list, limit, tasks), place = -1;
  int64_t variant = read_barcode(on, code);
  for (int i = count - 1; i >= 0; i--)
    if (tasks[i].variant == variant && tasks[i].picked < tasks[i].quantity) place = i;
  if (place < 0 || !is_workable(on, tasks[place].order)) return abandon_write(house);
  reference_task *task = &tasks[place];
  int64_t quantity = task->quantity - task->picked;
  task->picked += quantity;
  task->scans++;
  snprintf(text, sizeof text, "%lld %s %s %s", (long long)quantity, task->sku, task->bin_code, tote_code);
  if (take_from_bin(on, command.site, task, quantity)
      || post_move(on, &command, variant, quantity, "bin", task->bin, "tote", tote, "pick", task->order)
      || note_progress(on, &command, list, task)
      || append_change(house, &command, "order", task->order, "pick", "", text, "")
      || note_action(on, list, task, tote, quantity) || remember(house, &command, "pick.scan", text)
      || commit_write(house))
    return abandon_write(house);
  return place;
}
