// A small list program in plain C and ncurses on a store: what the console's frames, keys and bytes are measured
// against. It loads a window of rows by key, lets curses scroll by region, and draws one frame for a burst of keys.
//   reference-list STORE PERSON SITE queue | search | pick LIST
#define _GNU_SOURCE
#define NCURSES_WIDECHAR 1
#include "reference.h"

#include <curses.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { KEPT_ROWS = 256, MOST_TASKS = 64 };

static reference *house;
static int64_t person, site;

static void head(const char *title) {
  attrset(A_REVERSE);
  mvhline(0, 0, ' ', COLS);
  mvaddnstr(0, 1, title, COLS - 2);
  attrset(A_NORMAL);
}

static void line(int y, int is_selected, const char *text) {
  char cells[512];
  snprintf(cells, sizeof cells, "%-*.*s", COLS, COLS, text);
  attrset(is_selected ? A_REVERSE : A_NORMAL);
  mvaddnstr(y, 0, cells, COLS);
  attrset(A_NORMAL);
}

// ---- The queue: rows top .. top + height of a window that is refilled by key at its ends ----

static reference_queue_row rows[KEPT_ROWS];
static int count, top, selected, is_end;

static void fill_after(void) {
  if (is_end || top + LINES <= count) return;
  // Keep a screen before the top, and go on after the last row.
  int kept = top > LINES ? top - LINES : 0;
  if (kept) {
    memmove(rows, rows + kept, (size_t)(count - kept) * sizeof *rows);
    count -= kept, top -= kept, selected -= kept;
  }
  int more = reference_queue(house, person, site, count ? &rows[count - 1] : NULL, KEPT_ROWS - count, rows + count);
  if (more <= 0) is_end = 1;
  else count += more;
}

static void draw_queue(void) {
  static const char *const stages[] = {"wait pay", "waiting", "picking", "picked", "packed", "ready"};
  char text[512], title[64];
  int height = LINES - 2;
  head("Queue");
  for (int y = 0; y < height; y++) {
    int at = top + y;
    if (at >= count) {
      move(y + 1, 0);
      clrtoeol();
      continue;
    }
    const reference_queue_row *row = &rows[at];
    time_t promise = (time_t)(row->promise_at / 1000);
    struct tm date;
    gmtime_r(&promise, &date);
    snprintf(
        text, sizeof text, "%c %-19s %02d:%02d %-8s %3d %4d %-16.16s %-24.24s %-14.14s %s", row->rank < 0 ? '!' : ' ',
        row->number, date.tm_hour, date.tm_min, stages[row->stage % 6], (int)row->lines, (int)row->units, row->zone,
        row->customer, row->holder_name, row->hold);
    line(y + 1, at == selected, text);
  }
  snprintf(title, sizeof title, " %d", selected);
  line(LINES - 1, 0, "Up Down PgUp PgDn  q quit");
  mvaddstr(LINES - 1, COLS - 8, title);
  move(selected - top + 1, 0);
}

static void queue(void) {
  count = reference_queue(house, person, site, NULL, LINES * 2, rows);
  for (;;) {
    draw_queue();
    refresh();
    int key = getch(), height = LINES - 2;
    nodelay(stdscr, TRUE);
    // One frame for all keys that wait.
    for (; key != ERR; key = getch()) {
      if (key == 'q') return;
      int step = key == KEY_DOWN ? 1 : key == KEY_UP ? -1 : key == KEY_NPAGE ? height : key == KEY_PPAGE ? -height : 0;
      int from = top;
      selected += step;
      if (step == height || step == -height) top += step;
      if (selected >= top + height) top = selected - height + 1;
      if (top < 0) top = 0;
      fill_after();
      if (top + height > count) top = count > height ? count - height : 0;
      if (selected >= count) selected = count - 1;
      if (selected < 0) selected = 0;
      if (selected < top) top = selected;
      if (top - from == 1) {
        setscrreg(1, LINES - 2);
        scrollok(stdscr, TRUE);
        scrl(1);
        scrollok(stdscr, FALSE);
      }
    }
    nodelay(stdscr, FALSE);
  }
}

// ---- Search: what the text finds, after each key ----

static void search(void) {
  static reference_order_row found[KEPT_ROWS];
  char text[REFERENCE_TEXT] = "", cells[512];
  int length = 0, matches = 0;
  for (;;) {
    head("Orders");
    snprintf(cells, sizeof cells, "/ %s", text);
    line(1, 0, cells);
    for (int y = 2; y < LINES; y++) {
      if (y - 2 >= matches) {
        move(y, 0);
        clrtoeol();
        continue;
      }
      const reference_order_row *row = &found[y - 2];
      snprintf(
          cells, sizeof cells, "%-19s %-6.6s %-18.18s %-24.24s %-14s %8lld.%02d %-5.5s %s", row->number, row->town,
          row->status, row->customer, row->phone, (long long)row->total / 100, (int)(row->total % 100), row->method,
          row->payment);
      line(y, 0, cells);
    }
    move(1, 2 + length);
    refresh();
    int key = getch();
    if (key == 27) return;
    if ((key == KEY_BACKSPACE || key == 127) && length) text[--length] = 0;
    else if (key >= 32 && key < 127 && length + 1 < REFERENCE_TEXT) text[length++] = (char)key, text[length] = 0;
    matches = length >= 3 ? reference_find_name(house, person, site, text, LINES - 1, found)
        : length ? reference_find_prefix(house, person, site, text, LINES - 1, found) : 0;
  }
}

// ---- Pick: a scan and Enter takes its task ----

static void pick(int64_t list) {
  static reference_task tasks[MOST_TASKS];
  char code[64] = "", cells[512], result[128] = "scan an item";
  int length = 0, number = reference_tasks(house, list, MOST_TASKS, tasks);
  for (;;) {
    int current = 0;
    while (current < number && tasks[current].picked == tasks[current].quantity) current++;
    head("Pick");
    line(1, 0, result);
    if (current < number) {
      snprintf(cells, sizeof cells, "%s  take %d", tasks[current].bin_code, (int)tasks[current].quantity);
      line(3, 1, cells);
      line(4, 0, tasks[current].item);
    }
    for (int y = 6; y < LINES - 1 && y - 6 < number; y++) {
      const reference_task *task = &tasks[y - 6];
      snprintf(
          cells, sizeof cells, "%c %-10s %-14s %-36.36s %d/%d", task->picked == task->quantity ? 'x' : ' ',
          task->bin_code, task->sku, task->item, (int)task->picked, (int)task->quantity);
      line(y, 0, cells);
    }
    snprintf(cells, sizeof cells, "> %s", code);
    line(LINES - 1, 0, cells);
    refresh();
    int key = getch();
    nodelay(stdscr, TRUE);
    // A scanner's burst is one frame.
    for (; key != ERR; key = getch()) {
      if (key == 27) return;
      if (key != '\r' && key != '\n' && length + 1 < (int)sizeof code) {
        code[length++] = (char)key, code[length] = 0;
        continue;
      }
      int taken = reference_scan(house, list, person, reference_wall_ms(), code, MOST_TASKS, tasks);
      snprintf(result, sizeof result, taken < 0 ? "not on this list" : "taken: %s", taken < 0 ? "" : tasks[taken].item);
      length = 0, code[0] = 0;
    }
    nodelay(stdscr, FALSE);
  }
}

int main(int count_of_arguments, char **arguments) {
  if (count_of_arguments < 5) return 2;
  house = reference_open(arguments[1], 1, 8192, 4096, 4000);
  if (!house) return 3;
  person = atoll(arguments[2]);
  site = atoll(arguments[3]);
  setlocale(LC_CTYPE, "");
  initscr();
  raw();
  noecho();
  nonl();
  keypad(stdscr, TRUE);
  set_escdelay(25);
  idlok(stdscr, TRUE);
  if (!strcmp(arguments[4], "queue")) queue();
  else if (!strcmp(arguments[4], "search")) search();
  else if (count_of_arguments > 5) pick(atoll(arguments[5]));
  endwin();
  reference_close(house);
  return 0;
}
