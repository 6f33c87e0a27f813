#!/bin/sh
# Asks a served sample store whatever its OpenAPI document allows, and what it does not, as an administrator, a picker,
# a driver, a customer and a guest: schemathesis makes the requests and judges the answers. Afterwards the books must
# still agree.
#
#   scripts/schemathesis.sh PROGRAM VENV [EXAMPLES [PHASES [SEED]]]
#
# EXAMPLES for each operation and caller, 5 unless said; PHASES of schemathesis, all of them unless said.
set -eu

program=$(realpath "$1")
venv=$(realpath "$2")
examples=${3:-5}
phases=${4:-examples,coverage,fuzzing,stateful}
seed=${5:-1}
here=$(cd "$(dirname "$0")" && pwd)/schemathesis
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
export TOWNHOUSE_TOKEN_KEY=0123456789abcdef0123456789abcdef TOWNHOUSE_MOMO_SECRET=the-secret-of-a-provider

"$program" init --store "$work/store.db" --sample --orders 200 --seed "$seed" >/dev/null
"$program" serve --store "$work/store.db" --listen town=127.0.0.1:0 --no-rate-limit 2>"$work/server.log" &
server=$!
url=
for _ in $(seq 300); do
  url=$(sed -n 's/^.*listening town \(http[^ ]*\).*$/\1/p' "$work/server.log")
  [ -n "$url" ] && break
  kill -0 "$server" || { echo "the server did not start" >&2; exit 1; }
  sleep 0.1
done

# What schemathesis remembers of a run goes where the run's other files go.
cd "$work"
"$venv/bin/python" "$here/callers.py" "$url" "$here/schemathesis.toml" "$work"
failed=0
for caller in admin picker driver customer guest; do
  if SCHEMATHESIS_HOOKS="$here/hooks.py" "$venv/bin/schemathesis" --config-file "$work/$caller.toml" run \
    "$url/openapi.json" --max-examples "$examples" --phases "$phases" --seed "$seed" >"$work/report" 2>&1
  then
    echo "$caller: $(grep -E ' generated, ' "$work/report" | tr -s ' ')"
  else
    cat "$work/report" >&2
    failed=1
  fi
  kill -0 "$server" || { echo "the server is gone" >&2; exit 1; }
done
[ "$failed" = 0 ]

kill -TERM "$server"
wait "$server"
server=
"$program" check --store "$work/store.db" >/dev/null
