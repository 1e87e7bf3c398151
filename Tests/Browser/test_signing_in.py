"""Coming in and going out again."""

import re

from city import GUARDIANS, PASSWORD, send
from playwright.sync_api import expect


def test_the_first_link_opens_once(city, stranger):
    answer = stranger.goto(city.first_link)
    assert answer.status >= 400
    expect(stranger.locator("main")).not_to_contain_text("第一个系统管理员")
    assert stranger.locator("[name=securityLogin]").count() == 0


def test_in_and_out(city, stranger):
    person = city.person("wangge")
    person.sign_in(stranger)
    expect(stranger.locator("h1")).to_contain_text(person.name)
    stranger.locator("details.user summary").click()
    stranger.locator("details.user button").click()
    expect(stranger).to_have_url(re.compile("/sign-in"))
    stranger.goto("/me")
    expect(stranger).to_have_url(re.compile("/sign-in"))
