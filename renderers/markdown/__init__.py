"""A piece as a Markdown file: YAML front matter and a body, read into a document.

    ---
    title: Herbst-Sale                       # all that is required; or begin the body with "# Herbst-Sale"
    slug: herbst-sale                        # else made of the file's name
    brand: demo
    locale: de                               # else what the caller says, else de
    headline: '{{ contact.first_name | default: "Hallo" }}, der Herbst ist da'
    teaser: Nur bis {{ fact.ends }}.         # marks, links and fields are read in every text
    short: [Herbst-Sale bis {{ fact.ends }}, Jetzt sparen]
    action: {label: Zum Angebot, url: "https://example.com/herbst?code={{ fact.code }}"}
    hero: {file: wald.jpg, alt: Ein Wald, focal: [0.3, 0.4], credit: Foto Müller}
    hashtags: [herbst, sale]
    facts:
      price: ab 1.299,00 €                   # types and qualifiers are guessed from what is typed
      ends: 2026-12-24
      off: {type: percent, value: 20, qualifier: up-to, display: 20 Prozent}
    channels: [email, web]                   # those that are on; else all
    campaign: herbst-2026                    # or {slug, name, starts, ends, regions}
    overrides:
      social: {instagram-feed: {headline: Kürzer}, "*": {hashtags: [herbst]}}
    arms:
      b: {headline: Eine andere Zeile}
    legal: Nur solange der Vorrat reicht.
    ---
    ## Überschrift

    Ein Absatz, **fett**, *kursiv*, [ein Link](https://example.com), {{ fact.price }}.

The body is Markdown. A picture is `![alt](datei.jpg "caption")`, a file beside the piece or below its folder. A link
that stands alone is an action. The last line of a quote that begins with a dash names whom it is of. Code stays as it
is typed. HTML is not read: tags stay words (only `<br>` breaks a line), comments are left out. Between a line
`::: email, web` and a line `:::` stands what is for these channels only. Blocks that Markdown has no signs for are
fenced with three backticks and their name, and hold YAML:

    ```offer                                 ```picture               ```video
    product: Lampe Lumi                      file: lampe.jpg          url: https://example.com/film
    price: '{{ fact.price }}'                alt: Eine Lampe          title: So entsteht Lumi
    old_price: 1.499 €                       caption: Lumi            poster: film.jpg
    text: Aus Eiche                          focal: [0.5, 0.3]        ```
    code: HERBST20                           credit: Foto Müller
    picture: lampe.jpg                       ```                      ```action
    alt: Eine Lampe                                                   label: Ansehen
    url: https://example.com/lumi                                     url: https://example.com
    ```                                                               ```

    ```columns                               ```legal
    Links, als Markdown                      Kleingedrucktes, das hierher gehört.
    +++                                      ```
    Rechts
    ```

Ids of blocks are digests of their kind, their words and how often both occurred, so that reading twice changes
nothing. Problems are collected, each with file, line and column; nothing is dropped in silence.
"""

from renderers.markdown.pictures import Folder
from renderers.markdown.piece import Body, Piece, read_body, read_piece
from renderers.markdown.problems import PieceError

__all__ = ["Body", "Folder", "Piece", "PieceError", "read_body", "read_piece"]
