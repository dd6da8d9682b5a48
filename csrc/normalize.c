/* The text as given -> the folded text that is read, with the way back. */
#include "normalize.h"

#include <string.h>

#include "entity.h"
#include "failure.h"
#include "fold.h"
#include "repair.h"
#include "utf8.h"

enum {
    MARKS_IN_A_ROW = 30,
    PADDING = 64, /* kernels write whole registers */
    STEPS_LEFT_OUT = RESSENTI_KEEP_MOJIBAKE | RESSENTI_KEEP_ENTITIES | RESSENTI_KEEP_BLANKS | RESSENTI_KEEP_TYPOGRAPHY |
                     RESSENTI_KEEP_CASE | RESSENTI_KEEP_ACCENTS | RESSENTI_KEEP_IGNORABLE
};

typedef struct reader {
    rsn_arena *arena;
    rsn_folded *folded; /* its size is run.written meanwhile */
    rsn_fold_run run;   /* its size is how far the text may be looked at: once checked, how far it is valid */
    uint32_t size;      /* of the text */
    uint32_t flags;
    uint32_t marks;      /* combining marks in a row                        */
    uint32_t blank_size; /* of the blank at the end of what is written; 0   */
    bool is_repairing;   /* what stood before was repaired, or nothing did  */
    bool is_checked;     /* it is known how far the text is valid           */
} reader;

/* What stands at a place of the text, and the bytes that it takes. */
typedef struct reading {
    uint32_t point, size;
    bool is_repaired, is_invalid;
    bool is_joined; /* its borders are not those of UTF-8 */
} reading;

static void *moved(rsn_arena *arena, const void *old, uint32_t used, uint32_t capacity)
{
    void *items = rsn_arena_take(arena, (size_t)capacity, 1);
    if (items != NULL && used > 0) memcpy(items, old, used);
    return items;
}

ressenti_status rsn_folded_reserve(rsn_arena *arena, rsn_folded *folded, uint32_t extra)
{
    if (extra < folded->capacity - folded->size) return RESSENTI_OK;
    if (folded->capacity > UINT32_MAX / 4 || extra > UINT32_MAX / 4) return RESSENTI_NO_MEMORY;
    uint32_t capacity = folded->capacity * 2 + extra + PADDING;
    uint8_t *bytes = moved(arena, folded->bytes, folded->size, capacity);
    uint8_t *lost = moved(arena, folded->lost, folded->size, capacity);
    if (bytes == NULL || lost == NULL) return RESSENTI_NO_MEMORY;
    folded->bytes = bytes;
    folded->lost = lost;
    folded->capacity = capacity;
    return RESSENTI_OK;
}

/* Room for as many folded bytes as there are bytes ahead, and `extra`. */
static ressenti_status reserve(reader *in, uint32_t extra)
{
    in->folded->size = in->run.written;
    RSN_TRY(rsn_folded_reserve(in->arena, in->folded, in->size - in->run.at + extra + PADDING));
    in->run.bytes = in->folded->bytes;
    in->run.lost = in->folded->lost;
    return RESSENTI_OK;
}

/* ---- reading ----------------------------------------------------------------------------------- */

uint32_t rsn_invalid_size(const uint8_t *bytes, size_t size, uint32_t flags)
{
    return flags & RESSENTI_REPAIR_INVALID ? 1 : rsn_utf8_invalid_size(bytes, size);
}

static reading read_invalid(const reader *in, uint32_t at)
{
    const uint8_t *here = in->run.text + at;
    uint32_t point = in->flags & RESSENTI_REPAIR_INVALID ? rsn_cp1252_point(here[0]) : 0xFFFD;
    return (reading){.point = point, .size = rsn_invalid_size(here, in->size - at, in->flags), .is_invalid = true, .is_joined = true};
}

/* An ï before a sign, to the kernels a letter like others: repaired where more than one sign speaks for it. */
static bool is_suspect(const reader *in, uint32_t at)
{
    const uint8_t *here = in->run.text + at;
    return at + 2 < in->run.size && here[0] == 0xC3 && here[1] == 0xAF && here[2] >= 0x80;
}

static bool may_be_mojibake(const reader *in, uint32_t at)
{
    if (in->run.text[at] < 0xC2 || (in->flags & RESSENTI_KEEP_MOJIBAKE)) return false;
    return in->is_repairing || !is_suspect(in, at);
}

/* CR LF, where each end of line counts and they are all alike. */
static bool ends_line_in_two(const reader *in, uint32_t at)
{
    bool counts = (in->flags & RESSENTI_KEEP_BLANKS) && (in->flags & RESSENTI_KEEP_TYPOGRAPHY) == 0;
    return counts && at + 1 < in->run.size && in->run.text[at] == '\r' && in->run.text[at + 1] == '\n';
}

/* The code point at `at`, repaired. */
static reading read_point(const reader *in, uint32_t at)
{
    if (at >= in->run.size) return read_invalid(in, at);
    const uint8_t *here = in->run.text + at;
    uint32_t left = in->run.size - at, size, point = 0;
    if (here[0] == '&' && (in->flags & RESSENTI_KEEP_ENTITIES) == 0) point = rsn_read_entity(here, left, &size);
    if (may_be_mojibake(in, at)) point = rsn_read_mojibake(in->run.text, at, in->run.size, &size);
    if (point != 0) return (reading){.point = point, .size = size, .is_repaired = true, .is_joined = true};
    if (ends_line_in_two(in, at)) return (reading){.point = '\n', .size = 2, .is_joined = true};
    point = rsn_utf8_decode(here, &size);
    if ((in->flags & RESSENTI_KEEP_MOJIBAKE) == 0) point = rsn_cp1252_point(point);
    return (reading){.point = point, .size = size};
}

/* Before the first character that the kernels have left, for what they take is valid: a text of which they take all is
 * never looked at twice.  Where pieces that are not UTF-8 may follow each other, the look must end at the next: the
 * scalar kernel's does. */
static ressenti_status check_ahead(reader *in, const rsn_kernels *kernels)
{
    if (in->is_checked) return RESSENTI_OK;
    bool goes_on = in->flags & RSN_INVALID_ALLOWED;
    const uint8_t *here = in->run.text + in->run.at;
    uint32_t left = in->size - in->run.at;
    in->run.size = in->run.at + (uint32_t)(goes_on ? rsn_utf8_valid_size(here, left) : kernels->valid_utf8(here, left));
    in->is_checked = true;
    if (in->run.size == in->size || goes_on) return RESSENTI_OK;
    in->folded->valid_size = in->run.size;
    return RESSENTI_BAD_DATA;
}

/* Behind a piece that is not UTF-8. */
static void forget_what_is_valid(reader *in)
{
    in->run.size = in->size;
    in->is_checked = false;
}

/* ---- writing ----------------------------------------------------------------------------------- */

static void count_letter(rsn_fold_run *run, uint8_t byte, uint8_t lost)
{
    if (byte < 'a' || byte > 'z') return;
    run->letters++;
    if (lost & RSN_LOST_CAPITAL) run->capitals++;
}

/* What `size` bytes of the text from here on, which are one character, became. */
static ressenti_status write_character(reader *in, const uint8_t *bytes, uint32_t count, uint8_t lost, uint32_t size)
{
    rsn_fold_run *run = &in->run;
    uint32_t bits = count < size ? count : size;
    if (count > size) {
        RSN_TRY(reserve(in, count));
        RSN_TRY(rsn_origin_add_surplus(in->arena, &in->folded->origin, run->written + size, count - size));
    }
    for (uint32_t i = 0; i < count; i++) {
        count_letter(run, bytes[i], lost);
        run->bytes[run->written] = bytes[i];
        run->lost[run->written++] = lost;
    }
    for (uint32_t i = 0; i < bits; i++) rsn_origin_keep(&in->folded->origin, run->at + i);
    in->blank_size = 0;
    in->marks = 0;
    return RESSENTI_OK;
}

static bool is_one_blank(uint8_t byte)
{
    return byte == ' ' || byte == '\n';
}

static uint32_t trailing_blank(const reader *in)
{
    if (in->flags & RESSENTI_KEEP_BLANKS) return 0;
    if (in->flags & RESSENTI_KEEP_TYPOGRAPHY) return in->blank_size;
    return in->run.written > 0 && is_one_blank(in->run.bytes[in->run.written - 1]);
}

/* The blank that is last written becomes an end of line. */
static void end_line(reader *in, uint32_t blank_size)
{
    rsn_fold_run *run = &in->run;
    rsn_origin_drop(&in->folded->origin, run->at, run->written, blank_size - 1);
    run->written -= blank_size - 1;
    run->bytes[run->written - 1] = '\n';
    in->blank_size = 1;
}

static ressenti_status write_blank(reader *in, const rsn_fold *fold, uint32_t size)
{
    uint32_t last = trailing_blank(in);
    bool keeps = in->flags & RESSENTI_KEEP_BLANKS;
    if (last > 0) {
        if (fold->kind == RSN_FOLD_NEWLINE && in->run.bytes[in->run.written - 1] != '\n') end_line(in, last);
        return RESSENTI_OK;
    }
    if (in->run.written == 0 && !keeps) return RESSENTI_OK;
    RSN_TRY(write_character(in, fold->bytes, fold->size, 0, size));
    in->blank_size = fold->size;
    return RESSENTI_OK;
}

/* ---- characters -------------------------------------------------------------------------------- */

/* The marks that follow a letter, and what is dropped before them, join its bytes; the bytes of the text they end at. */
static uint32_t gather_marks(reader *in, uint32_t at, uint8_t *bytes, uint32_t *size)
{
    uint32_t end = at;
    while (at < in->size && at != in->run.size && in->marks < MARKS_IN_A_ROW) {
        rsn_fold fold;
        reading next = read_point(in, at);
        rsn_fold_point_by(next.point, in->flags, &fold);
        if (fold.kind != RSN_FOLD_MARK && fold.kind != RSN_FOLD_NOTHING) break;
        at += next.size;
        if (fold.kind == RSN_FOLD_NOTHING) continue;
        memcpy(bytes + *size, fold.bytes, fold.size);
        *size += fold.size;
        in->marks++;
        in->folded->repairs += next.is_repaired;
        end = at;
    }
    return end;
}

/* KEEP_ACCENTS: a letter and its marks, composed, are one character. */
static ressenti_status take_sequence(reader *in, const rsn_fold *fold, reading *first)
{
    uint8_t composed[RSN_SEQUENCE_MAX], as_it_is[RSN_SEQUENCE_MAX];
    uint32_t base_size = rsn_utf8_encode(first->point, as_it_is), size = fold->size;
    memcpy(composed, fold->bytes, size);
    in->marks = 0;
    uint32_t end = gather_marks(in, in->run.at + first->size, composed, &size), marks = in->marks;
    memcpy(as_it_is + base_size, composed + fold->size, size - fold->size);
    uint32_t kept_size = base_size + size - fold->size, text_size = end - in->run.at;
    if (size > 1) size = rsn_fold_compose(composed, size);
    first->size = text_size;
    bool grows = size > text_size && size > kept_size;
    RSN_TRY(write_character(in, grows ? as_it_is : composed, grows ? kept_size : size, fold->lost, text_size));
    in->marks = marks;
    return RESSENTI_OK;
}

static ressenti_status take_mark(reader *in, const rsn_fold *fold, uint32_t size)
{
    uint32_t marks = in->marks + 1;
    if (marks > MARKS_IN_A_ROW) in->folded->marks_cut = true;
    if ((in->flags & RESSENTI_KEEP_ACCENTS) == 0) {
        if (in->run.written > 0) in->run.lost[in->run.written - 1] |= RSN_LOST_ACCENT;
    } else if (marks <= MARKS_IN_A_ROW) {
        RSN_TRY(write_character(in, fold->bytes, fold->size, 0, size));
    }
    in->marks = marks;
    return RESSENTI_OK;
}

static ressenti_status take_reading(reader *in, const rsn_fold *fold, reading *here)
{
    uint32_t begin = in->run.at, *end = &in->folded->origin.end;
    switch (fold->kind) {
    case RSN_FOLD_BYTES:
        if (in->flags & RESSENTI_KEEP_ACCENTS)
            RSN_TRY(take_sequence(in, fold, here));
        else
            RSN_TRY(write_character(in, fold->bytes, fold->size, fold->lost, here->size));
        *end = begin + here->size;
        break;
    case RSN_FOLD_SPACE:
    case RSN_FOLD_NEWLINE:
        RSN_TRY(write_blank(in, fold, here->size));
        if (in->flags & RESSENTI_KEEP_BLANKS) *end = begin + here->size;
        in->marks = 0;
        break;
    case RSN_FOLD_MARK:
        RSN_TRY(take_mark(in, fold, here->size));
        *end = begin + here->size;
        break;
    case RSN_FOLD_NOTHING: /* a variation selector belongs to the emoji before it */
        if (*end == begin) *end = begin + here->size;
        in->folded->invisible++;
        break;
    }
    return RESSENTI_OK;
}

static ressenti_status take_point(reader *in)
{
    rsn_fold fold;
    reading here = read_point(in, in->run.at);
    rsn_fold_point_by(here.point, in->flags & STEPS_LEFT_OUT, &fold);
    RSN_TRY(take_reading(in, &fold, &here));
    if (here.is_joined) RSN_TRY(rsn_origin_join(in->arena, &in->folded->origin, in->run.at, in->run.at + here.size));
    in->is_repairing = here.is_repaired;
    in->folded->repairs += here.is_repaired;
    in->folded->invalid += here.is_invalid;
    in->run.at += here.size;
    if (here.is_invalid) forget_what_is_valid(in);
    return RESSENTI_OK;
}

/* U+0300 to U+036F. */
static bool is_common_mark(const reader *in, uint32_t at)
{
    const uint8_t *here = in->run.text + at;
    return at + 1 < in->run.size && (here[0] == 0xCC || (here[0] == 0xCD && here[1] < 0xB0));
}

/* A run of plain characters; then it ends with a letter or sign, with one mark, or with a blank. */
static void take_plain(reader *in, const rsn_kernels *kernels)
{
    rsn_fold_run *run = &in->run;
    uint32_t before = run->at;
    kernels->fold_plain(run);
    if (run->at == before) return;
    in->is_repairing = false;
    bool is_wide = run->text[run->at - 1] == 0xA0 && run->at - before > 1 && run->text[run->at - 2] == 0xC2;
    bool is_blank = is_one_blank(run->bytes[run->written - 1]);
    in->folded->origin.end = run->at - (is_blank ? 1 + is_wide : 0);
    in->marks = run->at - before > 1 && is_common_mark(in, run->at - 2);
}

/* Steps left out, marks in a row and what goes on being mojibake are nothing for the kernels. */
static bool must_think(const reader *in)
{
    if (in->flags & STEPS_LEFT_OUT) return true;
    return is_common_mark(in, in->run.at) || (in->is_repairing && is_suspect(in, in->run.at));
}

static void trim(reader *in)
{
    uint32_t last = trailing_blank(in);
    if (last == 0) return;
    rsn_origin_drop(&in->folded->origin, in->size, in->run.written, last);
    in->run.written -= last;
}

/* Room for all of a text, in one piece. */
static ressenti_status make_room(rsn_arena *arena, uint32_t size, rsn_folded *folded)
{
    uint32_t capacity = size + 2 * PADDING;
    uint8_t *bytes = rsn_arena_take(arena, capacity, 2);
    if (bytes == NULL) return RESSENTI_NO_MEMORY;
    folded->bytes = bytes;
    folded->lost = bytes + capacity;
    folded->capacity = capacity;
    folded->size = folded->repairs = folded->invalid = folded->invisible = folded->letters = folded->capitals = 0;
    folded->marks_cut = false;
    return RESSENTI_OK;
}

static ressenti_status begin(reader *in, rsn_arena *arena, ressenti_text text, uint32_t flags, rsn_folded *folded)
{
    RSN_TRY(make_room(arena, (uint32_t)text.size, folded));
    RSN_TRY(rsn_origin_init(arena, text, &folded->origin));
    *in = (reader){.arena = arena, .folded = folded, .size = (uint32_t)text.size, .flags = flags, .is_repairing = true};
    in->run = (rsn_fold_run){.text = (const uint8_t *)text.data, .size = in->size, .bytes = folded->bytes, .lost = folded->lost, .kept = folded->origin.kept};
    return RESSENTI_OK;
}

static ressenti_status end(reader *in)
{
    rsn_folded *folded = in->folded;
    trim(in);
    folded->size = in->run.written;
    folded->letters = in->run.letters;
    folded->capitals = in->run.capitals;
    memset(folded->bytes + folded->size, 0, sizeof(uint64_t)); /* words are read eight bytes at a time */
    return rsn_origin_index(in->arena, &folded->origin, folded->size);
}

ressenti_status rsn_normalize_by(rsn_arena *arena, const rsn_kernels *kernels, ressenti_text text, uint32_t flags, rsn_folded *folded)
{
    reader in;
    RSN_TRY(begin(&in, arena, text, flags, folded));
    while (in.run.at < in.size) {
        if (!must_think(&in)) take_plain(&in, kernels);
        if (in.run.at == in.size) break;
        RSN_TRY(check_ahead(&in, kernels));
        RSN_TRY(take_point(&in));
    }
    return end(&in);
}

ressenti_status rsn_normalize(rsn_arena *arena, ressenti_text text, rsn_folded *folded)
{
    return rsn_normalize_by(arena, rsn_kernels_best(), text, 0, folded);
}
