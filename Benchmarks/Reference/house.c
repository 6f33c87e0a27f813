#define _GNU_SOURCE
#include "house.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

int complain(connection *on) {
  fprintf(stderr, "reference: %s\n", sqlite3_errmsg(on->db));
  return -1;
}

sqlite3_stmt *use(connection *on, int slot, const char *sql) {
  if (!on->statements[slot]
      && sqlite3_prepare_v3(on->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &on->statements[slot], NULL) != SQLITE_OK) {
    fprintf(stderr, "reference: %s in %s\n", sqlite3_errmsg(on->db), sql);
    abort();
  }
  return on->statements[slot];
}

int run(sqlite3_stmt *statement) {
  sqlite3_step(statement);
  return sqlite3_reset(statement);
}

void bind_int(sqlite3_stmt *statement, int index, int64_t value) { sqlite3_bind_int64(statement, index, value); }

void bind_text(sqlite3_stmt *statement, int index, const char *value) {
  sqlite3_bind_text(statement, index, value, -1, SQLITE_STATIC);
}

void copy_text(char *to, sqlite3_stmt *statement, int column) {
  const char *text = (const char *)sqlite3_column_text(statement, column);
  int count = sqlite3_column_bytes(statement, column);
  if (count >= REFERENCE_TEXT) count = REFERENCE_TEXT - 1;
  if (count) memcpy(to, text, (size_t)count);
  to[count] = 0;
}

int begin_write(reference *house) {
  if (house->is_grouped) return run(use(&house->writer, SLOT_SAVEPOINT, "SAVEPOINT command"));
  return run(use(&house->writer, SLOT_BEGIN, "BEGIN IMMEDIATE"));
}

int commit_write(reference *house) {
  if (house->is_grouped) return run(use(&house->writer, SLOT_RELEASE, "RELEASE command"));
  return run(use(&house->writer, SLOT_COMMIT, "COMMIT"));
}

int abandon_write(reference *house) {
  complain(&house->writer);
  if (house->is_grouped) {
    run(use(&house->writer, SLOT_UNDO, "ROLLBACK TO command"));
    run(use(&house->writer, SLOT_RELEASE, "RELEASE command"));
  } else {
    run(use(&house->writer, SLOT_ROLLBACK, "ROLLBACK"));
  }
  return -1;
}

int reference_begin_group(reference *house) {
  if (begin_write(house)) return complain(&house->writer);
  house->is_grouped = 1;
  return 0;
}

int reference_commit_group(reference *house) {
  house->is_grouped = 0;
  return commit_write(house) ? abandon_write(house) : 0;
}

// The checkpoint beside the commit path: first next to the writer, then what it added meanwhile.
static void *copy_log(void *context) {
  reference *house = context;
  pthread_mutex_lock(&house->lock);
  while (!house->is_stopped) {
    if (!house->is_wanted) {
      pthread_cond_wait(&house->wanted, &house->lock);
      continue;
    }
    pthread_mutex_unlock(&house->lock);
    sqlite3_wal_checkpoint_v2(house->checkpointer, "main", SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
    sqlite3_wal_checkpoint_v2(house->checkpointer, "main", SQLITE_CHECKPOINT_RESTART, NULL, NULL);
    pthread_mutex_lock(&house->lock);
    house->is_wanted = 0;
  }
  pthread_mutex_unlock(&house->lock);
  return NULL;
}

static int note_commit(void *context, sqlite3 *db, const char *name, int pages) {
  (void)db, (void)name;
  reference *house = context;
  if (pages < house->checkpoint_pages) return SQLITE_OK;
  pthread_mutex_lock(&house->lock);
  house->is_wanted = 1;
  pthread_cond_signal(&house->wanted);
  pthread_mutex_unlock(&house->lock);
  return SQLITE_OK;
}

static sqlite3 *open_store(const char *path, int flags, int cache_kib, const char *pragmas) {
  sqlite3 *db = NULL;
  char cache[64];
  snprintf(cache, sizeof cache, "PRAGMA cache_size = -%d", cache_kib);
  if (sqlite3_open_v2(path, &db, flags | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK) {
    sqlite3_extended_result_codes(db, 1);
    sqlite3_busy_timeout(db, 5000);
    if (sqlite3_exec(db, cache, NULL, NULL, NULL) == SQLITE_OK && sqlite3_exec(db, pragmas, NULL, NULL, NULL) == SQLITE_OK)
      return db;
  }
  fprintf(stderr, "reference: %s: %s\n", path, db ? sqlite3_errmsg(db) : "no memory");
  sqlite3_close_v2(db);
  return NULL;
}

reference *reference_open(const char *path, int full, int writer_cache_kib, int reader_cache_kib, int pages) {
  reference *house = calloc(1, sizeof *house);
  if (!house) return NULL;
  house->checkpoint_pages = pages;
  struct timespec time;
  clock_gettime(CLOCK_REALTIME, &time);
  house->random = (uint64_t)time.tv_sec * 1000000007u ^ (uint64_t)time.tv_nsec ^ (uint64_t)(uintptr_t)house;
  house->writer.db = open_store(
      path, SQLITE_OPEN_READWRITE, writer_cache_kib,
      full ? "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA wal_autocheckpoint = 0;"
             "PRAGMA journal_size_limit = 67108864; PRAGMA temp_store = MEMORY"
           : "PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; PRAGMA wal_autocheckpoint = 0;"
             "PRAGMA journal_size_limit = 67108864; PRAGMA temp_store = MEMORY");
  house->reader.db = open_store(path, SQLITE_OPEN_READONLY, reader_cache_kib, "PRAGMA temp_store = MEMORY");
  house->checkpointer = open_store(path, SQLITE_OPEN_READWRITE, 2000, "PRAGMA synchronous = FULL");
  pthread_mutex_init(&house->lock, NULL);
  pthread_cond_init(&house->wanted, NULL);
  if (!house->writer.db || !house->reader.db || !house->checkpointer
      || pthread_create(&house->thread, NULL, copy_log, house)) {
    return free(house), NULL;
  }
  sqlite3_busy_timeout(house->checkpointer, 20);
  sqlite3_wal_hook(house->writer.db, note_commit, house);
  return house;
}

reference *reference_open_reader(const char *path, int cache_kib) {
  reference *house = calloc(1, sizeof *house);
  if (!house) return NULL;
  house->reader.db = open_store(path, SQLITE_OPEN_READONLY, cache_kib, "PRAGMA temp_store = MEMORY");
  if (house->reader.db) return house;
  free(house);
  return NULL;
}

void reference_close(reference *house) {
  pthread_mutex_lock(&house->lock);
  house->is_stopped = 1;
  pthread_cond_signal(&house->wanted);
  pthread_mutex_unlock(&house->lock);
  pthread_join(house->thread, NULL);
  sqlite3_close_v2(house->checkpointer);
  for (int slot = 0; slot < STATEMENTS; slot++) {
    sqlite3_finalize(house->writer.statements[slot]);
    sqlite3_finalize(house->reader.statements[slot]);
  }
  sqlite3_close_v2(house->reader.db);
  sqlite3_close_v2(house->writer.db);
  free(house);
}

void mint(reference *house, unsigned char id[16]) {
  for (int half = 0; half < 2; half++) {
    // SplitMix64.
    uint64_t bits = house->random += 0x9E3779B97F4A7C15u;
    bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9u;
    bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EBu;
    bits ^= bits >> 31;
    memcpy(id + half * 8, &bits, 8);
  }
}

int admit(connection *on, int64_t person, int64_t site) {
  sqlite3_stmt *who = use(on, SLOT_PERSON, "SELECT id, email, name, badge, is_active FROM people WHERE id = ?1");
  bind_int(who, 1, person);
  int is_active = sqlite3_step(who) == SQLITE_ROW && sqlite3_column_int64(who, 4);
  sqlite3_reset(who);
  sqlite3_stmt *grants = use(on, SLOT_GRANTS, "SELECT role, site_id FROM grants WHERE person_id = ?1 ORDER BY id");
  bind_int(grants, 1, person);
  int may = 0;
  while (sqlite3_step(grants) == SQLITE_ROW) {
    const char *role = (const char *)sqlite3_column_text(grants, 0);
    int here = sqlite3_column_type(grants, 1) == SQLITE_NULL || sqlite3_column_int64(grants, 1) == site;
    if (here && strcmp(role, "driver") && strcmp(role, "customer")) may = 1;
  }
  sqlite3_reset(grants);
  return is_active && may ? 0 : -1;
}

int start(reference *house, command *command) {
  if (!command->has_id) mint(house, command->id);
  if (begin_write(house)) return complain(&house->writer);
  if (admit(&house->writer, command->actor, command->site)) return abandon_write(house);
  sqlite3_stmt *known = use(&house->writer, SLOT_OUTCOME, "SELECT kind, outcome FROM commands WHERE id = ?1");
  sqlite3_bind_blob(known, 1, command->id, 16, SQLITE_STATIC);
  int found = sqlite3_step(known) == SQLITE_ROW;
  sqlite3_reset(known);
  return found ? abandon_write(house) : 0;
}

int append_change(
    reference *house, const command *command, const char *entity, int64_t id, const char *field, const char *old,
    const char *new, const char *reason) {
  sqlite3_stmt *in = use(
      &house->writer, SLOT_CHANGE,
      "INSERT INTO changes (at, actor_id, impersonator_id, command, site_id, entity, entity_id, field, old, new, reason) "
      "VALUES (?, ?, NULL, ?, ?, ?, ?, ?, ?, ?, ?)");
  bind_int(in, 1, command->at);
  bind_int(in, 2, command->actor);
  sqlite3_bind_blob(in, 3, command->id, 16, SQLITE_STATIC);
  bind_int(in, 4, command->site);
  bind_text(in, 5, entity);
  bind_int(in, 6, id);
  bind_text(in, 7, field);
  bind_text(in, 8, old);
  bind_text(in, 9, new);
  bind_text(in, 10, reason);
  return run(in);
}

int remember(reference *house, const command *command, const char *kind, const char *outcome) {
  struct timespec time;
  clock_gettime(CLOCK_REALTIME, &time);
  sqlite3_stmt *in = use(
      &house->writer, SLOT_REMEMBER, "INSERT INTO commands (id, remembered_at, kind, outcome) VALUES (?, ?, ?, ?)");
  sqlite3_bind_blob(in, 1, command->id, 16, SQLITE_STATIC);
  bind_int(in, 2, (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000);
  bind_text(in, 3, kind);
  bind_text(in, 4, outcome);
  return run(in);
}

uint64_t reference_schema(const char *path) {
  sqlite3 *db = NULL;
  sqlite3_stmt *texts = NULL;
  // FNV-1a over the texts.
  uint64_t hash = 0xcbf29ce484222325u;
  if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK
      && sqlite3_prepare_v2(db, "SELECT sql FROM sqlite_schema ORDER BY name", -1, &texts, NULL) == SQLITE_OK) {
    while (sqlite3_step(texts) == SQLITE_ROW)
      for (const unsigned char *byte = sqlite3_column_text(texts, 0); byte && *byte; byte++)
        hash = (hash ^ *byte) * 0x100000001b3u;
  } else hash = 0;
  sqlite3_finalize(texts);
  sqlite3_close_v2(db);
  return hash;
}
