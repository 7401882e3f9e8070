/* test_base_gzip.c -- what is packed comes out again, and is packed the same way every time. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/gzip.h"

static struct arena *arena;
static struct diag *complaints;

static int set_up(void **state)
{
	arena = arena_new();
	complaints = diag_new(arena, CHINESE);
	return 0;
}

static int tear_down(void **state)
{
	arena_free(arena);
	return 0;
}

static void comes_back(const char *bytes, size_t length)
{
	char *packed, *again, *back;
	size_t size, again_size, back_length;

	gzip_pack(arena, bytes, length, &packed, &size);
	gzip_pack(arena, bytes, length, &again, &again_size);
	assert_int_equal(size, again_size);
	assert_memory_equal(packed, again, size);
	assert_true(gzip_unpack(arena, complaints, "a.gz", packed, size, &back, &back_length));
	assert_int_equal(back_length, length);
	assert_memory_equal(back, bytes, length);
}

static void the_same_bytes_come_back(void **state)
{
	char *noise = arena_alloc(arena, 300000);
	uint32_t seed = 7;

	comes_back("", 0);
	comes_back("编号,区县\r\n1,东区\r\n", strlen("编号,区县\r\n1,东区\r\n"));
	comes_back(noise, 300000);
	for (size_t i = 0; i < 300000; i++)
		noise[i] = (char)((seed = seed * 1664525U + 1013904223U) >> 24);
	comes_back(noise, 300000);
}

/* RFC 1952: magic, deflate, no flags, time 0, no extra flags, system unknown. */
static void the_head_holds_neither_name_nor_time_nor_system(void **state)
{
	char *packed;
	size_t size;

	gzip_pack(arena, "a", 1, &packed, &size);
	assert_memory_equal(packed, "\x1F\x8B\x08\0\0\0\0\0\0\xFF", 10);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(the_same_bytes_come_back, set_up, tear_down),
		cmocka_unit_test_setup_teardown(the_head_holds_neither_name_nor_time_nor_system, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
