"""What plugins for subscribers and members kept from the public, by the fields in which they note it."""

import pytest

from wordpress.importing.restrictions import find_restriction
from wordpress.reading.records import Item

RULES = 'a:2:{{s:26:"_um_custom_access_settings";{};s:14:"_um_accessible";{};}}'


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("_jetpack_newsletter_access", "subscribers"),
        ("_jetpack_newsletter_access", "paid_subscribers"),
        ("_jetpack_memberships_contains_paid_content", "1"),
        ("_jetpack_memberships_contains_paywalled_content", "1"),
        ("um_content_restriction", RULES.format("b:1", "i:2")),
        ("um_content_restriction", RULES.format('s:1:"1"', 's:1:"1"')),
    ],
)
def test_not_for_everybody(key, value):
    assert find_restriction(Item(content="Words.", meta={key: [value]})) == key


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("_jetpack_newsletter_access", "everybody"),
        ("_jetpack_newsletter_access", ""),
        ("_jetpack_memberships_contains_paid_content", ""),
        ("um_content_restriction", RULES.format("b:0", "i:2")),
        ("um_content_restriction", RULES.format("b:1", "i:0")),
    ],
)
def test_for_everybody(key, value):
    assert find_restriction(Item(content="Words.", meta={key: [value]})) == ""


def test_what_stands_behind_a_paywall():
    assert find_restriction(Item(content="<p>Open.</p><!-- wp:jetpack/paywall /--><p>Shut.</p>")) == "jetpack/paywall"
