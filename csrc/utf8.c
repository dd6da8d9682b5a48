/* UTF-8: validate, decode, encode, count. */
#include "utf8.h"

#include <string.h>

static int is_continuation(uint8_t byte)
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

size_t rsn_utf8_valid_size(const uint8_t *bytes, size_t size)
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

uint32_t rsn_utf8_invalid_size(const uint8_t *bytes, size_t size)
{
    uint8_t lead = bytes[0], lowest = 0x80, highest = 0xBF;
    uint32_t wanted = lead >= 0xC2 && lead <= 0xDF ? 2 : lead >= 0xE0 && lead <= 0xEF ? 3 : lead >= 0xF0 && lead <= 0xF4 ? 4 : 1, at = 1;
    if (lead == 0xE0) lowest = 0xA0;
    if (lead == 0xED) highest = 0x9F;
    if (lead == 0xF0) lowest = 0x90;
    if (lead == 0xF4) highest = 0x8F;
    for (; at < wanted && at < size && bytes[at] >= lowest && bytes[at] <= highest; at++) {
        lowest = 0x80;
        highest = 0xBF;
    }
    return at;
}

uint32_t rsn_utf8_encode(uint32_t point, uint8_t bytes[4])
{
    if (point < 0x80) {
        bytes[0] = (uint8_t)point;
        return 1;
    }
    if (point < 0x800) {
        bytes[0] = (uint8_t)(0xC0 | point >> 6);
        bytes[1] = (uint8_t)(0x80 | (point & 0x3F));
        return 2;
    }
    if (point < 0x10000) {
        bytes[0] = (uint8_t)(0xE0 | point >> 12);
        bytes[1] = (uint8_t)(0x80 | (point >> 6 & 0x3F));
        bytes[2] = (uint8_t)(0x80 | (point & 0x3F));
        return 3;
    }
    bytes[0] = (uint8_t)(0xF0 | point >> 18);
    bytes[1] = (uint8_t)(0x80 | (point >> 12 & 0x3F));
    bytes[2] = (uint8_t)(0x80 | (point >> 6 & 0x3F));
    bytes[3] = (uint8_t)(0x80 | (point & 0x3F));
    return 4;
}

uint32_t rsn_utf8_count(const uint8_t *bytes, size_t size)
{
    uint32_t count = 0;
    for (size_t i = 0; i < size; i++) count += (uint32_t)!is_continuation(bytes[i]);
    return count;
}
