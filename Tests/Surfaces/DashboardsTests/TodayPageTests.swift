// The part of the home page that tells what is mine today.
import Access
import Dashboards
import Entrance
import Kernel
import Pages
import Testing

@Suite struct TodayPageTests {
  private func part(_ source: Cast = Cast(), as visitor: Access.Visitor? = Visitor.office) async throws
    -> String?
  {
    var caller = Caller()
    caller.visitor = visitor
    return try await todayPart(source)(caller, .zh)?.text
  }

  @Test func itTellsFiguresMovementAndTheMostUrgentWithTheirSentence() async throws {
    let text = try #require(try await part())
    for words in ["急办户", "比上次筛查少 3 户", "<b>21</b>", "<b>34</b>", "按 2025-10-31 的筛查", "退回记录"] {
      #expect(text.contains(words), "\(words)")
    }
    let first = Cast.riskHouseholds[0]
    #expect(text.contains("href=\"/households/\(first.county)/\(first.number)\""))
    #expect(text.contains("人均纯收入 &lt;低&gt;。"), "what comes from outside is escaped")
    #expect(text.contains("href=\"/quarantine\"") && text.contains("href=\"/places/5306\""))
  }

  @Test func anEmptyListAndAMissingScreeningSayWhatToDo() async throws {
    var source = Cast()
    source.listed = []
    #expect(try #require(try await part(source)).contains("没有要急办或关注的农户"))
    source.stamp = nil
    let none = try #require(try await part(source))
    #expect(none.contains("规则还没有运行过") && !none.contains("class=\"figures\""))
  }

  @Test func whoSeesNoPlaceHasNoSuchPart() async throws {
    #expect(try await part(as: nil) == nil)
    let guardian = Access.Visitor(
      account: "guard", name: "守门人", post: PostID(number: 1),
      role: Role(
        name: "auditor", title: Text(zh: "审计", en: "auditor"), levels: [.city], permissions: [.journalRead]),
      place: Cast.city.code)
    #expect(try await part(as: guardian) == nil)
  }

  @Test func aPostWithoutRulesGetsTheirNamesWithoutLinks() async throws {
    var visitor = Visitor()
    visitor.post = Access.Visitor(
      account: "grid", name: "网格员", post: PostID(number: 1),
      role: Role(
        name: "grid_officer", title: Text(zh: "网格员", en: "grid officer"), levels: [.city],
        permissions: [.placeRead, .householdRead]), place: Cast.city.code)
    for link in ["/places/5306", "/places/530627101003", "/households/530627/5306270000"] {
      let text = try await visitor.ask(link).text
      #expect(!text.contains("href=\"/rules") && !text.contains("href=\"/quality"), "\(link)")
    }
    #expect(try await visitor.ask("/places/5306").text.contains(Cast.rules[0].title.zh))
    visitor.post = Visitor.office
    #expect(try await visitor.ask("/places/5306").text.contains("href=\"/rules\""))
  }
}
