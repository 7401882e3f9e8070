/* stories.h -- why a rule of writing exists, for `kaohe check --explain`. */
#ifndef BASE_STORIES_H
#define BASE_STORIES_H

struct story {
	int number;
	const char *page;               /* the heading in docs/rules.md that speaks of it */
	const char *wrong, *right;      /* lines as they would stand in a file */
	const char *zh, *en;
};

/* NULL where the message has none. */
const struct story *story_of(int number);

#endif
