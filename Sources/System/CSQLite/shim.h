#pragma once
#include <sqlite3.h>

// What Swift does not import: macro casts and variadic calls.

static inline int ths_bind_text(sqlite3_stmt *s, int i, const char *p, int n) {
  return sqlite3_bind_text(s, i, p, n, SQLITE_TRANSIENT);
}
static inline int ths_bind_blob(sqlite3_stmt *s, int i, const void *p, int n) {
  return sqlite3_bind_blob(s, i, p, n, SQLITE_TRANSIENT);
}
// Refuses what a hostile file could use against its reader, and double-quoted string literals.
static inline void ths_harden(sqlite3 *db) {
  sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)0);
  sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, (int *)0);
  sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DDL, 0, (int *)0);
}
static inline int ths_keep_no_figures(void) { return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }

static inline int ths_constraint_unique(void) { return SQLITE_CONSTRAINT_UNIQUE; }
static inline int ths_constraint_primary_key(void) { return SQLITE_CONSTRAINT_PRIMARYKEY; }
static inline int ths_constraint_check(void) { return SQLITE_CONSTRAINT_CHECK; }
static inline int ths_ioerr_short_read(void) { return SQLITE_IOERR_SHORT_READ; }
