/* One document as one line of JSON: the contract of docs/output.md. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "compiler.h"
#include "result.h"
#include "writer.h"

static void put_number(rsn_writer *out, int64_t value)
{
    char digits[24];
    int size = snprintf(digits, sizeof digits, "%" PRId64, value);
    rsn_put(out, digits, (size_t)size);
}

/* `value` / 10^decimals without trailing zeros: -120 and 3 give -0.12, 500 and 2 give 5. */
static void put_decimal(rsn_writer *out, int64_t value, int decimals)
{
    char digits[40];
    uint64_t scale = decimals == 2 ? 100 : 1000, magnitude = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    int size = snprintf(digits, sizeof digits, "%s%" PRIu64 ".%0*" PRIu64, value < 0 ? "-" : "", magnitude / scale, decimals,
                        magnitude % scale);
    while (digits[size - 1] == '0') size--;
    if (digits[size - 1] == '.') size--;
    rsn_put(out, digits, (size_t)size);
}

/* Ids and labels come from packs: any UTF-8 is possible. */
static void put_string(rsn_writer *out, ressenti_text text)
{
    rsn_put_plain(out, "\"");
    for (size_t i = 0; i < text.size; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        char escape[8];
        if (byte == '"' || byte == '\\') {
            escape[0] = '\\';
            escape[1] = (char)byte;
            rsn_put(out, escape, 2);
        } else if (byte < 0x20) {
            rsn_put(out, escape, (size_t)snprintf(escape, sizeof escape, "\\u%04x", (unsigned)byte));
        } else {
            rsn_put(out, text.data + i, 1);
        }
    }
    rsn_put_plain(out, "\"");
}

static void put_key(rsn_writer *out, const char *key)
{
    rsn_put_plain(out, ", \"");
    rsn_put_plain(out, key);
    rsn_put_plain(out, "\": ");
}

static void put_name(rsn_writer *out, const char *name)
{
    if (name == NULL) {
        rsn_put_plain(out, "null");
        return;
    }
    put_string(out, (ressenti_text){name, strlen(name)});
}

static void put_separator(rsn_writer *out, bool *is_first)
{
    if (!*is_first) rsn_put_plain(out, ", ");
    *is_first = false;
}

static void put_span(rsn_writer *out, uint32_t begin, uint32_t end)
{
    put_key(out, "start");
    put_number(out, begin);
    put_key(out, "end");
    put_number(out, end);
}

static const char *const FIGURE_KINDS[] = RESSENTI_GAP_KIND_NAMES, *const UNITS[] = RESSENTI_GAP_UNIT_NAMES;

/* Two keys, or neither. */
static void put_figure(rsn_writer *out, const char *value_key, int64_t hundredths, const char *unit_key, uint8_t unit)
{
    if (unit == RESSENTI_NO_UNIT) return;
    put_key(out, value_key);
    put_decimal(out, hundredths, 2);
    put_key(out, unit_key);
    put_name(out, UNITS[unit]);
}

/* ---- parts of a document ----------------------------------------------------------------- */

static const char *const SENTIMENTS[] = RESSENTI_SENTIMENT_NAMES;

static void put_bits(rsn_writer *out, const ressenti_engine *engine, ressenti_label_kind kind, uint64_t bits)
{
    bool is_first = true;
    rsn_put_plain(out, "[");
    for (uint32_t i = 0; i < engine->labels[kind].count; i++) {
        if (!(bits >> i & 1)) continue;
        put_separator(out, &is_first);
        put_string(out, rsn_engine_label_at(engine, kind, i)->id);
    }
    rsn_put_plain(out, "]");
}

static void put_named_bits(rsn_writer *out, const char *const *names, size_t count, uint32_t bits)
{
    bool is_first = true;
    rsn_put_plain(out, "[");
    for (size_t i = 0; i < count; i++) {
        if (!(bits >> i & 1)) continue;
        put_separator(out, &is_first);
        put_name(out, names[i]);
    }
    rsn_put_plain(out, "]");
}

static void put_themes(rsn_writer *out, const ressenti_result *result, size_t document)
{
    const uint64_t *begin = RSN_COLUMN(result, documents, theme_begin, uint64_t);
    bool is_first = true;
    rsn_put_plain(out, "{");
    for (uint64_t i = begin[document]; i < begin[document + 1]; i++) {
        put_separator(out, &is_first);
        put_string(out, rsn_engine_label_at(result->engine, RESSENTI_THEME, RSN_COLUMN(result, themes, theme, uint32_t)[i])->id);
        rsn_put_plain(out, ": ");
        put_name(out, SENTIMENTS[RSN_COLUMN(result, themes, polarity, uint8_t)[i]]);
    }
    rsn_put_plain(out, "}");
}

/* The two figures of a gap. */
static void put_sides(rsn_writer *out, const ressenti_result *result, uint64_t gap)
{
    put_key(out, "promised_start");
    put_number(out, RSN_COLUMN(result, gaps, promised_begin, uint32_t)[gap]);
    put_key(out, "promised_end");
    put_number(out, RSN_COLUMN(result, gaps, promised_end, uint32_t)[gap]);
    put_key(out, "actual_start");
    put_number(out, RSN_COLUMN(result, gaps, actual_begin, uint32_t)[gap]);
    put_key(out, "actual_end");
    put_number(out, RSN_COLUMN(result, gaps, actual_end, uint32_t)[gap]);
    put_key(out, "open");
    rsn_put_plain(out, RSN_COLUMN(result, gaps, open, uint8_t)[gap] ? "true" : "false");
}

static void put_gaps(rsn_writer *out, const ressenti_result *result, size_t document)
{
    static const char *const DIRECTIONS[] = RESSENTI_GAP_DIRECTION_NAMES;
    const uint64_t *begin = RSN_COLUMN(result, documents, gap_begin, uint64_t);
    bool is_first = true;
    rsn_put_plain(out, "[");
    for (uint64_t i = begin[document]; i < begin[document + 1]; i++) {
        put_separator(out, &is_first);
        rsn_put_plain(out, "{\"kind\": ");
        put_name(out, FIGURE_KINDS[RSN_COLUMN(result, gaps, kind, uint8_t)[i]]);
        put_key(out, "promised");
        put_decimal(out, RSN_COLUMN(result, gaps, promised, int64_t)[i], 2);
        put_key(out, "actual");
        put_decimal(out, RSN_COLUMN(result, gaps, actual, int64_t)[i], 2);
        put_key(out, "unit");
        put_name(out, UNITS[RSN_COLUMN(result, gaps, unit, uint8_t)[i]]);
        put_key(out, "direction");
        put_name(out, DIRECTIONS[RSN_COLUMN(result, gaps, direction, uint8_t)[i]]);
        put_span(out, RSN_COLUMN(result, gaps, begin, uint32_t)[i], RSN_COLUMN(result, gaps, end, uint32_t)[i]);
        put_sides(out, result, i);
        rsn_put_plain(out, "}");
    }
    rsn_put_plain(out, "]");
}

static void put_promises(rsn_writer *out, const ressenti_result *result, size_t document)
{
    const uint64_t *begin = RSN_COLUMN(result, documents, promise_begin, uint64_t);
    bool is_first = true;
    rsn_put_plain(out, "[");
    for (uint64_t i = begin[document]; i < begin[document + 1]; i++) {
        put_separator(out, &is_first);
        rsn_put_plain(out, "{\"kind\": ");
        put_name(out, FIGURE_KINDS[RSN_COLUMN(result, promises, kind, uint8_t)[i]]);
        put_key(out, "value");
        put_decimal(out, RSN_COLUMN(result, promises, value, int64_t)[i], 2);
        put_key(out, "unit");
        put_name(out, UNITS[RSN_COLUMN(result, promises, unit, uint8_t)[i]]);
        put_span(out, RSN_COLUMN(result, promises, begin, uint32_t)[i], RSN_COLUMN(result, promises, end, uint32_t)[i]);
        rsn_put_plain(out, "}");
    }
    rsn_put_plain(out, "]");
}

/* The name of a list that a rule waited for; null where there is none. */
static void put_listed_name(rsn_writer *out, const ressenti_result *result, uint32_t name)
{
    put_key(out, "name");
    if (name == RESSENTI_NONE) rsn_put_plain(out, "null");
    else put_string(out, RSN_AT(&result->engine->lists.names, rsn_list_name, name).written);
}

/* The rule's name, null where there is none, and what says so. */
static void put_source(rsn_writer *out, const ressenti_result *result, uint32_t rule, uint8_t source)
{
    static const char *const SOURCES[] = RESSENTI_SOURCE_NAMES;
    put_key(out, "rule");
    if (rule == RESSENTI_NONE) put_name(out, NULL);
    else put_string(out, rsn_engine_rule_at(result->engine, rule)->name);
    put_key(out, "source");
    put_name(out, SOURCES[source]);
}

/* The thing judged and the name that a list knows; null where there is none. */
static void put_target(rsn_writer *out, const ressenti_result *result, size_t mention)
{
    uint32_t size = RSN_COLUMN(result, mentions, lemma_size, uint32_t)[mention];
    put_key(out, "target");
    if (size == 0) {
        rsn_put_plain(out, "null, \"target_start\": null, \"target_end\": null");
    } else {
        const uint8_t *lemma = RSN_COLUMN(result, lemmas, bytes, uint8_t) + RSN_COLUMN(result, mentions, lemma_begin, uint64_t)[mention];
        put_string(out, (ressenti_text){(const char *)lemma, size});
        put_key(out, "target_start");
        put_number(out, RSN_COLUMN(result, mentions, target_begin, uint32_t)[mention]);
        put_key(out, "target_end");
        put_number(out, RSN_COLUMN(result, mentions, target_end, uint32_t)[mention]);
    }
    put_listed_name(out, result, RSN_COLUMN(result, mentions, name, uint32_t)[mention]);
}

/* The part of the theme, by its whole id; no key where the theme alone is named. */
static void put_subtheme(rsn_writer *out, const ressenti_result *result, uint32_t subtheme)
{
    if (subtheme == RESSENTI_NONE) return;
    put_key(out, "sub");
    put_string(out, rsn_engine_label_at(result->engine, RESSENTI_SUBTHEME, subtheme)->id);
}

static void put_mentions(rsn_writer *out, const ressenti_result *result, size_t document)
{
    const uint64_t *begin = RSN_COLUMN(result, documents, mention_begin, uint64_t);
    bool is_first = true;
    rsn_put_plain(out, "[");
    for (uint64_t i = begin[document]; i < begin[document + 1]; i++) {
        put_separator(out, &is_first);
        rsn_put_plain(out, "{\"theme\": ");
        put_string(out, rsn_engine_label_at(result->engine, RESSENTI_THEME, RSN_COLUMN(result, mentions, theme, uint32_t)[i])->id);
        put_key(out, "polarity");
        put_name(out, SENTIMENTS[RSN_COLUMN(result, mentions, polarity, uint8_t)[i]]);
        put_key(out, "score");
        put_decimal(out, RSN_COLUMN(result, mentions, score, int32_t)[i], 3);
        put_span(out, RSN_COLUMN(result, mentions, begin, uint32_t)[i], RSN_COLUMN(result, mentions, end, uint32_t)[i]);
        put_source(out, result, RSN_COLUMN(result, mentions, rule, uint32_t)[i], RSN_COLUMN(result, mentions, source, uint8_t)[i]);
        put_target(out, result, i);
        put_subtheme(out, result, RSN_COLUMN(result, mentions, subtheme, uint32_t)[i]);
        put_figure(out, "amount", RSN_COLUMN(result, mentions, amount, int64_t)[i], "currency", RSN_COLUMN(result, mentions, currency, uint8_t)[i]);
        rsn_put_plain(out, "}");
    }
    rsn_put_plain(out, "]");
}

/* Of one piece of evidence; `*next` is the first row that may be its own. */
static void put_attributes(rsn_writer *out, const ressenti_result *result, uint64_t evidence, uint64_t *next, uint64_t end)
{
    bool is_first = true;
    put_key(out, "attributes");
    rsn_put_plain(out, "{");
    for (; *next < end && RSN_COLUMN(result, signal_attributes, evidence, uint64_t)[*next] == evidence; ++*next) {
        uint32_t index = RSN_COLUMN(result, signal_attributes, attribute, uint32_t)[*next];
        const rsn_engine_attribute *attribute = rsn_engine_attribute_at(result->engine, index);
        put_separator(out, &is_first);
        put_string(out, attribute->key);
        rsn_put_plain(out, ": ");
        put_string(out, attribute->value);
    }
    rsn_put_plain(out, "}");
}

static void put_signal_hits(rsn_writer *out, const ressenti_result *result, size_t document)
{
    const uint64_t *begin = RSN_COLUMN(result, documents, signal_begin, uint64_t);
    const uint64_t *attributes = RSN_COLUMN(result, documents, attribute_begin, uint64_t);
    uint64_t next = attributes[document];
    bool is_first = true;
    rsn_put_plain(out, "[");
    for (uint64_t i = begin[document]; i < begin[document + 1]; i++) {
        put_separator(out, &is_first);
        rsn_put_plain(out, "{\"signal\": ");
        put_string(out, rsn_engine_label_at(result->engine, RESSENTI_SIGNAL, RSN_COLUMN(result, signals, signal, uint32_t)[i])->id);
        put_span(out, RSN_COLUMN(result, signals, begin, uint32_t)[i], RSN_COLUMN(result, signals, end, uint32_t)[i]);
        put_source(out, result, RSN_COLUMN(result, signals, rule, uint32_t)[i], RSN_COLUMN(result, signals, source, uint8_t)[i]);
        put_attributes(out, result, i, &next, attributes[document + 1]);
        put_listed_name(out, result, RSN_COLUMN(result, signals, name, uint32_t)[i]);
        put_figure(out, "value", RSN_COLUMN(result, signals, value, int64_t)[i], "unit", RSN_COLUMN(result, signals, unit, uint8_t)[i]);
        rsn_put_plain(out, "}");
    }
    rsn_put_plain(out, "]");
}

/* Rules that ran out of budget. */
static void put_gave_up(rsn_writer *out, const ressenti_result *result, size_t document)
{
    const uint64_t *begin = RSN_COLUMN(result, documents, gave_up_begin, uint64_t);
    bool is_first = true;
    rsn_put_plain(out, "[");
    for (uint64_t i = begin[document]; i < begin[document + 1]; i++) {
        put_separator(out, &is_first);
        put_string(out, rsn_engine_rule_at(result->engine, RSN_COLUMN(result, gave_up, rule, uint32_t)[i])->name);
    }
    rsn_put_plain(out, "]");
}

static void put_sentiment(rsn_writer *out, const ressenti_result *result, size_t document)
{
    static const char *const STATUSES[] = RESSENTI_ROW_STATUS_NAMES;
    put_key(out, "status");
    put_name(out, STATUSES[RSN_COLUMN(result, documents, status, uint8_t)[document]]);
    put_key(out, "sentiment");
    put_name(out, SENTIMENTS[RSN_COLUMN(result, documents, sentiment, uint8_t)[document]]);
    put_key(out, "score");
    put_decimal(out, RSN_COLUMN(result, documents, score, int32_t)[document], 3);
    put_key(out, "points");
    put_number(out, RSN_COLUMN(result, documents, points, int32_t)[document]);
    put_key(out, "confidence");
    put_decimal(out, RSN_COLUMN(result, documents, confidence, int32_t)[document], 3);
    put_key(out, "irritation");
    put_number(out, RSN_COLUMN(result, documents, irritation, uint8_t)[document]);
}

static void put_lists(rsn_writer *out, const ressenti_result *result, size_t document)
{
    static const char *const STAGES[] = RESSENTI_STAGE_NAMES, *const COMPONENTS[] = RESSENTI_COMPONENT_NAMES;
    put_key(out, "themes");
    put_themes(out, result, document);
    put_key(out, "signals");
    put_bits(out, result->engine, RESSENTI_SIGNAL, RSN_COLUMN(result, documents, signals, uint64_t)[document]);
    put_key(out, "channels");
    put_bits(out, result->engine, RESSENTI_CHANNEL, RSN_COLUMN(result, documents, channels, uint64_t)[document]);
    put_key(out, "stages");
    put_named_bits(out, STAGES, RSN_COUNT(STAGES), RSN_COLUMN(result, documents, stages, uint32_t)[document]);
    put_key(out, "components");
    put_named_bits(out, COMPONENTS, RSN_COUNT(COMPONENTS), RSN_COLUMN(result, documents, components, uint32_t)[document]);
    put_key(out, "lang");
    put_name(out, ressenti_language_name(RSN_COLUMN(result, documents, lang, uint8_t)[document]));
    put_key(out, "gaps");
    put_gaps(out, result, document);
    put_key(out, "promises");
    put_promises(out, result, document);
    put_key(out, "mentions");
    put_mentions(out, result, document);
    put_key(out, "signal_hits");
    put_signal_hits(out, result, document);
    put_key(out, "gave_up");
    put_gave_up(out, result, document);
}

size_t ressenti_result_json(const ressenti_result *result, size_t document, ressenti_text id, ressenti_text extra,
                            char *buffer, size_t capacity)
{
    rsn_writer out = {buffer, capacity, 0};
    if (result == NULL || document >= RSN_ROWS(result, documents, status)) return 0;
    rsn_put_plain(&out, "{\"id\": ");
    rsn_put(&out, id.data, id.size);
    put_sentiment(&out, result, document);
    put_lists(&out, result, document);
    put_key(&out, "fingerprint");
    put_string(&out, ressenti_engine_fingerprint(result->engine));
    if (extra.data != NULL) {
        put_key(&out, "input");
        rsn_put(&out, extra.data, extra.size);
    }
    rsn_put_plain(&out, "}");
    return out.size;
}
