"""Checks of the people that a page names: nobody stays nameless by mistake, and namesakes are told apart."""

from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from content.models import BasePage
from content.publishing import Finding, register_content_check

from .credits import NOBODY_NAMED, Attribution, Credit
from .models import PersonPage
from .names import split_name

#: The fields of a page with the people to whom it is credited.
CREDIT_RELATIONS = ("authors", "speakers")


def iter_credits(page: BasePage) -> Iterator[tuple[str, Credit]]:
    for name in CREDIT_RELATIONS:
        for credit in getattr(page, name).all() if hasattr(page, name) else ():
            yield name, credit


@register_content_check(BasePage, "missing", gettext_lazy("Missing or wrong"), is_required=True)
def check_credits(page: BasePage) -> Iterator[Finding]:
    for place, credit in iter_credits(page):
        if not credit.is_named:
            yield Finding(str(NOBODY_NAMED), place)


def iter_named(page: BasePage) -> Iterator[tuple[str, Attribution]]:
    """Yield everybody who is named, in fields and bodies, with the place in the form."""
    yield from iter_credits(page)
    for body in page.get_bodies():
        for block in body:
            places = block.value["people"] if block.block_type == "speakers" else [block.value]
            for value in places if block.block_type in {"quote", "speaker", "speakers"} else ():
                yield block.id or "", value


@register_content_check(BasePage, "namesakes", gettext_lazy("People with a namesake"))
def check_namesakes(page: BasePage) -> Iterator[Finding]:
    """Find people who share their name with another one, and guests whose name is that of a page."""
    named = [(place, who) for place, who in iter_named(page) if who.is_named]
    keys = {get_key(who) for _place, who in named}
    people = PersonPage.objects.filter(sort_name__in=keys).values_list("sort_name", flat=True) if keys else ()
    count = Counter(people)
    seen = set()
    for place, who in named:
        key = get_key(who)
        if key in seen:
            continue
        seen.add(key)
        if who.person and count[key] > 1:
            message = _("There is more than one %(name)s here. Check that the right one is chosen%(role)s.")
            role = f" ({who.person.role})" if who.person.role else ""
            yield Finding(message % {"name": who.display_name, "role": role}, place)
        elif not who.person and count[key]:
            message = _(
                "%(name)s is typed as a guest, and somebody of that name has a page. Choose them if it is the same."
            )
            yield Finding(message % {"name": who.display_name}, place)


def get_key(who: Attribution) -> str:
    return who.person.sort_name if who.person else split_name(who.name).key
