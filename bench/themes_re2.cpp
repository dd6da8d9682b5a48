/* RE2::Set over bytes, with room for its automaton: the default budget is spent long before a thousand rules. */
#include <re2/re2.h>
#include <re2/set.h>

#include <memory>
#include <string>
#include <vector>

#include "themes.h"

namespace {

constexpr int64_t AUTOMATON_BYTES = int64_t{1} << 30;

RE2::Options options()
{
    RE2::Options chosen;
    chosen.set_encoding(RE2::Options::EncodingLatin1);
    chosen.set_max_mem(AUTOMATON_BYTES);
    chosen.set_log_errors(false);
    return chosen;
}

void *make(const corpus *rules)
{
    auto set = std::make_unique<RE2::Set>(options(), RE2::UNANCHORED);
    for (uint64_t i = 0; i < rules->count; i++)
        if (set->Add(re2::StringPiece(corpus_text(rules, i), corpus_size(rules, i)), nullptr) < 0) return nullptr;
    return set->Compile() ? set.release() : nullptr;
}

uint64_t read(void *state, const corpus *texts, size_t count, const pairs *found)
{
    const auto *set = static_cast<const RE2::Set *>(state);
    std::vector<int> rules;
    uint64_t sum = 0;
    for (size_t i = 0; i < count; i++) {
        set->Match(re2::StringPiece(corpus_text(texts, i), corpus_size(texts, i)), &rules);
        sum += rules.size();
        for (int rule : rules) pairs_note(found, i, static_cast<size_t>(rule));
    }
    return sum;
}

void release(void *state)
{
    delete static_cast<RE2::Set *>(state);
}

} // namespace

extern "C" const contender themes_re2 = {"re2", make, nullptr, read, release, false};
