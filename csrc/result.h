/* Growing columns, and views of them. */
#ifndef RSN_RESULT_H
#define RSN_RESULT_H

#include "engine.h"
#include "findings.h"
#include "offsets.h"

/* table, name, type: one column each. */
#define RSN_COLUMNS(X)                                                                                        \
    X(documents, status, uint8_t) X(documents, sentiment, uint8_t) X(documents, irritation, uint8_t)          \
    X(documents, lang, uint8_t) X(documents, points, int32_t) X(documents, score, int32_t)                    \
    X(documents, confidence, int32_t) X(documents, signals, uint64_t) X(documents, channels, uint64_t)        \
    X(documents, stages, uint32_t) X(documents, components, uint32_t) X(documents, theme_begin, uint64_t)     \
    X(documents, mention_begin, uint64_t) X(documents, signal_begin, uint64_t)                                \
    X(documents, gap_begin, uint64_t) X(documents, contribution_begin, uint64_t)                              \
    X(documents, hit_begin, uint64_t) X(documents, gave_up_begin, uint64_t)                                   \
    X(documents, promise_begin, uint64_t) X(documents, figure_begin, uint64_t) X(documents, attribute_begin, uint64_t) \
    X(documents, lemma_begin, uint64_t)                                                                       \
    X(themes, theme, uint32_t) X(themes, polarity, uint8_t) X(themes, score, int32_t)                         \
    X(mentions, theme, uint32_t) X(mentions, rule, uint32_t) X(mentions, begin, uint32_t)                     \
    X(mentions, end, uint32_t) X(mentions, polarity, uint8_t) X(mentions, score, int32_t) X(mentions, amount, int64_t) X(mentions, currency, uint8_t)\
    X(mentions, target_begin, uint32_t) X(mentions, target_end, uint32_t) X(mentions, lemma_begin, uint64_t)  \
    X(mentions, lemma_size, uint32_t) X(mentions, name, uint32_t) X(mentions, subtheme, uint32_t)             \
    X(mentions, source, uint8_t)                                                                              \
    X(signals, signal, uint32_t) X(signals, rule, uint32_t) X(signals, begin, uint32_t)                       \
    X(signals, end, uint32_t) X(signals, value, int64_t) X(signals, unit, uint8_t) X(signals, name, uint32_t) \
    X(signals, source, uint8_t)                                                                               \
    X(signal_attributes, evidence, uint64_t) X(signal_attributes, attribute, uint32_t)                        \
    X(gaps, kind, uint8_t) X(gaps, unit, uint8_t) X(gaps, direction, uint8_t) X(gaps, promised, int64_t)      \
    X(gaps, actual, int64_t) X(gaps, begin, uint32_t) X(gaps, end, uint32_t)                                  \
    X(gaps, promised_begin, uint32_t) X(gaps, promised_end, uint32_t) X(gaps, actual_begin, uint32_t)         \
    X(gaps, actual_end, uint32_t) X(gaps, open, uint8_t)                                                      \
    X(promises, kind, uint8_t) X(promises, unit, uint8_t) X(promises, value, int64_t)                         \
    X(promises, begin, uint32_t) X(promises, end, uint32_t)                                                   \
    X(figures, kind, uint8_t) X(figures, unit, uint8_t) X(figures, value, int64_t)                            \
    X(figures, scale, int64_t) X(figures, begin, uint32_t) X(figures, end, uint32_t)                          \
    X(contributions, kind, uint8_t) X(contributions, label, ressenti_text)                                    \
    X(contributions, valence, int32_t) X(contributions, percent, int32_t) X(contributions, points, int32_t)   \
    X(contributions, begin, uint32_t) X(contributions, end, uint32_t)                                         \
    X(contributions, cue_begin, uint32_t) X(contributions, cue_end, uint32_t)                                 \
    X(hits, rule, uint32_t) X(hits, begin, uint32_t) X(hits, end, uint32_t)                                   \
    X(gave_up, rule, uint32_t)                                                                                \
    X(lemmas, bytes, uint8_t)

#define RSN_COLUMN_ID(table, name, type) RSN_COLUMN_##table##_##name,
typedef enum rsn_column { RSN_COLUMNS(RSN_COLUMN_ID) RSN_COLUMN_COUNT } rsn_column;
#undef RSN_COLUMN_ID

struct ressenti_result {
    ressenti_allocator memory;
    ressenti_engine *engine; /* kept alive */
    rsn_array columns[RSN_COLUMN_COUNT];
};

/* The items of a column. */
#define RSN_COLUMN(result, table, name, type) ((const type *)(result)->columns[RSN_COLUMN_##table##_##name].items)
#define RSN_ROWS(result, table, name) ((result)->columns[RSN_COLUMN_##table##_##name].count)

/* Appends one document with its rows in all tables.  NO_MEMORY: the result is as before. */
ressenti_status rsn_result_add(ressenti_result *result, const rsn_findings *found, const rsn_offsets *offsets, uint32_t flags);

/* For giving up a batch: everything after the first `document_count` documents is forgotten. */
void rsn_result_cut(ressenti_result *result, size_t document_count);

#endif
