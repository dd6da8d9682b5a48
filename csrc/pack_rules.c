/* Rules of a pack under construction: phrases compiled, expressions tried, needs kept. */
#include <string.h>

#include "builder.h"
#include "failure.h"
#include "needs.h"
#include "phrase.h"
#include "tokenize.h"

static ressenti_status put_regex(ressenti_builder *builder, const char *bytes, size_t size, ressenti_error *error)
{
    return rsn_array_append(&builder->memory, &builder->regex, bytes, size) ? RESSENTI_OK : rsn_fail_memory(error);
}

static ressenti_status put_need(ressenti_builder *builder, const rsn_need *need, ressenti_error *error)
{
    rsn_pack_need packed = {{(uint32_t)builder->literals.count, need->count}, need->far};
    for (uint32_t i = 0; i < need->count; i++) {
        uint64_t literal = 0;
        memcpy(&literal, need->items[i].bytes, need->items[i].size);
        if (!rsn_array_append(&builder->memory, &builder->literals, &literal, 1)) return rsn_fail_memory(error);
    }
    return rsn_array_append(&builder->memory, &builder->needs, &packed, 1) ? RESSENTI_OK : rsn_fail_memory(error);
}

/* The rule being added; thrown away as a whole when one part fails. */
typedef struct rule_draft {
    rsn_pack_rule rule;
    uint32_t item; /* of the phrase or regex at hand, for errors */
} rule_draft;

static ressenti_status at_item(ressenti_error *error, const rule_draft *draft, ressenti_status status)
{
    if (status == RESSENTI_BAD_PATTERN && error != NULL) error->item = draft->item;
    return status;
}

/* Tries the assembled expression, keeps it as a string, and finds what it needs. */
static ressenti_status keep_regex(ressenti_builder *builder, rsn_pack_string *string, rsn_needs *needs, ressenti_error *error)
{
    rsn_pattern *pattern = NULL;
    ressenti_text regex = {builder->regex.items, builder->regex.count}, filled = regex;
    bool awaits_names = rsn_lists_concern(regex);
    if (awaits_names) RSN_TRY(rsn_lists_fill(&builder->stand_ins, regex, 0, &filled, error));
    RSN_TRY(rsn_pattern_compile(builder->trial, filled, &pattern, error));
    ressenti_status status = rsn_program_needs(&builder->memory, rsn_pattern_program(pattern), &builder->rarity, needs);
    rsn_pattern_release(pattern);
    if (awaits_names) needs->is_led = false, needs->count = needs->text_chunks = 0; /* the engine will know */
    return status == RESSENTI_OK ? rsn_builder_put_string(builder, regex, string, error) : rsn_fail_memory(error);
}

/* `stated`, or NULL: what the author says the expression needs, for when it does not show. */
static ressenti_status keep_pattern(ressenti_builder *builder, rule_draft *draft, const rsn_need *stated, ressenti_error *error)
{
    rsn_needs needs;
    rsn_pack_pattern pattern = {.needs = {(uint32_t)builder->needs.count, 0}};
    RSN_TRY(at_item(error, draft, keep_regex(builder, &pattern.regex, &needs, error)));
    if (needs.count == 0 && stated != NULL && stated->count > 0) needs.items[needs.count++] = *stated;
    for (uint32_t i = 0; i < needs.count; i++) RSN_TRY(put_need(builder, &needs.items[i], error));
    pattern.needs.count = needs.count;
    pattern.is_led = needs.is_led;
    pattern.text_chunks = (uint16_t)needs.text_chunks;
    rsn_needs_wait_for(&builder->rarity, &needs, &pattern.rarest, &pattern.second);
    return rsn_array_append(&builder->memory, &builder->patterns, &pattern, 1) ? RESSENTI_OK : rsn_fail_memory(error);
}

static ressenti_status put_phrase(ressenti_builder *builder, rule_draft *draft, ressenti_text phrase, ressenti_error *error)
{
    rsn_folded folded;
    RSN_TRY(rsn_builder_fold(builder, phrase, &folded, error));
    rsn_accents accents = rsn_builder_accents(builder, phrase, &folded);
    return at_item(error, draft, rsn_phrase_compile(&builder->memory, &accents, &builder->regex, error));
}

#define BEFORE_WORDS "(?<!\\w)(?:"
#define AFTER_WORDS ")(?!\\w)"

static ressenti_status put_phrases(ressenti_builder *builder, rule_draft *draft, const ressenti_text *phrases, size_t count,
                                   rsn_pack_range *range, ressenti_error *error)
{
    *range = (rsn_pack_range){(uint32_t)builder->patterns.count, (uint32_t)count};
    for (size_t i = 0; i < count; i++, draft->item++) {
        builder->regex.count = 0;
        RSN_TRY(put_regex(builder, BEFORE_WORDS, strlen(BEFORE_WORDS), error));
        RSN_TRY(put_phrase(builder, draft, phrases[i], error));
        RSN_TRY(put_regex(builder, AFTER_WORDS, strlen(AFTER_WORDS), error));
        RSN_TRY(keep_pattern(builder, draft, NULL, error));
    }
    return RESSENTI_OK;
}

/* Where a word stands in an expression; its size: nowhere. */
static size_t place_of(ressenti_text text, const char *word)
{
    size_t size = strlen(word);
    for (size_t i = 0; i + size <= text.size; i++)
        if (memcmp(text.data + i, word, size) == 0) return i;
    return text.size;
}

/* What PCRE2 would take and a rule may not: verbs, callouts, what moves the match or cuts characters, and novels. */
static ressenti_status refuse_regex(ressenti_text regex, ressenti_error *error)
{
    static const char *const REFUSED[] = {"(*", "(?C", "\\K", "\\C", "\\G"};
    enum { SIZE_MOST = 4096 };
    if (regex.size > SIZE_MOST) return rsn_fail(error, RESSENTI_BAD_PATTERN, 0, SIZE_MOST, "longer than %d bytes", SIZE_MOST);
    for (size_t i = 0; i < RSN_COUNT(REFUSED); i++) {
        size_t at = place_of(regex, REFUSED[i]);
        if (at < regex.size) return rsn_fail(error, RESSENTI_BAD_PATTERN, 0, at, "%s is not allowed in a rule", REFUSED[i]);
    }
    return RESSENTI_OK;
}

/* Beginnings of words without which, the author says, none of the regexes matches. */
static ressenti_status read_stated_need(ressenti_builder *builder, const ressenti_rule_source *source, rsn_need *need,
                                        ressenti_error *error)
{
    need->far = RSN_PACK_ANYWHERE;
    need->count = 0;
    if (source->need_count > RSN_PACK_NEED_MAX) return RESSENTI_OK;
    for (size_t i = 0; i < source->need_count; i++) {
        rsn_folded folded;
        rsn_literal *literal = &need->items[need->count++];
        RSN_TRY(rsn_builder_fold(builder, source->needs[i], &folded, error));
        for (uint32_t k = 0; k < folded.size; k++)
            if (!rsn_is_word_byte(folded.bytes[k])) return rsn_builder_refuse(error, "`needs` holds beginnings of words: letters and digits", source->needs[i]);
        if (folded.size == 0) return rsn_builder_refuse(error, "`needs` holds an empty word", source->name);
        literal->size = (uint8_t)(folded.size < RSN_PACK_LITERAL_MAX ? folded.size : RSN_PACK_LITERAL_MAX);
        memcpy(literal->bytes, folded.bytes, literal->size);
    }
    return RESSENTI_OK;
}

static ressenti_status put_user_regexes(ressenti_builder *builder, rule_draft *draft, const ressenti_rule_source *source,
                                        ressenti_error *error)
{
    rsn_need stated;
    RSN_TRY(read_stated_need(builder, source, &stated, error));
    for (size_t i = 0; i < source->regex_count; i++, draft->item++) {
        RSN_TRY(at_item(error, draft, refuse_regex(source->regexes[i], error)));
        builder->regex.count = 0;
        RSN_TRY(put_regex(builder, source->regexes[i].data, source->regexes[i].size, error));
        RSN_TRY(keep_pattern(builder, draft, &stated, error));
    }
    return RESSENTI_OK;
}

static ressenti_status put_expressions(ressenti_builder *builder, rule_draft *draft, const ressenti_rule_source *source,
                                       ressenti_error *error)
{
    if (source->phrase_count + source->regex_count == 0) return rsn_builder_refuse(error, "a rule needs a phrase or a regex", source->name);
    RSN_TRY(put_phrases(builder, draft, source->phrases, source->phrase_count, &draft->rule.patterns, error));
    RSN_TRY(put_user_regexes(builder, draft, source, error));
    draft->rule.patterns.count += (uint32_t)source->regex_count;
    return put_phrases(builder, draft, source->unless, source->unless_count, &draft->rule.unless, error);
}

static ressenti_status find_bits(const ressenti_builder *builder, uint32_t kind, const ressenti_text *ids, size_t count,
                                 uint64_t *bits, ressenti_error *error)
{
    for (size_t i = 0; i < count; i++) {
        uint32_t rank = 0;
        if (rsn_builder_find_label(builder, kind, ids[i], &rank) == RESSENTI_NONE) return rsn_builder_refuse(error, "this signal or channel is not known", ids[i]);
        *bits |= (uint64_t)1 << rank;
    }
    return RESSENTI_OK;
}

static ressenti_status put_targets(ressenti_builder *builder, rule_draft *draft, const ressenti_rule_source *source,
                                   ressenti_error *error)
{
    rsn_pack_rule *rule = &draft->rule;
    rule->theme = RESSENTI_NONE;
    if (source->theme.size > 0) {
        rule->theme = rsn_builder_find_label(builder, RESSENTI_THEME, source->theme, NULL);
        if (rule->theme == RESSENTI_NONE) return rsn_builder_refuse(error, "this theme is not known", source->theme);
    }
    RSN_TRY(find_bits(builder, RESSENTI_SIGNAL, source->signals, source->signal_count, &rule->signals, error));
    RSN_TRY(find_bits(builder, RESSENTI_CHANNEL, source->channels, source->channel_count, &rule->channels, error));
    if (source->irritation > 3 || source->valence < -100 || source->valence > 100) return rsn_builder_refuse(error, "irritation goes to 3, valence from -100 to 100", source->name);
    rule->irritation = source->irritation;
    rule->valence = source->valence;
    rule->number = source->number;
    if (source->is_neutral) rule->flags |= RSN_RULE_NEUTRAL;
    RSN_TRY(rsn_builder_put_string(builder, source->name, &rule->name, error));
    return rsn_builder_put_string(builder, source->file, &rule->file, error);
}

/* Its rule is the one that is added next. */
static ressenti_status put_attribute(ressenti_builder *builder, const rule_draft *draft, const ressenti_attribute_source *source,
                                     ressenti_error *error)
{
    uint32_t rank = 0;
    rsn_pack_attribute attribute = {.rule = (uint32_t)builder->rules.count};
    attribute.label = rsn_builder_find_label(builder, RESSENTI_SIGNAL, source->signal, &rank);
    if (attribute.label == RESSENTI_NONE || !(draft->rule.signals >> rank & 1))
        return rsn_builder_refuse(error, "an attribute is of a signal of its rule", source->signal);
    if (source->key.size == 0) return rsn_builder_refuse(error, "an attribute needs a key", source->signal);
    RSN_TRY(rsn_builder_put_string(builder, source->key, &attribute.key, error));
    RSN_TRY(rsn_builder_put_string(builder, source->value, &attribute.value, error));
    return rsn_array_append(&builder->memory, &builder->attributes, &attribute, 1) ? RESSENTI_OK : rsn_fail_memory(error);
}

/* What the rule says of its evidence; a caller of before did not know of it. */
static ressenti_status put_evidence(ressenti_builder *builder, rule_draft *draft, const ressenti_rule_source *source,
                                    ressenti_error *error)
{
    if (source->struct_size < sizeof *source) return RESSENTI_OK;
    if ((uint32_t)source->condition > RESSENTI_AFTER_BLAME || (uint32_t)source->figure > RESSENTI_COUNT)
        return rsn_builder_refuse(error, "this condition or kind of figure is not known", source->name);
    draft->rule.condition = (uint16_t)source->condition;
    draft->rule.figure = (uint16_t)source->figure;
    if (source->flags & RESSENTI_RULE_JOINS) draft->rule.flags |= RSN_RULE_JOINS;
    for (size_t i = 0; i < source->attribute_count; i++) RSN_TRY(put_attribute(builder, draft, &source->attributes[i], error));
    return RESSENTI_OK;
}

ressenti_status ressenti_builder_add_sample(ressenti_builder *builder, ressenti_text text, ressenti_error *error)
{
    rsn_folded folded;
    rsn_tokens tokens;
    if (builder->rarity.is_closed) return rsn_builder_refuse(error, "samples come before rules", (ressenti_text){NULL, 0});
    RSN_TRY(rsn_builder_fold(builder, text, &folded, error));
    bool is_counted = rsn_tokenize(&builder->arena, rsn_kernels_best(), &folded, &tokens) == RESSENTI_OK &&
                      rsn_rarity_count(&builder->memory, &builder->rarity, &folded, &tokens) == RESSENTI_OK;
    return is_counted ? RESSENTI_OK : rsn_fail_memory(error);
}

ressenti_status ressenti_builder_add_rule(ressenti_builder *builder, const ressenti_rule_source *source, ressenti_error *error)
{
    rule_draft draft = {.item = 0};
    size_t patterns = builder->patterns.count, needs = builder->needs.count, literals = builder->literals.count,
           attributes = builder->attributes.count;
    rsn_rarity_close(&builder->rarity);
    ressenti_status status = put_targets(builder, &draft, source, error);
    if (status == RESSENTI_OK) status = put_evidence(builder, &draft, source, error);
    if (status == RESSENTI_OK) status = put_expressions(builder, &draft, source, error);
    if (status == RESSENTI_OK && !rsn_array_append(&builder->memory, &builder->rules, &draft.rule, 1)) status = rsn_fail_memory(error);
    if (status != RESSENTI_OK) { /* as if it had never been asked */
        builder->patterns.count = patterns;
        builder->needs.count = needs;
        builder->literals.count = literals;
        builder->attributes.count = attributes;
    }
    return status;
}

