/* Words, numbers, symbols and punctuation of a folded text. */
#include "tokenize.h"

#include <string.h>

#include "failure.h"
#include "fold.h"
#include "hash.h"
#include "word_runs.h"

static bool is_digit(uint8_t byte)
{
    return byte >= '0' && byte <= '9';
}

static uint32_t end_of_number(const rsn_folded *folded, uint32_t at)
{
    while (is_digit(folded->bytes[at])) at++;
    bool has_decimals = (folded->bytes[at] == ',' || folded->bytes[at] == '.') && is_digit(folded->bytes[at + 1]);
    if (has_decimals)
        for (at++; is_digit(folded->bytes[at]);) at++;
    return at;
}

static uint32_t end_of_symbol(const rsn_folded *folded, uint32_t at)
{
    at++;
    while ((folded->bytes[at] & 0xC0) == 0x80) at++;
    return at;
}

static bool is_eyes(uint8_t byte)
{
    return byte == ':' || byte == ';' || byte == '=' || byte == '<' || byte == '^';
}

/* Eyes, an optional nose, a mouth, perhaps drawn out: `:-)))`.  Returns its end, `at` when there is
 * none, and in `*core_end` the end of the first mouth.  The lexicon decides whether it is an emoticon. */
static uint32_t end_of_face(const rsn_folded *folded, uint32_t at, uint32_t *core_end)
{
    const char *noses = "-'o_^", *mouths = ")(]d[p/\\|*3$c>^x";
    enum { DRAWN_OUT_MOST = 64 };         /* ^ is eye and mouth: of a long run each would look to its end */
    const uint8_t *bytes = folded->bytes; /* a NUL ends them */
    uint32_t end = at + 1;
    if (!is_eyes(bytes[at])) return at;
    if (bytes[end] != 0 && strchr(noses, bytes[end]) != NULL && bytes[end + 1] != 0 &&
        strchr(mouths, bytes[end + 1]) != NULL)
        end++;
    uint8_t mouth = bytes[end];
    if (mouth == 0 || strchr(mouths, mouth) == NULL || (mouth == '3' && bytes[at] != '<')) return at;
    *core_end = ++end;
    while (bytes[end] == mouth && (mouth != bytes[at] || end - at <= DRAWN_OUT_MOST)) end++;
    if (mouth == bytes[at] && end - at > DRAWN_OUT_MOST) return at;
    bool is_link = mouth == '/' && end > *core_end; /* http:// */
    return is_link || rsn_is_word_byte(bytes[end]) ? at : end;
}

static bool has_letters(const rsn_folded *folded, uint32_t begin, uint32_t end, uint32_t least)
{
    uint32_t letters = 0;
    for (uint32_t i = begin; i < end; i++) letters += !is_digit(folded->bytes[i]);
    return letters >= least;
}

/* A bit in each of eight bytes. */
#define EACH(bit) (0x0101010101010101u * (bit))

enum {
    LETTER_BIT = 0x40, /* set in letters, not in digits           */
    SMALL_BITS = 0x60  /* both are set in small letters only     */
};

static uint64_t first_bytes(uint32_t count)
{
    return count < 8 ? ((uint64_t)1 << 8 * count) - 1 : UINT64_MAX;
}

/* What is in the bytes of a word, eight at a time: behind a folded text there are as many NULs. */
static uint8_t letter_flags(const rsn_folded *folded, uint32_t begin, uint32_t end)
{
    uint64_t lost = 0, small = 0, no_letters = 0;
    for (uint32_t at = begin; at < end; at += 8) {
        uint64_t mask = first_bytes(end - at), bytes = rsn_load_eight(folded->bytes + at), here = rsn_load_eight(folded->lost + at) & mask;
        lost |= here;
        no_letters |= ~bytes & EACH(LETTER_BIT) & mask;
        small |= (bytes & EACH(LETTER_BIT) & mask) / LETTER_BIT & ~(here / RSN_LOST_CAPITAL);
    }
    uint32_t flags = 0;
    if (lost & EACH(RSN_LOST_ACCENT)) flags |= RSN_TOKEN_ACCENTED;
    if (lost & EACH(RSN_LOST_REPEAT)) flags |= RSN_TOKEN_REPEATED;
    if (small == 0 && (lost & EACH(RSN_LOST_CAPITAL)) && has_letters(folded, begin, end, 3)) flags |= RSN_TOKEN_CAPITALS;
    if (no_letters != 0) flags |= RSN_TOKEN_DIGITS;
    if (folded->lost[begin] & RSN_LOST_CAPITAL) flags |= RSN_TOKEN_CAPITAL;
    return (uint8_t)flags;
}

/* Field by field to its place: a struct that is put together and copied waits for its own stores. */
static inline uint32_t put_token(rsn_token *token, uint32_t begin, uint32_t end, uint64_t hash, uint8_t kind, uint8_t flags, uint8_t mark)
{
    token->begin = begin;
    token->end = end;
    token->hash = hash;
    token->kind = kind;
    token->flags = flags;
    token->mark = mark;
    token->class = RSN_CLASS_NONE;
    token->clause = 0;
    return end;
}

/* What stands at `begin`, with `flags` of what stands before it; returns where it ends. */
static uint32_t take_token(const rsn_folded *folded, uint32_t begin, uint8_t flags, rsn_token *token)
{
    uint8_t byte = folded->bytes[begin], kind = RSN_MARK, mark = 0;
    uint32_t core_end = begin, end;
    if (rsn_is_word_byte(byte) && !is_digit(byte)) {
        kind = RSN_WORD;
        end = rsn_end_of_word(folded, begin);
        flags |= letter_flags(folded, begin, end);
    } else if (is_digit(byte)) {
        kind = RSN_NUMBER;
        end = end_of_number(folded, begin);
    } else if (byte >= 0x80) {
        kind = RSN_SYMBOL;
        end = end_of_symbol(folded, begin);
    } else if ((end = end_of_face(folded, begin, &core_end)) > begin) {
        kind = RSN_FACE;
    } else {
        mark = byte;
        end = begin + 1;
    }
    if (kind != RSN_FACE) core_end = end;
    return put_token(token, begin, end, rsn_hash_padded(folded->bytes + begin, core_end - begin), kind, flags, mark);
}

/* Apostrophes and hyphens join the words around them; alone they are marks of their own. */
static bool is_joint(const rsn_folded *folded, uint32_t at)
{
    return (folded->bytes[at] == '\'' || folded->bytes[at] == '-') && at > 0 && at + 1 < folded->size &&
           rsn_is_word_byte(folded->bytes[at - 1]) && rsn_is_word_byte(folded->bytes[at + 1]);
}

/* A text being cut: behind `at`, the next token goes to `next`. */
typedef struct cutter {
    const rsn_folded *folded;
    rsn_token *next;
    uint32_t at;
    uint8_t pending; /* RSN_TOKEN_*: what stands before the next token */
} cutter;

/* Whatever stands there, up to `until`, and to the end of the last token. */
static void cut_anything(cutter *in, uint32_t until)
{
    const rsn_folded *folded = in->folded;
    while (in->at < until) {
        uint8_t byte = folded->bytes[in->at];
        if (byte == ' ' || (byte == '\'' && !is_joint(folded, in->at))) {
            in->at++;
        } else if (byte == '\n') {
            in->pending = RSN_TOKEN_LINE_START;
            in->at++;
        } else if (is_joint(folded, in->at)) {
            in->pending = RSN_TOKEN_JOINED;
            in->at++;
        } else {
            in->at = take_token(folded, in->at, in->pending, in->next++);
            in->pending = 0;
        }
    }
}

/* Is a byte of these no letter?  Underscores and digits are none. */
static bool has_others(uint64_t bytes, uint64_t mask)
{
    return (~bytes & EACH(SMALL_BITS) & mask) != 0;
}

/* Up to fifteen letters, which are most words: two looks at them are enough.  The hash is that of rsn_hash_padded. */
static bool cut_letters(cutter *in, uint32_t begin, uint32_t size)
{
    const uint8_t *letters = in->folded->bytes + begin, *lost = in->folded->lost + begin;
    uint64_t mask = first_bytes(size), bytes = rsn_load_eight(letters) & mask, changed = rsn_load_eight(lost) & mask, hash = rsn_hash_mix(size ^ bytes);
    if (size > 15 || has_others(bytes, mask)) return false;
    if (size >= 8) {
        uint64_t rest = first_bytes(size - 8), more = rsn_load_eight(letters + 8) & rest;
        if (has_others(more, rest)) return false;
        changed |= rsn_load_eight(lost + 8) & rest;
        hash = rsn_hash_mix(hash ^ more);
    }
    if (changed != 0) in->pending |= letter_flags(in->folded, begin, begin + size);
    in->at = put_token(in->next++, begin, begin + size, hash, RSN_WORD, in->pending, 0);
    in->pending = 0;
    return true;
}

/* A run of letters, digits and underscores, and what stands before it: most often one blank. */
static void cut_run(cutter *in, uint32_t begin, uint32_t size)
{
    in->at += in->at + 1 == begin && in->folded->bytes[in->at] == ' ';
    if (in->at < begin) cut_anything(in, begin);
    if (in->at > begin || !cut_letters(in, begin, size)) cut_anything(in, begin + size);
}

ressenti_status rsn_tokenize(rsn_arena *arena, const rsn_kernels *kernels, const rsn_folded *folded, rsn_tokens *tokens)
{
    uint32_t blocks = (folded->size + 63) / 64;
    uint64_t *words = rsn_arena_take(arena, 2 * ((size_t)blocks + 1), sizeof *words), before = 0;
    cutter in = {folded, rsn_arena_take(arena, (size_t)folded->size + 1, sizeof *tokens->items), 0, RSN_TOKEN_LINE_START};
    *tokens = (rsn_tokens){in.next, 0};
    if (words == NULL || tokens->items == NULL) return RESSENTI_NO_MEMORY;
    kernels->word_bits(folded->bytes, folded->size, words, words + blocks + 1);
    words[blocks] = 0;
    for (uint32_t block = 0; block < blocks; block++)
        for (uint64_t begins = rsn_runs_beginning(words[block], &before); begins != 0; begins &= begins - 1) {
            uint32_t bit = rsn_lowest_bit(begins);
            cut_run(&in, block * 64 + bit, rsn_run_size(words, block, bit));
        }
    cut_anything(&in, folded->size);
    tokens->count = (uint32_t)(in.next - tokens->items);
    return RESSENTI_OK;
}

/* The first token that ends after `byte`. */
static uint32_t token_after(const rsn_tokens *tokens, uint32_t byte)
{
    uint32_t low = 0, high = tokens->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (tokens->items[middle].end <= byte)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

rsn_span rsn_tokens_of(const rsn_tokens *tokens, rsn_span bytes)
{
    rsn_span span = {token_after(tokens, bytes.begin), 0};
    span.end = span.begin;
    while (span.end < tokens->count && tokens->items[span.end].begin < bytes.end) span.end++;
    return span;
}
