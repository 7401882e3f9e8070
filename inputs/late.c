/* late.c -- 留痕: what was published beside what is there now.
 *
 * Both trails are sorted by key; one walk through them, side by side, finds what
 * is fresh, gone or changed.  Equal lines, which almost all are, are not even
 * taken apart.  A line that is not there because its unit did not report has not
 * gone: it is carried over with the day up to which it was seen. */
#include "inputs/late.h"

#include <inttypes.h>
#include <string.h>

#include "base/csv.h"

/* ---- late edits ------------------------------------------------------------------------ */

/* An edit being told: the lines taken apart, NULL where there is none. */
struct change {
	const char *const *now, *const *then;
	struct place place;             /* file UINT32_MAX: gone */
};

static const struct unit *unit_of(const struct trailing *t, const struct change *change, size_t mapping)
{
	const struct unit *unit = NULL;

	if (change->now)
		unit = late_unit(t, mapping, change->now[t->now.unit[mapping]]);
	if (!unit && t->then.unit[mapping] != SIZE_MAX)
		unit = late_unit(t, mapping, change->then[t->then.unit[mapping]]);
	return unit;
}

static const char *key_of(struct trailing *t, const char *const *field)
{
	struct buf key = buf_new(t->reading->arena);
	size_t i;

	for (i = 0; i < t->now.keys; i++)
		buf_printf(&key, "%s%s", i ? "|" : "", field[i]);
	return key.at;
}

static void tell(struct trailing *t, const struct change *change, struct late_edit edit)
{
	const struct source *source = t->reading->source;
	struct measures *measures = t->reading->measures;
	const struct unit **unit = arena_many(t->own, const struct unit *, source->mapping_count);
	size_t i;

	for (i = 0; i < source->mapping_count; i++)
		unit[i] = unit_of(t, change, i);
	edit.source = source;
	edit.key = key_of(t, change->then);
	edit.unit = unit[0];
	edit.file = "";
	if (change->place.file != UINT32_MAX) {
		edit.file = place_origin(t->reading, change->place).file;
		edit.line = change->place.line;
	}
	*arena_push(t->reading->arena, measures->late_edit, measures->late_edit_count) = edit;
	gather_edit(t->gathering, unit, change->place);
}

/* The day up to which a line was seen: its own where it was carried over, else that of the trail. */
static int32_t seen_until(const struct trailing *t, const char *state)
{
	const char *mark = strstr(state, trail_unseen);
	int32_t day;

	if (mark && day_parse(mark + strlen(trail_unseen), strlen(mark) - strlen(trail_unseen), &day))
		return day;
	return t->then.cutoff;
}

/* Whether the cell is other than it may be.  An open case goes on: its blanks may
 * be filled, but not with a day that had passed when it was published as blank. */
static bool is_late(const struct column *column, int32_t seen, bool was_open, const char *before, const char *after)
{
	int32_t day;

	if (strcmp(before, after) == 0)
		return false;
	if (*before)
		return true;
	if ((column->type == COL_DAY || column->type == COL_MOMENT) && !column->deadline &&
	    strlen(after) >= strlen("0000-00-00") && day_parse(after, strlen("0000-00-00"), &day))
		return day <= seen;
	return !was_open;
}

static bool compare_cells(struct trailing *t, const struct trace *now, const struct trace *then, size_t number)
{
	const struct source *source = t->reading->source;
	struct change change = { .place = now->place };
	int32_t seen;
	size_t i;

	if (now->length == then->length && memcmp(now->line, then->line, now->length) == 0)
		return true;
	late_apart(t->own, &t->line_now, now->line, now->length);
	late_apart(t->own, &t->line_then, then->line, then->length);
	change.now = t->line_now.field;
	change.then = t->line_then.field;
	if (t->line_then.count != t->then.fields) {
		late_damaged(t, number + 2);
		return false;
	}
	seen = seen_until(t, change.then[t->then.keys]);
	for (i = 0; i < t->watched_count; i++) {
		const char *before, *after = change.now[t->now.column[i]];

		if (t->then.column[i] == SIZE_MAX)
			continue;
		before = change.then[t->then.column[i]];
		if (!is_late(&source->column[t->watched[i]], seen, late_is_open(then), before, after))
			continue;
		t->changed++;
		tell(t, &change, (struct late_edit){ .what = EDIT_CHANGED, .column = source->column[t->watched[i]].name,
			.before = arena_str(t->reading->arena, before), .after = arena_str(t->reading->arena, after) });
	}
	return true;
}

/* ---- not reported, so not known -------------------------------------------------------- */

static bool is_unseen(const struct trailing *t, const struct change *change)
{
	const struct unit *unit;
	size_t i;

	if (t->reading->intake->file_count == 0)
		return true;
	for (i = 0; i < t->reading->source->mapping_count; i++) {
		unit = unit_of(t, change, i);
		if (unit && unit_is_absent(t->reading, unit))
			return true;
	}
	return false;
}

static void carry_field(struct trailing *t, const char *const *field, size_t at)
{
	csv_put_number(&t->line, at == SIZE_MAX ? "" : field[at]);
}

/* The old line, taken apart, as a line of now. */
static void carry(struct trailing *t, const struct trace *then, const char *const *field)
{
	const char *state = t->then.states ? field[t->then.keys] : "";
	size_t i;

	if (!strstr(field[t->then.keys], trail_unseen))
		state = arena_printf(t->own, "%s%s%s", state, trail_unseen, day_text(t->own, t->then.cutoff));
	t->line.length = 0;
	buf_addn(&t->line, then->line, then->key_length);
	csv_put_number(&t->line, state);
	for (i = 0; i < t->reading->source->mapping_count; i++)
		carry_field(t, field, t->then.unit[i]);
	for (i = 0; i < t->watched_count; i++)
		carry_field(t, field, t->then.column[i]);
	csv_end_row(&t->line);
	*arena_push(t->own, t->carried, t->carried_count) = (struct trace){ arena_strn(t->own, t->line.at, t->line.length),
		(uint32_t)t->line.length, then->key_length, { UINT32_MAX, 0 }, STANDS };
}

static bool row_gone(struct trailing *t, const struct trace *then, size_t number)
{
	struct change change = { .place = { UINT32_MAX, 0 } };

	if (!t->unseen && (!t->now.states || !late_is_open(then)))
		return true;
	late_apart(t->own, &t->line_then, then->line, then->length);
	change.then = t->line_then.field;
	if (t->line_then.count != t->then.fields) {
		late_damaged(t, number + 2);
		return false;
	}
	if (t->unseen && is_unseen(t, &change)) {
		carry(t, then, change.then);
		return true;
	}
	if (!t->now.states || !late_is_open(then))
		return true;
	balance_vanished(t, then);
	tell(t, &change, (struct late_edit){ .what = EDIT_VANISHED });
	return true;
}

/* ---- side by side ------------------------------------------------------------------------ */

static bool walk(struct trailing *t)
{
	size_t i = 0, j = 0;
	int order;

	while (i < t->row_count || j < t->old_count) {
		if (i < t->row_count && trace_repeats(t->row, i)) {
			i++;
			continue;
		}
		order = i == t->row_count ? 1 : j == t->old_count ? -1 : trace_by_key(&t->row[i], &t->old[j]);
		if (order < 0) {
			balance_fresh(t, &t->row[i++]);
		} else if (order > 0) {
			if (!row_gone(t, &t->old[j], j))
				return false;
			j++;
		} else {
			if (t->row[i].standing < STRUCK && !compare_cells(t, &t->row[i], &t->old[j], j))
				return false;
			balance_stayed(t, &t->row[i++], &t->old[j++]);
		}
	}
	return true;
}

/* ---- what is said ------------------------------------------------------------------------- */

/* What there is to say, in the reader's language: "改动 3 处，重新打开 1 件". */
struct account {
	struct buf text;
	bool english;
};

static void account_for(struct account *to, uint64_t count, const char *zh, const char *en)
{
	if (count == 0)
		return;
	if (to->text.length > 0)
		buf_add(&to->text, to->english ? ", " : "，");
	buf_printf(&to->text, to->english ? en : zh, count);
}

static void say(struct trailing *t, uint64_t broken)
{
	struct reading *reading = t->reading;
	struct account is = { buf_new(t->own), diag_language(reading->diag) == ENGLISH };

	if (t->changed + t->vanished + broken == 0)
		return;
	account_for(&is, t->changed, "改动 %" PRIu64 " 处", "%" PRIu64 " cells changed");
	account_for(&is, t->vanished, "未结而消失 %" PRIu64 " 件", "%" PRIu64 " open cases vanished");
	account_for(&is, t->reopened, "重新打开 %" PRIu64 " 件", "%" PRIu64 " cases reopened");
	account_for(&is, t->moved, "换了单位 %" PRIu64 " 件", "%" PRIu64 " open cases handed to another unit");
	account_for(&is, t->aside, "不能使用或移到截止日以后 %" PRIu64 " 件", "%" PRIu64 " open cases not usable or moved beyond the cut-off day");
	account_for(&is, broken, "有 %" PRIu64 " 个单位 上期未结＋新增−办结 不等于 本期未结", "for %" PRIu64 " units open before + new - closed is not open now");
	diag(reading->diag, t->now.states ? MSG_LATE_EDITS_OPEN : MSG_LATE_EDITS, (struct origin){ reading->intake->file[0].file->name, 0, 0 },
		reading->source->name, day_text(t->own, t->then.cutoff), is.text.at, NULL);
}

static bool any_unseen(const struct reading *reading)
{
	size_t i;

	for (i = 0; reading->absent && i < reading->source->senders->unit_count; i++)
		if (reading->absent[i])
			return true;
	return reading->intake->file_count == 0;
}

void late_compare(struct trailing *t, const struct trail *before)
{
	bool stated;

	t->unseen = any_unseen(t->reading);
	t->balance = arena_many(t->own, struct balance, t->reading->source->mapping[0].registry->unit_count + 1);
	if (!late_read(t, before) || !walk(t))
		return;
	stated = t->now.states && t->then.states;
	say(t, stated ? balances_keep(t) : 0);
}
