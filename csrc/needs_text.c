/* What a pattern of an engine waits for, in words for people. */
#include "needs_text.h"

#include <stdio.h>
#include <string.h>

typedef struct writer {
    char *buffer;
    size_t capacity, size;
} writer;

static void put(writer *out, const void *bytes, size_t size)
{
    if (out->size < out->capacity) {
        size_t room = out->capacity - out->size;
        memcpy(out->buffer + out->size, bytes, size < room ? size : room);
    }
    out->size += size;
}

static void put_plain(writer *out, const char *text)
{
    put(out, text, strlen(text));
}

/* A whole word, or a beginning with a star. */
static void put_literal(writer *out, uint64_t literal)
{
    uint8_t bytes[sizeof literal];
    size_t size = 0;
    memcpy(bytes, &literal, sizeof literal);
    while (size < sizeof bytes && bytes[size] > RSN_PACK_WORD_END) size++;
    put(out, bytes, size);
    if (size == sizeof bytes || bytes[size] != RSN_PACK_WORD_END) put_plain(out, "*");
}

static void put_need(writer *out, const rsn_pack_view *view, const rsn_pack_need *need, bool tells_distance)
{
    char distance[24];
    for (uint32_t i = 0; i < need->literals.count; i++) {
        if (i > 0) put_plain(out, "|");
        put_literal(out, view->literals[need->literals.begin + i]);
    }
    if (!tells_distance || need->far >= RSN_PACK_ANYWHERE) return;
    (void)snprintf(distance, sizeof distance, " \u2264%u", need->far);
    put_plain(out, distance);
}

size_t rsn_needs_text(const rsn_pack_view *view, const rsn_pack_pattern *pattern, char *buffer, size_t capacity)
{
    writer out = {buffer, capacity, 0};
    const rsn_pack_need *needs = view->needs + pattern->needs.begin;
    uint32_t rest = pattern->is_led ? 1 : 0;
    if (pattern->is_led) put_need(&out, view, &needs[0], false);
    if (pattern->needs.count > 0) put_plain(&out, pattern->is_led ? " \u2026" : "\u2026");
    for (uint32_t i = rest; i < pattern->needs.count; i++) {
        put_plain(&out, i > rest ? " + " : " ");
        put_need(&out, view, &needs[i], pattern->is_led);
    }
    return out.size;
}
