/* What a pattern of an engine waits for, in words for people. */
#include "needs_text.h"

#include <stdio.h>
#include <string.h>

#include "writer.h"

/* A whole word, or a beginning with a star. */
static void put_literal(rsn_writer *out, uint64_t literal)
{
    uint8_t bytes[sizeof literal];
    size_t size = 0;
    memcpy(bytes, &literal, sizeof literal);
    while (size < sizeof bytes && bytes[size] > RSN_PACK_WORD_END) size++;
    rsn_put(out, bytes, size);
    if (size == sizeof bytes || bytes[size] != RSN_PACK_WORD_END) rsn_put_plain(out, "*");
}

static void put_need(rsn_writer *out, const rsn_pack_view *view, const rsn_pack_need *need, bool tells_distance)
{
    char distance[24];
    for (uint32_t i = 0; i < need->literals.count; i++) {
        if (i > 0) rsn_put_plain(out, "|");
        put_literal(out, view->literals[need->literals.begin + i]);
    }
    if (!tells_distance || need->far >= RSN_PACK_ANYWHERE) return;
    (void)snprintf(distance, sizeof distance, " \u2264%u", need->far);
    rsn_put_plain(out, distance);
}

size_t rsn_needs_text(const rsn_pack_view *view, const rsn_pack_pattern *pattern, char *buffer, size_t capacity)
{
    rsn_writer out = {buffer, capacity, 0};
    const rsn_pack_need *needs = view->needs + pattern->needs.begin;
    uint32_t rest = pattern->is_led ? 1 : 0;
    if (pattern->is_led) put_need(&out, view, &needs[0], false);
    if (pattern->needs.count > 0) rsn_put_plain(&out, pattern->is_led ? " \u2026" : "\u2026");
    for (uint32_t i = rest; i < pattern->needs.count; i++) {
        rsn_put_plain(&out, i > rest ? " + " : " ");
        put_need(&out, view, &needs[i], true);
    }
    return out.size;
}
