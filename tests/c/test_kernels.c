/* Every set of kernels against the scalar one, to the last bit and against pages that must not be touched; the scalar one
 * against the definition (test_utf8.c) and against the general fold, character by character.
 * An argument is the number of random texts of each length; 8 without. */
#define _DEFAULT_SOURCE
#include "kernels/kernels.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "check.h"
#include "fold.h"
#include "random.h"
#include "utf8.h"

enum { LENGTH_MOST = 300, ALIGNMENTS = 64, ROOM = 64, KERNELS_MOST = 8 };

static const rsn_kernels *kernels[KERNELS_MOST]; /* all but the scalar one */
static size_t kernels_count;
static long compared; /* comparisons made without a CHECK of their own */

/* ---- memory between two pages that cannot be touched ----------------------------------------------- */

typedef struct guarded {
    uint8_t *bytes;
    size_t size; /* a whole number of pages */
} guarded;

static guarded guarded_new(size_t least)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE), size = (least + page - 1) / page * page;
    uint8_t *all = mmap(NULL, size + 2 * page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (!CHECK(all != MAP_FAILED && mprotect(all + page, size, PROT_READ | PROT_WRITE) == 0, "memory for %zu bytes", least)) exit(check_result());
    return (guarded){all + page, size};
}

static uint8_t *at_end(const guarded *memory, size_t size)
{
    return memory->bytes + memory->size - size;
}

/* ---- texts ------------------------------------------------------------------------------------------ */

static const char *const PLAIN[] = {
    "a", "Z", "e", "le colis", "n'est pas", "ARRIVE", " ", " ", "\n", "\u00A0", "é", "è", "à", "ç", "É", "À", "Ç", "ù", "ï", "û", "ÿ", "ø", "Ø", "ð x",
    "ß", "æ", "Æ", "þ", "Þ", "œ", "Œ", "’", "‘", "“", "”", "«", "»", "–", "—", "…", "€", "e\u0301", "A\u0300", "Â ", "Ãx", "â!", "0", "~", "@", "[", "{", "}",
};
static const char *const STRANGE[] = {
    "" /* a NUL */, "\t", "\r\n", "  ", " \u00A0", "\u00A0 ", "&", "&eacute;", "`", "\x7F", "\x01", "×", "÷", "Ã©", "â€™", "Âé", "Å“", "ðŸ˜€", "ãé", "😀", "👍🏽", "\u0301", "é\u0301", "e\u0301\u0302",
    "e\u034F", "e\u036F", "e\u0370", "\u200B", "\u2019\u0301", "\u2010", "\u2092", "\u20AD", "\u00C0\u0300", "ā", "ſ", "п", "字", "\u00AD", "°", "²", "´", "\xC2\x92", "\uFEFF", "ő", "Ŕ", "\u2098", "\u2119", "œ\u0301",
};
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* `size` bytes of valid UTF-8; one piece in `rarity` is strange, 0: none. */
static void write_text(random_source *source, uint32_t rarity, uint8_t *bytes, size_t size)
{
    size_t at = 0;
    while (at < size) {
        bool is_strange = rarity > 0 && random_below(source, rarity) == 0;
        const char *piece = is_strange ? STRANGE[random_below(source, COUNT(STRANGE))] : PLAIN[random_below(source, COUNT(PLAIN))];
        size_t length = piece[0] == '\0' ? 1 : strlen(piece);
        if (length > size - at) piece = "x", length = 1;
        memcpy(bytes + at, piece, length);
        at += length;
    }
}

/* One to three bytes changed, taken away or cut. */
static size_t spoil(random_source *source, uint8_t *bytes, size_t size)
{
    for (uint32_t changes = random_below(source, 4); changes > 0 && size > 0; changes--) {
        size_t at = random_below(source, (uint32_t)size);
        switch (random_below(source, 3)) {
        case 0: bytes[at] = (uint8_t)random_below(source, 256); break;
        case 1: memmove(bytes + at, bytes + at + 1, --size - at); break;
        default: bytes[at] ^= (uint8_t)(1 << random_below(source, 8)); break;
        }
    }
    return size;
}

/* ---- folding: what a call leaves behind --------------------------------------------------------------- */

typedef struct outcome {
    rsn_fold_run run;
    guarded bytes, lost, kept;
} outcome;

static outcome outcome_new(size_t size)
{
    return (outcome){.bytes = guarded_new(size + ROOM), .lost = guarded_new(size + ROOM), .kept = guarded_new((size / 64 + 2) * 8)};
}

/* The buffers end where they may no longer be written. */
static void begin(outcome *out, const uint8_t *text, uint32_t size, uint32_t at)
{
    size_t words = size / 64 + 2;
    out->run = (rsn_fold_run){.text = text, .size = size, .at = at};
    out->run.bytes = at_end(&out->bytes, size + ROOM);
    out->run.lost = at_end(&out->lost, size + ROOM);
    out->run.kept = (uint64_t *)(void *)at_end(&out->kept, words * 8);
    memset(out->run.kept, 0, words * 8);
}

/* What the caller does with a character that is not plain, or with a byte that begins none; here it only has to be the
 * same for both. */
static void step_over(rsn_fold_run *run)
{
    const uint8_t *here = run->text + run->at;
    uint32_t step, point = here[0], left = run->size - run->at;
    size_t valid = rsn_utf8_valid_size(here, left < 4 ? left : 4);
    step = 1;
    if (valid > 0) point = rsn_utf8_decode(here, &step);
    run->kept[run->at / 64] |= (uint64_t)1 << run->at % 64;
    run->bytes[run->written] = point % 3 == 0 ? ' ' : point % 3 == 1 ? 'o' : '?';
    run->lost[run->written++] = 4;
    run->at += step;
}

static bool is_same(const rsn_fold_run *a, const rsn_fold_run *b)
{
    return a->at == b->at && a->written == b->written && a->letters == b->letters && a->capitals == b->capitals &&
           memcmp(a->bytes, b->bytes, a->written) == 0 && memcmp(a->lost, b->lost, a->written) == 0 &&
           memcmp(a->kept, b->kept, (a->size / 64 + 2) * 8) == 0;
}

/* Both go over the text in the same steps, and take nothing that is not UTF-8. */
static bool fold_agrees(const rsn_kernels *tried, outcome *expected, outcome *got, const uint8_t *text, uint32_t size, uint32_t at)
{
    begin(expected, text, size, at);
    begin(got, text, size, at);
    for (;;) {
        uint32_t from = got->run.at;
        rsn_fold_plain_scalar(&expected->run);
        tried->fold_plain(&got->run);
        compared++;
        if (!is_same(&expected->run, &got->run)) return false;
        if (rsn_utf8_valid_size(text + from, got->run.at - from) != got->run.at - from) return false;
        if (got->run.at == size) return true;
        step_over(&expected->run);
        step_over(&got->run);
    }
}

static void test_fold_everywhere(uint32_t rounds)
{
    static const uint32_t RARITIES[] = {0, 40, 4, 1};
    outcome expected = outcome_new(LENGTH_MOST + ALIGNMENTS), got = outcome_new(LENGTH_MOST + ALIGNMENTS);
    guarded memory = guarded_new(LENGTH_MOST + ALIGNMENTS);
    random_source source = {20240501};
    for (size_t k = 0; k < kernels_count; k++)
        for (uint32_t length = 0; length <= LENGTH_MOST; length++) {
            long wrong = 0;
            for (uint32_t round = 0; round < rounds; round++)
                for (uint32_t before = 0; before < ALIGNMENTS; before++) {
                    uint8_t given[LENGTH_MOST + ALIGNMENTS];
                    uint32_t size = before + length;
                    memset(given, before % 2 ? 'e' : '.', before);
                    write_text(&source, RARITIES[(round + before) % COUNT(RARITIES)], given + before, length);
                    uint8_t *text = at_end(&memory, size); /* begins later in the text, and ends at the page's end */
                    memcpy(text, given, size);
                    wrong += !fold_agrees(kernels[k], &expected, &got, text, size, before);
                    memcpy(memory.bytes + before, given + before, length); /* begins at every place of a line of the cache */
                    wrong += !fold_agrees(kernels[k], &expected, &got, memory.bytes + before, length, 0);
                    text = at_end(&memory, length);
                    memcpy(text, given + before, length);
                    wrong += !fold_agrees(kernels[k], &expected, &got, text, length, 0);
                    uint32_t spoilt = (uint32_t)spoil(&source, given + before, length);
                    text = at_end(&memory, spoilt);
                    memcpy(text, given + before, spoilt);
                    wrong += !fold_agrees(kernels[k], &expected, &got, text, spoilt, 0);
                }
            CHECK(wrong == 0, "%s: %ld texts of %u bytes fold otherwise than by the scalar kernel (seed 20240501)", kernels[k]->name, wrong, length);
        }
}

/* Where blocks of 32 and 64 bytes begin and end. */
static const uint32_t BORDERS[] = {0, 1, 28, 29, 30, 31, 32, 33, 60, 61, 62, 63, 64, 65};

/* Every character across every border, with letters, blanks or what may make it mojibake around it. */
static void test_fold_characters(uint32_t stride)
{
    static const char *const AFTER[] = {"b", " b", "\xC2\xA9", "\xCC\x81"};
    outcome expected = outcome_new(256), got = outcome_new(256);
    guarded memory = guarded_new(256);
    for (size_t k = 0; k < kernels_count; k++) {
        long wrong = 0;
        for (uint32_t point = 1; point <= 0x10FFFF; point += point < 0x3000 ? 1 : stride) {
            if (point >= 0xD800 && point <= 0xDFFF) continue;
            for (size_t b = 0; b < COUNT(BORDERS); b++) {
                uint8_t given[160];
                const char *after = AFTER[(point + b) % COUNT(AFTER)];
                memset(given, point % 2 ? 'E' : 'e', sizeof given);
                if ((point + b) % 5 == 0 && BORDERS[b] > 0) given[BORDERS[b] - 1] = ' ';
                uint32_t size = BORDERS[b] + rsn_utf8_encode(point, given + BORDERS[b]);
                if (b % 3 != 0) {
                    memcpy(given + size, after, strlen(after));
                    size += (uint32_t)strlen(after);
                    size += b % 3 == 1 ? 70 - size % 64 : 0;
                }
                uint8_t *text = at_end(&memory, size);
                memcpy(text, given, size);
                wrong += !fold_agrees(kernels[k], &expected, &got, text, size, 0);
            }
        }
        CHECK(wrong == 0, "%s: %ld times a character at a border folds otherwise than by the scalar kernel", kernels[k]->name, wrong);
    }
}

/* Every two bytes that do not begin with ASCII, and some third, across every border: most are not UTF-8. */
static void test_fold_bytes(uint32_t stride)
{
    static const uint8_t THIRD[] = {'b', 0x80, 0x99, 0xA6, 0xAC, 0xC3};
    outcome expected = outcome_new(256), got = outcome_new(256);
    guarded memory = guarded_new(256);
    for (size_t k = 0; k < kernels_count; k++) {
        long wrong = 0;
        for (uint32_t number = 0x8000; number < 1u << 16; number += stride)
            for (size_t b = 0; b < COUNT(BORDERS); b++) {
                uint8_t given[160] = {(uint8_t)(number >> 8), (uint8_t)number, THIRD[(number + b) % COUNT(THIRD)]};
                uint32_t size = BORDERS[b] + 3;
                memmove(given + BORDERS[b], given, 3);
                memset(given, number % 3 ? 'E' : ' ', BORDERS[b]);
                for (uint32_t cut = 0; cut < 3; cut++) {
                    uint8_t *text = at_end(&memory, size - cut);
                    memcpy(text, given, size - cut);
                    wrong += !fold_agrees(kernels[k], &expected, &got, text, size - cut, 0);
                }
                memset(given + size, 'a', 70);
                uint8_t *text = at_end(&memory, size + 70);
                memcpy(text, given, size + 70);
                wrong += !fold_agrees(kernels[k], &expected, &got, text, size + 70, 0);
            }
        CHECK(wrong == 0, "%s: %ld times bytes at a border fold otherwise than by the scalar kernel", kernels[k]->name, wrong);
    }
}

/* What a block has to know of the one before it: every three of these, at every place of two blocks. */
static void test_fold_neighbours(void)
{
    static const char *const PIECES[] = {" ", "\n", "\u00A0", "e", "É", "\u0301", "Â", "…", "😀", "&"};
    enum { TAIL = 40 };
    outcome expected = outcome_new(256), got = outcome_new(256);
    guarded memory = guarded_new(256);
    for (size_t k = 0; k < kernels_count; k++) {
        long wrong = 0;
        for (size_t three = 0; three < COUNT(PIECES) * COUNT(PIECES) * COUNT(PIECES); three++)
            for (uint32_t before = 0; before <= 132; before++) {
                uint8_t given[256];
                uint32_t size = before;
                memset(given, 'x', sizeof given);
                for (size_t rest = three, i = 0; i < 3; i++, rest /= COUNT(PIECES)) {
                    const char *piece = PIECES[rest % COUNT(PIECES)];
                    memcpy(given + size, piece, strlen(piece));
                    size += (uint32_t)strlen(piece);
                }
                size += before % 2 ? 0 : TAIL;
                uint8_t *text = at_end(&memory, size);
                memcpy(text, given, size);
                wrong += !fold_agrees(kernels[k], &expected, &got, text, size, 0);
            }
        CHECK(wrong == 0, "%s: %ld times three neighbours fold otherwise than by the scalar kernel", kernels[k]->name, wrong);
    }
}

/* ---- the scalar fold, by the general one ---------------------------------------------------------------- */

/* The characters that kernels.h and fold_plain_scalar.c promise, said once more by code point. */
static bool is_plain(const rsn_fold_run *run, uint32_t point, uint32_t step)
{
    static const uint32_t SIGNS[] = {0xAB, 0xBB, 0x152, 0x153, 0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2026, 0x20AC};
    uint8_t last = run->written == 0 ? ' ' : run->bytes[run->written - 1];
    if (point == ' ' || point == '\n' || point == 0xA0) return last != ' ' && last != '\n';
    if (point < 0x80) return point > ' ' && point < 0x7F && point != '`' && point != '&';
    if (point >= 0x300 && point <= 0x36F) {
        uint8_t before = run->at == 0 ? '.' : run->text[run->at - 1] | 0x20;
        return point != 0x34F && run->written > 0 && before >= 'a' && before <= 'z';
    }
    if (point >= 0xC0 && point <= 0xFF) {
        static const uint32_t SUSPECTS[] = {0xC2, 0xC3, 0xC4, 0xC5, 0xD0};
        bool is_followed = run->at + step < run->size && run->text[run->at + step] >= 0x80;
        for (size_t i = 0; i < COUNT(SUSPECTS); i++)
            if ((point & ~0x20u) == SUSPECTS[i] && is_followed) return false;
        return point != 0xD7 && point != 0xF7;
    }
    for (size_t i = 0; i < COUNT(SIGNS); i++)
        if (SIGNS[i] == point) return true;
    return false;
}

/* As take_point in normalize.c, with a bit for the first byte of each that is written. */
static bool fold_by_point(rsn_fold_run *run)
{
    uint32_t step, point = rsn_utf8_decode(run->text + run->at, &step);
    rsn_fold fold;
    if (!is_plain(run, point, step)) return false;
    rsn_fold_point(point, &fold);
    if (fold.kind == RSN_FOLD_MARK) run->lost[run->written - 1] |= RSN_LOST_ACCENT;
    if (fold.kind == RSN_FOLD_MARK || fold.kind == RSN_FOLD_NOTHING) fold.size = 0;
    if (fold.kind == RSN_FOLD_SPACE || fold.kind == RSN_FOLD_NEWLINE) fold = (rsn_fold){.size = 1, .bytes = {fold.kind == RSN_FOLD_SPACE ? ' ' : '\n'}};
    for (uint32_t i = 0; i < fold.size; i++) {
        run->kept[(run->at + i) / 64] |= (uint64_t)1 << (run->at + i) % 64;
        run->bytes[run->written] = fold.bytes[i];
        run->lost[run->written++] = fold.lost;
        run->letters += fold.bytes[i] >= 'a' && fold.bytes[i] <= 'z';
        run->capitals += fold.bytes[i] >= 'a' && fold.bytes[i] <= 'z' && (fold.lost & RSN_LOST_CAPITAL) != 0;
    }
    run->at += step;
    return true;
}

static bool agrees_by_point(outcome *expected, outcome *got, const uint8_t *text, uint32_t size)
{
    begin(expected, text, size, 0);
    begin(got, text, size, 0);
    while (got->run.at < size) {
        while (expected->run.at < size && fold_by_point(&expected->run)) {}
        rsn_fold_plain_scalar(&got->run);
        compared++;
        if (!is_same(&expected->run, &got->run)) return false;
        if (got->run.at == size) break;
        step_over(&expected->run);
        step_over(&got->run);
    }
    return true;
}

static void test_scalar_fold(uint32_t rounds)
{
    static const char *const AROUND[][2] = {{"", ""}, {"e", "b"}, {" ", " "}, {"E", "\xC3\xA9"}, {".", "\xCC\x81"}, {"\xC3\xA9", ""}, {"e\xCC\x80", "\n"}};
    outcome expected = outcome_new(LENGTH_MOST), got = outcome_new(LENGTH_MOST);
    uint8_t text[LENGTH_MOST];
    for (size_t i = 0; i < COUNT(AROUND); i++) {
        long wrong = 0;
        for (uint32_t point = 1; point < 0x3000; point++) {
            uint32_t size = (uint32_t)strlen(AROUND[i][0]);
            memcpy(text, AROUND[i][0], size);
            size += rsn_utf8_encode(point, text + size);
            memcpy(text + size, AROUND[i][1], strlen(AROUND[i][1]));
            wrong += !agrees_by_point(&expected, &got, text, size + (uint32_t)strlen(AROUND[i][1]));
        }
        CHECK(wrong == 0, "%ld characters between « %s » and « %s » are not folded as by rsn_fold_point", wrong, AROUND[i][0], AROUND[i][1]);
    }
    random_source source = {8128};
    for (uint32_t length = 0; length < LENGTH_MOST; length++)
        for (uint32_t round = 0; round < rounds; round++) {
            write_text(&source, round % 2 ? 8 : 60, text, length);
            CHECK(agrees_by_point(&expected, &got, text, length), "text %u of %u bytes is folded as by rsn_fold_point (seed 8128)", round, length);
        }
}

/* What a few characters become, written down. */
static void test_written_down(void)
{
    static const struct {
        const char *given, *folded, *lost, *kept, *why;
        uint32_t at, letters, capitals;
    } TABLE[] = {
        {"Été", "ete", "\3\0\1", "10110", "case and accents go; one byte at the first of two", 5, 3, 1},
        {"cœur", "coeur", "\0\0\0\0\0", "11111", "two bytes for two", 5, 5, 0},
        {"Œ", "oe", "\2\2", "11", "both letters were capitals", 2, 2, 2},
        {"a…", "a...", "\0\0\0\0", "1111", "three bytes for three", 4, 1, 0},
        {"l’«", "l'\"", "\0\0\0", "110010", "signs become plain", 6, 1, 0},
        {"5€", "5€", "\0\0\0\0", "1111", "the euro stays", 4, 0, 0},
        {"a\u00A0b", "a b", "\0\0\0", "1101", "a wide blank is one", 4, 2, 0},
        {"a  b", "a ", "\0\0", "1100", "a second blank is for the caller", 2, 1, 0},
        {" a", "", "", "00", "and so is one that leads", 0, 0, 0},
        {"E\u0301t", "et", "\3\0", "1001", "the accent of a mark", 4, 2, 1},
        {"e\u0301\u0302", "e", "\1", "10000", "one mark, not two", 3, 1, 0},
        {"Ã©", "", "", "0000", "this may be é", 0, 0, 0},
        {"Ãa", "aa", "\3\0", "101", "this may not", 3, 2, 1},
        {"a\xC3", "a", "\0", "10", "a letter broken off is no letter", 1, 1, 0},
        {"a\xE2\x80", "a", "\0", "100", "nor is a sign a sign", 1, 1, 0},
        {"e\xCC!", "e", "\0", "100", "nor a mark a mark", 1, 1, 0},
        {"a\xA9", "a", "\0", "10", "what continues nothing", 1, 1, 0},
        {"\xC3\x29", "", "", "00", "é but for a bit", 0, 0, 0},
    };
    outcome got = outcome_new(64);
    for (size_t i = 0; i < COUNT(TABLE); i++) {
        begin(&got, (const uint8_t *)TABLE[i].given, (uint32_t)strlen(TABLE[i].given), 0);
        rsn_fold_plain_scalar(&got.run);
        size_t size = strlen(TABLE[i].folded);
        CHECK(got.run.written == size && memcmp(got.run.bytes, TABLE[i].folded, size) == 0 && memcmp(got.run.lost, TABLE[i].lost, size) == 0 &&
                  got.run.at == TABLE[i].at,
              "« %s »: %s", TABLE[i].given, TABLE[i].why);
        CHECK(got.run.letters == TABLE[i].letters && got.run.capitals == TABLE[i].capitals, "« %s »: letters and capitals", TABLE[i].given);
        for (size_t bit = 0; bit < strlen(TABLE[i].kept); bit++)
            CHECK((got.run.kept[0] >> bit & 1) == (uint64_t)(TABLE[i].kept[bit] - '0'), "« %s »: byte %zu", TABLE[i].given, bit);
    }
}

/* ---- validation --------------------------------------------------------------------------------------------- */

static long valid_differs(const rsn_kernels *tried, const uint8_t *bytes, size_t size)
{
    compared++;
    return tried->valid_utf8(bytes, size) != rsn_valid_utf8_scalar(bytes, size);
}

/* The sequence behind each border, once as the end of the text and once with more behind it. */
static long differs_at_borders(const rsn_kernels *tried, const guarded *memory, const uint8_t *sequence, size_t length, size_t skip)
{
    long wrong = 0;
    for (size_t b = skip % 3; b < COUNT(BORDERS); b += skip) {
        size_t size = BORDERS[b] + length;
        uint8_t *text = at_end(memory, size);
        memset(text, 'x', size - length);
        memcpy(text + BORDERS[b], sequence, length);
        wrong += valid_differs(tried, text, size);
        text = at_end(memory, 140);
        memset(text, 'x', 140);
        memcpy(text + BORDERS[b], sequence, length);
        wrong += valid_differs(tried, text, 140);
    }
    return wrong;
}

static void test_valid_sequences(uint32_t skip)
{
    static const uint8_t TAILS[] = {0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xE2, 0xFF};
    guarded memory = guarded_new(256);
    for (size_t k = 0; k < kernels_count; k++) {
        long wrong = 0;
        for (uint32_t number = 0; number < 1u << 16; number++) {
            uint8_t bytes[4] = {(uint8_t)(number >> 8), (uint8_t)number};
            wrong += differs_at_borders(kernels[k], &memory, bytes, 2, skip);
            if (number < 256) wrong += differs_at_borders(kernels[k], &memory, bytes + 1, 1, 1);
        }
        CHECK(wrong == 0, "%s: %ld sequences of one or two bytes are judged otherwise than by the scalar kernel", kernels[k]->name, wrong);
        wrong = 0;
        for (uint32_t number = 0x8000; number < 1u << 16; number++)
            for (size_t i = 0; i < COUNT(TAILS); i++) {
                uint8_t bytes[4] = {(uint8_t)(number >> 8), (uint8_t)number, TAILS[i], 0};
                wrong += differs_at_borders(kernels[k], &memory, bytes, 3, skip * 3);
                if (bytes[0] < 0xE0) continue;
                for (size_t j = 0; j < COUNT(TAILS); j++) {
                    bytes[3] = TAILS[j];
                    wrong += differs_at_borders(kernels[k], &memory, bytes, 4, skip * 5 + j % 3);
                }
            }
        CHECK(wrong == 0, "%s: %ld sequences of three or four bytes are judged otherwise than by the scalar kernel", kernels[k]->name, wrong);
    }
}

static void test_valid_everywhere(uint32_t rounds)
{
    guarded memory = guarded_new(LENGTH_MOST + ALIGNMENTS);
    random_source source = {271828};
    for (size_t k = 0; k < kernels_count; k++)
        for (uint32_t length = 0; length <= LENGTH_MOST; length++) {
            long wrong = 0;
            for (uint32_t round = 0; round < rounds * ALIGNMENTS; round++) {
                uint8_t given[LENGTH_MOST];
                write_text(&source, 1 + round % 7, given, length);
                wrong += kernels[k]->valid_utf8(given, length) != length;
                size_t size = spoil(&source, given, length);
                uint8_t *text = at_end(&memory, size);
                memcpy(text, given, size);
                wrong += valid_differs(kernels[k], text, size);
                text = memory.bytes + round % ALIGNMENTS;
                memcpy(text, given, size);
                wrong += valid_differs(kernels[k], text, size);
            }
            CHECK(wrong == 0, "%s: %ld texts of %u bytes are judged otherwise than by the scalar kernel (seed 271828)", kernels[k]->name, wrong, length);
        }
}

/* ---- the choice ------------------------------------------------------------------------------------------------ */

static ressenti_text named(const char *name)
{
    return (ressenti_text){name, strlen(name)};
}

/* Words and breaks: any bytes, every length and alignment, nothing read outside. */
static void test_word_bits(uint32_t rounds)
{
    guarded memory = guarded_new(LENGTH_MOST + ALIGNMENTS);
    random_source source = {314159};
    for (size_t k = 0; k < kernels_count; k++) {
        for (uint32_t size = 0; size <= LENGTH_MOST; size++) {
            for (uint32_t round = 0; round < rounds; round++) {
                uint64_t expected[2][LENGTH_MOST / 64 + 1] = {{0}}, got[2][LENGTH_MOST / 64 + 1] = {{0}};
                uint8_t *text = at_end(&memory, size + random_below(&source, ALIGNMENTS) * (round % 2));
                for (uint32_t i = 0; i < size; i++) text[i] = (uint8_t)(random_below(&source, 3) == 0 ? random_below(&source, 256) : ' ' + random_below(&source, 95));
                rsn_word_bits_scalar(text, size, expected[0], expected[1]);
                kernels[k]->word_bits(text, size, got[0], got[1]);
                compared++;
                if (!CHECK(memcmp(expected, got, sizeof got) == 0, "%s differs on %u bytes", kernels[k]->name, size)) return;
            }
        }
    }
}

static void test_choice(void)
{
    size_t count = 0;
    for (const rsn_kernels *one; (one = rsn_kernels_at(count)) != NULL; count++) {
        if (one->fold_plain != rsn_fold_plain_scalar && kernels_count < KERNELS_MOST) kernels[kernels_count++] = one;
        CHECK(rsn_kernels_named(named(one->name)) == one, "%s is found by its name", one->name);
    }
    CHECK(count > 0 && strcmp(rsn_kernels_at(count - 1)->name, "scalar") == 0, "scalar is always there, and the slowest");
    CHECK(rsn_kernels_best() == rsn_kernels_at(0), "the best is the first");
    char list[RSN_KERNELS_LIST_MAX];
    rsn_kernels_list(list);
    CHECK(strncmp(list, rsn_kernels_best()->name, strlen(rsn_kernels_best()->name)) == 0 && strlen(list) + 1 < sizeof list, "%s", list);
    CHECK(strcmp(list + strlen(list) - strlen("scalar"), "scalar") == 0, "%s", list);
    static const char *const UNKNOWN[] = {"", "sse2", "AVX2", "avx", "avx2 ", "scala", "scalars"};
    for (size_t i = 0; i < COUNT(UNKNOWN); i++) CHECK(rsn_kernels_named(named(UNKNOWN[i])) == NULL, "« %s » names none", UNKNOWN[i]);
    printf("best kernels: %s; %zu compared with scalar\n", rsn_kernels_best()->name, kernels_count);
}

int main(int argc, char **argv)
{
    bool is_short = argc > 1;
    uint32_t rounds = is_short ? (uint32_t)atoi(argv[1]) / 30 + 1 : 8;
    test_choice();
    test_written_down();
    test_scalar_fold(rounds);
    test_fold_everywhere(rounds);
    test_fold_characters(is_short ? 97 : 5);
    test_fold_bytes(is_short ? 97 : 5);
    test_fold_neighbours();
    test_word_bits(rounds);
    test_valid_everywhere(rounds);
    test_valid_sequences(is_short ? 7 : 1);
    printf("%ld comparisons of kernels\n", compared);
    return check_result();
}
