/* Ids of parts of themes: "return_refund/cancel" is a part of "return_refund".  In packs a sub-theme is a theme with such an
 * id; engines keep them apart, so that whatever goes by themes sees the whole. */
#ifndef RSN_SUBTHEME_H
#define RSN_SUBTHEME_H

#include <stdbool.h>
#include <string.h>

#include "ressenti.h"

/* What stands before the first slash; all of an id without one. */
static inline ressenti_text rsn_whole_theme(ressenti_text id)
{
    const char *slash = id.size > 0 ? memchr(id.data, '/', id.size) : NULL;
    return slash == NULL ? id : (ressenti_text){id.data, (size_t)(slash - id.data)};
}

static inline bool rsn_is_subtheme(ressenti_text id)
{
    return rsn_whole_theme(id).size < id.size;
}

/* One slash, with something on both sides. */
static inline bool rsn_subtheme_is_sound(ressenti_text id)
{
    size_t before = rsn_whole_theme(id).size, behind = id.size - before - 1;
    return before > 0 && before < id.size && behind > 0 && memchr(id.data + before + 1, '/', behind) == NULL;
}

#endif
