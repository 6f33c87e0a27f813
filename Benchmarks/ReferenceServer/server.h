// What the parts of the reference server share.
#pragma once

#include "reference.h"

#include <microhttpd.h>
#include <stddef.h>
#include <stdint.h>

// A JSON text that is read from left to right and changed on the way: texts are unescaped where they stand.
typedef struct {
  char *at, *end;
  int is_broken;
} json;

// The name of the next member of the object at hand; NULL after the last. `is_first` is 1 before the first.
char *next_member(json *from, int *is_first);
// True when the list at hand has another value.
int next_element(json *from, int *is_first);
// The text at hand, ended by NUL; "" when there is none.
char *read_text(json *from);
int64_t read_int(json *from);
void skip_value(json *from);

// Text that is written piece by piece.
typedef struct {
  char *text;
  size_t length, room;
} page;

void put(page *to, const char *text);
void put_int(page *to, int64_t value);
// With quotes and escapes.
void put_text(page *to, const char *text);

// Reads the key that tokens are signed with. Whom a bearer token was issued to by that key, for now and for us; 0 when
// it is not good.
void set_token_key(const char *text);
int64_t read_token(const char *header);
// The 16 bytes of a UUID; 0 when it is none.
int read_uuid(const char *text, unsigned char id[16]);

enum { MOST_LINES = 50 };

// One request and its answer.
typedef struct exchange {
  struct exchange *next;
  struct MHD_Connection *connection;
  char *body;
  size_t length, room;
  enum { COMING, WAITING, DONE } state;
  int status;
  page answer;
  unsigned char command[16];
  reference_line lines[MOST_LINES];
  reference_draft draft;
  reference_placed placed;
} exchange;

// Reads the draft of an order out of the body; 0 when it cannot be.
int read_draft(exchange *of);
// Starts the thread that places orders: whoever waits by then shares a commit.
int start_placing(reference *house);
// Takes an exchange whose connection sleeps; it is woken when the order is on disk.
void place(exchange *of);
