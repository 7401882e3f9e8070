/* measures.c -- CSV rows -> measures: the room on one screen. */
#include "inputs/measures.h"

#include <inttypes.h>
#include <string.h>

#include "inputs/reading.h"

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
	measures->figure = arena_many(arena, struct measured **, scheme->measure_count);
	measures->unmatched = arena_many(arena, struct measured *, scheme->measure_count);
	for (i = 0; i < scheme->measure_count; i++) {
		measures->figure[i] = arena_many(arena, struct measured *, scheme->registry_count);
		measures->unmatched[i] = arena_many(arena, struct measured, scheme->registry_count);
		for (r = 0; r < scheme->registry_count; r++)
			measures->unmatched[i][r] = unset;
	}
	return measures;
}

static struct intake *intake_begin(struct measures *measures, const struct source *source)
{
	struct intake *intake = &measures->intake[source->index];
	size_t i;

	intake->source = source;
	intake->tally = arena_many(measures->arena, struct tally, source->mapping_count);
	for (i = 0; i < source->mapping_count; i++)
		intake->tally[i].registry = source->mapping[i].registry;
	return intake;
}

struct measures *measures_read(struct arena *arena, struct diag *diag, const struct scheme *scheme,
	const char *dir, struct period period, int32_t cutoff, bool progress,
	const struct people *people, const struct trails *before)
{
	struct measures *measures = measures_new(arena, scheme, period, cutoff);
	struct trails *trails = arena_one(arena, struct trails);
	struct reading reading;
	size_t i;

	measures->trails = trails;
	for (i = 0; people && i < people->exclusion_count; i++)
		people->exclusion[i].rows = 0;
	for (i = 0; i < scheme->source_count; i++) {
		reading = (struct reading){ .arena = arena, .diag = diag, .measures = measures, .source = scheme->source[i],
			.intake = intake_begin(measures, scheme->source[i]), .dir = dir, .progress = progress,
			.people = people, .before = before, .trails = trails };
		source_read(&reading);
	}
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
	for (i = 0; i < measures->scheme->measure_count; i++) {
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
	for (i = 0; i < measures->scheme->measure_count; i++) {
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
