"""What German and English texts are made of: sentences, words, forms of address and gender, reading ease."""

from brand.language.locales import language_of, region_of
from brand.language.sentences import sentence_at, sentences, starts_of_sentences
from brand.language.spans import Span, inside, quoted
from brand.language.words import spoken_words, words

__all__ = [
    "Span",
    "inside",
    "language_of",
    "quoted",
    "region_of",
    "sentence_at",
    "sentences",
    "spoken_words",
    "starts_of_sentences",
    "words",
]
