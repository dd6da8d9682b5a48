/* Byte offsets into a text as code points. */
#ifndef RSN_OFFSETS_H
#define RSN_OFFSETS_H

#include <stdint.h>

#include "arena.h"
#include "ressenti.h"

/* Counts every so many bytes, so that each question costs little whatever the length of the text. */
typedef struct rsn_offsets {
    const uint8_t *bytes;
    uint32_t *checkpoints; /* NULL: offsets stay as they are */
} rsn_offsets;

/* Without RESSENTI_CODE_POINTS nothing is counted; with REPLACE_INVALID or REPAIR_INVALID, pieces that are no UTF-8
 * count one each, as they were read.  O(text.size) once.  NO_MEMORY is the only failure. */
ressenti_status rsn_offsets_init(rsn_arena *arena, ressenti_text text, uint32_t flags, rsn_offsets *offsets);
uint32_t rsn_offset(const rsn_offsets *offsets, uint32_t byte); /* O(1) */

#endif
