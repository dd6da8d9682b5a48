/* Answers in the form of a list: « + accueil, – attente », « Points positifs : le cadre ». */
#include "list.h"

#include <string.h>

#include "compiler.h"

enum { LISTED = 30, HEADING_MOST = 3, BACK_MOST = 8 };

typedef struct reader {
    const rsn_folded *folded;
    const rsn_tokens *tokens;
    const uint32_t *owner;
    rsn_constructions *found;
} reader;

static bool is_mark(const reader *in, uint32_t at, const char *marks)
{
    return at < in->tokens->count && in->tokens->items[at].kind == RSN_MARK && strchr(marks, in->tokens->items[at].mark) != NULL;
}

static bool is_kind(const reader *in, uint32_t at, uint8_t kind)
{
    return at < in->tokens->count && in->tokens->items[at].kind == kind;
}

static bool is_one_of(const reader *in, uint32_t at, const char *const *words, size_t count)
{
    for (size_t i = 0; at < in->tokens->count && i < count; i++)
        if (rsn_token_is(in->folded, &in->tokens->items[at], words[i])) return true;
    return false;
}

static bool begins_line(const reader *in, uint32_t at)
{
    return at == 0 || (in->tokens->items[at].flags & RSN_TOKEN_LINE_START) || is_mark(in, at - 1, ",;:.!-");
}

/* « + cadre » or « les + : », unlike « 15 € + 5 € » and « vestiaire + parking ». */
static bool opens_list(const reader *in, uint32_t at)
{
    if (!is_mark(in, at, "+")) return false;
    bool is_heading = is_mark(in, at + 1, ":");
    return is_heading || (begins_line(in, at) && is_kind(in, at + 1, RSN_WORD));
}

/* « choix –, prix + »: the sign stands behind. */
static bool closes_list(const reader *in, uint32_t at)
{
    bool is_last = at + 1 == in->tokens->count || is_mark(in, at + 1, ",;.!");
    return is_mark(in, at, "+") && is_last && at > 0 && is_kind(in, at - 1, RSN_WORD);
}

static void list(const reader *in, uint32_t at, int32_t sign)
{
    static const ressenti_text PRAISED = {"liste : pour", 12}, BLAMED = {"liste : contre", 14};
    bool is_last = in->found->count > 0 && in->found->items[in->found->count - 1].tokens.begin >= at;
    if (!is_kind(in, at, RSN_WORD) || in->owner[at] != 0 || is_last) return;
    in->found->items[in->found->count++] = (rsn_construction){sign > 0 ? PRAISED : BLAMED, {at, at + 1}, sign * LISTED};
}

/* ---- signs before and behind ----------------------------------------------------------------- */

static int32_t sign_at(const reader *in, uint32_t at)
{
    return is_mark(in, at, "+") ? 1 : is_mark(in, at, "-") ? -1 : 0;
}

static void read_signs_before(const reader *in)
{
    for (uint32_t at = 0; at + 1 < in->tokens->count; at++)
        if (sign_at(in, at) != 0) list(in, at + 1, sign_at(in, at));
}

/* The first word of the thing in front of a sign. */
static void read_signs_behind(const reader *in)
{
    for (uint32_t at = 1; at < in->tokens->count; at++) {
        uint32_t first = at;
        if (sign_at(in, at) == 0) continue;
        while (first > 0 && at - first < BACK_MOST && is_kind(in, first - 1, RSN_WORD)) first--;
        if (first < at) list(in, first, sign_at(in, at));
    }
}

/* ---- headings -------------------------------------------------------------------------------------- */

/* 1 or -1 for the last word of a heading, before its colon. */
static int32_t heading_at(const reader *in, uint32_t at)
{
    static const char *const FOR[] = {"positif", "positifs", "positives", "fort", "forts", "plus", "avantage", "avantages", "atout", "atouts",
                                      "pour", "qualites", "aime", "bien"};
    static const char *const AGAINST[] = {"negatif", "negatifs", "negatives", "faible", "faibles", "moins", "inconvenient", "inconvenients",
                                          "bemol", "bemols", "contre", "defaut", "defauts", "ameliorer", "deplu", "manque"};
    if (!is_mark(in, at + 1, ":")) return 0;
    if (is_mark(in, at, "+") || is_one_of(in, at, FOR, RSN_COUNT(FOR))) return 1;
    return is_mark(in, at, "-") || is_one_of(in, at, AGAINST, RSN_COUNT(AGAINST)) ? -1 : 0;
}

/* A heading is short and begins its line or sentence. */
static bool stands_alone(const reader *in, uint32_t at)
{
    for (uint32_t words = 0; words <= HEADING_MOST; words++) {
        if (begins_line(in, at - words)) return true;
        if (at == words) return false;
    }
    return false;
}

static void read_headings(const reader *in)
{
    int32_t sign = 0;
    bool expects = false;
    for (uint32_t at = 0; at < in->tokens->count; at++) {
        int32_t heading = heading_at(in, at);
        if (heading != 0 && stands_alone(in, at)) {
            sign = heading;
            expects = true;
            at++;
        } else if (is_mark(in, at, ",")) {
            expects = true;
        } else if (is_mark(in, at, ".!?;")) {
            sign = 0;
        } else if (sign != 0 && expects && is_kind(in, at, RSN_WORD)) {
            list(in, at, sign);
            expects = false;
        }
    }
}

ressenti_status rsn_read_list(rsn_arena *arena, const rsn_folded *folded, const rsn_tokens *tokens, const uint32_t *owner,
                              rsn_constructions *found)
{
    reader in = {folded, tokens, owner, found};
    bool has_before = false, has_behind = false, has_heading = false;
    found->count = 0;
    found->items = rsn_arena_take(arena, (size_t)tokens->count + 1, sizeof *found->items);
    if (found->items == NULL) return RESSENTI_NO_MEMORY;
    for (uint32_t at = 0; at < tokens->count; at++) {
        has_heading = has_heading || (heading_at(&in, at) != 0 && stands_alone(&in, at));
        has_before = has_before || opens_list(&in, at);
        has_behind = has_behind || closes_list(&in, at);
    }
    if (has_heading) read_headings(&in);
    else if (has_before) read_signs_before(&in);
    else if (has_behind) read_signs_behind(&in);
    return RESSENTI_OK;
}
