/* HTML entities, named and numbered. */
#include "entity.h"

#include <string.h>

#include "compiler.h"
#include "repair.h"

/* The names of HTML 4, sorted. */
static const struct {
    char name[9];
    uint16_t point;
} ENTITIES[] = {
#include "tables/entities.inc"
};

static uint32_t digit_value(uint8_t byte)
{
    if (byte >= '0' && byte <= '9') return byte - (uint32_t)'0';
    byte |= 0x20;
    return byte >= 'a' && byte <= 'f' ? byte - (uint32_t)'a' + 10 : 16;
}

/* The number between "&#" and ";"; 0 when it is none, or no scalar value. */
static uint32_t numeric_entity(const uint8_t *digits, size_t size)
{
    uint32_t base = size > 0 && (digits[0] | 0x20) == 'x' ? 16 : 10;
    size_t at = base == 16 ? 1 : 0;
    uint32_t point = 0;
    if (at == size) return 0;
    for (; at < size; at++) {
        uint32_t digit = digit_value(digits[at]);
        if (digit >= base) return 0;
        point = point * base + digit;
        if (point > 0x10FFFF) return 0;
    }
    return point >= 0xD800 && point <= 0xDFFF ? 0 : rsn_cp1252_point(point); /* &#146; is an apostrophe, as HTML 5 says */
}

static uint32_t named_entity(const uint8_t *name, size_t size)
{
    size_t low = 0, high = RSN_COUNT(ENTITIES);
    char wanted[sizeof ENTITIES->name] = {0};
    if (size >= sizeof wanted) return 0;
    memcpy(wanted, name, size);
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = memcmp(wanted, ENTITIES[middle].name, sizeof wanted);
        if (order == 0) return ENTITIES[middle].point;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return 0;
}

uint32_t rsn_read_entity(const uint8_t *bytes, size_t size, uint32_t *entity_size)
{
    enum { LONGEST = 10 };
    const uint8_t *name = bytes + 1;
    size_t limit = size - 1 < LONGEST ? size - 1 : LONGEST;
    const uint8_t *end = memchr(name, ';', limit);
    if (end == NULL || end == name) return 0;
    *entity_size = (uint32_t)(end - bytes) + 1;
    if (name[0] == '#') return numeric_entity(name + 1, (size_t)(end - name) - 1);
    return named_entity(name, (size_t)(end - name));
}
