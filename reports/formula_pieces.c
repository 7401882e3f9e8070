/* formula_pieces.c -- numbers, texts, rounding and words for no number, as formulas write them. */
#include "reports/formula.h"

#include <string.h>
#include "base/text.h"

enum { LONGEST = 8000, DIGITS = 15 };

bool formula_fits(const char *formula)
{
	return formula != NULL && utf8_count(formula, strlen(formula)) <= LONGEST;
}

const char *formula_number(struct arena *a, struct num n)
{
	const char *text = num_text(a, n);

	if (strchr(text, '/') != NULL)
		return arena_printf(a, "(%s)", text);
	return strlen(text) <= DIGITS + 2 ? text : arena_printf(a, "%.15G", num_double(n));
}

const char *formula_quote(struct arena *a, const char *text)
{
	struct buf b = buf_new(a);

	buf_add(&b, "\"");
	for (; *text != '\0'; text++)
		buf_addn(&b, *text == '"' ? "\"\"" : text, *text == '"' ? 2 : 1);
	buf_add(&b, "\"");
	return b.at;
}

static const char *any_is(struct arena *a, const char *const *cell, size_t count, const char *word)
{
	struct buf b = buf_new(a);

	if (count > 1)
		buf_add(&b, "OR(");
	for (size_t i = 0; i < count; i++)
		buf_printf(&b, "%s%s=\"%s\"", i > 0 ? "," : "", cell[i], word);
	if (count > 1)
		buf_add(&b, ")");
	return b.at;
}

const char *formula_missing(struct arena *a, const char *const *cell, size_t count, bool blank)
{
	struct buf b = buf_new(a);

	for (int k = NOT_REPORTED; k < NO_DENOMINATOR; k++)
		buf_printf(&b, "IF(%s,\"%s\",", any_is(a, cell, count, none_words[k]), none_words[k]);
	if (!blank) {
		buf_printf(&b, "\"%s\")))", none_words[NO_DENOMINATOR]);
		return b.at;
	}
	buf_add(&b, "IF(COUNT(");
	for (size_t i = 0; i < count; i++)
		buf_printf(&b, "%s%s", i > 0 ? "," : "", cell[i]);
	buf_add(&b, ")");
	for (size_t i = 0; i < count; i++)
		buf_printf(&b, "+(%s=\"空\")", cell[i]);
	buf_printf(&b, "=%zu,\"空\",\"%s\"))))", count, none_words[NO_DENOMINATOR]);
	return b.at;
}

/* The dust of binary fractions is a ten-thousand-millionth; half a step is larger. */
const char *formula_round(struct arena *a, const char *x, int places, enum rounding_mode mode)
{
	if (mode == HALF_UP)
		return arena_printf(a, "ROUND(ROUND(%s,10),%d)", x, places);
	if (mode == TRUNCATE)
		return arena_printf(a, "ROUNDDOWN(ROUND(%s,10),%d)", x, places);
	return arena_printf(a, "IF(ABS(MOD(ABS(%s)*10^%d,1)-0.5)<0.0000001,2*ROUND((%s)*10^%d/2,0)/10^%d,ROUND(ROUND(%s,10),%d))",
		x, places, x, places, places, x, places);
}
