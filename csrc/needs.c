/* What a program cannot do without: a walk over what every match passes gathers how the words begin. */
#include "needs.h"

#include <string.h>

#include "failure.h"
#include "program_flow.h"
#include "spelling.h"

enum {
    PARTS_MAX = 4,
    TOO_COMMON = 12 /* times as common as the rarest: waiting for such words costs more than asking where they are */
};

typedef struct analysis {
    const rsn_program *program;
    const rsn_rarity *rarity;
    const rsn_arrival *arrivals;
    const uint32_t *resume;
} analysis;

/* ---- which are rare ---------------------------------------------------------------------------------- */

static uint32_t occurrences(const rsn_rarity *rarity, const rsn_need *need)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < need->count; i++) {
        rsn_literal literal = need->items[i];
        char *last = &literal.bytes[literal.size - 1];
        if (*last == RSN_PACK_WORD_END) *last = '\0'; /* as the samples' words end */
        count += rsn_rarity_of(rarity, literal.bytes, literal.size);
    }
    return count;
}

static uint32_t shortest(const rsn_need *need)
{
    uint32_t size = RSN_PACK_LITERAL_MAX;
    for (uint32_t i = 0; i < need->count; i++)
        if (need->items[i].size < size) size = need->items[i].size;
    return size;
}

/* By the samples; where they tell nothing, longer words are rarer. */
static bool is_rarer(const rsn_rarity *rarity, const rsn_need *a, const rsn_need *b)
{
    uint32_t count_a = occurrences(rarity, a), count_b = occurrences(rarity, b);
    if (count_a != count_b) return count_a < count_b;
    uint32_t size_a = shortest(a), size_b = shortest(b);
    return size_a != size_b ? size_a > size_b : a->count < b->count;
}

static bool is_same(const rsn_need *a, const rsn_need *b)
{
    return a->count == b->count && memcmp(a->items, b->items, a->count * sizeof *a->items) == 0;
}

/* Keeps the rarest `room` of them, in that order. */
static void keep_need(const rsn_rarity *rarity, rsn_needs *needs, uint32_t room, const rsn_need *need)
{
    uint32_t at = needs->count;
    if (need->count == 0) return;
    for (uint32_t i = 0; i < needs->count; i++) {
        if (!is_same(&needs->items[i], need)) continue;
        if (need->far < needs->items[i].far) needs->items[i].far = need->far;
        return;
    }
    if (at == room && !is_rarer(rarity, need, &needs->items[at - 1])) return;
    if (at == room) at--;
    else needs->count++;
    for (; at > 0 && is_rarer(rarity, need, &needs->items[at - 1]); at--) needs->items[at] = needs->items[at - 1];
    needs->items[at] = *need;
}

void rsn_needs_wait_for(const rsn_rarity *rarity, const rsn_needs *needs, uint16_t *rarest, uint16_t *second)
{
    *rarest = *second = 0;
    for (uint16_t i = 1; i < needs->count; i++)
        if (is_rarer(rarity, &needs->items[i], &needs->items[*rarest])) *rarest = i;
    if (*rarest == 0 && needs->count > 1) *second = 1;
    for (uint16_t i = 0; i < needs->count; i++)
        if (i != *rarest && is_rarer(rarity, &needs->items[i], &needs->items[*second])) *second = i;
    if (needs->count > 0 && occurrences(rarity, &needs->items[*second]) > TOO_COMMON * (occurrences(rarity, &needs->items[*rarest]) + 1)) *second = *rarest;
}

/* ---- words -------------------------------------------------------------------------------------------- */

static rsn_spelling spelling_of(const analysis *in, bool is_border, rsn_need *need)
{
    return (rsn_spelling){.program = in->program, .arrivals = in->arrivals, .resume = in->resume, .is_border = is_border, .bytes_most = RSN_PACK_LITERAL_MAX, .need = need};
}

/* Where there are too many words for a need, fewer bytes of each are as many fewer literals: « 3 mois », « deux ans »… */
static bool spell_from(rsn_spelling *spelling, uint32_t at, uint32_t skip)
{
    static const uint32_t BYTES_MOST[] = {RSN_PACK_LITERAL_MAX, 5, 3, 2};
    for (uint32_t i = 0; i < RSN_COUNT(BYTES_MOST); i++) {
        spelling->bytes_most = BYTES_MOST[i];
        spelling->steps = spelling->need->count = 0;
        if (rsn_spell(spelling, at, skip)) return true;
    }
    return false;
}

/* count 0: it cannot be told. */
static void words_at(const analysis *in, uint32_t at, rsn_need *need)
{
    rsn_spelling spelling = spelling_of(in, false, need);
    need->far = rsn_arrival_far(&in->arrivals[at]);
    if (!spell_from(&spelling, at, 0)) need->count = 0;
}

/* Parts of a word that may be written apart or together: d'attente, d attente, dattente. */
typedef struct compound {
    uint32_t count, parts[PARTS_MAX]; /* where they begin */
} compound;

/* Behind the joint the next part begins a word, or goes on in one that began with a part before. */
static void words_behind_joint(const analysis *in, compound *word, uint32_t joint, rsn_need *need)
{
    rsn_spelling apart = spelling_of(in, true, need), together = apart;
    need->count = 0;
    need->far = rsn_arrival_far(&in->arrivals[joint + 1]);
    together.joined_until = joint + 1;
    bool is_known = word->count < PARTS_MAX && rsn_spell(&apart, joint + 1, 0);
    for (uint32_t i = 0; i < word->count && is_known; i++) is_known = rsn_spell(&together, word->parts[i], 0);
    if (!is_known) need->count = word->count = 0;
    else word->parts[word->count++] = joint + 1;
}

static bool is_joint(const analysis *in, const rsn_instruction *instruction)
{
    return instruction->operation == RSN_OP_REPEAT && instruction->to.times.least == 0 &&
           !rsn_set_has_word(&in->program->sets[instruction->set]);
}

static bool reads_bytes(const rsn_instruction *instruction)
{
    return instruction->operation == RSN_OP_BYTE || instruction->operation == RSN_OP_STRING;
}

static bool only_looks(const rsn_instruction *instruction)
{
    return instruction->operation == RSN_OP_ACCENTS || instruction->operation == RSN_OP_NOUN || instruction->operation == RSN_OP_MARK;
}

static bool begins_word(const analysis *in, uint32_t at)
{
    const rsn_instruction *instruction = &in->program->instructions[at];
    if (!in->arrivals[at].is_border) return false;
    return reads_bytes(instruction) || instruction->operation == RSN_OP_SET || instruction->operation == RSN_OP_SPLIT ||
           (instruction->operation == RSN_OP_REPEAT && instruction->to.times.least > 0);
}

/* ---- what every match passes --------------------------------------------------------------------------- */

static void gather(const analysis *in, uint32_t begin, uint32_t end, rsn_needs *needs, uint32_t room);

/* The end of the choice whose first branch ends before `next`; 0: what may be left out, not a choice. */
static uint32_t end_of_choice(const analysis *in, uint32_t next)
{
    const rsn_instruction *last = &in->program->instructions[next - 1];
    uint32_t end = next - 1 + (uint32_t)last->to.jump;
    return last->operation == RSN_OP_JUMP && end > next ? end : 0;
}

static bool join(rsn_need *joined, const rsn_need *need)
{
    if (need->far > joined->far) joined->far = need->far;
    for (uint32_t i = 0; i < need->count; i++)
        if (!rsn_need_add(joined, &need->items[i])) return false;
    return true;
}

/* Of several branches one must match: the rarest word of each, together. */
static void gather_choice(const analysis *in, uint32_t at, uint32_t end, rsn_needs *needs, uint32_t room)
{
    rsn_need joined = {.far = 0, .count = 0};
    while (at < end) {
        const rsn_instruction *instruction = &in->program->instructions[at];
        uint32_t next = at + (uint32_t)instruction->to.jump;
        bool is_last = instruction->operation != RSN_OP_SPLIT || end_of_choice(in, next) != end;
        rsn_needs best;
        best.count = 0;
        gather(in, is_last ? at : at + 1, is_last ? end : next - 1, &best, 1);
        if (best.count == 0 || !join(&joined, &best.items[0])) return;
        at = is_last ? end : next;
    }
    keep_need(in->rarity, needs, room, &joined);
}

/* Behind the instruction, over what it may leave out. */
static uint32_t step_over(const analysis *in, uint32_t at)
{
    const rsn_instruction *instruction = &in->program->instructions[at];
    uint32_t jump = at + (uint32_t)instruction->to.jump, choice_end;
    switch ((rsn_operation)instruction->operation) {
    case RSN_OP_SPLIT: choice_end = end_of_choice(in, jump); return choice_end == 0 ? jump : choice_end;
    case RSN_OP_ATOMIC:
    case RSN_OP_RATHER:
    case RSN_OP_ALL:
    case RSN_OP_JUMP:
    case RSN_OP_AHEAD: return jump;
    default: return at + 1;
    }
}

/* The same, with what must be there within. */
static uint32_t pass(const analysis *in, uint32_t at, rsn_needs *needs, uint32_t room)
{
    const rsn_instruction *instruction = &in->program->instructions[at];
    uint32_t jump = at + (uint32_t)instruction->to.jump, next = step_over(in, at);
    if (instruction->operation == RSN_OP_SPLIT && next != jump) gather_choice(in, at, next, needs, room);
    if (instruction->operation == RSN_OP_ATOMIC) gather(in, at + 1, next - 1, needs, room);
    return next;
}

/* Words that begin within a string: « une fois ». */
static void gather_string(const analysis *in, uint32_t at, rsn_needs *needs, uint32_t room)
{
    const rsn_instruction *string = &in->program->instructions[at];
    for (uint32_t i = 1; i < string->mode; i++) {
        if (rsn_is_regex_word(rsn_string_bytes(string)[i - 1]) || !rsn_is_regex_word(rsn_string_bytes(string)[i])) continue;
        rsn_need need;
        rsn_arrival arrival = rsn_arrival_within(&in->arrivals[at], string, i);
        rsn_spelling spelling = spelling_of(in, true, &need);
        need.far = rsn_arrival_far(&arrival);
        if (spell_from(&spelling, at, i)) keep_need(in->rarity, needs, room, &need);
    }
}

static void gather(const analysis *in, uint32_t begin, uint32_t end, rsn_needs *needs, uint32_t room)
{
    compound word = {.count = 0};
    for (uint32_t at = begin; at < end; at = pass(in, at, needs, room)) {
        const rsn_instruction *instruction = &in->program->instructions[at];
        rsn_need need;
        need.count = 0;
        if (instruction->operation == RSN_OP_STRING) gather_string(in, at, needs, room);
        if (begins_word(in, at)) {
            words_at(in, at, &need);
            word = (compound){1, {at}};
        } else if (is_joint(in, instruction) && word.count > 0) {
            words_behind_joint(in, &word, at, &need);
        } else if (!reads_bytes(instruction) && !only_looks(instruction)) {
            word.count = 0;
        }
        keep_need(in->rarity, needs, room, &need);
    }
}

/* ---- the whole -------------------------------------------------------------------------------------------- */

static void drop_need(rsn_needs *needs, const rsn_need *need)
{
    for (uint32_t i = 0; i < needs->count; i++) {
        if (!is_same(&needs->items[i], need)) continue;
        memmove(&needs->items[i], &needs->items[i + 1], (needs->count - i - 1) * sizeof *need);
        needs->count--;
        return;
    }
}

static void put_lead(rsn_needs *needs, const rsn_need *lead)
{
    drop_need(needs, lead);
    memmove(&needs->items[1], &needs->items[0], needs->count * sizeof *lead);
    needs->items[0] = *lead;
    needs->items[0].far = 0;
    needs->count++;
}

/* (?=[^a-z0-9]*+\z): no further word follows. */
static bool ends_text(const rsn_program *program, uint32_t at)
{
    const rsn_instruction *code = &program->instructions[at];
    if (code[0].operation != RSN_OP_AHEAD || code[0].mode != 0 || code[1].operation != RSN_OP_REPEAT || code[2].operation != RSN_OP_END) return false;
    for (char letter = 'a'; letter <= 'z'; letter++)
        if (rsn_set_has(&program->sets[code[1].set], (uint8_t)letter)) return false;
    for (char digit = '0'; digit <= '9'; digit++)
        if (rsn_set_has(&program->sets[code[1].set], (uint8_t)digit)) return false;
    return true;
}

/* What a match takes when it is all of a text; a text of more words has none. */
static uint32_t chunks_of_whole_text(const analysis *in)
{
    if (!in->program->starts_text) return 0;
    for (uint32_t at = 0; at < in->program->instruction_count; at = step_over(in, at)) {
        uint32_t last = ends_text(in->program, at) ? rsn_arrival_last(&in->arrivals[at]) : RSN_PACK_ANYWHERE;
        if (last < RSN_PACK_ANYWHERE) return last + 1;
    }
    return RSN_PACK_ANYWHERE;
}

static void find_needs(const analysis *in, rsn_needs *needs)
{
    rsn_need lead = {.count = 0};
    if (!in->program->starts_text) words_at(in, 0, &lead);
    needs->is_led = lead.count > 0;
    needs->text_chunks = chunks_of_whole_text(in);
    gather(in, 0, in->program->instruction_count, needs, needs->is_led ? RSN_NEEDS_MAX - 1 : RSN_NEEDS_MAX);
    if (needs->is_led) put_lead(needs, &lead);
    for (uint32_t i = 0; i < needs->count; i++)
        if (needs->items[i].far > RSN_PACK_ANYWHERE) needs->items[i].far = RSN_PACK_ANYWHERE;
}

ressenti_status rsn_program_needs(const ressenti_allocator *memory, const rsn_program *program, const rsn_rarity *rarity,
                                  rsn_needs *needs)
{
    needs->is_led = false;
    needs->count = needs->text_chunks = 0;
    if (program == NULL) return RESSENTI_OK;
    size_t count = program->instruction_count;
    rsn_arrival *arrivals = rsn_allocate(memory, count * sizeof *arrivals);
    uint32_t *resume = rsn_allocate_zeroed(memory, (count + 1) * sizeof *resume);
    bool has_room = arrivals != NULL && resume != NULL;
    if (has_room) {
        analysis in = {program, rarity, arrivals, resume};
        rsn_program_flow(program, arrivals, resume);
        find_needs(&in, needs);
    }
    rsn_release(memory, resume, (count + 1) * sizeof *resume);
    rsn_release(memory, arrivals, count * sizeof *arrivals);
    return has_room ? RESSENTI_OK : RESSENTI_NO_MEMORY;
}
