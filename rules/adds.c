/* adds.c -- figures of which a whole has the sum of its parts: where units merge or split, such figures are added and shared
 * out, all others (rates, means, points) belong to one unit. */
#include "rules/scheme.h"

static bool is_fixed(const struct expr *e)
{
	switch (e->op) {
	case OP_CONST:
	case OP_PARAM:
	case OP_MONTHS:
		return true;
	case OP_NEG:
	case OP_ADD:
	case OP_SUB:
	case OP_MUL:
	case OP_DIV:
		return is_fixed(e->arg[0]) && (e->count < 2 || is_fixed(e->arg[1]));
	default:
		return false;
	}
}

static bool measure_adds(const struct measure *m)
{
	static const enum algorithm counts[] = { COUNT, SUM, LATE_EDITS, REBOUND, REBOUND_BASE };

	for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
		if (m->algorithm == counts[i])
			return !m->citywide && m->type == T_NUMBER;
	return false;
}

static bool adds(const struct expr *e)
{
	switch (e->op) {
	case OP_MEASURE:
		return measure_adds(e->measure);
	case OP_NEG:
	case OP_CHILD_SUM:
		return adds(e->arg[0]);
	case OP_ADD:
	case OP_SUB:
		return adds(e->arg[0]) && adds(e->arg[1]);
	case OP_MUL:
		return (adds(e->arg[0]) && is_fixed(e->arg[1])) || (is_fixed(e->arg[0]) && adds(e->arg[1]));
	case OP_DIV:
		return adds(e->arg[0]) && is_fixed(e->arg[1]);
	default:
		return false;
	}
}

bool indicator_adds(const struct indicator *i)
{
	return i->formula != NULL && adds(i->formula);
}
