/* Checked sizes and the caller's allocator. */
#include "memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void *libc_allocate(void *context, size_t size)
{
    (void)context;
    return malloc(size);
}

static void *libc_resize(void *context, void *block, size_t old_size, size_t new_size)
{
    (void)context;
    (void)old_size;
    return realloc(block, new_size);
}

static void libc_release(void *context, void *block, size_t size)
{
    (void)context;
    (void)size;
    free(block);
}

ressenti_allocator rsn_allocator_or_default(const ressenti_allocator *memory)
{
    static const ressenti_allocator LIBC = {libc_allocate, libc_resize, libc_release, NULL};
    return memory != NULL ? *memory : LIBC;
}

void *rsn_allocate(const ressenti_allocator *memory, size_t size)
{
    return memory->allocate(memory->context, size == 0 ? 1 : size);
}

void *rsn_allocate_zeroed(const ressenti_allocator *memory, size_t size)
{
    void *block = rsn_allocate(memory, size);
    if (block != NULL) memset(block, 0, size == 0 ? 1 : size);
    return block;
}

void *rsn_resize(const ressenti_allocator *memory, void *block, size_t old_size, size_t new_size)
{
    if (block == NULL) return rsn_allocate(memory, new_size);
    return memory->resize(memory->context, block, old_size == 0 ? 1 : old_size, new_size == 0 ? 1 : new_size);
}

void rsn_release(const ressenti_allocator *memory, void *block, size_t size)
{
    if (block != NULL) memory->release(memory->context, block, size == 0 ? 1 : size);
}

bool rsn_multiply(size_t a, size_t b, size_t *product)
{
    if (b != 0 && a > SIZE_MAX / b) return false;
    *product = a * b;
    return true;
}

static size_t grown_capacity(size_t capacity, size_t needed)
{
    size_t grown = capacity < 8 ? 8 : capacity;
    while (grown < needed) {
        if (grown > SIZE_MAX / 2) return needed;
        grown *= 2;
    }
    return grown;
}

bool rsn_array_reserve(const ressenti_allocator *memory, rsn_array *array, size_t extra)
{
    if (extra <= array->capacity - array->count) return true;
    if (extra > SIZE_MAX - array->count) return false;
    size_t capacity = grown_capacity(array->capacity, array->count + extra);
    size_t new_size;
    if (!rsn_multiply(capacity, array->element_size, &new_size)) return false;
    void *items = rsn_resize(memory, array->items, array->capacity * array->element_size, new_size);
    if (items == NULL) return false;
    array->items = items;
    array->capacity = capacity;
    return true;
}

void *rsn_array_push(const ressenti_allocator *memory, rsn_array *array)
{
    if (!rsn_array_reserve(memory, array, 1)) return NULL;
    char *item = (char *)array->items + array->count * array->element_size;
    memset(item, 0, array->element_size);
    array->count++;
    return item;
}

bool rsn_array_append(const ressenti_allocator *memory, rsn_array *array, const void *items, size_t count)
{
    if (!rsn_array_reserve(memory, array, count)) return false;
    if (count > 0) {
        char *end = (char *)array->items + array->count * array->element_size;
        memcpy(end, items, count * array->element_size);
        array->count += count;
    }
    return true;
}

void rsn_array_free(const ressenti_allocator *memory, rsn_array *array)
{
    rsn_release(memory, array->items, array->capacity * array->element_size);
    array->items = NULL;
    array->count = array->capacity = 0;
}
