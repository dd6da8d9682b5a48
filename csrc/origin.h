/* Where folded bytes came from, and what became of the text's: a bit for each byte of the text.
 *
 * Almost every folded byte stands for a byte of the text (folding makes nothing longer), so the map is the set of
 * these bytes: the i-th bit that is set belongs to folded byte i, and a span goes back by select, forth by rank.
 * Three short lists hold what does not fit: bytes that read as one character but are not encoded as one (entities,
 * mojibake), three bytes made of one (cp1252), and words respelled afterwards. */
#ifndef RSN_ORIGIN_H
#define RSN_ORIGIN_H

#include <stdint.h>

#include "arena.h"
#include "span.h"

/* `count` folded bytes from `at` on have no bit of their own; the byte before them has theirs. */
typedef struct rsn_surplus {
    uint32_t at, count, total; /* `total`: of this and all before it */
} rsn_surplus;

/* Folded bytes [from.begin, from.end) were replaced: a word that was respelled. */
typedef struct rsn_edit {
    rsn_span from, to;
} rsn_edit;

typedef struct rsn_origin {
    const uint8_t *text; /* only its characters' borders are looked at: bytes 10xxxxxx continue one */
    uint8_t *shape;      /* NULL, or a copy of the text for borders that are not those of UTF-8     */
    uint64_t *kept;      /* text_size / 64 + 2 words                                                */
    uint32_t *ranks;     /* bits before each block of words; NULL: a short text needs none          */
    rsn_surplus *surplus;
    rsn_edit *edits;
    uint32_t surplus_count, surplus_capacity, edit_count, edit_capacity;
    uint32_t text_size;
    uint32_t bits; /* all that are set                          */
    uint32_t end;  /* where the last character that is kept ends, with its marks */
} rsn_origin;

/* An empty map for `text`.  O(size).  As the others: NO_MEMORY is the only failure. */
ressenti_status rsn_origin_init(rsn_arena *arena, ressenti_text text, rsn_origin *origin);
/* The bytes [begin, end) of the text are one character.  O(end - begin), and O(text) the first time. */
ressenti_status rsn_origin_join(rsn_arena *arena, rsn_origin *origin, uint32_t begin, uint32_t end);
ressenti_status rsn_origin_add_surplus(rsn_arena *arena, rsn_origin *origin, uint32_t at, uint32_t count);
ressenti_status rsn_origin_add_edit(rsn_arena *arena, rsn_origin *origin, rsn_edit edit);
/* Takes back the last `count` of `written` folded bytes.  O(distance of their character from `text_end`). */
void rsn_origin_drop(rsn_origin *origin, uint32_t text_end, uint32_t written, uint32_t count);
/* Once all bits are set and before the first question.  O(size / 64). */
ressenti_status rsn_origin_index(rsn_arena *arena, rsn_origin *origin, uint32_t folded_size);

static inline void rsn_origin_keep(rsn_origin *origin, uint32_t at)
{
    origin->kept[at / 64] |= (uint64_t)1 << at % 64;
}

/* The bits say it all: the i-th belongs to folded byte i. */
static inline bool rsn_origin_is_plain(const rsn_origin *origin)
{
    return origin->surplus_count == 0 && origin->edit_count == 0;
}

/* The bytes of the text that a non-empty span of the folded text came from, on borders of characters, with the
 * marks and the invisible behind them.  O(log size). */
rsn_span rsn_origin_source(const rsn_origin *origin, rsn_span folded);
/* The folded bytes that come from characters of the span of the text.  O(log size). */
rsn_span rsn_origin_target(const rsn_origin *origin, rsn_span text);
/* Where each of `size` folded bytes began, and the end: size + 1 numbers.  O(text + size).  Without edits. */
void rsn_origin_list(const rsn_origin *origin, uint32_t size, uint32_t *sources);

#endif
