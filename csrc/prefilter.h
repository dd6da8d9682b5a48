/* Which patterns could match this text, and at which words: the words they cannot do without, looked up once per word. */
#ifndef RSN_PREFILTER_H
#define RSN_PREFILTER_H

#include "kernels/kernels.h"
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

/* Bit p of the answer: of pattern p the words are there that it waits for, see its places.  One word of 64 bits for 64
 * patterns; valid until the next call.  NULL: not enough memory.  O(size + patterns that wait for its words). */
const uint64_t *rsn_prefilter_candidates(const rsn_prefilter *prefilter, const rsn_kernels *kernels, rsn_prefilter_state *state,
                                         const rsn_folded *folded);

/* Where a pattern may begin, from left to right. */
typedef struct rsn_places {
    uint64_t buckets, signs; /* still ahead, 0: the pattern cannot match; what the words there must share */
    uint32_t word;           /* the next one to look at */
} rsn_places;

/* Only for a candidate of the text at hand.  O(words that it needs one of). */
rsn_places rsn_prefilter_places(const rsn_prefilter *prefilter, const rsn_prefilter_state *state, uint32_t pattern);
/* Of a pattern that is led: the first place at or after `from`, which never goes back; RESSENTI_NONE: there is none. */
uint32_t rsn_places_next(const rsn_prefilter *prefilter, const rsn_prefilter_state *state, rsn_places *places, uint32_t from);

/* Of any pattern: the next bytes among which a match may begin, of a text of `size` bytes; false: there are none. */
bool rsn_places_stretch(const rsn_prefilter_state *state, rsn_places *places, uint32_t size, rsn_span *stretch);

/* Some pattern names this word, of at most seven bytes; or one that this begins with. */
bool rsn_prefilter_names(const rsn_prefilter *prefilter, const uint8_t *bytes, uint32_t size);
bool rsn_prefilter_knows(const rsn_prefilter *prefilter, const uint8_t *bytes, uint32_t size);

#endif
