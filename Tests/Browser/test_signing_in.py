"""Coming in and going out again."""

import re
import time

from city import PASSWORD, Authenticator, send
from playwright.sync_api import expect

SIGN_IN = re.compile("/sign-in")


def test_the_first_link_opens_once(city, stranger):
    assert stranger.goto(city.first_link).status == 403
    assert stranger.locator("form").count() == 0
    expect(stranger.locator("main")).to_contain_text("链接无效、已用过或已过期")


def test_in_and_out(city, stranger):
    stranger.goto("/me")
    expect(stranger).to_have_url(SIGN_IN)
    person = city.person("wangge")
    person.sign_in(stranger)
    expect(stranger.locator("h1")).to_contain_text(person.name)
    token = [one for one in stranger.context.cookies() if one["name"] == "session"]
    assert token[0]["httpOnly"] and token[0]["sameSite"] == "Lax"
    stranger.locator("details.user summary").click()
    stranger.locator("details.user button").click()
    expect(stranger).to_have_url(SIGN_IN)
    # The session is over on the server, not only forgotten by the browser.
    stranger.context.add_cookies(token)
    stranger.goto("/me")
    expect(stranger).to_have_url(SIGN_IN)


def test_sign_in_leads_to_the_page_that_was_asked_for(city, stranger):
    person = city.person("wangge")
    stranger.goto("/search?q=%E7%8E%8B")
    expect(stranger).to_have_url(SIGN_IN)
    stranger.locator("[name=login]").fill(person.login)
    stranger.locator("[name=password]").fill(PASSWORD)
    send(stranger)
    expect(stranger).to_have_url(re.compile(r"/search\?q="))


def test_wrong_passwords_lock_and_the_administrator_unlocks(city, stranger, at_work):
    person = city.person("suoding")
    faults = stranger.locator(".faults")
    person.give_password(stranger, "Wrong-2031-Words")
    expect(faults).to_contain_text("登录名或密码不正确")
    expect(stranger.locator("[name=login]")).to_have_value(person.login)
    assert stranger.locator("[name=password]").get_attribute("value") is None
    # Between the tries the program demands to wait some seconds, and says how many.
    end, waited = time.monotonic() + 60, False
    while "已锁定" not in faults.inner_text():
        assert time.monotonic() < end, f"five failures lock: {faults.inner_text()}"
        waited = waited or bool(re.search(r"请在 \d+ 秒后再试", faults.inner_text()))
        person.give_password(stranger, "Wrong-2031-Words")
    assert waited
    person.give_password(stranger)
    expect(faults).to_contain_text(re.compile(r"已锁定。请在 (29|30) 分钟后再试"))

    office = at_work("xitong")
    office.goto(f"/accounts?q={person.login}")
    expect(office.locator("main table")).to_contain_text("锁定至")
    office.get_by_role("link", name=person.name).click()
    office.get_by_role("button", name="解除锁定").click()
    expect(office.get_by_role("button", name="解除锁定")).to_have_count(0)
    person.sign_in(stranger)
    expect(stranger.locator("h1")).to_contain_text(person.name)


def test_the_authenticator(city, stranger):
    person = city.person("shuiwu")
    person.give_password(stranger)
    expect(stranger).to_have_url(re.compile("/me/code$"))
    # Nothing else opens before it is set up.
    stranger.goto("/places/5306")
    expect(stranger).to_have_url(re.compile("/me/code$"))
    send(stranger)
    expect(stranger.get_by_role("img", name="验证器的二维码")).to_be_visible()
    person.authenticator = Authenticator(stranger.locator("main .secret code").inner_text())
    person.give_code(stranger)
    codes = stranger.locator("main .secret code").all_inner_texts()
    assert len(set(codes)) == len(codes) >= 8
    stranger.locator("main a.button.go").click()
    expect(stranger.locator("h1")).to_contain_text(person.name)

    second = city.context().new_page()
    person.give_password(second)
    expect(second).to_have_url(re.compile("/sign-in/code"))
    second.goto("/places/5306")
    expect(second).to_have_url(re.compile("/sign-in/code"))
    second.locator("[name=code]").fill("000000")
    send(second)
    expect(second.locator(".fault")).to_contain_text("验证码不正确")
    person.give_code(second)
    # On to the page that was asked for.
    expect(second).to_have_url(re.compile("/places/5306"))
    second.context.close()

    third = city.context().new_page()
    person.give_password(third)
    third.locator("[name=code]").fill(codes[0])
    send(third)
    expect(third.locator("h1")).to_contain_text(person.name)
    third.context.close()


def test_a_session_is_ended_from_another_device(city, stranger):
    person = city.person("liangji")
    other = city.context().new_page()
    person.sign_in(other)
    person.sign_in(stranger)
    stranger.goto("/me/sessions")
    expect(stranger.locator("main tbody tr")).to_have_count(2)
    expect(stranger.locator("main table")).to_contain_text("Chrome · Linux")
    stranger.locator("main td form button").click()
    expect(stranger.locator("main tbody tr")).to_have_count(1)
    other.goto("/me")
    expect(other).to_have_url(SIGN_IN)
    stranger.goto("/me")
    expect(stranger.locator("main")).to_contain_text(person.login)
    other.context.close()


def test_a_disabled_account_is_out_at_once(city, stranger, at_work):
    person = city.person("tingyong")
    person.sign_in(stranger)
    office = at_work("xitong")
    office.goto(f"/accounts?q={person.login}")
    office.get_by_role("link", name=person.name).click()
    office.get_by_role("button", name="停用账号").click()
    expect(office.locator("main")).to_contain_text("已停用")
    stranger.goto("/me")
    expect(stranger).to_have_url(SIGN_IN)
    person.give_password(stranger)
    expect(stranger.locator(".faults")).to_contain_text("账号已停用")
    stranger.goto("/me")
    expect(stranger).to_have_url(SIGN_IN)


def test_the_language_is_chosen_once(city, stranger):
    stranger.goto("/sign-in")
    expect(stranger.locator("h1")).to_have_text("登录")
    stranger.get_by_role("link", name="English").click()
    expect(stranger.locator("h1")).to_have_text("Sign in")
    city.person("wangge").sign_in(stranger)
    expect(stranger.locator("h1")).to_contain_text("Good day")
    stranger.goto("/search")
    assert stranger.locator("html").get_attribute("lang") == "en"
    stranger.get_by_role("link", name="中文").click()
    expect(stranger).to_have_url(re.compile("/search"))
    stranger.goto("/")
    expect(stranger.locator("h1")).to_contain_text("您好")


def test_with_the_keyboard_alone(city, stranger):
    stranger.goto("/sign-in")
    focus, seen = stranger.locator(":focus"), []
    for _ in range(12):
        stranger.keyboard.press("Tab")
        seen.append(focus.get_attribute("name") or focus.inner_text())
        ring = focus.evaluate("one => [getComputedStyle(one).outlineStyle, getComputedStyle(one).outlineWidth]")
        assert ring[0] != "none" and float(ring[1].removesuffix("px")) >= 2, f"{seen[-1]} shows that it is chosen"
        if seen[-1] == "login":
            break
    assert seen[0] == "跳到正文" and seen[-1] == "login", seen
    stranger.keyboard.type("wangge")
    stranger.keyboard.press("Tab")
    stranger.keyboard.type(PASSWORD)
    stranger.keyboard.press("Enter")
    expect(stranger.locator("h1")).to_contain_text(city.person("wangge").name)
    stranger.keyboard.press("Tab")
    stranger.keyboard.press("Enter")
    expect(stranger).to_have_url(re.compile("#main$"))
