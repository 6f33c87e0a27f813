#include "server.h"

#include <stdlib.h>
#include <string.h>

static int peek(json *from) {
  while (from->at < from->end && strchr(" \t\r\n", *from->at)) from->at++;
  return from->at < from->end ? *from->at : 0;
}

static int take(json *from, char wanted) {
  if (peek(from) != wanted) return 0;
  from->at++;
  return 1;
}

static int next_of(json *from, int *is_first, char opening, char closing) {
  if (*is_first ? !take(from, opening) : 0) return from->is_broken = 1, 0;
  if (take(from, closing)) return 0;
  if (!*is_first && !take(from, ',')) return from->is_broken = 1, 0;
  *is_first = 0;
  return 1;
}

char *next_member(json *from, int *is_first) {
  if (from->is_broken || !next_of(from, is_first, '{', '}')) return NULL;
  char *name = read_text(from);
  if (!take(from, ':')) from->is_broken = 1;
  return from->is_broken ? NULL : name;
}

int next_element(json *from, int *is_first) { return !from->is_broken && next_of(from, is_first, '[', ']'); }

static unsigned read_hex(json *from) {
  unsigned value = 0;
  for (int i = 0; i < 4 && from->at < from->end; i++) {
    char digit = *from->at++;
    value = value * 16 + (unsigned)(digit <= '9' ? digit - '0' : (digit | 32) - 'a' + 10);
  }
  return value;
}

static char *put_utf8(char *to, unsigned scalar) {
  if (scalar < 0x80) return *to = (char)scalar, to + 1;
  if (scalar < 0x800) {
    *to++ = (char)(0xc0 | scalar >> 6);
  } else {
    if (scalar < 0x10000) {
      *to++ = (char)(0xe0 | scalar >> 12);
    } else {
      *to++ = (char)(0xf0 | scalar >> 18);
      *to++ = (char)(0x80 | (scalar >> 12 & 63));
    }
    *to++ = (char)(0x80 | (scalar >> 6 & 63));
  }
  *to++ = (char)(0x80 | (scalar & 63));
  return to;
}

char *read_text(json *from) {
  static char nothing[1];
  if (!take(from, '"')) return from->is_broken = 1, nothing;
  char *start = from->at, *to = start;
  while (from->at < from->end && *from->at != '"') {
    char byte = *from->at++;
    if (byte != '\\' || from->at >= from->end) {
      *to++ = byte;
      continue;
    }
    byte = *from->at++;
    const char *names = "bfnrt", *known = strchr(names, byte);
    if (byte == 'u') {
      unsigned scalar = read_hex(from);
      if (scalar >= 0xd800 && scalar < 0xdc00 && from->end - from->at >= 6) {
        from->at += 2;
        scalar = 0x10000 + ((scalar - 0xd800) << 10) + (read_hex(from) - 0xdc00);
      }
      to = put_utf8(to, scalar);
    } else {
      *to++ = known ? "\b\f\n\r\t"[known - names] : byte;
    }
  }
  if (from->at >= from->end) return from->is_broken = 1, nothing;
  from->at++;
  *to = 0;
  return start;
}

int64_t read_int(json *from) {
  char *end = NULL;
  peek(from);
  int64_t value = strtoll(from->at, &end, 10);
  if (end == from->at) from->is_broken = 1;
  from->at = end;
  return value;
}

void skip_value(json *from) {
  int is_first = 1;
  switch (peek(from)) {
  case '"': read_text(from); break;
  case '{':
    while (next_member(from, &is_first)) skip_value(from);
    break;
  case '[':
    while (next_element(from, &is_first)) skip_value(from);
    break;
  default:
    while (from->at < from->end && !strchr(",]} \t\r\n", *from->at)) from->at++;
  }
}

static void make_room(page *to, size_t more) {
  if (to->length + more < to->room) return;
  to->room = (to->length + more) * 2 + 512;
  to->text = realloc(to->text, to->room);
  if (!to->text) abort();
}

void put(page *to, const char *text) {
  size_t count = strlen(text);
  make_room(to, count);
  memcpy(to->text + to->length, text, count);
  to->length += count;
}

void put_int(page *to, int64_t value) {
  char digits[24], *at = digits + sizeof digits;
  uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
  *--at = 0;
  do *--at = (char)('0' + rest % 10);
  while (rest /= 10);
  if (value < 0) *--at = '-';
  put(to, at);
}

void put_text(page *to, const char *text) {
  size_t count = strlen(text);
  make_room(to, count * 6 + 2);
  char *at = to->text + to->length;
  *at++ = '"';
  for (; *text; text++) {
    unsigned char byte = (unsigned char)*text;
    if (byte == '"' || byte == '\\') {
      *at++ = '\\';
      *at++ = (char)byte;
    } else if (byte < 0x20) {
      memcpy(at, "\\u00", 4);
      at[4] = "0123456789abcdef"[byte >> 4];
      at[5] = "0123456789abcdef"[byte & 15];
      at += 6;
    } else {
      *at++ = (char)byte;
    }
  }
  *at++ = '"';
  to->length = (size_t)(at - to->text);
}
