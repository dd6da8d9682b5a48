/* UTF-8 validation, a character at a time: the specification of the other kernels. */
#include <string.h>

#include "kernels/kernels.h"

static bool is_continuation(uint8_t byte)
{
    return (byte & 0xC0) == 0x80;
}

/* The length of the well-formed sequence at `bytes`, 0 if there is none. */
static size_t sequence_size(const uint8_t *bytes, size_t size)
{
    uint8_t lead = bytes[0];
    if (lead < 0x80) return 1;
    if (lead < 0xC2) return 0; /* a continuation, or an overlong form of ASCII */
    if (lead < 0xE0) return size >= 2 && is_continuation(bytes[1]) ? 2 : 0;
    if (lead < 0xF0) {
        if (size < 3 || !is_continuation(bytes[1]) || !is_continuation(bytes[2])) return 0;
        if (lead == 0xE0 && bytes[1] < 0xA0) return 0; /* overlong  */
        if (lead == 0xED && bytes[1] > 0x9F) return 0; /* surrogate */
        return 3;
    }
    if (lead > 0xF4 || size < 4) return 0;
    if (!is_continuation(bytes[1]) || !is_continuation(bytes[2]) || !is_continuation(bytes[3])) return 0;
    if (lead == 0xF0 && bytes[1] < 0x90) return 0; /* overlong        */
    if (lead == 0xF4 && bytes[1] > 0x8F) return 0; /* beyond U+10FFFF */
    return 4;
}

size_t rsn_valid_utf8_scalar(const uint8_t *bytes, size_t size)
{
    size_t at = 0;
    while (at < size) {
        uint64_t word;
        if (size - at >= sizeof word) {
            memcpy(&word, bytes + at, sizeof word);
            if ((word & 0x8080808080808080u) == 0) {
                at += sizeof word;
                continue;
            }
        }
        size_t step = sequence_size(bytes + at, size - at);
        if (step == 0) return at;
        at += step;
    }
    return size;
}
