/* Clauses and sentences: punctuation, ends of lines, connectives. */
#include "clause.h"

#include "small_french.h"
#include "reading.h"

/* "a b|c" with flags in front: ? asked, ! exclaimed, + contrast, ~ concession; "||" between sentences. */
static void describe(const rsn_findings *found, line *out)
{
    for (uint32_t i = 0; i < found->clauses.count; i++) {
        const rsn_clause *clause = &found->clauses.items[i];
        if (i > 0) line_add(out, clause->sentence != clause[-1].sentence ? "||" : "|");
        if (clause->flags & RSN_CLAUSE_QUESTION) line_add(out, "?");
        if (clause->flags & RSN_CLAUSE_EXCLAIMED) line_add(out, "!");
        if (clause->flags & RSN_CLAUSE_CONTRAST) line_add(out, "+");
        if (clause->flags & RSN_CLAUSE_CONCESSION) line_add(out, "~");
        line_add_bytes(out, &found->folded, clause->bytes);
    }
}

static const struct {
    const char *text, *clauses, *why;
} TABLE[] = {
    {"", "", "nothing"},
    {"bon", "bon", "one word"},
    {"bon colis. Très rapide.", "bon colis.||tres rapide.", "a full stop ends a sentence, and belongs to it"},
    {"bon, rapide", "bon,|rapide", "a comma ends a clause only"},
    {"bon ; rapide", "bon ;||rapide", "a semicolon ends a sentence"},
    {"bon : rapide (un peu) oui", "bon :|rapide (|un peu)|oui", "colons and parentheses"},
    {"bon - rapide", "bon -|rapide", "a dash between blanks"},
    {"peut-être bon", "peut-etre bon", "a hyphen inside a word ends nothing"},
    {"bon mais lent", "bon|+mais lent", "mais opens a clause that weighs more"},
    {"bon par contre lent", "bon|+par contre lent", "so does a connective of two words"},
    {"par exemple bon", "par exemple bon", "half a connective does nothing"},
    {"bon malgré le prix", "bon|~malgre le prix", "malgré opens one that weighs less"},
    {"Malgré le prix, bon", "~malgre le prix,|bon", "up to the comma"},
    {"Au début, bon, rapide, mais lent", "~au debut,|~bon,|~rapide,|+mais lent", "what a connective alone concedes goes on, up to the next one"},
    {"Au début, bon. Rapide", "~au debut,|~bon.||rapide", "and not into the next sentence"},
    {"Au début bon, rapide", "~au debut bon,|rapide", "a connective with words of its own concedes only these"},
    {"bon donc rapide", "bon|donc rapide", "donc only separates"},
    {"Mais bon", "+mais bon", "a connective may begin the text"},
    {"bon, mais lent", "bon,|+mais lent", "no empty clause between comma and mais"},
    {"bon, vraiment ? Oui.", "?bon,|?vraiment ?||oui.", "a question asks the whole sentence"},
    {"lent. bon ?", "lent.||?bon ?", "and not the one before"},
    {"bon !", "!bon !", "exclaimed"},
    {"bon, rapide !", "bon,|!rapide !", "only its own clause is exclaimed"},
    {"bon !!", "!bon !||!!", "each mark ends a clause: the second stands alone"},
    {"bon\nrapide", "bon||rapide", "an end of line ends a sentence"},
    {"bon 9,90 rapide", "bon 9,90 rapide", "the comma of a number ends nothing"},
    {"bon.rapide", "bon.||rapide", "a blank may be missing"},
};

static void test_table(reading *in)
{
    for (size_t i = 0; i < sizeof TABLE / sizeof TABLE[0]; i++) {
        line out = {.size = 0};
        describe(read_text(in, TABLE[i].text), &out);
        /* Blanks before the punctuation of French are kept by the folded text, and so they are here. */
        CHECK(strcmp(out.text, TABLE[i].clauses) == 0, "%s: « %s » gives %s, not %s", TABLE[i].why, TABLE[i].text, out.text, TABLE[i].clauses);
    }
}

/* Every token is in exactly one clause, and each byte is found in the clause of its token. */
static void test_partition(reading *in)
{
    for (size_t i = 0; i < sizeof TABLE / sizeof TABLE[0]; i++) {
        const rsn_findings *found = read_text(in, TABLE[i].text);
        uint32_t at = 0;
        for (uint32_t k = 0; k < found->clauses.count; k++) {
            const rsn_clause *clause = &found->clauses.items[k];
            CHECK(clause->tokens.begin == at && clause->tokens.end > at, "« %s »: clause %u begins where the one before ended", TABLE[i].text, k);
            for (; at < clause->tokens.end; at++) {
                CHECK(found->tokens.items[at].clause == k, "« %s »: token %u knows its clause", TABLE[i].text, at);
                CHECK(rsn_clause_at(&found->clauses, found->tokens.items[at].begin) == k, "« %s »: byte %u is in clause %u", TABLE[i].text, found->tokens.items[at].begin, k);
            }
        }
        CHECK(at == found->tokens.count, "« %s »: no token is left over", TABLE[i].text);
    }
}

int main(void)
{
    reading in = reading_new(make_engine(&SMALL_FRENCH));
    test_table(&in);
    test_partition(&in);
    reading_free(&in);
    return check_result();
}
