/* Whose words a judgement is made of: the customer's own, a quotation, hearsay, a wish, a name. */
#ifndef RSN_VOICE_H
#define RSN_VOICE_H

#include "clause.h"

typedef enum rsn_voice {
    RSN_VOICE_OWN,
    RSN_VOICE_NAME,     /* « La Belle Colère »: a title judges nothing          */
    RSN_VOICE_QUOTED,   /* un service « rapide »: so they say                   */
    RSN_VOICE_REPORTED, /* on m'a dit que c'était parfait                       */
    RSN_VOICE_DENIED,   /* on m'en avait dit du bien, à tort                    */
    RSN_VOICE_WISHED    /* j'aurais aimé que ça marche; si c'était moins lent … */
} rsn_voice;

typedef struct rsn_voices {
    uint8_t *of_token;    /* RSN_VOICE_OWN, _NAME or _QUOTED          */
    uint8_t *of_sentence; /* private flags of each sentence, by number */
    bool asks;            /* the text asks for something politely      */
} rsn_voices;

/* O(tokens).  NO_MEMORY is the only failure. */
ressenti_status rsn_read_voices(rsn_arena *arena, const rsn_folded *folded, const rsn_tokens *tokens,
                                const rsn_readings *readings, const rsn_clauses *clauses, rsn_voices *voices);

/* Who says `words`, which praise or blame, and at which tokens that shows (*cue stays where nothing does).  O(distance). */
rsn_voice rsn_find_voice(const rsn_voices *voices, const rsn_tokens *tokens, const rsn_readings *readings,
                         const rsn_clauses *clauses, rsn_span words, bool praises, rsn_span *cue);

#endif
