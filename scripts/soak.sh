#!/bin/sh
# Runs a server under steady load for a time, looks at its memory, descriptors and threads all the while, and fails when
# any of them grows, when an answer is not what it should be, or when the books do not agree afterwards.
#
#   scripts/soak.sh PROGRAM [MINUTES [REQUESTS-A-SECOND [SEED]]]
#
# An hour at 150 requests a second unless said.
set -eu

program=$(realpath "$1")
minutes=${2:-60}
rate=${3:-150}
seed=${4:-1}
here=$(cd "$(dirname "$0")" && pwd)/soak
work=$(mktemp -d)
server=

finish() {
  status=$?
  if [ -n "$server" ]; then kill -TERM "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; fi
  if [ "$status" != 0 ] && [ -f "$work/server.log" ]; then tail -n 5 "$work/server.log" >&2; fi
  rm -rf "$work"
  exit "$status"
}
trap finish EXIT
trap 'exit 130' INT TERM

export XDG_CONFIG_HOME="$work/config" XDG_DATA_HOME="$work/data"
export TOWNHOUSE_TOKEN_KEY=0123456789abcdef0123456789abcdef

# Large enough that what the store keeps in memory is full after the first minutes.
"$program" init --store "$work/store.db" --sample --orders 20000 --seed "$seed" >/dev/null
"$program" serve --store "$work/store.db" --listen town=127.0.0.1:0 --no-rate-limit --log "$work/access.log" \
  2>"$work/server.log" &
server=$!
url=
for _ in $(seq 300); do
  url=$(sed -n 's/^.*listening town \(http[^ ]*\).*$/\1/p' "$work/server.log")
  [ -n "$url" ] && break
  kill -0 "$server" || { echo "the server did not start" >&2; exit 1; }
  sleep 0.1
done

python3 "$here/load.py" "$url" "$server" "$minutes" "$rate" "$seed"

kill -TERM "$server"
wait "$server"
server=
"$program" check --store "$work/store.db" >/dev/null
echo "the books agree"
