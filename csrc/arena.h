/* Memory that is forgotten all at once after each text. */
#ifndef RSN_ARENA_H
#define RSN_ARENA_H

#include <stdalign.h>
#include <stddef.h>

#include "ressenti.h"

typedef struct rsn_arena_block rsn_arena_block;

typedef struct rsn_arena {
    ressenti_allocator memory;
    rsn_arena_block *blocks; /* newest first */
    char *free;              /* in the newest block: what is not taken yet */
    size_t left;             /* bytes of it                                */
} rsn_arena;

void rsn_arena_init(rsn_arena *arena, const ressenti_allocator *memory);
void rsn_arena_free(rsn_arena *arena);
/* Forgets everything; keeps at most one block, so that the next text asks for nothing. */
void rsn_arena_reset(rsn_arena *arena);
/* rsn_arena_take where there is no room, or none that can be counted. */
void *rsn_arena_take_more(rsn_arena *arena, size_t count, size_t element_size);

/* Aligned for any type, not zeroed; NULL: no memory. */
static inline void *rsn_arena_take(rsn_arena *arena, size_t count, size_t element_size)
{
    enum { ALIGNMENT = alignof(max_align_t), EASY = 1 << 15 }; /* EASY: products and sums of two such fit */
    if (count >= EASY || element_size >= EASY) return rsn_arena_take_more(arena, count, element_size);
    size_t size = (count * element_size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if (size > arena->left || arena->free == NULL) return rsn_arena_take_more(arena, count, element_size);
    void *taken = arena->free;
    arena->free += size;
    arena->left -= size;
    return taken;
}

#endif
