/* Memory that is forgotten all at once after each text. */
#include "arena.h"

#include <stdint.h>

#include "memory.h"

enum { FIRST_BLOCK_SIZE = 64 * 1024, KEPT_BLOCK_SIZE = 4 * 1024 * 1024 };

struct rsn_arena_block {
    rsn_arena_block *next;
    size_t size; /* of the bytes behind this header */
    max_align_t bytes[];
};

void rsn_arena_init(rsn_arena *arena, const ressenti_allocator *memory)
{
    *arena = (rsn_arena){.memory = *memory};
}

static void release_block(rsn_arena *arena, rsn_arena_block *block)
{
    rsn_release(&arena->memory, block, sizeof *block + block->size);
}

void rsn_arena_free(rsn_arena *arena)
{
    while (arena->blocks != NULL) {
        rsn_arena_block *block = arena->blocks;
        arena->blocks = block->next;
        release_block(arena, block);
    }
    arena->free = NULL;
    arena->left = 0;
}

static void take_up(rsn_arena *arena, rsn_arena_block *block)
{
    arena->free = block == NULL ? NULL : (char *)block->bytes;
    arena->left = block == NULL ? 0 : block->size;
}

void rsn_arena_reset(rsn_arena *arena)
{
    /* Blocks grow, so the newest is the largest; a giant left by one huge text is let go. */
    while (arena->blocks != NULL && (arena->blocks->next != NULL || arena->blocks->size > KEPT_BLOCK_SIZE)) {
        rsn_arena_block *block = arena->blocks;
        rsn_arena_block *older = block->next;
        if (older != NULL && block->size <= KEPT_BLOCK_SIZE) {
            block->next = older->next;
            release_block(arena, older);
        } else {
            arena->blocks = older;
            release_block(arena, block);
        }
    }
    take_up(arena, arena->blocks);
}

static void *grow_and_take(rsn_arena *arena, size_t size)
{
    size_t block_size = arena->blocks != NULL ? arena->blocks->size * 2 : FIRST_BLOCK_SIZE;
    if (block_size < size) block_size = size;
    if (block_size > SIZE_MAX - sizeof(rsn_arena_block)) return NULL;
    rsn_arena_block *block = rsn_allocate(&arena->memory, sizeof *block + block_size);
    if (block == NULL) return NULL;
    block->next = arena->blocks;
    block->size = block_size;
    arena->blocks = block;
    take_up(arena, block);
    return rsn_arena_cut(arena, size);
}

void *rsn_arena_take_more(rsn_arena *arena, size_t count, size_t element_size)
{
    size_t size;
    if (!rsn_multiply(count, element_size, &size) || size > SIZE_MAX / 4) return NULL;
    size = rsn_arena_aligned(size);
    return arena->blocks == NULL || size > arena->left ? grow_and_take(arena, size) : rsn_arena_cut(arena, size);
}
