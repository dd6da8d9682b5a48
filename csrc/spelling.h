/* How the words begin that a program may read from one of its instructions on. */
#ifndef RSN_SPELLING_H
#define RSN_SPELLING_H

#include "needs.h"
#include "program_flow.h"

typedef struct rsn_spelling {
    const rsn_program *program;
    const rsn_arrival *arrivals;
    const uint32_t *resume; /* as rsn_program_flow fills it */
    uint32_t joined_until; /* before this instruction what may stand between two parts of a word is left out */
    bool is_border;        /* a word may begin, whatever the flow says */
    uint32_t bytes_most;   /* of a literal: what goes on behind them is not told apart */
    uint32_t steps;        /* work so far                              */
    rsn_need *need;
} rsn_spelling;

/* Adds the beginnings of the words that may begin at instruction `at`, behind the first `skip` bytes of it when it is
 * a string, to spelling->need; false: not all can be told. */
bool rsn_spell(rsn_spelling *spelling, uint32_t at, uint32_t skip);

/* false: there is no room.  A literal stands for all that go on from it. */
bool rsn_need_add(rsn_need *need, const rsn_literal *literal);

#endif
