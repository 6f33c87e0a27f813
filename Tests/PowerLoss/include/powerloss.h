#pragma once
// A SQLite VFS for tests: passes everything through to the system's own and remembers each write, truncation and sync
// in order, so that a test can rebuild the files as a power cut at any point would have left them.

/// Installs the recorder as SQLite's default VFS. Call before the first connection is opened. 0, or a SQLite error.
int pl_install(void);
/// Stops (0) or goes on (1) recording.
void pl_record(int on);
/// How many operations have been recorded so far: a point in time to cut at.
long pl_position(void);
/// Writes to `out` what the file `path` holds after a power cut at `position`: everything before its last sync, and of
/// what came after only the 512-byte sectors that a generator seeded with `seed` lets survive. 0 when done, 1 when the
/// file was never written, -1 on an error.
int pl_image(const char *path, long position, unsigned long seed, const char *out);
