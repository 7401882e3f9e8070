/* crew.c -- the same work done by several threads. */
#include "base/crew.h"

#include <pthread.h>
#include <sched.h>
#include <stdbool.h>

enum { MOST_MEMBERS = 64 };

struct member {
	void (*work)(void *, unsigned);
	void *self;
	unsigned number;
	pthread_t thread;
	bool apart;
};

unsigned crew_size(void)
{
	cpu_set_t set;
	int count;

	if (sched_getaffinity(0, sizeof set, &set) != 0)
		return 1;
	count = CPU_COUNT(&set);
	return count < 1 ? 1 : count > MOST_MEMBERS ? MOST_MEMBERS : (unsigned)count;
}

static void *begin(void *member)
{
	struct member *m = member;

	m->work(m->self, m->number);
	return NULL;
}

void crew_work(unsigned members, void (*work)(void *self, unsigned member), void *self)
{
	struct member crew[MOST_MEMBERS];
	unsigned i;

	if (members > MOST_MEMBERS)
		members = MOST_MEMBERS;
	for (i = 1; i < members; i++) {
		crew[i] = (struct member){ .work = work, .self = self, .number = i };
		crew[i].apart = pthread_create(&crew[i].thread, NULL, begin, &crew[i]) == 0;
	}
	work(self, 0);
	for (i = 1; i < members; i++) {
		if (crew[i].apart)
			pthread_join(crew[i].thread, NULL);
		else
			work(self, i);
	}
}
