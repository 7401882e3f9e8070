/* test_inputs_keys.c -- keys noted in eight bytes: every two with one hash are asked for, and nobody else. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "inputs/keys.h"

enum { PLACE_BITS = 32, MANY = 300000, EACH_TWICE = 7 };

static uint64_t hash_of(uint64_t number)
{
	return key_hash((const char *)&number, sizeof number);
}

/* What was asked for: pairs, and whether they are said to be the same. */
struct asked {
	bool same;
	size_t pairs;
	uint64_t a[64], b[64];
};

static bool ask(void *self, uint64_t a, uint64_t b)
{
	struct asked *asked = self;

	if (asked->pairs < 64) {
		asked->a[asked->pairs] = a;
		asked->b[asked->pairs] = b;
	}
	asked->pairs++;
	return asked->same;
}

static void look_through(struct key_log *log, unsigned logs, struct asked *asked)
{
	struct key_log *each[] = { &log[0], &log[logs - 1] };
	struct key_room room = { NULL, 0 };
	size_t drawer;

	for (drawer = 0; drawer < KEY_DRAWERS; drawer++)
		key_drawer(each, logs, drawer, PLACE_BITS, &room, ask, asked);
	key_room_end(&room);
}

static void of_many_keys_only_those_noted_twice_are_asked_for(void **state)
{
	static struct key_log log[2];
	struct arena *arena = arena_new();
	struct asked asked = { .same = true };
	uint64_t place = 1, last[MANY / EACH_TWICE], i;
	size_t n = 0;

	key_log_begin(&log[0], arena);
	key_log_begin(&log[1], arena);
	for (i = 0; i < MANY; i++)
		key_note(&log[i % 2], hash_of(i), place++, PLACE_BITS);
	for (i = 0; i < 40; i++, n++)           /* the other thread meets them again */
		key_note(&log[(i * EACH_TWICE + 1) % 2], hash_of(i * EACH_TWICE), last[n] = place++, PLACE_BITS);
	look_through(log, 2, &asked);
	assert_int_equal(asked.pairs, n);
	for (i = 0; i < n; i++) {
		const uint64_t first = asked.a[i] < asked.b[i] ? asked.a[i] : asked.b[i], second = asked.a[i] ^ asked.b[i] ^ first;

		assert_true(second > MANY);
		assert_int_equal(first, 1 + EACH_TWICE * (second - MANY - 1));
		assert_int_equal(last[second - MANY - 1], second);
	}
	key_log_end(&log[0]);
	key_log_end(&log[1]);
	arena_free(arena);
}

static void one_hash_for_two_keys_does_not_hide_a_third(void **state)
{
	static struct key_log log;
	struct arena *arena = arena_new();
	struct asked asked = { .same = false };

	key_log_begin(&log, arena);
	key_note(&log, 0, 1, PLACE_BITS);       /* three different keys whose hashes say nothing */
	key_note(&log, 0, 2, PLACE_BITS);
	key_note(&log, 0, ((uint64_t)1 << PLACE_BITS) - 1, PLACE_BITS);
	key_note(&log, 1, 3, PLACE_BITS);       /* another hash in the same drawer */
	look_through(&log, 1, &asked);
	assert_int_equal(asked.pairs, 3);
	asked = (struct asked){ .same = true };
	look_through(&log, 1, &asked);
	assert_int_equal(asked.pairs, 2);
	assert_int_equal(asked.a[0], 1);
	assert_int_equal(asked.b[0], 2);
	assert_int_equal(asked.a[1], 1);
	assert_int_equal(asked.b[1], ((uint64_t)1 << PLACE_BITS) - 1);
	key_log_end(&log);
	arena_free(arena);
}

static void hashes_depend_on_every_byte_and_on_the_length(void **state)
{
	char key[40] = { 0 };
	size_t length, i;

	for (length = 1; length < sizeof key; length++) {
		assert_true(key_hash(key, length) != key_hash(key, length - 1));
		for (i = 0; i < length; i++) {
			uint64_t before = key_hash(key, length);

			key[i] ^= 1;
			assert_true(key_hash(key, length) != before);
			key[i] ^= 1;
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(of_many_keys_only_those_noted_twice_are_asked_for),
		cmocka_unit_test(one_hash_for_two_keys_does_not_hide_a_third),
		cmocka_unit_test(hashes_depend_on_every_byte_and_on_the_length),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
