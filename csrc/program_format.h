/* The instructions of a program: what program.c writes and program_run.c runs. */
#ifndef RSN_PROGRAM_FORMAT_H
#define RSN_PROGRAM_FORMAT_H

#include "memory.h"
#include "program.h"

typedef enum rsn_operation {
    RSN_OP_BYTE,     /* mode: the byte                                                      */
    RSN_OP_STRING,   /* mode: how many bytes of rsn_string_bytes                            */
    RSN_OP_SET,      /* set                                                                 */
    RSN_OP_REPEAT,   /* set, least times, at most `most`; mode: rsn_greed                   */
    RSN_OP_SPLIT,    /* go on behind it; when that fails, at jump; set: see rsn_switch      */
    RSN_OP_RATHER,   /* go on at jump; when that fails, behind it                           */
    RSN_OP_JUMP,
    RSN_OP_ATOMIC,   /* up to jump is a program of its own; never entered again             */
    RSN_OP_ALL,      /* the same, as often as it matches                                    */
    RSN_OP_AHEAD,    /* the same, without moving; mode 1: it must not match                 */
    RSN_OP_BEHIND,   /* the byte before is in set; mode 1: it is not                        */
    RSN_OP_BORDER,   /* mode 1: no border                                                   */
    RSN_OP_BEGIN,
    RSN_OP_END,
    RSN_OP_KEEP,     /* the match begins here                                               */
    RSN_OP_ACCENTS,  /* the letters before may stand for demands[jump, jump + mode)         */
    RSN_OP_NOUN,     /* the word before may be a noun                                       */
    RSN_OP_MARK,     /* here is bound `mode` of the slots                                   */
    RSN_OP_ACCEPT
} rsn_operation;

enum { RSN_SLOT_BOUNDS = 4 }; /* of the target, then of the name */

typedef enum rsn_greed { RSN_GREEDY, RSN_LAZY, RSN_POSSESSIVE } rsn_greed;

enum { RSN_REPEAT_FOREVER = UINT16_MAX };

typedef struct rsn_instruction {
    uint8_t operation, mode;
    uint16_t set;
    union {
        int32_t jump; /* relative to this instruction */
        struct {
            uint16_t least, most;
        } times;
    } to;
} rsn_instruction;

/* A string lies in the instruction itself, behind operation and mode. */
enum { RSN_STRING_MAX = sizeof(rsn_instruction) - 2 };

static inline const uint8_t *rsn_string_bytes(const rsn_instruction *instruction)
{
    return (const uint8_t *)instruction + 2;
}

typedef struct rsn_byte_set {
    uint64_t bits[4];
} rsn_byte_set;

static inline bool rsn_set_has(const rsn_byte_set *set, uint8_t byte)
{
    return set->bits[byte >> 6] >> (byte & 63) & 1;
}

static const rsn_byte_set RSN_REGEX_WORDS = {{0x03FF000000000000u, 0x07FFFFFE87FFFFFEu, 0, 0}}; /* \w */

static inline bool rsn_set_has_word(const rsn_byte_set *set)
{
    return (set->bits[0] & RSN_REGEX_WORDS.bits[0]) != 0 || (set->bits[1] & RSN_REGEX_WORDS.bits[1]) != 0;
}

static inline bool rsn_set_has_all_words(const rsn_byte_set *set)
{
    return (RSN_REGEX_WORDS.bits[0] & ~set->bits[0]) == 0 && (RSN_REGEX_WORDS.bits[1] & ~set->bits[1]) == 0;
}

static inline bool rsn_set_has_only_words(const rsn_byte_set *set)
{
    return ((set->bits[0] & ~RSN_REGEX_WORDS.bits[0]) | (set->bits[1] & ~RSN_REGEX_WORDS.bits[1]) | set->bits[2] | set->bits[3]) == 0;
}

static inline bool rsn_is_regex_word(uint8_t byte)
{
    return rsn_set_has(&RSN_REGEX_WORDS, byte);
}

/* Of many branches those that can go on with a byte, in their order.  Folded text is nearly all ASCII, so what is beyond
 * shares one entry; the last is the end of the text.  targets[begin[i]] .. targets[begin[i + 1]] are instructions. */
enum { RSN_SWITCH_BEYOND = 128, RSN_SWITCH_END = 129, RSN_SWITCH_BEGINS = 131 };

typedef struct rsn_switch {
    uint16_t begin[RSN_SWITCH_BEGINS];
    uint16_t unused;
} rsn_switch;

/* One block of memory: the header, then what it points to, so that trying a pattern touches little. */
struct rsn_program {
    ressenti_allocator memory;
    size_t block_size;
    uint32_t instruction_count;
    const rsn_instruction *instructions;
    const rsn_byte_set *sets;
    const rsn_switch *switches; /* a SPLIT at the head of many branches has one, in `set`, counted from 1 */
    const uint16_t *targets;
    const char *demands;        /* spellings, one behind the other                                     */
    rsn_byte_set first;         /* bytes with which a match may begin                                  */
    bool starts_words;          /* it can only begin where no word is under way                        */
    bool starts_text;           /* it can only begin at the beginning of the text                      */
};

#endif
