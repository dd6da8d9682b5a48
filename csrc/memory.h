/* Checked sizes and the caller's allocator. */
#ifndef RSN_MEMORY_H
#define RSN_MEMORY_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "ressenti.h"

/* The allocator to use when the caller gave none: the C library's. */
ressenti_allocator rsn_allocator_or_default(const ressenti_allocator *memory);

/* NULL when memory is short; a size of 0 is asked for as 1. */
void *rsn_allocate(const ressenti_allocator *memory, size_t size);
void *rsn_allocate_zeroed(const ressenti_allocator *memory, size_t size);
void *rsn_resize(const ressenti_allocator *memory, void *block, size_t old_size, size_t new_size);
void rsn_release(const ressenti_allocator *memory, void *block, size_t size); /* NULL is fine */

/* false: the product does not fit a size_t. */
bool rsn_multiply(size_t a, size_t b, size_t *product);

static inline bool rsn_same_text(ressenti_text a, ressenti_text b)
{
    return a.size == b.size && (a.size == 0 || memcmp(a.data, b.data, a.size) == 0);
}

/* A growable array of any element; zero-initialise it, element_size first. */
typedef struct rsn_array {
    void *items;
    size_t count, capacity, element_size;
} rsn_array;

#define RSN_ARRAY(type) {NULL, 0, 0, sizeof(type)}
#define RSN_AT(array, type, index) (((type *)(array)->items)[index])

/* Room for `extra` more; false: no memory, the array is as before. */
bool rsn_array_reserve(const ressenti_allocator *memory, rsn_array *array, size_t extra);
/* Appends one zeroed element and returns it; NULL: no memory. */
void *rsn_array_push(const ressenti_allocator *memory, rsn_array *array);
bool rsn_array_append(const ressenti_allocator *memory, rsn_array *array, const void *items, size_t count);
void rsn_array_free(const ressenti_allocator *memory, rsn_array *array);

#endif
