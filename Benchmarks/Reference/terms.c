#include "house.h"

#include <stdio.h>
#include <string.h>

// Names of the sample are ASCII; a letter beyond that stands for itself here.
size_t fold(const char *text, char *folded, size_t room) {
  size_t length = 0;
  for (; *text && length + 1 < room; text++) {
    unsigned char byte = (unsigned char)*text;
    if (byte >= 'A' && byte <= 'Z') byte += 32;
    int kept = (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte >= 128;
    if (kept) folded[length++] = (char)byte;
    else if (length && folded[length - 1] != ' ') folded[length++] = ' ';
  }
  if (length && folded[length - 1] == ' ') length--;
  folded[length] = 0;
  return length;
}

static size_t put(char *terms, size_t length, size_t room, const char *prefix, int mark, const char *piece, int count) {
  if (length + 40 > room) return length;
  if (length) terms[length++] = ' ';
  while (*prefix) terms[length++] = *prefix++;
  if (mark) terms[length++] = '.';
  for (int i = 0; i < count; i++) terms[length++] = piece[i] == ' ' ? '_' : piece[i];
  return length;
}

size_t name_terms(const char *name, int64_t site, char *terms, size_t room) {
  char text[256], prefix[24];
  int count = (int)fold(name, text, sizeof text);
  size_t length = 0;
  snprintf(prefix, sizeof prefix, "%lld", (long long)site);
  for (int i = 0; i < count; i++) {
    if (i + 3 <= count) {
      int seen = 0;
      for (int j = 0; j < i && !seen; j++) seen = !memcmp(text + i, text + j, 3);
      if (!seen) length = put(terms, length, room, prefix, 0, text + i, 3);
    }
    if (i && text[i - 1] != ' ') continue;
    for (int size = 1; size <= 2 && i + size <= count && text[i + size - 1] != ' '; size++) {
      int seen = 0;
      for (int j = 0; j < i && !seen; j++) {
        seen = (!j || text[j - 1] == ' ') && !memcmp(text + i, text + j, (size_t)size);
      }
      if (!seen) length = put(terms, length, room, prefix, 1, text + i, size);
    }
  }
  terms[length] = 0;
  return length;
}

size_t name_query(const char *fragment, int64_t site, char *query, size_t room) {
  char text[256], piece[24];
  int count = (int)fold(fragment, text, sizeof text);
  size_t length = 0;
  for (int i = 0; i < count; i += 3) {
    int from = i + 3 <= count ? i : count - 3;
    for (int j = 0; j < 3; j++) piece[j] = text[from + j] == ' ' ? '_' : text[from + j];
    length += (size_t)snprintf(
        query + length, room - length, "%s\"%lld%.3s\"", length ? " AND " : "", (long long)site, piece);
  }
  return length;
}
