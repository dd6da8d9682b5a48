/* Memory that is forgotten all at once after each text. */
#ifndef RSN_ARENA_H
#define RSN_ARENA_H

#include <stdalign.h>
#include <stdbool.h>
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
/* For rsn_arena_take: a new block, or what cannot be counted so easily. */
void *rsn_arena_take_more(rsn_arena *arena, size_t count, size_t element_size);

/* The first `size` bytes of what is left, which are there and a multiple of the alignment. */
static inline void *rsn_arena_cut(rsn_arena *arena, size_t size)
{
    void *taken = arena->free;
    arena->free += size;
    arena->left -= size;
    return taken;
}

static inline size_t rsn_arena_aligned(size_t size)
{
    return (size + alignof(max_align_t) - 1) / alignof(max_align_t) * alignof(max_align_t);
}

/* Aligned for any type, not zeroed; NULL: no memory. */
static inline void *rsn_arena_take(rsn_arena *arena, size_t count, size_t element_size)
{
    enum { EASY = 1 << 15 }; /* products and sums of two such fit */
    bool is_easy = count < EASY && element_size < EASY && arena->free != NULL;
    size_t size = is_easy ? rsn_arena_aligned(count * element_size) : 0;
    return is_easy && size <= arena->left ? rsn_arena_cut(arena, size) : rsn_arena_take_more(arena, count, element_size);
}

#endif
