"""The ledgers of a place: found from its page, seen in the own places and line of work, and nowhere else."""

from playwright.sync_api import expect
from sight import inspect


def test_the_way_from_a_place_to_its_ledgers(at_work):
    page = at_work("shiban")
    page.goto("/places/5306")
    page.get_by_role("link", name="查看台账").click()
    expect(page.locator("main h1")).to_contain_text("的台账")
    expect(page.locator("main")).to_contain_text("政策文件")
    inspect(page, "place-ledgers")
    page.get_by_role("link", name="全部", exact=True).first.click()
    expect(page.locator("main table tbody tr").first).to_be_visible()
    inspect(page, "place-ledger")


def test_ledgers_of_others_are_not_shown(at_work):
    village = at_work("cunganbu")
    assert village.goto("/places/530627001001/ledgers").status == 200
    assert village.goto("/places/530627001002/ledgers").status == 404
    assert village.goto("/places/5306/ledgers").status == 404
    department = at_work("yibao")
    assert department.goto("/places/530627/ledgers/projects").status == 404
    farming = at_work("nongye")
    assert farming.goto("/places/530627/ledgers/projects").status == 200
