/* Everything that one text taught us, in offsets into its folded form; lives in the arena. */
#ifndef RSN_FINDINGS_H
#define RSN_FINDINGS_H

#include "accents.h"
#include "gap.h"
#include "mention.h"
#include "model.h"
#include "opinion.h"
#include "proposal.h"
#include "sentiment.h"
#include "signal.h"

typedef struct rsn_findings {
    uint8_t status, lang;
    rsn_folded folded;
    rsn_accents accents; /* of the folded text */
    rsn_tokens tokens;
    rsn_readings readings;
    rsn_clauses clauses;
    rsn_figures figures;
    rsn_gaps gaps;
    rsn_opinions opinions;
    rsn_model_reading model;
    rsn_sentiment sentiment;
    rsn_proposals proposals;
    rsn_mentions mentions;
    rsn_signals signals;
    const rsn_hits *hits;
} rsn_findings;

#endif
