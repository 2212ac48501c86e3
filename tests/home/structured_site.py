"""A site with one page of each type, as full as editors make them, for what machines read."""

from datetime import timedelta
from types import SimpleNamespace

from django.utils import timezone
from wagtail.models import Site

from demo.builders import (
    build_event,
    build_image,
    build_page,
    build_person,
    build_post,
    build_publication,
    build_series,
    build_topic,
    build_venue,
    paragraph_block,
    publish,
    quote_block,
)
from demo.drawing import draw_portrait
from home.models import SiteSettings


def build_site() -> SimpleNamespace:
    """Build the site and return its pages by what they are."""
    now = timezone.now()
    image = build_image(lambda: draw_portrait(3), "A boat", "A boat at the quay", filename="boat.jpg")
    settings = SiteSettings(site=Site.objects.get())
    settings.organisation, settings.licence, settings.logo = "Harbour House", "CC BY 4.0", image
    setattr(settings, "social", [("link", {"label": "Mastodon", "url": "https://social.example/@harbour"})])  # noqa: B010
    settings.save()
    topic = build_topic("Rivers", summary="Of water.")
    ada = build_person("Ada", "van der Quill", role="Keeper", organisation="Quay Museum", photo=image, topics=[topic])
    ada.orcid = "0000-0002-1825-0097"
    ada = publish(ada)
    series = build_series("Evenings at the quay", summary="Every month.")
    venue = build_venue("Quay House", street_address="2 Quay", locality="Hull")
    event = build_event(
        "Who pays for the river?", starts_at=now + timedelta(days=3), venue=venue, series=series, topics=[topic],
        speakers=[{"person": ada, "role": "Keeper"}, {"name": "Ben Ames"}], listing_image=image, takes_bookings=True,
        summary="An evening on money.", price="5.00",
    )  # fmt: skip
    said = quote_block("Nobody reads it.", name="Cora Lind", role="Clerk")
    post = build_post(
        "A river & its <price>", strapline="What was said", summary="A report.", hero_image=image, topics=[topic],
        tags=["kites", "money"], authors=[{"person": ada, "role": "Keeper"}, {"name": "Northgate Council"}],
        event_reported=event, body=[paragraph_block(), said, quote_block("We do.", person=ada)],
    )  # fmt: skip
    foreign = build_post("Ein Fluss", language="de", tags=["money"])
    study = build_publication(
        "A study of rivers",
        authors=[{"person": ada}],
        topics=[topic],
        body=[quote_block("It rained.", name="Cora Lind")],
    )
    page = build_page("About us", body=[quote_block("Come in.", name="Cora Lind")])
    return SimpleNamespace(
        post=post,
        foreign=foreign,
        event=event,
        series=series,
        person=ada,
        topic=topic,
        study=study,
        page=page,
        said=said,
    )
