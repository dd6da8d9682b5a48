/* A program while it is written: shared by program.c, which parses, and program_seal.c, which finishes. */
#ifndef RSN_PROGRAM_DRAFT_H
#define RSN_PROGRAM_DRAFT_H

#include "program_format.h"

enum { RSN_PROGRAM_MAX = 6000 }; /* instructions */

typedef struct rsn_program_draft {
    ressenti_allocator memory;
    rsn_array instructions, sets, switches, targets, demands;
} rsn_program_draft;

static inline void rsn_set_add(rsn_byte_set *set, unsigned first, unsigned last)
{
    for (unsigned byte = first; byte <= last; byte++) set->bits[byte >> 6] |= (uint64_t)1 << (byte & 63);
}

/* Finds where a match can begin and which branches are many, and copies all into one block.
 * `*program` stays as it is when the expression may match nothing.  NO_MEMORY is the only failure. */
ressenti_status rsn_program_seal(rsn_program_draft *draft, rsn_program **program);

#endif
