/* Which patterns could match this text at all: the words they cannot do without, looked up once per word. */
#ifndef RSN_PREFILTER_H
#define RSN_PREFILTER_H

#include "memory.h"
#include "normalize.h"
#include "pack.h"

typedef struct rsn_prefilter rsn_prefilter;
/* What one thread keeps from text to text. */
typedef struct rsn_prefilter_state rsn_prefilter_state;

ressenti_status rsn_prefilter_new(const ressenti_allocator *memory, rsn_prefilter **prefilter);
void rsn_prefilter_release(rsn_prefilter *prefilter);

/* Patterns are added in order, from 0; then the prefilter is closed and never changes again. */
ressenti_status rsn_prefilter_add(rsn_prefilter *prefilter, const rsn_pack_view *view, const rsn_pack_pattern *pattern);
ressenti_status rsn_prefilter_close(rsn_prefilter *prefilter);

ressenti_status rsn_prefilter_state_new(const rsn_prefilter *prefilter, const ressenti_allocator *memory,
                                        rsn_prefilter_state **state);
void rsn_prefilter_state_release(rsn_prefilter_state *state);

/* Bit p of the answer: pattern p may match.  One word of 64 bits for 64 patterns; valid until the next call.
 * NULL: not enough memory.  O(size + candidates). */
const uint64_t *rsn_prefilter_candidates(const rsn_prefilter *prefilter, rsn_prefilter_state *state,
                                         const rsn_folded *folded);
/* Where a pattern whose first word is known can begin in the text at hand: the places of its leading literals. */
typedef struct rsn_starts {
    rsn_prefilter_state *state;
    uint32_t count, literals[RSN_PACK_GROUP_MAX]; /* those that occur */
} rsn_starts;

void rsn_prefilter_starts(const rsn_prefilter *prefilter, rsn_prefilter_state *state, uint32_t pattern, rsn_starts *starts);
/* The first place at or after `from`; RESSENTI_NONE: there is none. */
uint32_t rsn_starts_next(const rsn_starts *starts, uint32_t from);

/* Some pattern names a word that begins like this one. */
bool rsn_prefilter_knows(const rsn_prefilter *prefilter, const uint8_t *word, uint32_t size);

#endif
