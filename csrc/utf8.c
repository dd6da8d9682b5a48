/* UTF-8: validate, decode, encode, count. */
#include "utf8.h"

#include "kernels/kernels.h"

static int is_continuation(uint8_t byte)
{
    return (byte & 0xC0) == 0x80;
}

size_t rsn_utf8_valid_size(const uint8_t *bytes, size_t size)
{
    return rsn_valid_utf8_scalar(bytes, size);
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
