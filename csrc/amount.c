/* The figure that belongs to some words: in them, or the nearest one of their clause. */
#include "amount.h"

#include "ressenti_build.h"

enum { LOOK = 4 }; /* figures looked at to each side */

static uint32_t first_behind(const rsn_figures *figures, uint32_t token)
{
    uint32_t low = 0, high = figures->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (figures->items[middle].tokens.end > token) high = middle;
        else low = middle + 1;
    }
    return low;
}

static bool shares_clause(const rsn_tokens *tokens, rsn_span words, const rsn_figure *figure)
{
    uint32_t clause = tokens->items[figure->tokens.begin].clause;
    return clause >= tokens->items[words.begin].clause && clause <= tokens->items[words.end - 1].clause;
}

/* Tokens between them; 0: they overlap. */
static uint32_t distance(rsn_span words, rsn_span figure)
{
    if (figure.begin >= words.end) return figure.begin - words.end + 1;
    return figure.end <= words.begin ? words.begin - figure.end + 1 : 0;
}

const rsn_figure *rsn_figure_near(const rsn_figures *figures, const rsn_tokens *tokens, rsn_span words,
                                    rsn_figure_kind kind)
{
    uint32_t middle = first_behind(figures, words.begin);
    uint32_t begin = middle > LOOK ? middle - LOOK : 0;
    uint32_t end = figures->count - middle > LOOK ? middle + LOOK : figures->count;
    const rsn_figure *nearest = NULL;
    for (uint32_t i = begin; i < end; i++) {
        const rsn_figure *figure = &figures->items[i];
        if (figure->kind != kind || !shares_clause(tokens, words, figure)) continue;
        if (nearest == NULL || distance(words, figure->tokens) < distance(words, nearest->tokens)) nearest = figure;
    }
    return nearest;
}

void rsn_read_amounts(const ressenti_engine *engine, const rsn_tokens *tokens, const rsn_figures *figures,
                      rsn_mentions *mentions)
{
    for (uint32_t i = 0; i < mentions->count; i++) {
        rsn_mention *mention = &mentions->items[i];
        bool is_kept = rsn_engine_label_at(engine, RESSENTI_THEME, mention->theme)->flags & RESSENTI_LABEL_AMOUNTS;
        const rsn_figure *price = is_kept ? rsn_figure_near(figures, tokens, mention->tokens, RSN_PRICE) : NULL;
        mention->amount = price != NULL ? price->hundredths : 0;
        mention->currency = price != NULL ? price->unit : RESSENTI_NO_UNIT;
    }
}
