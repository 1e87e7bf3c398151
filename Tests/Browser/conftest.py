"""What every journey starts from: a small city served by the real program, its people, and a real browser."""

import pytest
from city import CHROMIUM, City, FLAGS, SCREENS
from playwright.sync_api import expect, sync_playwright

# A machine that is busy answers late; nothing here waits longer than it must.
expect.set_options(timeout=15_000)


@pytest.fixture(scope="session")
def browser():
    SCREENS.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def city(browser, tmp_path_factory):
    """The city after its first run: three guardians and the people of `city.POSTS`, all with passwords."""
    city = City(browser, tmp_path_factory.mktemp("city"))
    yield city
    city.close()


@pytest.fixture
def stranger(city):
    """A page of a browser that was never here."""
    context = city.context()
    yield context.new_page()
    context.close()


@pytest.fixture
def at_work(city):
    """Opens pages for people of the city who are signed in, one browser each; they are closed at the end."""
    contexts = []

    def page_of(login):
        context = city.person(login).context()
        contexts.append(context)
        return context.new_page()

    yield page_of
    for context in contexts:
        context.close()
