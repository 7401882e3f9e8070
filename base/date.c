/* date.c -- days, moments and periods.
 *
 * The calendar is counted in years that begin in March, so that the leap day
 * comes last and the months before it follow one line (153 days in five). */
#include "base/date.h"

#include <string.h>

#include "base/text.h"

const char *const period_kind_words[] = { [MONTH] = "月", [QUARTER] = "季", [HALF] = "半年", [YEAR] = "年", NULL };

enum {
	FIRST_YEAR = 1900, LAST_YEAR = 2199,
	DAYS_OF_400_YEARS = 146097,
	EPOCH = 719468,                 /* 1970-01-01 counted from 0000-03-01 */
	DAY_SECONDS = 86400
};

/* Periods of a kind in a year. */
static const int periods_a_year[] = { [MONTH] = 12, [QUARTER] = 4, [HALF] = 2, [YEAR] = 1 };

int32_t day_of(int year, int month, int day_of_month)
{
	const int march_year = year - (month <= 2);
	const int era = (march_year >= 0 ? march_year : march_year - 399) / 400;
	const int year_of_era = march_year - era * 400;
	const int day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day_of_month - 1;

	return era * DAYS_OF_400_YEARS + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 +
		day_of_year - EPOCH;
}

void day_parts(int32_t day, int *year, int *month, int *day_of_month)
{
	const int64_t count = (int64_t)day + EPOCH;
	const int64_t era = (count >= 0 ? count : count - (DAYS_OF_400_YEARS - 1)) / DAYS_OF_400_YEARS;
	const int day_of_era = (int)(count - era * DAYS_OF_400_YEARS);
	const int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 -
		day_of_era / (DAYS_OF_400_YEARS - 1)) / 365;
	const int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	const int march_month = (5 * day_of_year + 2) / 153;

	*day_of_month = day_of_year - (153 * march_month + 2) / 5 + 1;
	*month = march_month < 10 ? march_month + 3 : march_month - 9;
	*year = year_of_era + (int)era * 400 + (*month <= 2);
}

/* Eats between least and most digits; false where there are fewer. */
static bool eat_number(const char **s, const char *end, int least, int most, int *number)
{
	int count;

	*number = 0;
	for (count = 0; count < most && *s < end && **s >= '0' && **s <= '9'; count++)
		*number = *number * 10 + (*(*s)++ - '0');
	return count >= least;
}

static bool eat(const char **s, const char *end, const char *word)
{
	const size_t length = strlen(word);

	if ((size_t)(end - *s) < length || memcmp(*s, word, length) != 0)
		return false;
	*s += length;
	return true;
}

static bool is_year(int year)
{
	return year >= FIRST_YEAR && year <= LAST_YEAR;
}

static bool day_exists(int year, int month, int day_of_month)
{
	int same_year, same_month, same_day;

	if (!is_year(year) || month < 1 || month > 12 || day_of_month < 1 || day_of_month > 31)
		return false;
	day_parts(day_of(year, month, day_of_month), &same_year, &same_month, &same_day);
	return same_month == month;
}

/* Month and day behind the year, with the marks of one way of writing. */
static bool eat_month_day(const char **s, const char *end, int *month, int *day_of_month)
{
	static const char *const marks[][3] = {
		{ "-", "-", "" }, { "/", "/", "" }, { ".", ".", "" }, { "年", "月", "日" }
	};
	size_t i;

	for (i = 0; i < sizeof marks / sizeof *marks; i++)
		if (eat(s, end, marks[i][0]))
			return eat_number(s, end, 1, 2, month) && eat(s, end, marks[i][1]) &&
				eat_number(s, end, 1, 2, day_of_month) && eat(s, end, marks[i][2]);
	return eat_number(s, end, 2, 2, month) && eat_number(s, end, 2, 2, day_of_month);
}

static bool eat_day(const char **s, const char *end, int32_t *day)
{
	int year, month, day_of_month;

	if (!eat_number(s, end, 4, 4, &year) || !eat_month_day(s, end, &month, &day_of_month) ||
	    !day_exists(year, month, day_of_month))
		return false;
	*day = day_of(year, month, day_of_month);
	return true;
}

bool day_parse(const char *text, size_t length, int32_t *day)
{
	const char *end = text + length;
	int32_t found;

	if (!eat_day(&text, end, &found) || text != end)
		return false;
	*day = found;
	return true;
}

/* H:MM, HH:MM, either with :SS. */
static bool eat_time(const char **s, const char *end, int *seconds)
{
	int hour, minute, second = 0;

	if (!eat_number(s, end, 1, 2, &hour) || !eat(s, end, ":") || !eat_number(s, end, 2, 2, &minute))
		return false;
	if (eat(s, end, ":") && !eat_number(s, end, 2, 2, &second))
		return false;
	*seconds = (hour * 60 + minute) * 60 + second;
	return hour < 24 && minute < 60 && second < 60;
}

bool moment_parse(const char *text, size_t length, int64_t *moment)
{
	const char *end = text + length;
	int seconds = 0;
	int32_t day;

	if (!eat_day(&text, end, &day))
		return false;
	if ((eat(&text, end, " ") || eat(&text, end, "T")) && !eat_time(&text, end, &seconds))
		return false;
	if (text != end)
		return false;
	*moment = (int64_t)day * DAY_SECONDS + seconds;
	return true;
}

const char *day_text(struct arena *arena, int32_t day)
{
	int year, month, day_of_month;

	day_parts(day, &year, &month, &day_of_month);
	return arena_printf(arena, "%04d-%02d-%02d", year, month, day_of_month);
}

const char *moment_text(struct arena *arena, int64_t moment)
{
	const int64_t day = moment / DAY_SECONDS - (moment % DAY_SECONDS < 0);
	const int second = (int)(moment - day * DAY_SECONDS);

	return arena_printf(arena, "%s %02d:%02d:%02d", day_text(arena, (int32_t)day),
		second / 3600, second / 60 % 60, second % 60);
}

static struct period period_of(enum period_kind kind, int year, int number)
{
	const int months = 12 / periods_a_year[kind], after = number * months + 1;
	struct period period = { kind, year, number, 0, 0 };

	period.first = day_of(year, after - months, 1);
	period.last = (after > 12 ? day_of(year + 1, 1, 1) : day_of(year, after, 1)) - 1;
	return period;
}

/* What follows the year in a period's text: the kind it says and its number. */
static bool eat_kind(const char **s, const char *end, enum period_kind *kind, int *number)
{
	if (*s == end) {
		*kind = YEAR;
		*number = 1;
		return true;
	}
	if (eat(s, end, "-")) {
		*kind = MONTH;
		return eat_number(s, end, 2, 2, number);
	}
	*kind = **s == 'Q' ? QUARTER : HALF;
	return (eat(s, end, "Q") || eat(s, end, "H")) && eat_number(s, end, 1, 1, number);
}

bool period_parse(const char *text, struct period *period)
{
	const char *end = text + strlen(text);
	enum period_kind kind;
	int year, number;

	if (!eat_number(&text, end, 4, 4, &year) || !eat_kind(&text, end, &kind, &number) || text != end)
		return false;
	if (!is_year(year) || number < 1 || number > periods_a_year[kind])
		return false;
	*period = period_of(kind, year, number);
	return true;
}

struct period period_before(enum period_kind kind, int32_t today)
{
	int year, month, day_of_month, number;

	day_parts(today, &year, &month, &day_of_month);
	number = (month - 1) * periods_a_year[kind] / 12;
	if (number == 0)
		return period_of(kind, year - 1, periods_a_year[kind]);
	return period_of(kind, year, number);
}

struct period period_next(struct period period)
{
	if (period.number == periods_a_year[period.kind])
		return period_of(period.kind, period.year + 1, 1);
	return period_of(period.kind, period.year, period.number + 1);
}

const char *period_text(struct arena *arena, struct period period)
{
	switch (period.kind) {
	case MONTH: return arena_printf(arena, "%04d-%02d", period.year, period.number);
	case QUARTER: return arena_printf(arena, "%04dQ%d", period.year, period.number);
	case HALF: return arena_printf(arena, "%04dH%d", period.year, period.number);
	case YEAR: break;
	}
	return arena_printf(arena, "%04d", period.year);
}

const char *period_title(struct arena *arena, struct period period)
{
	switch (period.kind) {
	case MONTH: return arena_printf(arena, "%d年%d月", period.year, period.number);
	case QUARTER: return arena_printf(arena, "%d年第%d季度", period.year, period.number);
	case HALF: return arena_printf(arena, "%d年%s半年", period.year, period.number == 1 ? "上" : "下");
	case YEAR: break;
	}
	return arena_printf(arena, "%d年", period.year);
}

/* Number of the unit of that kind the period lies in; 0 if it is longer than one. */
static int part(struct period period, enum period_kind kind)
{
	if (periods_a_year[period.kind] < periods_a_year[kind])
		return 0;
	return (period.number - 1) * periods_a_year[kind] / periods_a_year[period.kind] + 1;
}

/* Puts the letters of {期:…} in. */
static bool fill_letters(struct buf *out, struct period period, const char *s, const char *end)
{
	static const struct { const char *letters; enum period_kind kind; int width; } parts[] = {
		{ "YYYY", YEAR, 4 }, { "MM", MONTH, 2 }, { "M", MONTH, 1 }, { "Q", QUARTER, 1 }, { "H", HALF, 1 }
	};
	const size_t count = sizeof parts / sizeof *parts;
	int number;
	size_t i;

	while (s < end) {
		for (i = 0; i < count && !eat(&s, end, parts[i].letters); i++)
			;
		if (i == count) {
			buf_addn(out, s++, 1);
			continue;
		}
		number = parts[i].kind == YEAR ? period.year : part(period, parts[i].kind);
		if (!number)
			return false;
		buf_printf(out, "%0*d", parts[i].width, number);
	}
	return true;
}

const char *period_fill(struct arena *arena, struct period period, const char *pattern)
{
	static const char plain[] = "{期}", lettered[] = "{期:";
	struct buf out = buf_new(arena);
	const char *open, *close;

	for (; (open = strchr(pattern, '{')) != NULL; pattern = close + 1) {
		close = strchr(open, '}');
		if (!close)
			return NULL;
		buf_addn(&out, pattern, (size_t)(open - pattern));
		if (strncmp(open, plain, strlen(plain)) == 0)
			buf_add(&out, period_text(arena, period));
		else if (strncmp(open, lettered, strlen(lettered)) != 0)
			buf_addn(&out, open, (size_t)(close + 1 - open));
		else if (!fill_letters(&out, period, open + strlen(lettered), close))
			return NULL;
	}
	buf_add(&out, pattern);
	return out.at;
}
