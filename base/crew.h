/* crew.h -- the same work done by several threads. */
#ifndef BASE_CREW_H
#define BASE_CREW_H

/* How many threads to use where nobody said: the CPUs this process may run on, at most 64. */
unsigned crew_size(void);
/* Calls work(self, 0) to work(self, members - 1), each on a thread of its own (the first on
 * this one), and waits for all.  Where a thread cannot be had its share is done here, afterwards:
 * work must not wait for a member with a higher number. */
void crew_work(unsigned members, void (*work)(void *self, unsigned member), void *self);

#endif
