/* ressenti_normalize.h - normalisation alone; part of ressenti.h, which includes it. */
#ifndef RESSENTI_NORMALIZE_H
#define RESSENTI_NORMALIZE_H

#include "ressenti.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Normalisation alone ------------------------------------------------- */

/* The folded text that rules are written against: lower case, no accents, plain
 * quotes, dashes and spaces, entities and mojibake repaired.  0: all of it.  Each
 * flag leaves one step out, or says what becomes of bytes that are not UTF-8. */
#define RESSENTI_KEEP_MOJIBAKE (1u << 8)    /* "\u00C3\u00A9" stays, and so do cp1252's controls    */
#define RESSENTI_KEEP_ENTITIES (1u << 9)    /* "&eacute;" stays                                     */
#define RESSENTI_KEEP_BLANKS (1u << 10)     /* every blank counts: none is merged, none is trimmed;
                                             * CR LF is one end of line                             */
#define RESSENTI_KEEP_TYPOGRAPHY (1u << 11) /* quotes, dashes, kinds of blanks, ligatures, full width */
#define RESSENTI_KEEP_CASE (1u << 12)
#define RESSENTI_KEEP_ACCENTS (1u << 13)    /* letter and marks composed (NFC)                      */
#define RESSENTI_KEEP_IGNORABLE (1u << 14)  /* zero width, soft hyphens, variation selectors        */
#define RESSENTI_RESPELL (1u << 15)         /* abbreviations written out, drawn-out letters drawn in,
                                             * as the words of the folder's engine decide.  It reads
                                             * words: not with KEEP_TYPOGRAPHY, _CASE, _ACCENTS or
                                             * _IGNORABLE                                           */
#define RESSENTI_REPLACE_INVALID (1u << 16) /* U+FFFD for each maximal subpart, as WHATWG and Python */
#define RESSENTI_REPAIR_INVALID (1u << 17)  /* an invalid byte is read as cp1252; with neither flag
                                             * such a text is BAD_DATA                              */

/* What folding lost, as bits of each folded byte. */
#define RESSENTI_LOST_ACCENT 1u  /* the letter had a diacritic                                  */
#define RESSENTI_LOST_CAPITAL 2u /* it was a capital                                            */
#define RESSENTI_LOST_REPEAT 4u  /* its word had letters drawn out                              */

typedef struct ressenti_span {
    uint32_t begin, end; /* half-open, bytes */
} ressenti_span;

/* One text folded.  The pointers are the folder's and hold until its next call. */
typedef struct ressenti_folded {
    size_t struct_size;
    const char *bytes;    /* UTF-8, never longer than the text, but for cp1252 bytes and
                           * U+FFFD, which take three bytes for one or two; `size` of them,
                           * and eight NUL bytes behind                                     */
    size_t size;
    const uint8_t *lost;  /* RESSENTI_LOST_* of each of them                                */
    const uint64_t *kept; /* one bit for each byte of the text, the lowest first: the i-th
                           * that is set belongs to folded byte i.  NULL when that cannot
                           * be said so: respelled words, three bytes for one; ask
                           * ressenti_folder_source, which always can                       */
    uint32_t repairs;     /* entities and mojibake put right                                */
    uint32_t invalid;     /* pieces that were not UTF-8                                     */
    uint32_t respelled;   /* words                                                          */
    uint32_t marks_cut;   /* 1: more than 30 combining marks in a row (UAX #15, stream-safe);
                           * those beyond are dropped even with KEEP_ACCENTS                */
    uint32_t invisible;   /* characters without a width that were dropped: joiners, soft hyphens,
                           * variation selectors, skin tones                                */
} ressenti_folded;

#define RESSENTI_FOLDED_INIT {sizeof(ressenti_folded), NULL, 0, NULL, NULL, 0, 0, 0, 0, 0}

/* Folds one text after another in memory that it keeps: once it has seen a text as large as the largest
 * (up to about a megabyte), it allocates nothing.  Serves one thread at a time. */
typedef struct ressenti_folder ressenti_folder;

/* `engine` may be NULL: it is what RESSENTI_RESPELL asks for words, and it is kept alive. */
RESSENTI_API ressenti_status ressenti_folder_new(const ressenti_engine *engine, const ressenti_allocator *memory,
                                                 ressenti_folder **folder);
RESSENTI_API void ressenti_folder_release(ressenti_folder *folder);
/* By name, as in ressenti_engine_options; otherwise those of the engine, or the fastest.  BAD_ARGUMENT: not known, or
 * not for this processor. */
RESSENTI_API ressenti_status ressenti_folder_use_kernels(ressenti_folder *folder, ressenti_text kernels);

/* `out` needs its struct_size.  BAD_DATA: not UTF-8, and error->offset says where; BAD_ARGUMENT: no text,
 * one over 256 MiB, RESPELL without an engine or with a flag that keeps what it reads through.
 * O(text.size).  The text must stay as it is while the folder is asked where something came from. */
RESSENTI_API ressenti_status ressenti_folder_fold(ressenti_folder *folder, ressenti_text text, uint32_t flags,
                                                  ressenti_folded *out, ressenti_error *error);
/* Where the folded bytes [begin, end) of the last text came from: whole characters with their combining marks
 * and what is invisible behind them, whole entities, whole respelled words.  BAD_ARGUMENT: an empty span, or
 * beyond the end.  O(log size). */
RESSENTI_API ressenti_status ressenti_folder_source(const ressenti_folder *folder, size_t begin, size_t end,
                                                    ressenti_span *source);
/* The inverse: the folded bytes that the bytes [begin, end) of the text had a part in; an empty span where
 * nothing is left of them.  BAD_ARGUMENT: beyond the end, or the wrong way round.  O(log size). */
RESSENTI_API ressenti_status ressenti_folder_target(const ressenti_folder *folder, size_t begin, size_t end,
                                                    ressenti_span *target);

/* All steps, once: `buffer` receives `*size` bytes; when `sources` is not NULL it receives *size + 1 byte
 * offsets into `text`, where each folded byte comes from.  TOO_LARGE: `capacity` is too small;
 * 4 * text.size + 16 always suffices.  BAD_DATA: not UTF-8, error->offset says where. */
RESSENTI_API ressenti_status ressenti_fold(ressenti_text text, char *buffer, uint32_t *sources,
                                           size_t capacity, size_t *size,
                                           const ressenti_allocator *memory, ressenti_error *error);

/* ---- Standard forms ------------------------------------------------------- */

/* The normalisation forms of Unicode (UAX #15), of the version that utf8proc knows. */
typedef enum ressenti_form {
    RESSENTI_NFC = 1,  /* composed: what most programs write                  */
    RESSENTI_NFD = 2,  /* decomposed                                          */
    RESSENTI_NFKC = 3, /* ligatures, widths and other compatibilities undone  */
    RESSENTI_NFKD = 4
} ressenti_form;

#define RESSENTI_FORM_NAMES {NULL, "NFC", "NFD", "NFKC", "NFKD"}

/* The text in that form, and in nothing else: strictly conformant, no run of marks is cut, nothing is repaired or
 * folded.  Writes `*size` bytes into `buffer`, which may not overlap the text.  TOO_LARGE: `capacity` is too small,
 * `*size` says what is needed and the buffer holds nothing useful; with capacity 0 the buffer may be NULL.  12 * text.size
 * always suffices, 3 * text.size for NFC and NFD.  BAD_DATA: not UTF-8, error->offset says where.  BAD_ARGUMENT: no
 * such form, or more than 256 MiB.  Time is linear in the text; memory is asked for only where it is not in the form yet. */
RESSENTI_API ressenti_status ressenti_normalize_form(ressenti_text text, ressenti_form form, char *buffer,
                                                     size_t capacity, size_t *size,
                                                     const ressenti_allocator *memory, ressenti_error *error);

#ifdef __cplusplus
}
#endif

#endif /* RESSENTI_NORMALIZE_H */
