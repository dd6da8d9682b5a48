/* The text as given -> the folded text that is read, with the way back. */
#ifndef RSN_NORMALIZE_H
#define RSN_NORMALIZE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "arena.h"
#include "compiler.h"
#include "hash.h"
#include "kernels/kernels.h"
#include "origin.h"
#include "ressenti.h"
#include "span.h"

/* Folded bytes; beside each what folding lost, and the way back to the text.
 * Blanks are single, '\n' when one of them ended a line; none leads or trails.
 * At least eight NUL bytes follow the last one, and as many bytes may be read behind the last of `lost`. */
typedef struct rsn_folded {
    uint8_t *bytes;
    uint8_t *lost; /* RSN_LOST_* of each byte                                      */
    uint32_t size, capacity;
    rsn_origin origin;
    uint32_t repairs; /* entities and mojibake put right                              */
    uint32_t invalid; /* pieces that were not UTF-8                                   */
    uint32_t invisible; /* characters without a width, dropped                        */
    uint32_t letters, capitals;
    uint32_t valid_size; /* after BAD_DATA: of the text's beginning that is UTF-8 */
    bool marks_cut;   /* more than 30 combining marks in a row (UAX #15, stream-safe) */
} rsn_folded;

/* A text under 1 GiB.  The result lives in the arena and looks at the text.  O(text.size).
 * BAD_DATA: it is not UTF-8, and only `valid_size` is set.  NO_MEMORY is the only other failure. */
ressenti_status rsn_normalize(rsn_arena *arena, ressenti_text text, rsn_folded *folded);

enum { RSN_INVALID_ALLOWED = RESSENTI_REPLACE_INVALID | RESSENTI_REPAIR_INVALID };

/* How many bytes from `bytes` on are read as one character, where no well-formed UTF-8 begins. */
uint32_t rsn_invalid_size(const uint8_t *bytes, size_t size, uint32_t flags);

/* With steps left out (RESSENTI_KEEP_*); with REPLACE_INVALID or REPAIR_INVALID no text is BAD_DATA. */
ressenti_status rsn_normalize_by(rsn_arena *arena, const rsn_kernels *kernels, ressenti_text text, uint32_t flags, rsn_folded *folded);

/* Room for `extra` more bytes; for those who build a folded text. */
ressenti_status rsn_folded_reserve(rsn_arena *arena, rsn_folded *folded, uint32_t extra);

/* Where a non-empty span of the folded text came from: bytes of the text as given,
 * on code-point boundaries, combining marks included. */
static inline rsn_span rsn_folded_source(const rsn_folded *folded, rsn_span span)
{
    return rsn_origin_source(&folded->origin, span);
}

/* [a-z0-9]: what \w means on folded text, but for the underscore. */
static inline bool rsn_is_word_byte(uint8_t byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9');
}

/* Of eight bytes: the highest bit of each that is neither a letter nor a digit.  Bytes stay below 0x80 in each sum, so nothing is
 * carried from one to the next. */
static inline uint64_t rsn_bytes_of_no_word(uint64_t bytes)
{
    const uint64_t each = 0x0101010101010101u, high = each * 0x80, plain = bytes & ~high;
    uint64_t letters = (plain + each * (0x80 - 'a')) & ~(plain + each * (0x7F - 'z'));
    uint64_t digits = (plain + each * (0x80 - '0')) & ~(plain + each * (0x7F - '9'));
    return (~(letters | digits) | bytes) & high;
}

/* The NUL bytes behind the text end its last word. */
static inline uint32_t rsn_end_of_word(const rsn_folded *folded, uint32_t at)
{
    for (;; at += 8) {
        uint64_t others = rsn_bytes_of_no_word(rsn_load_eight(folded->bytes + at));
        if (others != 0) return at + rsn_lowest_bit(others) / 8;
    }
}

#endif
