"""What is said about each theme: by its own clause and target, by the sentence that goes on about it, by a list."""

import pytest

import ressenti

Row = tuple[str, dict[str, str], str]

COORDINATION: list[Row] = [
    ("Le prix et l'accueil sont parfaits.", {"price_value": "pos", "staff_attitude": "pos"}, "two subjects, one judgement"),
    ("L'accueil et les prix sont catastrophiques.", {"staff_attitude": "neg", "price_value": "neg"}, "the same for blame"),
    ("Excellent accueil et excellente cuisine.", {"staff_attitude": "pos", "product_quality": "pos"}, "a judgement each"),
    ("L'accueil, la propreté, tout est impeccable.", {"staff_attitude": "pos", "store_place": "pos"}, "summed up behind"),
    ("Ni la livraison ni l'accueil ne sont agréables.", {"delivery_time": "neg", "staff_attitude": "neg"}, "ni … ni"),
]

ONE_CLAUSE: list[Row] = [
    ("Accueil froid chambre magnifique", {"staff_attitude": "neg", "store_place": "pos"}, "nothing between"),
    ("Un site très lent et un personnel adorable", {"website_app": "neg", "staff_attitude": "pos"}, "et between"),
    ("Cuisine délicieuse et accueil désagréable", {"product_quality": "pos", "staff_attitude": "neg"}, "et between"),
    ("Personnel charmant dans une salle bruyante", {"staff_attitude": "pos", "store_place": "neg"}, "dans between"),
    ("Chambre sale pour un prix excessif", {"store_place": "neg", "price_value": "neg"}, "both blame"),
]

CONTRAST: list[Row] = [
    ("La livraison est rapide mais l'accueil est froid.", {"delivery_time": "pos", "staff_attitude": "neg"}, "mais"),
    ("Site pratique, par contre livraison interminable.", {"website_app": "pos", "delivery_time": "neg"}, "par contre"),
    ("Malgré un accueil glacial, la cuisine est excellente.", {"staff_attitude": "neg", "product_quality": "pos"}, "malgré"),
    ("Le prix est élevé, cependant l'accueil est chaleureux.", {"price_value": "neg", "staff_attitude": "pos"}, "cependant"),
    ("Accueil parfait. Facture incompréhensible.", {"staff_attitude": "pos", "billing": "neg"}, "two sentences"),
]

LISTS: list[Row] = [
    ("+ accueil, – attente", {"staff_attitude": "pos", "waiting_time": "neg"}, "signs before"),
    ("– accueil, + prix", {"staff_attitude": "neg", "price_value": "pos"}, "the other way round"),
    ("Accueil +, prix –", {"staff_attitude": "pos", "price_value": "neg"}, "signs behind"),
    ("Points positifs : accueil, prix. Points négatifs : attente.", {"staff_attitude": "pos", "price_value": "pos", "waiting_time": "neg"}, "headings"),
    ("Les + : accueil. Les – : prix.", {"staff_attitude": "pos", "price_value": "neg"}, "headings"),
]

ANAPHORA: list[Row] = [
    ("J'ai choisi la livraison à domicile. Elle était très rapide.", {"delivery_time": "pos"}, "elle"),
    ("J'ai choisi la livraison à domicile. Elle était très lente.", {"delivery_time": "neg"}, "elle"),
    ("Parlons de l'accueil. Il est exécrable.", {"staff_attitude": "neg"}, "il"),
    ("Parlons de l'accueil. Il est chaleureux.", {"staff_attitude": "pos"}, "il"),
    ("J’ai vu les tarifs. C’est une honte.", {"price_value": "neg"}, "c’est"),
]

TABLES = {"coordination": COORDINATION, "one clause": ONE_CLAUSE, "contrast": CONTRAST, "lists": LISTS, "anaphora": ANAPHORA}


@pytest.mark.parametrize("name", TABLES)
def test_polarity_of_themes(name: str, rules_alone: ressenti.Analyzer) -> None:
    wrong = []
    for text, themes, reason in TABLES[name]:
        found = rules_alone.analyze([text]).to_dicts()[0]["themes"]
        seen = {theme: found.get(theme, "missing") for theme in themes}
        if seen != themes:
            wrong.append(f"{reason}: « {text} » should have {themes}, has {found}")
    assert not wrong, "\n".join(wrong)
