/* One code point folded: case and accents away, typography made plain. */
#ifndef RSN_FOLD_H
#define RSN_FOLD_H

#include <stdint.h>

enum {
    RSN_LOST_ACCENT = 1,  /* the letter had a diacritic */
    RSN_LOST_CAPITAL = 2, /* the letter was a capital   */
    RSN_LOST_REPEAT = 4   /* the word had its letters drawn out, or was an abbreviation */
};

typedef enum rsn_fold_kind {
    RSN_FOLD_BYTES,   /* `bytes` stand for it       */
    RSN_FOLD_SPACE,   /* any blank                  */
    RSN_FOLD_NEWLINE, /* any end of line            */
    RSN_FOLD_MARK,    /* a combining mark: dropped  */
    RSN_FOLD_NOTHING  /* default-ignorable: dropped */
} rsn_fold_kind;

enum { RSN_FOLD_MAX = 64 };

typedef struct rsn_fold {
    rsn_fold_kind kind;
    uint8_t lost; /* RSN_LOST_* */
    uint32_t size;
    uint8_t bytes[RSN_FOLD_MAX];
} rsn_fold;

/* `point` is a scalar value.  No result is longer than four times the UTF-8 of `point`. */
void rsn_fold_point(uint32_t point, rsn_fold *fold);

#endif
