/* The terms of the score: opinion words, expressions, judging rules and promise gaps, each with what its context does to it. */
#include "opinion.h"

#include <stdlib.h>
#include <string.h>

#include "compiler.h"
#include "construction.h"
#include "failure.h"
#include "intensity.h"
#include "irony.h"
#include "list.h"
#include "negation.h"
#include "ressenti_build.h"
#include "voice.h"

/* What a negation leaves of a judgement: « pas bon » is nearly bad, « pas mauvais » only faintly good. */
enum {
    NEGATED_PRAISE = -90,
    NEGATED_BLAME = -60,
    WEAKENED_PRAISE = -60,
    WEAKENED_BLAME = 50,
    ASKED = 20,
    REQUESTED = 45,
    IRONICAL_PRAISE = -60,
    RECOVERED_BLAME = 50,
    GAP_EXCEEDED = 55,
    GAP_MET = 35,
    GAP_MISSED = -55,
    POINTS_MAX = 1 << 28 /* of a whole text: a sum that cannot overflow */
};

typedef struct reader {
    const ressenti_engine *engine;
    const rsn_folded *folded;
    const rsn_tokens *tokens;
    const rsn_readings *readings;
    const rsn_clauses *clauses;
    const rsn_hits *hits;
    const rsn_figures *figures;
    uint32_t *owner; /* opinion + 1 that holds a token, 0: free */
    rsn_opinions *opinions;
    bool shouts;
    rsn_voices voices;
    const rsn_hit *irony, *recovery; /* the last hits of rules that signal them, or NULL */
} reader;

static void add(reader *in, rsn_opinion opinion)
{
    opinion.percent = 100;
    opinion.clause = in->tokens->items[opinion.tokens.begin].clause;
    in->opinions->items[in->opinions->count++] = opinion;
    for (uint32_t at = opinion.tokens.begin; at < opinion.tokens.end; at++) in->owner[at] = in->opinions->count;
}

static bool is_free(const reader *in, rsn_span tokens)
{
    for (uint32_t at = tokens.begin; at < tokens.end; at++)
        if (in->owner[at] != 0) return false;
    return true;
}

/* ---- rules ---------------------------------------------------------------------------- */

typedef struct ranked_hit {
    uint32_t hit, size, begin;
} ranked_hit;

static int longest_first(const void *a, const void *b)
{
    const ranked_hit *left = a, *right = b;
    if (left->size != right->size) return left->size > right->size ? -1 : 1;
    if (left->begin != right->begin) return left->begin < right->begin ? -1 : 1;
    return left->hit < right->hit ? -1 : 1;
}

static ressenti_status add_rules(reader *in, rsn_arena *arena)
{
    uint32_t hit_count = (uint32_t)in->hits->items.count, count = 0;
    ranked_hit *ranked = rsn_arena_take(arena, (size_t)hit_count + 1, sizeof *ranked);
    if (ranked == NULL) return RESSENTI_NO_MEMORY;
    for (uint32_t i = 0; i < hit_count; i++) {
        const rsn_hit *hit = rsn_hit_at(in->hits, i);
        if (rsn_engine_rule_at(in->engine, hit->rule)->valence != 0)
            ranked[count++] = (ranked_hit){i, hit->tokens.end - hit->tokens.begin, hit->tokens.begin};
    }
    qsort(ranked, count, sizeof *ranked, longest_first);
    for (uint32_t i = 0; i < count; i++) {
        const rsn_hit *hit = rsn_hit_at(in->hits, ranked[i].hit);
        const rsn_engine_rule *rule = rsn_engine_rule_at(in->engine, hit->rule);
        if (is_free(in, hit->tokens))
            add(in, (rsn_opinion){.kind = RSN_OPINION_RULE, .label = rule->name, .tokens = hit->tokens, .hit = ranked[i].hit, .valence = rule->valence});
    }
    return RESSENTI_OK;
}

/* ---- gaps ------------------------------------------------------------------------------- */

/* A promise missed, kept or exceeded judges by itself, unless a rule that overlaps it has said so already. */
static void add_gaps(reader *in, const rsn_gaps *gaps)
{
    static const int32_t VALENCE[] = {[RSN_GAP_EXCEEDED] = GAP_EXCEEDED, [RSN_GAP_MET] = GAP_MET, [RSN_GAP_MISSED] = GAP_MISSED};
    for (uint32_t i = 0; i < gaps->count; i++) {
        rsn_span tokens = rsn_tokens_of(in->tokens, gaps->items[i].bytes);
        if (!is_free(in, tokens)) continue;
        int32_t valence = VALENCE[gaps->items[i].direction];
        add(in, (rsn_opinion){.kind = RSN_OPINION_GAP, .label = {"gap", 3}, .tokens = tokens, .hit = RESSENTI_NONE, .valence = valence});
    }
}

/* ---- words ----------------------------------------------------------------------------- */

static uint8_t word_kind(const reader *in, const rsn_reading *reading)
{
    if (reading->tokens.end - reading->tokens.begin > 1) return RSN_OPINION_EXPRESSION;
    return rsn_is_wordlike(&in->tokens->items[reading->tokens.begin]) ? RSN_OPINION_WORD : RSN_OPINION_EMOJI;
}

/* « super sympa »: before a judgement, super only makes it stronger. */
static bool only_strengthens(const reader *in, const rsn_reading *reading)
{
    uint32_t next = reading->tokens.end;
    bool is_last = next >= in->tokens->count || in->tokens->items[next].clause != in->tokens->items[next - 1].clause;
    return (reading->word->has & RSN_HAS_INTENSITY) && !is_last && rsn_reading_with(in->readings, next, RSN_HAS_OPINION) != NULL;
}

static void add_words(reader *in)
{
    for (uint32_t i = 0; i < in->readings->count; i++) {
        const rsn_reading *reading = &in->readings->items[i];
        bool judges = (reading->word->has & RSN_HAS_OPINION) && reading->word->valence != 0;
        if (judges && !only_strengthens(in, reading) && is_free(in, reading->tokens))
            add(in, (rsn_opinion){.kind = word_kind(in, reading), .label = reading->form, .tokens = reading->tokens, .hit = RESSENTI_NONE, .valence = reading->word->valence});
    }
}

static void add_found(reader *in, const rsn_constructions *found)
{
    for (uint32_t i = 0; i < found->count; i++)
        add(in, (rsn_opinion){.kind = RSN_OPINION_CONSTRUCTION, .label = found->items[i].label, .tokens = found->items[i].tokens, .hit = RESSENTI_NONE, .valence = found->items[i].valence});
}

static ressenti_status add_constructions(reader *in, rsn_arena *arena)
{
    rsn_constructions found;
    RSN_TRY(rsn_read_list(arena, in->folded, in->tokens, in->owner, &found));
    add_found(in, &found);
    RSN_TRY(rsn_read_constructions(arena, in->folded, in->tokens, in->readings, in->clauses, in->figures, in->owner, &found));
    add_found(in, &found);
    return RESSENTI_OK;
}

static int by_place(const void *a, const void *b)
{
    const rsn_opinion *left = a, *right = b;
    return left->tokens.begin < right->tokens.begin ? -1 : 1;
}

/* ---- context ----------------------------------------------------------------------------- */

/* A rule that holds a negation (toujours pas reçu) is not negated from outside; one with « sans » is (pas un
 * jour sans panne), and so is an expression (pas sans charme). */
static bool holds_negation(const reader *in, const rsn_opinion *opinion)
{
    for (uint32_t at = opinion->tokens.begin; opinion->kind == RSN_OPINION_RULE && at < opinion->tokens.end; at++) {
        const rsn_reading *reading = rsn_reading_with(in->readings, at, RSN_HAS_NEGATION);
        if (reading != NULL && reading->word->negation != RESSENTI_NEGATION_WITHOUT) return true;
    }
    return false;
}

static bool is_verb(const reader *in, const rsn_opinion *opinion)
{
    return opinion->kind != RSN_OPINION_RULE && rsn_reading_with(in->readings, opinion->tokens.begin, RSN_HAS_VERB) != NULL;
}

static int32_t negated_percent(rsn_negated negated, int32_t valence)
{
    switch (negated) {
    case RSN_NEGATED: return valence > 0 ? NEGATED_PRAISE : NEGATED_BLAME;
    case RSN_WEAKENED: return valence > 0 ? WEAKENED_PRAISE : WEAKENED_BLAME;
    case RSN_AFFIRMED: break;
    }
    return 100;
}

/* What is said by others counts little, and praise that did not come true turns into blame. */
static int32_t voiced_percent(rsn_voice voice, bool praises)
{
    static const int32_t OF_PRAISE[] = {100, 0, -50, -40, -90, -60}, OF_BLAME[] = {100, 0, 60, 60, -60, 50};
    return praises ? OF_PRAISE[voice] : OF_BLAME[voice];
}

static int32_t voiced(const reader *in, rsn_opinion *opinion, int32_t percent)
{
    if (opinion->kind == RSN_OPINION_GAP || opinion->kind == RSN_OPINION_CONSTRUCTION) return percent;
    bool praises = opinion->valence * percent > 0;
    rsn_voice voice = rsn_find_voice(&in->voices, in->tokens, in->readings, in->clauses, opinion->tokens, praises, &opinion->cue);
    return percent * voiced_percent(voice, praises) / 100;
}

/* « Vous vous moquez de qui ? », « À quoi sert-il ? », « Que demander de plus ? »: the answer is in the question. */
static bool is_rhetorical(const reader *in, const rsn_opinion *opinion)
{
    static const char *const OPENING[] = {"vous", "tu", "que"}, *const INSIDE[] = {"quoi", "qui", "pourquoi"};
    if (opinion->kind != RSN_OPINION_EXPRESSION && opinion->kind != RSN_OPINION_RULE) return false;
    for (size_t i = 0; i < RSN_COUNT(OPENING); i++)
        if (rsn_token_is(in->folded, &in->tokens->items[opinion->tokens.begin], OPENING[i])) return true;
    for (uint32_t at = opinion->tokens.begin; at < opinion->tokens.end; at++)
        for (size_t i = 0; i < RSN_COUNT(INSIDE); i++)
            if (rsn_token_is(in->folded, &in->tokens->items[at], INSIDE[i])) return true;
    return false;
}

/* « Bonjour, pouvez-vous me dire …, merci »: who asks politely does not judge much. */
static int32_t asked(const reader *in, const rsn_opinion *opinion, int32_t percent)
{
    if ((in->clauses->items[opinion->clause].flags & RSN_CLAUSE_QUESTION) && opinion->kind != RSN_OPINION_CONSTRUCTION &&
        !is_rhetorical(in, opinion)) percent = percent * ASKED / 100;
    return in->voices.asks ? percent * REQUESTED / 100 : percent;
}

/* « Bravo, trois semaines pour un livre »: the praise is none.  « Panne, mais réglée en dix minutes »: forgiven. */
static int32_t toned(const reader *in, rsn_opinion *opinion, int32_t percent)
{
    bool praises = opinion->valence * percent > 0;
    if (in->irony != NULL && praises && opinion->kind != RSN_OPINION_RULE) {
        opinion->cue = in->irony->tokens;
        return percent * IRONICAL_PRAISE / 100;
    }
    if (in->recovery != NULL && !praises && opinion->tokens.begin < in->recovery->tokens.end) {
        opinion->cue = in->recovery->tokens;
        return percent * RECOVERED_BLAME / 100;
    }
    return percent;
}

/* Only what is said in words can be negated. */
static bool can_be_negated(const reader *in, const rsn_opinion *opinion)
{
    bool is_said = opinion->kind == RSN_OPINION_WORD || opinion->kind == RSN_OPINION_EXPRESSION || opinion->kind == RSN_OPINION_RULE;
    return is_said && !holds_negation(in, opinion);
}

static void weigh(reader *in, rsn_opinion *opinion)
{
    const rsn_reading *modifier = NULL;
    uint32_t cue = 0;
    int32_t percent = rsn_find_intensity(in->tokens, in->readings, in->clauses, opinion->tokens, in->shouts, &modifier);
    if (modifier != NULL) opinion->cue = modifier->tokens;
    if (can_be_negated(in, opinion)) {
        rsn_negated negated = rsn_find_negation(in->tokens, in->folded, in->readings, in->clauses, opinion->tokens,
                                                is_verb(in, opinion), &cue);
        percent = percent * negated_percent(negated, opinion->valence) / 100;
        if (negated != RSN_AFFIRMED) opinion->cue = (rsn_span){cue, cue + 1};
    }
    percent = asked(in, opinion, percent);
    percent = voiced(in, opinion, percent);
    percent = toned(in, opinion, percent);
    opinion->percent = percent;
    opinion->points = rsn_rounded(opinion->valence, percent);
}

/* Irony that depends on the mood cannot make it: such a rule only names what the opinions show already. */
static const rsn_hit *last_hit_of(const reader *in, uint32_t signal)
{
    const rsn_hit *last = NULL;
    for (uint32_t i = 0; signal != RESSENTI_NONE && i < in->hits->items.count; i++) {
        const rsn_hit *hit = rsn_hit_at(in->hits, i);
        const rsn_engine_rule *rule = rsn_engine_rule_at(in->engine, hit->rule);
        bool signals = (rule->signals >> signal & 1) && !rule->is_partial && !(rule->flags & RSN_RULE_JOINS) && (signal != in->engine->irony || rule->condition == RESSENTI_ALWAYS);
        if (signals && (last == NULL || hit->tokens.end > last->tokens.end)) last = hit;
    }
    return last;
}

static void sum_up(rsn_opinions *opinions)
{
    for (uint32_t i = 0; i < opinions->count; i++) {
        int32_t points = opinions->items[i].points;
        bool has_room = opinions->positive < POINTS_MAX && opinions->negative > -POINTS_MAX;
        if (!has_room) opinions->items[i].points = points = 0;
        if (points > 0) opinions->positive += points;
        if (points < 0) opinions->negative += points;
        opinions->negative_count += points < 0;
    }
    opinions->points = opinions->positive + opinions->negative;
}

ressenti_status rsn_read_opinions(rsn_arena *arena, const ressenti_engine *engine, const rsn_folded *folded,
                                  const rsn_tokens *tokens, const rsn_readings *readings, const rsn_clauses *clauses,
                                  const rsn_hits *hits, const rsn_figures *figures, const rsn_gaps *gaps, rsn_opinions *opinions)
{
    reader in = {engine, folded, tokens, readings, clauses, hits, figures, NULL, opinions, false, {NULL, NULL, false}, NULL, NULL};
    in.irony = last_hit_of(&in, engine->irony);
    in.recovery = last_hit_of(&in, engine->recovery);
    in.shouts = folded->letters >= 20 && folded->capitals * 10 > folded->letters * 7;
    *opinions = (rsn_opinions){.count = 0};
    opinions->items = rsn_arena_take(arena, (size_t)tokens->count + 1, sizeof *opinions->items);
    in.owner = rsn_arena_take(arena, (size_t)tokens->count + 1, sizeof *in.owner);
    if (opinions->items == NULL || in.owner == NULL) return RESSENTI_NO_MEMORY;
    memset(in.owner, 0, ((size_t)tokens->count + 1) * sizeof *in.owner);
    RSN_TRY(rsn_read_voices(arena, folded, tokens, readings, clauses, &in.voices));
    RSN_TRY(add_rules(&in, arena));
    add_gaps(&in, gaps);
    add_words(&in);
    RSN_TRY(add_constructions(&in, arena));
    qsort(opinions->items, opinions->count, sizeof *opinions->items, by_place);
    for (uint32_t i = 0; i < opinions->count; i++) weigh(&in, &opinions->items[i]);
    if (in.irony == NULL && in.recovery == NULL) rsn_turn_irony(readings, clauses, opinions);
    opinions->is_ironical = in.irony != NULL;
    opinions->is_recovered = in.recovery != NULL;
    sum_up(opinions);
    return RESSENTI_OK;
}
