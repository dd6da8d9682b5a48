/* ressenti.h - what French customers write, read in C: the whole stable API, with the two headers that it includes.
 *
 * Four objects, created in this order, released in any order:
 *
 *   ressenti_pack      knowledge (themes, rules, words) read from one .pack file
 *   ressenti_engine    one or more packs made ready to run
 *   ressenti_scratch   working memory of one thread
 *   ressenti_result    what one or more calls to ressenti_analyze() found
 *
 * and, for normalisation alone, ressenti_folder.
 *
 * Ownership.  A function that hands out an object hands out exactly one
 *   reference; the matching _release() gives it back and accepts NULL.  What an
 *   object was built from it keeps alive by itself (an engine keeps its packs, a
 *   result its engine).  Pointers read out of an object live as long as that
 *   object; columns read out of a result move when rows are added to it.
 *   Inputs are borrowed for the call only, but for the text that a folder is
 *   asked about.
 * Threads.  Packs and engines never change once returned: share them freely,
 *   retain and release them from any thread.  A scratch, a folder and a result
 *   that is being filled serve one thread at a time.  No other state exists: the library
 *   reads no locale and no environment, opens no file but packs, prints nothing,
 *   starts no thread and never exits.
 * Offsets.  Half-open [begin, end), into the text as the caller gave it, never
 *   into a normalised copy, always on a code-point boundary.  Bytes, or code
 *   points with RESSENTI_CODE_POINTS.
 * Cost.  Time and memory are linear in the bytes of the texts.
 * Growth.  Structs that start with struct_size only grow at their end; use the
 *   matching _INIT; a zero field always means "the default".  Enumerators are
 *   only ever added: treat an unknown one as "something else".
 */
#ifndef RESSENTI_H
#define RESSENTI_H

#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define RESSENTI_API __attribute__((visibility("default")))
#else
#define RESSENTI_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Version ------------------------------------------------------------- */

#define RESSENTI_VERSION "0.1.0"
#define RESSENTI_VERSION_MAJOR 0
#define RESSENTI_VERSION_MINOR 1
#define RESSENTI_VERSION_PATCH 0
#define RESSENTI_ABI 1         /* an old program may break: rare, announced */
#define RESSENTI_PACK_FORMAT 5 /* an old pack cannot be read any more       */

RESSENTI_API uint32_t ressenti_version(void); /* (major << 16) | (minor << 8) | patch */
RESSENTI_API uint32_t ressenti_abi(void);     /* compare with RESSENTI_ABI at start-up */
/* One line on the libraries underneath, for bug reports.  Returns its size; 200 bytes suffice. */
RESSENTI_API size_t ressenti_build_info(char *buffer, size_t capacity);

/* ---- Errors -------------------------------------------------------------- */

typedef enum ressenti_status {
    RESSENTI_OK = 0,
    RESSENTI_NO_MEMORY = -1,
    RESSENTI_BAD_ARGUMENT = -2,
    RESSENTI_TOO_LARGE = -3,    /* more than 32 bits can count                  */
    RESSENTI_BAD_PACK = -4,     /* truncated, corrupt, or not a pack            */
    RESSENTI_PACK_VERSION = -5, /* a sound pack that needs another release      */
    RESSENTI_BAD_PATTERN = -6,  /* a phrase or a regex that cannot be compiled  */
    RESSENTI_BAD_DATA = -7,     /* builder: a name twice, an unknown reference  */
    RESSENTI_IO = -8,
    RESSENTI_STOPPED = -9       /* the caller's own `proceed` said so           */
} ressenti_status;

#define RESSENTI_NOWHERE UINT64_MAX

/* Filled when a call fails and `error` is not NULL; left alone on success. */
typedef struct ressenti_error {
    size_t struct_size;
    ressenti_status status;
    uint64_t item;     /* which text, rule or section, or NOWHERE      */
    uint64_t offset;   /* byte in that item, or NOWHERE                */
    char message[232]; /* one English sentence, UTF-8, NUL-terminated  */
} ressenti_error;

#define RESSENTI_ERROR_INIT {sizeof(ressenti_error), RESSENTI_OK, RESSENTI_NOWHERE, RESSENTI_NOWHERE, {0}}

RESSENTI_API const char *ressenti_status_name(ressenti_status status); /* "BAD_PACK" */

/* ---- Memory -------------------------------------------------------------- */

/* Copied into each object created with it, so nothing is passed at release.
 * NULL means the C library.  Must be callable from every thread that uses the
 * objects, without holding any lock of the caller's (a GIL, for instance).
 * allocate and resize may return NULL; the call then fails with NO_MEMORY, leaks
 * nothing, and the objects stay usable. */
typedef struct ressenti_allocator {
    void *(*allocate)(void *context, size_t size);
    void *(*resize)(void *context, void *block, size_t old_size, size_t new_size);
    void (*release)(void *context, void *block, size_t size);
    void *context;
} ressenti_allocator;

/* ---- Knowledge ----------------------------------------------------------- */

/* UTF-8, need not be NUL-terminated; data NULL: the text is absent. */
typedef struct ressenti_text {
    const char *data;
    size_t size;
} ressenti_text;

typedef struct ressenti_pack ressenti_pack;

/* Maps the file; everything in it is checked before anyone reads it.  O(size).
 * To change a pack that is in use, write a new file and rename it over the old one: rewriting the mapped
 * bytes in place takes the ground away under the engines that use them. */
RESSENTI_API ressenti_status ressenti_pack_open(const char *path, const ressenti_allocator *memory,
                                                ressenti_pack **pack, ressenti_error *error);
/* Copies the bytes.  O(size). */
RESSENTI_API ressenti_status ressenti_pack_from_bytes(const void *bytes, size_t size,
                                                      const ressenti_allocator *memory,
                                                      ressenti_pack **pack, ressenti_error *error);
RESSENTI_API void ressenti_pack_release(ressenti_pack *pack);

/* The path of an installed pack: RESSENTI_PACK("fr.pack").  `pkg-config --cflags ressenti` defines
 * RESSENTI_PACKDIR without quotes, so that it means the same through a shell, make or a list of words. */
#ifdef RESSENTI_PACKDIR
#define RESSENTI_QUOTE_(words) #words
#define RESSENTI_QUOTE(words) RESSENTI_QUOTE_(words)
#define RESSENTI_PACK(file) RESSENTI_QUOTE(RESSENTI_PACKDIR) "/" file
#endif

typedef struct ressenti_engine ressenti_engine;

/* Later packs win over earlier ones, word by word, theme by theme, rule by rule. */
RESSENTI_API ressenti_status ressenti_engine_new(ressenti_pack *const *packs, size_t pack_count,
                                                 const ressenti_allocator *memory,
                                                 ressenti_engine **engine, ressenti_error *error);

/* The inner loops (validation, folding) are there for several kinds of processors, with one and the same result:
 * the name of the `index`-th kernels that this processor can run, the fastest first; NULL: there are no more. */
RESSENTI_API const char *ressenti_kernels_name(uint32_t index);

/* A name that phrases with a slot for it find: « chez <concurrent> ». */
typedef struct ressenti_list_word {
    ressenti_text list; /* "concurrent", "marque" or "produit" */
    ressenti_text word; /* as it is written                    */
} ressenti_list_word;

typedef struct ressenti_engine_options {
    size_t struct_size;
    ressenti_text kernels; /* "scalar", "avx2", "avx512", "neon"; absent: the fastest */
    const ressenti_text *muted; /* names of rules that shall find nothing: "delivery_time/12", or a beginning
                                 * and a star, "delivery_time/" "*"; borrowed for the call                   */
    size_t muted_count;
    const ressenti_list_word *list_words; /* beside those of the packs; borrowed for the call */
    size_t list_word_count;
    uint32_t no_learned_themes; /* 1: rules alone find themes and signals */
} ressenti_engine_options;

#define RESSENTI_ENGINE_OPTIONS_INIT {sizeof(ressenti_engine_options), {NULL, 0}, NULL, 0, NULL, 0, 0}

/* The same with options; `options` may be NULL.  BAD_ARGUMENT: kernels that are unknown, or not for this processor, or a
 * muted name that no rule has, error->item being its rank.  BAD_DATA: a list word that cannot be one, likewise.  What changes results is part of the fingerprint. */
RESSENTI_API ressenti_status ressenti_engine_new_with(ressenti_pack *const *packs, size_t pack_count,
                                                      const ressenti_engine_options *options,
                                                      const ressenti_allocator *memory,
                                                      ressenti_engine **engine, ressenti_error *error);
RESSENTI_API const char *ressenti_engine_kernels(const ressenti_engine *engine); /* the name of its own */
RESSENTI_API void ressenti_engine_release(ressenti_engine *engine);
/* "ressenti 0.1.0 fr:1f3a…": engine and language data, to be kept with results. */
RESSENTI_API ressenti_text ressenti_engine_fingerprint(const ressenti_engine *engine);

typedef enum ressenti_label_kind {
    RESSENTI_THEME = 1,
    RESSENTI_SIGNAL = 2,  /* bit i of documents.signals is signal i   */
    RESSENTI_CHANNEL = 3, /* bit i of documents.channels is channel i */
    RESSENTI_PARENT = 4,  /* groups of themes                         */
    RESSENTI_SUBTHEME = 5 /* parts of themes: "return_refund/cancel"  */
} ressenti_label_kind;

#define RESSENTI_NONE UINT32_MAX

typedef struct ressenti_label {
    size_t struct_size;
    ressenti_text id;   /* "delivery_time": stable, ASCII                     */
    ressenti_text fr;   /* what a person reads                                */
    ressenti_text en;
    uint32_t parent;    /* themes: index among RESSENTI_PARENT, or NONE; sub-themes: index of their theme */
    uint32_t stage;     /* themes and sub-themes: one RESSENTI_STAGE_* bit     */
    uint32_t component; /* themes and sub-themes: one RESSENTI_COMPONENT_* bit */
    uint32_t is_alone;  /* themes: it stays only when no other theme is there */
} ressenti_label;

#define RESSENTI_LABEL_INIT {sizeof(ressenti_label), {NULL, 0}, {NULL, 0}, {NULL, 0}, 0, 0, 0, 0}

#define RESSENTI_STAGE_NAMES \
    {"awareness", "search", "purchase", "delivery", "use", "support", "return", "relationship", "transverse"}
#define RESSENTI_COMPONENT_NAMES {"satisfaction", "relationship", "touchpoints", "journey"}

/* The names in the lists, by their letters, then by list. */
RESSENTI_API uint32_t ressenti_engine_name_count(const ressenti_engine *engine);
RESSENTI_API ressenti_status ressenti_engine_name(const ressenti_engine *engine, uint32_t index, ressenti_list_word *name);

typedef struct ressenti_rule {
    size_t struct_size;
    ressenti_text name; /* "delivery_time/12"                                 */
    ressenti_text file; /* where a person wrote it: "themes/delivery.toml"    */
    uint32_t number;    /* the n-th rule of that file, from 1                 */
    uint32_t theme;     /* or NONE                                            */
    uint64_t signals;   /* bits                                               */
    uint64_t channels;  /* bits                                               */
    uint32_t irritation;
    int32_t valence;    /* hundredths; 0: the rule does not judge             */
    uint32_t is_prefiltered; /* 0: it has to be tried on every text           */
    uint32_t subtheme;  /* index among RESSENTI_SUBTHEME, or NONE; then `theme` is the whole */
} ressenti_rule;

#define RESSENTI_RULE_INIT {sizeof(ressenti_rule), {NULL, 0}, {NULL, 0}, 0, 0, 0, 0, 0, 0, 0, 0}

RESSENTI_API uint32_t ressenti_engine_label_count(const ressenti_engine *engine, ressenti_label_kind kind);
RESSENTI_API ressenti_status ressenti_engine_label(const ressenti_engine *engine, ressenti_label_kind kind,
                                                   uint32_t index, ressenti_label *label);
RESSENTI_API uint32_t ressenti_engine_rule_count(const ressenti_engine *engine);
RESSENTI_API ressenti_status ressenti_engine_rule(const ressenti_engine *engine, uint32_t index,
                                                  ressenti_rule *rule);
/* What a rule says of its evidence for a signal: churn_intent, "stage", "leaving". */
typedef struct ressenti_attribute {
    size_t struct_size;
    uint32_t signal;
    ressenti_text key, value; /* ASCII ids */
} ressenti_attribute;

#define RESSENTI_ATTRIBUTE_INIT {sizeof(ressenti_attribute), 0, {NULL, 0}, {NULL, 0}}

RESSENTI_API uint32_t ressenti_engine_attribute_count(const ressenti_engine *engine);
RESSENTI_API ressenti_status ressenti_engine_attribute(const ressenti_engine *engine, uint32_t index,
                                                       ressenti_attribute *attribute);
/* The regular expressions that the rules have become, in the order of their rules. */
typedef struct ressenti_pattern {
    size_t struct_size;
    ressenti_text regex;     /* over folded text                                                  */
    uint32_t rule;
    uint32_t is_unless;      /* it undoes the rule in its clause                                  */
    uint32_t is_program;     /* run by the library's own engine; 0: by PCRE2                      */
    uint32_t is_prefiltered; /* tried only on texts with the words it needs                       */
    uint32_t is_further;     /* the same as the one before, with other names of a list            */
} ressenti_pattern;

#define RESSENTI_PATTERN_INIT {sizeof(ressenti_pattern), {NULL, 0}, 0, 0, 0, 0, 0}

RESSENTI_API uint32_t ressenti_engine_pattern_count(const ressenti_engine *engine);
RESSENTI_API ressenti_status ressenti_engine_pattern(const ressenti_engine *engine, uint32_t index,
                                                     ressenti_pattern *pattern);
/* The words that a pattern waits for, for people, in UTF-8: "pas|aucun* … cher* ≤3 + livraiso*".  In front of "…" one of
 * the words at which a match begins, when they are known; behind it each further need, with how many stretches of text
 * (between blanks or punctuation) it may be ahead of the first when that is known.  Bars part alternatives; a star: the
 * word may go on.  Empty: the pattern is tried on every text.  Returns the size, without any NUL; when it is more than
 * `capacity`, what was written was cut: call again with more.  0 too when there is no such pattern.  O(size). */
RESSENTI_API size_t ressenti_engine_pattern_needs(const ressenti_engine *engine, uint32_t index, char *buffer,
                                                  size_t capacity);
RESSENTI_API uint32_t ressenti_engine_word_count(const ressenti_engine *engine);

/* ---- Analysis ------------------------------------------------------------ */

typedef struct ressenti_scratch ressenti_scratch;

RESSENTI_API ressenti_status ressenti_scratch_new(const ressenti_engine *engine,
                                                  const ressenti_allocator *memory,
                                                  ressenti_scratch **scratch);
RESSENTI_API void ressenti_scratch_release(ressenti_scratch *scratch);

#define RESSENTI_CODE_POINTS (1u << 0)        /* offsets count code points, not bytes         */
#define RESSENTI_WANT_CONTRIBUTIONS (1u << 1) /* fill contributions: what explain() shows      */
#define RESSENTI_WANT_HITS (1u << 2)          /* fill hits: every match of every rule          */
#define RESSENTI_WANT_FIGURES (1u << 3)       /* fill figures: what the grammar of figures reads */
/* Also taken here: RESSENTI_REPLACE_INVALID, REPAIR_INVALID, KEEP_MOJIBAKE and KEEP_ENTITIES, of "Normalisation alone".
 * Spans still refer to the bytes given; with CODE_POINTS what is no UTF-8 counts as it is read: one code point
 * for each U+FFFD (what Python's errors="replace" decodes to), or one for each repaired byte. */

typedef struct ressenti_options {
    size_t struct_size;
    uint32_t flags;          /* RESSENTI_*                                       */
    uint32_t match_limit;    /* steps that one rule may take for each KiB begun of a text, all of them
                              * four times that; 0: 100,000.  The same with and without JIT: see
                              * docs/reliability.md                              */
    uint64_t text_size_limit; /* longer texts get the status too_long; 1 MiB     */
} ressenti_options;

#define RESSENTI_OPTIONS_INIT {sizeof(ressenti_options), 0, 0, 0}

typedef struct ressenti_result ressenti_result;

/* An empty result, to be filled by ressenti_analyze.  It keeps the engine alive. */
RESSENTI_API ressenti_status ressenti_result_new(const ressenti_engine *engine,
                                                 const ressenti_allocator *memory,
                                                 ressenti_result **result);
RESSENTI_API void ressenti_result_release(ressenti_result *result);

/* Appends one document per text.  A text that cannot be read never fails the
 * batch: its row carries why.  On failure (memory) the result is as before. */
RESSENTI_API ressenti_status ressenti_analyze(ressenti_scratch *scratch, const ressenti_text *texts,
                                              size_t text_count, const ressenti_options *options,
                                              ressenti_result *result, ressenti_error *error);

/* The rules alone: each text is folded and respelled, the rules are matched with their `unless`, and nothing else is
 * read; several times as fast.  Appends one document per text with its status and, whatever the flags, its hits, which
 * are those of ressenti_analyze; language 0 ("und"), RESSENTI_UNREAD and zeros in all other columns.  Texts that are
 * not French are read too.  Otherwise as ressenti_analyze: one scratch one thread, on failure the result is as before. */
RESSENTI_API ressenti_status ressenti_match(ressenti_scratch *scratch, const ressenti_text *texts,
                                            size_t text_count, const ressenti_options *options,
                                            ressenti_result *result, ressenti_error *error);

/* Appends `count` rows for what is not text at all. */
typedef enum ressenti_row_status {
    RESSENTI_ROW_OK = 0,
    RESSENTI_ROW_NULL = 1,
    RESSENTI_ROW_NOT_TEXT = 2,
    RESSENTI_ROW_INVALID_UTF8 = 3,
    RESSENTI_ROW_TOO_LONG = 4,
    RESSENTI_ROW_MARKS_CUT = 5, /* read, but a run of combining marks was cut at 30 */
    RESSENTI_ROW_BUDGET = 6,    /* read, but a rule gave up: ressenti_result_gave_up */
    RESSENTI_ROW_NOT_FRENCH = 7
} ressenti_row_status;

#define RESSENTI_ROW_STATUS_NAMES \
    {"ok", "null", "not_text", "invalid_utf8", "too_long", "marks_cut", "budget", "not_french"}

RESSENTI_API ressenti_status ressenti_result_add_unread(ressenti_result *result, ressenti_row_status why);

typedef enum ressenti_sentiment {
    RESSENTI_UNREAD = 0,
    RESSENTI_POSITIVE = 1,
    RESSENTI_NEGATIVE = 2,
    RESSENTI_NEUTRAL = 3,
    RESSENTI_MIXED = 4
} ressenti_sentiment;

#define RESSENTI_SENTIMENT_NAMES {NULL, "pos", "neg", "neu", "mixed"}

/* Parallel columns, one row per text.  The *_begin columns have count + 1
 * entries: rows [begin[i], begin[i + 1]) of the other tables belong to text i. */
typedef struct ressenti_documents {
    size_t struct_size;
    size_t count;
    const uint8_t *status;       /* ressenti_row_status                            */
    const uint8_t *sentiment;    /* ressenti_sentiment                             */
    const uint8_t *irritation;   /* 0..3                                           */
    const uint8_t *lang;         /* index into ressenti_language_name              */
    const int32_t *points;       /* the exact sum of the contributions             */
    const int32_t *score;        /* thousandths, -1000..1000                       */
    const int32_t *confidence;   /* thousandths, 0..1000                           */
    const uint64_t *signals;     /* bits, see RESSENTI_SIGNAL                      */
    const uint64_t *channels;    /* bits, see RESSENTI_CHANNEL                     */
    const uint32_t *stages;      /* bits, in the order of RESSENTI_STAGE_NAMES     */
    const uint32_t *components;  /* bits, in the order of RESSENTI_COMPONENT_NAMES */
    const uint64_t *theme_begin; /* into ressenti_themes                           */
    const uint64_t *mention_begin;
    const uint64_t *signal_begin;
    const uint64_t *gap_begin;
    const uint64_t *contribution_begin;
    const uint64_t *hit_begin;
    const uint64_t *gave_up_begin;
    const uint64_t *promise_begin;
    const uint64_t *figure_begin;
    const uint64_t *attribute_begin; /* into ressenti_signal_attributes */
    const uint64_t *lemma_begin; /* into ressenti_lemmas                           */
} ressenti_documents;

/* One row per theme of a text, in order of first mention; what is said of a part of it counts for the whole. */
typedef struct ressenti_themes {
    size_t struct_size;
    size_t count;
    const uint32_t *theme;
    const uint8_t *polarity; /* ressenti_sentiment: positive, negative or neutral */
    const int32_t *score;    /* thousandths                                       */
} ressenti_themes;

/* One row per mention of a theme, in order of begin. */
typedef struct ressenti_mentions {
    size_t struct_size;
    size_t count;
    const uint32_t *theme, *rule; /* indices into the engine; rule: NONE when the learned model proposes it */
    const uint32_t *begin, *end;
    const uint8_t *polarity;
    const int32_t *score; /* thousandths */
    const int64_t *amount;   /* hundredths: the sum its clause names, for themes that keep it */
    const uint8_t *currency; /* index into RESSENTI_GAP_UNIT_NAMES; RESSENTI_NO_UNIT: no sum */
    const uint32_t *target_begin, *target_end; /* the thing judged, « petit déjeuner »; equal: it cannot be told */
    const uint64_t *lemma_begin;               /* its lemma, folded, singular, without article: "petit dejeuner", */
    const uint32_t *lemma_size;                /* so many bytes of ressenti_lemmas; 0: it cannot be told          */
    const uint32_t *name;                      /* of a list, see ressenti_engine_name; NONE: the rule has no slot */
    const uint32_t *subtheme;                  /* the part of `theme`, index among RESSENTI_SUBTHEME; NONE: none  */
    const uint8_t *source;                     /* index into RESSENTI_SOURCE_NAMES */
} ressenti_mentions;

/* What says so: a rule, the grammar of figures, or the learned model, which proposes what no rule has found. */
#define RESSENTI_SOURCE_NAMES {"rule", "gap", "model"}

#define RESSENTI_NO_UNIT 255 /* there is no value */

/* The lemmas of targets, one behind the other. */
typedef struct ressenti_lemmas {
    size_t struct_size;
    size_t count;
    const uint8_t *bytes;
} ressenti_lemmas;

/* One row per piece of evidence for a signal, in order of begin. */
typedef struct ressenti_signals {
    size_t struct_size;
    size_t count;
    const uint32_t *signal, *rule; /* rule: NONE when the engine's own grammar or the learned model found it */
    const uint32_t *begin, *end;
    const int64_t *value; /* hundredths of the unit: how long one waited, for instance       */
    const uint8_t *unit;  /* index into RESSENTI_GAP_UNIT_NAMES; RESSENTI_NO_UNIT: no value */
    const uint32_t *name; /* as of a mention */
    const uint8_t *source; /* index into RESSENTI_SOURCE_NAMES */
} ressenti_signals;

/* One row per attribute of a piece of evidence, in the order of the evidence. */
typedef struct ressenti_signal_attributes {
    size_t struct_size;
    size_t count;
    const uint64_t *evidence;  /* row of ressenti_signals            */
    const uint32_t *attribute; /* index, see ressenti_engine_attribute */
} ressenti_signal_attributes;

#define RESSENTI_GAP_KIND_NAMES {"duration", "price", "percent", "count"}
#define RESSENTI_GAP_UNIT_NAMES \
    {"minute", "hour", "day", "week", "month", "eur", "cad", "chf", "percent", "item"}
#define RESSENTI_GAP_DIRECTION_NAMES {"exceeded", "met", "missed"}

/* One row per pair of a promise and what happened, in order of begin. */
typedef struct ressenti_gaps {
    size_t struct_size;
    size_t count;
    const uint8_t *kind, *unit, *direction; /* indices into the names above            */
    const int64_t *promised, *actual;       /* hundredths of the unit                  */
    const uint32_t *begin, *end;            /* from the first figure to the end of the second */
    const uint32_t *promised_begin, *promised_end, *actual_begin, *actual_end; /* the two figures */
    const uint8_t *open;                    /* 1: what happened still goes on          */
} ressenti_gaps;

/* One row per promise whose outcome is not told, in order of begin: "sous 48 h". */
typedef struct ressenti_promises {
    size_t struct_size;
    size_t count;
    const uint8_t *kind, *unit; /* as of gaps             */
    const int64_t *value;       /* hundredths of the unit */
    const uint32_t *begin, *end; /* the figure, with the word beside it that makes it a promise */
} ressenti_promises;

#define RESSENTI_FIGURE_KIND_NAMES                                                                                     \
    {"duration", "price", "percent", "count", "rating", "clock", "date", "ratio", "size", "rank",                      \
     "email", "url", "phone", "iban", "card", "reference", "postcode", "year"}
#define RESSENTI_FIGURE_UNIT_NAMES                                                                                     \
    {"minute", "hour", "day", "week", "month", "eur", "cad", "chf", "percent", "item", "times", "point", "date", NULL}

/* One row per figure, in order of begin; none overlaps another (RESSENTI_WANT_FIGURES).  From "email" on: no figures, but what
 * is written with digits or like them, and measures nothing. */
typedef struct ressenti_figures {
    size_t struct_size;
    size_t count;
    const uint8_t *kind, *unit; /* indices into the names above */
    const int64_t *value;       /* hundredths of the unit; of "clock" minutes after midnight; of "date" yyyymmdd, with 0 for
                                 * what is not said; of "ratio" of what it is said of; 0 from "email" on                 */
    const int64_t *scale;       /* of "rating" the best mark, in hundredths; else 0 */
    const uint32_t *begin, *end;
} ressenti_figures;

#define RESSENTI_CONTRIBUTION_KIND_NAMES {"word", "expression", "emoji", "rule", "gap", "construction", "model"}

/* One row per term of documents.points, in order of begin (RESSENTI_WANT_CONTRIBUTIONS). */
typedef struct ressenti_contributions {
    size_t struct_size;
    size_t count;
    const uint8_t *kind;
    const ressenti_text *label;    /* the folded word or expression, the rule's name, "gap"     */
    const int32_t *valence;        /* of the word alone, hundredths                            */
    const int32_t *percent;        /* what the context made of it; negative: turned round      */
    const int32_t *points;         /* valence times percent, rounded: the terms of the sum     */
    const uint32_t *begin, *end;
    const uint32_t *cue_begin, *cue_end; /* the negation, or else the strongest modifier; equal: none */
} ressenti_contributions;

/* One row per match of a rule, theme or not (RESSENTI_WANT_HITS). */
typedef struct ressenti_hits {
    size_t struct_size;
    size_t count;
    const uint32_t *rule;
    const uint32_t *begin, *end;
} ressenti_hits;

/* One row per rule that ran out of budget on a text, in the order of rules; the first eight of them.  What such a rule
 * found before is kept. */
typedef struct ressenti_gave_up {
    size_t struct_size;
    size_t count;
    const uint32_t *rule;
} ressenti_gave_up;

/* Each fills a struct whose struct_size is set: `ressenti_themes t = {sizeof t};`.  O(1). */
RESSENTI_API void ressenti_result_documents(const ressenti_result *result, ressenti_documents *documents);
RESSENTI_API void ressenti_result_themes(const ressenti_result *result, ressenti_themes *themes);
RESSENTI_API void ressenti_result_mentions(const ressenti_result *result, ressenti_mentions *mentions);
RESSENTI_API void ressenti_result_signals(const ressenti_result *result, ressenti_signals *signals);
RESSENTI_API void ressenti_result_signal_attributes(const ressenti_result *result, ressenti_signal_attributes *attributes);
RESSENTI_API void ressenti_result_gaps(const ressenti_result *result, ressenti_gaps *gaps);
RESSENTI_API void ressenti_result_promises(const ressenti_result *result, ressenti_promises *promises);
RESSENTI_API void ressenti_result_figures(const ressenti_result *result, ressenti_figures *figures);
RESSENTI_API void ressenti_result_contributions(const ressenti_result *result,
                                                ressenti_contributions *contributions);
RESSENTI_API void ressenti_result_hits(const ressenti_result *result, ressenti_hits *hits);
RESSENTI_API void ressenti_result_gave_up(const ressenti_result *result, ressenti_gave_up *gave_up);
RESSENTI_API void ressenti_result_lemmas(const ressenti_result *result, ressenti_lemmas *lemmas);

/* "fr", "en" … for documents.lang; "und" when it cannot be told. */
RESSENTI_API const char *ressenti_language_name(uint8_t lang);

/* Writes one document as one line of JSON, without the line feed, into `buffer`.
 * `id` is a JSON value ("\"17\"", "17"); `extra` is NULL or a JSON value put under "input".
 * Returns the size needed; when it is more than `capacity`, nothing useful was
 * written: call again with more.  0: no such document. */
RESSENTI_API size_t ressenti_result_json(const ressenti_result *result, size_t document,
                                         ressenti_text id, ressenti_text extra, char *buffer,
                                         size_t capacity);

#ifdef __cplusplus
}
#endif

#include "ressenti_learn.h"     /* ressenti_train                       */
#include "ressenti_normalize.h" /* ressenti_folder, ressenti_normalize_form */

#endif /* RESSENTI_H */
