/* The phrases that analysts write -> regular expressions over folded text, and the words they cannot do without.
 * The language is described in docs/authoring.fr.md, section 1. */
#ifndef RSN_PHRASE_H
#define RSN_PHRASE_H

#include <stddef.h>
#include <stdint.h>

#include "memory.h"
#include "pack_format.h"
#include "rarity.h"
#include "ressenti.h"

enum { RSN_LITERAL_MAX = 15, RSN_GROUP_MAX = RSN_PACK_GROUP_MAX, RSN_NEEDS_MAX = 5 };

/* The beginning of a word. */
typedef struct rsn_literal {
    uint8_t size;
    char bytes[RSN_LITERAL_MAX];
} rsn_literal;

/* Literals of which one at least begins a word of every text that matches. */
typedef struct rsn_literal_group {
    uint32_t count;
    rsn_literal items[RSN_GROUP_MAX];
} rsn_literal_group;

/* All of these groups are needed, the rarest first; none: nothing is known. */
typedef struct rsn_needs {
    uint32_t count;
    rsn_literal_group groups[RSN_NEEDS_MAX];
    rsn_literal_group lead; /* the word at which a match begins has one of these; count 0: not known */
} rsn_needs;

/* Appends to `regex` (bytes) the expression of one phrase, without word borders at its two ends,
 * so that several can be joined with bars.  `phrase` is already folded; `rarity`, closed, says which needs are rare.
 * BAD_PATTERN with the byte in error->offset; NO_MEMORY. */
ressenti_status rsn_phrase_compile(const ressenti_allocator *memory, const rsn_rarity *rarity, ressenti_text phrase,
                                   rsn_array *regex, rsn_needs *needs, ressenti_error *error);

#endif
