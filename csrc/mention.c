/* Themes mentioned, each judged from its own clause; themes of the text from their mentions. */
#include "mention.h"

#include <stdlib.h>
#include <string.h>

#include "compiler.h"
#include "failure.h"
#include "hash.h"
#include "ressenti_build.h"

enum { PRAISES = 1, BLAMES = 2, JUDGES = 4 };

enum { FAINT = 8, SCORE_WORDS = 10, POINTS_MAX = 1 << 28 };

typedef struct reader {
    const ressenti_engine *engine;
    const rsn_clauses *clauses;
    const rsn_tokens *tokens;
    const rsn_hits *hits;
    const rsn_opinions *opinions;
    const rsn_sentiment *sentiment;
    int32_t *clause_points;  /* sum of the opinions of each clause    */
    uint8_t *clause_judges;  /* PRAISES, BLAMES: what its opinions do */
    uint32_t *opinion_of_hit; /* index + 1 of the opinion a hit became */
    uint32_t *found_of_theme; /* index + 1 of a theme that was found   */
} reader;

static void spread_opinions(reader *in)
{
    for (uint32_t i = 0; i < in->opinions->count; i++) {
        const rsn_opinion *opinion = &in->opinions->items[i];
        in->clause_points[opinion->clause] += opinion->points;
        in->clause_judges[opinion->clause] |= JUDGES | (opinion->points > 0 ? PRAISES : opinion->points < 0 ? BLAMES : 0);
        if (opinion->hit != RESSENTI_NONE) in->opinion_of_hit[opinion->hit] = i + 1;
    }
}

/* ---- which hits are mentions ------------------------------------------------------------- */

static int by_place(const void *a, const void *b)
{
    const rsn_mention *left = a, *right = b;
    if (left->bytes.begin != right->bytes.begin) return left->bytes.begin < right->bytes.begin ? -1 : 1;
    if (left->bytes.end != right->bytes.end) return left->bytes.end > right->bytes.end ? -1 : 1;
    return left->rule < right->rule ? -1 : left->rule > right->rule;
}

static bool judges(const reader *in, const rsn_mention *mention)
{
    return mention->rule != RESSENTI_NONE && rsn_engine_rule_at(in->engine, mention->rule)->valence != 0;
}

/* Within one theme a mention inside a longer one says nothing new, unless it alone judges.  Of two on the same
 * words the one that judges stays; a part of the theme that only the other names is named by it.  Kept mentions are in order, so looking back a little is enough. */
static bool is_told_already(const reader *in, rsn_mention *kept, uint32_t kept_count, const rsn_mention *mention)
{
    enum { LOOK_BACK = 8 };
    for (uint32_t k = kept_count; k-- > 0 && kept_count - k <= LOOK_BACK;) {
        bool judges_more = judges(in, mention) && !judges(in, &kept[k]);
        if (kept[k].theme != mention->theme || !rsn_span_contains(kept[k].bytes, mention->bytes)) continue;
        uint32_t part = kept[k].part != 0 ? kept[k].part : mention->part;
        if (judges_more && rsn_span_contains(mention->bytes, kept[k].bytes)) kept[k] = *mention;
        else if (judges_more) continue;
        if (kept[k].part == 0) kept[k].part = part;
        return true;
    }
    return false;
}

static void drop_contained(const reader *in, rsn_mentions *mentions)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < mentions->count; i++)
        if (!is_told_already(in, mentions->items, kept, &mentions->items[i])) mentions->items[kept++] = mentions->items[i];
    mentions->count = kept;
}

/* ---- polarity ------------------------------------------------------------------------------ */

/* A judgement in the same sentence, nearest clause first, the following one before the preceding. */
static bool nearby_points(const reader *in, uint32_t clause, int32_t *points)
{
    uint32_t sentence = in->clauses->items[clause].sentence;
    for (uint32_t distance = 1; distance <= 3; distance++) {
        uint32_t after = clause + distance;
        if (after < in->clauses->count && in->clauses->items[after].sentence == sentence && in->clause_judges[after] != 0 &&
            !(in->clauses->items[after].flags & (RSN_CLAUSE_CONTRAST | RSN_CLAUSE_CONCESSION))) {
            *points = in->clause_points[after];
            return true;
        }
        if (clause >= distance && in->clauses->items[clause - distance].sentence == sentence &&
            in->clause_judges[clause - distance] != 0 && !(in->clauses->items[clause].flags & (RSN_CLAUSE_CONTRAST | RSN_CLAUSE_CONCESSION))) {
            *points = in->clause_points[clause - distance];
            return true;
        }
    }
    return false;
}

/* « Le colis est arrivé hier. Il était ouvert »: a pronoun takes up what the sentence before it named. */
static bool takes_up(const reader *in, uint32_t clause)
{
    static const char *const PRONOUNS[] = {"il", "elle", "ils", "elles", "celui", "celle", "ceux", "celles", "qui", "lequel", "laquelle", "ca", "c"};
    uint64_t first = in->tokens->items[in->clauses->items[clause].tokens.begin].hash;
    for (size_t i = 0; i < RSN_COUNT(PRONOUNS); i++)
        if (first == rsn_hash_bytes((const uint8_t *)PRONOUNS[i], strlen(PRONOUNS[i]))) return true;
    return false;
}

/* The first clause of the next sentence, where it goes on about the same thing. */
static bool following_points(const reader *in, uint32_t clause, int32_t *points)
{
    uint32_t sentence = in->clauses->items[clause].sentence, next = clause + 1;
    while (next < in->clauses->count && in->clauses->items[next].sentence == sentence && next < clause + 4) next++;
    if (next >= in->clauses->count || in->clauses->items[next].sentence != sentence + 1) return false;
    if (!in->clause_judges[next] || !takes_up(in, next)) return false;
    *points = in->clause_points[next];
    return true;
}

/* ---- a clause that both praises and blames ---- */

/* 0: they share some; 1: they are side by side. */
static uint32_t tokens_between(rsn_span a, rsn_span b)
{
    return a.end <= b.begin ? b.begin - a.end + 1 : b.end <= a.begin ? a.begin - b.end + 1 : 0;
}

/* The first opinion that ends behind the place where a mention begins. */
static uint32_t opinion_from(const reader *in, uint32_t token)
{
    uint32_t low = 0, high = in->opinions->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (in->opinions->items[middle].tokens.end <= token) low = middle + 1;
        else high = middle;
    }
    return low;
}

/* « accueil froid dossier bien traité »: what stands nearest, and of two as near the one that follows. */
static bool nearest_points(const reader *in, const rsn_mention *mention, uint32_t clause, int32_t *points)
{
    uint32_t next = opinion_from(in, mention->tokens.begin);
    const rsn_opinion *found = NULL;
    for (uint32_t i = next > 0 ? next - 1 : 0; i < in->opinions->count && i <= next + 1; i++) {
        const rsn_opinion *opinion = &in->opinions->items[i];
        if (opinion->clause != clause || opinion->points == 0) continue;
        if (found == NULL || tokens_between(opinion->tokens, mention->tokens) <= tokens_between(found->tokens, mention->tokens)) found = opinion;
    }
    if (found != NULL) *points = found->points;
    return found != NULL;
}

static int32_t document_points(const reader *in)
{
    switch (in->sentiment->label) {
    case RESSENTI_POSITIVE:
    case RESSENTI_NEGATIVE: return in->opinions->points / 2;
    default: return 0;
    }
}

/* What is said where the words stand, or near them, or else in the text. */
static int32_t points_of_place(const reader *in, const rsn_mention *mention)
{
    int32_t points = 0;
    bool judged = false;
    uint32_t first = in->tokens->items[mention->tokens.begin].clause, last = in->tokens->items[mention->tokens.end - 1].clause;
    bool is_torn = (in->clause_judges[first] & (PRAISES | BLAMES)) == (PRAISES | BLAMES);
    if (is_torn && nearest_points(in, mention, first, &points)) return points;
    for (uint32_t clause = first; clause <= last; clause++) {
        points += in->clause_points[clause];
        judged = judged || in->clause_judges[clause] != 0;
    }
    if (judged || nearby_points(in, first, &points) || following_points(in, last, &points)) return points;
    return document_points(in);
}

static int32_t mention_points(const reader *in, const rsn_mention *mention)
{
    if (mention->rule == RESSENTI_NONE) return points_of_place(in, mention);
    const rsn_engine_rule *rule = rsn_engine_rule_at(in->engine, mention->rule);
    uint32_t opinion = in->opinion_of_hit[mention->hit];
    if (rule->flags & RSN_RULE_NEUTRAL) return 0;
    if (opinion != 0) return in->opinions->items[opinion - 1].points;
    return rule->valence != 0 ? rule->valence /* absorbed by a longer rule */ : points_of_place(in, mention);
}

static uint8_t polarity(int32_t points)
{
    return points >= FAINT ? RESSENTI_POSITIVE : points <= -FAINT ? RESSENTI_NEGATIVE : RESSENTI_NEUTRAL;
}

/* ---- gathering ------------------------------------------------------------------------------- */

static void add(const reader *in, rsn_mentions *mentions, rsn_mention mention)
{
    mention.points = mention_points(in, &mention);
    mention.polarity = polarity(mention.points);
    mention.score = rsn_score(mention.points, SCORE_WORDS);
    mentions->items[mentions->count++] = mention;
}

static void gather(const reader *in, rsn_mentions *mentions)
{
    for (uint32_t i = 0; i < in->hits->items.count; i++) {
        const rsn_hit *hit = rsn_hit_at(in->hits, i);
        const rsn_engine_rule *rule = rsn_engine_rule_at(in->engine, hit->rule);
        if (rule->theme == RESSENTI_NONE) continue;
        add(in, mentions, (rsn_mention){.theme = rule->theme, .part = rule->subtheme + 1, .rule = hit->rule, .bytes = hit->bytes, .tokens = hit->tokens, .hit = i});
    }
}

static void gather_proposals(const reader *in, const rsn_proposals *proposals, rsn_mentions *mentions)
{
    for (uint32_t i = 0; i < proposals->count; i++) {
        const rsn_proposal *proposal = &proposals->items[i];
        if (proposal->kind != RESSENTI_THEME) continue;
        rsn_span bytes = {in->tokens->items[proposal->tokens.begin].begin, in->tokens->items[proposal->tokens.end - 1].end};
        add(in, mentions, (rsn_mention){.theme = proposal->label, .rule = RESSENTI_NONE, .bytes = bytes, .tokens = proposal->tokens, .hit = RESSENTI_NONE});
    }
}

/* A theme such as general_opinion stays only when the text speaks of nothing else. */
static void drop_lonely_themes(const reader *in, rsn_mentions *mentions)
{
    uint32_t others = 0, kept = 0;
    for (uint32_t i = 0; i < mentions->count; i++)
        others += !(rsn_engine_label_at(in->engine, RESSENTI_THEME, mentions->items[i].theme)->flags & RESSENTI_LABEL_ALONE);
    if (others == 0) return;
    for (uint32_t i = 0; i < mentions->count; i++)
        if (!(rsn_engine_label_at(in->engine, RESSENTI_THEME, mentions->items[i].theme)->flags & RESSENTI_LABEL_ALONE))
            mentions->items[kept++] = mentions->items[i];
    mentions->count = kept;
}

static rsn_theme_found *theme_found(const reader *in, rsn_mentions *mentions, uint32_t theme)
{
    uint32_t *known = &in->found_of_theme[theme];
    if (*known == 0) {
        mentions->themes[mentions->theme_count] = (rsn_theme_found){.theme = theme};
        *known = ++mentions->theme_count;
    }
    return &mentions->themes[*known - 1];
}

/* Each of many mentions may carry the points of one clause as long as the text: the sum stays where it is sure to fit. */
static int32_t bounded_sum(int32_t a, int32_t b)
{
    int64_t sum = (int64_t)a + b;
    return (int32_t)(sum > POINTS_MAX ? POINTS_MAX : sum < -POINTS_MAX ? -POINTS_MAX : sum);
}

/* The part of a theme, where one is named, with a stage of its own perhaps. */
static const rsn_engine_label *spoken_of(const ressenti_engine *engine, const rsn_mention *mention)
{
    return mention->part != 0 ? rsn_engine_label_at(engine, RESSENTI_SUBTHEME, mention->part - 1)
                              : rsn_engine_label_at(engine, RESSENTI_THEME, mention->theme);
}

static void sum_themes(const reader *in, rsn_mentions *mentions)
{
    for (uint32_t i = 0; i < mentions->count; i++) {
        const rsn_engine_label *label = spoken_of(in->engine, &mentions->items[i]);
        rsn_theme_found *found = theme_found(in, mentions, mentions->items[i].theme);
        found->points = bounded_sum(found->points, mentions->items[i].points);
        mentions->stages |= label->stage;
        mentions->components |= label->component;
    }
    for (uint32_t i = 0; i < mentions->theme_count; i++) {
        mentions->themes[i].polarity = polarity(mentions->themes[i].points);
        mentions->themes[i].score = rsn_score(mentions->themes[i].points, SCORE_WORDS);
    }
}

ressenti_status rsn_read_mentions(rsn_arena *arena, const ressenti_engine *engine, const rsn_clauses *clauses,
                                  const rsn_tokens *tokens, const rsn_hits *hits, const rsn_proposals *proposals,
                                  const rsn_opinions *opinions, const rsn_sentiment *sentiment, rsn_mentions *mentions)
{
    reader in = {engine, clauses, tokens, hits, opinions, sentiment, NULL, NULL, NULL, NULL};
    size_t clause_room = (size_t)clauses->count + 1, hit_room = hits->items.count + 1;
    size_t theme_room = engine->labels[RESSENTI_THEME].count + 1;
    *mentions = (rsn_mentions){.count = 0};
    in.clause_points = rsn_arena_take(arena, clause_room, sizeof *in.clause_points);
    in.clause_judges = rsn_arena_take(arena, clause_room, sizeof *in.clause_judges);
    in.opinion_of_hit = rsn_arena_take(arena, hit_room, sizeof *in.opinion_of_hit);
    mentions->items = rsn_arena_take(arena, hit_room + proposals->count, sizeof *mentions->items);
    mentions->themes = rsn_arena_take(arena, theme_room, sizeof *mentions->themes);
    in.found_of_theme = rsn_arena_take(arena, theme_room, sizeof *in.found_of_theme);
    if (!in.clause_points || !in.clause_judges || !in.opinion_of_hit || !mentions->items || !mentions->themes || !in.found_of_theme)
        return RESSENTI_NO_MEMORY;
    memset(in.clause_points, 0, clause_room * sizeof *in.clause_points);
    memset(in.clause_judges, 0, clause_room * sizeof *in.clause_judges);
    memset(in.found_of_theme, 0, theme_room * sizeof *in.found_of_theme);
    memset(in.opinion_of_hit, 0, hit_room * sizeof *in.opinion_of_hit);
    spread_opinions(&in);
    gather(&in, mentions);
    gather_proposals(&in, proposals, mentions);
    qsort(mentions->items, mentions->count, sizeof *mentions->items, by_place);
    drop_contained(&in, mentions);
    drop_lonely_themes(&in, mentions);
    sum_themes(&in, mentions);
    return RESSENTI_OK;
}

ressenti_status rsn_read_targets(rsn_arena *arena, const ressenti_engine *engine, const rsn_folded *folded, const rsn_tokens *tokens,
                                 const rsn_readings *readings, const rsn_clauses *clauses, const rsn_hits *hits, rsn_mentions *mentions)
{
    rsn_target_reader looked_in = {arena, engine, folded, tokens, readings, clauses};
    for (uint32_t i = 0; i < mentions->count; i++) {
        rsn_mention *mention = &mentions->items[i];
        mention->name = RESSENTI_NONE;
        if (mention->hit == RESSENTI_NONE) continue;
        const rsn_hit *hit = rsn_hit_at(hits, mention->hit);
        RSN_TRY(rsn_find_target(&looked_in, hit, &mention->target));
        mention->name = rsn_hit_name(engine, folded, hit);
        mentions->lemma_size += mention->target.lemma.size;
    }
    return RESSENTI_OK;
}
