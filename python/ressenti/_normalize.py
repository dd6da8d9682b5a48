"""Texts rewritten: folded step by step as the rules read them, or in one of the standard forms of Unicode."""

import re
from collections.abc import Iterable
from typing import Any, Final, Literal, TypedDict, Unpack, overload

from . import _core
from ._analyzer import WAYS_TO_LIST, Analyzer, as_list, forced_kernels, load
from ._offset_map import OffsetMap

Form = Literal["NFC", "NFD", "NFKC", "NFKD"]
Invalid = Literal["reject", "replace", "repair"]

FORMS: Final[tuple[Form, ...]] = ("NFC", "NFD", "NFKC", "NFKD")
STEPS: Final = ("mojibake", "entities", "blanks", "typography", "case", "accents", "ignorable")
NEEDED_BY_SPELLING: Final = ("typography", "case", "accents", "ignorable")
WAYS_WITH_INVALID: Final[tuple[Invalid, ...]] = ("reject", "replace", "repair")


class Options(TypedDict, total=False):
    """What `normalize` takes besides the text and `return_map`."""

    form: Form | None
    mojibake: bool
    entities: bool
    blanks: bool
    typography: bool
    case: bool
    accents: bool
    ignorable: bool
    spelling: bool
    analyzer: Analyzer | None
    invalid: Invalid


@overload
def normalize(text: str | bytes, *, return_map: Literal[False] = False, **options: Unpack[Options]) -> str: ...
@overload
def normalize(text: str | bytes, *, return_map: Literal[True], **options: Unpack[Options]) -> tuple[str, OffsetMap]: ...
@overload
def normalize(
    text: Iterable[Any], *, return_map: Literal[False] = False, **options: Unpack[Options]
) -> list[str | None]: ...
@overload
def normalize(
    text: Iterable[Any], *, return_map: Literal[True], **options: Unpack[Options]
) -> tuple[list[str | None], list[OffsetMap | None]]: ...
def normalize(
    text: Any,
    *,
    form: Form | None = None,
    mojibake: bool = True,
    entities: bool = True,
    blanks: bool = True,
    typography: bool = True,
    case: bool = True,
    accents: bool = True,
    ignorable: bool = True,
    spelling: bool = False,
    analyzer: Analyzer | None = None,
    invalid: Invalid = "reject",
    return_map: bool = False,
) -> Any:
    """The text as the rules read it, or in a standard form of Unicode.

    Without options every step is taken, as before an analysis:

    `mojibake`    UTF-8 that was once read as Latin-1 or cp1252 is read anew: "dÃ©Ã§u" → "déçu"
    `entities`    entities of HTML become their characters: "&eacute;" → "é"
    `blanks`      blanks of every kind become one, ends of lines one, none leads or trails
    `typography`  quotes, dashes, dots, ligatures, widths become plain: "l’œuf…" → "l'oeuf..."
    `case`        lower case
    `accents`     accents and other marks are taken off
    `ignorable`   what cannot be seen is dropped: zero-width characters, soft hyphens, variation selectors
    `spelling`    abbreviations are written out and drawn-out letters drawn in, by the words of the packs of `analyzer`
                  (None: the French pack); it reads words that are folded, so the four steps above are needed

    False leaves a step out. `form`: nothing but this form, strictly (UAX #15), with no other step; `form` beside
    a step, an analyzer or `return_map` is a ValueError.

    `invalid`: bytes that are no UTF-8, and surrogates that stand alone in a str: "reject" is a ValueError that says where,
    "replace" puts U+FFFD, "repair" reads each such byte as cp1252 and joins the halves of a character.

    `text`: a str or UTF-8 bytes gives a str; a list, any other iterable, a pandas or polars Series, a NumPy array or an
    Arrow array gives a list as long and in the same order, with None where a text is missing (None, NaN, NA,
    Unreadable). Anything else in it is a TypeError that says where. Nothing is returned of a batch that fails.

    `return_map`: a pair, with an OffsetMap (a list: a list of them, None for missing texts) from the result to the text.

    Linear in the bytes of the texts; a batch is read with the lock released.
    """
    steps = {
        "mojibake": mojibake,
        "entities": entities,
        "blanks": blanks,
        "typography": typography,
        "case": case,
        "accents": accents,
        "ignorable": ignorable,
    }
    left_out = [name for name, is_taken in steps.items() if not is_taken]
    _check(form, left_out, spelling, analyzer, invalid, return_map)
    engine = (analyzer or load())._engine if spelling else None
    is_alone = isinstance(text, (str, bytes)) or not _is_batch(text)
    texts = [text] if is_alone else as_list(text)
    if form is not None and invalid != "reject":
        texts = [_made_valid(item, invalid) for item in texts]
    found = _core.normalize(
        texts,
        form=form,
        left_out=tuple(left_out),
        engine=engine,
        invalid=invalid,
        mapped=return_map,
        alone=is_alone,
        kernels=forced_kernels(),
    )
    if not return_map:
        return found[0] if is_alone else found
    pairs = [(None, None) if pair is None else (pair[0], OffsetMap(*pair[1:])) for pair in found]
    if is_alone:
        return pairs[0]
    return [text for text, _ in pairs], [map for _, map in pairs]


def _is_batch(text: Any) -> bool:
    """Whether it is many texts; what is neither many nor one is refused by the core, with its type."""
    if isinstance(text, (bytearray, memoryview, dict, set, frozenset)):
        return True  # refused by as_list, in its own words
    return any(hasattr(text, name) for name in ("__iter__", *WAYS_TO_LIST))


def _made_valid(item: Any, invalid: str) -> Any:
    """A str or bytes as a str of Unicode, by the rules that folding has for what is invalid; anything else as it is."""
    if isinstance(item, str):
        if invalid == "repair":
            item = item.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")  # halves are joined
        item = _NO_BYTE.sub("\ufffd", item).encode("utf-8", "surrogateescape")
    if not isinstance(item, bytes):
        return item
    if invalid == "replace":
        return item.decode("utf-8", "replace")
    return _BYTE.sub(_as_cp1252, item.decode("utf-8", "surrogateescape"))


_NO_BYTE: Final = re.compile("[\ud800-\udc7f\udd00-\udfff]")
_BYTE: Final = re.compile("[\udc80-\udcff]")  # as Python's surrogateescape leaves one that is no UTF-8 (PEP 383)


def _as_cp1252(found: re.Match[str]) -> str:
    byte = bytes([ord(found[0]) - 0xDC00])
    try:
        return byte.decode("cp1252")
    except UnicodeDecodeError:  # five bytes have no meaning there
        return byte.decode("latin-1")


def _check(
    form: str | None,
    left_out: list[str],
    spelling: bool,
    analyzer: Analyzer | None,
    invalid: str,
    return_map: bool,
) -> None:
    """Raise ValueError, in a sentence, for what cannot be had together."""
    if form is not None and form not in FORMS:
        raise ValueError(f"a form is one of {', '.join(FORMS)}, not {form!r}")
    if invalid not in WAYS_WITH_INVALID:
        raise ValueError(f"invalid is one of {', '.join(WAYS_WITH_INVALID)}, not {invalid!r}")
    if form is not None:
        given = [*left_out, *["spelling"] * spelling, *["analyzer"] * (analyzer is not None), *["return_map"] * return_map]
        if given:
            raise ValueError(f"form={form!r} is a standard form alone: leave {', '.join(given)} out, or form")
    unread = [name for name in left_out if name in NEEDED_BY_SPELLING]
    if spelling and unread:
        raise ValueError(f"spelling reads folded words: {', '.join(unread)} cannot be left out beside it")
    if analyzer is not None and not spelling:
        raise ValueError("an analyzer is for spelling=True only: the other steps know no words")
