/* Memory that is forgotten all at once after each text. */
#ifndef RSN_ARENA_H
#define RSN_ARENA_H

#include <stddef.h>

#include "ressenti.h"

typedef struct rsn_arena_block rsn_arena_block;

typedef struct rsn_arena {
    ressenti_allocator memory;
    rsn_arena_block *blocks; /* newest first */
    size_t used;             /* of the newest block */
} rsn_arena;

void rsn_arena_init(rsn_arena *arena, const ressenti_allocator *memory);
void rsn_arena_free(rsn_arena *arena);
/* Forgets everything; keeps at most one block, so that the next text asks for nothing. */
void rsn_arena_reset(rsn_arena *arena);
/* Aligned for any type, not zeroed; NULL: no memory. */
void *rsn_arena_take(rsn_arena *arena, size_t count, size_t element_size);

#endif
