/* example_rows.c -- rows that an example writes, read as a run would read them.
 *
 * inputs/ reads them with the example's units in the seats of the registries; what
 * the measures come to is laid on the stage.  A row that a run would quarantine
 * proves nothing and is an error of the example. */
#include "scoring/stage.h"

bool has_rows(const struct example *x, const struct source *source)
{
	for (size_t k = 0; k < x->sheet_count; k++)
		if (x->sheet[k].source == source)
			return true;
	return false;
}

const struct registry *registry_of_measure(const struct measure *m)
{
	for (size_t k = 0; k < m->source->mapping_count; k++)
		if (measure_goes_by(m, &m->source->mapping[k]))
			return m->source->mapping[k].registry;
	return m->source->mapping[0].registry;
}

/* Whether the example names units of that registry; any other holds one made-up unit, and rows need not go there. */
static bool is_cast(const struct stage *s, const struct registry *r)
{
	return r == s->own || (s->example->below_count > 0 && r == registry_below(s->scheme, s->own));
}

static bool rows_fit(struct stage *s, const struct diag *said, const struct measures *read)
{
	const char *name = s->example->name;
	bool fit = true;

	for (size_t k = 0; k < read->quarantine_count; k++) {
		const struct quarantined *q = &read->quarantine[k];

		if (q->registry != NULL && !is_cast(s, q->registry))
			continue;
		diag(s->diag, MSG_EXAMPLE_ROW_ASIDE, (struct origin){ q->file, q->line, 0 }, name, q->reason,
			*q->what != '\0' ? arena_printf(s->arena, "（%s）", q->what) : "", NULL);
		fit = false;
	}
	for (size_t k = 0; k < diag_count(said); k++) {
		const struct complaint *c = diag_at(said, k);

		if (c->severity != ERROR && c->message != MSG_WORKDAYS_OPEN)
			continue;
		diag(s->diag, MSG_EXAMPLE_ROW_REFUSED, c->at, name, c->text, NULL);
		fit = false;
	}
	return fit;
}

/* In a registry that the example does not name, the one unit has the figure of its own rows, else of the first unit. */
static void lay_measure(struct stage *s, const struct measures *read, const struct measure *m)
{
	for (size_t r = 0; r < s->scheme->registry_count; r++)
		for (size_t k = 0; k < s->cast.count[r]; k++) {
			const struct unit *u = s->cast.unit[r][k];
			const struct measured *f = measured(read, m, u), *first = measured(read, m, stage_unit(s, 0));

			if (f != NULL && f->n == 0 && first != NULL && !is_cast(s, u->registry))
				f = first;
			if (f != NULL)
				measures_set(s->measures, m, u, f->value, f->n);
		}
}

bool lay_rows(struct stage *s)
{
	const struct example *x = s->example;
	struct seats *seats = arena_many(s->arena, struct seats, s->scheme->registry_count);
	struct diag *said = diag_new(s->arena, diag_language(s->diag));
	struct measures *read;

	if (x->sheet_count == 0)
		return true;
	for (size_t r = 0; r < s->scheme->registry_count; r++)
		seats[r] = seats_for(s->arena, s->cast.unit[r], s->cast.count[r]);
	read = measures_of_rows(s->arena, said, s->scheme, seats, x->sheet, x->sheet_count, s->measures->period, s->measures->cutoff,
		s->people);
	if (!rows_fit(s, said, read))
		return false;
	for (size_t m = 0; m < s->scheme->counted_count; m++)
		if (has_rows(x, s->scheme->measure[m]->source))
			lay_measure(s, read, s->scheme->measure[m]);
	return true;
}
