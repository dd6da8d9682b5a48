/* How the words begin that a program may read from one of its instructions on: all its ways are walked, a few bytes far. */
#include "spelling.h"

#include <string.h>

#include "compiler.h"

enum { STEPS_MAX = 4000, SET_MAX = 10 };

/* Most differ in their first byte: no call pays for that. */
static bool covers(const rsn_literal *shorter, const rsn_literal *longer)
{
    uint32_t same = 0;
    while (same < shorter->size && shorter->bytes[same] == longer->bytes[same]) same++;
    return same == shorter->size; /* behind its bytes a literal is NUL, so a shorter one is not covered */
}

bool rsn_need_add(rsn_need *need, const rsn_literal *literal)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < need->count; i++)
        if (covers(&need->items[i], literal)) return true;
    for (uint32_t i = 0; i < need->count; i++)
        if (!covers(literal, &need->items[i])) need->items[kept++] = need->items[i];
    need->count = kept;
    if (kept == RSN_PACK_NEED_MAX) return false;
    need->items[need->count++] = *literal;
    return true;
}

static bool is_full(const rsn_spelling *in, const rsn_literal *so_far)
{
    return so_far->size == in->bytes_most;
}

/* The word may go on behind these bytes. */
static bool add_beginning(rsn_spelling *in, const rsn_literal *so_far)
{
    return so_far->size > 0 && rsn_need_add(in->need, so_far);
}

/* The word ends behind these bytes. */
static bool add_word(rsn_spelling *in, rsn_literal so_far)
{
    if (so_far.size == 0) return false;
    if (!is_full(in, &so_far)) so_far.bytes[so_far.size++] = RSN_PACK_WORD_END;
    return rsn_need_add(in->need, &so_far);
}

static bool spell(rsn_spelling *in, uint32_t at, rsn_literal so_far);

/* One byte further.  1: go on, 0: the literal is complete and added, -1: it cannot be told. */
static int take_byte(rsn_spelling *in, rsn_literal *so_far, uint8_t byte)
{
    if (!rsn_is_regex_word(byte)) return add_word(in, *so_far) ? 0 : -1;
    if (!rsn_is_word_byte(byte)) return add_beginning(in, so_far) ? 0 : -1; /* capitals and underscores: not in folded words */
    so_far->bytes[so_far->size++] = (char)byte;
    if (!is_full(in, so_far)) return 1;
    return add_beginning(in, so_far) ? 0 : -1;
}

static int take_bytes(rsn_spelling *in, rsn_literal *so_far, const rsn_instruction *instruction, uint32_t skip)
{
    if (instruction->operation == RSN_OP_BYTE) return take_byte(in, so_far, instruction->mode);
    for (uint32_t i = skip; i < instruction->mode; i++) {
        int taken = take_byte(in, so_far, rsn_string_bytes(instruction)[i]);
        if (taken != 1) return taken;
    }
    return 1;
}

/* As far as it matters. */
static uint32_t count_members(const rsn_byte_set *set)
{
    uint32_t members = 0;
    for (uint32_t word = 0; word < RSN_COUNT(set->bits); word++)
        for (uint64_t bits = set->bits[word]; bits != 0 && members <= SET_MAX; bits &= bits - 1) members++;
    return members;
}

static bool spell_member(rsn_spelling *in, uint32_t at, uint8_t byte, bool ends, rsn_literal so_far)
{
    int taken = take_byte(in, &so_far, byte);
    if (taken < 0) return false;
    return taken == 0 || (ends ? add_beginning(in, &so_far) : spell(in, at + 1, so_far));
}

/* Each byte of a small set, then what follows; `ends` when more of them may follow. */
static bool spell_members(rsn_spelling *in, uint32_t at, const rsn_byte_set *set, bool ends, rsn_literal so_far)
{
    for (uint32_t word = 0; word < RSN_COUNT(set->bits); word++)
        for (uint64_t bits = set->bits[word]; bits != 0; bits &= bits - 1)
            if (!spell_member(in, at, (uint8_t)(word * 64 + rsn_lowest_bit(bits)), ends, so_far)) return false;
    return true;
}

static bool spell_set(rsn_spelling *in, uint32_t at, rsn_literal so_far)
{
    const rsn_instruction *instruction = &in->program->instructions[at];
    const rsn_byte_set *set = &in->program->sets[instruction->set];
    bool is_repeat = instruction->operation == RSN_OP_REPEAT;
    uint32_t least = is_repeat ? instruction->to.times.least : 1, most = is_repeat ? instruction->to.times.most : 1;
    bool can_skip = least == 0, is_joined = can_skip && at < in->joined_until;
    if (!rsn_set_has_word(set)) { /* the word ends, or what may stand here does not */
        if (!is_joined && !add_word(in, so_far)) return false;
        return !can_skip || spell(in, at + 1, so_far);
    }
    uint32_t members = count_members(set);
    if (so_far.size > 0 && (members > 1 || least != most)) return add_beginning(in, &so_far);
    if (members > SET_MAX || (can_skip && !spell(in, at + 1, so_far))) return false;
    return spell_members(in, at, set, most > 1, so_far);
}

/* (?!\w) */
static bool forbids_word_ahead(const rsn_program *program, uint32_t at)
{
    const rsn_instruction *code = &program->instructions[at];
    return code[0].mode == 1 && code[1].operation == RSN_OP_SET && rsn_set_has_all_words(&program->sets[code[1].set]) &&
           code[2].operation == RSN_OP_ACCEPT;
}

static bool spell(rsn_spelling *in, uint32_t at, rsn_literal so_far)
{
    for (;;) {
        const rsn_instruction *instruction = &in->program->instructions[at];
        bool may_begin = so_far.size > 0 || in->is_border || in->arrivals[at].is_border;
        if (++in->steps > STEPS_MAX) return false;
        switch ((rsn_operation)instruction->operation) {
        case RSN_OP_BYTE:
        case RSN_OP_STRING: {
            int taken = may_begin ? take_bytes(in, &so_far, instruction, 0) : -1;
            if (taken != 1) return taken == 0;
            at++;
            break;
        }
        case RSN_OP_SET:
        case RSN_OP_REPEAT: return may_begin && spell_set(in, at, so_far);
        case RSN_OP_SPLIT:
        case RSN_OP_RATHER:
            if (!spell(in, at + 1, so_far)) return false;
            at += (uint32_t)instruction->to.jump;
            break;
        case RSN_OP_AHEAD:
            if (so_far.size > 0 && forbids_word_ahead(in->program, at)) return add_word(in, so_far);
            at += (uint32_t)instruction->to.jump;
            break;
        case RSN_OP_JUMP: at += (uint32_t)instruction->to.jump; break;
        case RSN_OP_BORDER:
            if (so_far.size > 0 && instruction->mode == 0) return add_word(in, so_far);
            at++;
            break;
        case RSN_OP_ATOMIC:
        case RSN_OP_BEHIND:
        case RSN_OP_BEGIN:
        case RSN_OP_ACCENTS:
        case RSN_OP_NOUN:
        case RSN_OP_MARK:
        case RSN_OP_KEEP: at++; break;
        case RSN_OP_ACCEPT:
            if (in->resume[at] == 0) return add_beginning(in, &so_far);
            at = in->resume[at];
            break;
        case RSN_OP_ALL:
        case RSN_OP_END: return add_beginning(in, &so_far);
        }
    }
}

bool rsn_spell(rsn_spelling *spelling, uint32_t at, uint32_t skip)
{
    rsn_literal so_far = {.size = 0};
    if (skip == 0) return spell(spelling, at, so_far);
    int taken = take_bytes(spelling, &so_far, &spelling->program->instructions[at], skip);
    return taken == 1 ? spell(spelling, at + 1, so_far) : taken == 0;
}
