/* What makes a word weigh more or less: très, un peu, CAPITALS, drawn-out letters, exclamation marks. */
#include "intensity.h"

#include <stdlib.h>

enum { BEFORE = 3, CAPITALS = 125, DRAWN_OUT = 125, EXCLAIMED = 115, CONTRASTED = 120, CONCEDED = 60, MOST = 250 };

static int32_t scaled(int32_t percent, int32_t by)
{
    return percent * by / 100;
}

static int32_t apply(const rsn_reading *reading, int32_t percent, const rsn_reading **cue)
{
    if (*cue == NULL || abs(reading->word->percent - 100) > abs((*cue)->word->percent - 100)) *cue = reading;
    return scaled(percent, reading->word->percent);
}

/* Adverbs stand before an adjective and after a verb. */
static int32_t adverbs(const rsn_readings *readings, const rsn_clause *clause, rsn_span words, const rsn_reading **cue)
{
    int32_t percent = 100;
    for (uint32_t at = words.begin, steps = 0; at > clause->tokens.begin && steps < BEFORE; steps++) {
        const rsn_reading *reading = rsn_reading_with(readings, --at, RSN_HAS_INTENSITY);
        if (reading == NULL) {
            if (rsn_reading_with(readings, at, RSN_HAS_OPINION) != NULL) break; /* très beau mais petit */
            continue;
        }
        percent = apply(reading, percent, cue);
        at = reading->tokens.begin;
    }
    if (words.end < clause->tokens.end) {
        const rsn_reading *reading = rsn_reading_with(readings, words.end, RSN_HAS_INTENSITY);
        bool belongs_to_next = reading != NULL && reading->tokens.end < clause->tokens.end &&
                               rsn_reading_with(readings, reading->tokens.end, RSN_HAS_OPINION) != NULL;
        if (reading != NULL && !belongs_to_next) percent = apply(reading, percent, cue);
    }
    return percent;
}

int32_t rsn_find_intensity(const rsn_tokens *tokens, const rsn_readings *readings, const rsn_clauses *clauses,
                           rsn_span words, bool shouts, const rsn_reading **cue)
{
    const rsn_clause *clause = &clauses->items[tokens->items[words.begin].clause];
    int32_t percent = adverbs(readings, clause, words, cue);
    uint8_t flags = 0;
    for (uint32_t at = words.begin; at < words.end; at++) flags |= tokens->items[at].flags;
    if ((flags & RSN_TOKEN_CAPITALS) && !shouts) percent = scaled(percent, CAPITALS);
    if (flags & RSN_TOKEN_REPEATED) percent = scaled(percent, DRAWN_OUT);
    if (clause->flags & RSN_CLAUSE_EXCLAIMED) percent = scaled(percent, EXCLAIMED);
    if (clause->flags & RSN_CLAUSE_CONTRAST) percent = scaled(percent, CONTRASTED);
    if (clause->flags & RSN_CLAUSE_CONCESSION) percent = scaled(percent, CONCEDED);
    return percent < MOST ? percent : MOST;
}
