"""The registry of the sources of personal data."""

from django.db import transaction

from core.email_addresses import AddressQuery

from .sources import Finding, Source

_sources: dict[str, Source] = {}


def register_source(source: Source) -> Source:
    """Add a source to the screen *Personal data*. One that is registered again replaces the earlier one."""
    _sources[source.key] = source
    return source


def get_sources() -> list[Source]:
    return list(_sources.values())


def find_everything(query: AddressQuery) -> list[tuple[Source, list[Finding]]]:
    """Return what each source holds of the address, without those that hold nothing."""
    found = [(source, source.find(query)) for source in get_sources()]
    return [(source, findings) for source, findings in found if findings]


@transaction.atomic
def erase_everything(query: AddressQuery) -> dict[str, int]:
    """Erase the address wherever it can be erased; return the numbers of records by the keys of their sources."""
    counts = {source.key: source.erase(query) for source in get_sources() if not source.kept_reason}
    return {key: count for key, count in counts.items() if count}
