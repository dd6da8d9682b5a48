/* How often words begin in a certain way, counted in sample texts: the rarer, the better to wait for. */
#ifndef RSN_RARITY_H
#define RSN_RARITY_H

#include "memory.h"
#include "tokenize.h"

enum { RSN_RARITY_WORD_MAX = 15 };

typedef struct rsn_rarity_word {
    char bytes[RSN_RARITY_WORD_MAX];
    char end;
} rsn_rarity_word; /* one occurrence, padded with NUL */

typedef struct rsn_rarity {
    rsn_array words; /* rsn_rarity_word */
    bool is_closed;
} rsn_rarity;

#define RSN_RARITY_INIT {RSN_ARRAY(rsn_rarity_word), false}

/* Counts the words of a text; no more after rsn_rarity_close.  NO_MEMORY is the only failure. */
ressenti_status rsn_rarity_count(const ressenti_allocator *memory, rsn_rarity *rarity, const rsn_folded *folded,
                                 const rsn_tokens *tokens);
/* Sorts what was counted; O(n log n), nothing when it is closed already. */
void rsn_rarity_close(rsn_rarity *rarity);
/* How many words of the samples begin with these bytes.  O(log n); the rarity must be closed. */
uint32_t rsn_rarity_of(const rsn_rarity *rarity, const char *bytes, size_t size);
void rsn_rarity_free(const ressenti_allocator *memory, rsn_rarity *rarity);

#endif
