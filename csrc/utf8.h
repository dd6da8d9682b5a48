/* UTF-8: validate, decode, encode, count. */
#ifndef RSN_UTF8_H
#define RSN_UTF8_H

#include <stddef.h>
#include <stdint.h>

/* How many leading bytes are well-formed UTF-8 (Unicode 15, table 3-7); `size` when all are.  O(size). */
size_t rsn_utf8_valid_size(const uint8_t *bytes, size_t size);

/* Where no well-formed sequence begins: how many bytes are the longest beginning of one, or else 1.  These are the
 * pieces that WHATWG's decoder and Python's replace by one U+FFFD each (Unicode 15, 3.9, "maximal subpart"). */
uint32_t rsn_utf8_invalid_size(const uint8_t *bytes, size_t size);

/* The code point at `bytes`, which must be valid; `*size` is its length in bytes. */
static inline uint32_t rsn_utf8_decode(const uint8_t *bytes, uint32_t *size)
{
    uint32_t lead = bytes[0];
    if (lead < 0x80) {
        *size = 1;
        return lead;
    }
    if (lead < 0xE0) {
        *size = 2;
        return (lead & 0x1F) << 6 | (bytes[1] & 0x3Fu);
    }
    if (lead < 0xF0) {
        *size = 3;
        return (lead & 0x0F) << 12 | (bytes[1] & 0x3Fu) << 6 | (bytes[2] & 0x3Fu);
    }
    *size = 4;
    return (lead & 0x07) << 18 | (bytes[1] & 0x3Fu) << 12 | (bytes[2] & 0x3Fu) << 6 | (bytes[3] & 0x3Fu);
}

/* Writes a scalar value, returns its 1 to 4 bytes. */
uint32_t rsn_utf8_encode(uint32_t point, uint8_t bytes[4]);

/* Code points in valid UTF-8: the bytes that do not continue one. */
uint32_t rsn_utf8_count(const uint8_t *bytes, size_t size);

#endif
