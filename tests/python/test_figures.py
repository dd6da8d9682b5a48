"""The grammar of French figures: spellings are generated from values, read back and compared with what they were generated from."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ressenti

# ---- how French writes what ------------------------------------------------------------------------

SMALL = ["zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize", "quatorze", "quinze", "seize",
         "dix-sept", "dix-huit", "dix-neuf"]
TENS = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante"}
SWISS = {70: "septante", 80: "huitante", 90: "nonante"}
GROUPS = {8: "huitaine", 10: "dizaine", 12: "douzaine", 15: "quinzaine", 20: "vingtaine", 30: "trentaine", 40: "quarantaine", 50: "cinquantaine", 60: "soixantaine",
          100: "centaine"}
BLANKS = [" ", "\u00a0", "\u202f"]
TIME = {"minute": ["min", "mn", "minutes"], "hour": ["h", "heures"], "day": ["j", "jours"], "week": ["semaines", "sem"], "month": ["mois"]}
MINUTES = {"minute": 1, "hour": 60, "day": 1440, "week": 10080, "month": 43200}
CURRENCIES = {"eur": ["€", "euros", "EUR", "balles"], "cad": ["$", "dollars", "piastres"], "chf": ["CHF", "francs", "fr."]}
MONTHS = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"]
WEEKDAYS = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]


def below_hundred(n: int, swiss: bool) -> str:
    tens = TENS | (SWISS if swiss else {})
    if n < 20:
        return SMALL[n]
    if not swiss and n >= 80:
        return "quatre-vingts" if n == 80 else "quatre-vingt-" + SMALL[n - 80]
    base = n // 10 * 10 if n // 10 * 10 in tens else 60
    rest = n - base
    link = " et " if rest in (1, 11) else "-"
    return tens[base] + (link + SMALL[rest] if rest else "")


def in_words(n: int, swiss: bool = False) -> str:
    if n < 100:
        return below_hundred(n, swiss)
    if n < 1000:
        hundreds, rest = divmod(n, 100)
        head = "cent" if hundreds == 1 else SMALL[hundreds] + (" cents" if rest == 0 else " cent")
        return head + (" " + below_hundred(rest, swiss) if rest else "")
    thousands, rest = divmod(n, 1000)
    head = "mille" if thousands == 1 else in_words(thousands, swiss).replace("cents", "cent").replace("vingts", "vingt") + " mille"
    return head + (" " + in_words(rest, swiss) if rest else "")


@st.composite
def grouped(draw: st.DrawFn, n: int) -> str:
    """1800, 1 800, 1.800, 1'800."""
    sign = draw(st.sampled_from(["", *BLANKS, ".", "'", "\u2019"]))
    return f"{n:,}".replace(",", sign)


@st.composite
def number(draw: st.DrawFn, least: int = 2, most: int = 99999) -> tuple[int, str]:
    n = draw(st.integers(least, most))
    return n, draw(st.one_of(grouped(n), st.builds(in_words, st.just(n), st.booleans())))


def figures(text: str) -> list[dict[str, Any]]:
    analysis = ressenti.analyze([text], figures=True)
    assert all(text[f["start"] : f["end"]] == f["evidence"] for f in analysis.figures)
    return analysis.figures.to_dicts()


def only(text: str) -> tuple[str, float, str | None]:
    found = figures(text)
    assert len(found) == 1, (text, found)
    return found[0]["kind"], found[0]["value"], found[0]["unit"]


def minutes_of(text: str) -> float:
    kind, value, unit = only(text)
    assert kind == "duration", (text, kind)
    return value * MINUTES[str(unit)]


AROUND = st.sampled_from(["{}", "Il a fallu {}.", "« {} »", "({})", "Résultat : {}, bravo"])

# ---- each figure of the grammar --------------------------------------------------------------------


@settings(max_examples=400, deadline=None)
@given(number(), AROUND)
def test_counts(spelled: tuple[int, str], around: str) -> None:
    n, text = spelled
    assert only(around.format(text + " colis")) == ("count", n, "item"), text


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(sorted(GROUPS)), st.integers(1, 5))
def test_groups(size: int, times: int) -> None:
    text = f"{SMALL[times] if times > 1 else 'une'} {GROUPS[size]}{'s' if times > 1 else ''} d’appels"
    assert only(text) == ("count", size * times, "item")


@settings(max_examples=400, deadline=None)
@given(number(2, 400), st.sampled_from(sorted(TIME)), st.data(), AROUND)
def test_durations(spelled: tuple[int, str], unit: str, data: st.DataObject, around: str) -> None:
    n, text = spelled
    word = data.draw(st.sampled_from(TIME[unit]))
    blank = "" if text[-1].isdigit() and data.draw(st.booleans()) else data.draw(st.sampled_from(BLANKS))
    assert only(around.format(text + blank + word)) == ("duration", n, unit)


@settings(max_examples=100, deadline=None)
@given(number(2, 30))
def test_years_count_in_months(spelled: tuple[int, str]) -> None:
    n, text = spelled
    assert only(f"{text} ans") == ("duration", 12 * n, "month")
    assert only(f"{text} ans et demi") == ("duration", 12 * n + 6, "month")


@settings(max_examples=300, deadline=None)
@given(st.integers(1, 20), st.integers(0, 59), st.sampled_from(["{h}h{m:02}", "{h} h {m:02}", "{h}h {m:02}", "{h} heures {m:02}", "{h} h {m} min", "{h}h{m:02}min", "{H} heures {M}"]))
def test_hours_and_minutes(hours: int, minutes: int, form: str) -> None:
    if "{M}" in form and minutes < 5:
        minutes += 5
    text = "pendant " + form.format(h=hours, m=minutes, H=in_words(hours).replace("un", "une") if hours == 1 else in_words(hours), M=in_words(minutes))
    assert abs(minutes_of(text) - hours * 60 - minutes) < 0.5, text


PARTS = [("et demie", 30), ("et quart", 15), ("trois quarts", None), ("moins le quart", -15)]


@settings(max_examples=60, deadline=None)
@given(st.integers(2, 20), st.sampled_from([part for part in PARTS if part[1] is not None]))
def test_quarters_of_hours(hours: int, part: tuple[str, int]) -> None:
    assert minutes_of(f"pendant {in_words(hours)} heures {part[0]}") == hours * 60 + part[1]


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 30), st.sampled_from(["J+{}", "J +{}", "J + {}", "j+{}"]))
def test_days_after(days: int, form: str) -> None:
    assert only("livré à " + form.format(days)) == ("duration", days, "day")


@st.composite
def price(draw: st.DrawFn) -> tuple[float, str, str]:
    whole, cents, unit = draw(st.integers(2, 99999)), draw(st.integers(0, 99)), draw(st.sampled_from(sorted(CURRENCIES)))
    word = draw(st.sampled_from(CURRENCIES[unit]))
    text = draw(grouped(whole))
    decimal = draw(st.sampled_from(",." if "." not in text else ","))
    if cents:
        text += f"{decimal}{cents:02}"
    blank = draw(st.sampled_from(["", *BLANKS])) if word in "€$" else draw(st.sampled_from(BLANKS))
    return whole + cents / 100, unit, text + blank + word


@settings(max_examples=400, deadline=None)
@given(price(), AROUND)
def test_prices(spelled: tuple[float, str, str], around: str) -> None:
    value, unit, text = spelled
    assert only(around.format(text)) == ("price", pytest.approx(value), unit), text


@settings(max_examples=200, deadline=None)
@given(st.integers(2, 900), st.integers(10, 99), st.sampled_from(["{e}€{c}", "{e} € {c}", "{e} euros {c}", "{E} euros {C}", "{e} euros et {c} centimes"]))
def test_cents_behind(euros: int, cents: int, form: str) -> None:
    text = form.format(e=euros, c=cents, E=in_words(euros), C=in_words(cents))
    assert only(text + ".") == ("price", pytest.approx(euros + cents / 100), "eur"), text


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 9999), st.sampled_from(["CHF {}", "fr. {}.-", "Fr. {}.–", "{}.-"]))
def test_swiss_prices(francs: int, form: str) -> None:
    assert only(form.format(francs)) == ("price", francs, "chf")


@settings(max_examples=200, deadline=None)
@given(st.integers(2, 100), st.sampled_from(["{} %", "{}%", "{}\u202f%", "{} pour cent", "{} pourcent", "{W} pour cent"]))
def test_percentages(value: int, form: str) -> None:
    assert only("soit " + form.format(value, W=in_words(value))) == ("percent", value, "percent")


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 23), st.integers(0, 59), st.sampled_from(["à {h}h{m:02}", "vers {h} h {m:02}", "avant {h}h{m:02}", "{h:02}:{m:02}", "mardi {h}h{m:02}", "le train de {h}h{m:02}"]))
def test_times_of_day(hour: int, minute: int, form: str) -> None:
    assert only(form.format(h=hour, m=minute)) == ("clock", hour * 60 + minute, "minute")


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 11), st.sampled_from(["du matin", "du soir", "pile"]))
def test_parts_of_the_day(hour: int, part: str) -> None:
    assert only(f"{hour}h {part}") == ("clock", hour * 60, "minute")


@settings(max_examples=300, deadline=None)
@given(st.integers(1, 28), st.integers(1, 12), st.integers(2001, 2099), st.sampled_from(WEEKDAYS))
def test_dates(day: int, month: int, year: int, weekday: str) -> None:
    name = MONTHS[month - 1]
    spelled = {
        f"le {day}": day,
        f"{weekday} {day} {name}": month * 100 + day,
        f"le {day} {name} {year}": year * 10000 + month * 100 + day,
        f"{day:02}/{month:02}/{year}": year * 10000 + month * 100 + day,
        f"{day}.{month}.{year}": year * 10000 + month * 100 + day,
        f"{year}-{month:02}-{day:02}": year * 10000 + month * 100 + day,
        f"le {day}/{month}": month * 100 + day,
        f"0{day % 9 + 1}/{month:02}": month * 100 + day % 9 + 1,
    }
    for text, value in spelled.items():
        assert only(text + ".") == ("date", value, "date"), text


@settings(max_examples=200, deadline=None)
@given(st.sampled_from([5, 10, 20]), st.data(), st.sampled_from(["{}/{}", "{} / {}", "{} sur {}", "note : {}/{}"]))
def test_marks(best: int, data: st.DataObject, form: str) -> None:
    mark = data.draw(st.integers(0, best))
    (found,) = figures(form.format(mark, best) + " !")
    assert (found["kind"], found["value"], found["unit"], found["scale"]) == ("rating", mark, "point", best)


RATIOS = [("le double", 2), ("le triple", 3), ("la moitié", 0.5), ("trois quarts", 0.75), ("deux tiers", 0.66), ("trois fois le prix", 3)]


@pytest.mark.parametrize(("text", "value"), RATIOS)
def test_ratios(text: str, value: float) -> None:
    assert only(f"payé {text}") == ("ratio", value, "times")


# ---- what digits name ------------------------------------------------------------------------------


@settings(max_examples=200, deadline=None)
@given(st.lists(st.integers(0, 99), min_size=4, max_size=4), st.sampled_from(["01", "02", "03", "04", "05", "06", "07", "09"]), st.sampled_from([" ", ".", "-", "", "\u00a0"]))
def test_telephone_numbers(pairs: list[int], head: str, sign: str) -> None:
    text = sign.join([head, *(f"{pair:02}" for pair in pairs)])
    assert [f["kind"] for f in figures(f"Appelez le {text}, merci, 3 jours")] == ["phone", "duration"]


@settings(max_examples=100, deadline=None)
@given(st.integers(10**15, 10**16 - 1), st.sampled_from(["", " ", "-"]))
def test_cards(digits: int, sign: str) -> None:
    text = sign.join(str(digits)[i : i + 4] for i in range(0, 16, 4))
    assert [f["kind"] for f in figures(f"carte {text} refusée")] == ["card"]


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 10**23 - 1), st.booleans())
def test_accounts(digits: int, is_grouped: bool) -> None:
    text = f"FR76{digits:023}"
    if is_grouped:
        text = " ".join(text[i : i + 4] for i in range(0, len(text), 4))
    assert [f["kind"] for f in figures(f"IBAN {text}.")] == ["iban"]


NAMES = st.from_regex(r"zq[a-z]{2,8}([._-][a-z0-9]{2,6}x)?", fullmatch=True)  # no abbreviation, which would be written out


@settings(max_examples=100, deadline=None)
@given(NAMES)
def test_addresses(name: str) -> None:
    assert [f["kind"] for f in figures(f"écrivez à {name}@example.com svp")] == ["email"]
    assert [f["kind"] for f in figures(f"voir https://www.example.org/{name}?n=48h svp")] == ["url"]


@settings(max_examples=100, deadline=None)
@given(st.integers(10000, 10**10), st.sampled_from(["dossier {}", "n° {}", "réf. {}", "contrat AB-{}", "commande n°{}", "commande {}"]))
def test_file_numbers(digits: int, form: str) -> None:
    kinds = [f["kind"] for f in figures(form.format(digits) + " : 5 jours")]
    assert kinds[-1] == "duration" and not set(kinds[:-1]) - {"reference"}


NO_FIGURE = [
    ("Une facture et un colis", "articles"),
    ("Un produit neuf", "new"),
    ("Des centaines de clients", "not said how many"),
    ("Ce midi, l’après-midi", "parts of the day"),
    ("Ouvert 24h/24", "always: a size, not a delay"),
]


@pytest.mark.parametrize(("text", "why"), NO_FIGURE)
def test_what_is_no_figure(text: str, why: str) -> None:
    assert not [f for f in figures(text) if f["kind"] != "size"], why


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="0123456789 .,/:-+€$%hjx'@àunetdix", max_size=60))
def test_any_digits_and_signs(text: str) -> None:
    """Whatever is written: figures are in order, hold something and are never negative."""
    after = 0
    for figure in figures(text):
        assert after <= figure["start"] < figure["end"] <= len(text) and figure["value"] >= 0
        after = figure["end"]


def test_figures_are_kept_on_demand() -> None:
    assert len(ressenti.analyze("5 jours").figures) == 0
    assert len(ressenti.analyze(["5 jours", "3 € et 2 €"], figures=True).figures) == 3
