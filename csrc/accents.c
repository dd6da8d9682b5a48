/* The words of a text as they were typed: for rules and words that demand accents. */
#include "accents.h"

#include <string.h>

#include "failure.h"
#include "fold.h"

enum { WORD_MOST = 64 }; /* letters looked at: what is longer is no word, and a question costs the same */

rsn_accents rsn_accents_of(rsn_arena *arena, const rsn_kernels *kernels, ressenti_text text, uint32_t flags, const rsn_folded *folded)
{
    return (rsn_accents){.arena = arena, .kernels = kernels, .text = text, .flags = flags, .folded = folded};
}

bool rsn_accents_stand(const rsn_folded *folded, rsn_span span)
{
    uint32_t begin = span.begin, end = span.end;
    uint8_t lost = 0;
    while (begin > 0 && span.begin - begin < WORD_MOST && rsn_is_word_byte(folded->bytes[begin - 1])) begin--;
    while (end < folded->size && end - span.end < WORD_MOST && rsn_is_word_byte(folded->bytes[end])) end++;
    for (uint32_t i = begin; i < end; i++) lost |= folded->lost[i];
    return (lost & RSN_LOST_ACCENT) != 0;
}

static bool make_typed(rsn_accents *accents)
{
    if (!accents->is_typed && !accents->has_failed) {
        uint32_t flags = accents->flags | RESSENTI_KEEP_ACCENTS;
        accents->is_typed = rsn_normalize_by(accents->arena, accents->kernels, accents->text, flags, &accents->typed) == RESSENTI_OK;
        accents->has_failed = !accents->is_typed;
    }
    return accents->is_typed;
}

ressenti_text rsn_accents_typed(rsn_accents *accents, rsn_span span)
{
    if (span.begin == span.end || !make_typed(accents)) return (ressenti_text){NULL, 0};
    rsn_span found = rsn_origin_target(&accents->typed.origin, rsn_folded_source(accents->folded, span));
    return (ressenti_text){(const char *)accents->typed.bytes + found.begin, found.end - found.begin};
}

bool rsn_accents_agree(rsn_accents *accents, uint32_t end, ressenti_text demanded)
{
    uint32_t letters = rsn_count_letters(demanded);
    if (accents == NULL) return true;
    if (letters == 0 || letters > end) return false; /* only in a pack that no builder wrote */
    rsn_span span = {end - letters, end};
    if (!rsn_accents_stand(accents->folded, span)) return true;
    ressenti_text typed = rsn_accents_typed(accents, span);
    return typed.size == demanded.size && memcmp(typed.data, demanded.data, typed.size) == 0;
}
