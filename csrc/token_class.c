/* Which tokens are parts of an address or of a number that names something.  Groups of digits are read as bytes, because a
 * point between them is part of a number for the tokeniser, and a blank is not. */
#include "token_class.h"

#include <string.h>

#include "units.h"

enum { GROUPS_MOST = 9, PHONE_DIGITS_LEAST = 9, PHONE_DIGITS_MOST = 15, LONG_NUMBER = 7 };

typedef struct marker {
    rsn_wording in;
    rsn_tokens *tokens;
} marker;

/* A run of digits in groups: « 01 99 00 12 34 ». */
typedef struct digit_groups {
    uint32_t count;
    uint32_t sizes[GROUPS_MOST];
    uint32_t ends[GROUPS_MOST]; /* bytes behind them */
} digit_groups;

static bool is_digit(uint8_t byte)
{
    return byte >= '0' && byte <= '9';
}

static bool is_letter(uint8_t byte)
{
    return byte >= 'a' && byte <= 'z';
}

static uint32_t count_digits(const uint8_t *bytes, uint32_t at)
{
    uint32_t count = 0;
    while (is_digit(bytes[at + count])) count++;
    return count;
}

/* One blank, point, hyphen or slash parts the groups; the bytes end with a NUL. */
static digit_groups read_groups(const uint8_t *bytes, uint32_t at)
{
    digit_groups found = {.count = 0};
    while (found.count < GROUPS_MOST && is_digit(bytes[at])) {
        uint32_t size = count_digits(bytes, at);
        at += size;
        found.sizes[found.count] = size;
        found.ends[found.count++] = at;
        if (bytes[at] == 0 || strchr(" .-/", bytes[at]) == NULL) break;
        at++;
    }
    return found;
}

/* How many groups make up that many digits; 0: none do. */
static uint32_t groups_of(const digit_groups *groups, uint32_t digits)
{
    uint32_t sum = 0, count = 0;
    while (count < groups->count && sum < digits) sum += groups->sizes[count++];
    return sum == digits ? count : 0;
}

static uint32_t all_digits(const digit_groups *groups)
{
    uint32_t sum = 0;
    for (uint32_t i = 0; i < groups->count; i++) sum += groups->sizes[i];
    return sum;
}

/* Classifies the tokens that lie in [.., end) from `at` on; the first token behind them. */
static uint32_t mark_until(marker *in, uint32_t at, uint32_t end, rsn_token_class class)
{
    for (; at < in->tokens->count && in->tokens->items[at].begin < end; at++) in->tokens->items[at].class = (uint8_t)class;
    return at;
}

/* ---- addresses --------------------------------------------------------------------------------------- */

static bool is_address_byte(uint8_t byte)
{
    return rsn_is_word_byte(byte) || (byte != 0 && strchr(".-_+@/:?=&%#~'", byte) != NULL);
}

/* From a token on to the next blank; a full stop at the end is none of it. */
static uint32_t end_of_address(const rsn_folded *folded, uint32_t at)
{
    while (is_address_byte(folded->bytes[at])) at++;
    while (at > 0 && strchr(".:?'-", folded->bytes[at - 1]) != NULL) at--;
    return at;
}

static uint32_t mark_email(marker *in, uint32_t at)
{
    const uint8_t *bytes = in->in.folded->bytes;
    uint32_t begin = in->tokens->items[at].begin, first = at;
    if (begin == 0 || !is_address_byte(bytes[begin - 1]) || !rsn_is_word_byte(bytes[begin + 1])) return at + 1;
    while (begin > 0 && is_address_byte(bytes[begin - 1])) begin--;
    while (first > 0 && in->tokens->items[first - 1].begin >= begin) first--;
    return mark_until(in, first, end_of_address(in->in.folded, in->tokens->items[at].end), RSN_CLASS_EMAIL);
}

/* « exemple.fr »: a word, a point and one of the commonest endings, with nothing between. */
static bool is_domain(const rsn_wording *in, uint32_t at)
{
    static const char *const ENDINGS[] = {"com", "fr", "ch", "be", "ca", "org", "net", "eu", "io", NULL};
    return rsn_mark_at(in, at + 1, '.') && rsn_touches(in, at + 1) && rsn_touches(in, at + 2) && rsn_any_word_at(in, at + 2, ENDINGS);
}

static uint32_t mark_url(marker *in, uint32_t at)
{
    static const char *const OPENERS[] = {"http", "https", "www", NULL};
    if (!is_domain(&in->in, at) && !(rsn_any_word_at(&in->in, at, OPENERS) && rsn_touches(&in->in, at + 1))) return at;
    return mark_until(in, at, end_of_address(in->in.folded, in->tokens->items[at].begin), RSN_CLASS_URL);
}

/* ---- accounts ---------------------------------------------------------------------------------------- */

/* Two letters, two digits, then fifteen to thirty-four in all, in one piece or in fours. */
static uint32_t mark_iban(marker *in, uint32_t at)
{
    enum { IBAN_LEAST = 15, IBAN_MOST = 34 };
    const uint8_t *bytes = in->in.folded->bytes;
    uint32_t begin = in->tokens->items[at].begin, count = 0, byte = begin;
    if (!is_letter(bytes[begin]) || !is_letter(bytes[begin + 1]) || count_digits(bytes, begin + 2) < 2) return at;
    for (uint32_t end = begin; count < IBAN_MOST;) {
        if (is_digit(bytes[byte]) || is_letter(bytes[byte])) {
            count++;
            end = ++byte;
        } else if ((bytes[byte] == ' ' || bytes[byte] == '-') && count % 4 == 0 && is_digit(bytes[byte + 1])) {
            byte++;
        } else {
            byte = end;
            break;
        }
    }
    return count >= IBAN_LEAST ? mark_until(in, at, byte, RSN_CLASS_IBAN) : at;
}

static bool starts_with(const digit_groups *groups, const uint32_t *sizes, uint32_t count)
{
    return groups->count >= count && memcmp(groups->sizes, sizes, count * sizeof *sizes) == 0;
}

/* How many groups are the number of a card; 0: none. */
static uint32_t card_groups(const digit_groups *groups)
{
    static const uint32_t WHOLE[] = {16}, FOURS[] = {4, 4, 4, 4}, FIFTEEN[] = {4, 6, 5};
    if (starts_with(groups, WHOLE, 1)) return 1;
    if (starts_with(groups, FOURS, 4)) return 4;
    return starts_with(groups, FIFTEEN, 3) ? 3 : 0;
}

/* ---- telephones -------------------------------------------------------------------------------------- */

/* 514-555-0199, 1 800 555-0199. */
static uint32_t american_phone_groups(const digit_groups *groups)
{
    static const uint32_t PLAIN[] = {3, 3, 4}, LONG[] = {1, 3, 3, 4};
    if (starts_with(groups, PLAIN, 3)) return 3;
    return starts_with(groups, LONG, 4) ? 4 : 0;
}

/* 03/04/2026 */
static bool looks_like_date(const digit_groups *groups)
{
    return groups->count >= 3 && groups->sizes[0] <= 2 && groups->sizes[1] <= 2 && groups->sizes[2] == 4;
}

/* How many groups are a telephone number; 0: none.  Ten digits after a 0; nine in Belgium, in three groups at least; up to
 * fifteen behind + or 00. */
static uint32_t phone_groups(const rsn_folded *folded, uint32_t begin, const digit_groups *groups)
{
    uint32_t digits = all_digits(groups), american = american_phone_groups(groups);
    bool has_plus = begin > 0 && folded->bytes[begin - 1] == '+', is_abroad = has_plus || (folded->bytes[begin] == '0' && folded->bytes[begin + 1] == '0');
    if (is_abroad && digits >= PHONE_DIGITS_LEAST && digits <= PHONE_DIGITS_MOST) return groups->count;
    if (american > 0 || folded->bytes[begin] != '0' || looks_like_date(groups)) return american;
    uint32_t ten = groups_of(groups, 10);
    if (ten > 0) return ten;
    return digits == 9 && groups->count >= 3 ? groups->count : 0;
}

/* ---- numbers of files, postcodes, years -------------------------------------------------------------- */

/* « n° 12 »: whatever number follows is a name. */
static bool announces_number(const rsn_wording *in, uint32_t at)
{
    static const char *const ANNOUNCERS[] = {"no", "num", "numero", "ref", "reference", "#", "immatriculation", NULL};
    bool is_cut_short = rsn_mark_at(in, at, '.') && rsn_touches(in, at) && at > 0; /* « réf. 12 » */
    return rsn_any_word_at(in, is_cut_short ? at - 1 : at, ANNOUNCERS);
}

/* « dossier 45872 »: a long number behind these is a name; behind a place any number is. */
static bool is_named_by_number(const rsn_wording *in, uint32_t at, uint32_t digits)
{
    static const char *const FILES[] = {"contrat", "dossier", "ticket", "police", "sinistre", "siret", NULL}, *const PAID_FOR[] = {"commande", "client", "facture", "colis", "abonne", "compte", "suivi", NULL};
    static const char *const PLACES[] = {"chambre", "page", "pages", "version", "voie", "quai", "voiture", "porte", "ligne", "train", "vol", "tgv", "ter", "bus", "tram", "hall",
                                         "terminal", "place", "siege", "etage", "table", "guichet", "article", "rue", "bis", "windows", "iphone", "chapitre", "zone", NULL};
    if (digits >= 4 && rsn_any_word_at(in, at, FILES)) return true;
    return (digits >= 5 && rsn_any_word_at(in, at, PAID_FOR)) || rsn_any_word_at(in, at, PLACES); /* « facture 2780 » is a price */
}

/* The first token before a number that is neither « : » nor « ( ». */
static uint32_t token_before(const rsn_wording *in, uint32_t at)
{
    while (at > 0 && (rsn_mark_at(in, at - 1, ':') || rsn_mark_at(in, at - 1, '('))) at--;
    return at > 0 ? at - 1 : in->tokens->count;
}

static bool has_unit(const rsn_wording *in, uint32_t behind)
{
    const rsn_unit_word *unit = NULL;
    return rsn_read_unit(in, behind, &unit) > behind;
}

static bool is_reference(const rsn_wording *in, uint32_t at, const digit_groups *groups)
{
    uint32_t before = token_before(in, at), digits = rsn_digits_at(in, at);
    if (digits >= LONG_NUMBER) return true;
    if (before >= in->tokens->count || has_unit(in, at + 1)) return false;
    if (announces_number(in, before)) return true;
    bool is_whole = digits == in->tokens->items[at].end - in->tokens->items[at].begin;
    return is_whole && groups->count == 1 && is_named_by_number(in, before, digits);
}

/* 75011 Paris, 1003 Lausanne: behind it stands a name. */
static bool is_postcode(const rsn_wording *in, uint32_t at)
{
    if (!rsn_is_digits(in, at, 5) && !rsn_is_digits(in, at, 4)) return false;
    bool is_named = rsn_kind_at(in, at + 1, RSN_WORD) && (in->tokens->items[at + 1].flags & RSN_TOKEN_CAPITAL) && !has_unit(in, at + 1);
    return is_named || (rsn_is_digits(in, at, 5) && at > 0 && (rsn_word_at(in, at - 1, "postal") || rsn_word_at(in, at - 1, "cp")));
}

static bool is_year(const rsn_wording *in, uint32_t at)
{
    static const char *const BEFORE[] = {"en",      "depuis", "annee", "an",    "fin",    "debut",   "mi",   "ete",  "hiver",   "automne", "printemps", "noel",
                                         "janvier", "fevrier", "mars",  "avril", "mai",   "juin",    "juillet", "aout", "septembre", "octobre", "novembre", "decembre", "edition", "saison", NULL};
    if (!rsn_is_digits(in, at, 4) || has_unit(in, at + 1)) return false;
    uint8_t first = in->folded->bytes[in->tokens->items[at].begin], second = in->folded->bytes[in->tokens->items[at].begin + 1];
    bool is_modern = (first == '1' && second == '9') || (first == '2' && second == '0');
    return is_modern && at > 0 && rsn_any_word_at(in, at - 1, BEFORE);
}

static uint32_t mark_groups(marker *in, uint32_t at, const digit_groups *groups, uint32_t count, rsn_token_class class)
{
    return mark_until(in, at, groups->ends[count - 1], class);
}

static uint32_t mark_number(marker *in, uint32_t at)
{
    const rsn_folded *folded = in->in.folded;
    const rsn_token *token = &in->tokens->items[at];
    digit_groups groups = read_groups(folded->bytes, token->begin);
    uint32_t card = card_groups(&groups), phone = phone_groups(folded, token->begin, &groups);
    if (card > 0) return mark_groups(in, at, &groups, card, RSN_CLASS_CARD);
    if (phone > 0) return mark_groups(in, at, &groups, phone, RSN_CLASS_PHONE);
    rsn_token_class class = is_year(&in->in, at)                 ? RSN_CLASS_YEAR
                            : is_reference(&in->in, at, &groups) ? RSN_CLASS_REFERENCE
                            : is_postcode(&in->in, at)           ? RSN_CLASS_POSTCODE
                                                                 : RSN_CLASS_NONE;
    return class == RSN_CLASS_NONE ? at + 1 : mark_until(in, at, token->end, class);
}

/* ---- words with digits ------------------------------------------------------------------------------- */

/* The letters and digits of a code go on behind hyphens: « TEST-778-210 ». */
static uint32_t end_of_code(const rsn_folded *folded, uint32_t at)
{
    while (rsn_is_word_byte(folded->bytes[at]) || (folded->bytes[at] == '-' && rsn_is_word_byte(folded->bytes[at + 1]))) at++;
    return at;
}

static uint32_t count_digits_within(const rsn_folded *folded, uint32_t at, uint32_t end)
{
    uint32_t count = 0;
    for (; at < end; at++) count += is_digit(folded->bytes[at]);
    return count;
}

/* H2X 1Y4: letter, digit, letter, then digit, letter, digit. */
static uint32_t end_of_canadian_postcode(const uint8_t *bytes, uint32_t at)
{
    bool is_first = is_letter(bytes[at]) && is_digit(bytes[at + 1]) && is_letter(bytes[at + 2]);
    if (!is_first) return at;
    uint32_t second = at + 3 + (bytes[at + 3] == ' ');
    bool is_second = is_digit(bytes[second]) && is_letter(bytes[second + 1]) && is_digit(bytes[second + 2]) && !rsn_is_word_byte(bytes[second + 3]);
    return is_second ? second + 3 : at;
}

/* A code has three digits at least, but for « no12 ». */
static uint32_t mark_code(marker *in, uint32_t at)
{
    enum { CODE_DIGITS = 3 };
    const rsn_folded *folded = in->in.folded;
    uint32_t begin = in->tokens->items[at].begin, end = end_of_canadian_postcode(folded->bytes, begin);
    if (end > begin) return mark_until(in, at, end, RSN_CLASS_POSTCODE);
    end = end_of_code(folded, begin);
    bool is_numbered = folded->bytes[begin] == 'n' && folded->bytes[begin + 1] == 'o' && is_digit(folded->bytes[begin + 2]);
    if (!is_numbered && count_digits_within(folded, begin, end) < CODE_DIGITS) return at;
    return mark_until(in, at, end, RSN_CLASS_REFERENCE);
}

/* « TEST-778 », « AB-12345 »: a hyphen joins a word in capitals to digits. */
static bool opens_code(const rsn_wording *in, uint32_t at)
{
    enum { SHORT = 2 }; /* too short for the flag of capitals */
    const rsn_token *token = &in->tokens->items[at];
    bool has_capitals = (token->flags & RSN_TOKEN_CAPITALS) || (token->end - token->begin <= SHORT && (token->flags & RSN_TOKEN_CAPITAL));
    return has_capitals && in->folded->bytes[token->end] == '-' && is_digit(in->folded->bytes[token->end + 1]);
}

static uint32_t mark_word(marker *in, uint32_t at)
{
    const rsn_token *token = &in->tokens->items[at];
    uint32_t end = at;
    if (token->flags & RSN_TOKEN_DIGITS) {
        end = mark_iban(in, at);
        bool is_behind_number = at > 0 && in->tokens->items[at - 1].kind == RSN_NUMBER && rsn_touches(&in->in, at); /* 2h30 */
        if (end == at && !is_behind_number) end = mark_code(in, at);
    } else if (opens_code(&in->in, at)) {
        end = mark_code(in, at);
    }
    if (end == at && in->in.folded->bytes[token->end] == '.') end = mark_url(in, at);
    if (end == at && in->in.folded->bytes[token->begin] == 'h' && in->in.folded->bytes[token->end] == ':') end = mark_url(in, at);
    return end > at ? end : at + 1;
}

void rsn_classify_tokens(const rsn_folded *folded, rsn_tokens *tokens)
{
    marker in = {{folded, tokens}, tokens};
    for (uint32_t at = 0; at < tokens->count;) {
        const rsn_token *token = &tokens->items[at];
        if (token->kind == RSN_NUMBER)
            at = mark_number(&in, at);
        else if (token->kind == RSN_WORD)
            at = mark_word(&in, at);
        else
            at = token->mark == '@' ? mark_email(&in, at) : at + 1;
    }
}
