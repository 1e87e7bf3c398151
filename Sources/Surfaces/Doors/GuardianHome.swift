// The guardians' part of the home page: what waits for each of them, as counts that lead to its list.

import Access
import Entrance
import Kernel
import Pages

extension Doors {
  /// The guardians have work of their own, by what their post permits.
  func guardianParts(_ visitor: Visitor, _ look: Look) async throws(Problem) -> HTML {
    var parts = HTML()
    if visitor.may(.systemRead) { parts += try await health(look) }
    var figures: [KeyFigure] = []
    if visitor.may(.accountManage) { figures += try accountFigures(visitor, look) }
    if visitor.may(.postManage) { figures += try postFigures(visitor, look) }
    if !figures.isEmpty { parts += keyFigures(look.say("今日工作", "Work today"), figures) }
    if visitor.may(.journalRead) { parts += try journalParts(visitor, look) }
    return parts
  }

  private func figure(
    _ count: Int, _ zh: String, _ en: String, _ unit: Unit, _ leads: DoorAddress, _ look: Look
  ) -> KeyFigure {
    let word =
      count > 0 ? statusTag(.amber, look.say("要看", "look")) : statusTag(.green, look.say("没有", "none"))
    return KeyFigure(
      look.say(zh, en), value: grouped(count), unit: unit.word(for: count, in: look.language),
      leads: PageLink(.door(leads)), tag: word)
  }

  private func accountFigures(_ visitor: Visitor, _ look: Look) throws(Problem) -> [KeyFigure] {
    let unit = Unit(zh: "个", one: "account", many: "accounts")
    let counts = try desk.keeper.accountCounts([.locked, .waiting], at: look.caller.at, as: visitor)
    func leads(_ state: AccountView.State) -> DoorAddress { .accounts(AccountView(state: state)) }
    return [
      figure(counts[.locked] ?? 0, "被锁定的账号", "Locked accounts", unit, leads(.locked), look),
      figure(
        counts[.waiting] ?? 0, "还没设密码的账号", "Accounts without a password", unit, leads(.waiting), look),
    ]
  }

  private func postFigures(_ visitor: Visitor, _ look: Look) throws(Problem) -> [KeyFigure] {
    let accounts = Unit(zh: "个", one: "account", many: "accounts")
    let unit = Unit(zh: "个", one: "post", many: "posts")
    let posts = try desk.keeper.postCounts([.ending, .vacant], on: look.caller.at.day(), as: visitor)
    let free = try desk.keeper.accountCounts([.postless], at: look.caller.at, as: visitor)[.postless] ?? 0
    func leads(_ state: PostView.State) -> DoorAddress { .posts(PostView(state: state)) }
    return [
      figure(
        posts[.ending] ?? 0, "30 天内到期的岗位", "Posts that end within 30 days", unit, leads(.ending), look),
      figure(posts[.vacant] ?? 0, "空缺的岗位", "Vacant posts", unit, leads(.vacant), look),
      figure(
        free, "没有岗位的账号", "Accounts without a post", accounts, .accounts(AccountView(state: .postless)), look),
    ]
  }

  private func journalParts(_ visitor: Visitor, _ look: Look) throws(Problem) -> HTML {
    let today = look.caller.at.day()
    let work = try desk.keeper.journalWork(
      today: today.instant(minute: 0), week: today.adding(days: -6).instant(minute: 0), as: visitor)
    func list(
      _ heading: String, _ counts: [(action: String, count: Int)], from: Day, _ none: String, _ advice: String
    ) -> HTML {
      let rows = counts.map { item -> (name: String, value: HTML) in
        let leads = PageAddress.door(.journal(JournalView(action: item.action, from: from)))
        let unit = Unit(zh: "条", one: "entry", many: "entries")
        let words = ActionWords.of(item.action, look.language)
        return (name: words, value: link(countText(item.count, unit, look.language), leads))
      }
      return card(heading, rows.isEmpty ? emptyState(none, advice) : factList(rows))
    }
    let chain = card(
      look.say("审计日志链", "The chain of the journal"),
      aside: link(look.say("去核对", "Check it"), .door(.journal(JournalView()))),
      "<div class=\"inside\">\(look.chainTag(work.check))</div>")
    let quiet = look.say("任何查看和改动都会出现在这里。", "Every look and every change will stand here.")
    return chain
      + list(
        look.say("今天的操作", "Done today"), work.today, from: today,
        look.say("今天还没有操作", "Nothing was done yet today"), quiet)
      + list(
        look.say("近 7 天查看敏感信息", "Looks at sensitive data in 7 days"), work.looks,
        from: today.adding(days: -6), look.say("近 7 天没有人查看敏感信息", "Nobody looked in 7 days"), quiet)
  }

  /// Only what somebody has to act on is told here; all of it stands on the system's page.
  private func health(_ look: Look) async throws(Problem) -> HTML {
    let facts = try await desk.systemFacts(false)
    let wrong = facts.filter { !$0.isFine }
    let headline =
      wrong.isEmpty
      ? statusTag(.green, look.say("系统正常", "All is well"))
      : statusTag(.red, look.say("有 \(wrong.count) 项要处理", "\(wrong.count) to act on"))
    let list: HTML =
      wrong.isEmpty ? HTML() : factList(wrong.map { ($0.name(look.language), HTML(escaping: $0.value)) })
    return card(
      look.say("系统状态", "The system"), aside: link(look.say("看详情", "All of it"), .door(.system)),
      "<div class=\"inside\">\(headline)</div>\(list)")
  }
}
