"""Contract of the private interfaces in ``core.django_compat``: after an upgrade a failure names what to adapt."""

import pytest
from django.contrib.auth import login
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.http import HttpResponse

from core.django_compat import get_loaded_user_id
from users.models import User


@pytest.mark.django_db
def test_get_loaded_user_id(rf, django_assert_num_queries):
    user = User.objects.create_user("editor")
    request = rf.get("/")
    request.session = SessionStore()
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    later = rf.get("/")
    later.session = request.session
    AuthenticationMiddleware(lambda request: HttpResponse())(later)
    with django_assert_num_queries(0):
        assert get_loaded_user_id(later) is None
    assert later.user.is_authenticated
    assert get_loaded_user_id(later) == user.pk
