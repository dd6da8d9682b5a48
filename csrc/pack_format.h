/* The bytes of a pack: little-endian integers, no pointers, sections on 64-byte borders.
 * docs/pack-format.md is the prose. */
#ifndef RSN_PACK_FORMAT_H
#define RSN_PACK_FORMAT_H

#include <stdint.h>

/* 0x8F is no UTF-8, and a text-mode copy changes the line ends visibly. */
#define RSN_PACK_SIGNATURE "\x8FRSN\r\n\x1A\n"

enum { RSN_EXPRESSION_WORDS_MAX = 12 }; /* what a builder takes, and how far a reader looks */

enum {
    RSN_PACK_ALIGNMENT = 64,
    RSN_PACK_LITERAL_MAX = 8,  /* bytes of a literal                               */
    RSN_PACK_WORD_END = 1,     /* behind the bytes of a literal that is a whole word */
    RSN_PACK_NEED_MAX = 160,   /* literals of a need                               */
    RSN_PACK_NEEDS_MAX = 6,    /* needs of a pattern                               */
    RSN_PACK_LABELS_MAX = 10000,
    RSN_PACK_ANYWHERE = 1000   /* a distance that is not known                     */
};

typedef struct rsn_pack_header {
    uint8_t signature[8];
    uint32_t format;        /* RESSENTI_PACK_FORMAT                              */
    uint32_t section_count; /* RSN_SECTION_COUNT                                 */
    uint64_t file_size;
    uint64_t checksum;      /* rsn_hash_bytes of everything after this header    */
} rsn_pack_header;

typedef enum rsn_section_kind {
    RSN_SECTION_STRINGS,    /* bytes               */
    RSN_SECTION_META,       /* one rsn_pack_meta   */
    RSN_SECTION_LABELS,     /* rsn_pack_label      */
    RSN_SECTION_LISTS,      /* rsn_pack_list_word  */
    RSN_SECTION_RULES,      /* rsn_pack_rule       */
    RSN_SECTION_PATTERNS,   /* rsn_pack_pattern    */
    RSN_SECTION_NEEDS,      /* rsn_pack_need       */
    RSN_SECTION_LITERALS,   /* uint64_t: bytes of rsn_literal, padded with NUL */
    RSN_SECTION_SLOTS,      /* rsn_pack_slot: open addressing, a power of two  */
    RSN_SECTION_WORDS,      /* rsn_pack_word       */
    RSN_SECTION_ATTRIBUTES, /* rsn_pack_attribute, by rule */
    RSN_SECTION_MODEL,      /* rsn_pack_model, or nothing                              */
    RSN_SECTION_WEIGHTS,    /* int8_t: RSN_MODEL_OUTPUTS for each bucket, or nothing   */
    RSN_SECTION_PROPOSALS,  /* rsn_pack_proposal: themes and signals that are learned  */
    RSN_SECTION_PROPOSAL_WEIGHTS, /* int8_t: a row for each bucket, see rsn_proposal_row */
    RSN_SECTION_COUNT
} rsn_section_kind;

typedef struct rsn_pack_section {
    uint64_t offset, count; /* count of elements */
} rsn_pack_section;

typedef struct rsn_pack_string {
    uint32_t offset, size; /* into STRINGS */
} rsn_pack_string;

typedef struct rsn_pack_range {
    uint32_t begin, count;
} rsn_pack_range;

typedef struct rsn_pack_meta {
    rsn_pack_string name, fingerprint;
} rsn_pack_meta;

typedef struct rsn_pack_label {
    uint32_t kind, flags;
    rsn_pack_string id, fr, en;
    rsn_pack_string parent; /* id, size 0: none */
    uint32_t stage, component;
} rsn_pack_label;

typedef struct rsn_pack_list_word {
    rsn_pack_string list, word; /* "concurrent", a name as it is written */
} rsn_pack_list_word;

enum { RSN_RULE_NEUTRAL = 1, RSN_RULE_JOINS = 2 };

typedef struct rsn_pack_rule {
    uint64_t signals, channels;          /* bits, in the order of the labels of that kind */
    rsn_pack_string name, file;
    rsn_pack_range patterns;             /* any of them is the rule                       */
    rsn_pack_range unless;               /* patterns too: any of them in its clause undoes a hit */
    uint32_t number, theme;              /* theme: index into LABELS, or RESSENTI_NONE    */
    uint32_t flags, irritation;
    int32_t valence;
    uint16_t condition, figure;          /* ressenti_condition, ressenti_figure_kind      */
} rsn_pack_rule;

/* What a rule says of its evidence for one of its signals. */
typedef struct rsn_pack_attribute {
    uint32_t rule, label; /* indices; the label is a signal */
    rsn_pack_string key, value;
} rsn_pack_attribute;

/* One of the literals begins a word in every text that matches, at most `far` chunks behind the one in which
 * the match begins. */
typedef struct rsn_pack_need {
    rsn_pack_range literals;
    uint32_t far; /* RSN_PACK_ANYWHERE: not known */
} rsn_pack_need;

typedef struct rsn_pack_pattern {
    rsn_pack_string regex;
    rsn_pack_range needs; /* all of them, the rarest first but for the lead; none: it has to be tried on every text */
    uint16_t is_led;      /* the first need says how the word begins at which a match begins                        */
    uint16_t text_chunks; /* 0, or a match begins where the text does, which has at most so many chunks; RSN_PACK_ANYWHERE: not known */
    uint16_t rarest;      /* which of the needs to wait for                                                         */
    uint16_t second;      /* and for which besides; the same: there is no other                                     */
} rsn_pack_pattern;

enum {
    RSN_HAS_OPINION = 1,
    RSN_HAS_INTENSITY = 2,
    RSN_HAS_NEGATION = 4,
    RSN_HAS_CONNECTIVE = 8,
    RSN_HAS_LANGUAGE = 16,
    RSN_HAS_RESPELL = 32,
    RSN_HAS_VERB = 64,      /* it is a verb: a negation may follow it          */
    RSN_HAS_CONTINUES = 128, /* the beginning of longer expressions            */
    RSN_HAS_CUE = 256,       /* of a promise, or of what happened              */
    RSN_HAS_VOICE = 1024,    /* whose words follow                             */
    RSN_HAS_DEMANDS = 512,   /* some spellings of it have entries of their own */
    RSN_HAS_NO_MEANING = RSN_HAS_CONTINUES | RSN_HAS_DEMANDS /* with no other bit */
};

typedef struct rsn_pack_word {
    uint64_t key;         /* hash of the word, or of the sequence of words; rsn_hash_demanded of a spelling */
    rsn_pack_string form; /* folded, words separated by one space                  */
    rsn_pack_string full; /* RESPELL                                               */
    int16_t valence, percent;
    uint16_t has;         /* RSN_HAS_*                                             */
    uint8_t negation, connective, language, cue, voice, unused;
    uint32_t accented;    /* DEMANDS: index + 1 of the first spelling with accents */
} rsn_pack_word;

enum { RSN_MODEL_BITS = 16, RSN_MODEL_BUCKETS = 1 << RSN_MODEL_BITS };

typedef enum rsn_model_output { RSN_OUTPUT_POLARITY, RSN_OUTPUT_NEUTRAL, RSN_OUTPUT_MIXED, RSN_MODEL_OUTPUTS } rsn_model_output;

enum {
    RSN_VERDICT_COUNT = 4,   /* in the order of ressenti_sentiment, from RESSENTI_POSITIVE on */
    RSN_EVIDENCE_COUNT = 29, /* see rsn_find_evidence                                         */
    RSN_MODEL_SCALE_MOST = 1 << 24
};

/* As a file of its own (data/fr/model), the weights follow at once. */
typedef struct rsn_pack_model {
    uint32_t answers, unused;                                /* bits: the labels that it gives          */
    int32_t scale[RSN_MODEL_OUTPUTS + 1];                    /* 65,536ths of a point for a weight of one; the last is 0 */
    int32_t verdicts[RSN_VERDICT_COUNT][RSN_EVIDENCE_COUNT]; /* 1,024ths of a nat for 1,000 of evidence */
} rsn_pack_model;

enum {
    RSN_PROPOSAL_BITS = 13,
    RSN_PROPOSAL_BUCKETS = 1 << RSN_PROPOSAL_BITS,
    RSN_PROPOSAL_STEP = 16,    /* rows are so many weights, or twice as many … */
    RSN_PROPOSALS_MOST = 128,  /* so that all weights are 1 MiB at most        */
    RSN_PROPOSAL_NEEDS_MOST = 1 << 30,
    RSN_PROPOSAL_NEVER = INT32_MAX
};

/* A label that is learned.  It is proposed where the sum of its weights is at least `alone` (of a text of which no rule found a
 * theme) or `beside` (of any other) times the square root of the number of features, in 256ths of a weight; or NEVER. */
typedef struct rsn_pack_proposal {
    uint32_t label; /* index into LABELS: a theme or a signal */
    int32_t alone, beside;
    uint32_t unused;
} rsn_pack_proposal;

static inline uint32_t rsn_proposal_row(uint32_t proposals)
{
    return (proposals + RSN_PROPOSAL_STEP - 1) / RSN_PROPOSAL_STEP * RSN_PROPOSAL_STEP;
}

/* As a file of its own (data/fr/model): this, then one rsn_proposal_entry for each label, then the weights. */
#define RSN_PROPOSAL_SIGNATURE "RSNTHEME"
enum { RSN_PROPOSAL_ID_MOST = 52 };

typedef struct rsn_proposal_head {
    uint8_t signature[8];
    uint32_t bits, count;
} rsn_proposal_head;

typedef struct rsn_proposal_entry {
    uint8_t id[RSN_PROPOSAL_ID_MOST]; /* padded with NUL */
    uint32_t kind;                    /* ressenti_label_kind: theme or signal */
    int32_t alone, beside;
} rsn_proposal_entry;

typedef struct rsn_pack_slot {
    uint32_t tag, word; /* tag: upper half of the key; word: index + 1, 0 when free */
} rsn_pack_slot;

_Static_assert(sizeof(rsn_pack_header) == 32, "header");
_Static_assert(sizeof(rsn_pack_label) == 48, "label");
_Static_assert(sizeof(rsn_pack_list_word) == 16, "list word");
_Static_assert(sizeof(rsn_pack_rule) == 72, "rule");
_Static_assert(sizeof(rsn_pack_attribute) == 24, "attribute");
_Static_assert(sizeof(rsn_pack_need) == 12, "need");
_Static_assert(sizeof(rsn_pack_pattern) == 24, "pattern");
_Static_assert(sizeof(rsn_pack_word) == 40, "word");
_Static_assert(sizeof(rsn_pack_model) == 488, "model");
_Static_assert(sizeof(rsn_pack_proposal) == 16, "proposal");
_Static_assert(sizeof(rsn_proposal_head) == 16, "proposal head");
_Static_assert(sizeof(rsn_proposal_entry) == 64, "proposal entry");

#endif
