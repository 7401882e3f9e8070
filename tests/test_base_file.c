/* test_base_file.c -- files in, files out, digests: with real files in a folder of their own. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>
#include <zlib.h>

#include "base/file.h"

enum { MIB = 1024 * 1024, NOBODY = 65534 };

static struct arena *arena;
static struct diag *complaints;
static char folder[] = "/tmp/test_base_file.XXXXXX";

static int remove_one(const char *path, const struct stat *found, int kind, struct FTW *place)
{
	return remove(path);
}

static int set_up(void **state)
{
	strcpy(folder + sizeof folder - 7, "XXXXXX");
	arena = arena_new();
	complaints = diag_new(arena, CHINESE);
	return mkdtemp(folder) ? 0 : -1;
}

static int tear_down(void **state)
{
	arena_free(arena);
	return nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

static const char *in_folder(const char *name)
{
	return path_join(arena, folder, name);
}

static void put_file(const char *name, const void *bytes, size_t length)
{
	FILE *file = fopen(in_folder(name), "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, length, file), length);
	assert_int_equal(fclose(file), 0);
}

static void put_text(const char *name, const char *text)
{
	put_file(name, text, strlen(text));
}

static struct file *get(const char *name)
{
	return file_read(arena, complaints, folder, name);
}

static void assert_holds(const char *name, const char *text)
{
	const struct file *file = get(name);

	assert_non_null(file);
	assert_string_equal(file->bytes, text);
}

/* All that was complained of so far; the next complaints begin anew. */
static void assert_says(int exit_code, const char *expected)
{
	char *said = NULL;
	size_t size;
	FILE *out = open_memstream(&said, &size);

	diag_print(complaints, out, 1);
	fclose(out);
	expected = arena_str(arena, expected);
	assert_string_equal(arena_str(arena, said), expected);
	free(said);
	assert_int_equal(diag_exit(complaints), exit_code);
	complaints = diag_new(arena, CHINESE);
}

/* ---- digests, against a plain SHA-256 written from FIPS 180-4 ---- */

static const uint32_t constants[64] = {
	0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
	0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
	0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
	0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
	0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
	0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
	0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
	0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2
};

static uint32_t turn(uint32_t x, int n)
{
	return x >> n | x << (32 - n);
}

static void plain_block(uint32_t h[8], const unsigned char *block)
{
	uint32_t w[64], v[8], t, u;
	int i;

	for (i = 0; i < 16; i++)
		w[i] = (uint32_t)block[4 * i] << 24 | (uint32_t)block[4 * i + 1] << 16 |
			(uint32_t)block[4 * i + 2] << 8 | block[4 * i + 3];
	for (; i < 64; i++)
		w[i] = w[i - 16] + w[i - 7] + (turn(w[i - 15], 7) ^ turn(w[i - 15], 18) ^ w[i - 15] >> 3) +
			(turn(w[i - 2], 17) ^ turn(w[i - 2], 19) ^ w[i - 2] >> 10);
	memcpy(v, h, sizeof v);
	for (i = 0; i < 64; i++) {
		t = v[7] + (turn(v[4], 6) ^ turn(v[4], 11) ^ turn(v[4], 25)) +
			((v[4] & v[5]) ^ (~v[4] & v[6])) + constants[i] + w[i];
		u = (turn(v[0], 2) ^ turn(v[0], 13) ^ turn(v[0], 22)) + ((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]));
		memmove(v + 1, v, 7 * sizeof v[0]);
		v[4] += t;
		v[0] = t + u;
	}
	for (i = 0; i < 8; i++)
		h[i] += v[i];
}

static void plain_sha256(const unsigned char *bytes, size_t length, unsigned char digest[32])
{
	uint32_t h[8] = { 0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19 };
	unsigned char tail[128] = { 0 };
	size_t whole = length / 64 * 64, rest = length - whole, end = rest < 56 ? 64 : 128, i;

	for (i = 0; i < whole; i += 64)
		plain_block(h, bytes + i);
	memcpy(tail, bytes + whole, rest);
	tail[rest] = 0x80;
	for (i = 0; i < 8; i++)
		tail[end - 1 - i] = (unsigned char)((uint64_t)length * 8 >> 8 * i);
	for (i = 0; i < end; i += 64)
		plain_block(h, tail + i);
	for (i = 0; i < 32; i++)
		digest[i] = (unsigned char)(h[i / 4] >> (24 - 8 * (i % 4)));
}

static const char *hex_of(const unsigned char digest[32])
{
	struct buf hex = buf_new(arena);
	int i;

	for (i = 0; i < 32; i++)
		buf_printf(&hex, "%02x", digest[i]);
	return hex.at;
}

static unsigned char *pattern(size_t length)
{
	unsigned char *bytes = arena_alloc(arena, length);
	size_t i;

	for (i = 0; i < length; i++)
		bytes[i] = (unsigned char)(i * 31 + (i >> 11));
	return bytes;
}

static void a_digest_is_sha256(void **state)
{
	char hex[DIGEST_SIZE];

	digest_bytes("", 0, hex);
	assert_string_equal(hex, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	digest_bytes("abc", 3, hex);
	assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

/* The two examples of GB/T 32905-2016, annex A. */
static void sm3_is_that_of_the_standard(void **state)
{
	const char *twice = "abcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcd";
	char hex[DIGEST_SIZE];

	digest_sm3("abc", 3, hex);
	assert_string_equal(hex, "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
	digest_sm3(twice, strlen(twice), hex);
	assert_string_equal(hex, "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
}

static void a_plain_sha256_has_no_chunks(void **state)
{
	const size_t length = (size_t)DIGEST_CHUNK + 1;
	unsigned char digest[32], *bytes = arena_alloc(arena, length);
	char hex[DIGEST_SIZE];
	size_t i;

	memset(bytes, 'k', length);
	plain_sha256(bytes, length, digest);
	digest_sha256(bytes, length, hex);
	for (i = 0; i < sizeof digest; i++)
		assert_string_equal(arena_strn(arena, hex + 2 * i, 2), arena_printf(arena, "%02x", digest[i]));
}

static void up_to_16_mib_it_is_one_sha256(void **state)
{
	const unsigned char *bytes = pattern(DIGEST_CHUNK);
	unsigned char digest[32];
	char hex[DIGEST_SIZE];

	plain_sha256(bytes, DIGEST_CHUNK, digest);
	digest_bytes(bytes, DIGEST_CHUNK, hex);
	assert_string_equal(hex, hex_of(digest));
}

static void above_16_mib_it_is_the_sha256_of_the_chunks_sha256s(void **state)
{
	const size_t length = 2 * (size_t)DIGEST_CHUNK + 12345;
	const unsigned char *bytes = pattern(length);
	unsigned char parts[3 * 32], digest[32];
	char hex[DIGEST_SIZE];

	plain_sha256(bytes, DIGEST_CHUNK, parts);
	plain_sha256(bytes + DIGEST_CHUNK, DIGEST_CHUNK, parts + 32);
	plain_sha256(bytes + 2 * (size_t)DIGEST_CHUNK, 12345, parts + 64);
	plain_sha256(parts, sizeof parts, digest);
	digest_bytes(bytes, length, hex);
	assert_string_equal(hex, hex_of(digest));
}

static void one_byte_above_16_mib_is_a_chunk_of_its_own(void **state)
{
	const unsigned char *bytes = pattern((size_t)DIGEST_CHUNK + 1);
	unsigned char parts[2 * 32], digest[32];
	char hex[DIGEST_SIZE];

	plain_sha256(bytes, DIGEST_CHUNK, parts);
	plain_sha256(bytes + DIGEST_CHUNK, 1, parts + 32);
	plain_sha256(parts, sizeof parts, digest);
	digest_bytes(bytes, (size_t)DIGEST_CHUNK + 1, hex);
	assert_string_equal(hex, hex_of(digest));
}

/* ---- reading ---- */

static void a_file_is_read_whole_with_its_digest(void **state)
{
	const struct file *file;

	put_file("台账.csv", "a\0b", 3);
	file = get("台账.csv");
	assert_non_null(file);
	assert_string_equal(file->name, "台账.csv");
	assert_int_equal(file->length, 3);
	assert_int_equal(file->stored, 3);
	assert_memory_equal(file->bytes, "a\0b\0", 4);
	assert_string_equal(file->digest, "59b271ae1bbcb1d31d41929817f4b16fb439eb4f31520b5ad1d5ce98920a7138");
	assert_says(0, "");
}

static void an_empty_file_is_a_file(void **state)
{
	const struct file *file;

	put_text("空.csv", "");
	file = get("空.csv");
	assert_non_null(file);
	assert_int_equal(file->length, 0);
	assert_string_equal(file->bytes, "");
	assert_string_equal(file->digest, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

static void what_is_not_there_is_reported(void **state)
{
	assert_null(get("没有.csv"));
	assert_says(66, arena_printf(arena,
		"没有.csv: 错误 K130: 文件夹“%s”中没有这个文件；请放入该文件，或改正文件名后重新运行\n", folder));
	assert_null(file_read(arena, complaints, in_folder("没有"), "a.csv"));
	assert_says(66, arena_printf(arena,
		"kaohe: 错误 K143: 没有文件夹“%s/没有”；请建立该文件夹，或改正其名称\n", folder));
	put_text("文件", "");
	assert_null(file_read(arena, complaints, in_folder("文件"), "a.csv"));
	assert_says(66, arena_printf(arena,
		"kaohe: 错误 K143: 没有文件夹“%s/文件”；请建立该文件夹，或改正其名称\n", folder));
}

static void a_link_is_not_followed(void **state)
{
	put_text("真.csv", "a");
	assert_int_equal(symlink("真.csv", in_folder("假.csv")), 0);
	assert_int_equal(symlink("没有.csv", in_folder("空.csv")), 0);
	assert_null(get("假.csv"));
	assert_says(65, "假.csv: 错误 K131: 这是一个链接，不予读取；请放入文件本身\n");
	assert_null(get("空.csv"));
	assert_says(65, "空.csv: 错误 K131: 这是一个链接，不予读取；请放入文件本身\n");
}

static const char refused_kind[] = "x.csv: 错误 K132: 这是文件夹、管道或设备，不是普通文件，不予读取；请放入普通文件\n";

static void a_folder_is_refused(void **state)
{
	assert_int_equal(mkdir(in_folder("x.csv"), 0700), 0);
	assert_null(get("x.csv"));
	assert_says(65, refused_kind);
}

static void a_pipe_is_refused_without_waiting_for_it(void **state)
{
	assert_int_equal(mkfifo(in_folder("x.csv"), 0600), 0);
	assert_null(get("x.csv"));
	assert_says(65, refused_kind);
}

static void a_socket_is_refused(void **state)
{
	struct sockaddr_un name = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	assert_true(fd >= 0);
	snprintf(name.sun_path, sizeof name.sun_path, "%s/x.csv", folder);
	assert_int_equal(bind(fd, (const struct sockaddr *)&name, sizeof name), 0);
	close(fd);
	assert_null(get("x.csv"));
	assert_says(65, refused_kind);
}

static void a_device_is_refused(void **state)
{
	assert_null(file_read(arena, complaints, "/dev", "zero"));
	assert_says(65, "zero: 错误 K132: 这是文件夹、管道或设备，不是普通文件，不予读取；请放入普通文件\n");
}

static void a_name_does_not_lead_out_of_its_folder(void **state)
{
	static const char *const names[] = { "../x.csv", "/etc/passwd", "a/b.csv", ".隐藏.csv", "..", "." };
	size_t i;

	for (i = 0; i < sizeof names / sizeof names[0]; i++) {
		assert_null(get(names[i]));
		assert_says(65, arena_printf(arena, "kaohe: 错误 K136: 文件名“%s”不予接受：应为文件夹内的单个文件名，"
			"UTF-8 编码，不含“/”，不以“.”开头；请改名\n", names[i]));
		assert_false(file_exists(folder, names[i]));
	}
	assert_null(get(""));
	assert_says(65, "kaohe: 错误 K136: 文件名“”不予接受：应为文件夹内的单个文件名，UTF-8 编码，不含“/”，不以“.”开头；请改名\n");
}

/* Root may read everything, so the test steps down for a moment. */
static void step_down(uid_t *before)
{
	*before = geteuid();
	assert_int_equal(chmod(folder, 0755), 0);
	if (*before == 0)
		assert_int_equal(seteuid(NOBODY), 0);
}

static void step_up(uid_t before)
{
	if (before == 0)
		assert_int_equal(seteuid(before), 0);
}

static void a_file_that_may_not_be_read_is_reported(void **state)
{
	uid_t before;
	void *file;

	put_text("密.csv", "a");
	assert_int_equal(chmod(in_folder("密.csv"), 0), 0);
	step_down(&before);
	file = get("密.csv");
	step_up(before);
	assert_null(file);
	assert_says(77, "密.csv: 错误 K133: 没有读取此文件的权限；请让运行本程序的账户能够读取它\n");
}

static void a_folder_that_may_not_be_read_is_reported(void **state)
{
	uid_t before;
	const void *list;

	assert_int_equal(mkdir(in_folder("密"), 0), 0);
	step_down(&before);
	list = dir_list(arena, complaints, in_folder("密"), ".csv");
	step_up(before);
	assert_null(list);
	assert_says(77, arena_printf(arena,
		"kaohe: 错误 K144: 没有读取文件夹“%s/密”的权限；请让运行本程序的账户能够读取它\n", folder));
}

/* Address 0 of one's own memory cannot be read. */
static void a_read_error_is_reported(void **state)
{
	assert_null(file_read(arena, complaints, "/proc/self", "mem"));
	assert_says(74, "mem: 错误 K134: 读取文件失败（Input/output error）；请检查磁盘后重新运行\n");
}

/* Gives the file a new date every few microseconds until it is killed. */
static pid_t start_touching(const char *name)
{
	struct timespec times[2] = { { 1000000000, 0 }, { 1000000000, 0 } };
	int fd = open(in_folder(name), O_WRONLY);
	pid_t child;

	assert_true(fd >= 0);
	child = fork();
	assert_true(child >= 0);
	if (child == 0)
		for (;;) {
			times[1].tv_nsec = (times[1].tv_nsec + 1) % 1000000000;
			futimens(fd, times);
		}
	close(fd);
	return child;
}

static void a_file_that_changes_while_it_is_read_is_not_used(void **state)
{
	static const char said[] = "长.csv: 错误 K135: 读取期间文件发生了变化，不予采用；请等文件传送完毕后重新运行\n";
	struct stat before, now;
	pid_t child;
	void *file;
	int tries;

	put_text("长.csv", "");
	assert_int_equal(truncate(in_folder("长.csv"), 16 * MIB), 0);
	assert_non_null(get("长.csv"));
	assert_int_equal(stat(in_folder("长.csv"), &before), 0);
	child = start_touching("长.csv");
	for (tries = 0; tries < 1000; tries++) {
		assert_int_equal(stat(in_folder("长.csv"), &now), 0);
		if (now.st_mtime != before.st_mtime)
			break;
		usleep(1000);
	}
	for (file = arena, tries = 0; file && tries < 20; tries++)
		file = get("长.csv");
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	assert_null(file);
	assert_says(75, said);
}

/* ---- .gz ---- */

static void append_gz(const char *name, const void *bytes, size_t length)
{
	gzFile gz = gzopen(in_folder(name), "ab");

	assert_non_null(gz);
	if (length)
		assert_int_equal(gzwrite(gz, bytes, (unsigned)length), (int)length);
	assert_int_equal(gzclose(gz), Z_OK);
}

static void append_plain(const char *name, const void *bytes, size_t length)
{
	FILE *file = fopen(in_folder(name), "ab");

	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, length, file), length);
	assert_int_equal(fclose(file), 0);
}

static off_t size_of(const char *name)
{
	struct stat found;

	assert_int_equal(stat(in_folder(name), &found), 0);
	return found.st_size;
}

static void a_gz_is_unpacked_and_its_digest_is_of_what_lay_on_disk(void **state)
{
	const char *rows = "单位,件数\n东区,3\n";
	const struct file *file;
	char packed[512], hex[DIGEST_SIZE];
	FILE *stored;
	size_t size;

	append_gz("台账.csv.gz", rows, strlen(rows));
	stored = fopen(in_folder("台账.csv.gz"), "rb");
	size = fread(packed, 1, sizeof packed, stored);
	fclose(stored);
	digest_bytes(packed, size, hex);
	file = get("台账.csv.gz");
	assert_says(0, "");
	assert_non_null(file);
	assert_string_equal(file->bytes, rows);
	assert_int_equal(file->length, strlen(rows));
	assert_int_equal(file->stored, size);
	assert_string_equal(file->digest, hex);
}

static void the_members_of_a_gz_follow_each_other(void **state)
{
	append_gz("a.gz", "甲\n", 4);
	append_gz("a.gz", "", 0);
	append_gz("a.gz", "乙\n", 4);
	assert_holds("a.gz", "甲\n乙\n");
}

static void a_large_gz_comes_out_as_it_went_in(void **state)
{
	const size_t length = 20 * (size_t)MIB + 3;
	unsigned char *bytes = arena_alloc(arena, length);
	const struct file *file;
	size_t at, size;

	for (at = 0; at < length; at++)
		bytes[at] = (unsigned char)((uint32_t)at * 2654435761u >> 24);
	for (at = 0; at < length; at += size) {
		size = length - at < 3 * MIB ? length - at : 3 * MIB;
		append_gz("大.gz", bytes + at, size);
	}
	file = get("大.gz");
	assert_says(0, "");
	assert_non_null(file);
	assert_int_equal(file->length, length);
	assert_memory_equal(file->bytes, bytes, length);
	assert_int_equal(file->bytes[length], 0);
}

static void a_gz_cut_anywhere_is_refused(void **state)
{
	off_t size;

	append_gz("a.gz", "东城区,3\n西城区,4\n", strlen("东城区,3\n西城区,4\n"));
	for (size = size_of("a.gz") - 1; size >= 0; size--) {
		assert_int_equal(truncate(in_folder("a.gz"), size), 0);
		assert_null(get("a.gz"));
		assert_says(65, "a.gz: 错误 K137: 压缩文件不完整，在末尾被截断；请重新传送此文件\n");
	}
}

static void a_gz_cut_in_its_second_member_is_refused(void **state)
{
	append_gz("a.gz", "甲\n", 4);
	append_gz("a.gz", "乙\n", 4);
	assert_int_equal(truncate(in_folder("a.gz"), size_of("a.gz") - 1), 0);
	assert_null(get("a.gz"));
	assert_says(65, "a.gz: 错误 K137: 压缩文件不完整，在末尾被截断；请重新传送此文件\n");
}

static void bytes_behind_a_gz_are_refused(void **state)
{
	append_gz("a.gz", "甲\n", 4);
	append_plain("a.gz", "\0\0x", 3);
	assert_null(get("a.gz"));
	assert_says(65, "a.gz: 错误 K139: 压缩数据之后另有 3 字节来历不明的内容；请重新压缩并传送\n");
	append_gz("b.gz", "甲\n", 4);
	append_plain("b.gz", "\x1F", 1);
	assert_null(get("b.gz"));
	assert_says(65, "b.gz: 错误 K139: 压缩数据之后另有 1 字节来历不明的内容；请重新压缩并传送\n");
}

static void a_damaged_gz_is_refused(void **state)
{
	static const char said[] = "a.gz: 错误 K138: 压缩文件已损坏，或不是 gzip 格式；请重新压缩并传送\n";
	FILE *file;
	int crc;

	put_text("a.gz", "这不是压缩文件");
	assert_null(get("a.gz"));
	assert_says(65, said);
	assert_int_equal(unlink(in_folder("a.gz")), 0);
	append_gz("a.gz", "东城区,3\n", strlen("东城区,3\n"));
	file = fopen(in_folder("a.gz"), "r+b");
	assert_int_equal(fseek(file, -8, SEEK_END), 0);
	crc = fgetc(file);
	assert_int_equal(fseek(file, -8, SEEK_END), 0);
	fputc(crc ^ 1, file);
	fclose(file);
	assert_null(get("a.gz"));
	assert_says(65, said);
}

static void a_gz_bomb_is_refused(void **state)
{
	char *zeros = arena_alloc(arena, 17 * MIB);

	append_gz("a.gz", zeros, 17 * MIB);
	assert_null(get("a.gz"));
	assert_says(65, "a.gz: 错误 K140: 压缩文件解开后过大（上限 4 GiB；超过 16 MiB 时不得大于压缩文件的 200 倍）；"
		"请改送未压缩的文件，或拆分后再送\n");
}

static void up_to_16_mib_the_ratio_does_not_matter(void **state)
{
	char *zeros = arena_alloc(arena, 16 * MIB);
	const struct file *file;

	append_gz("a.gz", zeros, 16 * MIB);
	file = get("a.gz");
	assert_says(0, "");
	assert_non_null(file);
	assert_int_equal(file->length, 16 * MIB);
}

/* ---- text of a file ---- */

static void the_text_of_a_file_is_utf8(void **state)
{
	enum encoding found;
	size_t length;
	char *text;

	put_text("甲.csv", "\xB6\xAB\xC7\xF8,\x80\n");
	assert_true(file_text(arena, complaints, get("甲.csv"), ENC_AUTO, &text, &length, &found));
	assert_string_equal(text, "东区,€\n");
	assert_int_equal(length, strlen(text));
	assert_int_equal(found, ENC_GB18030);
}

static void a_byte_that_cannot_be_read_is_reported_with_its_line(void **state)
{
	enum encoding found;
	size_t length;
	char *text;

	put_text("甲.csv", "a\nb\n\xB6\xAB\xFF\n");
	assert_false(file_text(arena, complaints, get("甲.csv"), ENC_AUTO, &text, &length, &found));
	assert_says(65, "甲.csv:3: 错误 K141: 从文件开头起第 7 个字节（0xFF）不是 GB18030 文字；请重新导出，或另存为 GB18030 编码\n");
	assert_false(file_text(arena, complaints, get("甲.csv"), ENC_UTF8, &text, &length, &found));
	assert_says(65, "甲.csv:3: 错误 K141: 从文件开头起第 5 个字节（0xB6）不是 UTF-8 文字；请重新导出，或另存为 UTF-8 编码\n");
	put_text("甲.csv", "\xEF\xBB\xBF" "a\n");
	assert_false(file_text(arena, complaints, get("甲.csv"), ENC_GB18030, &text, &length, &found));
	assert_says(65, "甲.csv:1: 错误 K141: 从文件开头起第 1 个字节（0xEF）不是 GB18030 文字；请重新导出，或另存为 GB18030 编码\n");
}

static void utf16_is_named(void **state)
{
	enum encoding found;
	size_t length;
	char *text;

	put_file("甲.csv", "\xFF\xFE" "a\0", 4);
	assert_false(file_text(arena, complaints, get("甲.csv"), ENC_AUTO, &text, &length, &found));
	assert_says(65, "甲.csv: 错误 K142: 文件是 UTF-16（Unicode 文本）编码，不予读取；请另存为“CSV UTF-8”后重新传送\n");
}

/* ---- folders ---- */

static void only_regular_files_exist(void **state)
{
	put_text("a.csv", "");
	assert_int_equal(mkdir(in_folder("b.csv"), 0700), 0);
	assert_int_equal(symlink("a.csv", in_folder("c.csv")), 0);
	assert_true(file_exists(folder, "a.csv"));
	assert_false(file_exists(folder, "b.csv"));
	assert_false(file_exists(folder, "c.csv"));
	assert_false(file_exists(folder, "d.csv"));
	assert_false(file_exists(in_folder("没有"), "a.csv"));
}

static void only_what_is_surely_not_there_is_absent(void **state)
{
	uid_t before;

	put_text("a.csv", "");
	assert_int_equal(symlink("没有", in_folder("b.csv")), 0);
	assert_false(file_absent(folder, "a.csv"));
	assert_false(file_absent(folder, "b.csv"));
	assert_true(file_absent(folder, "c.csv"));
	assert_true(file_absent(in_folder("没有"), "a.csv"));
	assert_int_equal(mkdir(in_folder("密"), 0), 0);
	step_down(&before);
	assert_false(file_absent(in_folder("密"), "a.csv"));
	assert_int_equal(seteuid(before), 0);
}

static void a_name_that_is_no_text_is_refused(void **state)
{
	assert_null(get("x\xFF.ini"));
	assert_says(65, "kaohe: 错误 K136: 文件名“x<0xFF>.ini”不予接受：应为文件夹内的单个文件名，UTF-8 编码，不含“/”，不以“.”开头；请改名\n");
}

static void a_folder_is_listed_in_order_of_bytes(void **state)
{
	const char **names;

	put_text("b.csv", "");
	put_text("B.csv", "");
	put_text("东.csv", "");
	put_text("a.csv", "");
	put_text("a.ini", "");
	put_text(".csv", "");
	put_text(".隐藏.csv", "");
	assert_int_equal(mkdir(in_folder("c.csv"), 0700), 0);
	assert_int_equal(symlink("a.csv", in_folder("d.csv")), 0);
	names = dir_list(arena, complaints, folder, ".csv");
	assert_says(0, "");
	assert_string_equal(names[0], "B.csv");
	assert_string_equal(names[1], "a.csv");
	assert_string_equal(names[2], "b.csv");
	assert_string_equal(names[3], "d.csv");         /* a link: whoever reads it is told, so that it is not forgotten */
	assert_string_equal(names[4], "东.csv");
	assert_null(names[5]);
	names = dir_list(arena, complaints, folder, ".txt");
	assert_non_null(names);
	assert_null(names[0]);
	assert_null(dir_list(arena, complaints, in_folder("没有"), ".csv"));
	assert_says(66, arena_printf(arena,
		"kaohe: 错误 K143: 没有文件夹“%s/没有”；请建立该文件夹，或改正其名称\n", folder));
}

static mode_t mode_of(const char *name)
{
	struct stat found;

	assert_int_equal(stat(in_folder(name), &found), 0);
	return found.st_mode & 07777;
}

static void folders_are_made_with_their_parents_whatever_the_umask(void **state)
{
	mode_t before = umask(0);

	assert_true(dir_make(complaints, in_folder("甲/乙//丙/")));
	umask(0777);
	assert_true(dir_make(complaints, in_folder("丁/戊")));
	umask(before);
	assert_true(dir_make(complaints, in_folder("甲/乙")));
	assert_true(dir_sync(complaints, in_folder("甲/乙")));
	assert_says(0, "");
	assert_int_equal(mode_of("甲"), 0750);
	assert_int_equal(mode_of("甲/乙/丙"), 0750);
	assert_int_equal(mode_of("丁/戊"), 0750);
}

static void a_folder_cannot_be_made_below_a_file(void **state)
{
	put_text("甲", "");
	assert_false(dir_make(complaints, in_folder("甲/乙")));
	assert_says(73, arena_printf(arena,
		"kaohe: 错误 K149: 无法建立文件夹“%s/甲/乙”（File exists）；请检查其上级文件夹\n", folder));
	assert_false(dir_make(complaints, ""));
	assert_says(73, "kaohe: 错误 K149: 无法建立文件夹“”（No such file or directory）；请检查其上级文件夹\n");
}

static void a_folder_that_is_not_there_cannot_be_flushed(void **state)
{
	assert_false(dir_sync(complaints, in_folder("没有")));
	assert_says(74, arena_printf(arena,
		"kaohe: 错误 K150: 文件夹“%s/没有”未能落盘（No such file or directory）；请检查磁盘后重新运行\n", folder));
}

static void paths_are_joined_by_one_slash(void **state)
{
	assert_string_equal(path_join(arena, "甲", "乙"), "甲/乙");
	assert_string_equal(path_join(arena, "甲/", "乙"), "甲/乙");
	assert_string_equal(path_join(arena, "/", "乙"), "/乙");
	assert_string_equal(path_join(arena, "", "乙"), "乙");
}

/* ---- writing ---- */

/* Everything in the folder, hidden files too, but . and .. */
static int entries(void)
{
	struct dirent **names = NULL;
	int count = scandir(folder, &names, NULL, NULL), i;

	for (i = 0; i < count; i++)
		free(names[i]);
	free(names);
	return count - 2;
}

static void a_file_is_written_whole_whatever_the_umask(void **state)
{
	mode_t before = umask(0777);
	bool ok = file_write(complaints, folder, "得分.csv", "a\0b", 3);
	const struct file *file;

	umask(before);
	assert_true(ok);
	assert_says(0, "");
	file = get("得分.csv");
	assert_non_null(file);
	assert_int_equal(file->length, 3);
	assert_memory_equal(file->bytes, "a\0b", 3);
	assert_int_equal(mode_of("得分.csv"), 0640);
	assert_int_equal(entries(), 1);
}

static void a_file_written_again_replaces_the_old_one(void **state)
{
	put_text("得分.csv", "旧的，长一些");
	assert_true(file_write(complaints, folder, "得分.csv", "新", 3));
	assert_holds("得分.csv", "新");
	assert_true(file_write(complaints, folder, "得分.csv", "", 0));
	assert_holds("得分.csv", "");
	assert_int_equal(entries(), 1);
}

static void a_link_is_replaced_and_what_it_led_to_is_untouched(void **state)
{
	put_text("真.csv", "真");
	assert_int_equal(symlink("真.csv", in_folder("假.csv")), 0);
	assert_true(file_write(complaints, folder, "假.csv", "新", 3));
	assert_holds("假.csv", "新");
	assert_holds("真.csv", "真");
}

static void the_leftover_of_a_killed_run_does_not_matter(void **state)
{
	put_text(arena_printf(arena, ".得分.csv.tmp.%ld", (long)getpid()), "半个");
	assert_true(file_write(complaints, folder, "得分.csv", "新", 3));
	assert_holds("得分.csv", "新");
	assert_int_equal(entries(), 1);
}

static void a_name_of_255_bytes_can_be_written(void **state)
{
	char *name = arena_alloc(arena, 256);

	memset(name, 'x', 255);
	assert_true(file_write(complaints, folder, name, "a", 1));
	assert_holds(name, "a");
}

static void a_full_disk_leaves_the_old_file(void **state)
{
	struct rlimit before, tight;
	bool ok;

	put_text("得分.csv", "旧");
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
	tight = before;
	tight.rlim_cur = 4096;
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &tight), 0);
	ok = file_write(complaints, folder, "得分.csv", (const char *)pattern(10000), 10000);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
	assert_false(ok);
	assert_says(74, "得分.csv: 错误 K147: 写入文件失败（File too large），原有文件未改动；请检查磁盘空间后重新运行\n");
	assert_holds("得分.csv", "旧");
	assert_int_equal(entries(), 1);
}

static void a_file_cannot_replace_a_folder(void **state)
{
	assert_int_equal(mkdir(in_folder("得分.csv"), 0700), 0);
	assert_false(file_write(complaints, folder, "得分.csv", "a", 1));
	assert_says(73, arena_printf(arena,
		"得分.csv: 错误 K146: 无法在文件夹“%s”中建立此文件（Is a directory）；请检查该文件夹后重新运行\n", folder));
	assert_int_equal(entries(), 1);
}

static void a_file_cannot_be_written_where_there_is_no_folder(void **state)
{
	assert_false(file_write(complaints, in_folder("没有"), "得分.csv", "a", 1));
	assert_says(73, arena_printf(arena,
		"得分.csv: 错误 K146: 无法在文件夹“%s/没有”中建立此文件（No such file or directory）；请检查该文件夹后重新运行\n",
		folder));
	assert_false(file_write(complaints, folder, "../得分.csv", "a", 1));
	assert_says(65, "kaohe: 错误 K136: 文件名“../得分.csv”不予接受：应为文件夹内的单个文件名，UTF-8 编码，不含“/”，不以“.”开头；请改名\n");
}

static void a_folder_that_may_not_be_written_to_is_reported(void **state)
{
	uid_t before;
	bool written, made;

	assert_int_equal(chmod(folder, 0555), 0);
	step_down(&before);
	assert_true(before == 0 || chmod(folder, 0555) == 0);
	written = file_write(complaints, folder, "得分.csv", "a", 1);
	made = dir_make(complaints, in_folder("甲"));
	step_up(before);
	assert_int_equal(chmod(folder, 0700), 0);
	assert_false(written);
	assert_false(made);
	assert_says(77, arena_printf(arena,
		"得分.csv: 错误 K148: 没有写入文件夹“%s”的权限；请让运行本程序的账户能够写入它\n"
		"kaohe: 错误 K148: 没有写入文件夹“%s/甲”的权限；请让运行本程序的账户能够写入它\n", folder, folder));
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_digest_is_sha256),
		TEST(sm3_is_that_of_the_standard),
		TEST(a_plain_sha256_has_no_chunks),
		TEST(up_to_16_mib_it_is_one_sha256),
		TEST(above_16_mib_it_is_the_sha256_of_the_chunks_sha256s),
		TEST(one_byte_above_16_mib_is_a_chunk_of_its_own),
		TEST(a_file_is_read_whole_with_its_digest),
		TEST(an_empty_file_is_a_file),
		TEST(what_is_not_there_is_reported),
		TEST(a_link_is_not_followed),
		TEST(a_folder_is_refused),
		TEST(a_pipe_is_refused_without_waiting_for_it),
		TEST(a_socket_is_refused),
		TEST(a_device_is_refused),
		TEST(a_name_does_not_lead_out_of_its_folder),
		TEST(a_file_that_may_not_be_read_is_reported),
		TEST(a_folder_that_may_not_be_read_is_reported),
		TEST(a_read_error_is_reported),
		TEST(a_file_that_changes_while_it_is_read_is_not_used),
		TEST(a_gz_is_unpacked_and_its_digest_is_of_what_lay_on_disk),
		TEST(the_members_of_a_gz_follow_each_other),
		TEST(a_large_gz_comes_out_as_it_went_in),
		TEST(a_gz_cut_anywhere_is_refused),
		TEST(a_gz_cut_in_its_second_member_is_refused),
		TEST(bytes_behind_a_gz_are_refused),
		TEST(a_damaged_gz_is_refused),
		TEST(a_gz_bomb_is_refused),
		TEST(up_to_16_mib_the_ratio_does_not_matter),
		TEST(the_text_of_a_file_is_utf8),
		TEST(a_byte_that_cannot_be_read_is_reported_with_its_line),
		TEST(utf16_is_named),
		TEST(only_regular_files_exist),
		TEST(only_what_is_surely_not_there_is_absent),
		TEST(a_name_that_is_no_text_is_refused),
		TEST(a_folder_is_listed_in_order_of_bytes),
		TEST(folders_are_made_with_their_parents_whatever_the_umask),
		TEST(a_folder_cannot_be_made_below_a_file),
		TEST(a_folder_that_is_not_there_cannot_be_flushed),
		TEST(paths_are_joined_by_one_slash),
		TEST(a_file_is_written_whole_whatever_the_umask),
		TEST(a_file_written_again_replaces_the_old_one),
		TEST(a_link_is_replaced_and_what_it_led_to_is_untouched),
		TEST(the_leftover_of_a_killed_run_does_not_matter),
		TEST(a_name_of_255_bytes_can_be_written),
		TEST(a_full_disk_leaves_the_old_file),
		TEST(a_file_cannot_replace_a_folder),
		TEST(a_file_cannot_be_written_where_there_is_no_folder),
		TEST(a_folder_that_may_not_be_written_to_is_reported),
	};

	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
