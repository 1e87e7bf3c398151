// The home page: what is mine today, by post.

import Access
import Entrance
import Kernel
import Pages

extension Doors {
  func home(_ look: Look) async throws(Problem) -> HTML {
    let visitor = try look.caller.demandVisitor()
    let name = look.caller.name
    var parts = HTML()
    for part in homeParts {
      if let shown = try await part(look.caller, look.language) { parts += shown }
    }
    if visitor.role.isGuardian { parts += try await guardianParts(visitor, look) }
    if parts.isEmpty { parts = nothingToday(visitor, look) }
    let today = look.caller.at.day()
    var frame = look.frame
    (frame.title, frame.tab) = (look.say("\(name)，您好", "Good day, \(name)"), .home)
    frame.note = "\(today) · \(look.caller.postWords(look.language))"
    return frame.document("<div class=\"grid\">\(parts)\(ways(visitor, look))</div>")
  }

  private func nothingToday(_ visitor: Visitor, _ look: Look) -> HTML {
    card(
      look.say("今日要办", "To do today"),
      emptyState(
        look.say("今天没有待办", "Nothing is due today"),
        look.say(
          "可以先看看本地区的监测情况，再走访重点户。", "Have a look at how your place stands, then visit those most at risk."),
        visitor.may(.placeRead)
          ? [Choice(look.say("看本地区", "See my place"), .place(visitor.place, .plain))] : []))
  }

  private func ways(_ visitor: Visitor, _ look: Look) -> HTML {
    let all: [(Permission, String, String, PageAddress)] = [
      (.placeRead, "本地区监测总览", "My place", .place(visitor.place, .plain)),
      (.householdSearch, "查找农户", "Find a household", .search("", page: 1)),
      (.ledgerRead, "账实核对", "The ledger", .ledger(.list(LedgerView()))),
      (.ruleRead, "筛查规则", "Rules", .rules), (.qualityRead, "数据质量", "Data quality", .quality),
      (.accountManage, "新建账号", "New account", .door(.newAccount)),
      (.postManage, "任命岗位", "Appoint", .door(.newPost(account: ""))),
      (.journalRead, "查审计日志", "Search the journal", .door(.journal(JournalView()))),
      (.systemRead, "系统状态", "System", .door(.system)),
    ]
    let buttons = all.filter { visitor.may($0.0) }.map { buttonLink(look.say($0.1, $0.2), $0.3) }
    return card(look.say("常用入口", "Where to go"), buttonRow(buttons))
  }
}
