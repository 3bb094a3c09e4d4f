"""The elements that have the same attributes in every mail; their classes are the rules of `look.py`."""

from functools import partial
from typing import Final

from renderers.channels.email.look import MARGIN
from renderers.channels.email.mjml import element, tag

# Head, preheader, sections, columns and cells.
NAME: Final = tag("mj-title")
RAW: Final = tag("mj-raw")
PREHEADER: Final = tag("div", class_="pre")
SECTION: Final = tag("mj-section")
COLUMN: Final = tag("mj-column", css_class="pad", padding=f"0 {MARGIN}px")
TEXT: Final = tag("mj-text", css_class="t", padding="0")

# Words.
P: Final = tag("p", class_="p")
SMALL: Final = tag("p", class_="s")
PLAY: Final = tag("p", class_="play")
TITLE: Final = tag("h1", class_="h1")
LEAD: Final = tag("p", class_="lead")
HEADINGS: Final = {level: tag(f"h{level}", class_=f"h{level}") for level in (2, 3, 4)}
LI: Final = tag("li", class_="li")
UL: Final = tag("ul", class_="l")
OL: Final = tag("ol", class_="l")
#: A line under nothing: Outlook draws the compiler's own divider as wide as the whole column.
RULE: Final = element("p", "&#160;", class_="rule", aria_hidden="true")

# A quote: a table with a line at its side.
_layout = partial(tag, "table", role="presentation", cellpadding=0, cellspacing=0, border=0)
TR: Final = tag("tr")
QUOTE: Final = _layout(class_="w")
QUOTE_CELL: Final = tag("td", class_="q")
QUOTATION: Final = tag("blockquote", class_="qb")
QUOTED: Final = tag("p", class_="qt")
QUOTED_FROM: Final = tag("p", class_="by")

# Pictures, and what is said below them.
PICTURE: Final = tag("div", class_="gap")
CAPTIONED: Final = tag("div", class_="ph")
CAPTION: Final = tag("p", class_="cap")

# An offer.
OFFER: Final = _layout(class_="w o", width="100%")
OFFER_WORDS: Final = tag("td", class_="ot")
OFFER_PICTURE: Final = tag("td", class_="oi")
OFFER_PICTURE_BESIDE: Final = tag("td", class_="oi", width=200)
PRODUCT: Final = tag("p", class_="on")
ONWARD: Final = element("span", "&#160;›", class_="og", aria_hidden="true")
OFFER_TEXT: Final = tag("p", class_="od")
PRICE: Final = tag("p", class_="op")
OLD_PRICE: Final = tag("span", class_="os")
STRUCK: Final = tag("s")
CODE_LINE: Final = tag("p", class_="ov")
CODE: Final = tag("span", class_="oc")

# A table of data.
TABLE: Final = tag("table", class_="w d", cellpadding=0, cellspacing=0, border=0, width="100%")
TABLE_CAPTION: Final = tag("caption", class_="dc")
THEAD: Final = tag("thead")
#: By whether they stand in a column of numbers.
TH: Final = {is_number: tag("th", class_="dh" + " dn" * is_number, scope="col") for is_number in (False, True)}
#: By whether they stand in the last row, under which is no line: what follows might begin with one; and as above.
TD: Final = {
    (is_last, is_number): tag("td", class_="dd" + " dl" * is_last + " dn" * is_number)
    for is_last in (False, True)
    for is_number in (False, True)
}
TBODY: Final = tag("tbody")
