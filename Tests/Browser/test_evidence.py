"""A village cadre shows a visit by photos, and the township names who helps the household."""

import re

from city import VILLAGE, send
from playwright.sync_api import expect
from sight import inspect


def photo(page, telling=b""):
    """A picture as a camera writes it: real, with words beside it."""
    page.goto("/")
    bytes = page.screenshot(type="jpeg", quality=60)
    words = b"Exif\0\0MM\0*\0\0\0\x08\0\0" + telling
    return bytes[:2] + b"\xff\xe1" + (len(words) + 2).to_bytes(2, "big") + words + bytes[2:]


def test_photos_of_a_visit_from_form_to_picture(city, at_work):
    row, _ = city.household(VILLAGE)
    page = at_work("cunganbu")
    taken = photo(page, b"GPS 27.3383N")
    page.goto(f"{city.path_of(row)}/visit")
    inspect(page, "visit-form")
    page.locator("[name=findings]").fill("房屋漏雨，已报修")
    page.locator("[name=note]").fill("屋顶漏雨处")
    page.locator("[name=files]").set_input_files(
        [
            {"name": "roof.jpg", "mimeType": "image/jpeg", "buffer": taken},
            {"name": "list.docx", "mimeType": "application/msword", "buffer": b"PK\x03\x04 words"},
        ]
    )
    # One sending: the visit is recorded, one file is kept, the other is told by name, and what was written stays.
    send(page)
    expect(page.locator(".faults")).to_contain_text("走访已登记")
    expect(page.locator(".faults")).to_contain_text("list.docx")
    expect(page.locator("[name=note]")).to_have_value("屋顶漏雨处")
    inspect(page, "evidence-refused")
    page.goto(f"{city.path_of(row)}/monitoring")
    page.get_by_role("link", name="加照片").first.click()
    expect(page).to_have_url(re.compile(r"/evidence/visit/530627-\d+$"))
    inspect(page, "evidence-record")
    picture = page.locator(".photos.large img")
    expect(picture).to_have_count(1)
    # The list shows a small picture of it, which leads to the whole.
    assert picture.get_attribute("src").startswith("/evidence/small/")
    assert picture.evaluate("one => one.decode().then(() => one.naturalWidth)") == 160
    path = page.locator(".photos.large a").get_attribute("href")
    kept = page.request.get(path)
    assert len(page.request.get(picture.get_attribute("src")).body()) < len(kept.body())
    assert kept.headers["content-type"] == "image/jpeg" and "sandbox" in kept.headers["content-security-policy"]
    assert b"GPS" in taken and b"GPS" not in kept.body()
    page.goto(f"{city.path_of(row)}/monitoring")
    expect(page.locator(".photos img")).to_have_count(1)
    inspect(page, "evidence-visit")
    neighbour = at_work("linju")
    assert neighbour.request.get(path).status == 404


def test_what_was_written_survives_a_session_that_ended(city, at_work):
    row, _ = city.household(VILLAGE)
    page = at_work("cunganbu")
    taken = photo(page)
    path = f"{city.path_of(row)}/visit"
    page.goto(path)
    page.locator("[name=findings]").fill("户主住院，家中只有老人")
    page.locator("[name=files]").set_input_files([{"name": "a.jpg", "mimeType": "image/jpeg", "buffer": taken}])
    page.locator("[name=note]").fill("老人在家的照片")
    page.context.clear_cookies()
    send(page)
    for words in ("还在这里", "户主住院，家中只有老人", "老人在家的照片", "照片和文件没有收下，请重新选择"):
        expect(page.locator("main")).to_contain_text(words)
    inspect(page, "visit-signed-out")
    # The way leads through the sign-in back to the form.
    page.get_by_role("link", name="去登录").click()
    expect(page).to_have_url(re.compile("/sign-in[?]next="))


def test_a_household_gets_a_helper_and_another_one(city, at_work):
    row, _ = city.household(VILLAGE)
    page = at_work("xiangzhen")
    page.goto(f"{city.path_of(row)}/monitoring")
    page.get_by_role("link", name="指定或更换").click()
    inspect(page, "pairing-none")
    page.locator("[name=name]").fill("高帮扶")
    send(page)
    expect(page.locator(".faults")).to_contain_text("单位")
    page.locator("[name=unit]").fill("县水务局")
    send(page)
    expect(page.locator("main .card").first).to_contain_text("高帮扶 · 县水务局")
    page.locator("[name=account]").fill("cunganbu")
    page.locator("[name=reason]").first.fill("工作调动")
    send(page)
    expect(page.locator("main .card").first).to_contain_text("陈村干")
    expect(page.locator("main .card").first).to_contain_text("工作调动")
    inspect(page, "pairing-history")
    page.goto("/helpers")
    expect(page.locator("main table")).to_contain_text("陈村干")
    inspect(page, "pairing-list")
    page.get_by_role("link", name="陈村干").click()
    inspect(page, "pairing-helper")
    page.goto("/helpers?state=open")
    inspect(page, "pairing-open")
