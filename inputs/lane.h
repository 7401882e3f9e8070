/* lane.h -- the rows of one stretch of a file counted by one thread; shared by bulk*.c and lane*.c. */
#ifndef INPUTS_LANE_H
#define INPUTS_LANE_H

#include "base/scan.h"
#include "inputs/count.h"
#include "inputs/files.h"
#include "inputs/keys.h"
#include "inputs/lexicon.h"
#include "inputs/plan.h"
#include "inputs/progress.h"
#include "inputs/units.h"

/* A batch is few enough rows for all that is known of them to stay in the nearest cache. */
enum { STRETCH = 256 * 1024, MOST_ROW = 1024 * 1024, BATCH = 128 };

/* ---- the files -------------------------------------------------------------- */

struct bulk_file {
	const struct arrival *arrival;
	struct held held;               /* fd -1 where it is opened anew for every stretch */
	struct arena *arena;            /* holds the bytes of one that came packed, else NULL */
	const struct file *unpacked;    /* that one */
	struct packed *packed;          /* of one being inflated (bulk_open.c) */
	enum encoding encoding;
	bool settled;                   /* the encoding is known, not assumed */
	int wrong;                      /* it was assumed wrongly */
	size_t mark;                    /* bytes of the BOM */
	size_t data;                    /* where the first row behind the head begins */
	unsigned data_line;
	size_t head;                    /* where the head begins */
	unsigned head_line;
	size_t width;
	size_t *at;                     /* by column of the source */
	uint64_t base;                  /* place of its first byte among all bytes of the source */
	size_t first_stretch, stretches;
	size_t first_part, parts;       /* of the digest */
	bool cut;                       /* its last row has no line feed */
	bool digested;                  /* its one part was made as its rows were counted */
	uint64_t rows;                  /* counted by machine */
};

/* How a stretch ended: known once what lies before it is known. */
struct seam {
	size_t end;                     /* where the next row begins */
	unsigned line;                  /* its line */
	int done;
};

struct bulk {
	struct reading *reading;
	const struct plan *plan;
	struct bulk_file *file;
	size_t file_count;
	int folder;                     /* they lie in, open */
	struct seam *seam;              /* by stretch */
	size_t stretch;                 /* bytes of one */
	size_t stretches, parts;
	unsigned char (*part)[DIGEST_PART];
	size_t next, next_part, next_file, next_packed;         /* taken by the threads, one after the other */
	uint64_t bytes, bytes_done, rows_done;
	struct progress progress;       /* the first thread says it */
	bool keyed;                     /* there is a 主键 */
	size_t next_drawer;
	struct entered *entered;        /* by place: rows that went the way of rows.h and have a key */
	size_t entered_count;
	struct desk *desk;              /* by thread */
	unsigned desks;
	int gave_up;
	int recoded;                    /* a file is not in the encoding it was taken for */
};

/* ---- one thread ---------------------------------------------------------------- */

/* A way of naming a unit in every registry. */
struct seat {
	int64_t *slot;                  /* by mapping, as in struct row; NOWHERE is not among them */
	const struct unit **unit;       /* by mapping, NULL for 无单位 */
	uint64_t first[PLAN_BITS], last[PLAN_BITS];     /* file << 32 | line, by measure */
};

/* What is asked of a seat at every row. */
struct seat_head {
	uint64_t seen;                  /* measures met so far */
	uint64_t rows : 63, aside : 1;  /* aside: a registry has no such unit */
};

/* A row that goes the way of rows.h. */
struct aside {
	uint32_t file, line;
	size_t offset;
};

/* A row that shares its key with others. */
struct repeat {
	uint64_t group;                 /* the place of one of them */
	uint64_t place;
	const struct seat *seat;
};

struct entered {
	uint64_t place;
	const struct seat *seat;
	const char *key;
	size_t length;
};

/* What was asked of a combination of texts. */
struct answer {
	uint32_t code[PLAN_ASKED];
	bool known;                     /* this entry is in use */
	bool holds;                     /* the condition holds; there is a number */
	bool aside;
	int64_t number;
};

/* What one thread knows of the rows in one encoding. */
struct lane {
	struct desk *desk;
	enum encoding encoding;
	struct lexicon *lexicon;        /* by column */
	struct finder *finder;          /* by mapping */
	struct seat **seat;
	struct seat_head *head;
	size_t seat_count, seat_room;
	uint64_t *seat_key;             /* hash of seats: codes of the unit columns + 1 */
	uint32_t *seat_of;
	size_t seat_slots;
	struct counts counts;
	int128 *sum;                    /* by seat, then sum */
	uint64_t **met;                 /* by 去重计数, then seat: a bit for every code, met_words of them */
	size_t *met_words;
	struct answer **answer;         /* by ask */
	uint32_t file;                  /* whose lines counts.last holds */
	uint64_t in, later;             /* rows read; after 截止日 */
};

struct desk {
	struct bulk *bulk;
	struct arena *arena, *scratch;
	size_t asked;                   /* evaluations since scratch was new */
	struct lane *lane[2];           /* UTF-8, GB18030 */
	char *window;
	size_t room, low, high;         /* window holds the file's bytes [low, high) */
	struct held held, other;        /* the file at hand, and one where a row was fetched */
	size_t held_file, other_file;
	char *fetched;                  /* a row from elsewhere, in `spare` */
	size_t fetched_room;
	struct scan scan, spare;
	/* of the batch at hand, by row that has the right number of cells */
	size_t rows;
	uint32_t mark[BATCH], line[BATCH];
	uint64_t bits[BATCH];
	uint32_t flags[BATCH], seat[BATCH], counted[BATCH];     /* counted: the rows that are */
	uint32_t (*code)[BATCH];        /* by column */
	const char *key[BATCH];
	uint32_t key_length[BATCH];
	struct arena *passing;          /* keys of the stretch that had to be put together */
	size_t passed;                  /* how many */
	struct cell **cell;             /* by column: what an expression sees */
	struct aside *aside;
	size_t aside_count;
	struct key_log keys;
	struct key_room room_for_keys;
	struct repeat *repeat;
	size_t repeat_count;
};

struct desk *desk_begin(struct desk *, struct bulk *);
void desk_end(struct desk *);

/* ---- lane.c: rows --------------------------------------------------------------- */

/* Counts the rows of desk->scan, which begin at `low` of the window on that line. */
void lane_rows(struct desk *, size_t file, unsigned line);
/* Notes the last lines met so far, before the lane goes to another file and at the end. */
void lane_fold(struct lane *);
struct lane *lane_of(struct desk *, enum encoding);
bool bulk_gives_up(struct bulk *);
bool bulk_gave_up(const struct bulk *);

/* ---- lane_sense.c: what a text means ------------------------------------------------ */

/* Reads a text not met before; gives its code. */
uint32_t lane_learn(struct lane *, size_t column, const char *at, size_t length);
/* What the row's combination of texts answers; desk->code is filled up to row i. */
const struct answer *lane_ask(struct lane *, size_t ask, size_t row);
/* A cell's text as rows.c sees it: UTF-8, trimmed; in the arena where it had to be changed. */
void lane_plain(struct lane *, struct arena *, const char **at, size_t *length);
/* Forgets texts where there are too many, between stretches. */
void lane_tidy(struct lane *);

/* ---- lane_keys.c ------------------------------------------------------------------------ */

/* The key of a row whose cells end at those marks; false where it goes the way of rows.h. */
bool lane_key(struct lane *, const struct bulk_file *, const char *bytes, const uint32_t *mark, const char **key, uint32_t *length);
/* Notes the keys of the counted rows. */
void lane_note_keys(struct lane *, size_t file, size_t rows);
/* Notes the key of a row that went the way of rows.h, in the order of places; while no other thread is at work. */
void bulk_note_key(struct bulk *, const char *key, size_t length, uint64_t place, const struct seat *);
/* Looks through all keys noted; gives up where one is there twice and must not be. */
void bulk_find_repeats(struct bulk *);
/* The same key put together of its cells' texts, part by part; key is empty at first. */
void key_part(struct buf *key, const char *text, size_t length);

/* The seat of a row whose cells end at those marks; NULL where it has none. */
struct seat *lane_seat(struct lane *, const struct bulk_file *, const char *bytes, const uint32_t *mark);
/* The row at a place: its cells in desk->spare, its bytes; NULL if it cannot be read. */
const char *lane_fetch(struct desk *, uint64_t place, size_t *file);
size_t bulk_file_at(const struct bulk *, uint64_t place);
/* The file, open; NULL if it cannot be opened. */
const struct held *desk_hold(struct desk *, size_t file);

/* Takes the quotes off a cell; false where that is not enough. */
static inline bool cell_bare(const char *bytes, size_t *from, size_t *to)
{
	if (*from == *to || bytes[*from] != '"')
		return true;
	if (bytes[*to - 1] == '\r')
		--*to;
	if (*to - *from < 2 || bytes[*to - 1] != '"' || memchr(bytes + *from + 1, '"', *to - *from - 2))
		return false;
	++*from;
	--*to;
	return true;
}

/* The same of a text of a lexicon, which keeps the quotes that its cells came with. */
static inline void cell_unquote(const char **at, size_t *length)
{
	size_t from = 0, to = *length;

	if (cell_bare(*at, &from, &to)) {
		*at += from;
		*length = to - from;
	}
}

#endif
