"""One layout for every figure of `make eval`, with what it must reach beside it."""

from collections.abc import Iterable, Mapping

DEVELOPMENT, HELD, READERS = "development set", "held third of the corpus", "200 real texts, mean of two readers"
RULES_ALONE = "without learned themes"
STARS, COVERAGE, IN_DOMAIN = "real texts with stars", "real texts of more than eight words: themes", "trained in domain, 5-fold"

AT_LEAST = {
    DEVELOPMENT: {"sentiment_acc": 0.85, "irritation_qwk": 0.70, "theme_f1": 0.75, "theme_pol_f1": 0.68, "theme_macro_f1": 0.68, "pairs": 0.90},
    READERS: {"sentiment_acc": 0.84, "irritation_qwk": 0.68, "theme_f1": 0.70, "theme_pol_f1": 0.64, "theme_macro_f1": 0.55},
    HELD: {"sentiment_acc": 0.82, "irritation_qwk": 0.68},
    STARS: {"balanced_acc": 0.89, "auc": 0.95, "balanced_acc over peer": 0.01, "auc over peer": 0.01, "aspects": 0.72},
    IN_DOMAIN: {"insurance accuracy over peer": -0.005, "spplus f1_3 over peer": 0.0},
}
AT_MOST = {HELD: {"calibration_error": 0.05}, COVERAGE: {"no theme": 0.10}}

NAME_WIDTH, CELL_WIDTH = 30, 9


def title(text: str, remark: str = "") -> None:
    print(f"\n{text}{f' ({remark})' if remark else ''}", flush=True)


def figure(section: str, name: str, value: float) -> None:
    is_difference = name.endswith("over peer")
    print(f"  {name:<{NAME_WIDTH}}{shown(value, is_difference):>{CELL_WIDTH}}{beside(section, name, value, is_difference)}", flush=True)


def figures(section: str, values: Mapping[str, float]) -> None:
    for name, value in values.items():
        figure(section, name, value)


def shown(value: float, is_difference: bool = False) -> str:
    """Counts are integers, all else shares."""
    if isinstance(value, int):
        return str(value)
    return f"{value:+.3f}" if is_difference else f"{value:.3f}"


def beside(section: str, name: str, value: float, is_difference: bool = False) -> str:
    """The floor or ceiling of a figure that has one, and whether it is missed."""
    least = AT_LEAST.get(section, {}).get(name)
    most = AT_MOST.get(section, {}).get(name)
    if least is not None:
        return f"   floor {shown(least, is_difference)}{'' if value >= least else '  MISSED'}"
    if most is not None:
        return f"   at most {shown(most)}{'' if value <= most else '  MISSED'}"
    return ""


def named(section: str, column: str, value: float) -> str:
    """In a row of many figures the limit says of which it is."""
    limit = beside(section, column, value).lstrip()
    return f"   {column} {limit}" if limit else ""


def table(section: str, rows: Mapping[str, Mapping[str, float]], marked: Iterable[str] = ()) -> None:
    """A row for each name; a row ends in MISSED where one of the `marked` columns is beyond its limit."""
    columns = list(next(iter(rows.values())))
    widths = [max(CELL_WIDTH, len(column) + 2) for column in columns]
    print(f"  {'':<{NAME_WIDTH}}" + "".join(f"{column:>{width}}" for column, width in zip(columns, widths, strict=True)))
    for name, row in rows.items():
        cells = "".join(f"{shown(row[column]):>{width}}" for column, width in zip(columns, widths, strict=True))
        print(f"  {name:<{NAME_WIDTH}}{cells}{''.join(named(section, column, row[column]) for column in marked)}", flush=True)


def mean(values: Iterable[float]) -> float:
    found = list(values)
    return sum(found) / len(found)
