/* Byte offsets into a text as code points. */
#include "offsets.h"

#include <string.h>

#include "failure.h"
#include "normalize.h"
#include "utf8.h"

enum { STRIDE = 64 };

/* A copy in which each invalid piece has the form of one character. */
static ressenti_status take_shape(rsn_arena *arena, ressenti_text text, uint32_t flags, rsn_offsets *offsets)
{
    const uint8_t *bytes = (const uint8_t *)text.data;
    uint8_t *shape = rsn_arena_take(arena, text.size, 1);
    if (shape == NULL) return RESSENTI_NO_MEMORY;
    memcpy(shape, bytes, text.size);
    offsets->bytes = shape;
    for (size_t at = rsn_utf8_valid_size(bytes, text.size); at < text.size; at += rsn_utf8_valid_size(bytes + at, text.size - at)) {
        uint32_t size = rsn_invalid_size(bytes + at, text.size - at, flags);
        shape[at] = 0xC0;
        memset(shape + at + 1, 0x80, size - 1);
        at += size;
    }
    return RESSENTI_OK;
}

ressenti_status rsn_offsets_init(rsn_arena *arena, ressenti_text text, uint32_t flags, rsn_offsets *offsets)
{
    *offsets = (rsn_offsets){(const uint8_t *)text.data, NULL};
    if ((flags & RESSENTI_CODE_POINTS) == 0) return RESSENTI_OK;
    if (flags & RSN_INVALID_ALLOWED) RSN_TRY(take_shape(arena, text, flags, offsets));
    size_t count = text.size / STRIDE + 1;
    offsets->checkpoints = rsn_arena_take(arena, count, sizeof *offsets->checkpoints);
    if (offsets->checkpoints == NULL) return RESSENTI_NO_MEMORY;
    offsets->checkpoints[0] = 0;
    for (size_t i = 1; i < count; i++)
        offsets->checkpoints[i] = offsets->checkpoints[i - 1] + rsn_utf8_count(offsets->bytes + (i - 1) * STRIDE, STRIDE);
    return RESSENTI_OK;
}

uint32_t rsn_offset(const rsn_offsets *offsets, uint32_t byte)
{
    if (offsets->checkpoints == NULL) return byte;
    uint32_t stride = byte / STRIDE;
    return offsets->checkpoints[stride] + rsn_utf8_count(offsets->bytes + (size_t)stride * STRIDE, byte % STRIDE);
}
