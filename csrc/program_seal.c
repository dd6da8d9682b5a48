/* Regular expressions of the plain kind as small backtracking programs: finishing touches. */
#include <string.h>

#include "compiler.h"
#include "failure.h"
#include "program_draft.h"

enum { SWITCH_MIN = 8, SWITCH_MAX = 512 };

/* ---- where a match can begin ------------------------------------------------------------------------ */

/* Adds the bytes with which the program from `at` on can begin; false: it can begin with nothing.
 * `steps` bounds the work: paths through many choices may be many, and everything is a sound answer. */
static bool add_first(const rsn_program_draft *program, uint32_t at, rsn_byte_set *first, uint32_t *steps)
{
    bool is_sure = true; /* none of the branches so far can be empty */
    for (;;) {
        const rsn_instruction *instruction = &RSN_AT(&program->instructions, rsn_instruction, at);
        if (++*steps > RSN_PROGRAM_MAX) return false;
        switch ((rsn_operation)instruction->operation) {
        case RSN_OP_BYTE: rsn_set_add(first, instruction->mode, instruction->mode); return is_sure;
        case RSN_OP_STRING: rsn_set_add(first, rsn_string_bytes(instruction)[0], rsn_string_bytes(instruction)[0]); return is_sure;
        case RSN_OP_SET:
        case RSN_OP_REPEAT:
            for (int i = 0; i < 4; i++) first->bits[i] |= RSN_AT(&program->sets, rsn_byte_set, instruction->set).bits[i];
            if (instruction->operation == RSN_OP_SET || instruction->to.times.least > 0) return is_sure;
            at++;
            break;
        case RSN_OP_SPLIT:
        case RSN_OP_RATHER:
            is_sure = add_first(program, at + 1, first, steps) && is_sure;
            at += (uint32_t)instruction->to.jump;
            break;
        case RSN_OP_ATOMIC:
            if (add_first(program, at + 1, first, steps)) return is_sure;
            at += (uint32_t)instruction->to.jump; /* what may be empty lets the next one begin */
            break;
        case RSN_OP_JUMP:
        case RSN_OP_AHEAD: at += (uint32_t)instruction->to.jump; break;
        case RSN_OP_ALL:
            (void)add_first(program, at + 1, first, steps);
            at += (uint32_t)instruction->to.jump;
            break;
        case RSN_OP_BEHIND:
        case RSN_OP_BORDER:
        case RSN_OP_BEGIN:
        case RSN_OP_ACCENTS:
        case RSN_OP_NOUN:
        case RSN_OP_MARK:
        case RSN_OP_KEEP: at++; break;
        case RSN_OP_END:
        case RSN_OP_ACCEPT: return false;
        }
    }
}

/* ---- many branches ------------------------------------------------------------------------------------ */

enum { ENTRY_WORDS = RSN_SWITCH_END / 64 + 1 };

/* One choice: where its branches start, and the entries of a switch at which each can go on, a bit for each. */
typedef struct branches {
    uint32_t count, start[SWITCH_MAX];
    uint64_t entries[SWITCH_MAX][ENTRY_WORDS];
} branches;

/* A split whose jump leads to a split is one choice among all their branches. */
static void collect_branches(const rsn_program_draft *program, uint32_t at, branches *found)
{
    const rsn_instruction *instructions = program->instructions.items;
    found->count = 0;
    for (;;) {
        bool goes_on = instructions[at].operation == RSN_OP_SPLIT && found->count + 1 < SWITCH_MAX;
        found->start[found->count++] = goes_on ? at + 1 : at;
        if (!goes_on) return;
        at += (uint32_t)instructions[at].to.jump;
    }
}

/* With one of its first bytes, or with anything when it may be empty. */
static void find_entries(const rsn_program_draft *program, uint32_t start, uint64_t entries[ENTRY_WORDS])
{
    rsn_byte_set first = {{0}};
    uint32_t steps = 0;
    bool may_be_empty = !add_first(program, start, &first, &steps);
    bool goes_beyond = may_be_empty || (first.bits[2] | first.bits[3]) != 0;
    entries[0] = may_be_empty ? UINT64_MAX : first.bits[0];
    entries[1] = may_be_empty ? UINT64_MAX : first.bits[1];
    entries[2] = (uint64_t)goes_beyond << (RSN_SWITCH_BEYOND % 64) | (uint64_t)may_be_empty << (RSN_SWITCH_END % 64);
}

/* Counts the entries of all branches, or with `targets` puts each branch down at its own, in their order. */
static void enter(const branches *found, uint32_t *at_entry, uint16_t *targets)
{
    for (uint32_t branch = 0; branch < found->count; branch++)
        for (uint32_t word = 0; word < ENTRY_WORDS; word++)
            for (uint64_t bits = found->entries[branch][word]; bits != 0; bits &= bits - 1) {
                uint32_t at = at_entry[word * 64 + rsn_lowest_bit(bits)]++;
                if (targets != NULL) targets[at] = (uint16_t)found->start[branch];
            }
}

/* A counting sort: how many targets each entry has, where they begin, then the targets. */
static ressenti_status add_switch(rsn_program_draft *program, branches *found)
{
    uint32_t at_entry[ENTRY_WORDS * 64] = {0}, total = (uint32_t)program->targets.count;
    rsn_switch *made = rsn_array_push(&program->memory, &program->switches);
    if (made == NULL) return RESSENTI_NO_MEMORY;
    for (uint32_t i = 0; i < found->count; i++) find_entries(program, found->start[i], found->entries[i]);
    enter(found, at_entry, NULL);
    for (uint32_t entry = 0; entry <= RSN_SWITCH_END; entry++) {
        uint32_t count = at_entry[entry];
        made->begin[entry] = (uint16_t)total;
        at_entry[entry] = total;
        total += count;
    }
    made->begin[RSN_SWITCH_END + 1] = (uint16_t)total;
    if (!rsn_array_reserve(&program->memory, &program->targets, total - program->targets.count)) return RESSENTI_NO_MEMORY;
    enter(found, at_entry, program->targets.items);
    program->targets.count = total;
    return RESSENTI_OK;
}

static ressenti_status add_switches(rsn_program_draft *program)
{
    branches found;
    for (uint32_t at = 0; at < program->instructions.count; at++) {
        rsn_instruction *instruction = &RSN_AT(&program->instructions, rsn_instruction, at);
        if (instruction->operation != RSN_OP_SPLIT || instruction->mode == 1) continue;
        collect_branches(program, at, &found);
        for (uint32_t i = 1; i + 1 < found.count; i++) /* what a head serves needs no switch of its own */
            RSN_AT(&program->instructions, rsn_instruction, found.start[i] - 1).mode = 1;
        bool has_room = program->targets.count + (size_t)found.count * (RSN_SWITCH_END + 1) < UINT16_MAX;
        if (found.count < SWITCH_MIN || !has_room) continue;
        RSN_TRY(add_switch(program, &found));
        instruction->set = (uint16_t)program->switches.count;
    }
    return RESSENTI_OK;
}

/* ---- runs that give nothing back ---------------------------------------------------------------------------- */

/* \b behind a run of word bytes: it stands at the end of the run or nowhere in it. */
static bool ends_at_border(const rsn_instruction *run, const rsn_byte_set *set)
{
    const rsn_instruction *next = run + 1;
    bool has_no_end = run->to.times.least > 0 && run->to.times.most == RSN_REPEAT_FOREVER;
    return has_no_end && rsn_set_has_only_words(set) && next->operation == RSN_OP_BORDER && next->mode == 0;
}

/* What follows must begin with a byte that the run does not take: giving bytes back cannot help. */
static bool excludes_what_follows(const rsn_program_draft *program, uint32_t at, const rsn_byte_set *set)
{
    rsn_byte_set next = {{0}};
    uint32_t steps = 0;
    if (!add_first(program, at + 1, &next, &steps)) return false;
    for (int i = 0; i < 4; i++)
        if (next.bits[i] & set->bits[i]) return false;
    return true;
}

static void make_possessive(rsn_program_draft *program)
{
    for (uint32_t at = 0; at < program->instructions.count; at++) {
        rsn_instruction *instruction = &RSN_AT(&program->instructions, rsn_instruction, at);
        if (instruction->operation != RSN_OP_REPEAT || instruction->mode != RSN_GREEDY) continue;
        const rsn_byte_set *set = &RSN_AT(&program->sets, rsn_byte_set, instruction->set);
        if (excludes_what_follows(program, at, set) || ends_at_border(instruction, set)) instruction->mode = RSN_POSSESSIVE;
    }
}

/* ---- the finished program ------------------------------------------------------------------------------ */

static void find_start(const rsn_program_draft *made, rsn_program *program)
{
    uint32_t steps = 0, at = 0;
    const rsn_instruction *first = program->instructions;
    program->starts_words = first->operation == RSN_OP_BEHIND && first->mode == 1 &&
                            memcmp(&program->sets[first->set], &RSN_REGEX_WORDS, sizeof RSN_REGEX_WORDS) == 0;
    while (first[at].operation == RSN_OP_BEHIND || first[at].operation == RSN_OP_BORDER) at++;
    program->starts_text = first[at].operation == RSN_OP_BEGIN;
    if (!add_first(made, 0, &program->first, &steps)) memset(&program->first, 0xFF, sizeof program->first);
}

static size_t array_size(const rsn_array *array)
{
    size_t size = array->count * array->element_size;
    return (size + 7) / 8 * 8;
}

/* Copies an array behind what the block holds already. */
static const void *place(char **end, const rsn_array *array)
{
    const void *begin = *end;
    if (array->count > 0) memcpy(*end, array->items, array->count * array->element_size);
    *end += array_size(array);
    return begin;
}

/* PCRE2 refuses such an expression, and can say so. */
static bool may_match_nothing(const rsn_program_draft *made)
{
    rsn_byte_set first = {{0}};
    uint32_t steps = 0;
    return !add_first(made, 0, &first, &steps) && steps <= RSN_PROGRAM_MAX;
}

ressenti_status rsn_program_seal(rsn_program_draft *made, rsn_program **program)
{
    if (may_match_nothing(made)) return RESSENTI_OK;
    make_possessive(made);
    RSN_TRY(add_switches(made));
    size_t size = sizeof(rsn_program) + array_size(&made->sets) + array_size(&made->instructions) +
                  array_size(&made->switches) + array_size(&made->targets) + array_size(&made->demands);
    rsn_program *sealed = rsn_allocate(&made->memory, size);
    if (sealed == NULL) return RESSENTI_NO_MEMORY;
    memset(sealed, 0, sizeof *sealed); /* the rest is written over */
    char *end = (char *)(sealed + 1);
    sealed->memory = made->memory;
    sealed->block_size = size;
    sealed->instruction_count = (uint32_t)made->instructions.count;
    sealed->instructions = place(&end, &made->instructions); /* the first of them are read by every try */
    sealed->sets = place(&end, &made->sets);
    sealed->switches = place(&end, &made->switches);
    sealed->targets = place(&end, &made->targets);
    sealed->demands = place(&end, &made->demands);
    find_start(made, sealed);
    *program = sealed;
    return RESSENTI_OK;
}
