"""Samples of customers' texts without what identifies somebody: addresses, telephone and other long numbers."""

import re
from typing import Final

_MASKS: Final = (
    (re.compile(r"[\w.+-]+\s?@\s?[\w-]+(?:\.[\w-]+)*", re.UNICODE), "[e-mail]"),
    (re.compile(r"\b(?:https?://|www\.)\S+", re.IGNORECASE), "[lien]"),
    (re.compile(r"\b[A-Z]{2}\d{2}(?:[ \u00a0]?[A-Z0-9]{2,4}){3,8}\b"), "[numéro]"),
    (re.compile(r"(?:\+\d{1,3}[\s.\u00a0-]?(?:\(0\))?|\b0)[\s.\u00a0-]?\d(?:[\s.\u00a0-]?\d){7,9}\b"), "[téléphone]"),
    (re.compile(r"\b[A-Za-z]{0,4}\d(?:[\s.\u00a0/-]?\d){4,}\w*"), "[numéro]"),
    (re.compile(r"\d{5,}\w*"), "[numéro]"),
)
"""What is looked for, in this order, and what is put in its place."""

MASK: Final = re.compile(r"\[(?:e-mail|lien|numero|telephone)\]")
"""What stands in a masked text where something was, once it is folded."""


def masked(text: str) -> str:
    """The text with e-mail and web addresses, telephone numbers, IBANs and numbers of five digits or more put out of sight.

    Amounts and dates with few digits stay; a date in digits ("12/03/2026") goes. Linear in the text but for addresses.
    """
    if not any(sign.isdigit() or sign == "@" for sign in text) and "www." not in text and "http" not in text:
        return text
    for pattern, mask in _MASKS:
        text = pattern.sub(mask, text)
    return text
