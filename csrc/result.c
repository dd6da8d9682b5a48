/* Growing columns, and views of them. */
#include "result.h"

#include <string.h>

#include "failure.h"

#define SIZE_OF_COLUMN(table, name, type) sizeof(type),
static const size_t COLUMN_SIZES[] = {RSN_COLUMNS(SIZE_OF_COLUMN)};
#undef SIZE_OF_COLUMN

/* The tables that hang on documents: their first and last column, and the column of borders. */
static const struct {
    rsn_column first, last, borders;
} TABLES[] = {
    {RSN_COLUMN_themes_theme, RSN_COLUMN_themes_score, RSN_COLUMN_documents_theme_begin},
    {RSN_COLUMN_mentions_theme, RSN_COLUMN_mentions_source, RSN_COLUMN_documents_mention_begin},
    {RSN_COLUMN_signals_signal, RSN_COLUMN_signals_source, RSN_COLUMN_documents_signal_begin},
    {RSN_COLUMN_gaps_kind, RSN_COLUMN_gaps_open, RSN_COLUMN_documents_gap_begin},
    {RSN_COLUMN_contributions_kind, RSN_COLUMN_contributions_cue_end, RSN_COLUMN_documents_contribution_begin},
    {RSN_COLUMN_hits_rule, RSN_COLUMN_hits_end, RSN_COLUMN_documents_hit_begin},
    {RSN_COLUMN_gave_up_rule, RSN_COLUMN_gave_up_rule, RSN_COLUMN_documents_gave_up_begin},
    {RSN_COLUMN_promises_kind, RSN_COLUMN_promises_end, RSN_COLUMN_documents_promise_begin},
    {RSN_COLUMN_figures_kind, RSN_COLUMN_figures_end, RSN_COLUMN_documents_figure_begin},
    {RSN_COLUMN_signal_attributes_evidence, RSN_COLUMN_signal_attributes_attribute, RSN_COLUMN_documents_attribute_begin},
    {RSN_COLUMN_lemmas_bytes, RSN_COLUMN_lemmas_bytes, RSN_COLUMN_documents_lemma_begin},
};

static bool reserve_columns(ressenti_result *result, rsn_column first, rsn_column last, size_t rows)
{
    for (size_t column = first; column <= (size_t)last; column++)
        if (!rsn_array_reserve(&result->memory, &result->columns[column], rows)) return false;
    return true;
}

/* Room is reserved before, so this cannot fail. */
#define PUT(result, table, column_name, type, value)                                          \
    do {                                                                                      \
        rsn_array *array_ = &(result)->columns[RSN_COLUMN_##table##_##column_name];           \
        ((type *)array_->items)[array_->count++] = (value);                                   \
    } while (0)

/* ---- life ------------------------------------------------------------------------------- */

ressenti_status ressenti_result_new(const ressenti_engine *engine, const ressenti_allocator *caller, ressenti_result **result)
{
    ressenti_allocator memory = rsn_allocator_or_default(caller);
    if (engine == NULL || result == NULL) return RESSENTI_BAD_ARGUMENT;
    ressenti_result *made = rsn_allocate_zeroed(&memory, sizeof *made);
    if (made == NULL) return RESSENTI_NO_MEMORY;
    made->memory = memory;
    made->engine = (ressenti_engine *)(uintptr_t)engine; /* only its reference count changes */
    rsn_engine_retain(made->engine);
    for (size_t i = 0; i < RSN_COLUMN_COUNT; i++) made->columns[i].element_size = COLUMN_SIZES[i];
    for (size_t i = 0; i < RSN_COUNT(TABLES); i++) {
        if (rsn_array_push(&memory, &made->columns[TABLES[i].borders]) != NULL) continue;
        ressenti_result_release(made);
        return RESSENTI_NO_MEMORY;
    }
    *result = made;
    return RESSENTI_OK;
}

void ressenti_result_release(ressenti_result *result)
{
    if (result == NULL) return;
    ressenti_allocator memory = result->memory;
    for (size_t i = 0; i < RSN_COLUMN_COUNT; i++) rsn_array_free(&memory, &result->columns[i]);
    ressenti_engine_release(result->engine);
    rsn_release(&memory, result, sizeof *result);
}

/* ---- rows --------------------------------------------------------------------------------- */

static rsn_span as_given(const rsn_findings *found, const rsn_offsets *offsets, rsn_span folded)
{
    rsn_span bytes = rsn_folded_source(&found->folded, folded);
    return (rsn_span){rsn_offset(offsets, bytes.begin), rsn_offset(offsets, bytes.end)};
}

static rsn_span token_bytes(const rsn_findings *found, rsn_span tokens)
{
    return (rsn_span){found->tokens.items[tokens.begin].begin, found->tokens.items[tokens.end - 1].end};
}

static void put_themes(ressenti_result *result, const rsn_mentions *mentions)
{
    for (uint32_t i = 0; i < mentions->theme_count; i++) {
        PUT(result, themes, theme, uint32_t, mentions->themes[i].theme);
        PUT(result, themes, polarity, uint8_t, mentions->themes[i].polarity);
        PUT(result, themes, score, int32_t, mentions->themes[i].score);
    }
}

static void put_target(ressenti_result *result, const rsn_findings *found, const rsn_offsets *offsets, const rsn_target *target)
{
    rsn_array *lemmas = &result->columns[RSN_COLUMN_lemmas_bytes];
    rsn_span span = target->lemma.size > 0 ? as_given(found, offsets, target->bytes) : (rsn_span){0, 0};
    PUT(result, mentions, target_begin, uint32_t, span.begin);
    PUT(result, mentions, target_end, uint32_t, span.end);
    PUT(result, mentions, lemma_begin, uint64_t, lemmas->count);
    PUT(result, mentions, lemma_size, uint32_t, (uint32_t)target->lemma.size);
    if (target->lemma.size > 0) memcpy((char *)lemmas->items + lemmas->count, target->lemma.data, target->lemma.size);
    lemmas->count += target->lemma.size;
}

static void put_mentions(ressenti_result *result, const rsn_findings *found, const rsn_offsets *offsets)
{
    for (uint32_t i = 0; i < found->mentions.count; i++) {
        const rsn_mention *mention = &found->mentions.items[i];
        rsn_span span = as_given(found, offsets, mention->bytes);
        PUT(result, mentions, theme, uint32_t, mention->theme);
        PUT(result, mentions, rule, uint32_t, mention->rule);
        PUT(result, mentions, begin, uint32_t, span.begin);
        PUT(result, mentions, end, uint32_t, span.end);
        PUT(result, mentions, polarity, uint8_t, mention->polarity);
        PUT(result, mentions, score, int32_t, mention->score);
        PUT(result, mentions, amount, int64_t, mention->amount);
        PUT(result, mentions, currency, uint8_t, mention->currency);
        PUT(result, mentions, name, uint32_t, mention->name);
        PUT(result, mentions, subtheme, uint32_t, mention->part - 1); /* none: RESSENTI_NONE */
        PUT(result, mentions, source, uint8_t, mention->rule == RESSENTI_NONE ? RSN_SOURCE_MODEL : RSN_SOURCE_RULE);
        put_target(result, found, offsets, &mention->target);
    }
}

static void put_attributes(ressenti_result *result, const rsn_signal *signal, size_t evidence)
{
    for (uint32_t i = 0; i < signal->attribute_count; i++) {
        PUT(result, signal_attributes, evidence, uint64_t, evidence);
        PUT(result, signal_attributes, attribute, uint32_t, signal->attributes[i]);
    }
}

static void put_signals(ressenti_result *result, const rsn_findings *found, const rsn_offsets *offsets)
{
    for (uint32_t i = 0; i < found->signals.count; i++) {
        const rsn_signal *signal = &found->signals.items[i];
        rsn_span span = as_given(found, offsets, signal->bytes);
        PUT(result, signals, signal, uint32_t, signal->signal);
        PUT(result, signals, rule, uint32_t, signal->rule);
        PUT(result, signals, begin, uint32_t, span.begin);
        PUT(result, signals, end, uint32_t, span.end);
        PUT(result, signals, value, int64_t, signal->value);
        PUT(result, signals, unit, uint8_t, signal->unit);
        PUT(result, signals, name, uint32_t, signal->name);
        PUT(result, signals, source, uint8_t, signal->source);
        put_attributes(result, signal, RSN_ROWS(result, signals, signal) - 1);
    }
}

static size_t count_attributes(const rsn_signals *signals)
{
    size_t count = 0;
    for (uint32_t i = 0; i < signals->count; i++) count += signals->items[i].attribute_count;
    return count;
}

static void put_gaps(ressenti_result *result, const rsn_findings *found, const rsn_offsets *offsets)
{
    for (uint32_t i = 0; i < found->gaps.count; i++) {
        const rsn_gap *gap = &found->gaps.items[i];
        rsn_span span = as_given(found, offsets, gap->bytes), promised = as_given(found, offsets, gap->promise_bytes);
        rsn_span actual = as_given(found, offsets, gap->actual_bytes);
        PUT(result, gaps, kind, uint8_t, gap->kind);
        PUT(result, gaps, unit, uint8_t, gap->unit);
        PUT(result, gaps, direction, uint8_t, gap->direction);
        PUT(result, gaps, promised, int64_t, gap->promised);
        PUT(result, gaps, actual, int64_t, gap->actual);
        PUT(result, gaps, begin, uint32_t, span.begin);
        PUT(result, gaps, end, uint32_t, span.end);
        PUT(result, gaps, promised_begin, uint32_t, promised.begin);
        PUT(result, gaps, promised_end, uint32_t, promised.end);
        PUT(result, gaps, actual_begin, uint32_t, actual.begin);
        PUT(result, gaps, actual_end, uint32_t, actual.end);
        PUT(result, gaps, open, uint8_t, gap->is_open);
    }
}

static void put_promises(ressenti_result *result, const rsn_findings *found, const rsn_offsets *offsets)
{
    for (uint32_t i = 0; i < found->gaps.promise_count; i++) {
        const rsn_promise *promise = &found->gaps.promises[i];
        rsn_span span = as_given(found, offsets, promise->bytes);
        PUT(result, promises, kind, uint8_t, promise->kind);
        PUT(result, promises, unit, uint8_t, promise->unit);
        PUT(result, promises, value, int64_t, promise->value);
        PUT(result, promises, begin, uint32_t, span.begin);
        PUT(result, promises, end, uint32_t, span.end);
    }
}

static void put_figures(ressenti_result *result, const rsn_findings *found, const rsn_offsets *offsets)
{
    for (uint32_t i = 0; i < found->figures.count; i++) {
        const rsn_figure *figure = &found->figures.items[i];
        rsn_span span = as_given(found, offsets, token_bytes(found, figure->tokens));
        PUT(result, figures, kind, uint8_t, figure->kind);
        PUT(result, figures, unit, uint8_t, figure->unit);
        PUT(result, figures, value, int64_t, figure->hundredths);
        PUT(result, figures, scale, int64_t, figure->scale);
        PUT(result, figures, begin, uint32_t, span.begin);
        PUT(result, figures, end, uint32_t, span.end);
    }
}

static void put_contribution(ressenti_result *result, const rsn_findings *found, const rsn_offsets *offsets, const rsn_opinion *opinion)
{
    rsn_span span = as_given(found, offsets, token_bytes(found, opinion->tokens)), cue = {0, 0};
    if (opinion->cue.end > opinion->cue.begin) cue = as_given(found, offsets, token_bytes(found, opinion->cue));
    PUT(result, contributions, kind, uint8_t, opinion->kind);
    PUT(result, contributions, label, ressenti_text, opinion->label);
    PUT(result, contributions, valence, int32_t, opinion->valence);
    PUT(result, contributions, percent, int32_t, opinion->percent);
    PUT(result, contributions, points, int32_t, opinion->points);
    PUT(result, contributions, begin, uint32_t, span.begin);
    PUT(result, contributions, end, uint32_t, span.end);
    PUT(result, contributions, cue_begin, uint32_t, cue.begin);
    PUT(result, contributions, cue_end, uint32_t, cue.end);
}

/* What the model makes of a word is a term like others. */
static rsn_opinion learned_term(const rsn_model_reading *model, uint32_t token)
{
    int32_t points = model->points[token];
    return (rsn_opinion){.kind = RSN_OPINION_MODEL, .label = {"model", 5}, .tokens = {token, token + 1}, .valence = points, .percent = 100, .points = points};
}

/* Both kinds of terms by their first token. */
static void put_contributions(ressenti_result *result, const rsn_findings *found, const rsn_offsets *offsets)
{
    uint32_t next = 0;
    for (uint32_t token = 0; token < found->tokens.count; token++) {
        for (; next < found->opinions.count && found->opinions.items[next].tokens.begin <= token; next++)
            put_contribution(result, found, offsets, &found->opinions.items[next]);
        if (found->model.points == NULL || found->model.points[token] == 0) continue;
        rsn_opinion term = learned_term(&found->model, token);
        put_contribution(result, found, offsets, &term);
    }
}

static size_t count_terms(const rsn_findings *found)
{
    size_t terms = found->opinions.count;
    for (uint32_t i = 0; found->model.points != NULL && i < found->model.count; i++) terms += found->model.points[i] != 0;
    return terms;
}

static void put_hits(ressenti_result *result, const rsn_findings *found, const rsn_offsets *offsets)
{
    for (uint32_t i = 0; i < found->hits->items.count; i++) {
        const rsn_hit *hit = rsn_hit_at(found->hits, i);
        rsn_span span = as_given(found, offsets, hit->bytes);
        PUT(result, hits, rule, uint32_t, hit->rule);
        PUT(result, hits, begin, uint32_t, span.begin);
        PUT(result, hits, end, uint32_t, span.end);
    }
}

static void put_gave_up(ressenti_result *result, const rsn_hits *hits)
{
    for (uint32_t i = 0; i < hits->given_up_count; i++) PUT(result, gave_up, rule, uint32_t, hits->given_up[i]);
}

static void put_document(ressenti_result *result, const rsn_findings *found)
{
    PUT(result, documents, status, uint8_t, found->status);
    PUT(result, documents, sentiment, uint8_t, found->sentiment.label);
    PUT(result, documents, irritation, uint8_t, found->signals.irritation);
    PUT(result, documents, lang, uint8_t, found->lang);
    PUT(result, documents, points, int32_t, found->opinions.points);
    PUT(result, documents, score, int32_t, found->sentiment.score);
    PUT(result, documents, confidence, int32_t, found->sentiment.confidence);
    PUT(result, documents, signals, uint64_t, found->signals.signals);
    PUT(result, documents, channels, uint64_t, found->signals.channels);
    PUT(result, documents, stages, uint32_t, found->mentions.stages);
    PUT(result, documents, components, uint32_t, found->mentions.components);
    for (size_t i = 0; i < RSN_COUNT(TABLES); i++) {
        rsn_array *borders = &result->columns[TABLES[i].borders];
        ((uint64_t *)borders->items)[borders->count++] = result->columns[TABLES[i].first].count;
    }
}

ressenti_status rsn_result_add(ressenti_result *result, const rsn_findings *found, const rsn_offsets *offsets, uint32_t flags)
{
    size_t terms = flags & RESSENTI_WANT_CONTRIBUTIONS ? count_terms(found) : 0;
    bool wants_hits = (flags & RESSENTI_WANT_HITS) && found->hits != NULL, gave_up = found->hits != NULL && found->hits->gave_up;
    bool wants_figures = (flags & RESSENTI_WANT_FIGURES) != 0;
    size_t rows[RSN_COUNT(TABLES)] = {found->mentions.theme_count, found->mentions.count, found->signals.count, found->gaps.count,
                                      terms, wants_hits ? found->hits->items.count : 0,
                                      gave_up ? found->hits->given_up_count : 0, found->gaps.promise_count,
                                      wants_figures ? found->figures.count : 0, count_attributes(&found->signals),
                                      found->mentions.lemma_size};
    if (!reserve_columns(result, RSN_COLUMN_documents_status, RSN_COLUMN_documents_lemma_begin, 1)) return RESSENTI_NO_MEMORY;
    for (size_t i = 0; i < RSN_COUNT(TABLES); i++)
        if (rows[i] > 0 && !reserve_columns(result, TABLES[i].first, TABLES[i].last, rows[i])) return RESSENTI_NO_MEMORY;
    put_themes(result, &found->mentions);
    put_mentions(result, found, offsets);
    put_signals(result, found, offsets);
    put_gaps(result, found, offsets);
    if (terms > 0) put_contributions(result, found, offsets);
    if (wants_hits) put_hits(result, found, offsets);
    if (gave_up) put_gave_up(result, found->hits);
    put_promises(result, found, offsets);
    if (wants_figures) put_figures(result, found, offsets);
    put_document(result, found);
    return RESSENTI_OK;
}

ressenti_status ressenti_result_add_unread(ressenti_result *result, ressenti_row_status why)
{
    rsn_findings nothing;
    memset(&nothing, 0, sizeof nothing);
    if (result == NULL || why < RESSENTI_ROW_NULL || why > RESSENTI_ROW_NOT_FRENCH) return RESSENTI_BAD_ARGUMENT;
    nothing.status = (uint8_t)why;
    return rsn_result_add(result, &nothing, NULL, 0);
}

void rsn_result_cut(ressenti_result *result, size_t document_count)
{
    for (size_t i = 0; i < RSN_COUNT(TABLES); i++) {
        size_t rows = ((const uint64_t *)result->columns[TABLES[i].borders].items)[document_count];
        for (size_t column = TABLES[i].first; column <= (size_t)TABLES[i].last; column++) result->columns[column].count = rows;
        result->columns[TABLES[i].borders].count = document_count + 1;
    }
    for (size_t column = RSN_COLUMN_documents_status; column < RSN_COLUMN_documents_theme_begin; column++)
        result->columns[column].count = document_count;
}

/* ---- views ----------------------------------------------------------------------------------- */

#define RSN_VIEW(name, type) view.name = (const type *)result->columns[column++].items;

#define DEFINE_VIEW(table, first, SETTERS)                                                          \
    void ressenti_result_##table(const ressenti_result *result, ressenti_##table *out)              \
    {                                                                                               \
        ressenti_##table view = {.struct_size = out->struct_size};                                  \
        size_t column = RSN_COLUMN_##table##_##first;                                               \
        view.count = result->columns[column].count;                                                 \
        SETTERS                                                                                     \
        (void)column;                                                                               \
        memcpy(out, &view, out->struct_size < sizeof view ? out->struct_size : sizeof view);        \
    }

DEFINE_VIEW(documents, status,
            RSN_VIEW(status, uint8_t) RSN_VIEW(sentiment, uint8_t) RSN_VIEW(irritation, uint8_t) RSN_VIEW(lang, uint8_t)
            RSN_VIEW(points, int32_t) RSN_VIEW(score, int32_t) RSN_VIEW(confidence, int32_t) RSN_VIEW(signals, uint64_t)
            RSN_VIEW(channels, uint64_t) RSN_VIEW(stages, uint32_t) RSN_VIEW(components, uint32_t)
            RSN_VIEW(theme_begin, uint64_t) RSN_VIEW(mention_begin, uint64_t) RSN_VIEW(signal_begin, uint64_t)
            RSN_VIEW(gap_begin, uint64_t) RSN_VIEW(contribution_begin, uint64_t) RSN_VIEW(hit_begin, uint64_t)
            RSN_VIEW(gave_up_begin, uint64_t) RSN_VIEW(promise_begin, uint64_t) RSN_VIEW(figure_begin, uint64_t)
            RSN_VIEW(attribute_begin, uint64_t) RSN_VIEW(lemma_begin, uint64_t))
DEFINE_VIEW(themes, theme, RSN_VIEW(theme, uint32_t) RSN_VIEW(polarity, uint8_t) RSN_VIEW(score, int32_t))
DEFINE_VIEW(mentions, theme,
            RSN_VIEW(theme, uint32_t) RSN_VIEW(rule, uint32_t) RSN_VIEW(begin, uint32_t) RSN_VIEW(end, uint32_t)
            RSN_VIEW(polarity, uint8_t) RSN_VIEW(score, int32_t) RSN_VIEW(amount, int64_t) RSN_VIEW(currency, uint8_t)
            RSN_VIEW(target_begin, uint32_t) RSN_VIEW(target_end, uint32_t) RSN_VIEW(lemma_begin, uint64_t) RSN_VIEW(lemma_size, uint32_t)
            RSN_VIEW(name, uint32_t) RSN_VIEW(subtheme, uint32_t) RSN_VIEW(source, uint8_t))
DEFINE_VIEW(signals, signal,
            RSN_VIEW(signal, uint32_t) RSN_VIEW(rule, uint32_t) RSN_VIEW(begin, uint32_t) RSN_VIEW(end, uint32_t)
            RSN_VIEW(value, int64_t) RSN_VIEW(unit, uint8_t) RSN_VIEW(name, uint32_t) RSN_VIEW(source, uint8_t))
DEFINE_VIEW(signal_attributes, evidence, RSN_VIEW(evidence, uint64_t) RSN_VIEW(attribute, uint32_t))
DEFINE_VIEW(gaps, kind,
            RSN_VIEW(kind, uint8_t) RSN_VIEW(unit, uint8_t) RSN_VIEW(direction, uint8_t) RSN_VIEW(promised, int64_t)
            RSN_VIEW(actual, int64_t) RSN_VIEW(begin, uint32_t) RSN_VIEW(end, uint32_t) RSN_VIEW(promised_begin, uint32_t)
            RSN_VIEW(promised_end, uint32_t) RSN_VIEW(actual_begin, uint32_t) RSN_VIEW(actual_end, uint32_t) RSN_VIEW(open, uint8_t))
DEFINE_VIEW(promises, kind,
            RSN_VIEW(kind, uint8_t) RSN_VIEW(unit, uint8_t) RSN_VIEW(value, int64_t) RSN_VIEW(begin, uint32_t) RSN_VIEW(end, uint32_t))
DEFINE_VIEW(figures, kind,
            RSN_VIEW(kind, uint8_t) RSN_VIEW(unit, uint8_t) RSN_VIEW(value, int64_t) RSN_VIEW(scale, int64_t)
            RSN_VIEW(begin, uint32_t) RSN_VIEW(end, uint32_t))
DEFINE_VIEW(contributions, kind,
            RSN_VIEW(kind, uint8_t) RSN_VIEW(label, ressenti_text) RSN_VIEW(valence, int32_t) RSN_VIEW(percent, int32_t)
            RSN_VIEW(points, int32_t) RSN_VIEW(begin, uint32_t) RSN_VIEW(end, uint32_t) RSN_VIEW(cue_begin, uint32_t)
            RSN_VIEW(cue_end, uint32_t))
DEFINE_VIEW(hits, rule, RSN_VIEW(rule, uint32_t) RSN_VIEW(begin, uint32_t) RSN_VIEW(end, uint32_t))
DEFINE_VIEW(gave_up, rule, RSN_VIEW(rule, uint32_t))
DEFINE_VIEW(lemmas, bytes, RSN_VIEW(bytes, uint8_t))
