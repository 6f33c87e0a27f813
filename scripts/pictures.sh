#!/bin/sh
# Makes the pictures of the README from the real program: pictures.sh PROGRAM FOLDER.
#
# A sample store is built, the program runs in a terminal on an X server that nobody sees, keys and scans are sent to it,
# and each picture is taken when the screen shows what it should. The times in them are those of today.
set -eu

program=$(realpath "$1")
folder=$(realpath "$2")
work=$(mktemp -d)
export XDG_CONFIG_HOME="$work" XDG_STATE_HOME="$work" TOWNHOUSE_PASSWORD=townhouse-demo LANG=C.UTF-8

finish() {
  tmux -S "$work/tmux" kill-server 2>/dev/null || true
  [ -z "${xterm:-}" ] || kill "$xterm" 2>/dev/null || true
  [ -z "${server:-}" ] || kill "$server" 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 1' INT TERM

terminal() { tmux -S "$work/tmux" "$@"; }

# Waits until the screen shows a text; ends with the screen when it never does.
shows() {
  tries=0
  until terminal capture-pane -p | grep -qF -- "$1"; do
    tries=$((tries + 1))
    if [ "$tries" -gt 200 ]; then
      echo "pictures: never showed \"$1\"" >&2
      terminal capture-pane -p >&2
      exit 1
    fi
    sleep 0.05
  done
}

scan() { terminal send-keys -l "$1" \; send-keys Enter; }
press() { terminal send-keys "$@"; }

# Waits until two pictures of the screen are the same, and keeps it without what lies around the terminal.
take() {
  import -window root "$work/last.png"
  while :; do
    sleep 0.2
    import -window root "$work/now.png"
    cmp -s "$work/last.png" "$work/now.png" && break
    mv "$work/now.png" "$work/last.png"
  done
  convert "$work/now.png" -trim +repage -strip +dither -colors 200 -define png:compression-level=9 "$folder/$1.png"
  echo "$folder/$1.png"
}

# Opens the program at an address for somebody: open PERSON ADDRESS COLUMNS ROWS.
open() {
  terminal kill-server 2>/dev/null || true
  [ -z "${xterm:-}" ] || { kill "$xterm" 2>/dev/null || true; wait "$xterm" 2>/dev/null || true; }
  {
    printf 'set -s escape-time 0\nset -g status off\nset -g default-terminal tmux-256color\n'
    printf 'set -as terminal-features ",xterm*:RGB"\n'
  } >"$work/tmux.conf"
  xterm -b 14 -bw 0 -bg '#16191f' -fg '#d9dde4' -fa 'DejaVu Sans Mono' -fs 11 -geometry "$3x$4+0+0" \
    +sb -uc +bc -tn xterm-256color -xrm 'XTerm*cursorColor: #d9dde4' \
    -e tmux -S "$work/tmux" -f "$work/tmux.conf" new-session \
    "$program" --store "$work/shop.sqlite" --as "$1" "$2" &
  xterm=$!
  until terminal has-session 2>/dev/null; do sleep 0.05; done
}

"$program" init --store "$work/shop.sqlite" --sample >/dev/null
Xvfb -displayfd 3 -screen 0 1400x900x24 -nolisten tcp 3>"$work/display" 2>/dev/null &
server=$!
until [ -s "$work/display" ]; do sleep 0.05; done
DISPLAY=":$(cat "$work/display")"
export DISPLAY

open picker2.accra@townhouse.example "queue town=accra" 100 28
shows "orders"
press Down Down Down
take queue

# The code of the item that is asked for stands beside the scan line.
item() { terminal capture-pane -p | sed -n 's/.*code \([0-9][0-9]*\).*/\1/p'; }

open picker.accra@townhouse.example "queue town=accra" 100 24
shows "orders"
press F2
shows "scan"
scan T-101
shows "tote T-101"
for done in 1 2; do
  scan "$(item)"
  shows "$done of"
done
scan SOAP-KEY-200G
shows "KEY SOAP"
take pick

open dispatcher.accra@townhouse.example "dispatch town=accra" 120 34
shows "READY"
press Down Down Down Down Down
take board

open supervisor.accra@townhouse.example "shift-close town=accra" 120 34
shows "MENDED BY"
press Down Down Down
take shift-close

open cashier.accra@townhouse.example "till town=accra" 90 24
shows "in hand"
# One driver's last count differed, and waits for somebody to answer for it.
tries=0
until terminal capture-pane -p | grep -q '^▶✗' || [ "$tries" -gt 20 ]; do
  press Down
  tries=$((tries + 1))
  sleep 0.1
done
press Enter
shows "Who answers for it?"
press 1
shows "Enter settles it"
take cash-up
