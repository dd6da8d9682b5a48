/* Sentence and clause borders: punctuation, ends of lines, mais, malgré, donc. */
#include "clause.h"

#include <string.h>

#include "failure.h"
#include "ressenti_build.h"

static bool ends_sentence(const rsn_token *token)
{
    return token->kind == RSN_MARK && strchr(".!?;", token->mark) != NULL;
}

static bool ends_clause(const rsn_token *token)
{
    return token->kind == RSN_MARK && strchr(".!?;,:()-", token->mark) != NULL;
}

/* The clause flags of the connective that begins at this token; 0 when none that opens a clause does. */
static uint32_t opening(const rsn_readings *readings, uint32_t at, bool *is_break)
{
    const rsn_reading *reading = rsn_reading_with(readings, at, RSN_HAS_CONNECTIVE);
    *is_break = reading != NULL && reading->tokens.begin == at;
    if (!*is_break) return 0;
    switch (reading->word->connective) {
    case RESSENTI_CONNECTIVE_CONTRAST: return RSN_CLAUSE_CONTRAST;
    case RESSENTI_CONNECTIVE_CONCESSION: return RSN_CLAUSE_CONCESSION;
    default: return 0;
    }
}

/* « Au début, tout allait bien, mais … »: what is conceded goes on behind the comma, up to the next connective. */
static uint32_t carried(const rsn_clauses *clauses, const rsn_tokens *tokens, const rsn_readings *readings, uint32_t sentence)
{
    if (clauses->count == 0) return 0;
    const rsn_clause *last = &clauses->items[clauses->count - 1];
    if (!(last->flags & RSN_CLAUSE_CONCESSION) || last->sentence != sentence) return 0;
    const rsn_reading *reading = rsn_reading_with(readings, last->tokens.begin, RSN_HAS_CONNECTIVE);
    bool is_alone = reading != NULL && last->tokens.end == reading->tokens.end + 1;
    bool goes_on = reading == NULL || (last->flags & RSN_CLAUSE_CARRIED);
    bool is_comma = tokens->items[last->tokens.end - 1].kind == RSN_MARK && tokens->items[last->tokens.end - 1].mark == ',';
    return is_comma && (is_alone || goes_on) ? RSN_CLAUSE_CONCESSION | RSN_CLAUSE_CARRIED : 0;
}

static void close_clause(rsn_clauses *clauses, const rsn_tokens *tokens, rsn_clause *open, uint32_t end)
{
    if (open->tokens.begin == end) return;
    open->tokens.end = end;
    open->bytes = (rsn_span){tokens->items[open->tokens.begin].begin, tokens->items[end - 1].end};
    for (uint32_t i = open->tokens.begin; i < end; i++) tokens->items[i].clause = clauses->count;
    clauses->items[clauses->count++] = *open;
    *open = (rsn_clause){.tokens = {end, end}, .sentence = open->sentence};
}

/* A question mark asks the whole sentence. */
static void ask_sentence(rsn_clauses *clauses, uint32_t sentence)
{
    for (uint32_t i = clauses->count; i-- > 0 && clauses->items[i].sentence == sentence;)
        clauses->items[i].flags |= RSN_CLAUSE_QUESTION;
}

ressenti_status rsn_find_clauses(rsn_arena *arena, rsn_tokens *tokens, const rsn_readings *readings, rsn_clauses *clauses)
{
    rsn_clause open = {.flags = 0};
    clauses->count = 0;
    clauses->items = rsn_arena_take(arena, (size_t)tokens->count + 1, sizeof *clauses->items);
    if (clauses->items == NULL) return RESSENTI_NO_MEMORY;
    for (uint32_t at = 0; at < tokens->count; at++) {
        const rsn_token *token = &tokens->items[at];
        bool is_break = false;
        uint32_t flags = opening(readings, at, &is_break);
        if (is_break || (token->flags & RSN_TOKEN_LINE_START)) close_clause(clauses, tokens, &open, at);
        if (token->flags & RSN_TOKEN_LINE_START) open.sentence++;
        if (open.tokens.begin == at && !is_break) open.flags |= carried(clauses, tokens, readings, open.sentence);
        open.flags |= flags;
        if (!ends_clause(token)) continue;
        if (token->mark == '!') open.flags |= RSN_CLAUSE_EXCLAIMED;
        uint32_t sentence = open.sentence;
        close_clause(clauses, tokens, &open, at + 1);
        if (token->mark == '?') ask_sentence(clauses, sentence);
        if (ends_sentence(token)) open.sentence++;
    }
    close_clause(clauses, tokens, &open, tokens->count);
    return RESSENTI_OK;
}

uint32_t rsn_clause_at(const rsn_clauses *clauses, uint32_t byte)
{
    uint32_t low = 0, high = clauses->count;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (clauses->items[middle].bytes.begin <= byte)
            low = middle;
        else
            high = middle;
    }
    return low;
}
