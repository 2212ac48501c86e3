"""Why a proposal names whom it names, in an editor's words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conversion.attribution.proposals import Kind, Proposal, Reason

KINDS = {
    Kind.QUOTE: gettext_lazy("Quote"),
    Kind.SPEAKER: gettext_lazy("Speaker"),
    Kind.PHRASE: gettext_lazy("Quoted phrase"),
    Kind.SPEAKERS: gettext_lazy("Speakers"),
}
REASONS = {
    Reason.NAMED_BEFORE: gettext_lazy("The words before it name the speaker: “%(name)s” and “%(words)s”."),
    Reason.NAMED_AFTER: gettext_lazy("The words after it name the speaker: “%(words)s” and “%(name)s”."),
    Reason.ACCORDING_TO: gettext_lazy("The sentence says by whom: “%(words)s”."),
    Reason.PRONOUN: gettext_lazy("“%(words)s” is the last person named, and nobody else was named near it."),
    Reason.PRONOUN_OF_SEVERAL: gettext_lazy("“%(words)s” may be %(name)s, or %(others)s. Who is it?"),
    Reason.PRONOUN_FAR: gettext_lazy("“%(words)s” stands far from the last name, %(name)s. Is it the same person?"),
    Reason.SHORT_NAME: gettext_lazy("“%(words)s” is short for a name in this text."),
    Reason.NAME_OF_SEVERAL: gettext_lazy("“%(words)s” fits %(name)s and %(others)s. Who is it?"),
    Reason.BY_ROLE: gettext_lazy("Only one person in this text has the role: “%(words)s”."),
    Reason.ROLE_OF_SEVERAL: gettext_lazy("“%(words)s” fits %(name)s and %(others)s. Who is it?"),
    Reason.UNNAMED: gettext_lazy("The text names no name: “%(words)s”."),
    Reason.ORGANISATION: gettext_lazy("“%(words)s” seems to be an organisation. Who spoke for it?"),
    Reason.SAME_SPEAKER: gettext_lazy("It goes on with the quotation before it, in the same sentence or paragraph."),
    Reason.GOES_ON: gettext_lazy("It follows a quotation of the same speaker, and nobody else is named between."),
    Reason.TURN: gettext_lazy("The name stands before the colon: “%(words)s”."),
    Reason.INITIALS: gettext_lazy("“%(words)s” are initials from the list of those present."),
    Reason.ANSWER: gettext_lazy("It answers a question, and only one person is asked."),
    Reason.REPORTED: gettext_lazy("The text tells what they said: “%(words)s”."),
    Reason.REPORTED_MIXED: gettext_lazy("The text tells what they did or said: “%(words)s”. Is it what they said?"),
    Reason.LISTED: gettext_lazy("It is a list of people with their roles."),
    Reason.NOT_SURELY_PERSON: gettext_lazy("“%(words)s” may be no person."),
    Reason.MORE_AFTER: gettext_lazy(
        "The sentence goes on after the quotation, and would stand before it: “%(words)s”."
    ),
    Reason.UNEVEN_MARKS: gettext_lazy("A quotation mark in it has no other. Does it end where it should?"),
    Reason.NO_VERB: gettext_lazy("No word says who said it; %(name)s is the only one in the sentence."),
    Reason.NOBODY: gettext_lazy("Nobody is named."),
    Reason.BLOCK_QUOTATION: gettext_lazy("It is set apart as a quotation."),
}


def explain(proposal: Proposal) -> str:
    values = {
        "name": proposal.voice.name or proposal.voice.role,
        "words": proposal.words,
        "others": ", ".join(proposal.others) or _("somebody else"),
    }
    return str(REASONS[proposal.reason]) % values
