// The same work written by hand in C on the same schema: what the use cases and desks are measured against. It reads
// what the rules need, once, writes the same rows through the same triggers, and commits as durably; it knows no
// refusals beyond "not possible". Every function answers -1 (and says why on standard error) when SQLite fails.
#pragma once

#include <stddef.h>
#include <stdint.h>

typedef struct reference reference;

// Room for a text of a row.
enum { REFERENCE_TEXT = 48 };

/// Opens a store: connections, pragmas and the checkpoint beside the commit path are those of the store under test.
/// `full` is synchronous=FULL, else NORMAL. NULL when it cannot.
reference *reference_open(const char *path, int full, int writer_cache_kib, int reader_cache_kib, int checkpoint_pages);
/// Another connection for reading alone, for a thread of its own.
reference *reference_open_reader(const char *path, int cache_kib);
void reference_close(reference *house);

typedef struct {
  int64_t variant;
  int64_t quantity;
} reference_line;

typedef struct {
  int64_t site;
  int64_t actor;
  int64_t at;
  const char *name, *phone, *line1, *area, *landmark, *note;
  int64_t delivery_minor;
  const reference_line *lines;
  int line_count;
  /// 16 bytes; NULL for one that is made here.
  const unsigned char *command;
} reference_draft;

typedef struct {
  int64_t id, total;
  char number[REFERENCE_TEXT], currency[4];
} reference_placed;

/// Places a cash-on-delivery order: grants, command, prices, reservation, order, name index, lines, payment, change.
/// Answers its serial, and in `placed`, unless that is NULL, what a caller is told.
int64_t reference_place(reference *house, const reference_draft *draft, reference_placed *placed);
/// What is placed between these two shares one commit, each within a savepoint of its own.
int reference_begin_group(reference *house);
int reference_commit_group(reference *house);
/// Brings a closed parcel to a lane and its order to ready: ledger, parcel, order, changes.
int reference_stage(
    reference *house, int64_t site, int64_t actor, int64_t at, const char *parcel, const char *lane);
/// Takes a staged order back to packed, as a correction.
int reference_step_back(reference *house, int64_t order, int64_t actor, int64_t at);

typedef struct {
  int64_t task, order, line, variant, bin, quantity, picked, scans;
  char sku[REFERENCE_TEXT], item[REFERENCE_TEXT], bin_code[REFERENCE_TEXT];
} reference_task;

/// The tasks of a pick list in walk order.
int reference_tasks(reference *house, int64_t list, int limit, reference_task *tasks);
/// Records the picking of what a barcode stands for, all units of its open task: progress, ledger, stock, order line,
/// undo, changes. Answers the task's place in `tasks`, and sets it there.
int reference_scan(
    reference *house, int64_t list, int64_t actor, int64_t at, const char *code, int limit, reference_task *tasks);

// Lists: columns are copied out, as a program that shows them would.
typedef struct {
  int64_t id, rank, promise_at, stage, placed_at, lines, units, holder, lease_until, list;
  char number[REFERENCE_TEXT], zone[REFERENCE_TEXT], customer[REFERENCE_TEXT], holder_name[REFERENCE_TEXT];
  char hold[REFERENCE_TEXT];
} reference_queue_row;

typedef struct {
  int64_t id, site, total, placed_at, promise_at, is_held;
  char number[REFERENCE_TEXT], town[REFERENCE_TEXT], status[REFERENCE_TEXT], customer[REFERENCE_TEXT];
  char phone[REFERENCE_TEXT], method[REFERENCE_TEXT], payment[REFERENCE_TEXT];
} reference_order_row;

/// A page of the queue of a site, all open stages merged, from after the row `after` (NULL for the top).
int reference_queue(
    reference *house, int64_t person, int64_t site, const reference_queue_row *after, int limit,
    reference_queue_row *rows);
/// The page before the row `before`, in the order of the list.
int reference_queue_before(
    reference *house, int64_t person, int64_t site, const reference_queue_row *before, int limit,
    reference_queue_row *rows);
/// Orders of a site by their whole number, by their phone, by a fragment of the customer's name; newest first.
int reference_find_number(
    reference *house, int64_t person, int64_t site, const char *number, int limit, reference_order_row *rows);
int reference_find_phone(
    reference *house, int64_t person, int64_t site, const char *phone, int limit, reference_order_row *rows);
int reference_find_name(
    reference *house, int64_t person, int64_t site, const char *fragment, int limit, reference_order_row *rows);

/// The same by the first one or two letters of a word of the name.
int reference_find_prefix(
    reference *house, int64_t person, int64_t site, const char *start, int limit, reference_order_row *rows);

typedef struct {
  int64_t id, version, stage, zone, total, promise_at, since, parcels, due_back, failed, is_held, slot_from, slot_until;
  int64_t slot_at, dispatch, driver_id, run_id, position, is_locked, attempt, incident_at, is_code_checked, proof_at;
  int64_t awaits_hand_over, assigned_at, out_at, closed_at, dispatch_version;
  unsigned char uuid[16];
  char number[REFERENCE_TEXT], order_status[REFERENCE_TEXT], customer[REFERENCE_TEXT], phone[REFERENCE_TEXT];
  char street[REFERENCE_TEXT], area[REFERENCE_TEXT], zone_label[REFERENCE_TEXT], method[REFERENCE_TEXT];
  char payment[REFERENCE_TEXT], currency[REFERENCE_TEXT], proof[REFERENCE_TEXT], driver[REFERENCE_TEXT];
  char driver_code[REFERENCE_TEXT], run[REFERENCE_TEXT], status[REFERENCE_TEXT], incident[REFERENCE_TEXT];
  char incident_note[REFERENCE_TEXT], incident_by[REFERENCE_TEXT], failure[REFERENCE_TEXT];
  char failure_note[REFERENCE_TEXT], recipient[REFERENCE_TEXT], proof_reference[REFERENCE_TEXT];
} reference_card;

typedef struct {
  int64_t order, due, is_allowed;
  char number[REFERENCE_TEXT], customer[REFERENCE_TEXT], status[REFERENCE_TEXT], effect[REFERENCE_TEXT];
} reference_plan_row;

/// The dispatch board of a site: what failed, is ready and is out, with attempts and drivers, sorted; drivers with what
/// they have on hand; what ended since `midnight`. Answers how many cards there are.
int reference_board(
    reference *house, int64_t person, int64_t site, int64_t midnight, int limit, reference_card *cards);
/// What giving these orders to a driver would do: each order's card and exclusion, the driver's load and run, what the
/// plan rests on. Answers how many could be given.
int reference_preview_assign(
    reference *house, int64_t person, int64_t site, int64_t midnight, int64_t driver, const int64_t *orders, int count,
    reference_plan_row *rows);
/// Counts a driver's cash as the books have it: the count, the move to the cashier, both balances, the change.
int reference_cash_up(reference *house, int64_t site, int64_t cashier, int64_t driver, int64_t minor, int64_t at);

/// Milliseconds on a clock that never goes back.
double reference_now_ms(void);
/// The time of day in milliseconds since 1970.
int64_t reference_wall_ms(void);
/// A number that differs when two files' schemas do; 0 when there is none.
uint64_t reference_schema(const char *path);
/// One write of 4 KiB and its fdatasync, in milliseconds; the file is made anew.
int reference_sync_noise(const char *path, int count, double *milliseconds);
/// A fixed integer loop, in milliseconds.
double reference_loop_noise(void);
