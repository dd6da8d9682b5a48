/* An allocator that knows what is out, checks the sizes it is given back, and fails when told to. */
#ifndef COUNTING_H
#define COUNTING_H

#include <stdalign.h>
#include <stddef.h>
#include <stdlib.h>

#include "check.h"
#include "ressenti.h"

typedef struct counting {
    long calls, blocks, wrong_sizes;
    size_t bytes, asked; /* out now; ever asked for */
    long fail_at;      /* the call that fails, from 1; 0: none    */
    bool for_ever;     /* and all after it                        */
    bool has_failed;
} counting;

enum { COUNTING_HEAD = alignof(max_align_t) };

static inline bool counting_fails(counting *in)
{
    in->calls++;
    bool fails = in->fail_at > 0 && (in->for_ever ? in->calls >= in->fail_at : in->calls == in->fail_at);
    in->has_failed = in->has_failed || fails;
    return fails;
}

static inline void *counting_allocate(void *context, size_t size)
{
    counting *in = context;
    if (counting_fails(in) || size > PTRDIFF_MAX / 2) return NULL;
    char *block = malloc(size + COUNTING_HEAD);
    if (block == NULL) return NULL;
    memcpy(block, &size, sizeof size);
    memset(block + COUNTING_HEAD, 0xA5, size); /* what is not initialised shows */
    in->blocks++;
    in->bytes += size;
    in->asked += size;
    return block + COUNTING_HEAD;
}

static inline void counting_release(void *context, void *block, size_t size)
{
    counting *in = context;
    size_t given;
    memcpy(&given, (char *)block - COUNTING_HEAD, sizeof given);
    in->wrong_sizes += given != size;
    in->blocks--;
    in->bytes -= given;
    free((char *)block - COUNTING_HEAD);
}

static inline void *counting_resize(void *context, void *block, size_t old_size, size_t new_size)
{
    void *moved = counting_allocate(context, new_size);
    if (moved == NULL) return NULL;
    memcpy(moved, block, old_size < new_size ? old_size : new_size);
    counting_release(context, block, old_size);
    return moved;
}

static inline ressenti_allocator counting_allocator(counting *in)
{
    return (ressenti_allocator){counting_allocate, counting_resize, counting_release, in};
}

#endif
