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

/* Literals of which one is needed, the same for all patterns that need these; and the checks that wait for them.
 * Where a group stands is written down as words are seen when checks wait for it, and else only when it is asked. */
typedef struct rsn_filter_group {
    uint32_t first_literal, literal_count;
    uint32_t first_check, check_count;
    bool is_hinted; /* some check has its literals as a hint */
} rsn_filter_group;

typedef struct rsn_filter_need {
    uint32_t group, far;
} rsn_filter_need;

/* A literal that has occurred leaves a bit, which it may share: so most checks fail without a look at their needs. */
enum { RSN_FILTER_BITS = 4096, RSN_FILTER_HINTS = 4, RSN_FILTER_ALWAYS_SET = 0 };

static inline uint16_t rsn_filter_bit(uint32_t literal)
{
    return (uint16_t)(1 + literal % (RSN_FILTER_BITS - 1));
}

/* When the group that a pattern waits for has occurred, these are asked; the first is the lead of a pattern that is led. */
typedef struct rsn_filter_check {
    uint32_t pattern, first_need;
    uint16_t hints[RSN_FILTER_HINTS]; /* bits of one need's literals: without any of them the check fails */
    uint16_t need_count;
    bool is_led;
} rsn_filter_check;

struct rsn_prefilter {
    ressenti_allocator memory;
    rsn_array slots;          /* rsn_filter_slot                                                     */
    rsn_array keys;           /* uint64_t: of each literal                                           */
    rsn_array shorter;        /* uint32_t: of each literal the longest that it begins with, or NONE  */
    rsn_array signs;          /* uint64_t: of each literal, its bit and those of the ones it begins with */
    rsn_array lead_signs;     /* uint64_t: of each pattern, those of the literals that lead it       */
    rsn_array next_marked;    /* uint32_t: the same, but only those that are marked; itself comes first, see is_marked */
    rsn_array is_marked;      /* bool: of each literal, it is a hint, or in a group without checks   */
    rsn_array groups;         /* rsn_filter_group                                                    */
    rsn_array group_literals; /* uint32_t                                                            */
    rsn_array group_slots;    /* uint32_t: group + 1 by the hash of its literals                     */
    rsn_array needs;          /* rsn_filter_need                                                     */
    rsn_array checks;         /* rsn_filter_check, by the group that they wait for once it is closed */
    rsn_array awaited;        /* uint32_t: of each check its group, until it is closed               */
    rsn_array always;         /* uint32_t: patterns that need nothing                                */
    rsn_array waiting_begin, waiting_groups; /* of each literal, and those that it begins with, the groups for which a check waits */
    uint32_t pattern_count;
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
