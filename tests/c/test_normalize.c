/* What folding makes of what people type, and the way back to it. */
#include "normalize.h"

#include <stdlib.h>
#include <time.h>

#include "check.h"
#include "fold.h"
#include "memory.h"
#include "random.h"
#include "repair.h"
#include "utf8.h"

static rsn_arena arena;

static rsn_folded fold(const char *bytes, size_t size)
{
    rsn_folded folded;
    rsn_arena_reset(&arena);
    ressenti_status status = rsn_normalize(&arena, (ressenti_text){bytes, size}, &folded);
    if (!CHECK(status == RESSENTI_OK, "there is memory to fold %zu bytes", size)) exit(check_result());
    return folded;
}

static bool is_folded_to(const rsn_folded *folded, const char *expected)
{
    return folded->size == strlen(expected) && memcmp(folded->bytes, expected, folded->size) == 0;
}

/* ---- what comes out -------------------------------------------------------------------------- */

static const struct {
    const char *given, *folded, *why;
} TABLE[] = {
    {"", "", "nothing"},
    {"Bonjour", "bonjour", "case"},
    {"ÉLÉGANT Ça où Noël", "elegant ca ou noel", "accents and cedillas go"},
    {"l’été", "l'ete", "the typographic apostrophe"},
    {"l‘eau l`eau l´eau lʼeau l′eau", "l'eau l'eau l'eau l'eau l'eau", "all that is used for an apostrophe"},
    {"« oui »", "\" oui \"", "guillemets are quotes"},
    {"“oui” „oui‟ ‹oui›", "\"oui\" \"oui\" \"oui\"", "quotes of other keyboards"},
    {"peut-être peut‐être peut‑être", "peut-etre peut-etre peut-etre", "hyphens, also the one that does not break"},
    {"5–7 — −3", "5-7 - -3", "dashes and the minus sign"},
    {"attendu…", "attendu...", "one character becomes three"},
    {"12 €", "12 €", "the euro stays"},
    {"n° 5, m²", "no 5, m2", "superscripts"},
    /* ligatures and compatibility forms */
    {"œuf ŒUVRE cœur", "oeuf oeuvre coeur", "the ligature of French"},
    {"Æ æ", "ae ae", "and of Latin"},
    {"ﬁn aﬀaire", "fin affaire", "ligatures of PDF files"},
    {"Straße", "strasse", "sharp s"},
    {"ＡＢＣ　１２！", "abc 12!", "full-width, with its space"},
    {"ПРИВЕТ", "привет", "other alphabets only lose their case"},
    {"😀👍", "😀👍", "emoji stay"},
    {"❤️", "❤", "a variation selector says how to draw, not what"},
    /* what cannot be seen */
    {"nu\u200Bl\u200D\uFEFF", "nul", "zero-width characters and the byte-order mark"},
    {"rem\u00ADboursé", "rembourse", "the soft hyphen"},
    {"a\u00A0b\u202Fc\u2009d\u3000e", "a b c d e", "every kind of space"},
    {"  a \t  b  ", "a b", "blanks are single, none leads or trails"},
    {"a\r\n\r\n b\n", "a\nb", "ends of lines are one, none trails"},
    {"a \n b", "a\nb", "an end of line is stronger than the blanks around it"},
    {"a\u2028b\u2029c\x0B" "d\x0C" "e", "a\nb\nc\nd\ne", "other ends of lines"},
    {"\n\n", "", "only blanks"},
    {"a\x01" "b\x7F" "c", "a b c", "a control character separates"},
    /* entities */
    {"d&eacute;&ccedil;u &Eacute;", "decu e", "named entities"},
    {"d&#233;&#xE7;u&#XE9;", "decue", "numbered entities, in both bases"},
    {"a&nbsp;b&amp;c&lt;3", "a b&c<3", "entities of ASCII"},
    {"j&rsquo;ai&hellip; 5&euro;", "j'ai... 5€", "what an entity stands for is folded too"},
    {"&amp;eacute;", "&eacute;", "entities are read once, not again and again"},
    {"AT&T R&D; &foo; & &;", "at&t r&d; &foo; & &;", "what is no entity stays"},
    {"&#0; &#xD800; &#1114112; &#; &#x;", "&#0; &#xd800; &#1114112; &#; &#x;", "numbers that are no character stay"},
    {"&eacute", "&eacute", "an entity without its semicolon stays"},
    /* mojibake */
    {"dÃ©Ã§u", "decu", "UTF-8 read as Latin-1"},
    {"Ã  bientÃ´t", "a bientot", "à ends with a no-break space"},
    {"lâ€™Ã©tÃ©", "l'ete", "the apostrophe, through cp1252"},
    {"lâ\xC2\x80" "\xC2\x99" "eau", "l'eau", "the apostrophe, through Latin-1 with its controls"},
    {"5 â‚¬", "5 €", "the euro"},
    {"â€œouiâ€\xC2\x9D", "\"oui\"", "quotes; the closing one leaves a control character"},
    {"Å“uf", "oeuf", "the ligature"},
    {"ðŸ˜€", "😀", "an emoji, four characters for one"},
    {"Ã‰tÃ©", "ete", "É has a per mille sign in cp1252"},
    /* sound text that looks a little like mojibake */
    {"PÂTE", "pate", "Â before a letter"},
    {"Ã", "a", "Ã at the end of the text"},
    {"É»", "e\"", "a capital before a guillemet is a pair of UTF-8 bytes, but of no French letter"},
    {"CAFÉ®", "cafe®", "nor is this one"},
    {"naïve à Noël", "naive a noel", "ordinary accents"},
    {"â€", "a€", "two of three characters repair nothing"},
    /* cp1252 controls */
    {"l\xC2\x92" "ami \xC2\x85" " 5\xC2\x80", "l'ami ... 5€", "Windows bytes that were called Latin-1"},
    {"\xC2\x9C" "uvre", "oeuvre", "and its ligature"},
    {"\u00AF\\_ a \u00AF b", "\\_ a b", "a spacing macron is a blank like others"},
    {"a\xC2\x81" "b", "a b", "a control that cp1252 leaves free separates"},
    /* more of entities */
    {"&Alpha;&theta; &hearts; &yuml;&szlig;", "αθ ♥ yss", "all the names of HTML 4"},
    {"&frac12;&trade;&ordm;&shy;&zwj;!", "½tmo!", "signs, and what cannot be seen"},
    {"l&#146;eau&#133; &#x80;", "l'eau... €", "numbers that mean cp1252, as HTML 5 says"},
    {"&thetasym; &thetasymb; &Eacutee;", "θ &thetasymb; &eacutee;", "the longest name; no names"},
    /* twice wrong */
    {"dÃƒÂ©ÃƒÂ§u", "decu", "UTF-8 read as cp1252 twice"},
    {"d\xC3\x83\xC2\x83\xC3\x82\xC2\xA9" "u", "deu", "as Latin-1 twice"},
    {"lÃ¢â‚¬â„¢Ã©tÃ©", "l'ete", "an apostrophe twice, letters once"},
    {"5 Ã¢â€šÂ¬", "5 €", "the euro twice"},
    {"Ã°Å¸Ëœâ‚¬", "😀", "an emoji twice"},
    {"ï»¿Bonjour", "bonjour", "a byte-order mark at the beginning"},
    {"top â\xC2\x9D" "¤ï¸\xC2\x8F !", "top ❤ !", "a heart with its variation selector"},
    {"Ã\u00A0 â„¢ â†’", "a tm →", "signs"},
    /* signs that cannot grow */
    {"½ ¼ kg, ㌫", "½ ¼ kg, ㌫", "what would be longer stays as it is"},
};

static void test_table(void)
{
    for (size_t i = 0; i < sizeof TABLE / sizeof TABLE[0]; i++) {
        rsn_folded folded = fold(TABLE[i].given, strlen(TABLE[i].given));
        CHECK(is_folded_to(&folded, TABLE[i].folded), "%s: « %s » gives « %.*s », not « %s »", TABLE[i].why, TABLE[i].given,
              (int)folded.size, (const char *)folded.bytes, TABLE[i].folded);
    }
    rsn_folded folded = fold("a\0b\0", 4);
    CHECK(is_folded_to(&folded, "a b"), "NUL is a control character like others");
}

/* Sound sentences that have the letters mojibake begins with: nothing in them is repaired, with spaces of any kind. */
static void test_sound_text(void)
{
    static const char *const SENTENCES[] = {
        "La lettre « Â » manque, comme le « Ã » et le « â ».", "La lettre «Â» manque, “Ã” et ‘Â’ aussi.", "CHÂTEAU © 2024, PÂTÉ® et MÂCHE™",
        "Un séjour à SÃO PAULO et à GUIMARÃES…", "Elle signe « MA IRMÃ ».", "“IRMÃ” et «IRMÃ»", "IRMÃ… IRMÃ – IRMÃ—", "10 Å, 5 Å… « 3 Å » 2 Å, 7 Å»",
        "Ça va ? « Très bien » © Société Générale", "À bientôt, où ? Là-bas : « hâte » !", "Le ©, le ®, le ° et le ² : 25 °C, n° 5, m².",
        "JÄNNER, ÖRTLI, ÜBER, Ångström, João, ñandú, façon", "« Âge » : 12 €, “âpre”, ‘âme’ – Âne…", "Prix : 5€»", "naïf, aïeul, ouïe « ï » ; Noël « ë »",
        "¿Qué tal? ¡Olé! 50 £, 3 ¥, § 4, ±1", "ð, þ et Đ ; « Ð »", "HÔTEL, À VOIR, CAFÉ» et CAFÉ©",
    };
    static const char *const BLANKS[] = {" ", "\u00A0", "\u202F"};
    for (size_t i = 0; i < sizeof SENTENCES / sizeof *SENTENCES; i++)
        for (size_t b = 0; b < sizeof BLANKS / sizeof *BLANKS; b++) {
            char text[400];
            size_t size = 0;
            for (const char *from = SENTENCES[i]; *from != 0; from++)
                for (const char *byte = *from == ' ' ? BLANKS[b] : from; *byte != 0; byte++) {
                    text[size++] = *byte;
                    if (*from != ' ') break;
                }
            rsn_folded folded = fold(text, size);
            CHECK(folded.repairs == 0, "%u repairs in a sound text: « %.*s » gives « %.*s »", folded.repairs, (int)size, text, (int)folded.size,
                  (const char *)folded.bytes);
        }
}

/* Every two letters of Latin-1, and every letter before a sign: sound, but where the two are those of a letter that
 * French texts hold (Â Ã, or Å inside a word, and a sign), which is what mojibake is. */
static void test_sound_pairs(void)
{
    for (uint32_t first = 0xC0; first <= 0xFF; first++)
        for (uint32_t second = 0xA0; second <= 0xFF; second++)
            for (int is_inside = 0; is_inside < 2; is_inside++) {
                uint8_t text[8] = {'n'};
                uint32_t size = 1;
                size += rsn_utf8_encode(first, text + size);
                size += rsn_utf8_encode(second, text + size);
                text[size++] = is_inside ? 'r' : ' ';
                rsn_folded folded = fold((const char *)text, size);
                bool may_be_wrong = second < 0xC0 && (first == 0xC2 || first == 0xC3 || (is_inside && (first == 0xC4 || first == 0xC5)));
                CHECK(may_be_wrong || folded.repairs == 0, "U+%04X U+%04X are sound", first, second);
            }
}

static uint32_t encode_bytes(const uint8_t *bytes, uint32_t size, bool by_cp1252, uint8_t *out)
{
    uint32_t written = 0;
    for (uint32_t i = 0; i < size; i++) written += rsn_utf8_encode(by_cp1252 ? rsn_cp1252_point(bytes[i]) : bytes[i], out + written);
    return written;
}

/* Every letter and sign of French, in a word, through each of the wrong doors, once and twice. */
static void test_every_letter_repaired(void)
{
    static const char *const SIGNS[] = {"à", "â", "ä", "æ", "ç", "è", "é", "ê", "ë", "î", "ï", "ô", "ö", "œ", "ù", "û", "ü", "ÿ", "À", "Â", "Ç", "È", "É", "Ê", "Î", "Ô",
                                        "Ù", "Û", "Œ", "’", "“", "”", "«", "»", "–", "—", "…", "€", "°", "²", "™", "•", "ñ", "á", "í", "ó", "ß", "😀", "👍", "❤", "★"};
    for (size_t i = 0; i < sizeof SIGNS / sizeof *SIGNS; i++)
        for (int way = 0; way < 6; way++) { /* two doors once, two by two doors twice */
            uint8_t once[32], twice[80];
            char sound[16], wrong[100];
            uint32_t size = encode_bytes((const uint8_t *)SIGNS[i], (uint32_t)strlen(SIGNS[i]), way & 1, once);
            const uint8_t *made = once;
            if (way >= 2) {
                size = encode_bytes(once, size, way >= 4, twice);
                made = twice;
            }
            int sound_size = snprintf(sound, sizeof sound, "n%st", SIGNS[i]);
            int wrong_size = snprintf(wrong, sizeof wrong, "n%.*st", (int)size, (const char *)made);
            rsn_folded folded = fold(sound, (size_t)sound_size);
            memcpy(sound, folded.bytes, folded.size + 1);
            folded = fold(wrong, (size_t)wrong_size);
            CHECK(is_folded_to(&folded, sound), "way %d: « %s » is %s, not « %.*s »", way, wrong, SIGNS[i], (int)folded.size, (const char *)folded.bytes);
            CHECK(folded.repairs == 1, "way %d: %s is one repair, not %u", way, SIGNS[i], folded.repairs);
        }
}

static void test_forms(void)
{
    enum { LATIN_PAIRS = 7 }; /* beyond U+024F nobody asks what was lost */
    static const char *const PAIRS[][2] = {
        {"é", "e\u0301"}, {"È", "E\u0300"}, {"ç", "c\u0327"}, {"ï", "i\u0308"}, {"û", "u\u0302"}, {"ñ", "n\u0303"},
        {"Å", "A\u030A"}, {"Å", "\u212B"}, {"ệ", "e\u0323\u0302"}, {"ệ", "e\u0302\u0323"}, {"déçu", "de\u0301c\u0327u"},
    };
    for (size_t i = 0; i < sizeof PAIRS / sizeof PAIRS[0]; i++) {
        char composed[16];
        rsn_folded first = fold(PAIRS[i][0], strlen(PAIRS[i][0]));
        uint32_t size = first.size;
        uint8_t lost = first.lost[0];
        memcpy(composed, first.bytes, size);
        rsn_folded second = fold(PAIRS[i][1], strlen(PAIRS[i][1]));
        CHECK(second.size == size && memcmp(composed, second.bytes, size) == 0, "%s: composed or not, the same", PAIRS[i][0]);
        if (i < LATIN_PAIRS) CHECK(lost == second.lost[0], "%s: and the same is known to be lost", PAIRS[i][0]);
    }
}

static void test_losses(void)
{
    rsn_folded folded = fold("Été NUL salE\u0301", 16);
    CHECK(folded.letters == 10 && folded.capitals == 5, "É, N, U, L, E of ten letters: %u of %u", folded.capitals, folded.letters);
    CHECK(folded.lost[0] == (RSN_LOST_ACCENT | RSN_LOST_CAPITAL), "É lost both");
    CHECK(folded.lost[1] == 0 && folded.lost[2] == RSN_LOST_ACCENT, "t lost nothing, é its accent");
    CHECK(folded.lost[11] == (RSN_LOST_ACCENT | RSN_LOST_CAPITAL), "a combining accent counts for the letter before it");
    CHECK(fold("d&eacute;jÃ\u00A0 vu", 17).repairs == 2, "an entity and a mojibake are two repairs");
    CHECK(fold("déjà vu & co", 14).repairs == 0, "sound text has no repairs");
}

/* ---- combining marks ----------------------------------------------------------------------------- */

static void test_marks(void)
{
    enum { BOMB = 40000 };
    static char text[1 + 2 * BOMB];
    for (uint32_t marks = 29; marks <= 31; marks++) {
        text[0] = 'e';
        for (uint32_t i = 0; i < marks; i++) memcpy(text + 1 + 2 * i, "\u0301", 2);
        rsn_folded folded = fold(text, 1 + 2 * (size_t)marks);
        CHECK(folded.marks_cut == (marks > 30), "%u marks in a row, of which UAX #15 allows 30", marks);
        CHECK(is_folded_to(&folded, "e"), "%u marks: one letter is left", marks);
    }
    /* Marks of two classes in turn are what canonical ordering has to sort: quadratic where it is done naively. */
    for (uint32_t i = 0; i < BOMB; i++) memcpy(text + 1 + 2 * i, i % 2 ? "\u0323" : "\u0301", 2);
    clock_t before = clock();
    rsn_folded folded = fold(text, sizeof text);
    double seconds = (double)(clock() - before) / CLOCKS_PER_SEC;
    CHECK(folded.marks_cut && is_folded_to(&folded, "e"), "80 kB of marks are one letter, and said to be cut");
    CHECK(seconds < 0.5, "80 kB of marks took %.2f s: that is not linear", seconds);
    rsn_span all = rsn_folded_source(&folded, (rsn_span){0, 1});
    CHECK(all.begin == 0 && all.end == sizeof text, "the letter's source holds all its marks");
}

/* ---- the way back ---------------------------------------------------------------------------------- */

static bool is_border(const char *bytes, size_t size, uint32_t at)
{
    return at == size || (at < size && ((uint8_t)bytes[at] & 0xC0) != 0x80);
}

static void check_map(const char *bytes, size_t size)
{
    rsn_folded folded = fold(bytes, size);
    bool is_sound = true, grows = true, is_inside = true;
    rsn_span before = {0, 0};
    for (uint32_t i = 0; i < folded.size; i++) {
        rsn_span span = rsn_folded_source(&folded, (rsn_span){i, i + 1});
        grows = grows && span.begin >= before.begin && span.end >= before.end;
        before = span;
    }
    for (uint32_t begin = 0; begin < folded.size; begin++)
        for (uint32_t end = begin + 1; end <= folded.size && end <= begin + 40; end++) {
            rsn_span span = rsn_folded_source(&folded, (rsn_span){begin, end});
            is_sound = is_sound && is_border(bytes, size, span.begin) && is_border(bytes, size, span.end);
            is_inside = is_inside && span.begin < span.end && span.end <= size;
        }
    CHECK(grows, "sources never decrease: « %.*s »", (int)size, bytes);
    CHECK(is_sound, "every span begins and ends at a character of « %.*s »", (int)size, bytes);
    CHECK(is_inside, "every span is some of « %.*s »", (int)size, bytes);
    CHECK(folded.size <= size + folded.origin.surplus_count * 2, "« %.*s » grows to %u bytes", (int)size, bytes, folded.size);
    CHECK(rsn_utf8_valid_size(folded.bytes, folded.size) == folded.size, "the folded text is UTF-8");
    bool is_padded = true;
    for (uint32_t i = 0; i < 8; i++) is_padded = is_padded && folded.bytes[folded.size + i] == 0;
    CHECK(is_padded, "eight NUL bytes follow");
}

static void test_map(void)
{
    static const struct {
        const char *given, *piece, *source, *why;
    } EXACT[] = {
        {"Il l’a été !", "ete", "été", "accents"},
        {"Il l’a été !", "l'a", "l’a", "the apostrophe is three bytes"},
        {"e\u0301te\u0301!", "ete", "e\u0301te\u0301", "combining marks go with their letter"},
        {"d&eacute;&ccedil;u", "ec", "&eacute;&ccedil;", "whole entities"},
        {"dÃ©Ã§u.", "ec", "Ã©Ã§", "whole mojibake"},
        {"un œuf…", "oeuf", "œuf", "ligatures"},
        {"un œuf", "o", "œ", "half a ligature is all of it"},
        {"fin… !", ".", "…", "a third of an ellipsis is all of it"},
        {"❤️ !", "❤", "❤️", "an emoji with its variation selector"},
        {"a \u00A0 b", " ", " ", "the first of several blanks"},
    };
    for (size_t i = 0; i < sizeof EXACT / sizeof EXACT[0]; i++) {
        rsn_folded folded = fold(EXACT[i].given, strlen(EXACT[i].given));
        const char *found = strstr((const char *)folded.bytes, EXACT[i].piece);
        if (!CHECK(found != NULL, "« %s » stands in the folded text", EXACT[i].piece)) continue;
        uint32_t begin = (uint32_t)(found - (const char *)folded.bytes);
        rsn_span span = rsn_folded_source(&folded, (rsn_span){begin, begin + (uint32_t)strlen(EXACT[i].piece)});
        bool begins = strncmp(EXACT[i].given + span.begin, EXACT[i].source, strlen(EXACT[i].source)) == 0;
        CHECK(begins && (span.end - span.begin == strlen(EXACT[i].source) || EXACT[i].piece[0] == ' '), "%s: bytes %u to %u of « %s »",
              EXACT[i].why, span.begin, span.end, EXACT[i].given);
    }
    for (size_t i = 0; i < sizeof TABLE / sizeof TABLE[0]; i++) check_map(TABLE[i].given, strlen(TABLE[i].given));
}

static void test_random_texts(void)
{
    static const char *const PIECES[] = {
        "a", "E", "z", "9", " ", "\n", "\t", "é", "É", "œ", "Ã", "©", "â€™", "&eacute;", "&", ";", "…", "’", "\u0301", "\u0323",
        "\u200B", "\uFE0F", "❤", "😀", "ﬁ", "\xC2\x92", "\xC2\x85", "«", "\u00A0", "ß", "İ", "Ω", "㌫", "\u0130", "한", "\u1100\u1161", "&#233;", "\x01",
    };
    random_source source = {20240229};
    for (int round = 0; round < 4000; round++) {
        char text[400];
        size_t size = 0;
        for (uint32_t i = random_below(&source, 24); i > 0; i--) {
            const char *piece = PIECES[random_below(&source, sizeof PIECES / sizeof PIECES[0])];
            memcpy(text + size, piece, strlen(piece));
            size += strlen(piece);
        }
        check_map(text, size);
    }
}

/* Every character of Unicode: bounded, well-formed, and folding what is folded changes nothing. */
static void test_all_characters(void)
{
    long too_long = 0, ill_formed = 0, changed = 0;
    uint32_t example = 0;
    for (uint32_t point = 0; point <= 0x10FFFF; point++) {
        uint8_t bytes[4];
        char once[RSN_FOLD_MAX + 1];
        rsn_fold made;
        if (point >= 0xD800 && point <= 0xDFFF) continue;
        uint32_t size = rsn_utf8_encode(point, bytes);
        rsn_fold_point(point, &made);
        if (made.kind != RSN_FOLD_BYTES) continue;
        too_long += made.size > size;
        ill_formed += rsn_utf8_valid_size(made.bytes, made.size) != made.size;
        memcpy(once, made.bytes, made.size);
        rsn_folded again = fold(once, made.size);
        bool is_stable = again.size == made.size && memcmp(again.bytes, once, made.size) == 0;
        if (!is_stable && changed++ == 0) example = point;
    }
    CHECK(too_long == 0, "%ld characters fold to more than their size", too_long);
    CHECK(ill_formed == 0, "%ld characters fold to something that is not UTF-8", ill_formed);
    CHECK(changed == 0, "%ld characters fold to something that folds again, U+%04X first", changed, example);
}

/* ---- the public function ---------------------------------------------------------------------------- */

static void test_public(void)
{
    char buffer[64];
    uint32_t sources[65];
    size_t size = 0;
    ressenti_error error = RESSENTI_ERROR_INIT;
    ressenti_text text = {"Déçu…", 9};
    CHECK(ressenti_fold(text, buffer, sources, sizeof buffer, &size, NULL, &error) == RESSENTI_OK && size == 7, "seven bytes");
    CHECK(memcmp(buffer, "decu...", 7) == 0, "folded like the rest");
    CHECK(sources[1] == 1 && sources[2] == 3 && sources[4] == 6 && sources[6] == 6 && sources[7] == 9, "byte offsets of the text as given");
    CHECK(ressenti_fold(text, buffer, NULL, 6, &size, NULL, &error) == RESSENTI_TOO_LARGE && size == 7, "a buffer too small: the size that is needed");
    CHECK(ressenti_fold(text, buffer, NULL, 7, &size, NULL, &error) == RESSENTI_OK, "exactly large enough, without sources");
    CHECK(ressenti_fold((ressenti_text){"ab\xFF", 3}, buffer, NULL, 64, &size, NULL, &error) == RESSENTI_BAD_DATA && error.offset == 2, "not UTF-8, and where");
    CHECK(ressenti_fold((ressenti_text){"", 0}, buffer, sources, 64, &size, NULL, &error) == RESSENTI_OK && size == 0 && sources[0] == 0, "the empty text");
    CHECK(ressenti_fold((ressenti_text){NULL, 5}, buffer, NULL, 64, &size, NULL, &error) == RESSENTI_BAD_ARGUMENT, "five bytes of nothing");
}

int main(void)
{
    ressenti_allocator memory = rsn_allocator_or_default(NULL);
    rsn_arena_init(&arena, &memory);
    test_table();
    test_sound_text();
    test_sound_pairs();
    test_every_letter_repaired();
    test_forms();
    test_losses();
    test_marks();
    test_map();
    test_random_texts();
    test_all_characters();
    test_public();
    rsn_arena_free(&arena);
    return check_result();
}
