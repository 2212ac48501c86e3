from tests.site.conftest import demo  # noqa: F401 - the demo, loaded once for the tests that ask it
