"""The ledger's truth: who is asked answers, somebody else looks again, and nothing ends that still holds."""

from playwright.sync_api import expect


def issue_of(page, severity):
    """Opens the first issue of the reader's place; answers its address."""
    page.goto(f"/ledger?severity={severity}")
    page.locator("main td a, main th a").filter(has_text="R-").first.click()
    expect(page.locator("main h1")).to_contain_text("R-")
    return page.url


def test_what_is_told_to_be_corrected_is_looked_at_again(at_work):
    page = at_work("xiangzhen")
    issue = issue_of(page, "block")
    page.locator("[name=note]").fill("已核对身份证")
    page.get_by_role("button", name="填报整改").click()
    expect(page.locator("main")).to_contain_text("已核对身份证")
    expect(page.locator("main")).to_contain_text("待复核")

    # Who corrected it does not recheck it.
    page.get_by_role("button", name="按现有数据复核").click()
    expect(page.locator("main .faults")).to_contain_text("另一人复核")

    office = at_work("xianban")
    office.goto(issue)
    office.get_by_role("button", name="按现有数据复核").click()
    expect(office.locator("main")).to_contain_text("复核退回")
    expect(office.locator("main")).to_contain_text("待处理")


def test_what_may_be_true_is_confirmed_for_a_reason(at_work):
    page = at_work("xiangzhen")
    issue = issue_of(page, "confirm")
    page.get_by_role("button", name="确认属实").click()
    assert page.url == issue, "the browser itself asks for the reason"
    page.locator("[name=reason]").fill("走访核实，长期照料老人")
    page.get_by_role("button", name="确认属实").click()
    expect(page.locator("main")).to_contain_text("走访核实")
    expect(page.locator("main form[action$='/fix']")).to_have_count(0)


def test_the_ledger_of_others_is_not_shown(at_work):
    page = at_work("xiangzhen")
    issue = issue_of(page, "block")
    other = at_work("linju")
    assert other.goto("/ledger").status == 200
    assert other.goto("/ledger?place=530628").status in (400, 404)
    helper = at_work("yibao")
    assert helper.goto("/ledger").status == 200
    assert other.goto(issue.replace("/ledger/530627/", "/ledger/530628/")).status == 404
