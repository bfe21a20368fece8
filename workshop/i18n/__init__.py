"""The words of every screen, phone, file and command, in each language that is there."""

from workshop.catalogues import languages
from workshop.i18n.words import Words, choose_language, language_name, words

__all__ = ["Words", "choose_language", "language_name", "languages", "words"]
