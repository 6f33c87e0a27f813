// What the parts of the reference share.
#pragma once

#include "reference.h"

#include <pthread.h>
#include <sqlite3.h>

enum { STATEMENTS = 96 };

typedef struct {
  sqlite3 *db;
  sqlite3_stmt *statements[STATEMENTS];
} connection;

struct reference {
  connection writer;
  connection reader;
  sqlite3 *checkpointer;
  int checkpoint_pages;
  pthread_t thread;
  pthread_mutex_t lock;
  pthread_cond_t wanted;
  int is_wanted, is_stopped;
  uint64_t random;
  int is_grouped;
  // What the last preview rested on.
  char basis[24];
};

// The prepared form of `sql`, ready to be bound; each text has a slot of its own.
sqlite3_stmt *use(connection *on, int slot, const char *sql);
// Steps a statement that answers no row, and leaves it ready; nonzero when SQLite fails.
int run(sqlite3_stmt *statement);
int begin_write(reference *house);
int commit_write(reference *house);
int abandon_write(reference *house);
int complain(connection *on);

void bind_int(sqlite3_stmt *statement, int index, int64_t value);
void bind_text(sqlite3_stmt *statement, int index, const char *value);
void copy_text(char *to, sqlite3_stmt *statement, int column);

// What every command starts and ends with.
typedef struct {
  unsigned char id[16];
  int has_id;
  int64_t actor, site, at;
} command;

// An identifier nobody has used.
void mint(reference *house, unsigned char id[16]);
// Reads who asks and what they may do; 0 when they may act at `site`.
int admit(connection *on, int64_t person, int64_t site);
// Starts a command; -1 when it was run before.
int start(reference *house, command *command);
int append_change(
    reference *house, const command *command, const char *entity, int64_t id, const char *field, const char *old,
    const char *new, const char *reason);
int remember(reference *house, const command *command, const char *kind, const char *outcome);

// Appends a move to the ledger; a place id of 0 is none.
int post_move(
    connection *on, const command *command, int64_t variant, int64_t quantity, const char *from, int64_t from_id,
    const char *to, int64_t to_id, const char *reason, int64_t order);

// Writes the terms a name is indexed by; answers their length.
size_t name_terms(const char *name, int64_t site, char *terms, size_t room);
// The MATCH expression of a fragment of three letters or more.
size_t name_query(const char *fragment, int64_t site, char *query, size_t room);
// Lower case, runs of other characters as one space.
size_t fold(const char *text, char *folded, size_t room);

enum {
  SLOT_BEGIN, SLOT_COMMIT, SLOT_ROLLBACK, SLOT_PERSON, SLOT_GRANTS, SLOT_OUTCOME, SLOT_REMEMBER, SLOT_CHANGE,
  SLOT_SITE, SLOT_VARIANT, SLOT_RESERVE, SLOT_ZONES, SLOT_NUMBER, SLOT_ORDER_IN, SLOT_NAMES_IN, SLOT_LINE_IN,
  SLOT_PAYMENT_IN, SLOT_PARCEL, SLOT_CONTENTS, SLOT_ORDER, SLOT_LANE, SLOT_LINES, SLOT_MOVE_IN, SLOT_PARCEL_UP,
  SLOT_PARCELS, SLOT_STATUS_UP, SLOT_UNITS, SLOT_BARCODE,
  SLOT_TASKS, SLOT_TASK_UP, SLOT_BIN_UP, SLOT_ORDER_LINE_UP, SLOT_ACTION_IN, SLOT_LIST_UP, SLOT_LIST, SLOT_QUEUE, SLOT_QUEUE_AFTER, SLOT_QUEUE_BEFORE, SLOT_FIND_NUMBER, SLOT_FIND_PHONE, SLOT_FIND_NAME,
  SLOT_PICK_ORDER, SLOT_BOARD, SLOT_CARD, SLOT_DRIVERS, SLOT_RUNS, SLOT_ACTIVE, SLOT_ENDED, SLOT_DUE_BACK, SLOT_CASH,
  SLOT_EXCLUDED, SLOT_PLANNED, SLOT_BALANCE, SLOT_DECLARED, SLOT_COUNT_OPEN, SLOT_COUNT_IN, SLOT_BALANCE_UP,
  SLOT_CASH_IN, SLOT_DECLARED_OUT, SLOT_WHOLE_SITE, SLOT_RUN_CODE, SLOT_SAVEPOINT,
  SLOT_RELEASE, SLOT_UNDO
};
