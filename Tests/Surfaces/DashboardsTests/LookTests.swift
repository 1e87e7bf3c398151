// Looks at what is kept apart: asked for a reason, refused without one, and marked with who took them.
import Access
import Dashboards
import Foundation
import Hummingbird
import Kernel
import Pages
import Testing

@Suite struct LookTests {
  private let sheet = "/places/530627101003/export"
  private let reveal = "/households/530627/5306270000/reveal"

  @Test func theSheetBearsItsTakerAndComputesNothing() async throws {
    var source = Cast()
    source.listed = [
      RiskHousehold(
        county: 530_627, number: 7, head: "=1+1", group: "一,\"组\"", members: 2, rules: [Cast.rules[0]],
        incomePerHead: nil),
      RiskHousehold(
        county: 530_627, number: 8, head: "＝1+1", group: "\n=1", members: 2, rules: [Cast.rules[0]],
        incomePerHead: nil),
    ]
    let form = "token=t0ken&reason=%E5%85%A5%E6%88%B7%E6%A0%B8%E5%AE%9E"
    let visit = try await Visitor(source: source).ask(sheet, .post, form: form)
    #expect(visit.status == 200 && visit.headers[.contentType] == "text/csv; charset=utf-8")
    #expect(visit.headers[.contentDisposition] == "attachment; filename=\"households-530627101003.csv\"")
    let lines = visit.text.components(separatedBy: "\r\n")
    #expect(lines[0].hasPrefix("\u{FEFF}红岩村,办公室 于 2025-11-01 08:05 导出"))
    #expect(lines[3].hasPrefix("8,'＝1+1,\"'\n=1\",2,"))
    #expect(lines[2].hasPrefix("7,'=1+1,\"一,\"\"组\"\"\",2,收入低于监测线,,办公室 于 2025-11-01 08:05"))
  }

  @Test func aNumberInAReasonIsMaskedBeforeItIsKept() throws {
    let act = Act(actor: "a", at: Instant(milliseconds: 0), request: "r")
    let look = try Look(act, reason: " \u{202E}call 530602198001010011 ")
    #expect(look.reason == "call 530602********0011")
  }

  @Test(arguments: [
    "", "reason=", "reason=abc", "reason=%20%20%20%20%20", "token=t0ken",
    "reason=%E2%80%8B%E2%80%8B%E2%80%8B%E2%80%8B",
  ])
  func withoutAReasonNothingIsTold(form: String) async throws {
    for link in [sheet, reveal, "/households/530627/5306270000/opening"] {
      let visit = try await Visitor().ask(link, .post, form: form)
      #expect(visit.status == 400 && visit.text.contains("dashboards.reason.missing"))
      #expect(!visit.text.contains("530627198001010011"))
    }
  }

  @Test func aFormAsksForTheReasonAndBringsBackTheToken() async throws {
    for link in [sheet + "?candidates=1", reveal] {
      let text = try await Visitor().ask(link).text
      #expect(text.contains("method=\"post\" action=\"\(link)\""))
      #expect(text.contains("name=\"token\" value=\"t0ken\"") && text.contains("name=\"reason\""))
    }
    #expect(try await Visitor().ask("/households/530627/1/reveal").status == 404)
    #expect(try await Visitor().ask("/places/530699/export").status == 404)
  }

  @Test func numbersAreShownWholeOnceForAReason() async throws {
    let visit = try await Visitor().ask(reveal, .post, form: "reason=%3Cb%3E%E6%A0%B8%E5%AF%B9")
    #expect(visit.status == 200 && visit.text.contains("530627198001010011"))
    #expect(visit.text.contains("13800000000") && visit.text.contains("&lt;b&gt;核对"))
    #expect(visit.headers[.cacheControl] == "no-store")
  }

  @Test func aStrangerIsSentToTheSignInAndTheirFormsAreRefused() async throws {
    for link in ["/", sheet, reveal] {
      let page = try await Visitor(post: nil).ask(link)
      #expect(page.status == 303 && page.headers[.location]?.hasPrefix("/sign-in") == true)
      #expect(page.text.isEmpty)
      #expect(try await Visitor(post: nil).ask(link, .post, form: "reason=because").status == 403)
    }
  }

  @Test func aFormWithAnotherTokenTellsNothing() async throws {
    let visit = try await Visitor().ask(reveal, .post, form: "token=t1ken&reason=because")
    #expect(visit.status == 403 && !visit.text.contains("530627198001010011"))
  }

  @Test func whoLacksThePermissionIsRefused() async throws {
    let reader = Access.Visitor(
      account: "r", name: "r", post: PostID(number: 2),
      role: Role(
        name: "r", title: Text(zh: "读者", en: "reader"), levels: [.city],
        permissions: [.placeRead, .householdRead]), place: Cast.city.code)
    for link in [sheet, reveal] {
      for method in [HTTPRequest.Method.get, .post] {
        let visit = try await Visitor(post: reader).ask(link, method, form: "reason=because")
        #expect(visit.status == 403)
      }
    }
    let home = try await Visitor(post: reader).ask("/").text
    #expect(!home.contains("href=\"/quality\">") && !home.contains("href=\"/quarantine\">"))
  }
}
