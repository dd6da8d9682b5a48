/* ressenti_build.h - building packs from C.  UNSTABLE: may change in any release.
 *
 * A builder collects words and rules and turns them into the bytes of a pack.
 * The same calls in the same order give the same bytes on every platform.
 * One thread at a time.  After an error the builder can go on; the item that
 * failed was not added.
 */
#ifndef RESSENTI_BUILD_H
#define RESSENTI_BUILD_H

#include "ressenti.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ressenti_builder ressenti_builder;

RESSENTI_API ressenti_status ressenti_builder_new(const ressenti_allocator *memory, ressenti_builder **builder);
RESSENTI_API void ressenti_builder_release(ressenti_builder *builder);

/* name: "fr"; fingerprint: hexadecimal digest of the sources. */
RESSENTI_API ressenti_status ressenti_builder_name(ressenti_builder *builder, ressenti_text name,
                                                   ressenti_text fingerprint, ressenti_error *error);

#define RESSENTI_LABEL_ALONE (1u << 0)   /* a theme that stays only when no other theme is there */
#define RESSENTI_LABEL_AMOUNTS (1u << 1) /* a theme whose mentions keep the sum that their clause names */

/* parent: id of a RESSENTI_PARENT added before, or absent.  An id twice: BAD_DATA.
 * A sub-theme is a RESSENTI_THEME whose id is that of a theme added before, a slash and a name: "return_refund/cancel"; it has no
 * parent and no flags of its own, and the stage and the component of the theme where it says none. */
RESSENTI_API ressenti_status ressenti_builder_add_label(ressenti_builder *builder, ressenti_label_kind kind,
                                                        const ressenti_label *label, ressenti_text parent,
                                                        uint32_t flags, ressenti_error *error);

/* A name of the list "concurrent", "marque" or "produit", for the phrases that have a slot for it.  BAD_DATA: another list,
 * or a word without letters. */
RESSENTI_API ressenti_status ressenti_builder_add_list_word(ressenti_builder *builder, ressenti_text list, ressenti_text word,
                                                            ressenti_error *error);

typedef enum ressenti_word_kind {
    RESSENTI_WORD_OPINION = 0,    /* value: valence, hundredths; 0 protects a homograph   */
    RESSENTI_WORD_INTENSITY = 1,  /* value: percent                                       */
    RESSENTI_WORD_NEGATION = 2,   /* value: ressenti_negation_kind                        */
    RESSENTI_WORD_CONNECTIVE = 3, /* value: ressenti_connective_kind                      */
    RESSENTI_WORD_LANGUAGE = 4,   /* value: language index + 1, see ressenti_language_name */
    RESSENTI_WORD_RESPELL = 5,    /* `full` is what the word stands for                   */
    RESSENTI_WORD_CUE = 6,        /* value: ressenti_cue_kind                             */
    RESSENTI_WORD_VOICE = 7       /* value: ressenti_voice_kind                           */
} ressenti_word_kind;

typedef enum ressenti_negation_kind {
    RESSENTI_NEGATION_NE = 0,
    RESSENTI_NEGATION_AFTER = 1,
    RESSENTI_NEGATION_DETERMINER = 2,
    RESSENTI_NEGATION_WITHOUT = 3,
    RESSENTI_NEGATION_NOR = 4,
    RESSENTI_NEGATION_WEAK = 5
} ressenti_negation_kind;

typedef enum ressenti_connective_kind {
    RESSENTI_CONNECTIVE_CONTRAST = 0,
    RESSENTI_CONNECTIVE_CONCESSION = 1,
    RESSENTI_CONNECTIVE_BREAK = 2
} ressenti_connective_kind;

/* What tells which of two figures was promised and which one happened; and whose words a judgement is made of. */
typedef enum ressenti_cue_kind {
    RESSENTI_CUE_PROMISE = 0,   /* promis, annoncé, devis                                    */
    RESSENTI_CUE_ACTUAL = 1,    /* reçu, facturé, au bout de                                 */
    RESSENTI_CUE_INSTEAD = 2,   /* au lieu de: a promise follows it                          */
    RESSENTI_CUE_SAID = 3,      /* parlait de: a promise, if the rest agrees                 */
    RESSENTI_CUE_OUTCOME = 4,   /* a mis, dans le carton: a fact, if the rest agrees         */
    RESSENTI_CUE_ORDER = 5,     /* commandé: so many things are due                          */
    RESSENTI_CUE_SCHEDULE = 6,  /* train de, rendez-vous: the time of day behind it is due   */
    RESSENTI_CUE_GUARANTEE = 7, /* garanti: a promise, but « garanti deux ans » is none      */
    RESSENTI_CUE_ELAPSED = 8,   /* cela fait, nous sommes au: how long it has been           */
    RESSENTI_CUE_SINCE = 9,     /* depuis, il y a: the same, beside a STILL                  */
    RESSENTI_CUE_STILL = 10,    /* j'attends, toujours pas: it goes on                       */
    RESSENTI_CUE_BENEFIT = 11,  /* remise, autonomie: of which more is better                */
    RESSENTI_CUE_COST = 12,     /* taux d'intérêt, hausse: of which less is better           */
    RESSENTI_CUE_OTHER = 13,    /* ailleurs, concurrent, client depuis: no promise, no fact  */
    RESSENTI_CUE_AGAINST = 14,  /* contre: as INSTEAD, where a promise follows it            */
    RESSENTI_CUE_OPENING = 15,  /* ouvre, horaires: times of day there promise nothing       */
    RESSENTI_CUE_ONLINE = 16,   /* sur le site: a price there is not the one in the shop     */
    RESSENTI_CUE_SHOP = 17,     /* en magasin                                                */
    RESSENTI_CUE_NEUTRAL = 18,  /* says nothing, and hides a shorter or a less accented cue  */
    RESSENTI_CUE_LASTING = 19,  /* autonomie, massage: a time of which more is better        */
    RESSENTI_CUE_ENDED = 20,    /* terminé: as OUTCOME, but not of a time of day             */
    RESSENTI_CUE_PAID = 21,     /* payé: a fact, but what is paid for is due                 */
    RESSENTI_CUE_QUOTE = 22,    /* devis: a promise of a price, and of nothing else          */
    RESSENTI_CUE_WHEREAS = 23   /* alors que: what stands before it is the fact, if a promise follows */
} ressenti_cue_kind;

#define RESSENTI_CUE_ACCENTED 64 /* added to a kind: typed without any accent it is no cue: donné, but not donne */

/* Whose words a judgement is made of. */
typedef enum ressenti_voice_kind {
    RESSENTI_VOICE_REPORTED = 0,  /* on m'a dit, soi-disant: the words are another's   */
    RESSENTI_VOICE_WISHED = 1,    /* j'aurais aimé, si seulement: it did not come true */
    RESSENTI_VOICE_CONFIRMED = 2, /* je confirme: what was reported holds              */
    RESSENTI_VOICE_DENIED = 3,    /* à tort, c'est faux: it does not                   */
    RESSENTI_VOICE_REQUEST = 4,   /* pouvez-vous: the customer asks for something      */
    RESSENTI_VOICE_FERVENT = 5    /* bravo, quel bonheur: praise that irony likes      */
} ressenti_voice_kind;

#define RESSENTI_WORD_IS_VERB (1u << 0) /* a negation may follow it */
#define RESSENTI_WORD_DEMANDS_ACCENTS (1u << 1) /* one word; typed with other accents it is not this one */

typedef struct ressenti_word {
    size_t struct_size;
    ressenti_word_kind kind;
    ressenti_text form; /* a word or several; folded by the builder */
    ressenti_text full; /* RESPELL only                             */
    int32_t value;
    uint32_t flags;
} ressenti_word;

#define RESSENTI_WORD_INIT {sizeof(ressenti_word), RESSENTI_WORD_OPINION, {NULL, 0}, {NULL, 0}, 0, 0}

/* A form may have one entry of each kind; the same kind twice: BAD_DATA.
 * A form that demands its accents is a form of its own: what is typed with just these accents is that one, else the one
 * that demands nothing.  What is typed without any is the one without accents, else the first that was added with some. */
RESSENTI_API ressenti_status ressenti_builder_add_word(ressenti_builder *builder, const ressenti_word *word,
                                                       ressenti_error *error);

/* A text such as the rules will read (their examples will do), before the first rule: it tells the builder which words are
 * rare, and so worth waiting for.  Changes the speed of the pack, never what it finds. */
RESSENTI_API ressenti_status ressenti_builder_add_sample(ressenti_builder *builder, ressenti_text text,
                                                         ressenti_error *error);

/* What a rule says of the evidence it gives for one of its signals: churn_intent, "stage", "leaving". */
typedef struct ressenti_attribute_source {
    ressenti_text signal, key, value;
} ressenti_attribute_source;

/* What has to stand in the text for a rule to give its signals. */
typedef enum ressenti_condition {
    RESSENTI_ALWAYS = 0,
    RESSENTI_WITH_PRAISE = 1,  /* its sentence praises more than it blames              */
    RESSENTI_WITH_BLAME = 2,   /* its sentence blames more than it praises              */
    RESSENTI_AFTER_BLAME = 3   /* something is blamed before it, or conceded behind it  */
} ressenti_condition;

/* The kind of figure, in the hit or next to it, that is the value of the evidence. */
typedef enum ressenti_figure_kind {
    RESSENTI_NO_FIGURE = 0,
    RESSENTI_DURATION = 1,
    RESSENTI_PRICE = 2,
    RESSENTI_PERCENT = 3,
    RESSENTI_COUNT = 4
} ressenti_figure_kind;

#define RESSENTI_RULE_JOINS (1u << 0) /* it gives no evidence: its attributes complete that of its sentence */

typedef struct ressenti_rule_source {
    size_t struct_size;
    ressenti_text name, file;
    uint32_t number;
    ressenti_text theme;           /* id, or absent                                    */
    const ressenti_text *signals;  /* ids                                              */
    size_t signal_count;
    const ressenti_text *channels; /* ids                                              */
    size_t channel_count;
    uint32_t irritation;           /* 0..3                                             */
    int32_t valence;               /* hundredths; 0: the rule does not judge           */
    uint32_t is_neutral;           /* mention that is never judged                     */
    const ressenti_text *phrases;  /* see docs/authoring.fr.md                         */
    size_t phrase_count;
    const ressenti_text *regexes;
    size_t regex_count;
    const ressenti_text *needs;    /* for the regexes: one of these begins a word      */
    size_t need_count;
    const ressenti_text *unless;   /* phrases                                          */
    size_t unless_count;
    const ressenti_attribute_source *attributes; /* of its own signals                 */
    size_t attribute_count;
    ressenti_condition condition;  /* for its signals                                  */
    ressenti_figure_kind figure;
    uint32_t flags;                /* RESSENTI_RULE_*                                  */
} ressenti_rule_source;

/* BAD_PATTERN: error->item is the index of the phrase, then of the regex, then of the
 * unless (counted on), error->offset the byte in its folded form. */
RESSENTI_API ressenti_status ressenti_builder_add_rule(ressenti_builder *builder,
                                                       const ressenti_rule_source *rule,
                                                       ressenti_error *error);

/* How much work an expression over folded text is on each of `count` folded texts: steps[i] counts the steps of all its
 * matches, UINT64_MAX where it gives up, as a rule would (match_limit as in ressenti_options; 0: the default).  The same on
 * every machine, with and without JIT.  Nothing is kept; any thread.  BAD_PATTERN as for a rule; O(steps). */
RESSENTI_API ressenti_status ressenti_regex_work(ressenti_text regex, const ressenti_text *texts, size_t count,
                                                 uint32_t match_limit, uint64_t *steps,
                                                 const ressenti_allocator *memory, ressenti_error *error);

/* The bytes of a learned model (ressenti_model_bytes, or the file that they were kept in); a second one replaces the first.
 * BAD_DATA: not a model, or one of another release. */
RESSENTI_API ressenti_status ressenti_builder_set_model(ressenti_builder *builder, ressenti_text model, ressenti_error *error);

/* The same of learned themes and signals (ressenti_theme_model_bytes).  Labels that the pack has not got so far are added as
 * references to those of other packs: call it after all labels. */
RESSENTI_API ressenti_status ressenti_builder_set_theme_model(ressenti_builder *builder, ressenti_text model, ressenti_error *error);

/* The pack's bytes, valid until the builder is released or changed. */
RESSENTI_API ressenti_status ressenti_builder_finish(ressenti_builder *builder, ressenti_text *bytes,
                                                     ressenti_error *error);

#ifdef __cplusplus
}
#endif

#endif /* RESSENTI_BUILD_H */
