/* Themes mentioned, each judged from its own clause; themes of the text from their mentions. */
#ifndef RSN_MENTION_H
#define RSN_MENTION_H

#include "opinion.h"
#include "proposal.h"
#include "sentiment.h"
#include "target.h"

typedef struct rsn_mention {
    uint32_t theme, rule; /* rule: RESSENTI_NONE when the learned model proposes it */
    rsn_span bytes, tokens;
    int32_t points, score;
    uint32_t hit, name; /* hit: RESSENTI_NONE without a rule; name: index among the engine's, or RESSENTI_NONE */
    rsn_target target;
    uint8_t polarity; /* ressenti_sentiment */
    uint8_t currency; /* RESSENTI_NO_UNIT: there is no amount; see rsn_read_amounts */
    int64_t amount;   /* hundredths */
    uint32_t part;    /* index + 1 of the sub-theme; 0: none */
} rsn_mention;

typedef struct rsn_theme_found {
    uint32_t theme;
    int32_t points, score;
    uint8_t polarity;
} rsn_theme_found;

typedef struct rsn_mentions {
    rsn_mention *items; /* by begin, then end, then rule */
    uint32_t count;
    rsn_theme_found *themes; /* in order of first mention */
    uint32_t theme_count;
    uint32_t stages, components;
    size_t lemma_size; /* of all targets' lemmas */
} rsn_mentions;

/* What rules have found, then what the model proposes.  O(hits log hits + hits * clause).  NO_MEMORY is the only failure. */
ressenti_status rsn_read_mentions(rsn_arena *arena, const ressenti_engine *engine, const rsn_clauses *clauses,
                                  const rsn_tokens *tokens, const rsn_hits *hits, const rsn_proposals *proposals,
                                  const rsn_opinions *opinions, const rsn_sentiment *sentiment, rsn_mentions *mentions);

/* What each mention is about, and which name of a list it holds.  O(mentions * clause).  NO_MEMORY is the only failure. */
ressenti_status rsn_read_targets(rsn_arena *arena, const ressenti_engine *engine, const rsn_folded *folded, const rsn_tokens *tokens,
                                 const rsn_readings *readings, const rsn_clauses *clauses, const rsn_hits *hits, rsn_mentions *mentions);

#endif
