"""Creation of thousands of people directly in the tables: publishing them one by one would take hours."""

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db.models import sql
from wagtail.models import Page

from people.models import PersonIndexPage, PersonPage
from people.names import get_plain_words, make_sort_name


def load_people(names: Iterable[tuple[str, str]]) -> list[int]:
    """Add a published person for each given and family name; return their primary keys."""
    index = PersonIndexPage.objects.get()
    content_type = ContentType.objects.get_for_model(PersonPage)
    people: list[PersonPage] = []
    for number, (given, family) in enumerate(names, start=index.numchild + 1):
        title = f"{given} {family}"
        people.append(
            PersonPage(
                title=title,
                draft_title=title,
                slug=f"person-{number}",
                content_type=content_type,
                path=index.path + Page._int2str(number).rjust(Page.steplen, Page.alphabet[0]),
                depth=index.depth + 1,
                url_path=f"{index.url_path}person-{number}/",
                live=True,
                locale_id=index.locale_id,
                given_name=given,
                family_name=family,
                sort_name=make_sort_name(family, given),
                search_name=" ".join(get_plain_words(title)),
            )
        )
    parents = [Page(**{f.attname: getattr(one, f.attname) for f in Page._meta.concrete_fields}) for one in people]
    Page.objects.bulk_create(parents, batch_size=1000)
    for person, parent in zip(people, parents, strict=True):
        person.pk = person.page_ptr_id = person.id = parent.pk
    for start in range(0, len(people), 500):
        query = sql.InsertQuery(PersonPage)
        query.insert_values(PersonPage._meta.local_concrete_fields, [*people[start : start + 500]])
        query.get_compiler("default").execute_sql()
    Page.objects.filter(pk=index.pk).update(numchild=index.numchild + len(people))
    return [person.pk for person in people]
