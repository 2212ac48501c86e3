"""Structured data of a publication: schema.org ``Report``."""

from urllib.parse import urljoin

from content.structured_data import drop_empty, make_reference
from media.rendition_specs import register_rendition_specs
from people.attributions import get_person_node

from .identifiers import get_isbn_digits

COVER_SIZE = "max-480x720"
register_rendition_specs(COVER_SIZE)


def get_publisher(publication) -> str:
    """Return the publisher, which is the institution of the site where none is named."""
    if publication.publisher:
        return publication.publisher
    site = publication.get_site()
    return site.site_name or site.hostname if site else ""


def get_media_node(file, address: str) -> dict:
    return drop_empty(
        {
            "@type": "MediaObject",
            "name": file.title,
            "contentUrl": urljoin(address, file.document.url),
            "fileFormat": file.document.content_type,
            "contentSize": file.size.replace("\xa0", " "),
        }
    )


def get_report_node(publication) -> dict:
    """Return the ``Report`` of schema.org, with its files as ``encoding``."""
    address = publication.full_url or ""
    cover = publication.cover.get_rendition(COVER_SIZE) if publication.cover else None
    publisher, doi = get_publisher(publication), publication.doi
    identifier = {"@type": "PropertyValue", "propertyID": "DOI", "value": doi, "url": publication.doi_url}
    return drop_empty(
        {
            "@type": publication.schema_type,
            "@id": publication.schema_id,
            "url": address,
            "name": publication.title,
            "alternativeHeadline": publication.strapline,
            "description": publication.summary,
            "reportNumber": publication.number,
            "isPartOf": {"@type": "CreativeWorkSeries", "name": publication.series} if publication.series else None,
            "version": publication.edition,
            "isbn": get_isbn_digits(publication.isbn),
            "identifier": identifier if doi else None,
            "sameAs": publication.doi_url,
            "author": [get_person_node(author) for author in publication.author_list],
            "editor": [get_person_node(editor) for editor in publication.editor_list],
            "publisher": {"@type": "Organization", "name": publisher} if publisher else None,
            "datePublished": publication.date.isoformat(),
            "license": publication.licence_url or publication.licence,
            "about": [make_reference(topic) for topic in publication.topic_list],
            "image": urljoin(address, cover.url) if cover and not cover.is_blank else None,
            "encoding": [get_media_node(file, address) for file in publication.public_files],
        }
    )
