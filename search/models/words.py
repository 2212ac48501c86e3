"""Vocabulary of the search: synonyms and ignored words from editors, and words counted in the published texts."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _


class Synonym(models.Model):
    """Other words for the same thing: a search for one of them finds all."""

    words = models.CharField(
        _("word or words"), max_length=100, unique=True, help_text=_("What visitors search for, e.g. “MMU”.")
    )
    same_as = models.CharField(
        _("also search for"),
        max_length=500,
        help_text=_("What it means, with commas between several, e.g. “Manchester Metropolitan University, ManMet”."),
    )
    both_ways = models.BooleanField(
        _("the other way round too"),
        default=True,
        help_text=_("Who searches for the long form finds pages with the short one as well."),
    )

    class Meta:
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")
        ordering = ["words"]

    def __str__(self) -> str:
        return f"{self.words} = {self.same_as}"


class IgnoredWord(models.Model):
    """A word that distinguishes nothing on this site, such as the institution's own name. Results need not have it."""

    word = models.CharField(
        _("word"), max_length=100, unique=True, help_text=_("A single word to leave out of searches, e.g. “institute”.")
    )

    class Meta:
        verbose_name = _("word to ignore")
        verbose_name_plural = _("words to ignore")
        ordering = ["word"]

    def __str__(self) -> str:
        return self.word


class Acronym(models.Model):
    """A short form that a text has explained: “Royal Society of Arts (RSA)”. Both in plain lower-case letters."""

    short = models.CharField(max_length=20)
    long = models.CharField(max_length=200)
    documents = models.IntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["short", "long"], name="search_one_acronym")]

    def __str__(self) -> str:
        return f"{self.short} = {self.long}"


class Word(models.Model):
    """A word of the published texts as it is written, in plain lower-case letters. Spelling is corrected by them."""

    word = models.CharField(max_length=60, primary_key=True)
    documents = models.IntegerField(default=1)

    class Meta:
        indexes = [GinIndex(fields=["word"], opclasses=["gin_trgm_ops"], name="search_word_trigrams")]

    def __str__(self) -> str:
        return self.word


class Stem(models.Model):
    """In how many documents a common stem occurs: the rarer it is, the more it weighs. The empty stem counts all."""

    stem = models.TextField(primary_key=True)
    documents = models.IntegerField()

    def __str__(self) -> str:
        return self.stem
