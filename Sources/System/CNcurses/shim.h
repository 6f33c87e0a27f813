// Curses as the driver needs it: globals, macros and loops over cells, which Swift does not import or runs slowly.
#define NCURSES_WIDECHAR 1
#include <ncurses.h>
#include <stdint.h>
#include <stdlib.h>
#include <wchar.h>

// term.h would define macros such as `lines` and `columns`; these three are all that is needed of it.
extern char *tigetstr(const char *);
extern int tigetflag(const char *);
extern int tigetnum(const char *);

static const attr_t NC_BOLD = WA_BOLD;
static const attr_t NC_DIM = WA_DIM;
static const attr_t NC_REVERSE = WA_REVERSE;
static const attr_t NC_UNDERLINE = WA_UNDERLINE;
static const attr_t NC_ITALIC = WA_ITALIC;

/// Starts curses with its output going to a file, from which each frame is sent in one piece; 0, or -1 for a terminal
/// it cannot use. The terminal's modes are set by the caller, as curses cannot set those of a file.
static inline int nc_start(const char *term, int buffer, int colours) {
  FILE *output = fdopen(buffer, "w");
  SCREEN *screen = output == NULL ? NULL : newterm(term, output, stdin);
  if (screen == NULL) return -1;
  set_term(screen);
  // Tells curses that a line feed moves straight down.
  nonl();
  // Input is read without curses, which must not look at it to cut a frame short either.
  typeahead(-1);
  idlok(stdscr, TRUE);
  leaveok(stdscr, FALSE);
  scrollok(stdscr, FALSE);
  if (colours && has_colors()) start_color();
  return 0;
}

static inline int nc_colours(void) { return has_colors() ? COLORS : 0; }
static inline int nc_pairs(void) { return COLOR_PAIRS; }
static inline int nc_pair(int pair, int foreground, int background) {
  return init_extended_pair(pair, foreground, background);
}

/// The text of a terminfo capability; NULL when the terminal lacks it.
static inline const char *nc_capability(const char *name) {
  char *text = tigetstr(name);
  return text == (char *)-1 ? NULL : text;
}

static inline void nc_resize(int rows, int columns) { resizeterm(rows, columns); }

/// Makes the next frame start from a cleared screen.
static inline void nc_repaint(void) { clearok(curscr, TRUE); }

/// Puts a run of packed glyphs (21 bits a character, two marks, a bit for the right half of a wide one) into curses'
/// picture of the screen. What the C library measures otherwise becomes a question mark, so that columns stay.
static inline void nc_put(int row, int column, const uint64_t *glyphs, int count, attr_t attributes, int pair) {
  enum { CHUNK = 256 };
  cchar_t cells[CHUNK];
  int used = 0;
  int start = column;
  for (int i = 0; i < count; i++) {
    uint64_t glyph = glyphs[i];
    wchar_t text[4] = {0};
    if (glyph >> 63) {
      // A right half without its left one cannot be shown.
      if (i > 0) continue;
      text[0] = L' ';
    } else {
      text[0] = (wchar_t)(glyph & 0x1FFFFF);
      if (text[0] > 0x7E) {
        int wide = i + 1 < count && glyphs[i + 1] >> 63;
        if (wcwidth(text[0]) != 1 + wide) {
          text[0] = L'?';
          if (wide) {
            setcchar(&cells[used++], text, attributes, 0, &pair);
            text[0] = L' ';
          }
        } else {
          wchar_t first = (wchar_t)(glyph >> 21 & 0x1FFFFF), second = (wchar_t)(glyph >> 42 & 0x1FFFFF);
          if (first != 0 && wcwidth(first) == 0) {
            text[1] = first;
            if (second != 0 && wcwidth(second) == 0) text[2] = second;
          }
        }
      } else if (glyph >> 21) {
        wchar_t first = (wchar_t)(glyph >> 21 & 0x1FFFFF);
        if (wcwidth(first) == 0) text[1] = first;
      }
    }
    setcchar(&cells[used++], text, attributes, 0, &pair);
    if (used >= CHUNK - 2) {
      mvadd_wchnstr(row, start, cells, used);
      start = column + i + 1;
      if (i + 1 < count && glyphs[i + 1] >> 63) start++;
      used = 0;
    }
  }
  if (used > 0) mvadd_wchnstr(row, start, cells, used);
}

/// Makes the frame; the cursor is at a cell, or hidden for a negative row.
static inline void nc_frame(int row, int column) {
  static int shown = -1;
  int wanted = row >= 0;
  if (wanted) move(row, column);
  wnoutrefresh(stdscr);
  if (wanted != shown) {
    curs_set(wanted);
    shown = wanted;
  }
  doupdate();
}

static inline int nc_rows(void) { return LINES; }
static inline int nc_columns(void) { return COLS; }
