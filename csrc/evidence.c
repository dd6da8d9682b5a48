/* What makes a rule's hit count as evidence for a signal, and what is said about that evidence. */
#include "evidence.h"

#include <string.h>

#include "failure.h"

static uint32_t sentence_at(const rsn_signal_sources *in, uint32_t token)
{
    return in->clauses->items[in->tokens->items[token].clause].sentence;
}

/* ---- moods ---------------------------------------------------------------------------------------- */

static void note_blame(const rsn_signal_sources *in, const rsn_opinion *opinion, rsn_moods *moods)
{
    if (opinion->tokens.begin < moods->blame_begin) moods->blame_begin = opinion->tokens.begin;
    bool is_conceded = in->clauses->items[opinion->clause].flags & RSN_CLAUSE_CONCESSION;
    if (is_conceded && opinion->tokens.end > moods->conceded_end) moods->conceded_end = opinion->tokens.end;
}

ressenti_status rsn_read_moods(rsn_arena *arena, const rsn_signal_sources *in, rsn_moods *moods)
{
    uint32_t sentences = in->clauses->count == 0 ? 0 : in->clauses->items[in->clauses->count - 1].sentence;
    size_t room = (size_t)sentences + 1;
    *moods = (rsn_moods){rsn_arena_take(arena, room, sizeof *moods->points), UINT32_MAX, 0};
    if (moods->points == NULL) return RESSENTI_NO_MEMORY;
    memset(moods->points, 0, room * sizeof *moods->points);
    for (uint32_t i = 0; i < in->opinions->count; i++) {
        const rsn_opinion *opinion = &in->opinions->items[i];
        moods->points[in->clauses->items[opinion->clause].sentence] += opinion->points;
        if (opinion->points < 0) note_blame(in, opinion, moods);
    }
    return RESSENTI_OK;
}

/* Above 0: its sentences praise.  Where they do not judge, the text as a whole does. */
static int64_t mood_of(const rsn_signal_sources *in, const rsn_moods *moods, const rsn_hit *hit)
{
    int64_t points = 0;
    uint32_t last = sentence_at(in, hit->tokens.end - 1);
    for (uint32_t sentence = sentence_at(in, hit->tokens.begin); sentence <= last; sentence++) points += moods->points[sentence];
    if (points != 0) return points;
    return in->sentiment->label == RESSENTI_POSITIVE ? 1 : in->sentiment->label == RESSENTI_NEGATIVE ? -1 : 0;
}

bool rsn_condition_holds(const rsn_signal_sources *in, const rsn_moods *moods, uint16_t condition, const rsn_hit *hit)
{
    bool is_pleased = in->sentiment->label != RESSENTI_NEGATIVE, is_vexed = in->sentiment->label != RESSENTI_POSITIVE;
    switch (condition) {
    case RESSENTI_WITH_PRAISE: return is_pleased && mood_of(in, moods, hit) > 0;
    case RESSENTI_WITH_BLAME: return is_vexed && mood_of(in, moods, hit) < 0;
    case RESSENTI_AFTER_BLAME: return is_pleased && (moods->blame_begin < hit->tokens.begin || moods->conceded_end > hit->tokens.end);
    default: return true;
    }
}

/* ---- attributes ----------------------------------------------------------------------------------- */

void rsn_evidence_attribute(const ressenti_engine *engine, rsn_signal *signal, uint32_t attribute)
{
    ressenti_text key = rsn_engine_attribute_at(engine, attribute)->key;
    for (uint32_t i = 0; i < signal->attribute_count; i++)
        if (rsn_same_text(rsn_engine_attribute_at(engine, signal->attributes[i])->key, key)) return;
    if (signal->attribute_count < RSN_ATTRIBUTES_MOST) signal->attributes[signal->attribute_count++] = attribute;
}

static void join(const rsn_signal_sources *in, const rsn_hit *hit, rsn_signal *signal)
{
    const rsn_engine_rule *rule = rsn_engine_rule_at(in->engine, hit->rule);
    if (sentence_at(in, signal->tokens.begin) != sentence_at(in, hit->tokens.begin)) return;
    for (uint32_t i = rule->attributes.begin; i < rule->attributes.end; i++)
        if (rsn_engine_attribute_at(in->engine, i)->signal == signal->signal) rsn_evidence_attribute(in->engine, signal, i);
}

/* The first evidence that begins at a byte or behind it. */
static uint32_t first_from(const rsn_signals *signals, uint32_t byte)
{
    uint32_t low = 0, high = signals->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (signals->items[middle].bytes.begin >= byte) high = middle;
        else low = middle + 1;
    }
    return low;
}

void rsn_join_attributes(const rsn_signal_sources *in, rsn_signals *signals)
{
    enum { LOOK = 12 }; /* rows of evidence to each side, of any signal */
    for (uint32_t i = 0; i < in->hits->items.count; i++) {
        const rsn_hit *hit = rsn_hit_at(in->hits, i);
        if (!(rsn_engine_rule_at(in->engine, hit->rule)->flags & RSN_RULE_JOINS)) continue;
        uint32_t middle = first_from(signals, hit->bytes.begin);
        uint32_t begin = middle > LOOK ? middle - LOOK : 0;
        uint32_t end = signals->count - middle > LOOK ? middle + LOOK : signals->count;
        for (uint32_t k = begin; k < end; k++) join(in, hit, &signals->items[k]);
    }
}
