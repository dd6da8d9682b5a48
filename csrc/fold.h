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

/* `point` is a scalar value.  No result is longer than the UTF-8 of `point`: what would grow stays as it is. */
void rsn_fold_point(uint32_t point, rsn_fold *fold);

/* The same without the steps that `flags` (RESSENTI_KEEP_*) leave out.  What is kept stands in `bytes` whatever the
 * kind.  With KEEP_ACCENTS letters come decomposed and perhaps longer: rsn_fold_compose puts them together. */
void rsn_fold_point_by(uint32_t point, uint32_t flags, rsn_fold *fold);

enum { RSN_SEQUENCE_MAX = RSN_FOLD_MAX + 30 * 4 };

/* NFC of a letter and its marks, in place: bounded, so that the ordering of marks is.  `bytes` is UTF-8 with room for
 * RSN_SEQUENCE_MAX; returns the new size.  What would not fit or cannot be done stays as it is. */
uint32_t rsn_fold_compose(uint8_t *bytes, uint32_t size);

#endif
