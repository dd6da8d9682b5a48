/* What may have been read before each instruction of a program.  Each instruction is seen after all that lead to it. */
#include "program_flow.h"

#include "chunk.h"

typedef struct kind_of_bytes {
    bool has_word, has_break;
} kind_of_bytes;

static kind_of_bytes kind_of_byte(uint8_t byte)
{
    return (kind_of_bytes){rsn_is_regex_word(byte), rsn_is_chunk_break(byte)};
}

static kind_of_bytes kind_of_set(const rsn_byte_set *set)
{
    return (kind_of_bytes){rsn_set_has_word(set), (set->bits[0] & RSN_CHUNK_BREAKS) != 0};
}

static int32_t most_of(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

static int32_t plus(int32_t chunks, uint32_t more)
{
    if (chunks == RSN_FLOW_NEVER) return RSN_FLOW_NEVER;
    return more >= RSN_FLOW_ANYWHERE || chunks + (int32_t)more >= RSN_FLOW_ANYWHERE ? RSN_FLOW_ANYWHERE : chunks + (int32_t)more;
}

static rsn_arrival behind_bytes(rsn_arrival here, kind_of_bytes kind, uint32_t least, uint32_t most)
{
    rsn_arrival next = here;
    next.is_border = !kind.has_word && (least > 0 || here.is_border);
    if (kind.has_word && kind.has_break) {
        next.within = next.fresh = plus(most_of(here.within, here.fresh), most);
    } else if (kind.has_word) {
        next.within = most_of(here.within, plus(here.fresh, 1));
        if (least > 0) next.fresh = RSN_FLOW_NEVER;
    } else if (kind.has_break) {
        next.fresh = most_of(here.within, here.fresh);
    }
    return next;
}

rsn_arrival rsn_arrival_within(const rsn_arrival *arrival, const rsn_instruction *string, uint32_t size)
{
    rsn_arrival here = *arrival;
    for (uint32_t i = 0; i < size; i++) here = behind_bytes(here, kind_of_byte(rsn_string_bytes(string)[i]), 1, 1);
    return here;
}

/* Behind an assertion about the byte before: no word is under way. */
static bool forbids_word_behind(const rsn_byte_set *set, uint8_t mode)
{
    return mode == 0 ? !rsn_set_has_word(set) : rsn_set_has_all_words(set);
}

static void arrive(rsn_arrival *there, rsn_arrival next)
{
    if (there->is_reached) {
        next.is_border = next.is_border && there->is_border;
        next.within = most_of(next.within, there->within);
        next.fresh = most_of(next.fresh, there->fresh);
    }
    next.is_reached = true;
    *there = next;
}

/* What has been read when an instruction that only reads or only looks lies behind. */
static rsn_arrival behind(const rsn_program *program, const rsn_instruction *instruction, rsn_arrival here)
{
    const rsn_byte_set *set = &program->sets[instruction->set];
    switch ((rsn_operation)instruction->operation) {
    case RSN_OP_BYTE: return behind_bytes(here, kind_of_byte(instruction->mode), 1, 1);
    case RSN_OP_STRING: return rsn_arrival_within(&here, instruction, instruction->mode);
    case RSN_OP_SET: return behind_bytes(here, kind_of_set(set), 1, 1);
    case RSN_OP_REPEAT: return behind_bytes(here, kind_of_set(set), instruction->to.times.least, instruction->to.times.most);
    case RSN_OP_BEHIND: here.is_border = here.is_border || forbids_word_behind(set, instruction->mode); return here;
    case RSN_OP_BORDER: here.is_border = here.is_border || instruction->mode == 0; return here;
    case RSN_OP_BEGIN: here.is_border = true; return here;
    default: return here;
    }
}

static void flow_through(const rsn_program *program, uint32_t at, rsn_arrival *arrivals, const uint32_t *resume)
{
    const rsn_instruction *instruction = &program->instructions[at];
    rsn_arrival here = arrivals[at];
    uint32_t jump = at + (uint32_t)instruction->to.jump;
    switch ((rsn_operation)instruction->operation) {
    case RSN_OP_SPLIT:
    case RSN_OP_RATHER:
        arrive(&arrivals[at + 1], here);
        arrive(&arrivals[jump], here);
        break;
    case RSN_OP_ALL: /* as often as it likes */
        arrive(&arrivals[jump], here);
        arrive(&arrivals[at + 1], (rsn_arrival){.within = RSN_FLOW_ANYWHERE, .fresh = RSN_FLOW_ANYWHERE});
        break;
    case RSN_OP_JUMP:
    case RSN_OP_AHEAD: arrive(&arrivals[jump], here); break;
    case RSN_OP_ACCEPT:
        if (resume[at] != 0) arrive(&arrivals[resume[at]], here);
        break;
    default: arrive(&arrivals[at + 1], behind(program, instruction, here)); break;
    }
}

void rsn_program_flow(const rsn_program *program, rsn_arrival *arrivals, uint32_t *resume)
{
    for (uint32_t at = 0; at < program->instruction_count; at++) {
        rsn_operation operation = (rsn_operation)program->instructions[at].operation;
        uint32_t jump = at + (uint32_t)program->instructions[at].to.jump;
        if (operation == RSN_OP_ATOMIC || operation == RSN_OP_ALL) resume[jump - 1] = jump;
        arrivals[at] = (rsn_arrival){.is_reached = at == 0, .within = 0, .fresh = -1};
    }
    for (uint32_t at = 0; at < program->instruction_count; at++)
        if (arrivals[at].is_reached) flow_through(program, at, arrivals, resume);
}

uint32_t rsn_arrival_last(const rsn_arrival *arrival)
{
    int32_t chunks = most_of(arrival->within, arrival->fresh);
    return chunks < 0 ? 0 : (uint32_t)chunks;
}

uint32_t rsn_arrival_far(const rsn_arrival *arrival)
{
    int32_t chunks = most_of(arrival->within, plus(arrival->fresh, 1));
    return chunks < 0 ? 0 : (uint32_t)chunks;
}
