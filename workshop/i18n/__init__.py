"""The words of every screen, phone, file and command, in French and English."""

from workshop.i18n.words import LANGUAGES, Words, choose_language, words

__all__ = ["LANGUAGES", "Words", "choose_language", "words"]
