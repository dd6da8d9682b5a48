/* Regular expressions of the plain kind as small backtracking programs: running them. */
#include "compiler.h"
#include "hash.h"
#include "nouns.h"
#include "program_format.h"

typedef struct runner {
    const rsn_instruction *instructions;
    const rsn_byte_set *sets;
    const rsn_switch *switches;
    const uint16_t *targets;
    const char *demands;
    rsn_accents *accents;
    const uint8_t *bytes;
    uint32_t size, begin; /* begin: of the match, which \K moves */
    uint64_t steps;       /* left                                */
    uint32_t bounds[RSN_SLOT_BOUNDS];
} runner;

enum { FAILED = UINT32_MAX };

static bool is_word_at(const runner *in, uint32_t at)
{
    return at < in->size && rsn_is_regex_word(in->bytes[at]);
}

static bool is_border(const runner *in, uint32_t at)
{
    return (at > 0 && is_word_at(in, at - 1)) != is_word_at(in, at);
}

static bool stands_behind(const runner *in, const rsn_instruction *instruction, uint32_t at)
{
    bool has = at > 0 && rsn_set_has(&in->sets[instruction->set], in->bytes[at - 1]);
    return has != (instruction->mode == 1);
}

static uint32_t run(runner *in, uint32_t pc, uint32_t at);

static bool string_stands(const runner *in, const rsn_instruction *instruction, uint32_t at)
{
    const uint8_t *string = rsn_string_bytes(instruction);
    uint32_t size = instruction->mode, i = 0, left = in->size - at;
    if (left >= sizeof(uint64_t)) /* the whole instruction is read, and what is not of the string shifted out */
        return (rsn_load_eight((const uint8_t *)instruction) >> 16 ^ rsn_load_eight(in->bytes + at)) << (64 - 8 * size) == 0;
    if (size > left) return false;
    while (i < size && in->bytes[at + i] == string[i]) i++;
    return i == size;
}

/* Of many branches most fail at their first byte: seen here, without a call. */
static bool fails_at_once(const runner *in, const rsn_instruction *instruction, uint32_t at)
{
    if (instruction->operation > RSN_OP_STRING) return false;
    uint8_t first = instruction->operation == RSN_OP_BYTE ? instruction->mode : rsn_string_bytes(instruction)[0];
    return at >= in->size || in->bytes[at] != first;
}

static uint32_t run_length(const runner *in, const rsn_instruction *instruction, uint32_t at)
{
    const rsn_byte_set *set = &in->sets[instruction->set];
    uint32_t most = instruction->to.times.most == RSN_REPEAT_FOREVER ? in->size : instruction->to.times.most;
    uint32_t end = most > in->size - at ? in->size : at + most, begin = at;
    while (at < end && rsn_set_has(set, in->bytes[at])) at++;
    return at - begin;
}

static void spend(runner *in, uint32_t steps)
{
    in->steps = in->steps > steps ? in->steps - steps : 0;
}

/* A run of bytes that may be given back one by one, or taken one by one. */
static uint32_t run_repeat(runner *in, uint32_t pc, uint32_t at)
{
    const rsn_instruction *instruction = &in->instructions[pc];
    uint32_t least = instruction->to.times.least, most = run_length(in, instruction, at);
    spend(in, most);
    if (most < least) return FAILED;
    for (uint32_t i = 0; i <= most - least && in->steps > 0; i++) {
        uint32_t length = instruction->mode == RSN_GREEDY ? most - i : least + i;
        uint32_t end = run(in, pc + 1, at + length);
        if (end != FAILED) return end;
    }
    return FAILED;
}

static bool accents_agree(const runner *in, const rsn_instruction *instruction, uint32_t at)
{
    return rsn_accents_agree(in->accents, at, (ressenti_text){in->demands + instruction->to.jump, instruction->mode});
}

/* Only the branches that can go on here, in their order. */
static uint32_t run_switch(runner *in, const rsn_instruction *instruction, uint32_t at)
{
    uint32_t entry = at >= in->size ? RSN_SWITCH_END : in->bytes[at] < RSN_SWITCH_BEYOND ? in->bytes[at] : RSN_SWITCH_BEYOND;
    const uint16_t *begin = in->switches[instruction->set - 1].begin;
    for (uint32_t i = begin[entry]; i < begin[entry + 1]; i++) {
        uint32_t end = run(in, in->targets[i], at);
        if (end != FAILED) return end;
    }
    return FAILED;
}

/* The bound of a slot; what fails behind it leaves the bound as it was. */
static uint32_t run_mark(runner *in, uint32_t pc, uint32_t at)
{
    uint32_t *bound = &in->bounds[in->instructions[pc].mode], before = *bound;
    *bound = at;
    uint32_t end = run(in, pc + 1, at);
    if (end == FAILED) *bound = before;
    return end;
}

/* As often as the inner program matches and moves on. */
static uint32_t run_all(runner *in, uint32_t pc, uint32_t at)
{
    for (;;) {
        uint32_t end = run(in, pc + 1, at);
        if (end == FAILED || end == at) return at;
        at = end;
    }
}

/* The end of the match from instruction `pc` at byte `at`, or FAILED.  Recursion is as deep as there are choices
 * on the way, and no way passes an instruction twice. */
static uint32_t run(runner *in, uint32_t pc, uint32_t at)
{
    for (;;) {
        const rsn_instruction *instruction = &in->instructions[pc];
        uint32_t end;
        if (in->steps == 0) return FAILED;
        in->steps--;
        switch ((rsn_operation)instruction->operation) {
        case RSN_OP_BYTE:
            if (at >= in->size || in->bytes[at] != instruction->mode) return FAILED;
            at++;
            pc++;
            break;
        case RSN_OP_STRING:
            if (!string_stands(in, instruction, at)) return FAILED;
            at += instruction->mode;
            pc++;
            break;
        case RSN_OP_SET:
            if (at >= in->size || !rsn_set_has(&in->sets[instruction->set], in->bytes[at])) return FAILED;
            at++;
            pc++;
            break;
        case RSN_OP_REPEAT:
            if (instruction->mode != RSN_POSSESSIVE) return run_repeat(in, pc, at);
            end = run_length(in, instruction, at);
            spend(in, end);
            if (end < instruction->to.times.least) return FAILED;
            at += end;
            pc++;
            break;
        case RSN_OP_SPLIT:
            if (instruction->set != 0) return run_switch(in, instruction, at);
            end = fails_at_once(in, instruction + 1, at) ? FAILED : run(in, pc + 1, at);
            if (end != FAILED) return end;
            pc += (uint32_t)instruction->to.jump;
            break;
        case RSN_OP_RATHER:
            end = run(in, pc + (uint32_t)instruction->to.jump, at);
            if (end != FAILED) return end;
            pc++;
            break;
        case RSN_OP_JUMP: pc += (uint32_t)instruction->to.jump; break;
        case RSN_OP_ATOMIC:
            at = run(in, pc + 1, at);
            if (at == FAILED) return FAILED;
            pc += (uint32_t)instruction->to.jump;
            break;
        case RSN_OP_ALL:
            at = run_all(in, pc, at);
            pc += (uint32_t)instruction->to.jump;
            break;
        case RSN_OP_AHEAD:
            if ((run(in, pc + 1, at) == FAILED) != (instruction->mode == 1)) return FAILED;
            pc += (uint32_t)instruction->to.jump;
            break;
        case RSN_OP_BEHIND:
            if (!stands_behind(in, instruction, at)) return FAILED;
            pc++;
            break;
        case RSN_OP_BORDER:
            if (is_border(in, at) == (instruction->mode == 1)) return FAILED;
            pc++;
            break;
        case RSN_OP_BEGIN:
            if (at != 0) return FAILED;
            pc++;
            break;
        case RSN_OP_END:
            if (at != in->size) return FAILED;
            pc++;
            break;
        case RSN_OP_KEEP:
            in->begin = at;
            pc++;
            break;
        case RSN_OP_ACCENTS:
            if (!accents_agree(in, instruction, at)) return FAILED;
            pc++;
            break;
        case RSN_OP_NOUN:
            if (!rsn_noun_ends(in->bytes, at)) return FAILED;
            pc++;
            break;
        case RSN_OP_MARK: return run_mark(in, pc, at);
        case RSN_OP_ACCEPT: return at;
        }
    }
}

static bool may_begin(const rsn_program *program, const uint8_t *bytes, uint32_t at)
{
    if (!rsn_set_has(&program->first, bytes[at])) return false;
    if (!program->starts_words || at == 0) return true;
    uint8_t before = bytes[at - 1]; /* folded text has neither capitals nor, in words, underscores */
    return !((before >= 'a' && before <= 'z') || (before >= '0' && before <= '9'));
}

bool rsn_program_try(const rsn_program *program, rsn_accents *accents, const uint8_t *bytes, uint32_t size, uint32_t at,
                     uint64_t *steps, rsn_span *match, rsn_slots *slots)
{
    runner in = {program->instructions, program->sets, program->switches, program->targets, program->demands, accents, bytes, size, at, *steps, {0}};
    if (at >= size || !may_begin(program, bytes, at)) return false;
    uint32_t end = run(&in, 0, at);
    *steps = in.steps;
    if (end == FAILED || in.steps == 0) return false;
    *match = (rsn_span){in.begin, end};
    *slots = (rsn_slots){{in.bounds[0], in.bounds[1]}, {in.bounds[2], in.bounds[3]}};
    return true;
}

/* The first place from `at` on where a match may begin; `until`: none. */
static uint32_t next_start(const rsn_program *program, const uint8_t *bytes, uint32_t until, uint32_t at)
{
    while (at < until && !rsn_set_has(&program->first, bytes[at])) at++;
    return at;
}

void rsn_program_fetch_tables(const rsn_program *program)
{
    RSN_FETCH(program->sets);
    RSN_FETCH(&program->switches->begin['a']);
    RSN_FETCH(&program->switches->begin['z']);
    RSN_FETCH(program->targets);
}

bool rsn_program_find(const rsn_program *program, rsn_accents *accents, const uint8_t *bytes, uint32_t size, uint32_t from,
                      uint32_t until, uint64_t *steps, rsn_span *match, rsn_slots *slots)
{
    enum { SKIPPED_PER_STEP = 8 }; /* passing over a byte is cheap, but not for nothing */
    if (until > size) until = size;
    if (program->starts_text) return from == 0 && until > 0 && rsn_program_try(program, accents, bytes, size, 0, steps, match, slots);
    while (from < until && *steps > 0) {
        uint32_t at = next_start(program, bytes, until, from), cost = (at - from) / SKIPPED_PER_STEP;
        *steps = *steps > cost ? *steps - cost : 0;
        if (at < until && *steps > 0 && rsn_program_try(program, accents, bytes, size, at, steps, match, slots)) return true;
        from = at + 1;
    }
    return false;
}
