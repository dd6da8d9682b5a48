/* A pack under construction: what pack_write.c, pack_words.c and pack_rules.c share. */
#ifndef RSN_BUILDER_H
#define RSN_BUILDER_H

#include <stdbool.h>

#include "accents.h"
#include "arena.h"
#include "lists.h"
#include "memory.h"
#include "normalize.h"
#include "pack_format.h"
#include "pattern.h"
#include "rarity.h"
#include "ressenti_build.h"

struct ressenti_builder {
    ressenti_allocator memory;
    rsn_arena arena;
    rsn_pattern_context *trial; /* to compile each expression once */
    rsn_pack_meta meta;
    rsn_rarity rarity; /* of the samples' words */
    rsn_array interned; /* rsn_pack_string by hash, open addressing; size 0: free */
    size_t interned_count;
    rsn_lists stand_ins; /* one name for each list, to compile what waits for one */
    rsn_array strings, labels, list_words, rules, patterns, needs, literals, words, slots, attributes;
    rsn_array model, weights; /* a learned model, or nothing */
    rsn_array proposals, proposal_weights; /* learned themes and signals, or nothing */
    rsn_array bytes;  /* the finished pack           */
    rsn_array regex;  /* the pattern being assembled */
};

/* BAD_DATA: "what: name". */
ressenti_status rsn_builder_refuse(ressenti_error *error, const char *what, ressenti_text name);

/* Every text is stored once. */
ressenti_status rsn_builder_put_string(ressenti_builder *builder, ressenti_text text, rsn_pack_string *string,
                                       ressenti_error *error);

/* Folded for the time of one call: the next call forgets it. */
ressenti_status rsn_builder_fold(ressenti_builder *builder, ressenti_text text, rsn_folded *folded, ressenti_error *error);

/* The spelling behind what rsn_builder_fold has just folded. */
rsn_accents rsn_builder_accents(ressenti_builder *builder, ressenti_text text, const rsn_folded *folded);

/* Its place among the labels, and among those of its kind; RESSENTI_NONE: there is none. */
uint32_t rsn_builder_find_label(const ressenti_builder *builder, uint32_t kind, ressenti_text id, uint32_t *rank);

/* Room for more words, at least a first table. */
ressenti_status rsn_builder_grow_slots(ressenti_builder *builder, ressenti_error *error);

#endif
