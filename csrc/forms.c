/* The four normalisation forms of Unicode (UAX #15), as they are written there: nothing folded, nothing cut.
 *
 * The text is cut where nothing before can act on what follows.  A piece that is in the form already is copied; any
 * other is decomposed, its marks are put in canonical order, and for NFC and NFKC it is composed.  utf8proc knows the
 * properties and composes; it orders marks in quadratic time, so that is done here, by counting their classes. */
#include "forms.h"

#include <stdbool.h>
#include <string.h>
#include <utf8proc.h>

#include "failure.h"
#include "memory.h"
#include "utf8.h"

enum {
    TEXT_SIZE_MOST = 1 << 28,
    DECOMPOSED_MOST = 32,     /* 18 code points are the most that one becomes: U+FDFA                     */
    FIRST_NOT_ALWAYS_NFC = 0x300, /* all before are in NFC, whatever stands beside them                   */
    INSERTED_MOST = 16,       /* a run of marks up to which moving them one by one is cheapest            */
    CLASSES = 256
};

typedef struct worker {
    const ressenti_allocator *memory;
    const uint8_t *bytes;
    rsn_form_output *out;
    bool is_composed;
    utf8proc_option_t decomposition;
    rsn_array points;  /* of the piece at work */
    rsn_array ordered; /* of a long run of marks */
} worker;

/* ---- what is known of a code point ------------------------------------------------------------ */

static int class_of(int32_t point)
{
    return utf8proc_get_property(point)->combining_class;
}

static bool is_mark(int category)
{
    return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC || category == UTF8PROC_CATEGORY_ME;
}

/* May compose with, or be reordered before, what stands in front of it.  Some that cannot are counted in, which costs
 * time only: in the Indic scripts vowels that are letters compose too, and a later Unicode may add some. */
static bool acts_backwards(int32_t point)
{
    const utf8proc_property_t *property = utf8proc_get_property(point);
    return property->combining_class != 0 || is_mark(property->category) || (point >= 0x1100 && point <= 0x11FF) ||
           (point >= 0x11000 && point <= 0x16FFF);
}

static bool is_hangul_syllable(int32_t point)
{
    return point >= 0xAC00 && point <= 0xD7A3;
}

static bool may_decompose(int32_t point)
{
    return is_hangul_syllable(point) || utf8proc_get_property(point)->decomp_seqindex != UINT16_MAX;
}

static utf8proc_ssize_t decompose(const worker *in, int32_t point, int32_t parts[DECOMPOSED_MOST])
{
    int boundary = UTF8PROC_BOUNDCLASS_START;
    utf8proc_ssize_t count = utf8proc_decompose_char(point, parts, DECOMPOSED_MOST, in->decomposition, &boundary);
    if (count >= 1 && count <= DECOMPOSED_MOST) return count;
    parts[0] = point; /* no code point is like that */
    return 1;
}

static size_t compose(int32_t *points, size_t count)
{
    utf8proc_ssize_t left =
        utf8proc_normalize_utf32(points, (utf8proc_ssize_t)count, (utf8proc_option_t)(UTF8PROC_COMPOSE | UTF8PROC_STABLE));
    return left < 0 ? count : (size_t)left;
}

typedef struct nature {
    bool is_border;  /* nothing before acts on it                      */
    bool is_settled; /* in the form, if nothing that follows acts on it */
} nature;

static nature nature_of(const worker *in, int32_t point)
{
    int32_t parts[DECOMPOSED_MOST];
    if (point < 0x80 || (point < FIRST_NOT_ALWAYS_NFC && in->is_composed && in->decomposition == UTF8PROC_DECOMPOSE))
        return (nature){true, true};
    bool is_border = !acts_backwards(point);
    if (!may_decompose(point)) return (nature){is_border, is_border};
    size_t count = (size_t)decompose(in, point, parts);
    is_border = is_border && !acts_backwards(parts[0]);
    if (in->is_composed) count = compose(parts, count);
    return (nature){is_border, is_border && count == 1 && parts[0] == point};
}

/* ---- canonical order: marks between two starters, by class, those of one class as they stood ------ */

static void insert_marks(worker *in, int32_t *marks, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        int32_t mark = marks[i];
        int class = class_of(mark);
        size_t at = i;
        for (; at > 0 && class_of(marks[at - 1]) > class; at--) {
            marks[at] = marks[at - 1];
            in->out->steps++;
        }
        marks[at] = mark;
    }
}

/* Counting sort: two passes, however long the run. */
static ressenti_status count_marks(worker *in, int32_t *marks, size_t count)
{
    size_t place[CLASSES + 1] = {0}, total = 0;
    in->ordered.count = 0;
    if (!rsn_array_reserve(in->memory, &in->ordered, count)) return RESSENTI_NO_MEMORY;
    int32_t *ordered = in->ordered.items;
    for (size_t i = 0; i < count; i++) place[class_of(marks[i]) + 1]++;
    for (size_t class = 0; class <= CLASSES; class++) place[class] = total += place[class];
    for (size_t i = 0; i < count; i++) ordered[place[class_of(marks[i])]++] = marks[i];
    memcpy(marks, ordered, count * sizeof *marks);
    in->out->steps += 2 * count + CLASSES;
    return RESSENTI_OK;
}

static ressenti_status order_marks(worker *in)
{
    int32_t *points = in->points.items;
    size_t count = in->points.count;
    for (size_t begin = 0, end; begin < count; begin = end + 1) {
        end = begin;
        while (end < count && class_of(points[end]) != 0) end++;
        if (end - begin > INSERTED_MOST)
            RSN_TRY(count_marks(in, points + begin, end - begin));
        else if (end - begin > 1)
            insert_marks(in, points + begin, end - begin);
    }
    in->out->steps += count;
    return RESSENTI_OK;
}

/* ---- pieces ----------------------------------------------------------------------------------------- */

static void write_bytes(rsn_form_output *out, const void *bytes, size_t size)
{
    if (size > 0 && out->size <= out->capacity && size <= out->capacity - out->size) memcpy(out->bytes + out->size, bytes, size);
    out->size += size;
}

static void write_points(worker *in)
{
    uint8_t bytes[4];
    for (size_t i = 0; i < in->points.count; i++)
        write_bytes(in->out, bytes, rsn_utf8_encode((uint32_t)RSN_AT(&in->points, int32_t, i), bytes));
    in->out->steps += in->points.count;
}

static ressenti_status decompose_piece(worker *in, size_t begin, size_t end)
{
    int32_t parts[DECOMPOSED_MOST];
    uint32_t size;
    in->points.count = 0;
    for (size_t at = begin; at < end; at += size) {
        int32_t point = (int32_t)rsn_utf8_decode(in->bytes + at, &size);
        size_t count = (size_t)decompose(in, point, parts);
        if (!rsn_array_append(in->memory, &in->points, parts, count)) return RESSENTI_NO_MEMORY;
    }
    in->out->steps += in->points.count;
    return RESSENTI_OK;
}

static ressenti_status rewrite_piece(worker *in, size_t begin, size_t end)
{
    RSN_TRY(decompose_piece(in, begin, end));
    RSN_TRY(order_marks(in));
    if (in->is_composed) {
        in->out->steps += in->points.count;
        in->points.count = compose(in->points.items, in->points.count);
    }
    write_points(in);
    return RESSENTI_OK;
}

/* Where the bytes end that need no look at their properties: ASCII, and for NFC all below U+0300, whose bytes are below
 * 0xCC.  Eight at a time: bit 7 of each says that it is beyond. */
static size_t end_of_plain(const worker *in, size_t at, size_t size)
{
    const uint64_t high = 0x8080808080808080u, carry_from_cc = 0x3434343434343434u;
    bool is_nfc = in->is_composed && in->decomposition == UTF8PROC_DECOMPOSE;
    uint8_t first_beyond = is_nfc ? 0xCC : 0x80;
    for (uint64_t word; size - at >= sizeof word; at += sizeof word) {
        memcpy(&word, in->bytes + at, sizeof word);
        uint64_t beyond = word & high;
        if (is_nfc) beyond &= (word & ~high) + carry_from_cc;
        if (beyond != 0) break;
    }
    while (at < size && in->bytes[at] < first_beyond) at++;
    return at;
}

/* The code point that ends at `end`: what follows may still act on it. */
static size_t last_point(const worker *in, size_t end)
{
    do end--;
    while ((in->bytes[end] & 0xC0) == 0x80);
    return end;
}

static ressenti_status write_text(worker *in, size_t size)
{
    size_t copied = 0, begin = 0; /* of what is not yet written; of the piece at work */
    bool is_settled = true;
    uint32_t length;
    for (size_t at = 0; at < size; at += length) {
        size_t plain_end = is_settled ? end_of_plain(in, at, size) : at;
        if (plain_end > at) {
            at = begin = last_point(in, plain_end);
            in->out->steps++;
        }
        nature found = nature_of(in, (int32_t)rsn_utf8_decode(in->bytes + at, &length));
        in->out->steps++;
        if (found.is_border) {
            if (!is_settled) {
                write_bytes(in->out, in->bytes + copied, begin - copied);
                RSN_TRY(rewrite_piece(in, begin, at));
                copied = at;
            }
            begin = at;
            is_settled = true;
        }
        is_settled = is_settled && found.is_settled;
    }
    size_t sound = is_settled ? size : begin;
    write_bytes(in->out, in->bytes + copied, sound - copied);
    return sound < size ? rewrite_piece(in, sound, size) : RESSENTI_OK;
}

ressenti_status rsn_write_form(const ressenti_allocator *memory, ressenti_text text, ressenti_form form, rsn_form_output *out)
{
    bool is_compatible = form == RESSENTI_NFKC || form == RESSENTI_NFKD;
    worker in = {
        .memory = memory,
        .bytes = (const uint8_t *)text.data,
        .out = out,
        .is_composed = form == RESSENTI_NFC || form == RESSENTI_NFKC,
        .decomposition = (utf8proc_option_t)(UTF8PROC_DECOMPOSE | (is_compatible ? UTF8PROC_COMPAT : 0)),
        .points = RSN_ARRAY(int32_t),
        .ordered = RSN_ARRAY(int32_t),
    };
    ressenti_status status = write_text(&in, text.size);
    rsn_array_free(memory, &in.ordered);
    rsn_array_free(memory, &in.points);
    return status;
}

/* ---- the door --------------------------------------------------------------------------------------- */

static bool is_formable(ressenti_text text, ressenti_form form)
{
    return (text.data != NULL || text.size == 0) && text.size <= TEXT_SIZE_MOST && form >= RESSENTI_NFC && form <= RESSENTI_NFKD;
}

ressenti_status ressenti_normalize_form(ressenti_text text, ressenti_form form, char *buffer, size_t capacity, size_t *size,
                                        const ressenti_allocator *caller, ressenti_error *error)
{
    ressenti_allocator memory = rsn_allocator_or_default(caller);
    rsn_form_output out = {buffer, capacity, 0, 0};
    if ((buffer == NULL && capacity > 0) || size == NULL || !is_formable(text, form))
        return rsn_fail(error, RESSENTI_BAD_ARGUMENT, RESSENTI_NOWHERE, RESSENTI_NOWHERE, "a text under 256 MiB, one of the four forms and a buffer are needed");
    size_t valid_size = rsn_utf8_valid_size((const uint8_t *)text.data, text.size);
    if (valid_size != text.size)
        return rsn_fail(error, RESSENTI_BAD_DATA, RESSENTI_NOWHERE, valid_size, "byte %zu is not UTF-8", valid_size);
    if (rsn_write_form(&memory, text, form, &out) != RESSENTI_OK) return rsn_fail_memory(error);
    *size = out.size;
    if (out.size <= capacity) return RESSENTI_OK;
    return rsn_fail(error, RESSENTI_TOO_LARGE, RESSENTI_NOWHERE, RESSENTI_NOWHERE, "the buffer is too small: %zu bytes are needed", out.size);
}
