#include "powerloss.h"

#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum kind { WRITE, TRUNCATE, SYNC, REMOVE };

struct operation {
  char *path;
  enum kind kind;
  sqlite3_int64 offset;
  int length;
  unsigned char *data;
};

struct file {
  sqlite3_file base;
  char *path;
  sqlite3_file *real;
};

static struct operation *operations;
static long count, room;
static int recording = 1;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static sqlite3_vfs *system_vfs;

static void note(const char *path, enum kind kind, sqlite3_int64 offset, const void *data, int length) {
  pthread_mutex_lock(&lock);
  if (recording && path != NULL) {
    if (count == room) {
      room = room ? room * 2 : 4096;
      operations = realloc(operations, (size_t)room * sizeof *operations);
    }
    struct operation *o = &operations[count++];
    o->path = strdup(path);
    o->kind = kind;
    o->offset = offset;
    o->length = length;
    o->data = NULL;
    if (length > 0 && data != NULL) {
      o->data = malloc((size_t)length);
      memcpy(o->data, data, (size_t)length);
    }
  }
  pthread_mutex_unlock(&lock);
}

#define REAL(f) (((struct file *)(f))->real)
#define PATH(f) (((struct file *)(f))->path)

static int f_close(sqlite3_file *f) {
  int rc = REAL(f)->pMethods->xClose(REAL(f));
  free(PATH(f));
  return rc;
}
static int f_read(sqlite3_file *f, void *p, int n, sqlite3_int64 at) {
  return REAL(f)->pMethods->xRead(REAL(f), p, n, at);
}
static int f_write(sqlite3_file *f, const void *p, int n, sqlite3_int64 at) {
  int rc = REAL(f)->pMethods->xWrite(REAL(f), p, n, at);
  if (rc == SQLITE_OK) note(PATH(f), WRITE, at, p, n);
  return rc;
}
static int f_truncate(sqlite3_file *f, sqlite3_int64 size) {
  int rc = REAL(f)->pMethods->xTruncate(REAL(f), size);
  if (rc == SQLITE_OK) note(PATH(f), TRUNCATE, size, NULL, 0);
  return rc;
}
static int f_sync(sqlite3_file *f, int flags) {
  int rc = REAL(f)->pMethods->xSync(REAL(f), flags);
  if (rc == SQLITE_OK) note(PATH(f), SYNC, 0, NULL, 0);
  return rc;
}
static int f_size(sqlite3_file *f, sqlite3_int64 *size) { return REAL(f)->pMethods->xFileSize(REAL(f), size); }
static int f_lock(sqlite3_file *f, int l) { return REAL(f)->pMethods->xLock(REAL(f), l); }
static int f_unlock(sqlite3_file *f, int l) { return REAL(f)->pMethods->xUnlock(REAL(f), l); }
static int f_reserved(sqlite3_file *f, int *r) { return REAL(f)->pMethods->xCheckReservedLock(REAL(f), r); }
static int f_control(sqlite3_file *f, int op, void *arg) { return REAL(f)->pMethods->xFileControl(REAL(f), op, arg); }
static int f_sector(sqlite3_file *f) { return REAL(f)->pMethods->xSectorSize(REAL(f)); }
static int f_traits(sqlite3_file *f) { return REAL(f)->pMethods->xDeviceCharacteristics(REAL(f)); }
static int f_shm_map(sqlite3_file *f, int p, int n, int w, void volatile **out) {
  return REAL(f)->pMethods->xShmMap(REAL(f), p, n, w, out);
}
static int f_shm_lock(sqlite3_file *f, int o, int n, int flags) {
  return REAL(f)->pMethods->xShmLock(REAL(f), o, n, flags);
}
static void f_shm_barrier(sqlite3_file *f) { REAL(f)->pMethods->xShmBarrier(REAL(f)); }
static int f_shm_unmap(sqlite3_file *f, int d) { return REAL(f)->pMethods->xShmUnmap(REAL(f), d); }

// Version 2: without xFetch, so that no page reaches the file except through xWrite.
static const sqlite3_io_methods methods = {
    2,        f_close,    f_read,   f_write,   f_truncate, f_sync,     f_size,     f_lock,        f_unlock,
    f_reserved, f_control, f_sector, f_traits, f_shm_map,  f_shm_lock, f_shm_barrier, f_shm_unmap, NULL, NULL};

static int v_open(sqlite3_vfs *v, const char *name, sqlite3_file *f, int flags, int *out) {
  (void)v;
  struct file *file = (struct file *)f;
  memset(file, 0, sizeof *file);
  file->real = (sqlite3_file *)(file + 1);
  int rc = system_vfs->xOpen(system_vfs, name, file->real, flags, out);
  if (file->real->pMethods != NULL) {
    file->base.pMethods = &methods;
    file->path = name != NULL ? strdup(name) : NULL;
  }
  return rc;
}
static int v_delete(sqlite3_vfs *v, const char *name, int dir) {
  (void)v;
  int rc = system_vfs->xDelete(system_vfs, name, dir);
  if (rc == SQLITE_OK) note(name, REMOVE, 0, NULL, 0);
  return rc;
}

int pl_install(void) {
  static sqlite3_vfs recorder;
  if (system_vfs != NULL) return SQLITE_OK;
  system_vfs = sqlite3_vfs_find(NULL);
  recorder = *system_vfs;
  recorder.pNext = NULL;
  recorder.zName = "powerloss";
  recorder.szOsFile = (int)sizeof(struct file) + system_vfs->szOsFile;
  recorder.xOpen = v_open;
  recorder.xDelete = v_delete;
  return sqlite3_vfs_register(&recorder, 1);
}

void pl_record(int on) {
  pthread_mutex_lock(&lock);
  recording = on;
  pthread_mutex_unlock(&lock);
}

long pl_position(void) {
  pthread_mutex_lock(&lock);
  long now = count;
  pthread_mutex_unlock(&lock);
  return now;
}

static unsigned long next_random(unsigned long *state) {
  *state += 0x9e3779b97f4a7c15ul;
  unsigned long z = *state;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ul;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebul;
  return z ^ (z >> 31);
}

static void put(FILE *out, const struct operation *o, int from, int length) {
  fseek(out, (long)o->offset + from, SEEK_SET);
  fwrite(o->data + from, 1, (size_t)length, out);
}

int pl_image(const char *path, long position, unsigned long seed, const char *out_path) {
  pthread_mutex_lock(&lock);
  long synced = -1, seen = 0;
  for (long i = 0; i < position && i < count; i++) {
    if (strcmp(operations[i].path, path) != 0) continue;
    seen = operations[i].kind == REMOVE ? 0 : 1;
    if (operations[i].kind == SYNC || operations[i].kind == REMOVE) synced = i;
  }
  int rc = seen ? 0 : 1;
  FILE *out = seen ? fopen(out_path, "w+b") : NULL;
  if (seen && out == NULL) rc = -1;
  for (long i = 0; out != NULL && i < position && i < count; i++) {
    const struct operation *o = &operations[i];
    if (strcmp(o->path, path) != 0) continue;
    int durable = i <= synced;
    if (o->kind == REMOVE) {
      freopen(out_path, "w+b", out);
    } else if (o->kind == TRUNCATE && (durable || next_random(&seed) % 2)) {
      fflush(out);
      if (ftruncate(fileno(out), o->offset) != 0) rc = -1;
    } else if (o->kind == WRITE && durable) {
      put(out, o, 0, o->length);
    } else if (o->kind == WRITE) {
      for (int at = 0; at < o->length; at += 512) {
        if (next_random(&seed) % 2) put(out, o, at, o->length - at < 512 ? o->length - at : 512);
      }
    }
  }
  if (out != NULL) fclose(out);
  pthread_mutex_unlock(&lock);
  return rc;
}
