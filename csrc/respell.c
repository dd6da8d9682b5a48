/* Abbreviations written out and drawn-out letters drawn in, before the text is read. */
#include "respell.h"

#include <string.h>

#include "failure.h"
#include "fold.h"
#include "hash.h"

enum { RUN_MIN = 3, WORD_MAX = 64 };

/* Vowels that French hardly doubles; e it does, once the accents are gone: méritée. */
static bool is_undoubled_vowel(uint8_t byte)
{
    return byte == 'a' || byte == 'i' || byte == 'o' || byte == 'u' || byte == 'y';
}

/* The letter at `at` repeats the one before it where a word would not: inside only vowels, at the end any but e.  Digits
 * repeat as they like: 200. */
static bool is_doubled(const uint8_t *word, uint32_t size, uint32_t at)
{
    return at > 0 && word[at] >= 'a' && word[at] == word[at - 1] && (is_undoubled_vowel(word[at]) || (at + 1 == size && word[at] != 'e'));
}

/* A word of the lexicon, or the first of an expression. */
static bool is_word(const ressenti_engine *engine, const uint8_t *word, uint32_t size)
{
    const rsn_pack_view *view;
    return rsn_lexicon_find(&engine->lexicon, rsn_hash_bytes(word, size), &view) != NULL;
}

/* « adoore », « mercii »: a vowel twice, or the last letter, in a word that nobody knows, where the plain spelling is one. */
static uint32_t undoubled(const ressenti_engine *engine, const uint8_t *word, uint32_t size, uint8_t *out)
{
    uint32_t written = 0;
    for (uint32_t i = 0; i < size; i++)
        if (!is_doubled(word, size, i)) out[written++] = word[i];
    return written < size && !is_word(engine, word, size) && is_word(engine, out, written) ? written : 0;
}

/* Three letters the same in a row: no French word has them. */
static bool is_drawn_out(const uint8_t *word, uint32_t size)
{
    uint32_t run = 1;
    for (uint32_t i = 1; i < size; i++) {
        run = word[i] == word[i - 1] && word[i] >= 'a' ? run + 1 : 1;
        if (run >= RUN_MIN) return !(size == RUN_MIN && word[0] == 'w'); /* www */
    }
    return false;
}

static const rsn_pack_word *abbreviation(const ressenti_engine *engine, const uint8_t *word, uint32_t size,
                                         const rsn_pack_view **view)
{
    const rsn_pack_word *entry = rsn_lexicon_find(&engine->lexicon, rsn_hash_bytes(word, size), view);
    return entry != NULL && (entry->has & RSN_HAS_RESPELL) ? entry : NULL;
}

/* Runs of three and more become `kept` letters. */
static uint32_t draw_in(const uint8_t *word, uint32_t size, uint32_t kept, uint8_t *out)
{
    uint32_t written = 0;
    for (uint32_t i = 0; i < size;) {
        uint32_t end = i;
        while (end < size && word[end] == word[i]) end++;
        uint32_t count = end - i >= RUN_MIN && word[i] >= 'a' ? kept : end - i;
        for (; count > 0; count--) out[written++] = word[i];
        i = end;
    }
    return written;
}

/* A pattern may name a word, or only its beginning, with which other words begin too: `tel*`, and « telement ». */
typedef enum acquaintance { UNKNOWN, BEGINNING, WORD } acquaintance;

static acquaintance acquaintance_of(const ressenti_engine *engine, const uint8_t *word, uint32_t size)
{
    if (is_word(engine, word, size) || rsn_prefilter_names(engine->prefilter, word, size)) return WORD;
    return rsn_prefilter_knows(engine->prefilter, word, size) ? BEGINNING : UNKNOWN;
}

/* One letter, unless the doubled spelling is better known: nuuul, maaarre; ellle, telllement. */
static uint32_t plain_spelling(const ressenti_engine *engine, const uint8_t *word, uint32_t size, uint8_t *out)
{
    uint8_t doubled[WORD_MAX];
    uint32_t single_size = draw_in(word, size, 1, out), doubled_size = draw_in(word, size, 2, doubled);
    if (acquaintance_of(engine, doubled, doubled_size) <= acquaintance_of(engine, out, single_size)) return single_size;
    memcpy(out, doubled, doubled_size);
    return doubled_size;
}

typedef struct rewrite {
    rsn_arena *arena;
    const ressenti_engine *engine;
    const rsn_folded *from;
    rsn_folded to;
} rewrite;

static ressenti_status copy(rewrite *out, uint32_t begin, uint32_t end)
{
    uint32_t size = end - begin;
    RSN_TRY(rsn_folded_reserve(out->arena, &out->to, size));
    memcpy(out->to.bytes + out->to.size, out->from->bytes + begin, size);
    memcpy(out->to.lost + out->to.size, out->from->lost + begin, size);
    out->to.size += size;
    return RESSENTI_OK;
}

static ressenti_status put(rewrite *out, ressenti_text spelling, uint32_t word_begin, uint32_t word_end, uint8_t lost)
{
    uint8_t all = 0xFF;
    for (uint32_t i = word_begin; i < word_end; i++)
        all &= out->from->lost[i];
    lost |= all & RSN_LOST_CAPITAL;
    uint32_t size = (uint32_t)spelling.size, begin = out->to.size;
    RSN_TRY(rsn_folded_reserve(out->arena, &out->to, size));
    memcpy(out->to.bytes + begin, spelling.data, size);
    memset(out->to.lost + begin, lost, size);
    out->to.size += size;
    return rsn_origin_add_edit(out->arena, &out->to.origin, (rsn_edit){{word_begin, word_end}, {begin, begin + size}});
}

static ressenti_status rewrite_word(rewrite *out, uint32_t begin, uint32_t end)
{
    const rsn_pack_view *view = NULL;
    const uint8_t *word = out->from->bytes + begin;
    uint8_t spelling[WORD_MAX];
    uint32_t size = end - begin;
    const rsn_pack_word *short_form = abbreviation(out->engine, word, size, &view);
    if (short_form != NULL) return put(out, rsn_pack_text(view, short_form->full), begin, end, 0);
    if (size > WORD_MAX) return copy(out, begin, end);
    bool is_drawn = is_drawn_out(word, size);
    uint32_t plain_size = is_drawn ? plain_spelling(out->engine, word, size, spelling)
                                                   : undoubled(out->engine, word, size, spelling);
    if (plain_size == 0) return copy(out, begin, end);
    size = plain_size;
    short_form = abbreviation(out->engine, spelling, size, &view);
    ressenti_text drawn_in = {(const char *)spelling, size};
    if (short_form != NULL) drawn_in = rsn_pack_text(view, short_form->full);
    return put(out, drawn_in, begin, end, is_drawn ? RSN_LOST_REPEAT : 0); /* « null » is a slip, « nuuul » an emphasis */
}

static bool has_doubled_letter(const uint8_t *word, uint32_t size)
{
    for (uint32_t i = 1; i < size; i++)
        if (is_doubled(word, size, i)) return true;
    return false;
}

/* A guess that only errs on the side of looking closer. */
static bool may_need_respelling(const ressenti_engine *engine, const uint8_t *word, uint32_t size)
{
    const rsn_pack_view *view;
    return is_drawn_out(word, size) || has_doubled_letter(word, size) || abbreviation(engine, word, size, &view) != NULL;
}

static bool needs_respelling(const ressenti_engine *engine, const rsn_folded *folded)
{
    for (uint32_t at = 0; at < folded->size;) {
        uint32_t end = rsn_end_of_word(folded, at);
        if (end > at && may_need_respelling(engine, folded->bytes + at, end - at)) return true;
        at = end > at ? end : at + 1;
    }
    return false;
}

ressenti_status rsn_respell(rsn_arena *arena, const ressenti_engine *engine, rsn_folded *folded)
{
    if (!needs_respelling(engine, folded)) return RESSENTI_OK;
    rewrite out = {.arena = arena, .engine = engine, .from = folded, .to = *folded};
    out.to.bytes = out.to.lost = NULL;
    out.to.size = out.to.capacity = 0;
    RSN_TRY(rsn_folded_reserve(arena, &out.to, folded->size));
    for (uint32_t at = 0; at < folded->size;) {
        uint32_t end = rsn_end_of_word(folded, at);
        if (end > at) {
            RSN_TRY(rewrite_word(&out, at, end));
            at = end;
        } else {
            RSN_TRY(copy(&out, at, at + 1));
            at++;
        }
    }
    RSN_TRY(rsn_folded_reserve(arena, &out.to, sizeof(uint64_t)));
    memset(out.to.bytes + out.to.size, 0, sizeof(uint64_t));
    *folded = out.to;
    return RESSENTI_OK;
}
