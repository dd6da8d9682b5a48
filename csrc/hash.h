/* 64-bit hashes that are the same on every platform: they are stored in packs. */
#ifndef RSN_HASH_H
#define RSN_HASH_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Eight bytes as rsn_load_little reads them; machines are little-endian, as packs are. */
static inline uint64_t rsn_load_eight(const uint8_t *bytes)
{
    uint64_t value;
    memcpy(&value, bytes, sizeof value);
    return value;
}

/* The first `size` <= 8 bytes as a little-endian number: two loads that overlap instead of a byte at a time. */
static inline uint64_t rsn_load_little(const uint8_t *bytes, size_t size)
{
    uint32_t low, high;
    if (size >= 8) return rsn_load_eight(bytes);
    if (size >= 4) {
        memcpy(&low, bytes, sizeof low);
        memcpy(&high, bytes + size - 4, sizeof high);
        return low | (uint64_t)high << 8 * (size - 4);
    }
    if (size == 0) return 0;
    return bytes[0] | (uint64_t)bytes[size / 2] << 8 * (size / 2) | (uint64_t)bytes[size - 1] << 8 * (size - 1);
}

static inline uint64_t rsn_hash_mix(uint64_t value)
{
    value ^= value >> 32;
    value *= 0x9E3779B97F4A7C15u; /* 2^64 / golden ratio: an odd multiplier that spreads well */
    value ^= value >> 29;
    value *= 0xBF58476D1CE4E5B9u; /* the second multiplier of splitmix64 (Steele et al., 2014) */
    value ^= value >> 32;
    return value;
}

static inline uint64_t rsn_hash_bytes(const uint8_t *bytes, size_t size)
{
    uint64_t hash = size;
    while (size >= 8) {
        hash = rsn_hash_mix(hash ^ rsn_load_little(bytes, 8));
        bytes += 8;
        size -= 8;
    }
    return rsn_hash_mix(hash ^ rsn_load_little(bytes, size));
}

/* rsn_hash_bytes where at least eight bytes may be read behind the last: most words are shorter than that, and no branch depends
 * on how much. */
static inline uint64_t rsn_hash_padded(const uint8_t *bytes, size_t size)
{
    uint64_t hash = size;
    for (; size >= 8; bytes += 8, size -= 8) hash = rsn_hash_mix(hash ^ rsn_load_eight(bytes));
    return rsn_hash_mix(hash ^ (rsn_load_eight(bytes) & (((uint64_t)1 << 8 * size) - 1)));
}

/* The hash of a sequence of words, one word longer. */
static inline uint64_t rsn_hash_next_word(uint64_t sequence, uint64_t word)
{
    return rsn_hash_mix(sequence * 3 + word);
}

/* Of a word that demands its accents, `typed` being its spelling: never the hash of a word or of a sequence of words. */
static inline uint64_t rsn_hash_demanded(const uint8_t *typed, size_t size)
{
    return rsn_hash_mix(~rsn_hash_bytes(typed, size));
}

#endif
