/* floor.c -- the floor under every reader: the bytes of a file summed in windows by threads.
 *
 *     floor FILE THREADS     prints the seconds and the sum */
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { WINDOW = 256 * 1024, MOST = 64 };
static int fd;
static uint64_t next_window, total;

static void *sum(void *nothing)
{
	uint64_t *window = malloc(WINDOW), own[8] = { 0 }, number;
	ssize_t n;

	while ((number = __atomic_fetch_add(&next_window, 1, __ATOMIC_RELAXED)),
	       (n = pread(fd, window, WINDOW, (off_t)(number * WINDOW))) > 0)
		for (ssize_t i = 0; i + 64 <= n; i += 64)
			for (int k = 0; k < 8; k++)
				own[k] += window[i / 8 + k];
	for (int k = 0; k < 8; k++)
		__atomic_add_fetch(&total, own[k], __ATOMIC_RELAXED);
	free(window);
	return nothing;
}

int main(int argc, char **argv)
{
	pthread_t thread[MOST];
	struct timespec a, b;
	int threads = argc > 2 ? atoi(argv[2]) : 1;

	if (argc < 2 || (fd = open(argv[1], O_RDONLY)) < 0 || threads < 1 || threads > MOST)
		return 64;
	clock_gettime(CLOCK_MONOTONIC, &a);
	for (int i = 0; i < threads; i++)
		pthread_create(&thread[i], NULL, sum, NULL);
	for (int i = 0; i < threads; i++)
		pthread_join(thread[i], NULL);
	clock_gettime(CLOCK_MONOTONIC, &b);
	printf("%.4f %llu\n", (double)(b.tv_sec - a.tv_sec) + (double)(b.tv_nsec - a.tv_nsec) / 1e9, (unsigned long long)total);
	return 0;
}
