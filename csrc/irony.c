/* Praise that the facts contradict: « Bravo, deux heures de retard », « Merci pour la surprise ». */
#include "irony.h"

#include "ressenti_build.h"

enum { SINCERE = 30, BLAME_LEAST = -25, TURNED = -60 };

/* « Bravo », « Quel bonheur de … » at the head of its clause: people exclaim irony, they do not describe by it. */
static bool is_exclaimed(const rsn_readings *readings, const rsn_clauses *clauses, const rsn_opinion *opinion)
{
    if (opinion->kind != RSN_OPINION_EMOJI && opinion->tokens.begin != clauses->items[opinion->clause].tokens.begin) return false;
    for (uint32_t at = opinion->tokens.begin; at < opinion->tokens.end; at++) {
        const rsn_reading *reading = rsn_reading_with(readings, at, RSN_HAS_VOICE);
        if (reading != NULL && reading->word->voice == RESSENTI_VOICE_FERVENT) return true;
    }
    return false;
}

/* « Super mojito mais attente trop longue » weighs two sides, and means both. */
static bool weighs_sides(const rsn_clauses *clauses)
{
    for (uint32_t i = 0; i < clauses->count; i++)
        if (clauses->items[i].flags & (RSN_CLAUSE_CONTRAST | RSN_CLAUSE_CONCESSION)) return true;
    return false;
}

static bool contradicts(const rsn_readings *readings, const rsn_clauses *clauses, const rsn_opinions *opinions)
{
    int64_t sincere = 0, blame = 0, exclaimed = 0;
    for (uint32_t i = 0; i < opinions->count; i++) {
        const rsn_opinion *opinion = &opinions->items[i];
        if (opinion->points <= 0) blame += opinion->points;
        else if (is_exclaimed(readings, clauses, opinion)) exclaimed += opinion->points;
        else sincere += opinion->points;
    }
    return exclaimed > 0 && sincere < SINCERE && blame <= BLAME_LEAST && !weighs_sides(clauses);
}

static const rsn_opinion *worst_of(const rsn_opinions *opinions)
{
    const rsn_opinion *worst = &opinions->items[0];
    for (uint32_t i = 1; i < opinions->count; i++)
        if (opinions->items[i].points < worst->points) worst = &opinions->items[i];
    return worst;
}

void rsn_turn_irony(const rsn_readings *readings, const rsn_clauses *clauses, rsn_opinions *opinions)
{
    if (!contradicts(readings, clauses, opinions)) return;
    rsn_span cue = worst_of(opinions)->tokens;
    for (uint32_t i = 0; i < opinions->count; i++) {
        rsn_opinion *opinion = &opinions->items[i];
        if (opinion->points <= 0 || !is_exclaimed(readings, clauses, opinion)) continue;
        opinion->percent = opinion->percent * TURNED / 100;
        opinion->points = rsn_rounded(opinion->valence, opinion->percent);
        opinion->cue = cue;
    }
}
