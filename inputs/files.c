/* files.c -- which files belong to a source, and what is written in them.
 *
 * A file is only ever taken by the exact name that the scheme gives it.  The
 * folder is searched for one purpose: a file that was meant for us but bears a
 * wrong unit code must not pass unseen, or its sender would be 未报送. */
#include "inputs/files.h"

#include <string.h>

#include "inputs/units.h"

static const char unit_mark[] = "{单位}";
static const char packed[] = ".gz";

static struct origin whole_file(const char *name)
{
	return (struct origin){ name, 0, 0 };
}

static bool ends_in(const char *text, const char *end)
{
	size_t n = strlen(text), m = strlen(end);

	return n >= m && strcmp(text + n - m, end) == 0;
}

/* ---- names ---------------------------------------------------------------- */

/* A source's file names for the period: before and after the unit's code. */
struct names {
	const char *before, *after;     /* after NULL: one file, named before */
	const struct registry *senders;
};

static bool names_of(struct arena *arena, const struct source *source, struct period period, struct names *names)
{
	const char *filled = period_fill(arena, period, source->pattern), *mark;

	*names = (struct names){ filled, NULL, source->senders };
	if (!filled)
		return false;
	mark = strstr(filled, unit_mark);
	if (mark && source->by_unit && source->senders) {
		names->before = arena_strn(arena, filled, (size_t)(mark - filled));
		names->after = mark + strlen(unit_mark);
	}
	return true;
}

/* The unit code in a file name, NULL if it is none of these names. */
static const char *code_in(struct arena *arena, const struct names *names, const char *file)
{
	size_t length = strlen(file), before = strlen(names->before), after = strlen(names->after);

	if (ends_in(file, packed) && !ends_in(names->after, packed))
		length -= strlen(packed);
	if (length <= before + after || strncmp(file, names->before, before) != 0 ||
	    strncmp(file + length - after, names->after, after) != 0)
		return NULL;
	return arena_strn(arena, file + before, length - before - after);
}

static const struct unit *unit_with_code(const struct registry *registry, const char *code)
{
	size_t i;

	for (i = 0; i < registry->unit_count; i++)
		if (text_same(registry->unit[i]->code, code))
			return registry->unit[i];
	return NULL;
}

/* Whether another source takes the file. */
static bool is_taken(struct reading *reading, const char *file)
{
	const struct scheme *scheme = reading->measures->scheme;
	struct names names;
	const char *code;
	size_t i;

	for (i = 0; i < scheme->source_count; i++) {
		if (scheme->source[i] == reading->source ||
		    !names_of(reading->arena, scheme->source[i], reading->measures->period, &names))
			continue;
		if (!names.after) {
			if (text_same(file, names.before) || text_same(file, arena_printf(reading->arena, "%s%s", names.before, packed)))
				return true;
			continue;
		}
		code = code_in(reading->arena, &names, file);
		if (code && unit_with_code(names.senders, code))
			return true;
	}
	return false;
}

/* ---- strays --------------------------------------------------------------- */

static const char *meant(struct arena *arena, const struct registry *registry, const char *code)
{
	bool many = false;
	const struct unit *unit = registry_find(registry, NULL, code, strlen(code), &many);

	if (!unit)
		unit = units_nearest(arena, registry, NULL, code);
	if (!unit)
		return "";
	return arena_printf(arena, "，是否指“%s”（%s）", unit->code, unit->name);
}

static void look_for_strays(struct reading *reading, const struct names *names, const char *suffix)
{
	struct arena *arena = reading->arena;
	const char **file = dir_list(arena, reading->diag, reading->dir, suffix), *code;

	for (; file && *file; file++) {
		code = code_in(arena, names, *file);
		if (!code || unit_with_code(names->senders, code) || is_taken(reading, *file) || !may_say(&reading->strays))
			continue;
		diag(reading->diag, MSG_STRAY_UNIT_FILE, whole_file(*file), code, names->senders->name,
			meant(arena, names->senders, code), NULL);
	}
}

/* ---- roll call ------------------------------------------------------------ */

/* The name under which the file lies there, plain or packed; NULL if it does not. */
static const char *find_file(struct reading *reading, const char *name)
{
	const char *gz = arena_printf(reading->arena, "%s%s", name, packed);
	bool plain = !file_absent(reading->dir, name), small = !file_absent(reading->dir, gz);

	if (plain && small)
		diag(reading->diag, MSG_PLAIN_AND_PACKED, whole_file(name), name, NULL);
	return plain ? name : small ? gz : NULL;
}

static void call_one(struct reading *reading, struct arrivals *arrivals, const char *name)
{
	const char *found = find_file(reading, name);

	if (found) {
		arena_push(reading->arena, arrivals->arrival, arrivals->count)->name = found;
		return;
	}
	reading->intake->lacking = true;
	diag(reading->diag, reading->source->may_lack ? MSG_NO_FILE_ALLOWED : MSG_NO_FILE, whole_file(name),
		reading->source->name, name, NULL);
}

static void call_units(struct reading *reading, struct arrivals *arrivals, const struct names *names)
{
	struct arrival *arrival;
	const struct unit *unit;
	const char *name, *found;
	size_t i;

	for (i = 0; i < names->senders->unit_count; i++) {
		unit = names->senders->unit[i];
		name = arena_printf(reading->arena, "%s%s%s", names->before, unit->code, names->after);
		found = find_file(reading, name);
		if (found) {
			arrival = arena_push(reading->arena, arrivals->arrival, arrivals->count);
			*arrival = (struct arrival){ found, unit, 0 };
			continue;
		}
		reading->absent[i] = true;
		diag(reading->diag, MSG_UNIT_FILE_MISSING, whole_file(name), unit->name, name, NULL);
	}
	look_for_strays(reading, names, names->after);
	if (!ends_in(names->after, packed))
		look_for_strays(reading, names, arena_printf(reading->arena, "%s%s", names->after, packed));
}

/* ---- 往期 ----------------------------------------------------------------- */

enum { FILES_SHOWN = 3 };

/* One file of an earlier period: there, or in the list of those that are not. */
static void call_earlier(struct reading *reading, struct arrivals *arrivals, const char *name, const struct unit *sender,
	size_t back, struct buf *absent, size_t *count)
{
	const char *found = find_file(reading, name);
	struct arrival *arrival;

	if (found) {
		arrival = arena_push(reading->arena, arrivals->arrival, arrivals->count);
		*arrival = (struct arrival){ found, sender, back };
	} else if (++*count <= FILES_SHOWN) {
		buf_printf(absent, "%s%s", absent->length ? "、" : "", name);
	}
}

/* The files of the n-th period before: none of them is a must. */
static void call_period(struct reading *reading, struct arrivals *arrivals, struct period period, size_t back)
{
	struct buf absent = buf_new(reading->arena);
	struct names names;
	size_t count = 0, i;

	if (!names_of(reading->arena, reading->source, period, &names))
		return;
	if (!names.after)
		call_earlier(reading, arrivals, names.before, NULL, back, &absent, &count);
	for (i = 0; names.after && i < names.senders->unit_count; i++)
		call_earlier(reading, arrivals, arena_printf(reading->arena, "%s%s%s", names.before, names.senders->unit[i]->code, names.after),
			names.senders->unit[i], back, &absent, &count);
	if (count > FILES_SHOWN)
		buf_printf(&absent, " 等 %zu 个", count);
	if (count > 0)
		diag(reading->diag, MSG_EARLIER_FILES_ABSENT, reading->source->element->at, reading->source->name,
			period_text(reading->arena, period), absent.at, NULL);
}

struct arrivals roll_call(struct reading *reading)
{
	struct period period = reading->measures->period;
	size_t back;
	const struct source *source = reading->source;
	struct arrivals arrivals = { NULL, 0 };
	struct names names;

	if (!names_of(reading->arena, source, reading->measures->period, &names)) {
		diag(reading->diag, MSG_PATTERN_NOT_FILLED, source->element->at, source->name, source->pattern,
			period_text(reading->arena, reading->measures->period), NULL);
		return arrivals;
	}
	if (names.after)
		call_units(reading, &arrivals, &names);
	else
		call_one(reading, &arrivals, names.before);
	for (back = 1; back <= source->back; back++) {
		period = period_before(period.kind, period.first);
		call_period(reading, &arrivals, period, back);
	}
	return arrivals;
}

/* ---- what is written in a file ---------------------------------------------- */

bool letter_open(struct reading *reading, struct arena *arena, const char *name, struct letter *letter)
{
	struct file *file = file_read(arena, reading->diag, reading->dir, name);

	*letter = (struct letter){ .file = file };
	return file && file_text(arena, reading->diag, file, reading->source->encoding,
		&letter->text, &letter->length, &letter->encoding);
}
