/* Lists of names, of competitors for instance, and the phrases that wait for one of them: « parti chez <concurrent> ».
 * In a pack such an expression holds a marker, (?C{@concurrent}), for which an engine puts the names that it knows. */
#ifndef RSN_LISTS_H
#define RSN_LISTS_H

#include "arena.h"
#include "memory.h"
#include "span.h"

enum {
    RSN_LIST_WORDS_MAX = 16384, /* of all lists together                                              */
    RSN_LIST_WORD_MAX = 100,    /* bytes, folded                                                      */
    RSN_LIST_ROUND = 120,       /* names in one expression: more would be tried on every text         */
    RSN_LIST_ROUNDS_MAX = 256,  /* expressions that one becomes                                       */
    RSN_LIST_SLOTS_MAX = 4      /* in one expression                                                  */
};

typedef struct rsn_list_name {
    ressenti_text list, written;
    ressenti_text form; /* folded                      */
    ressenti_text key;  /* the letters and digits of it */
} rsn_list_name;

typedef struct rsn_lists {
    ressenti_allocator memory;
    rsn_arena arena;
    rsn_array names; /* rsn_list_name; once closed by key, then list     */
    rsn_array order; /* uint32_t: the names by list, the longest first   */
} rsn_lists;

void rsn_lists_init(rsn_lists *lists, const ressenti_allocator *memory);
void rsn_lists_free(rsn_lists *lists);

/* Whether there can be a list of this name: marque, concurrent, produit. */
bool rsn_is_list(ressenti_text name);

/* Copies both.  BAD_DATA: no such list, a name without a letter or digit, or too long, too many names. */
ressenti_status rsn_lists_add(rsn_lists *lists, ressenti_text list, ressenti_text word, ressenti_error *error);
/* What rsn_lists_add would say, without adding it. */
ressenti_status rsn_lists_check(rsn_lists *lists, ressenti_text list, ressenti_text word, ressenti_error *error);
/* One name for each list, for those who want expressions to compile, whoever fills them later; closes. */
ressenti_status rsn_lists_stand_in(rsn_lists *lists);
/* Sorts what was added; of names that read the same the first stays.  O(n log n); NO_MEMORY is the only failure. */
ressenti_status rsn_lists_close(rsn_lists *lists);

bool rsn_lists_concern(ressenti_text regex);
/* The expression with names for its markers: of all combinations of so many names the `round`-th; data NULL: there are no
 * more, and none at all where a list is empty.  In the lists' memory.  BAD_DATA: too many combinations. */
ressenti_status rsn_lists_fill(rsn_lists *lists, ressenti_text regex, uint32_t round, ressenti_text *filled, ressenti_error *error);

/* The name that these folded bytes are; RESSENTI_NONE: none.  O(size log names). */
uint32_t rsn_lists_find(const rsn_lists *lists, ressenti_text folded);

#endif
