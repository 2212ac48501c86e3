"""Benchmark of the screens of the admin: front page, lists and choosers, at 50 and at 5,000 posts.

Part of ``make bench-editors``. Prints for each screen the median CPU time of a request and its number of queries, on
both sites. A screen fails if a list has more than 20 queries or 0.3 s, or a chooser more than 15 queries, or if it
costs more than 1.3 times as much on the large site (a quarter of a 0.1 s screen is noise, so small ones have leave).
"""

import statistics
import time
from dataclasses import dataclass

from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from blog.models import BlogIndexPage
from content.admin_lists.registry import get_page_lists
from users.models import User

ROUNDS = 7
MAX_RATIO = 1.3
MAX_SECONDS = 0.3
MAX_QUERIES_OF_A_LIST, MAX_QUERIES_OF_A_CHOOSER = 20, 15
#: Differences below these seconds are those of the clock, not of the site.
NOISE = 0.02


@dataclass(frozen=True)
class Cost:
    seconds: float
    queries: int


def get_screens() -> dict[str, tuple[str, int | None]]:
    """Return the address of each screen, and how many queries it may take."""
    blog = BlogIndexPage.objects.get().pk
    lists, choosers = MAX_QUERIES_OF_A_LIST, MAX_QUERIES_OF_A_CHOOSER
    screens: dict[str, tuple[str, int | None]] = {"front page": (reverse("wagtailadmin_home"), None)}
    for page_list in get_page_lists():
        address = reverse(f"{page_list.name}:index")
        screens[f"list of {page_list.name}"] = (address, lists)
        screens[f"list of {page_list.name}, searched"] = (f"{address}?q=i", lists)
    screens["tree, below the blog"] = (reverse("wagtailadmin_explore", args=[blog]), None)
    screens["tree, in the order of the menu"] = (f"{reverse('wagtailadmin_explore', args=[blog])}?ordering=ord", None)
    for name in ("topic_chooser", "event_chooser", "person_chooser"):
        screens[name.replace("_", " ")] = (reverse(f"{name}:choose"), choosers)
    screens["page chooser"] = (reverse("wagtailadmin_choose_page_child", args=[blog]), choosers)
    screens["page chooser, searched"] = (f"{reverse('wagtailadmin_choose_page_search')}?q=a", choosers)
    return screens


def sign_in() -> Client:
    user = User.objects.create_user("bench-editor")
    user.groups.add(Group.objects.get(name="Editors"))
    client = Client()
    client.force_login(user)
    return client


def measure_screens() -> dict[str, Cost]:
    """Return what each screen costs an editor on the site that is there."""
    client = sign_in()
    costs = {}
    for name, (address, _most) in get_screens().items():
        times = []
        for _round in range(ROUNDS + 1):
            start = time.process_time()
            response = client.get(address)
            times.append(time.process_time() - start)
            if response.status_code != 200:
                raise SystemExit(f"{address} answers {response.status_code}")
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        # The first request fills caches of templates.
        costs[name] = Cost(statistics.median(times[1:]), len(queries))
    return costs


def find_faults(small: dict[str, Cost], large: dict[str, Cost]) -> list[str]:
    """Return a sentence for each screen that costs too much."""
    faults = []
    for name, (_address, most) in get_screens().items():
        before, after = small[name], large[name]
        if most and after.queries > most:
            faults.append(f"{name}: {after.queries} queries, more than {most}")
        if name.startswith("list") and after.seconds > MAX_SECONDS:
            faults.append(f"{name}: {after.seconds:.2f} s of CPU, more than {MAX_SECONDS}")
        if after.seconds > max(before.seconds * MAX_RATIO, before.seconds + NOISE):
            faults.append(f"{name}: {after.seconds / before.seconds:.2f} times as long as on the small site")
        if after.queries > before.queries * MAX_RATIO:
            faults.append(f"{name}: {after.queries} queries instead of {before.queries}")
    return faults


def report(small: dict[str, Cost], large: dict[str, Cost]) -> list[str]:
    """Print both costs of each screen, and return the faults."""
    print(f"{'':36} {'50 posts':>18} {'5,000 posts':>18}  ratio")
    for name, before in small.items():
        after = large[name]
        left, right = (f"{cost.seconds * 1000:6.0f} ms {cost.queries:4} q" for cost in (before, after))
        print(f"{name:36} {left:>18} {right:>18}  {after.seconds / before.seconds:.2f}")
    faults = find_faults(small, large)
    print("\n".join(faults) or "No screen costs too much.")
    return faults
