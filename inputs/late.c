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

static const char bom[] = "\xEF\xBB\xBF";

/* ---- the trail before ------------------------------------------------------------ */

/* The line that begins at `at`: its length with its end, SIZE_MAX if a quote is never closed. */
static size_t line_length(const char *at, const char *end)
{
	const char *stop = memchr(at, '\n', (size_t)(end - at)), *c;
	bool quoted = false;

	if (stop && !memchr(at, '"', (size_t)(stop - at)))
		return (size_t)(stop + 1 - at);
	for (c = at; c < end; c++) {
		if (*c == '"')
			quoted = !quoted;
		else if (*c == '\n' && !quoted)
			return (size_t)(c + 1 - at);
	}
	return quoted ? SIZE_MAX : (size_t)(end - at);
}

/* One field written to *out, its quotes taken off; *at goes behind its comma, or to NULL behind the last. */
static const char *next_field(char **out, const char **at, const char *end)
{
	const char *text = *out, *c = *at;
	bool quoted = false;

	for (; c < end && (quoted || (*c != ',' && *c != '\r' && *c != '\n')); c++) {
		if (*c != '"')
			*(*out)++ = *c;
		else if (quoted && c + 1 < end && c[1] == '"')
			*(*out)++ = *c++;
		else
			quoted = !quoted;
	}
	*(*out)++ = '\0';
	*at = c < end && *c == ',' ? c + 1 : NULL;
	return text;
}

/* Fields stay valid until the next line is taken apart there. */
static void take_apart(struct arena *arena, struct apart *apart, const char *line, size_t length)
{
	const char *at = line;
	char *out;

	if (length + 1 > apart->room) {
		apart->room = 2 * length + 1;
		apart->text = arena_alloc(arena, apart->room);
	}
	out = apart->text;
	for (apart->count = 0; at; apart->count++) {
		if (apart->count == apart->pushed)
			arena_push(arena, apart->field, apart->pushed);
		apart->field[apart->count] = next_field(&out, &at, line + length);
	}
}

static size_t place_of(const char *const *field, size_t from, size_t count, const char *name)
{
	for (; from < count; from++)
		if (text_same(field[from], name))
			return from;
	return SIZE_MAX;
}

static void damaged(struct trailing *t, size_t line)
{
	diag(t->reading->diag, MSG_TRAIL_DAMAGED, t->reading->source->element->at, t->reading->source->name,
		arena_printf(t->own, "%zu", line), NULL);
}

/* Whether the key is made of the same columns as now. */
static bool same_key(struct trailing *t, const char *const *field)
{
	const struct source *source = t->reading->source;
	struct buf key = buf_new(t->own);
	bool same = t->then.keys == source->key_count;
	size_t i;

	for (i = 0; i < t->then.keys; i++) {
		buf_printf(&key, "%s%s", i ? ", " : "", field[i]);
		same = same && text_same(field[i], source->column[source->key[i]].name);
	}
	if (!same)
		diag(t->reading->diag, MSG_TRAIL_OTHER_KEY, source->element->at, source->name, key.at, NULL);
	return same;
}

static bool starts(const char *text, const char *with)
{
	return strncmp(text, with, strlen(with)) == 0;
}

/* Learns from the head where in the lines what stands. */
static bool read_head(struct trailing *t, const char *line, size_t length)
{
	const struct source *source = t->reading->source;
	struct layout *then = &t->then;
	const char **field, *day;
	size_t i;

	take_apart(t->own, &t->head, line, length);
	field = t->head.field;
	then->fields = t->head.count;
	for (then->keys = 0; then->keys < then->fields; then->keys++)
		if (starts(field[then->keys], trail_stated) || starts(field[then->keys], trail_unstated))
			break;
	if (then->keys == then->fields) {
		damaged(t, 1);
		return false;
	}
	then->states = starts(field[then->keys], trail_stated);
	day = field[then->keys] + strlen(then->states ? trail_stated : trail_unstated);
	if (!day_parse(day, strlen(day), &then->cutoff)) {
		damaged(t, 1);
		return false;
	}
	if (!same_key(t, field))
		return false;
	then->unit = arena_many(t->own, size_t, source->mapping_count);
	then->column = arena_many(t->own, size_t, t->watched_count);
	for (i = 0; i < source->mapping_count; i++)
		then->unit[i] = place_of(field, then->keys + 1, then->fields,
			trail_unit_head(t->own, &source->mapping[i]));
	for (i = 0; i < t->watched_count; i++)
		then->column[i] = place_of(field, then->keys + 1, then->fields, source->column[t->watched[i]].name);
	if (then->unit[0] != then->keys + 1)
		then->states = false;           /* other units were counted then */
	return true;
}

static uint32_t key_length(const struct trailing *t, const char *line, size_t length)
{
	size_t commas = 0, i;
	bool quoted = false;

	for (i = 0; i < length && commas < t->then.keys; i++) {
		if (line[i] == '"')
			quoted = !quoted;
		commas += line[i] == ',' && !quoted;
	}
	return commas == t->then.keys ? (uint32_t)i : 0;
}

/* Finds the lines of the trail before; false where there is nothing to compare with. */
static bool read_before(struct trailing *t, const struct trail *trail)
{
	const char *at = trail->bytes, *end = at + trail->length;
	size_t length, number;
	struct trace trace = { 0 };

	if (trail->length >= strlen(bom) && memcmp(at, bom, strlen(bom)) == 0)
		at += strlen(bom);
	for (number = 1; at < end; number++, at += length) {
		length = line_length(at, end);
		if (number == 1 && length != SIZE_MAX) {
			if (!read_head(t, at, length))
				return false;
			continue;
		}
		trace = (struct trace){ .line = at, .length = (uint32_t)length };
		trace.key_length = length == SIZE_MAX ? 0 : key_length(t, at, length);
		if (trace.key_length == 0) {
			damaged(t, number);
			return false;
		}
		*arena_push(t->own, t->old, t->old_count) = trace;
		if (t->old_count > 1 && trace_by_key(&t->old[t->old_count - 2], &t->old[t->old_count - 1]) >= 0) {
			damaged(t, number);
			return false;
		}
	}
	return number > 1;
}

/* ---- units and states ---------------------------------------------------------------- */

static bool is_open(const struct trace *trace)
{
	return trace->length - trace->key_length >= strlen(trail_open) &&
		memcmp(trace->line + trace->key_length, trail_open, strlen(trail_open)) == 0;
}

static const struct unit *unit_coded(const struct trailing *t, size_t mapping, const char *code)
{
	return *code ? unit_today(t->reading->people, t->reading->source->mapping[mapping].registry, code, t->now.cutoff) : NULL;
}

/* The code of the row's unit of the first mapping, without taking the line apart: it stands right behind the state, and
 * codes need no quotes. */
static const char *code_of(struct trailing *t, const struct trace *trace)
{
	const char *at = trace->line + trace->key_length, *end = trace->line + trace->length, *stop;

	at = memchr(at, ',', (size_t)(end - at));
	if (!at)
		return "";
	for (stop = ++at; stop < end && *stop != ',' && *stop != '\r' && *stop != '\n'; stop++)
		;
	t->line.length = 0;
	buf_addn(&t->line, at, (size_t)(stop - at));
	return t->line.at;
}

static struct balance *balance_of(struct trailing *t, const struct trace *trace)
{
	const struct unit *unit = unit_coded(t, 0, code_of(t, trace));

	return &t->balance[unit ? unit->index : t->reading->source->mapping[0].registry->unit_count];
}

/* Of an open case of a unit that split since: it is where its row says now, and was there from the beginning. */
static struct balance *balance_before(struct trailing *t, const struct trace *then, const struct trace *now)
{
	const struct people *people = t->reading->people;

	if (people && people->change_count > 0 && now->standing == STANDS && unit_split(people, t->reading->source->mapping[0].registry, code_of(t, then),
		t->then.cutoff, t->now.cutoff))
		return balance_of(t, now);
	return balance_of(t, then);
}

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
		unit = unit_coded(t, mapping, change->now[t->now.unit[mapping]]);
	if (!unit && t->then.unit[mapping] != SIZE_MAX)
		unit = unit_coded(t, mapping, change->then[t->then.unit[mapping]]);
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
	take_apart(t->own, &t->line_now, now->line, now->length);
	take_apart(t->own, &t->line_then, then->line, then->length);
	change.now = t->line_now.field;
	change.then = t->line_then.field;
	if (t->line_then.count != t->then.fields) {
		damaged(t, number + 2);
		return false;
	}
	seen = seen_until(t, change.then[t->then.keys]);
	for (i = 0; i < t->watched_count; i++) {
		const char *before, *after = change.now[t->now.column[i]];

		if (t->then.column[i] == SIZE_MAX)
			continue;
		before = change.then[t->then.column[i]];
		if (!is_late(&source->column[t->watched[i]], seen, is_open(then), before, after))
			continue;
		t->changed++;
		tell(t, &change, (struct late_edit){ .what = EDIT_CHANGED, .column = source->column[t->watched[i]].name,
			.before = arena_str(t->reading->arena, before), .after = arena_str(t->reading->arena, after) });
	}
	return true;
}

/* ---- side by side ------------------------------------------------------------------------ */

static void ends_as(const struct trace *now, struct balance *of)
{
	if (is_open(now))
		of->open_now++;
	else
		of->closed++;
}

static void fresh_row(struct trailing *t, const struct trace *now)
{
	struct balance *of;

	if (now->standing != STANDS || !t->now.states)
		return;
	of = balance_of(t, now);
	of->fresh++;
	ends_as(now, of);
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
	struct balance *of;

	if (!t->unseen && (!t->now.states || !is_open(then)))
		return true;
	take_apart(t->own, &t->line_then, then->line, then->length);
	change.then = t->line_then.field;
	if (t->line_then.count != t->then.fields) {
		damaged(t, number + 2);
		return false;
	}
	if (t->unseen && is_unseen(t, &change)) {
		carry(t, then, change.then);
		return true;
	}
	if (!t->now.states || !is_open(then))
		return true;
	of = balance_of(t, then);
	of->open_before++;
	of->vanished++;
	t->vanished++;
	tell(t, &change, (struct late_edit){ .what = EDIT_VANISHED });
	return true;
}

static void balance_row(struct trailing *t, const struct trace *now, const struct trace *then)
{
	struct balance *was, *of;

	if (!t->now.states || !t->then.states)
		return;
	was = balance_before(t, then, now);
	if (now->standing != STANDS) {
		was->open_before += is_open(then);
		was->aside += is_open(then);
		was->struck += now->standing == STRUCK && is_open(then);
		t->aside += now->standing != STRUCK && is_open(then);
		return;
	}
	of = balance_of(t, now);
	if (is_open(then)) {
		was->open_before++;
		was->moved_out += was != of;
		of->moved_in += was != of;
		t->moved += was != of;
		ends_as(now, of);
	} else if (is_open(now)) {
		of->open_now++;
		of->reopened++;
		t->reopened++;
	}
}

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
			fresh_row(t, &t->row[i++]);
		} else if (order > 0) {
			if (!row_gone(t, &t->old[j], j))
				return false;
			j++;
		} else {
			if (t->row[i].standing < STRUCK && !compare_cells(t, &t->row[i], &t->old[j], j))
				return false;
			balance_row(t, &t->row[i++], &t->old[j++]);
		}
	}
	return true;
}

/* ---- open(before) + new − closed − struck = open(now) --------------------------------------- */

static bool is_quiet(const struct balance *of)
{
	return of->open_before + of->fresh + of->closed + of->open_now + of->moved_in + of->reopened == 0;
}

/* Keeps the balances of units that had anything; how many do not hold. */
static uint64_t keep_balances(struct trailing *t)
{
	struct measures *measures = t->reading->measures;
	const struct registry *registry = t->reading->source->mapping[0].registry;
	uint64_t broken = 0;
	size_t u;

	for (u = 0; u < registry->unit_count; u++) {
		struct balance of = t->balance[u];

		if (is_quiet(&of) || unit_is_absent(t->reading, registry->unit[u]))
			continue;
		of.source = t->reading->source;
		of.unit = registry->unit[u];
		of.holds = of.open_before + of.fresh == of.closed + of.struck + of.open_now;
		broken += !of.holds;
		*arena_push(t->reading->arena, measures->balance, measures->balance_count) = of;
	}
	return broken;
}

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
	if (!read_before(t, before) || !walk(t))
		return;
	stated = t->now.states && t->then.states;
	say(t, stated ? keep_balances(t) : 0);
}
