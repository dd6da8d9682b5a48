/* ONE TEXT THROUGH THE PIPELINE.  Each step reads what the ones above it left behind. */
#include "analyze.h"

#include <string.h>

#include "amount.h"
#include "failure.h"
#include "language.h"
#include "respell.h"
#include "token_class.h"

/* The steps of folding that the reading of a text can do without. */
enum { READING_STEPS = RSN_INVALID_ALLOWED | RESSENTI_KEEP_MOJIBAKE | RESSENTI_KEEP_ENTITIES };

/* An unreadable row is empty but for the reason. */
static void forget(rsn_findings *found, uint8_t status, uint8_t lang)
{
    memset(found, 0, sizeof *found);
    found->status = status;
    found->lang = lang;
}

/* The folded text, or why there is none. */
static ressenti_status fold(ressenti_scratch *scratch, ressenti_text text, uint64_t size_limit, uint32_t flags, rsn_findings *found)
{
    const ressenti_engine *engine = scratch->engine;
    rsn_arena_reset(&scratch->arena);
    forget(found, text.size > size_limit ? RESSENTI_ROW_TOO_LONG : RESSENTI_ROW_OK, RSN_LANGUAGE_UNDECIDED);
    if (found->status != RESSENTI_ROW_OK) return RESSENTI_OK;
    ressenti_status status = rsn_normalize_by(&scratch->arena, engine->kernels, text, flags & READING_STEPS, &found->folded);
    if (status == RESSENTI_BAD_DATA) forget(found, RESSENTI_ROW_INVALID_UTF8, RSN_LANGUAGE_UNDECIDED);
    if (status != RESSENTI_OK) return status == RESSENTI_BAD_DATA ? RESSENTI_OK : status;
    RSN_TRY(rsn_respell(&scratch->arena, engine, &found->folded));
    found->accents = rsn_accents_of(&scratch->arena, engine->kernels, text, flags & READING_STEPS, &found->folded);
    return RESSENTI_OK;
}

static ressenti_status match_rules(ressenti_scratch *scratch, rsn_findings *found)
{
    rsn_pattern_runner_read(scratch->runner, &found->accents);
    RSN_TRY(rsn_match_rules(&scratch->arena, scratch->engine, &scratch->memory, scratch->prefilter, scratch->runner, &found->folded,
                            &found->clauses, &scratch->hits));
    found->hits = &scratch->hits;
    return found->accents.has_failed ? RESSENTI_NO_MEMORY : RESSENTI_OK;
}

static void note_limits(rsn_findings *found)
{
    if (found->folded.marks_cut) found->status = RESSENTI_ROW_MARKS_CUT;
    if (found->hits->gave_up) found->status = RESSENTI_ROW_BUDGET;
}

ressenti_status rsn_analyze_text(ressenti_scratch *scratch, ressenti_text text, uint64_t size_limit, uint32_t flags, rsn_findings *found)
{
    const ressenti_engine *engine = scratch->engine;
    rsn_arena *arena = &scratch->arena;
    RSN_TRY(fold(scratch, text, size_limit, flags, found));
    if (found->status != RESSENTI_ROW_OK) return RESSENTI_OK;

    RSN_TRY(rsn_tokenize(arena, engine->kernels, &found->folded, &found->tokens));
    RSN_TRY(rsn_read_words(arena, &engine->lexicon, &found->tokens, &found->accents, &found->readings));
    found->lang = rsn_find_language(&found->tokens, &found->folded, &found->readings);
    if (found->lang != RSN_LANGUAGE_FRENCH) {
        forget(found, RESSENTI_ROW_NOT_FRENCH, found->lang);
        return RESSENTI_OK;
    }
    RSN_TRY(rsn_find_clauses(arena, &found->tokens, &found->readings, &found->clauses));
    RSN_TRY(match_rules(scratch, found));
    rsn_hits_find_tokens(&scratch->hits, &found->tokens);
    rsn_classify_tokens(&found->folded, &found->tokens);
    RSN_TRY(rsn_read_figures(arena, &found->folded, &found->tokens, &found->figures));
    RSN_TRY(rsn_read_gaps(arena, &engine->lexicon, &found->folded, &found->tokens, &found->accents, &found->clauses, &found->figures, &found->gaps));
    RSN_TRY(rsn_read_opinions(arena, engine, &found->folded, &found->tokens, &found->readings, &found->clauses, found->hits,
                              &found->figures, &found->gaps, &found->opinions));
    RSN_TRY(rsn_read_model(arena, engine->model, engine->weights, scratch->memo, &found->folded, &found->tokens, &found->model));
    found->opinions.points += found->model.sums[RSN_OUTPUT_POLARITY];
    found->sentiment = rsn_read_sentiment(engine->model, &found->opinions, &found->model, &found->clauses, rsn_count_words(&found->tokens));
    RSN_TRY(rsn_read_proposals(arena, engine, scratch->proposals, &found->folded, &found->tokens, found->hits, &found->proposals));
    RSN_TRY(rsn_read_mentions(arena, engine, &found->clauses, &found->tokens, found->hits, &found->proposals, &found->opinions,
                              &found->sentiment, &found->mentions));
    rsn_read_amounts(engine, &found->tokens, &found->figures, &found->mentions);
    RSN_TRY(rsn_read_targets(arena, engine, &found->folded, &found->tokens, &found->readings, &found->clauses, found->hits, &found->mentions));
    rsn_signal_sources sources = {engine, &found->folded, &found->tokens, &found->clauses, found->hits, &found->figures,
                                  &found->gaps, &found->opinions, &found->sentiment, &found->proposals};
    RSN_TRY(rsn_read_signals(arena, &sources, &found->signals));
    note_limits(found);
    return RESSENTI_OK;
}

/* ---- rules alone ------------------------------------------------------------------------------------ */

/* Clauses are what `unless` acts in; without it nobody asks for words. */
static ressenti_status find_clauses(ressenti_scratch *scratch, rsn_findings *found)
{
    rsn_arena *arena = &scratch->arena;
    RSN_TRY(rsn_tokenize(arena, scratch->engine->kernels, &found->folded, &found->tokens));
    RSN_TRY(rsn_read_words(arena, &scratch->engine->lexicon, &found->tokens, &found->accents, &found->readings));
    return rsn_find_clauses(arena, &found->tokens, &found->readings, &found->clauses);
}

static bool has_word_byte(const rsn_folded *folded, rsn_span span)
{
    for (; span.begin < span.end; span.begin++)
        if (rsn_is_word_byte(folded->bytes[span.begin])) return true;
    return false;
}

/* A match of blanks or joints alone is no hit.  Words are always tokens, so hardly any text has to be cut for this. */
static ressenti_status drop_blank_hits(ressenti_scratch *scratch, rsn_findings *found)
{
    rsn_array *hits = &scratch->hits.items;
    size_t kept = 0;
    for (size_t i = 0; i < hits->count; i++) {
        rsn_hit hit = RSN_AT(hits, rsn_hit, i);
        if (!has_word_byte(&found->folded, hit.bytes)) {
            if (found->tokens.items == NULL) RSN_TRY(rsn_tokenize(&scratch->arena, scratch->engine->kernels, &found->folded, &found->tokens));
            rsn_span tokens = rsn_tokens_of(&found->tokens, hit.bytes);
            if (tokens.begin == tokens.end) continue;
        }
        RSN_AT(hits, rsn_hit, kept++) = hit;
    }
    hits->count = kept;
    return RESSENTI_OK;
}

ressenti_status rsn_match_text(ressenti_scratch *scratch, ressenti_text text, uint64_t size_limit, uint32_t flags, rsn_findings *found)
{
    RSN_TRY(fold(scratch, text, size_limit, flags, found));
    if (found->status != RESSENTI_ROW_OK) return RESSENTI_OK;

    if (scratch->engine->has_unless) RSN_TRY(find_clauses(scratch, found));
    RSN_TRY(match_rules(scratch, found));
    RSN_TRY(drop_blank_hits(scratch, found));
    note_limits(found);
    return RESSENTI_OK;
}
