"""Write out the forms of French words, and the variants of a multi-word expression.

Not a general conjugator: it knows the regular rules an opinion lexicon needs (agreement of
adjectives, plural of nouns, verbs in -er and in -ir/-issant). An irregular word lists its
forms in the lexicon file. Accents are kept; folding is the compiler's business.
"""

from collections.abc import Iterable
from itertools import product

PARTS_OF_SPEECH = ("adj", "noun", "verb", "adv", "intj")

MAX_VARIANTS = 4096
"""An expression with more variants than this is a mistake in the file."""

_OPENING = {"(": ")", "[": "]"}
_NOT_IN_EXPRESSIONS = "*…<>"

# --- Adjectives -----------------------------------------------------------------------------

# Feminine by suffix, first match wins: (ending of the masculine, letters dropped, letters added).
_FEMININE: tuple[tuple[str, int, str], ...] = (
    ("e", 0, ""),  # rapide
    ("teur", 3, "rice"),  # novateur, novatrice
    ("eur", 1, "se"),  # trompeur, trompeuse
    ("x", 1, "se"),  # sérieux, sérieuse
    ("f", 1, "ve"),  # abusif, abusive
    ("el", 0, "le"),  # exceptionnel, exceptionnelle
    ("eil", 0, "le"),  # pareil, pareille
    ("en", 0, "ne"),  # moyen, moyenne
    ("on", 0, "ne"),  # bon, bonne
    ("et", 0, "te"),  # coquet, coquette
    ("er", 2, "ère"),  # mensonger, mensongère
    ("eau", 2, "lle"),  # nouveau, nouvelle
    ("gu", 0, "ë"),  # exigu, exiguë
    ("c", 1, "que"),  # public, publique
    ("g", 0, "ue"),  # long, longue
)

_FEMININE_EXCEPTIONS: dict[str, str] = {
    # -eur that only takes -e
    **{word: word + "e" for word in (
        "meilleur", "supérieur", "inférieur", "majeur", "mineur", "extérieur", "intérieur",
        "antérieur", "ultérieur", "postérieur",
    )},
    # -teur built on a verb in -ter or -tir
    **{word: word[:-1] + "se" for word in (
        "menteur", "flatteur", "prometteur", "acheteur", "porteur", "emprunteur", "profiteur",
        "radoteur", "rouspéteur", "racketteur",
    )},
    # -et that opens its vowel instead of doubling
    **{word: word[:-2] + "ète" for word in (
        "complet", "incomplet", "concret", "discret", "indiscret", "secret", "inquiet",
        "désuet", "replet",
    )},
    # a final consonant that doubles
    **{word: word + word[-1] + "e" for word in (
        "gentil", "nul", "gros", "bas", "gras", "las", "épais", "sot", "vieillot", "pâlot",
        "paysan",
    )},
    "bref": "brève", "doux": "douce", "faux": "fausse", "roux": "rousse", "franc": "franche",
    "blanc": "blanche", "sec": "sèche", "frais": "fraîche", "favori": "favorite",
    "rigolo": "rigolote", "mou": "molle", "fou": "folle", "malin": "maligne", "bénin": "bénigne",
    "grec": "grecque", "vieux": "vieille",
}

_PLURAL_IN_ALS = frozenset(
    ("banal", "bancal", "fatal", "final", "glacial", "natal", "naval", "bal", "carnaval",
     "festival", "régal", "récital")
)

_PLURAL_WITH_PLAIN_S = frozenset(("bleu", "pneu", "landau"))
_PLURAL_OU_WITH_X = frozenset(("bijou", "caillou", "chou", "genou", "hibou", "joujou", "pou"))


def feminine(masculine: str) -> str:
    """Feminine singular of an adjective: ``feminine("abusif") == "abusive"``."""
    known = _FEMININE_EXCEPTIONS.get(masculine)
    if known is not None:
        return known
    for ending, dropped, added in _FEMININE:
        if masculine.endswith(ending):
            return masculine[: len(masculine) - dropped] + added
    return masculine + "e"


def plural(singular: str) -> str:
    """Plural of a noun or of a masculine adjective: ``plural("loyal") == "loyaux"``."""
    if singular.endswith(("s", "x", "z")):
        return singular
    if singular.endswith("al") and singular not in _PLURAL_IN_ALS:
        return singular[:-1] + "ux"
    if singular.endswith(("au", "eu")) and singular not in _PLURAL_WITH_PLAIN_S:
        return singular + "x"
    if singular in _PLURAL_OU_WITH_X:
        return singular + "x"
    return singular + "s"


def _adjective(masculine: str) -> list[str]:
    she = feminine(masculine)
    return [masculine, she, plural(masculine), she + "s"]


def _noun(singular: str) -> list[str]:
    return [singular, plural(singular)]


# --- Verbs ----------------------------------------------------------------------------------

# Endings before which an -er stem may change, grouped by what they begin with.
_MUTE = ("e", "es", "ent")  # je gère, tu gères, ils gèrent (present, subjunctive, imperative)
_FUTURE = ("ai", "as", "a", "ons", "ez", "ont", "ais", "ait", "ions", "iez", "aient")
_OPEN = ("ons", "ais", "ait", "aient", "ant", "a")  # -geons, -çais: before a, o
_CLOSED = ("ez", "ions", "iez", "er", "èrent")
_AGREEMENT = ("é", "ée", "és", "ées")

_SECOND_GROUP = (
    "is", "it", "issons", "issez", "issent",  # present, past simple, imperative
    "issais", "issait", "issions", "issiez", "issaient",  # imperfect
    "irai", "iras", "ira", "irons", "irez", "iront",
    "irais", "irait", "irions", "iriez", "iraient",
    "isse", "isses",  # subjunctive, with -issions, -issiez, -issent above
    "issant", "i", "ie", "ies", "ir", "irent",
)

# Verbs in -ir that are surely not of that group; sentir, mentir, servir are for the author to see.
_IRREGULAR_IN_IR = ("oir", "enir", "frir", "vrir", "ourir")

# -eler and -eter that write è; the others double their consonant (appelle, jette).
_GRAVE_NOT_DOUBLE = frozenset(
    ("acheter", "racheter", "haleter", "fureter", "crocheter", "geler", "congeler", "dégeler",
     "décongeler", "surgeler", "peler", "harceler", "modeler", "remodeler", "celer", "déceler",
     "receler", "marteler", "démanteler", "ciseler", "écarteler")
)

_CONSONANTS = "bcdfghjklmnpqrstvwxz"


def _last_vowel(stem: str) -> int:
    """Index of the vowel before the final consonants, -1 if the stem ends in a vowel."""
    end = len(stem) - (2 if stem.endswith(("gu", "qu")) else 0)
    start = end
    while start > 0 and stem[start - 1] in _CONSONANTS:
        start -= 1
    return start - 1 if 0 < start < len(stem) else -1


def _mute_stems(stem: str) -> tuple[list[str], list[str]]:
    """Stems of an -er verb before a mute e: those of the present, those of the future."""
    if stem.endswith(("oy", "uy")):
        changed = stem[:-1] + "i"
        return [changed], [changed]
    if stem.endswith("ay"):
        both = [stem[:-1] + "i", stem]
        return both, both
    at = _last_vowel(stem)
    if at >= 0 and stem[at] == "é":
        grave = stem[:at] + "è" + stem[at + 1 :]
        return [grave], [stem, grave]
    if at >= 0 and stem[at] == "e" and stem[at + 1 :] != "x" and _weak_e(stem, at):
        changed = _strengthen(stem, at)
        return [changed], [changed]
    return [stem], [stem]


def _weak_e(stem: str, at: int) -> bool:
    """True for the e of *peser*, *sevrer*: one consonant, or a consonant and v + r."""
    rest = stem[at + 1 :]
    return len(rest) == 1 or rest == "vr"


def _strengthen(stem: str, at: int) -> str:
    """*appel* becomes *appell*, *achet* becomes *achèt*, *pes* becomes *pès*."""
    doubles = stem[-1] in "lt" and stem + "er" not in _GRAVE_NOT_DOUBLE
    return stem + stem[-1] if doubles else stem[:at] + "è" + stem[at + 1 :]


def _before_a_or_o(stem: str) -> str:
    if stem.endswith("g"):
        return stem + "e"
    if stem.endswith("c"):
        return stem[:-1] + "ç"
    return stem


def _first_group(lemma: str) -> list[str]:
    stem = lemma[:-2]
    present, future = _mute_stems(stem)
    parts = (
        product(present, _MUTE),
        product([_before_a_or_o(stem)], _OPEN),
        product([stem], _CLOSED),
        product(future, ["er" + ending for ending in _FUTURE]),
        product([stem], _AGREEMENT),
    )
    return [lemma] + [root + ending for part in parts for root, ending in part]


def _verb(lemma: str) -> list[str]:
    if lemma.endswith("er"):
        return _first_group(lemma)
    if lemma.endswith("ir") and not lemma.endswith(_IRREGULAR_IN_IR):
        return [lemma] + [lemma[:-2] + ending for ending in _SECOND_GROUP]
    raise ValueError(f"{lemma}: no rule for this verb, list its forms or write '-'")


# --- Public: words --------------------------------------------------------------------------

_RULES = {"adj": _adjective, "noun": _noun, "verb": _verb}


def forms(lemma: str, pos: str, spec: str) -> list[str]:
    """All the forms of a word, its lemma first, none twice, accents kept.

    `spec` is the `forms` column of ``opinion.tsv``: empty or ``auto`` applies the regular rule
    of the part of speech, ``-`` means the lemma alone, anything else lists the other forms.

    >>> forms("loyal", "adj", "")
    ['loyal', 'loyale', 'loyaux', 'loyales']
    >>> forms("beau", "adj", "bel belle beaux belles")
    ['beau', 'bel', 'belle', 'beaux', 'belles']
    """
    if pos not in PARTS_OF_SPEECH:
        raise ValueError(f"{lemma}: unknown part of speech {pos!r}")
    spec = spec.strip()
    if spec == "-":
        return [lemma]
    if spec and spec != "auto":
        return _unique([lemma, *spec.split()])
    rule = _RULES.get(pos)
    return _unique(rule(lemma)) if rule else [lemma]


def _unique(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(words))


# --- Public: expressions --------------------------------------------------------------------


def expand(expression: str) -> list[str]:
    """All the plain texts an expression of ``expressions.tsv`` stands for.

    ``content(e)(s)`` holds optional letters, ``vendeu(r|se)`` and ``(a|b)`` a choice, ``[mot]``
    and ``[un|deux mots]`` something optional; they nest, and all combinations are returned.

    >>> expand("[très] déçu(e)")
    ['déçu', 'déçue', 'très déçu', 'très déçue']
    """
    for sign in _NOT_IN_EXPRESSIONS:
        if sign in expression:
            raise ValueError(f"{expression}: {sign!r} is for rules, not for expressions")
    texts, end = _alternatives(expression, 0, "")
    if end != len(expression):
        raise ValueError(f"{expression}: {expression[end]!r} closes nothing")
    variants = _unique(" ".join(text.split()) for text in texts)
    if "" in variants:
        raise ValueError(f"{expression}: every word is optional")
    return variants


def _alternatives(text: str, start: int, closing: str) -> tuple[list[str], int]:
    """Read ``a|b|c`` up to `closing` or the end; return its variants and where it stopped."""
    found: list[str] = []
    at = start
    while True:
        variants, at = _sequence(text, at)
        found += variants
        if at >= len(text) or text[at] != "|":
            break
        if not closing:
            raise ValueError(f"{text}: '|' outside of brackets")
        at += 1
    if closing and (at >= len(text) or text[at] != closing):
        raise ValueError(f"{text}: {closing!r} is missing")
    return found, at


def _sequence(text: str, start: int) -> tuple[list[str], int]:
    """Read letters and groups up to ``|``, a closing bracket or the end."""
    variants = [""]
    at = start
    while at < len(text) and text[at] not in "|)]":
        if text[at] in _OPENING:
            choices, at = _group(text, at)
        else:
            choices, at = [text[at]], at + 1
        variants = [head + tail for head, tail in product(variants, choices)]
        if len(variants) > MAX_VARIANTS:
            raise ValueError(f"{text}: more than {MAX_VARIANTS} variants")
    return variants, at


def _group(text: str, start: int) -> tuple[list[str], int]:
    """Read one bracketed group; optional letters and words gain an empty variant."""
    closing = _OPENING[text[start]]
    choices, end = _alternatives(text, start + 1, closing)
    has_one_choice = closing == ")" and not _has_bar(text[start + 1 : end])
    if closing == "]" or (has_one_choice and _is_attached(text, start, end)):
        choices = ["", *choices]
    return choices, end + 1


def _has_bar(inside: str) -> bool:
    """True if the text holds a ``|`` of its own, not one of an inner group."""
    depth = 0
    for sign in inside:
        depth += (sign in _OPENING) - (sign in ")]")
        if sign == "|" and depth == 0:
            return True
    return False


def _is_attached(text: str, start: int, end: int) -> bool:
    """True if a letter, or another group, touches the group from `start` to `end`."""
    before = text[start - 1] if start else " "
    after = text[end + 1] if end + 1 < len(text) else " "
    return before not in " (|[" or after not in " )|]"
