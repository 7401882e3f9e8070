/* source.c -- one source from the roll call to its figures. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "inputs/bulk.h"
#include "inputs/exclusions.h"
#include "inputs/rows.h"
#include "inputs/table.h"

struct origin place_origin(const struct reading *reading, struct place place)
{
	return (struct origin){ reading->intake->file[place.file].file->name, place.line, 0 };
}

const char *place_text(const struct reading *reading, struct place place)
{
	return origin_text(reading->arena, place_origin(reading, place));
}

struct received *received_add(struct reading *reading, const struct file *read, const struct arrival *arrival, enum encoding encoding)
{
	struct intake *intake = reading->intake;
	struct received *received = arena_push(reading->arena, intake->file, intake->file_count);
	struct file *file = arena_one(reading->arena, struct file);

	*file = *read;
	file->name = arrival->name;
	file->bytes = NULL;
	*received = (struct received){ file, arrival->sender, 0, encoding, arrival->back };
	return received;
}

void received_nothing(struct reading *reading, const struct arrival *arrival, bool headed)
{
	struct origin at = { arrival->name, 0, 0 };

	if (arrival->back > 0)
		return;
	if (arrival->sender) {
		reading->absent[arrival->sender->index] = true;
		diag(reading->diag, MSG_UNIT_FILE_EMPTY, at, arrival->sender->name, arrival->name, NULL);
	} else if (!headed) {
		diag(reading->diag, MSG_DATA_WITHOUT_HEAD, at, NULL);
	} else if (!reading->source->may_lack) {
		diag(reading->diag, MSG_NO_ROWS, at, reading->source->name, NULL);
	}
}

void received_cut(struct reading *reading, const struct arrival *arrival)
{
	if (arrival->back == 0)
		diag(reading->diag, MSG_LAST_ROW_OPEN, (struct origin){ arrival->name, 0, 0 }, arrival->name, NULL);
}

/* The text of a file is gone once its rows are read. */
static void read_file(struct reading *reading, struct rows *rows, const struct arrival *arrival)
{
	struct arena *arena = arena_new();
	size_t errors = diag_errors(reading->diag);
	struct letter letter;
	struct received *received;
	bool ended;

	if (letter_open(reading, arena, arrival->name, &letter)) {
		received = received_add(reading, letter.file, arrival, letter.encoding);
		ended = letter.length > 0 && letter.text[letter.length - 1] == '\n';        /* the reader may write into the text */
		received->rows = rows_read(rows, arena, (uint32_t)(reading->intake->file_count - 1), &letter);
		if (received->rows == 0 && diag_errors(reading->diag) == errors)
			received_nothing(reading, arrival, letter.headed);
		if (received->rows > 0 && !ended)
			received_cut(reading, arrival);
	}
	arena_free(arena);
}

/* The same of rows that stand in an example. */
static void read_sheet(struct reading *reading, struct rows *rows, const struct example_rows *sheet)
{
	struct arena *arena = arena_new();
	struct file *file = arena_one(reading->arena, struct file);
	struct arrival arrival = { sheet->at.file, NULL, sheet->back };
	struct letter letter = { .file = file, .text = arena_str(arena, sheet->text), .length = strlen(sheet->text) };
	struct received *received;

	file->name = sheet->at.file;
	received = received_add(reading, file, &arrival, ENC_UTF8);
	received->rows = rows_read(rows, arena, (uint32_t)(reading->intake->file_count - 1), &letter);
	arena_free(arena);
}

/* Two units cannot have the same rows; somebody sent the other's file. */
static void refuse_copies(struct reading *reading)
{
	const struct intake *intake = reading->intake;
	const struct received *a, *b;
	size_t i, j;

	for (i = 0; i < intake->file_count; i++) {
		b = &intake->file[i];
		for (j = 0; j < i; j++) {
			a = &intake->file[j];
			if (!a->sender || b->rows == 0 || a->back != b->back || !*b->file->digest ||
			    !text_same(a->file->digest, b->file->digest))
				continue;
			diag(reading->diag, MSG_SAME_BYTES, (struct origin){ b->file->name, 0, 0 }, b->sender->name,
				a->sender->name, a->file->name, NULL);
			break;
		}
	}
}

static void list_absent(struct reading *reading)
{
	const struct registry *senders = reading->source->senders;
	size_t i;

	for (i = 0; reading->absent && i < senders->unit_count; i++)
		if (reading->absent[i])
			*arena_push(reading->arena, reading->intake->missing, reading->intake->missing_count) = senders->unit[i];
}

static void say_how_many_more(struct reading *reading, enum message message, size_t count)
{
	const struct intake *intake = reading->intake;
	struct arena *arena = reading->arena;
	struct origin at = reading->source->element->at;

	if (intake->file_count > 0)
		at = (struct origin){ intake->file[0].file->name, 0, 0 };
	if (count > MOST_OF_A_KIND)
		diag(reading->diag, MSG_MORE_OF_THE_SAME, at, reading->source->name,
			arena_printf(arena, "%zu", count - MOST_OF_A_KIND),
			arena_printf(arena, "%d", message_info(message)->number), NULL);
}

/* Who sent nothing: as far as files go nobody yet, in an example everybody until a row of theirs is read. */
static bool *senders_unheard(const struct reading *reading)
{
	size_t count = reading->source->senders->unit_count, i;
	bool *absent = arena_many(reading->arena, bool, count);

	for (i = 0; i < count; i++)
		absent[i] = reading->sheet != NULL;
	return absent;
}

void source_read(struct reading *reading)
{
	struct arrivals arrivals = { NULL, 0 };
	struct gathering *gathering = gathering_new(reading);
	struct trailing *trailing = trailing_new(reading);
	struct rows *rows = rows_new(reading, gathering, trailing);
	bool done = false;
	size_t i;

	if (reading->source->by_unit && reading->source->senders)
		reading->absent = senders_unheard(reading);
	for (i = 0; i < reading->sheet_count; i++)
		read_sheet(reading, rows, &reading->sheet[i]);
	if (!reading->sheet) {
		arrivals = roll_call(reading);
		done = bulk_read(reading, rows, gathering, &arrivals);
	}
	for (i = 0; !done && i < arrivals.count; i++)
		read_file(reading, rows, &arrivals.arrival[i]);
	refuse_copies(reading);
	list_absent(reading);
	rows_close(rows);
	if (trailing)
		trailing_settle(trailing, gathering);
	reading->gathering = gathering;
}

void source_settle(struct reading *reading)
{
	if (tables_defer(reading->tables, reading->measures->scheme, reading->source))
		rows_again(reading);
	exclusions_say(reading, reading->struck_rows);
	gathering_settle(reading->gathering);
	say_how_many_more(reading, MSG_STRAY_UNIT_FILE, reading->strays);
	say_how_many_more(reading, MSG_KEY_REPEATED, reading->keys);
	say_how_many_more(reading, MSG_WRONG_SENDER, reading->senders);
	say_how_many_more(reading, MSG_NOT_SINGLE, reading->singles);
	say_how_many_more(reading, MSG_JUDGE_TWICE, reading->judges);
	if (reading->short_objects > 0)
		diag(reading->diag, MSG_OBJECTS_SHORT, reading->source->element->at, reading->source->name,
			arena_printf(reading->arena, "%zu", reading->short_objects), NULL);
}
