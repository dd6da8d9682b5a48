/* The text as given -> the folded text that is read, with the way back. */
#include "normalize.h"

#include <string.h>

#include "failure.h"
#include "fold.h"
#include "repair.h"
#include "utf8.h"

enum { MARKS_IN_A_ROW = 30, PADDING = 64 };

typedef struct reader {
    const uint8_t *bytes;
    uint32_t size, at;
    uint32_t marks;     /* combining marks in a row        */
    uint32_t kept_end;  /* source end of what was emitted  */
} reader;

static void *moved(rsn_arena *arena, const void *old, uint32_t used, uint32_t capacity, size_t element_size)
{
    void *items = rsn_arena_take(arena, (size_t)capacity, element_size);
    if (items != NULL && used > 0) memcpy(items, old, used * element_size);
    return items;
}

ressenti_status rsn_folded_reserve(rsn_arena *arena, rsn_folded *folded, uint32_t extra)
{
    if (extra < folded->capacity - folded->size) return RESSENTI_OK;
    if (folded->capacity > UINT32_MAX / 4 || extra > UINT32_MAX / 4) return RESSENTI_NO_MEMORY;
    uint32_t capacity = folded->capacity * 2 + extra + PADDING;
    uint8_t *bytes = moved(arena, folded->bytes, folded->size, capacity, 1);
    uint8_t *lost = moved(arena, folded->lost, folded->size, capacity, 1);
    uint32_t *source = moved(arena, folded->source, folded->size, capacity, sizeof *source);
    if (bytes == NULL || lost == NULL || source == NULL) return RESSENTI_NO_MEMORY;
    folded->bytes = bytes;
    folded->lost = lost;
    folded->source = source;
    folded->capacity = capacity;
    return RESSENTI_OK;
}

static void emit(rsn_folded *folded, uint8_t byte, uint8_t lost, uint32_t source)
{
    folded->bytes[folded->size] = byte;
    folded->lost[folded->size] = lost;
    folded->source[folded->size] = source;
    folded->size++;
}

static void emit_blank(rsn_folded *folded, uint8_t blank, uint32_t source)
{
    if (folded->size == 0) return;
    uint8_t *last = &folded->bytes[folded->size - 1];
    if (*last != ' ' && *last != '\n')
        emit(folded, blank, 0, source);
    else if (blank == '\n')
        *last = '\n';
}

static void count_letter(rsn_folded *folded, uint8_t byte, uint8_t lost)
{
    if (byte < 'a' || byte > 'z') return;
    folded->letters++;
    if (lost & RSN_LOST_CAPITAL) folded->capitals++;
}

/* An ASCII byte that folds alone: neither blank, control nor grave accent. */
static bool is_plain_ascii(uint8_t byte)
{
    return byte > ' ' && byte < 0x7F && byte != '`';
}

static void emit_ascii(reader *in, rsn_folded *folded)
{
    uint8_t byte = in->bytes[in->at], lost = 0;
    if (byte >= 'A' && byte <= 'Z') {
        byte |= 0x20;
        lost = RSN_LOST_CAPITAL;
    }
    count_letter(folded, byte, lost);
    emit(folded, byte, lost, in->at);
    in->at++;
    in->kept_end = in->at;
    in->marks = 0;
}

/* The next code point, repaired; `*size` is what it took of the text. */
static uint32_t read_point(const reader *in, rsn_folded *folded, uint32_t *size)
{
    const uint8_t *here = in->bytes + in->at;
    uint32_t left = in->size - in->at;
    uint32_t point = here[0] == '&'   ? rsn_read_entity(here, left, size)
                     : here[0] > 0xC1 ? rsn_read_mojibake(here, left, size)
                                      : 0;
    if (point != 0) {
        folded->repairs++;
        return point;
    }
    return rsn_cp1252_point(rsn_utf8_decode(here, size));
}

static void take_mark(reader *in, rsn_folded *folded, uint32_t size)
{
    if (folded->size > 0) folded->lost[folded->size - 1] |= RSN_LOST_ACCENT;
    if (++in->marks > MARKS_IN_A_ROW) folded->marks_cut = true;
    in->kept_end = in->at + size;
}

static void take_bytes(reader *in, rsn_folded *folded, const rsn_fold *fold, uint32_t size)
{
    for (uint32_t i = 0; i < fold->size; i++) {
        count_letter(folded, fold->bytes[i], fold->lost);
        emit(folded, fold->bytes[i], fold->lost, in->at);
    }
    in->kept_end = in->at + size;
    in->marks = 0;
}

static void take_point(reader *in, rsn_folded *folded)
{
    uint32_t size = 1;
    rsn_fold fold;
    rsn_fold_point(read_point(in, folded, &size), &fold);
    switch (fold.kind) {
    case RSN_FOLD_BYTES: take_bytes(in, folded, &fold, size); break;
    case RSN_FOLD_SPACE: emit_blank(folded, ' ', in->at); break;
    case RSN_FOLD_NEWLINE: emit_blank(folded, '\n', in->at); break;
    case RSN_FOLD_MARK: take_mark(in, folded, size); break;
    case RSN_FOLD_NOTHING: /* a variation selector belongs to the emoji before it */
        if (in->kept_end == in->at) in->kept_end = in->at + size;
        break;
    }
    in->at += size;
}

ressenti_status rsn_normalize(rsn_arena *arena, ressenti_text text, rsn_folded *folded)
{
    reader in = {.bytes = (const uint8_t *)text.data, .size = (uint32_t)text.size};
    *folded = (rsn_folded){0};
    RSN_TRY(rsn_folded_reserve(arena, folded, (uint32_t)text.size));
    while (in.at < in.size) {
        RSN_TRY(rsn_folded_reserve(arena, folded, RSN_FOLD_MAX));
        uint8_t byte = in.bytes[in.at];
        if (is_plain_ascii(byte) && byte != '&')
            emit_ascii(&in, folded);
        else
            take_point(&in, folded);
    }
    while (folded->size > 0 && folded->bytes[folded->size - 1] <= ' ') folded->size--;
    folded->source[folded->size] = in.kept_end;
    memset(folded->bytes + folded->size, 0, sizeof(uint64_t)); /* words are read eight bytes at a time */
    return RESSENTI_OK;
}

rsn_span rsn_folded_source(const rsn_folded *folded, rsn_span span)
{
    uint32_t last = folded->source[span.end - 1], end = span.end;
    /* One character may have become several bytes, and the span may end inside them. */
    while (end < folded->size && folded->source[end] == last) end++;
    return (rsn_span){folded->source[span.begin], folded->source[end]};
}
