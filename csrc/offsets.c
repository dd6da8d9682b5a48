/* Byte offsets into a text as code points. */
#include "offsets.h"

#include "utf8.h"

enum { STRIDE = 64 };

ressenti_status rsn_offsets_init(rsn_arena *arena, ressenti_text text, int in_code_points, rsn_offsets *offsets)
{
    *offsets = (rsn_offsets){(const uint8_t *)text.data, NULL};
    if (!in_code_points) return RESSENTI_OK;
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
