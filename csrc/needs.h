/* What a program cannot do without: words of which every text that matches has one, and how far apart they may stand. */
#ifndef RSN_NEEDS_H
#define RSN_NEEDS_H

#include <stdbool.h>
#include <stdint.h>

#include "pack_format.h"
#include "program.h"
#include "rarity.h"

enum { RSN_NEEDS_MAX = RSN_PACK_NEEDS_MAX };

/* The beginning of a word, padded with NUL; with RSN_PACK_WORD_END behind its bytes, all of it. */
typedef struct rsn_literal {
    uint8_t size;
    char bytes[RSN_PACK_LITERAL_MAX];
} rsn_literal;

/* One of the literals begins a word, at most `far` chunks (program_flow.h) behind the one in which the match begins. */
typedef struct rsn_need {
    uint32_t far; /* RSN_PACK_ANYWHERE: not known */
    uint32_t count;
    rsn_literal items[RSN_PACK_NEED_MAX];
} rsn_need;

/* All of them, the rarest first, but for the lead: with it, items[0] says how the word begins at which a match begins. */
typedef struct rsn_needs {
    bool is_led;
    uint32_t text_chunks; /* 0, or a match begins where the text does, which has at most so many chunks; RSN_PACK_ANYWHERE: not known */
    uint32_t count;
    rsn_need items[RSN_NEEDS_MAX];
} rsn_needs;

/* `program` NULL: nothing is known.  `rarity`, closed, says which needs are worth keeping.
 * NO_MEMORY is the only failure.  O(instructions), with a bound on the work for expressions of many choices. */
ressenti_status rsn_program_needs(const ressenti_allocator *memory, const rsn_program *program, const rsn_rarity *rarity,
                                  rsn_needs *needs);

/* Which of the needs to wait for: the rarest, the lead included, and the next; the same twice where there is but one, or where
 * the next is far too common. */
void rsn_needs_wait_for(const rsn_rarity *rarity, const rsn_needs *needs, uint16_t *rarest, uint16_t *second);

#endif
