/* ICU by way of UTF-16, its quickest way to the same work: fold, decompose what is not decomposed, drop the
 * non-spacing marks, back to UTF-8.  It makes no quotes plain and keeps no way back, which is less work than ours. */
#include <stdlib.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>

#include "normalise.h"

enum { FIRST_MARK = 0x300 };

typedef struct icu {
    const UNormalizer2 *decompose;
    UChar *wide, *folded; /* `room` each */
    char *bytes;
    int32_t room;
} icu;

static void *make(const corpus *rules)
{
    UErrorCode error = U_ZERO_ERROR;
    icu *self = calloc(1, sizeof *self);
    (void)rules;
    if (self == NULL) return NULL;
    self->decompose = unorm2_getNFDInstance(&error);
    if (U_SUCCESS(error)) return self;
    free(self);
    return NULL;
}

static bool prepare(void *state, const corpus *texts)
{
    icu *self = state;
    self->room = (int32_t)normalise_room(texts);
    self->wide = calloc((size_t)self->room, sizeof *self->wide);
    self->folded = calloc((size_t)self->room, sizeof *self->folded);
    self->bytes = calloc((size_t)self->room, 1);
    return self->wide != NULL && self->folded != NULL && self->bytes != NULL;
}

static bool is_pair(const UChar *text, int32_t at, int32_t size)
{
    return (text[at] & 0xFC00) == 0xD800 && at + 1 < size && (text[at + 1] & 0xFC00) == 0xDC00;
}

static int32_t drop_marks(UChar *text, int32_t size)
{
    int32_t kept = 0;
    for (int32_t at = 0; at < size; at++) {
        if (text[at] < FIRST_MARK) {
            text[kept++] = text[at];
        } else if (is_pair(text, at, size)) {
            UChar lead = text[at++];
            if (u_charType(U16_GET_SUPPLEMENTARY(lead, text[at])) == U_NON_SPACING_MARK) continue;
            text[kept++] = lead;
            text[kept++] = text[at];
        } else if (u_charType(text[at]) != U_NON_SPACING_MARK) {
            text[kept++] = text[at];
        }
    }
    return kept;
}

static int32_t normalise(icu *self, const char *text, int32_t size, UErrorCode *error)
{
    int32_t wide_size = 0, byte_count = 0;
    u_strFromUTF8(self->wide, self->room, &wide_size, text, size, error);
    int32_t folded_size = u_strFoldCase(self->folded, self->room, self->wide, wide_size, U_FOLD_CASE_DEFAULT, error);
    int32_t done = unorm2_spanQuickCheckYes(self->decompose, self->folded, folded_size, error);
    UChar *plain = self->folded;
    if (done < folded_size) {
        folded_size = unorm2_normalize(self->decompose, self->folded, folded_size, self->wide, self->room, error);
        plain = self->wide;
    }
    folded_size = drop_marks(plain, folded_size);
    u_strToUTF8(self->bytes, self->room, &byte_count, plain, folded_size, error);
    return byte_count;
}

static uint64_t read(void *state, const corpus *texts, size_t count, const pairs *found)
{
    uint64_t sum = 0;
    (void)found;
    for (size_t i = 0; i < count; i++) {
        UErrorCode error = U_ZERO_ERROR;
        sum += (uint64_t)normalise(state, corpus_text(texts, i), (int32_t)corpus_size(texts, i), &error);
    }
    return sum;
}

const char *normalise_icu_fold(void *state, const char *text, size_t size, size_t *folded_size)
{
    icu *self = state;
    UErrorCode error = U_ZERO_ERROR;
    *folded_size = (size_t)normalise(self, text, (int32_t)size, &error);
    return self->bytes;
}

static void release(void *state)
{
    icu *self = state;
    free(self->wide);
    free(self->folded);
    free(self->bytes);
    free(self);
}

const contender normalise_icu = {"icu", make, prepare, read, release, false};
