/* measures.c -- CSV rows -> measures: the room on one screen. */
#include "inputs/measures.h"

#include <inttypes.h>
#include <string.h>

#include "inputs/table.h"

/* A figure that nobody has set. */
static const struct measured unset = { .value = { .kind = V_BLANK }, .file = UINT32_MAX, .last_file = UINT32_MAX };

static const struct trails no_trails;

static struct measures *measures_new(struct arena *arena, const struct scheme *scheme, struct period period, int32_t cutoff)
{
	struct measures *measures = arena_one(arena, struct measures);
	size_t i, r;

	measures->arena = arena;
	measures->scheme = scheme;
	measures->period = period;
	measures->cutoff = cutoff;
	measures->trails = &no_trails;
	measures->registry_count = scheme->registry_count;
	measures->unit_count = arena_many(arena, size_t, scheme->registry_count);
	for (r = 0; r < scheme->registry_count; r++)
		measures->unit_count[r] = scheme->registry[r]->unit_count;
	measures->intake = arena_many(arena, struct intake, scheme->source_count);
	measures->figure = arena_many(arena, struct measured **, scheme->counted_count);
	measures->unmatched = arena_many(arena, struct measured *, scheme->counted_count);
	for (i = 0; i < scheme->counted_count; i++) {
		measures->figure[i] = arena_many(arena, struct measured *, scheme->registry_count);
		measures->unmatched[i] = arena_many(arena, struct measured, scheme->registry_count);
		for (r = 0; r < scheme->registry_count; r++)
			measures->unmatched[i][r] = unset;
	}
	return measures;
}

static struct tally *tallies_new(struct arena *arena, const struct source *source)
{
	struct tally *tally = arena_many(arena, struct tally, source->mapping_count);
	size_t i;

	for (i = 0; i < source->mapping_count; i++) {
		tally[i].registry = source->mapping[i].registry;
		tally[i].label = source->mapping[i].label;
	}
	return tally;
}

static struct intake *intake_begin(struct measures *measures, const struct source *source)
{
	struct intake *intake = &measures->intake[source->index];
	size_t i;

	intake->source = source;
	intake->tally = tallies_new(measures->arena, source);
	intake->earlier = arena_many(measures->arena, struct tally *, source->back);
	for (i = 0; i < source->back; i++)
		intake->earlier[i] = tallies_new(measures->arena, source);
	return intake;
}

struct measures *measures_read_as(struct arena *arena, struct diag *diag, const struct scheme *scheme,
	const char *dir, struct period period, int32_t cutoff, const struct manner *manner,
	const struct people *people, const struct trails *before)
{
	struct measures *measures = measures_new(arena, scheme, period, cutoff);
	struct trails *trails = arena_one(arena, struct trails);
	struct reading *reading = arena_many(arena, struct reading, scheme->source_count);
	struct tables *tables = tables_new(arena, scheme);
	size_t i;

	measures->trails = trails;
	for (i = 0; people && i < people->exclusion_count; i++)
		people->exclusion[i].rows = 0;
	for (i = 0; i < scheme->source_count; i++) {
		reading[i] = (struct reading){ .arena = arena, .diag = diag, .measures = measures, .source = scheme->source[i],
			.intake = intake_begin(measures, scheme->source[i]), .dir = dir, .progress = manner->progress, .english = manner->english,
			.threads = manner->threads, .no_digest = manner->no_digest, .row_by_row = manner->row_by_row, .stretch = manner->stretch,
			.people = people, .before = before, .trails = trails, .tables = tables };
		source_read(&reading[i]);
		if (!tables_defer(tables, scheme, scheme->source[i]))
			source_settle(&reading[i]);
	}
	for (i = 0; i < scheme->source_count; i++)
		if (tables_defer(tables, scheme, scheme->source[i]))
			source_settle(&reading[i]);
	return measures;
}

struct measures *measures_read(struct arena *arena, struct diag *diag, const struct scheme *scheme,
	const char *dir, struct period period, int32_t cutoff, bool progress,
	const struct people *people, const struct trails *before)
{
	const struct manner manner = { .progress = progress };

	return measures_read_as(arena, diag, scheme, dir, period, cutoff, &manner, people, before);
}

/* ---- rows of an example -------------------------------------------------------- */

static void swap_seats(const struct scheme *scheme, const struct seats *seats, struct seats *had)
{
	size_t r;

	for (r = 0; r < scheme->registry_count; r++)
		had[r] = registry_seat(scheme->registry[r], seats[r]);
}

static struct measures *read_sheets(struct arena *arena, struct diag *diag, const struct scheme *scheme,
	const struct example_rows *sheet, size_t count, struct period period, int32_t cutoff, const struct people *people)
{
	struct measures *measures = measures_new(arena, scheme, period, cutoff);
	struct trails *trails = arena_one(arena, struct trails);
	struct reading *reading = arena_many(arena, struct reading, scheme->source_count);
	struct tables *tables = tables_new(arena, scheme);
	size_t i;

	measures->trails = trails;
	for (i = 0; i < scheme->source_count; i++)
		reading[i] = (struct reading){ .arena = arena, .diag = diag, .measures = measures, .source = scheme->source[i],
			.intake = intake_begin(measures, scheme->source[i]), .people = people, .trails = trails, .tables = tables };
	/* the sheets of a source lie together */
	for (i = 0; i < count; i++) {
		if (reading[sheet[i].source->index].sheet_count++ == 0)
			reading[sheet[i].source->index].sheet = &sheet[i];
	}
	for (i = 0; i < scheme->source_count; i++)
		if (reading[i].sheet)
			source_read(&reading[i]);
	for (i = 0; i < scheme->source_count; i++)
		if (reading[i].sheet)
			source_settle(&reading[i]);
	return measures;
}

struct measures *measures_of_rows(struct arena *arena, struct diag *diag, const struct scheme *scheme,
	const struct seats *seats, const struct example_rows *sheet, size_t count, struct period period, int32_t cutoff,
	const struct people *people)
{
	struct seats *had = arena_many(arena, struct seats, scheme->registry_count);
	struct seats *back = arena_many(arena, struct seats, scheme->registry_count);
	struct measures *measures;

	swap_seats(scheme, seats, had);
	measures = read_sheets(arena, diag, scheme, sheet, count, period, cutoff, people);
	swap_seats(scheme, had, back);
	return measures;
}

const struct measured *measured(const struct measures *measures, const struct measure *measure, const struct unit *unit)
{
	size_t r = unit->registry->index;
	const struct measured *figures;

	if (r >= measures->registry_count || unit->index >= measures->unit_count[r])
		return NULL;
	figures = measures->figure[measure->index][r];
	return figures && figures[unit->index].value.kind != V_BLANK ? &figures[unit->index] : NULL;
}

bool rectify_rows(const struct measures *m, const struct rectification *x, const struct measure *of, const struct unit *u, uint64_t *rows)
{
	const struct measured *figure = u != NULL ? measured(m, of, u) : &m->unmatched[of->index][x->registry->index];

	*rows = 0;
	if (figure == NULL || figure->value.kind != V_NUMBER)
		return false;
	*rows = figure->n;
	return true;
}

const char *tally_name(struct arena *arena, const struct tally *tally)
{
	return tally->label ? arena_printf(arena, "%s.%s", tally->registry->name, tally->label) : tally->registry->name;
}

/* ---- where a figure comes from ---------------------------------------------- */

const char *measured_source(struct arena *arena, const struct measures *measures, const struct measure *measure,
	const struct measured *figure)
{
	const struct intake *intake = measure->source ? &measures->intake[measure->source->index] : NULL;
	const char *first, *last;

	if (figure->n == 0 || !intake || figure->file >= intake->file_count)
		return "";
	first = intake->file[figure->file].file->name;
	last = intake->file[figure->last_file].file->name;
	if (figure->last_file != figure->file)
		return arena_printf(arena, "%s:%" PRIu32 "…%s:%" PRIu32 " (%" PRIu64 "行)", first, figure->first_line,
			last, figure->last_line, figure->n);
	if (figure->last_line != figure->first_line)
		return arena_printf(arena, "%s:%" PRIu32 "-%" PRIu32 " (%" PRIu64 "行)", first, figure->first_line,
			figure->last_line, figure->n);
	return arena_printf(arena, "%s:%" PRIu32 " (%" PRIu64 "行)", first, figure->first_line, figure->n);
}

/* ---- by hand ------------------------------------------------------------------ */

struct measures *measures_blank(struct arena *arena, const struct scheme *scheme, struct period period, int32_t cutoff)
{
	struct measures *measures = measures_new(arena, scheme, period, cutoff);
	size_t i;

	for (i = 0; i < scheme->source_count; i++)
		intake_begin(measures, scheme->source[i]);
	return measures;
}

/* Registries made up for an example may lie beyond those of the scheme. */
static void make_room_for_registry(struct measures *measures, size_t count)
{
	size_t had = measures->registry_count, *unit_count = arena_many(measures->arena, size_t, count), i, r;
	struct measured **figure, *unmatched;

	if (count <= had)
		return;
	memcpy(unit_count, measures->unit_count, had * sizeof *unit_count);
	for (i = 0; i < measures->scheme->counted_count; i++) {
		figure = arena_many(measures->arena, struct measured *, count);
		memcpy(figure, measures->figure[i], had * sizeof *figure);
		measures->figure[i] = figure;
		unmatched = arena_many(measures->arena, struct measured, count);
		for (r = 0; r < count; r++)
			unmatched[r] = r < had ? measures->unmatched[i][r] : unset;
		measures->unmatched[i] = unmatched;
	}
	measures->unit_count = unit_count;
	measures->registry_count = count;
}

/* So may units; every measure's figures of a registry are of one length. */
static void make_room_for_unit(struct measures *measures, size_t r, size_t count)
{
	size_t had = measures->unit_count[r], i, u;
	struct measured *figures;

	if (count <= had)
		return;
	for (i = 0; i < measures->scheme->counted_count; i++) {
		if (!measures->figure[i][r])
			continue;
		figures = arena_many(measures->arena, struct measured, count);
		for (u = 0; u < count; u++)
			figures[u] = u < had ? measures->figure[i][r][u] : unset;
		measures->figure[i][r] = figures;
	}
	measures->unit_count[r] = count;
}

void measures_set(struct measures *measures, const struct measure *measure, const struct unit *unit,
	struct value value, uint64_t n)
{
	size_t r = unit->registry->index, u;
	struct measured **figures;

	make_room_for_registry(measures, r + 1);
	make_room_for_unit(measures, r, unit->index < unit->registry->unit_count ? unit->registry->unit_count : unit->index + 1);
	figures = &measures->figure[measure->index][r];
	if (!*figures) {
		*figures = arena_many(measures->arena, struct measured, measures->unit_count[r]);
		for (u = 0; u < measures->unit_count[r]; u++)
			(*figures)[u] = unset;
	}
	(*figures)[unit->index] = unset;
	(*figures)[unit->index].value = value;
	(*figures)[unit->index].n = n;
}
