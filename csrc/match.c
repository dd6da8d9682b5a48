/* Rules found in a text: candidates of the prefilter, confirmed by their patterns, exclusions applied. */
#include "match.h"

#include "compiler.h"
#include "failure.h"

typedef struct matcher {
    const ressenti_engine *engine;
    const ressenti_allocator *memory;
    rsn_prefilter_state *prefilter;
    const uint64_t *candidates;
    rsn_pattern_runner *runner;
    const rsn_folded *folded;
    const rsn_clauses *clauses;
    rsn_hits *hits;
    struct exclusion *exclusions; /* one for each `unless` of the rule at hand */
    uint32_t rule;                /* at hand                                   */
    bool has_no_room;
} matcher;

/* The next match of one pattern of the rule at hand. */
typedef struct pending {
    uint32_t pattern;
    rsn_span next;
    rsn_slots slots; /* of `next` */
    rsn_places places;
    rsn_span within; /* the stretch at hand, of a pattern that is not led; places are behind it */
} pending;

/* An `unless` and how far it has been looked for: hits of a rule come from left to right. */
typedef struct exclusion {
    pending seen;     /* places before the last stretch are behind it */
    rsn_span stretch; /* the last one, and whether it occurs there    */
    bool occurs;
} exclusion;

static void give_up(matcher *m)
{
    rsn_hits *hits = m->hits;
    bool is_told = hits->given_up_count > 0 && hits->given_up[hits->given_up_count - 1] == m->rule;
    hits->gave_up = true;
    if (!is_told && hits->given_up_count < RSN_GIVEN_UP_MOST) hits->given_up[hits->given_up_count++] = m->rule;
}

/* Going through the words is work too, and each is a look at another piece of memory. */
static uint32_t next_place(const matcher *m, rsn_places *places, uint32_t from)
{
    enum { STEPS_OF_PLACE = 3, WORDS_PER_STEP = 3 };
    uint32_t word = places->word, at = rsn_places_next(m->engine->prefilter, m->prefilter, places, from);
    (void)rsn_pattern_runner_spend(m->runner, STEPS_OF_PLACE + (places->word - word) / WORDS_PER_STEP);
    return at;
}

/* Only at the words at which the pattern can begin. */
static rsn_found find_at_places(const matcher *m, const rsn_pattern *pattern, pending *waiting, uint32_t from, uint32_t until)
{
    for (;; from++) {
        from = next_place(m, &waiting->places, from);
        if (from >= until) return RSN_NOT_FOUND; /* RESSENTI_NONE too */
        rsn_found found = rsn_pattern_try(pattern, m->runner, m->folded->bytes, m->folded->size, from, &waiting->next);
        if (found != RSN_NOT_FOUND) return found;
    }
}

/* The next stretch; false: there is none. */
static bool go_on(const matcher *m, pending *waiting)
{
    return rsn_places_stretch(m->prefilter, &waiting->places, m->folded->size, &waiting->within);
}

/* Its first word is not known: at every byte from which its needs are near enough.  No stretch is looked at again once the search is
 * behind it. */
static rsn_found find_in_stretches(const matcher *m, const rsn_pattern *pattern, pending *waiting, uint32_t from, uint32_t until)
{
    const rsn_span *within = &waiting->within;
    do {
        uint32_t begin = from > within->begin ? from : within->begin, end = until < within->end ? until : within->end;
        rsn_found found = begin < end ? rsn_pattern_find(pattern, m->runner, m->folded->bytes, m->folded->size, begin, end, &waiting->next) : RSN_NOT_FOUND;
        if (found != RSN_NOT_FOUND || until < within->end) return found;
    } while (go_on(m, waiting));
    return RSN_NOT_FOUND;
}

static const rsn_engine_pattern *pattern_of(const matcher *m, const pending *waiting)
{
    return &RSN_AT(&m->engine->rule_patterns, rsn_engine_pattern, waiting->pattern);
}

/* `next` and `slots` stay as they are until there is a match. */
static void wait_for(const matcher *m, uint32_t pattern, pending *waiting)
{
    waiting->pattern = pattern;
    waiting->within = (rsn_span){0, 0};
    waiting->places = rsn_prefilter_places(m->engine->prefilter, m->prefilter, pattern);
}

/* Finds the pattern's first match between `from` and `until`. */
static rsn_found advance(matcher *m, pending *waiting, uint32_t from, uint32_t until)
{
    const rsn_engine_pattern *tried = pattern_of(m, waiting);
    rsn_found found = tried->has_places
                          ? find_at_places(m, tried->pattern, waiting, from, until)
                          : find_in_stretches(m, tried->pattern, waiting, from, until);
    if (found == RSN_FOUND) waiting->slots = rsn_pattern_runner_slots(m->runner);
    if (found == RSN_GAVE_UP) give_up(m);
    if (found == RSN_NO_ROOM) m->has_no_room = true;
    return found;
}

/* A match of the pattern that lies within a stretch of the text.  What cannot be looked for any more counts as
 * found: a hit that might be excluded is none. */
static bool occurs_within(matcher *m, pending waiting, rsn_span stretch)
{
    for (uint32_t from = stretch.begin;; from = waiting.next.begin + 1) {
        rsn_found found = advance(m, &waiting, from, stretch.end);
        if (found != RSN_FOUND) return found != RSN_NOT_FOUND;
        if (waiting.next.end <= stretch.end) return true;
    }
}

/* Many hits may share a stretch, and stretches follow each other: nothing is looked for twice. */
static bool is_undone_by(matcher *m, exclusion *unless, uint32_t pattern, rsn_span stretch)
{
    bool is_new = unless->seen.pattern != pattern;
    if (is_new) wait_for(m, pattern, &unless->seen);
    if (!is_new && unless->stretch.begin == stretch.begin && unless->stretch.end == stretch.end) return unless->occurs;
    if (pattern_of(m, &unless->seen)->has_places) (void)next_place(m, &unless->seen.places, stretch.begin);
    else
        while (unless->seen.within.end <= stretch.begin && go_on(m, &unless->seen)) continue;
    unless->stretch = stretch;
    unless->occurs = occurs_within(m, unless->seen, stretch);
    return unless->occurs;
}

/* `unless` acts within the clauses that the hit stands in. */
static bool is_excluded(matcher *m, const rsn_engine_rule *rule, rsn_span bytes)
{
    const rsn_clause *clauses = m->clauses->items;
    rsn_span stretch = {0, 0};
    for (uint32_t pattern = rule->unless.begin; pattern < rule->unless.end; pattern++) {
        if (!(m->candidates[pattern / 64] >> pattern % 64 & 1)) continue;
        if (stretch.end == 0) {
            stretch.begin = clauses[rsn_clause_at(m->clauses, bytes.begin)].bytes.begin;
            stretch.end = clauses[rsn_clause_at(m->clauses, bytes.end - 1)].bytes.end;
        }
        if (is_undone_by(m, &m->exclusions[pattern - rule->unless.begin], pattern, stretch)) return true;
    }
    return false;
}

static ressenti_status keep(matcher *m, const pending *found)
{
    const rsn_engine_pattern *pattern = pattern_of(m, found);
    rsn_span bytes = found->next;
    rsn_hit hit = {.rule = pattern->rule, .bytes = bytes, .slots = found->slots};
    if (bytes.end <= bytes.begin) return RESSENTI_OK;
    if (pattern->has_unless && is_excluded(m, rsn_engine_rule_at(m->engine, pattern->rule), bytes)) return RESSENTI_OK;
    return rsn_array_append(m->memory, &m->hits->items, &hit, 1) ? RESSENTI_OK : RESSENTI_NO_MEMORY;
}

static void forget_exclusions(matcher *m, const rsn_engine_rule *rule)
{
    for (uint32_t i = 0; i < rule->unless.end - rule->unless.begin; i++) m->exclusions[i].seen.pattern = RESSENTI_NONE;
}

/* A rule is one alternation of its patterns, and its hits are those of repeated leftmost matching: of all
 * patterns the earliest match, of equals the first written; then on from its end.  Matches are compared where they begin, which behind
 * `^` is the first word and not the marks before it. */
static ressenti_status match_rule(matcher *m, pending *waiting, uint32_t count)
{
    enum { COMPARED_PER_STEP = 4 };
    uint32_t from = 0, kept = 0, size = m->folded->size;
    const rsn_engine_pattern *any = pattern_of(m, &waiting[0]);
    m->rule = any->rule;
    rsn_pattern_runner_begin_rule(m->runner);
    if (any->has_unless) forget_exclusions(m, rsn_engine_rule_at(m->engine, any->rule));
    for (uint32_t i = 0; i < count; i++)
        if (advance(m, &waiting[i], 0, size) == RSN_FOUND) waiting[kept++] = waiting[i];
    for (count = kept; count > 0; count = kept) {
        uint32_t first = 0;
        (void)rsn_pattern_runner_spend(m->runner, count / COMPARED_PER_STEP);
        for (uint32_t i = 1; i < count; i++)
            if (waiting[i].next.begin < waiting[first].next.begin) first = i;
        rsn_span found = waiting[first].next;
        RSN_TRY(keep(m, &waiting[first]));
        from = found.end > from ? found.end : from + 1;
        kept = 0;
        for (uint32_t i = 0; i < count; i++) {
            bool is_ahead = waiting[i].next.begin >= from;
            if (is_ahead || advance(m, &waiting[i], from, size) == RSN_FOUND) waiting[kept++] = waiting[i];
        }
    }
    return m->has_no_room ? RESSENTI_NO_MEMORY : RESSENTI_OK;
}

/* The patterns to try, in order, with their places.  With thousands of them each lies in memory that nothing has read for
 * long: what is read of all of them is asked for, one step after the other, before the first is run. */
static uint32_t list_candidates(const matcher *m, pending *candidates)
{
    const rsn_engine_pattern *patterns = m->engine->rule_patterns.items;
    const uint64_t *idle = m->engine->idle_patterns.items;
    uint32_t kept = 0;
    for (uint32_t base = 0; base < m->engine->rule_patterns.count; base += 64)
        for (uint64_t bits = m->candidates[base / 64] & ~idle[base / 64]; bits != 0; bits &= bits - 1) {
            wait_for(m, base + rsn_lowest_bit(bits), &candidates[kept]);
            if (candidates[kept].places.buckets != 0) RSN_FETCH(&patterns[candidates[kept++].pattern]);
        }
    for (uint32_t i = 0; i < kept; i++) RSN_FETCH(patterns[candidates[i].pattern].pattern);
    for (uint32_t i = 0; i < kept; i++) rsn_pattern_fetch(patterns[candidates[i].pattern].pattern);
    for (uint32_t i = 0; i < kept; i++) rsn_pattern_fetch_tables(patterns[candidates[i].pattern].pattern);
    return kept;
}

ressenti_status rsn_match_rules(rsn_arena *arena, const ressenti_engine *engine, const ressenti_allocator *memory,
                                rsn_prefilter_state *prefilter, rsn_pattern_runner *runner, const rsn_folded *folded,
                                const rsn_clauses *clauses, rsn_hits *hits)
{
    pending *waiting = rsn_arena_take(arena, engine->rule_patterns.count + 1, sizeof *waiting);
    exclusion *exclusions = rsn_arena_take(arena, engine->unless_most + 1, sizeof *exclusions);
    matcher m = {engine, memory, prefilter, NULL, runner, folded, clauses, hits, exclusions, RESSENTI_NONE, false};
    if (waiting == NULL || exclusions == NULL) return RESSENTI_NO_MEMORY;
    hits->items.count = hits->given_up_count = 0;
    hits->gave_up = false;
    rsn_pattern_runner_begin_text(runner, folded->size);
    m.candidates = rsn_prefilter_candidates(engine->prefilter, engine->kernels, prefilter, folded);
    if (m.candidates == NULL) return RESSENTI_NO_MEMORY;
    uint32_t count = list_candidates(&m, waiting);
    for (uint32_t first = 0, end; first < count; first = end) { /* the patterns of one rule are neighbours */
        uint32_t rule = pattern_of(&m, &waiting[first])->rule;
        for (end = first + 1; end < count && pattern_of(&m, &waiting[end])->rule == rule;) end++;
        RSN_TRY(match_rule(&m, waiting + first, end - first));
    }
    return RESSENTI_OK;
}

void rsn_hits_find_tokens(rsn_hits *hits, const rsn_tokens *tokens)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < hits->items.count; i++) {
        rsn_hit hit = RSN_AT(&hits->items, rsn_hit, i);
        hit.tokens = rsn_tokens_of(tokens, hit.bytes);
        if (hit.tokens.begin < hit.tokens.end) RSN_AT(&hits->items, rsn_hit, kept++) = hit;
    }
    hits->items.count = kept;
}
