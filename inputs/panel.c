/* panel.c -- the marks of a panel: an object's judges, then a unit's objects; all exact. */
#include "inputs/panel.h"

#include <stdlib.h>
#include <string.h>

#include "inputs/set.h"

/* One thing that was judged. */
struct object {
	struct num *mark;
	size_t count;
};

struct sheet {
	struct reading *reading;
	const struct measure *measure;
	struct set objects;             /* file: index in object */
	struct set marks;               /* object and judge; where it was */
	struct object *object;
	size_t count;
	struct buf key;
};

struct sheet *sheet_new(struct reading *reading, const struct measure *measure)
{
	struct sheet *sheet = arena_one(reading->arena, struct sheet);

	*sheet = (struct sheet){ .reading = reading, .measure = measure, .objects = set_new(reading->arena),
		.marks = set_new(reading->arena), .key = buf_new(reading->arena) };
	return sheet;
}

static struct object *object_of(struct sheet *sheet, struct row *row)
{
	struct reading *reading = sheet->reading;
	struct member *member;
	bool fresh;
	size_t i;

	sheet->key.length = 0;
	for (i = 0; i < sheet->measure->same_count; i++)
		key_add(row->env.arena, &sheet->key, &row->cell[sheet->measure->same[i]]);
	member = set_add(&sheet->objects, sheet->key.at, sheet->key.length, &fresh);
	if (fresh) {
		member->file = (uint32_t)sheet->count;
		arena_push(reading->arena, sheet->object, sheet->count);
	}
	return &sheet->object[member->file];
}

void sheet_take(struct sheet *sheet, struct row *row, struct num mark)
{
	struct object *object = object_of(sheet, row);
	struct reading *reading = sheet->reading;
	struct member *member;
	bool fresh;

	key_add(row->env.arena, &sheet->key, &row->cell[sheet->measure->panel.judge]);
	member = set_add(&sheet->marks, sheet->key.at, sheet->key.length, &fresh);
	if (fresh) {
		member->file = row->place.file;
		member->line = row->place.line;
		*arena_push(reading->arena, object->mark, object->count) = mark;
	} else if (may_say(&reading->judges)) {
		diag(reading->diag, MSG_JUDGE_TWICE, place_origin(reading, row->place), sheet->measure->name,
			place_text(reading, (struct place){ member->file, member->line }), NULL);
	}
}

static int by_size(const void *a, const void *b)
{
	return num_cmp(*(const struct num *)a, *(const struct num *)b);
}

/* The mean of the marks that are left. */
static struct num mean_of(struct arena *arena, const struct object *object, size_t trim)
{
	struct num sum = num_int(0);
	size_t i;

	qsort(object->mark, object->count, sizeof *object->mark, by_size);
	for (i = trim; i + trim < object->count; i++)
		sum = num_add(arena, sum, object->mark[i]);
	return num_div(arena, sum, num_int((int64_t)(object->count - 2 * trim)));
}

struct value sheet_settle(const struct sheet *sheet)
{
	const struct panel *panel = &sheet->measure->panel;
	struct arena *arena = sheet->reading->arena;
	struct num sum = num_int(0);
	size_t i, objects = 0;

	for (i = 0; i < sheet->count; i++) {
		if (sheet->object[i].count < panel->least)
			continue;
		sum = num_add(arena, sum, mean_of(arena, &sheet->object[i], panel->trim));
		objects++;
	}
	if (objects < sheet->count)
		sheet->reading->short_objects += sheet->count - objects;
	if (objects == 0 || (panel->whole && objects < sheet->count))
		return value_none(NO_DENOMINATOR);
	return value_num(num_div(arena, sum, num_int((int64_t)objects)));
}
