/* Words and expressions of a pack under construction, in their table. */
#include <string.h>

#include "builder.h"
#include "failure.h"
#include "hash.h"
#include "tokenize.h"

static uint32_t slot_of(const ressenti_builder *builder, uint64_t key)
{
    uint32_t mask = (uint32_t)builder->slots.count - 1, at = (uint32_t)key & mask;
    for (;; at = (at + 1) & mask) {
        rsn_pack_slot slot = RSN_AT(&builder->slots, rsn_pack_slot, at);
        if (slot.word == 0 || RSN_AT(&builder->words, rsn_pack_word, slot.word - 1).key == key) return at;
    }
}

ressenti_status rsn_builder_grow_slots(ressenti_builder *builder, ressenti_error *error)
{
    size_t wanted = builder->slots.count == 0 ? 64 : builder->slots.count * 2;
    rsn_array slots = RSN_ARRAY(rsn_pack_slot);
    if (!rsn_array_reserve(&builder->memory, &slots, wanted)) return rsn_fail_memory(error);
    memset(slots.items, 0, wanted * sizeof(rsn_pack_slot));
    slots.count = wanted;
    rsn_array_free(&builder->memory, &builder->slots);
    builder->slots = slots;
    for (uint32_t i = 0; i < builder->words.count; i++) {
        uint64_t key = RSN_AT(&builder->words, rsn_pack_word, i).key;
        RSN_AT(&builder->slots, rsn_pack_slot, slot_of(builder, key)) = (rsn_pack_slot){(uint32_t)(key >> 32), i + 1};
    }
    return RESSENTI_OK;
}

/* The word with this key, made if need be; its index, so that the array may move. */
static ressenti_status word_with_key(ressenti_builder *builder, uint64_t key, ressenti_text form, uint32_t *index,
                                     ressenti_error *error)
{
    if ((builder->words.count + 1) * 2 > builder->slots.count) RSN_TRY(rsn_builder_grow_slots(builder, error));
    uint32_t at = slot_of(builder, key);
    rsn_pack_slot *slot = &RSN_AT(&builder->slots, rsn_pack_slot, at);
    if (slot->word == 0) {
        rsn_pack_word made = {.key = key};
        RSN_TRY(rsn_builder_put_string(builder, form, &made.form, error));
        if (!rsn_array_append(&builder->memory, &builder->words, &made, 1)) return rsn_fail_memory(error);
        *slot = (rsn_pack_slot){(uint32_t)(key >> 32), (uint32_t)builder->words.count};
    }
    *index = slot->word - 1;
    return RESSENTI_OK;
}

static const uint16_t HAS[] = {
    [RESSENTI_WORD_OPINION] = RSN_HAS_OPINION,       [RESSENTI_WORD_INTENSITY] = RSN_HAS_INTENSITY,
    [RESSENTI_WORD_NEGATION] = RSN_HAS_NEGATION,     [RESSENTI_WORD_CONNECTIVE] = RSN_HAS_CONNECTIVE,
    [RESSENTI_WORD_LANGUAGE] = RSN_HAS_LANGUAGE,     [RESSENTI_WORD_RESPELL] = RSN_HAS_RESPELL,
    [RESSENTI_WORD_CUE] = RSN_HAS_CUE,               [RESSENTI_WORD_VOICE] = RSN_HAS_VOICE,
};

static void set_value(rsn_pack_word *packed, const ressenti_word *word)
{
    switch (word->kind) {
    case RESSENTI_WORD_OPINION: packed->valence = (int16_t)word->value; break;
    case RESSENTI_WORD_INTENSITY: packed->percent = (int16_t)word->value; break;
    case RESSENTI_WORD_NEGATION: packed->negation = (uint8_t)word->value; break;
    case RESSENTI_WORD_CONNECTIVE: packed->connective = (uint8_t)word->value; break;
    case RESSENTI_WORD_LANGUAGE: packed->language = (uint8_t)word->value; break;
    case RESSENTI_WORD_RESPELL: break;
    case RESSENTI_WORD_CUE: packed->cue = (uint8_t)word->value; break;
    case RESSENTI_WORD_VOICE: packed->voice = (uint8_t)word->value; break;
    }
    packed->has = (uint16_t)(packed->has | HAS[word->kind]);
    if (word->flags & RESSENTI_WORD_IS_VERB) packed->has |= RSN_HAS_VERB;
}

static bool value_fits(const ressenti_word *word)
{
    static const int32_t LEAST[] = {-100, 0, 0, 0, 1, 0, 0, 0};
    static const int32_t MOST[] = {100, 400, 5, 2, 255, 0, RESSENTI_CUE_ACCENTED + RESSENTI_CUE_WHEREAS, RESSENTI_VOICE_FERVENT};
    if (word->kind == RESSENTI_WORD_CUE && (word->value & (RESSENTI_CUE_ACCENTED - 1)) > RESSENTI_CUE_WHEREAS) return false;
    return (uint32_t)word->kind < RSN_COUNT(HAS) && word->value >= LEAST[word->kind] && word->value <= MOST[word->kind];
}

/* One entry for each beginning of the expression, so that look-up can go on word by word. */
static ressenti_status add_sequence(ressenti_builder *builder, const rsn_folded *folded, const rsn_tokens *tokens,
                                    uint32_t *index, ressenti_error *error)
{
    uint64_t key = 0;
    for (uint32_t i = 0; i < tokens->count; i++) {
        const rsn_token *token = &tokens->items[i];
        const char *begin = (const char *)folded->bytes + tokens->items[0].begin;
        key = i == 0 ? token->hash : rsn_hash_next_word(key, token->hash);
        RSN_TRY(word_with_key(builder, key, (ressenti_text){begin, token->end - tokens->items[0].begin}, index, error));
        if (i + 1 < tokens->count) RSN_AT(&builder->words, rsn_pack_word, *index).has |= RSN_HAS_CONTINUES;
    }
    return RESSENTI_OK;
}

static ressenti_status set_full(ressenti_builder *builder, const ressenti_word *word, rsn_pack_string *full,
                                ressenti_error *error)
{
    rsn_folded folded;
    if (word->kind != RESSENTI_WORD_RESPELL) return RESSENTI_OK;
    RSN_TRY(rsn_builder_fold(builder, word->full, &folded, error));
    return rsn_builder_put_string(builder, (ressenti_text){(const char *)folded.bytes, folded.size}, full, error);
}

/* Its meaning goes to an entry for this spelling alone; the entry for the word as it is folded leads there. */
static ressenti_status add_spelling(ressenti_builder *builder, const ressenti_word *word, const rsn_folded *folded,
                                    const rsn_token *token, uint32_t *index, ressenti_error *error)
{
    rsn_accents accents = rsn_builder_accents(builder, word->form, folded);
    ressenti_text typed = rsn_accents_typed(&accents, (rsn_span){token->begin, token->end});
    uint32_t plain = *index;
    ressenti_text form = {(const char *)folded->bytes + token->begin, token->end - token->begin};
    bool has_accents = rsn_accents_stand(folded, (rsn_span){token->begin, token->end});
    if (accents.has_failed) return rsn_fail_memory(error);
    RSN_TRY(word_with_key(builder, rsn_hash_demanded((const uint8_t *)typed.data, typed.size), form, index, error));
    rsn_pack_word *leads = &RSN_AT(&builder->words, rsn_pack_word, plain);
    leads->has |= RSN_HAS_DEMANDS;
    if (has_accents && leads->accented == 0) leads->accented = *index + 1;
    RSN_AT(&builder->words, rsn_pack_word, *index).has |= RSN_HAS_DEMANDS;
    return RESSENTI_OK;
}

ressenti_status ressenti_builder_add_word(ressenti_builder *builder, const ressenti_word *word, ressenti_error *error)
{
    rsn_folded folded;
    rsn_tokens tokens;
    uint32_t index = 0;
    rsn_pack_string full = {0, 0};
    if (!value_fits(word)) return rsn_builder_refuse(error, "the value of this word is out of range", word->form);
    RSN_TRY(set_full(builder, word, &full, error));
    RSN_TRY(rsn_builder_fold(builder, word->form, &folded, error));
    if (rsn_tokenize(&builder->arena, rsn_kernels_best(), &folded, &tokens) != RESSENTI_OK) return rsn_fail_memory(error);
    bool is_one_word = tokens.count == 1 && rsn_is_wordlike(&tokens.items[0]);
    bool demands = (word->flags & RESSENTI_WORD_DEMANDS_ACCENTS) != 0;
    if (tokens.count == 0 || tokens.count > RSN_EXPRESSION_WORDS_MAX) return rsn_builder_refuse(error, "a word, or up to twelve, are expected", word->form);
    if (word->kind == RESSENTI_WORD_RESPELL && !is_one_word) return rsn_builder_refuse(error, "an abbreviation is one word of letters and digits", word->form);
    if (demands && !(is_one_word && word->kind != RESSENTI_WORD_RESPELL)) return rsn_builder_refuse(error, "accents are demanded of one word, and not of an abbreviation", word->form);
    RSN_TRY(add_sequence(builder, &folded, &tokens, &index, error));
    if (demands) RSN_TRY(add_spelling(builder, word, &folded, &tokens.items[0], &index, error));
    rsn_pack_word *packed = &RSN_AT(&builder->words, rsn_pack_word, index);
    if (packed->has & HAS[word->kind]) return rsn_builder_refuse(error, "this word is there twice", word->form);
    set_value(packed, word);
    if (word->kind == RESSENTI_WORD_RESPELL) packed->full = full;
    return RESSENTI_OK;
}

