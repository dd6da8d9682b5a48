/* Words and expressions of several packs, and the longest that stands at each place of a text. */
#ifndef RSN_LEXICON_H
#define RSN_LEXICON_H

#include "accents.h"
#include "pack.h"
#include "span.h"
#include "tokenize.h"

/* The packs' views, the last one wins. */
typedef struct rsn_lexicon {
    const rsn_pack_view *const *views;
    uint32_t count;
} rsn_lexicon;

/* The entry with this key; NULL: none. */
const rsn_pack_word *rsn_lexicon_find(const rsn_lexicon *lexicon, uint64_t key, const rsn_pack_view **view);

/* A word or expression found in the text. */
typedef struct rsn_reading {
    const rsn_pack_word *word;
    ressenti_text form;   /* of the entry, in its pack  */
    rsn_span tokens;
} rsn_reading;

/* What the lexicon knows of a text: non-overlapping, longest first from left to right. */
typedef struct rsn_readings {
    rsn_reading *items;
    uint32_t count;
    uint32_t *of_token; /* index + 1 of the reading that covers a token, 0: none */
} rsn_readings;

/* O(tokens).  `accents` of the text, for words that demand them; NULL: what demands any is not read.
 * NO_MEMORY is the only failure. */
ressenti_status rsn_read_words(rsn_arena *arena, const rsn_lexicon *lexicon, const rsn_tokens *tokens, rsn_accents *accents,
                               rsn_readings *readings);

/* The same for what tells promises from facts, which other readings do not hide and which hides none.  O(tokens). */
ressenti_status rsn_read_cues(rsn_arena *arena, const rsn_lexicon *lexicon, const rsn_tokens *tokens, rsn_accents *accents, rsn_readings *cues);

/* The reading that covers token `at` if it has one of the RSN_HAS_* bits `wanted`; NULL otherwise. */
static inline const rsn_reading *rsn_reading_with(const rsn_readings *readings, uint32_t at, uint32_t wanted)
{
    uint32_t index = readings->of_token[at];
    if (index == 0) return NULL;
    const rsn_reading *reading = &readings->items[index - 1];
    return (reading->word->has & wanted) != 0 ? reading : NULL;
}

#endif
