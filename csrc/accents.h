/* The words of a text as they were typed: for rules and words that demand accents. */
#ifndef RSN_ACCENTS_H
#define RSN_ACCENTS_H

#include "normalize.h"

/* A folded text and the text itself.  The spelling with its accents is the whole text folded once more, which gives each
 * word what stands before and behind it; few texts are ever asked for it, so it is made with the first question. */
typedef struct rsn_accents {
    rsn_arena *arena;
    const rsn_kernels *kernels;
    ressenti_text text;       /* as given                                       */
    uint32_t flags;           /* with which it was folded                       */
    const rsn_folded *folded; /* respelled, perhaps                             */
    rsn_folded typed;         /* the same with RESSENTI_KEEP_ACCENTS, once made */
    bool is_typed, has_failed; /* failed: there was no memory to make it        */
} rsn_accents;

/* Nothing is made yet; `text` and `folded` stay the caller's and must last as long. */
rsn_accents rsn_accents_of(rsn_arena *arena, const rsn_kernels *kernels, ressenti_text text, uint32_t flags, const rsn_folded *folded);

/* Whether a letter of the word around this span, no longer than 64 letters to either side, was typed with an accent.
 * A word that was respelled counts as typed without. */
bool rsn_accents_stand(const rsn_folded *folded, rsn_span span);

/* A span of the folded text with its accents: small letters, composed (NFC).  Not for words that were respelled.
 * Empty, and `has_failed`, for want of memory.  O(text) once, then O(log text); valid as long as the arena's text. */
ressenti_text rsn_accents_typed(rsn_accents *accents, rsn_span span);

/* Whether the letters that end at `end` may stand for `demanded`, their spelling: as many letters, of which each is one
 * folded byte.  A word typed without any accent stands for every spelling of it.  `accents` NULL: all words are. */
bool rsn_accents_agree(rsn_accents *accents, uint32_t end, ressenti_text demanded);

/* Characters of UTF-8. */
static inline uint32_t rsn_count_letters(ressenti_text text)
{
    uint32_t letters = 0;
    for (size_t i = 0; i < text.size; i++) letters += ((uint8_t)text.data[i] & 0xC0) != 0x80;
    return letters;
}

#endif
