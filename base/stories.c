/* stories.c -- the table base/messages/stories.def, by number. */
#include "base/stories.h"

#include <stddef.h>

static const struct story stories[] = {
#define STORY(number, page, wrong, right, zh, en) { number, page, wrong, right, zh, en },
#include "base/messages/stories.def"
#undef STORY
};

const struct story *story_of(int number)
{
	for (size_t i = 0; i < sizeof stories / sizeof *stories; i++)
		if (stories[i].number == number)
			return &stories[i];
	return NULL;
}
