/* What a prefilter knows: written by prefilter_tables.c, read by prefilter.c. */
#ifndef RSN_PREFILTER_TABLES_H
#define RSN_PREFILTER_TABLES_H

#include "hash.h"
#include "memory.h"
#include "pack_format.h"
#include "prefilter.h"

typedef struct rsn_filter_slot { /* of a literal, open addressing */
    uint64_t key;
    uint32_t id, is_taken;
} rsn_filter_slot;

/* Literals of which one is needed, the same list for all needs that have these. */
typedef struct rsn_filter_list {
    uint32_t first, count;
} rsn_filter_list;

/* One of these literals begins a word at most `far` chunks behind the match's. */
typedef struct rsn_filter_need {
    uint32_t first_literal;
    uint16_t literal_count, far;
} rsn_filter_need;

typedef struct rsn_filter_pattern {
    uint32_t first_need;
    uint16_t need_count, text_chunks; /* as rsn_pack_pattern has them */
} rsn_filter_pattern;

/* A pattern waits for the rarest of its needs in one layer, and for the second in the other: a third would cost more than it saves. */
enum { RSN_FILTER_LAYERS = 2 };

/* Of the 32 patterns from block * 32 on, a bit each. */
typedef struct rsn_filter_block {
    uint32_t patterns, block;
} rsn_filter_block;

typedef struct rsn_filter_entry {
    uint32_t literal_in_layer; /* literal * RSN_FILTER_LAYERS + layer */
    uint32_t pattern;          /* which waits for it there            */
} rsn_filter_entry;

struct rsn_prefilter {
    ressenti_allocator memory;
    rsn_array slots;      /* rsn_filter_slot                                                     */
    rsn_array keys;       /* uint64_t: of each literal                                           */
    rsn_array shorter;    /* uint32_t: of each literal the longest that it begins with, or NONE  */
    rsn_array signs;      /* uint64_t: of each literal, its bit and those of the ones it begins with */
    rsn_array lead_signs; /* uint64_t: of each pattern, those of the literals that lead it       */
    rsn_array lists;      /* rsn_filter_list                                                     */
    rsn_array list_slots; /* uint32_t: list + 1 by the hash of its literals                      */
    rsn_array literals;   /* uint32_t: of all lists                                              */
    rsn_array needs;      /* rsn_filter_need: of a pattern the shortest lists first              */
    rsn_array patterns;   /* rsn_filter_pattern                                                  */
    rsn_array begin;      /* uint32_t: of each literal in each layer, and one more, where its blocks begin */
    rsn_array blocks;     /* rsn_filter_block                                                    */
    rsn_array entries;    /* rsn_filter_entry, until it is closed                                */
    rsn_array free[RSN_FILTER_LAYERS]; /* uint32_t: a bit of each pattern that waits for nothing in this layer */
};

/* One multiplication: this hash is of this process alone. */
static inline uint64_t rsn_filter_hash(uint64_t key)
{
    uint64_t product = key * 0x9E3779B97F4A7C15u;
    return product ^ product >> 32;
}

static inline uint64_t rsn_filter_shortened(uint64_t key, uint32_t size)
{
    return size >= RSN_PACK_LITERAL_MAX ? key : key & (((uint64_t)1 << 8 * size) - 1);
}

/* The first bytes of a word, and its end when it is short, of eight bytes that begin with it.  By tables: how long
 * the next word is nobody can guess, and a processor that guesses wrong waits. */
static inline uint64_t rsn_filter_key(uint64_t bytes, uint32_t size)
{
#define BYTES(n) (((uint64_t)1 << 8 * (n)) - 1)
#define END(n) ((uint64_t)RSN_PACK_WORD_END << 8 * (n))
    static const uint64_t KEPT[] = {0, BYTES(1), BYTES(2), BYTES(3), BYTES(4), BYTES(5), BYTES(6), BYTES(7), UINT64_MAX};
    static const uint64_t ENDS[] = {END(0), END(1), END(2), END(3), END(4), END(5), END(6), END(7), 0};
#undef BYTES
#undef END
    uint32_t taken = size < RSN_PACK_LITERAL_MAX ? size : RSN_PACK_LITERAL_MAX;
    return (bytes & KEPT[taken]) | ENDS[taken];
}

/* One of 64 bits: literals that have none in common are not the same. */
static inline uint64_t rsn_filter_sign(uint32_t literal)
{
    return (uint64_t)1 << (rsn_filter_hash(literal) >> 16) % 64;
}

/* The longest literal with which the key begins, that is shorter than `size` + 1 bytes; RESSENTI_NONE: there is none. */
uint32_t rsn_filter_longest(const rsn_prefilter *prefilter, uint64_t key, uint32_t size);

static inline uint32_t rsn_filter_key_size(uint64_t key)
{
    uint32_t size = 0;
    for (; key != 0; key >>= 8) size++;
    return size;
}

#endif
