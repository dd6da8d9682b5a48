/* One text read by an engine, with all that the stages left behind. */
#ifndef READING_H
#define READING_H

#include "analyze.h"
#include "fold.h"
#include "small_pack.h"

typedef struct reading {
    ressenti_scratch *scratch;
    rsn_findings found;
} reading;

/* Takes over the caller's reference. */
static inline reading reading_new(ressenti_engine *engine)
{
    reading in = {.scratch = NULL};
    ressenti_status status = ressenti_scratch_new(engine, NULL, &in.scratch);
    ressenti_engine_release(engine);
    if (!CHECK(status == RESSENTI_OK, "a scratch can be had")) exit(check_result());
    rsn_pattern_runner_limit(in.scratch->runner, 100000);
    return in;
}

static inline void reading_free(reading *in)
{
    ressenti_scratch_release(in->scratch);
}

/* `found` is valid until the next text. */
static inline const rsn_findings *read_sized(reading *in, ressenti_text text)
{
    ressenti_status status = rsn_analyze_text(in->scratch, text, (uint64_t)1 << 28, 0, &in->found);
    if (!CHECK(status == RESSENTI_OK, "there is memory for a test's text")) exit(check_result());
    return &in->found;
}

static inline const rsn_findings *read_text(reading *in, const char *text)
{
    return read_sized(in, text_of(text));
}

/* The first token that is this folded word; RESSENTI_NONE: there is none. */
static inline uint32_t find_token(const rsn_findings *found, const char *word)
{
    for (uint32_t i = 0; i < found->tokens.count; i++)
        if (rsn_token_is(&found->folded, &found->tokens.items[i], word)) return i;
    return RESSENTI_NONE;
}

/* What a text is worth in points, and why. */
typedef struct worth {
    const char *text;
    int32_t points;
    const char *why;
} worth;

static inline void check_points(reading *in, const worth *table, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        int32_t points = read_text(in, table[i].text)->opinions.points;
        CHECK(points == table[i].points, "%s: « %s » is worth %d, not %d", table[i].why, table[i].text, points, table[i].points);
    }
}

/* Appends to a line that a test compares, and never beyond its end. */
typedef struct line {
    char text[2000];
    size_t size;
} line;

__attribute__((format(printf, 2, 3))) static inline void line_add(line *out, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    int size = vsnprintf(out->text + out->size, sizeof out->text - out->size, format, values);
    va_end(values);
    if (size > 0) out->size += (size_t)size;
    if (out->size >= sizeof out->text) out->size = sizeof out->text - 1;
}

static inline void line_add_bytes(line *out, const rsn_folded *folded, rsn_span span)
{
    line_add(out, "%.*s", (int)(span.end - span.begin), (const char *)folded->bytes + span.begin);
}

#endif
