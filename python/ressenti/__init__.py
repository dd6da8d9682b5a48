"""What customers write in French: themes, feelings, signals and broken promises, with the evidence.

    >>> import ressenti
    >>> analysis = ressenti.analyze(["Livraison rapide mais colis abîmé."])
    >>> analysis.to_dicts()[0]["themes"]
    {'delivery_time': 'pos', 'delivery_condition': 'neg'}

`analyze` reads texts with the French pack; `Analyzer` holds packs of your own; `explain` shows what a
score is made of; `train` learns from rated texts of your own, `evaluate` compares; `normalize` rewrites texts as they are read, or in a standard form. Everything runs on this machine, and nothing is sent anywhere.
"""

from ._analysis import Analysis
from ._analyzer import Analyzer, Unreadable, analyze, load, sentiment
from ._core import CoreError, build_info
from ._explain import Explanation, explain
from ._matches import Matches
from ._normalize import normalize
from ._offset_map import OffsetMap
from ._table import Table
from ._train import Training, evaluate, train

__version__ = "0.1.0"

__all__ = [
    "Analysis",
    "Analyzer",
    "CoreError",
    "Explanation",
    "Matches",
    "OffsetMap",
    "Table",
    "Training",
    "Unreadable",
    "analyze",
    "build_info",
    "evaluate",
    "explain",
    "load",
    "normalize",
    "sentiment",
    "train",
]
