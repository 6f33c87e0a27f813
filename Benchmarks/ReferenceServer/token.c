#include "server.h"

#include <sodium.h>
#include <string.h>

// The key of the town listener's tokens, made of the one that is configured.
static unsigned char key[crypto_auth_hmacsha256_BYTES];

static void sign(
    unsigned char to[crypto_auth_hmacsha256_BYTES], const void *with, size_t size, const void *text, size_t length) {
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, with, size);
  crypto_auth_hmacsha256_update(&state, text, length);
  crypto_auth_hmacsha256_final(&state, to);
}

void set_token_key(const char *text) {
  static const char purpose[] = "townhouse token town";
  sign(key, text, strlen(text), purpose, sizeof purpose - 1);
}

static size_t decode(const char *from, size_t count, unsigned char *to, size_t room) {
  size_t length = 0;
  const char *end = NULL;
  if (sodium_base642bin(to, room, from, count, NULL, &length, &end, sodium_base64_VARIANT_URLSAFE_NO_PADDING)) return 0;
  return end == from + count ? length : 0;
}

int64_t read_token(const char *header) {
  static const char algorithm[] = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";
  unsigned char made[crypto_auth_hmacsha256_BYTES], given[crypto_auth_hmacsha256_BYTES + 1], part[1024];
  if (!header || strncmp(header, "Bearer ", 7)) return 0;
  const char *token = header + 7, *first = strchr(token, '.'), *second = first ? strchr(first + 1, '.') : NULL;
  if (!second) return 0;
  if (decode(token, (size_t)(first - token), part, sizeof part) != sizeof algorithm - 1
      || memcmp(part, algorithm, sizeof algorithm - 1))
    return 0;
  sign(made, key, sizeof key, token, (size_t)(second - token));
  if (decode(second + 1, strlen(second + 1), given, sizeof given) != sizeof made || sodium_memcmp(made, given, sizeof made))
    return 0;
  size_t length = decode(first + 1, (size_t)(second - first - 1), part, sizeof part - 1);
  json claims = {.at = (char *)part, .end = (char *)part + length};
  int64_t person = 0, expires = 0;
  int is_first = 1, is_ours = 0, is_issuer = 0;
  for (char *name; (name = next_member(&claims, &is_first));) {
    if (!strcmp(name, "sub")) person = read_int(&claims);
    else if (!strcmp(name, "exp")) expires = read_int(&claims);
    else if (!strcmp(name, "aud")) is_ours = !strcmp(read_text(&claims), "town");
    else if (!strcmp(name, "iss")) is_issuer = !strcmp(read_text(&claims), "townhouse");
    else skip_value(&claims);
  }
  return !claims.is_broken && is_ours && is_issuer && expires > reference_wall_ms() / 1000 ? person : 0;
}

int read_uuid(const char *text, unsigned char id[16]) {
  size_t length = 0;
  const char *end = NULL;
  return text && strlen(text) == 36 && !sodium_hex2bin(id, 16, text, 36, "-", &length, &end) && length == 16;
}
