/* What makes a rule's hit count as evidence for a signal, and what is said about that evidence. */
#ifndef RSN_EVIDENCE_H
#define RSN_EVIDENCE_H

#include "ressenti_build.h"
#include "signal.h"

/* Praise and blame by place. */
typedef struct rsn_moods {
    int32_t *points;      /* of each sentence, the sum of its opinions    */
    uint32_t blame_begin; /* the first token of the first blame; UINT32_MAX: there is none */
    uint32_t conceded_end; /* behind the last blame that a word such as malgré opens; 0: there is none */
} rsn_moods;

/* O(opinions + clauses).  NO_MEMORY is the only failure. */
ressenti_status rsn_read_moods(rsn_arena *arena, const rsn_signal_sources *sources, rsn_moods *moods);

/* Whether what a rule asks for stands in the text of its hit.  O(sentences of the hit). */
bool rsn_condition_holds(const rsn_signal_sources *sources, const rsn_moods *moods, uint16_t condition, const rsn_hit *hit);

/* Notes an attribute of the engine, unless the evidence has one of that key already, or too many. */
void rsn_evidence_attribute(const ressenti_engine *engine, rsn_signal *signal, uint32_t attribute);

/* Hits of rules that only complete: their attributes go to the nearest evidence in their sentence, some of it to
 * each side.  The evidence is in order.  O(hits log signals). */
void rsn_join_attributes(const rsn_signal_sources *sources, rsn_signals *signals);

#endif
