/* Regular expressions of the plain kind as small backtracking programs: the compiler. */
#include "program.h"

#include <string.h>

#include "failure.h"
#include "program_draft.h"

enum { DEPTH_MAX = 24, COUNT_MAX = 64 };

typedef struct parser {
    rsn_program_draft *program;
    const char *text;
    size_t size, at;
    uint32_t depth;
    uint32_t inner;  /* programs within the program, and slots, around what is parsed */
    uint32_t label;  /* an instruction that something may jump to, or a group begins with: never merged */
    bool is_outside; /* of the subset */
} parser;

/* ---- reading ----------------------------------------------------------------------------- */

static int peek(const parser *in)
{
    return in->at < in->size ? (unsigned char)in->text[in->at] : -1;
}

static bool take(parser *in, const char *word)
{
    size_t at = in->at; /* asked for each byte of thousands of expressions: no call pays for that */
    for (; *word != 0; word++, at++)
        if (at >= in->size || in->text[at] != *word) return false;
    in->at = at;
    return true;
}

/* Leaves the subset; parsing unwinds at once, and PCRE2 takes the expression. */
static ressenti_status outside(parser *in)
{
    in->is_outside = true;
    in->at = in->size;
    return RESSENTI_OK;
}

/* ---- writing ------------------------------------------------------------------------------- */

static uint32_t here(const parser *in)
{
    return (uint32_t)in->program->instructions.count;
}

static ressenti_status emit(parser *in, rsn_instruction instruction)
{
    rsn_array *written = &in->program->instructions;
    if (here(in) >= RSN_PROGRAM_MAX) return outside(in);
    if (written->count == written->capacity && !rsn_array_reserve(&in->program->memory, written, written->count + 1)) return RESSENTI_NO_MEMORY;
    RSN_AT(written, rsn_instruction, written->count) = instruction;
    written->count++;
    return RESSENTI_OK;
}

static rsn_instruction *instruction_at(parser *in, uint32_t index)
{
    return &RSN_AT(&in->program->instructions, rsn_instruction, index);
}

/* Jumps are relative, so a block may move as a whole. */
static ressenti_status insert(parser *in, uint32_t index, rsn_instruction instruction)
{
    uint32_t count = here(in);
    RSN_TRY(emit(in, instruction));
    if (in->is_outside) return RESSENTI_OK;
    memmove(instruction_at(in, index + 1), instruction_at(in, index), (count - index) * sizeof instruction);
    *instruction_at(in, index) = instruction;
    return RESSENTI_OK;
}

static bool is_same_set(const rsn_byte_set *a, const rsn_byte_set *b)
{
    return ((a->bits[0] ^ b->bits[0]) | (a->bits[1] ^ b->bits[1]) | (a->bits[2] ^ b->bits[2]) | (a->bits[3] ^ b->bits[3])) == 0;
}

static ressenti_status add_set(parser *in, const rsn_byte_set *set, uint16_t *index)
{
    rsn_array *sets = &in->program->sets;
    for (size_t i = 0; i < sets->count; i++) {
        if (!is_same_set(&RSN_AT(sets, rsn_byte_set, i), set)) continue;
        *index = (uint16_t)i;
        return RESSENTI_OK;
    }
    if (sets->count >= UINT16_MAX) return outside(in);
    *index = (uint16_t)sets->count;
    return rsn_array_append(&in->program->memory, sets, set, 1) ? RESSENTI_OK : RESSENTI_NO_MEMORY;
}

static void set_label(parser *in)
{
    in->label = here(in);
}

/* Bytes in a row become strings: fewer steps, less memory. */
static void merge_byte(parser *in)
{
    uint32_t last = here(in) - 1;
    if (in->is_outside || last == 0 || in->label == last) return;
    rsn_instruction *before = instruction_at(in, last - 1), *byte = instruction_at(in, last);
    bool is_string = before->operation == RSN_OP_STRING && before->mode < RSN_STRING_MAX;
    if (byte->operation != RSN_OP_BYTE || (before->operation != RSN_OP_BYTE && !is_string)) return;
    uint8_t bytes[sizeof *before];
    memcpy(bytes, before, sizeof bytes);
    if (!is_string) {
        bytes[2] = bytes[1];
        bytes[1] = 1;
        bytes[0] = RSN_OP_STRING;
    }
    bytes[2 + bytes[1]++] = byte->mode;
    memcpy(before, bytes, sizeof bytes);
    in->program->instructions.count = last;
}

/* ---- sets ------------------------------------------------------------------------------------ */

static void set_invert(rsn_byte_set *set)
{
    for (int i = 0; i < 4; i++) set->bits[i] = ~set->bits[i];
}

/* \d \w \s and their capitals, as ASCII; false: the letter names no set. */
static bool named_set(int letter, rsn_byte_set *set)
{
    rsn_byte_set named = {{0}};
    switch (letter | 0x20) {
    case 'd': rsn_set_add(&named, '0', '9'); break;
    case 'w': named = RSN_REGEX_WORDS; break;
    case 's':
        rsn_set_add(&named, '\t', '\r');
        rsn_set_add(&named, ' ', ' ');
        break;
    default: return false;
    }
    if (letter < 'a') set_invert(&named);
    for (int i = 0; i < 4; i++) set->bits[i] |= named.bits[i];
    return true;
}

/* The byte that an escape stands for: punctuation, \n or \t; -1: something else. */
static int escaped_byte(int letter)
{
    if (letter == 'n') return '\n';
    if (letter == 't') return '\t';
    bool is_alphanumeric = (letter >= '0' && letter <= '9') || ((letter | 0x20) >= 'a' && (letter | 0x20) <= 'z');
    return letter < 0 || letter >= 0x80 || is_alphanumeric ? -1 : letter;
}

/* One byte or one end of a range inside brackets; -1: a named set, which has been added. */
static int class_member(parser *in, rsn_byte_set *set)
{
    int byte = peek(in);
    if (byte >= 0) in->at++;
    if (byte == '[' && (peek(in) == ':' || peek(in) == '.' || peek(in) == '=')) (void)outside(in);
    if (byte != '\\') return byte;
    int letter = peek(in);
    if (letter >= 0) in->at++;
    if (named_set(letter, set)) return -1;
    int escaped = escaped_byte(letter);
    if (escaped < 0) (void)outside(in);
    return escaped;
}

static void parse_class(parser *in, rsn_byte_set *set)
{
    bool is_inverted = take(in, "^"), is_first = true;
    while (!in->is_outside && (peek(in) != ']' || is_first)) {
        if (peek(in) < 0) {
            (void)outside(in);
            return;
        }
        is_first = false;
        int first = class_member(in, set), last = first;
        bool is_range = first >= 0 && peek(in) == '-' && in->at + 1 < in->size && in->text[in->at + 1] != ']';
        if (is_range) {
            in->at++;
            last = class_member(in, set);
        }
        if (last < first) (void)outside(in);
        if (first >= 0 && !in->is_outside) rsn_set_add(set, (unsigned)first, (unsigned)last);
    }
    if (!in->is_outside) in->at++;
    if (is_inverted) set_invert(set);
}

/* ---- parts ---------------------------------------------------------------------------------- */

static ressenti_status parse_branches(parser *in);

typedef struct part { /* what a quantifier may follow */
    uint32_t begin;
    bool is_byte; /* one instruction that takes one byte */
    bool is_assertion;
} part;

static ressenti_status emit_set(parser *in, const rsn_byte_set *set, rsn_operation operation, uint8_t mode)
{
    rsn_instruction made = {.operation = (uint8_t)operation, .mode = mode};
    RSN_TRY(add_set(in, set, &made.set));
    return emit(in, made);
}

/* A program within the program: it ends with ACCEPT, and `operation` in front says what it is for. */
static ressenti_status parse_inner(parser *in, rsn_operation operation, uint8_t mode)
{
    uint32_t begin = here(in);
    in->inner++;
    RSN_TRY(emit(in, (rsn_instruction){.operation = (uint8_t)operation, .mode = mode}));
    RSN_TRY(parse_branches(in));
    RSN_TRY(emit(in, (rsn_instruction){.operation = RSN_OP_ACCEPT}));
    if (!in->is_outside) instruction_at(in, begin)->to.jump = (int32_t)(here(in) - begin);
    in->inner--;
    return RESSENTI_OK;
}

/* (?<cible>…) and (?<nom>…).  What an inner program matched is never given back, and a bound with it: not there. */
static ressenti_status parse_slot(parser *in, uint8_t first_bound)
{
    if (in->inner++ > 0) return outside(in);
    RSN_TRY(emit(in, (rsn_instruction){.operation = RSN_OP_MARK, .mode = first_bound}));
    RSN_TRY(parse_branches(in));
    RSN_TRY(emit(in, (rsn_instruction){.operation = RSN_OP_MARK, .mode = (uint8_t)(first_bound + 1)}));
    set_label(in);
    in->inner--;
    return RESSENTI_OK;
}

/* Look-behind over one byte: (?<!\w). */
static ressenti_status parse_behind(parser *in, uint8_t mode)
{
    rsn_byte_set set = {{0}};
    if (take(in, "["))
        parse_class(in, &set);
    else if (peek(in) == '\\')
        if (class_member(in, &set) >= 0) return outside(in);
    bool is_empty = (set.bits[0] | set.bits[1] | set.bits[2] | set.bits[3]) == 0;
    return is_empty ? outside(in) : emit_set(in, &set, RSN_OP_BEHIND, mode);
}

/* (?C{salé}): what PCRE2 asks us about, rsn_accents answers. */
static ressenti_status parse_accents(parser *in)
{
    rsn_array *demands = &in->program->demands;
    const char *begin = in->text + in->at, *end = memchr(begin, '}', in->size - in->at);
    if (end == NULL || end - begin > UINT8_MAX || demands->count > INT32_MAX - UINT8_MAX) return outside(in);
    size_t size = (size_t)(end - begin);
    in->at += size + 1;
    if (peek(in) != ')') return outside(in);
    if (size == 1 && *begin == '*') return emit(in, (rsn_instruction){.operation = RSN_OP_NOUN});
    rsn_instruction made = {.operation = RSN_OP_ACCENTS, .mode = (uint8_t)size, .to.jump = (int32_t)demands->count};
    return rsn_array_append(&in->program->memory, demands, begin, size) ? emit(in, made) : RESSENTI_NO_MEMORY;
}

static ressenti_status parse_group(parser *in, part *found)
{
    if (++in->depth > DEPTH_MAX) return outside(in);
    set_label(in);
    if (take(in, "?:")) {
        RSN_TRY(parse_branches(in));
    } else if (take(in, "?>")) {
        RSN_TRY(parse_inner(in, RSN_OP_ATOMIC, 0));
    } else if (take(in, "?<cible>")) {
        RSN_TRY(parse_slot(in, 0));
    } else if (take(in, "?<nom>")) {
        RSN_TRY(parse_slot(in, 2));
    } else {
        found->is_assertion = true;
        if (take(in, "?="))
            RSN_TRY(parse_inner(in, RSN_OP_AHEAD, 0));
        else if (take(in, "?!"))
            RSN_TRY(parse_inner(in, RSN_OP_AHEAD, 1));
        else if (take(in, "?<="))
            RSN_TRY(parse_behind(in, 0));
        else if (take(in, "?<!"))
            RSN_TRY(parse_behind(in, 1));
        else if (take(in, "?C{"))
            RSN_TRY(parse_accents(in));
        else if (peek(in) == '?' || peek(in) == '*')
            return outside(in);
        else { /* a plain parenthesis: NO_AUTO_CAPTURE makes it a group */
            found->is_assertion = false;
            RSN_TRY(parse_branches(in));
        }
    }
    in->depth--;
    set_label(in);
    return take(in, ")") ? RESSENTI_OK : outside(in);
}

static ressenti_status emit_assertion(parser *in, part *found, rsn_operation operation, uint8_t mode)
{
    found->is_assertion = true;
    return emit(in, (rsn_instruction){.operation = (uint8_t)operation, .mode = mode});
}

static ressenti_status parse_escape(parser *in, part *found)
{
    rsn_byte_set set = {{0}};
    int letter = peek(in);
    if (letter >= 0) in->at++;
    switch (letter) {
    case 'b': return emit_assertion(in, found, RSN_OP_BORDER, 0);
    case 'B': return emit_assertion(in, found, RSN_OP_BORDER, 1);
    case 'A': return emit_assertion(in, found, RSN_OP_BEGIN, 0);
    case 'z': return emit_assertion(in, found, RSN_OP_END, 0);
    case 'K': return emit_assertion(in, found, RSN_OP_KEEP, 0);
    default: break;
    }
    found->is_byte = true;
    if (named_set(letter, &set)) return emit_set(in, &set, RSN_OP_SET, 0);
    int byte = escaped_byte(letter);
    return byte < 0 ? outside(in) : emit(in, (rsn_instruction){.operation = RSN_OP_BYTE, .mode = (uint8_t)byte});
}

static ressenti_status parse_part(parser *in, part *found)
{
    rsn_byte_set set = {{0}};
    int byte = peek(in);
    *found = (part){.begin = here(in)};
    in->at++;
    switch (byte) {
    case '(': return parse_group(in, found);
    case '\\': return parse_escape(in, found);
    case '^': return emit_assertion(in, found, RSN_OP_BEGIN, 0);
    case '$': case '*': case '+': case '?': case '{': return outside(in);
    case '[':
        parse_class(in, &set);
        found->is_byte = true;
        return in->is_outside ? RESSENTI_OK : emit_set(in, &set, RSN_OP_SET, 0);
    case '.':
        rsn_set_add(&set, '\n', '\n');
        set_invert(&set);
        found->is_byte = true;
        return emit_set(in, &set, RSN_OP_SET, 0);
    default:
        found->is_byte = true;
        return emit(in, (rsn_instruction){.operation = RSN_OP_BYTE, .mode = (uint8_t)byte});
    }
}

/* ---- quantifiers ------------------------------------------------------------------------------ */

static bool read_count(parser *in, uint32_t *count)
{
    size_t begin = in->at;
    *count = 0;
    while (peek(in) >= '0' && peek(in) <= '9' && *count < 10000) *count = *count * 10 + (uint32_t)(in->text[in->at++] - '0');
    return in->at > begin;
}

/* "{2,5}"; false: the brace is a plain byte, which the subset leaves to PCRE2. */
static bool read_range(parser *in, uint32_t *least, uint32_t *most)
{
    if (!read_count(in, least)) return false;
    *most = *least;
    if (take(in, ",") && !read_count(in, most)) *most = RSN_REPEAT_FOREVER;
    return take(in, "}");
}

/* 1: a quantifier was read, 0: none stands here, -1: outside the subset. */
static int read_quantifier(parser *in, uint32_t *least, uint32_t *most, rsn_greed *greed)
{
    *least = 0;
    *most = RSN_REPEAT_FOREVER;
    if (take(in, "?"))
        *most = 1;
    else if (take(in, "+"))
        *least = 1;
    else if (take(in, "{")) {
        if (!read_range(in, least, most)) return -1;
    } else if (!take(in, "*"))
        return 0;
    *greed = take(in, "?") ? RSN_LAZY : take(in, "+") ? RSN_POSSESSIVE : RSN_GREEDY;
    return 1;
}

static ressenti_status repeat_byte(parser *in, const part *what, uint32_t least, uint32_t most, rsn_greed greed)
{
    rsn_instruction *single = instruction_at(in, what->begin);
    rsn_byte_set set = {{0}};
    uint16_t index = single->set;
    if (single->operation == RSN_OP_BYTE) {
        rsn_set_add(&set, single->mode, single->mode);
        RSN_TRY(add_set(in, &set, &index));
        if (in->is_outside) return RESSENTI_OK;
        single = instruction_at(in, what->begin);
    }
    *single = (rsn_instruction){.operation = RSN_OP_REPEAT, .mode = (uint8_t)greed, .set = index,
                                .to.times = {(uint16_t)least, (uint16_t)most}};
    return RESSENTI_OK;
}

static ressenti_status copy_block(parser *in, uint32_t begin, uint32_t size)
{
    for (uint32_t i = 0; i < size && !in->is_outside; i++) RSN_TRY(emit(in, *instruction_at(in, begin + i)));
    return RESSENTI_OK;
}

/* {2,4} of a group is the group twice, then twice a group that may be left out, each with the rest behind it. */
static ressenti_status repeat_counted(parser *in, uint32_t begin, uint32_t least, uint32_t most, rsn_greed greed)
{
    uint32_t size = here(in) - begin, copies = least;
    rsn_operation choice = greed == RSN_LAZY ? RSN_OP_RATHER : RSN_OP_SPLIT;
    if (most > COUNT_MAX || size * most > RSN_PROGRAM_MAX) return outside(in);
    if (most == 0) {
        in->program->instructions.count = begin;
        return RESSENTI_OK;
    }
    uint32_t block = begin; /* a copy of the group to copy from */
    if (least == 0) {
        RSN_TRY(insert(in, begin, (rsn_instruction){.operation = (uint8_t)choice}));
        block = begin + 1;
        copies = 1;
    }
    for (uint32_t i = 1; i < least && !in->is_outside; i++) RSN_TRY(copy_block(in, block, size));
    for (uint32_t i = copies; i < most && !in->is_outside; i++) {
        RSN_TRY(emit(in, (rsn_instruction){.operation = (uint8_t)choice}));
        RSN_TRY(copy_block(in, block, size));
    }
    uint32_t end = here(in), stride = size + 1, first = least == 0 ? begin : begin + least * size;
    for (uint32_t at = first; at < end && !in->is_outside; at += stride)
        instruction_at(in, at)->to.jump = (int32_t)(end - at);
    return RESSENTI_OK;
}

static ressenti_status wrap(parser *in, uint32_t begin, rsn_operation operation)
{
    for (uint32_t at = begin; at < here(in); at++)
        if (instruction_at(in, at)->operation == RSN_OP_MARK) return outside(in); /* see parse_slot */
    RSN_TRY(emit(in, (rsn_instruction){.operation = RSN_OP_ACCEPT}));
    RSN_TRY(insert(in, begin, (rsn_instruction){.operation = (uint8_t)operation}));
    if (!in->is_outside) instruction_at(in, begin)->to.jump = (int32_t)(here(in) - begin);
    return RESSENTI_OK;
}

static ressenti_status repeat_group(parser *in, uint32_t begin, uint32_t least, uint32_t most, rsn_greed greed)
{
    if (most != RSN_REPEAT_FOREVER) {
        RSN_TRY(repeat_counted(in, begin, least, most, greed));
        return greed == RSN_POSSESSIVE && !in->is_outside ? wrap(in, begin, RSN_OP_ATOMIC) : RESSENTI_OK;
    }
    /* Without end only possessively: that is a loop, the others would recurse as deep as the text is long. */
    if (greed != RSN_POSSESSIVE || least > 1) return outside(in);
    uint32_t size = here(in) - begin;
    if (least == 1) RSN_TRY(copy_block(in, begin, size));
    RSN_TRY(wrap(in, least == 1 ? begin + size : begin, RSN_OP_ALL));
    return least == 1 && !in->is_outside ? wrap(in, begin, RSN_OP_ATOMIC) : RESSENTI_OK;
}

static ressenti_status parse_quantified(parser *in)
{
    uint32_t least, most;
    rsn_greed greed;
    part what;
    RSN_TRY(parse_part(in, &what));
    int quantifier = in->is_outside ? 0 : read_quantifier(in, &least, &most, &greed);
    if (quantifier == 0) {
        if (what.is_byte) merge_byte(in);
        return RESSENTI_OK;
    }
    if (quantifier < 0 || what.is_assertion || least > most || here(in) == what.begin) return outside(in);
    RSN_TRY(what.is_byte ? repeat_byte(in, &what, least, most, greed) : repeat_group(in, what.begin, least, most, greed));
    set_label(in);
    return RESSENTI_OK;
}

/* ---- branches ----------------------------------------------------------------------------------- */

static ressenti_status parse_branches(parser *in)
{
    uint32_t branch = here(in), last_jump = 0;
    bool has_jump = false;
    set_label(in);
    for (;;) {
        while (peek(in) >= 0 && peek(in) != '|' && peek(in) != ')') RSN_TRY(parse_quantified(in));
        if (in->is_outside || !take(in, "|")) break;
        /* split / branch / jump to the end, whose place is not known yet: the jumps form a chain */
        RSN_TRY(insert(in, branch, (rsn_instruction){.operation = RSN_OP_SPLIT}));
        RSN_TRY(emit(in, (rsn_instruction){.operation = RSN_OP_JUMP}));
        if (in->is_outside) return RESSENTI_OK;
        uint32_t jump = here(in) - 1;
        instruction_at(in, branch)->to.jump = (int32_t)(here(in) - branch);
        instruction_at(in, jump)->to.jump = has_jump ? (int32_t)(jump - last_jump) : 0;
        last_jump = jump;
        has_jump = true;
        branch = here(in);
        set_label(in);
    }
    while (has_jump && !in->is_outside) {
        int32_t back = instruction_at(in, last_jump)->to.jump;
        instruction_at(in, last_jump)->to.jump = (int32_t)(here(in) - last_jump);
        has_jump = back != 0;
        last_jump -= (uint32_t)back;
    }
    return RESSENTI_OK;
}

/* ---- the whole --------------------------------------------------------------------------------------- */

ressenti_status rsn_program_compile(const ressenti_allocator *memory, ressenti_text regex, rsn_program **program)
{
    rsn_program_draft made = {*memory, RSN_ARRAY(rsn_instruction), RSN_ARRAY(rsn_byte_set), RSN_ARRAY(rsn_switch), RSN_ARRAY(uint16_t), RSN_ARRAY(char)};
    parser in = {.program = &made, .text = regex.data, .size = regex.size};
    *program = NULL;
    ressenti_status status = rsn_array_reserve(memory, &made.instructions, regex.size + 1) ? parse_branches(&in) : RESSENTI_NO_MEMORY;
    bool is_inside = in.at == in.size && !in.is_outside; /* a lone parenthesis stops the parser */
    if (status == RESSENTI_OK) status = emit(&in, (rsn_instruction){.operation = RSN_OP_ACCEPT});
    is_inside = is_inside && !in.is_outside;
    if (status == RESSENTI_OK && is_inside) status = rsn_program_seal(&made, program);
    rsn_array_free(memory, &made.demands);
    rsn_array_free(memory, &made.targets);
    rsn_array_free(memory, &made.switches);
    rsn_array_free(memory, &made.sets);
    rsn_array_free(memory, &made.instructions);
    return status;
}

void rsn_program_release(rsn_program *program)
{
    if (program == NULL) return;
    ressenti_allocator memory = program->memory;
    rsn_release(&memory, program, program->block_size);
}
