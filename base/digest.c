/* digest.c -- SHA-256, SHA-256 over SHA-256s for what is large, and SM3.
 *
 * The chunks of a large file can be digested independently of each other; the
 * digest of the whole is that of their binary digests, one behind the other. */
#include "base/file.h"

#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>

enum { SHA256_SIZE = 32, SM3_SIZE = SHA256_SIZE };

static _Noreturn void give_up(enum message message)
{
	const struct message_info *info = message_info(message);

	fprintf(stderr, "kaohe: 错误 K%d: %s (%s)\n", info->number, info->zh, info->en);
	exit(info->exit);
}

static _Noreturn void no_sha256(void)
{
	give_up(MSG_NO_SHA256);
}

static void sha256(const void *bytes, size_t length, unsigned char digest[SHA256_SIZE])
{
	if (EVP_Digest(bytes, length, digest, NULL, EVP_sha256(), NULL) != 1)
		no_sha256();
}

static void sha256_of_chunks(const unsigned char *bytes, size_t length, unsigned char digest[SHA256_SIZE])
{
	EVP_MD_CTX *whole = EVP_MD_CTX_new();
	unsigned char part[SHA256_SIZE];
	size_t at, size;

	if (!whole || EVP_DigestInit_ex(whole, EVP_sha256(), NULL) != 1)
		no_sha256();
	for (at = 0; at < length; at += size) {
		size = length - at < DIGEST_CHUNK ? length - at : DIGEST_CHUNK;
		sha256(bytes + at, size, part);
		if (EVP_DigestUpdate(whole, part, sizeof part) != 1)
			no_sha256();
	}
	if (EVP_DigestFinal_ex(whole, digest, NULL) != 1)
		no_sha256();
	EVP_MD_CTX_free(whole);
}

static void to_hex(const unsigned char digest[SHA256_SIZE], char hex[DIGEST_SIZE])
{
	static const char digits[] = "0123456789abcdef";
	size_t i;

	for (i = 0; i < SHA256_SIZE; i++) {
		hex[2 * i] = digits[digest[i] >> 4];
		hex[2 * i + 1] = digits[digest[i] & 15];
	}
	hex[DIGEST_SIZE - 1] = '\0';
}

void digest_bytes(const void *bytes, size_t length, char hex[DIGEST_SIZE])
{
	unsigned char digest[SHA256_SIZE];

	if (length > DIGEST_CHUNK)
		sha256_of_chunks(bytes, length, digest);
	else
		sha256(bytes, length, digest);
	to_hex(digest, hex);
}

/* ---- by windows ---- */

struct chunk_digest *chunk_digest_begin(void)
{
	EVP_MD_CTX *part = EVP_MD_CTX_new();

	if (!part || EVP_DigestInit_ex(part, EVP_sha256(), NULL) != 1)
		no_sha256();
	return (struct chunk_digest *)part;
}

void chunk_digest_add(struct chunk_digest *part, const void *bytes, size_t length)
{
	if (EVP_DigestUpdate((EVP_MD_CTX *)part, bytes, length) != 1)
		no_sha256();
}

void chunk_digest_end(struct chunk_digest *part, unsigned char digest[DIGEST_PART])
{
	if (EVP_DigestFinal_ex((EVP_MD_CTX *)part, digest, NULL) != 1)
		no_sha256();
	EVP_MD_CTX_free((EVP_MD_CTX *)part);
}

void digest_parts(const unsigned char (*part)[DIGEST_PART], size_t count, char hex[DIGEST_SIZE])
{
	unsigned char whole[SHA256_SIZE];

	if (count > 1)
		sha256(part, count * DIGEST_PART, whole);
	to_hex(count > 1 ? whole : part[0], hex);
}

void digest_sha256(const void *bytes, size_t length, char hex[DIGEST_SIZE])
{
	unsigned char digest[SHA256_SIZE];

	sha256(bytes, length, digest);
	to_hex(digest, hex);
}

void digest_sm3(const void *bytes, size_t length, char hex[DIGEST_SIZE])
{
	unsigned char digest[SM3_SIZE];

	if (EVP_Digest(bytes, length, digest, NULL, EVP_sm3(), NULL) != 1)
		give_up(MSG_NO_SM3);
	to_hex(digest, hex);
}
