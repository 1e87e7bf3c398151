// The auditor's pages: the journal searched, one entry whole.

import Access
import Entrance
import Kernel
import Pages

extension Doors {
  func journal(_ view: JournalView, _ look: Look) throws(Problem) -> Answer {
    let visitor = try look.caller.demandVisitor()
    if look.form != nil {
      try desk.keeper.verifyJournal(by: look.caller.act, as: visitor)
      return .goTo(.door(.journal(view)))
    }
    let found = try desk.keeper.journal(view.query, as: visitor)
    let title = look.say("审计日志", "Journal")
    let rows = try found.prefix(50).map { (entry) throws(Problem) -> [HTML] in
      let place = try entry.about.place.map { (place) throws(Problem) in try desk.called(place, entry.at) }
      return [
        link(timeText(entry.at), .door(.journalEntry(county: entry.county, sequence: entry.sequence))),
        "\(entry.actor)", "\(ActionWords.of(entry.action, look.language))", "\(entry.subject)",
        "\(place ?? "")",
        "\(entry.reason)",
      ]
    }
    let table = DenseTable(
      caption: title,
      columns: [
        TableColumn(look.say("时间", "Time")), TableColumn(look.say("操作人", "Who")),
        TableColumn(look.say("动作", "Action")), TableColumn(look.say("对象", "Subject")),
        TableColumn(look.say("地区", "Place")), TableColumn(look.say("理由", "Reason")),
      ], rows: rows, narrow: .becomesCards)
    let pages = look.further(found.count > 50 ? view.behind(found[49]) : nil)
    let none = emptyState(
      look.say("没有符合条件的记录", "No entry fits"),
      look.say("请放宽时间或去掉一个条件。", "Widen the time or drop a condition."),
      [Choice(look.say("看全部", "All entries"), .door(.journal(JournalView())))])
    return .page(
      look.page(
        title, tab: .door(.journal(JournalView())),
        try chain(visitor, look)
          + card(title, filter(view, look) + (rows.isEmpty ? none : table.html + pages)))
    )
  }

  /// When the whole chain was looked at last, and the button that looks now.
  private func chain(_ visitor: Visitor, _ look: Look) throws(Problem) -> HTML {
    let (midnight, now) = (look.caller.at.day().instant(minute: 0), look.caller.at)
    let check = try desk.keeper.journalWork(today: midnight, week: now, as: visitor).check
    let button = look.form([], submit: look.say("现在核对", "Check it now")).inline(look.language)
    let state = look.chainTag(check)
    let advice: HTML =
      check?.isWhole == false
      ? """
      <p>\(look.say(
        "请立即保存数据库副本，并按存证逐日核对。",
        "Keep a copy of the store at once, and compare the anchors day by day."))</p>
      """
      : HTML()
    return card(
      look.say("链条是否完整", "Is the chain whole"), aside: button, "<div class=\"inside\">\(state)\(advice)</div>"
    )
  }

  private func filter(_ view: JournalView, _ look: Look) -> HTML {
    func field(_ name: String, _ zh: String, _ en: String, _ value: String, _ type: String = "text") -> HTML {
      """
      <label>\(look.say(zh, en))<input type="\(type)" name="\(name)" value="\(value)" maxlength="60"></label>
      """
    }
    let fields = [
      field("actor", "操作人", "Who", view.actor), actions(view, look),
      field("household", "户编号", "Household", view.household.map(String.init) ?? ""),
      field("person", "人编号", "Person", view.person.map(String.init) ?? ""),
      field("place", "地区代码", "Place code", view.place?.short ?? ""),
      field("from", "从", "From", view.from?.description ?? "", "date"),
      field("to", "至", "To", view.to?.description ?? "", "date"),
    ]
    return """
      <form class="filter many" action="\(PageAddress.door(.journal(JournalView())))" method="get">\(fields)\
      <button class="button go" type="submit">\(look.say("查找", "Search"))</button></form>
      """
  }

  /// The actions by their words; one that an address asks for is among them.
  private func actions(_ view: JournalView, _ look: Look) -> HTML {
    let known = ActionWords.known + (ActionWords.known.contains(view.action) ? [] : [view.action])
    let choices = known.filter { !$0.isEmpty }.map { action -> HTML in
      let chosen = attribute("selected", action == view.action ? "selected" : nil)
      return "<option value=\"\(action)\"\(chosen)>\(ActionWords.of(action, look.language))</option>"
    }
    return """
      <label>\(look.say("动作", "Action"))<select name="action">\
      <option value="">\(look.say("全部", "all"))</option>\(choices)</select></label>
      """
  }

  func journalEntry(_ county: Int64, _ sequence: Int64, _ look: Look) throws(Problem) -> HTML {
    let visitor = try look.caller.demandVisitor()
    let sight = try desk.keeper.journalEntry(county: county, sequence: sequence, as: visitor)
    let entry = sight.entry
    let title = look.say("第 \(sequence) 条记录", "Entry \(sequence)")
    let place = try entry.about.place.map { (place) throws(Problem) in try desk.called(place, entry.at) }
    let plain: [(name: String, value: String)] = [
      (look.say("时间", "Time"), timeText(entry.at)), (look.say("操作人", "Who"), entry.actor),
      (look.say("岗位", "Post"), entry.post), (look.say("网络地址", "Address"), entry.client),
      (look.say("请求", "Request"), entry.request),
      (look.say("动作", "Action"), ActionWords.of(entry.action, look.language)),
      (look.say("对象", "Subject"), entry.subject), (look.say("地区", "Place"), place ?? ""),
      (look.say("理由", "Reason"), entry.reason), (look.say("说明", "Details"), entry.details),
    ]
    var facts = plain.filter { !$0.value.isEmpty }.map { (name: $0.name, value: HTML(escaping: $0.value)) }
    facts.append((look.say("上一条散列值", "Hash before"), "<code>\(Digest.hex(entry.previous))</code>"))
    facts.append((look.say("散列值", "Hash"), "<code>\(Digest.hex(entry.hash))</code>"))
    let hint = look.say("整条链由 shouwang journal verify 核对", "shouwang journal verify checks the whole chain")
    return look.page(
      title, tab: .door(.journal(JournalView())),
      card(look.say("记录", "Entry"), hint: hint, factList(facts)) + changed(sight.changes, look))
  }

  private func changed(_ changes: [JournalSight.Change], _ look: Look) -> HTML {
    guard !changes.isEmpty else { return HTML() }
    func shown(_ value: JournalSight.Change.Value) -> HTML {
      switch value {
      case .none: HTML()
      case .plain(let text): "\(text)"
      case .sealed(let text): "\(text) \(statusTag(.grey, look.say("加密保存", "kept sealed")))"
      case .erased: statusTag(.grey, look.say("已按规定删除", "erased by rule"))
      }
    }
    let table = DenseTable(
      caption: look.say("改动", "Changes"),
      columns: [
        TableColumn(look.say("字段", "Field")), TableColumn(look.say("原值", "Before")),
        TableColumn(look.say("新值", "After")),
      ],
      rows: changes.map { ["\($0.field)", shown($0.before), shown($0.after)] }, narrow: .becomesCards)
    return card(look.say("改动", "Changes"), table.html)
  }
}

extension Look {
  /// How the last look at the chain ended, in words.
  func chainTag(_ check: JournalCheck?) -> HTML {
    guard let check else { return statusTag(.amber, say("还没有核对过", "never checked")) }
    let time = timeText(check.at)
    return check.isWhole
      ? statusTag(.green, say("\(time) 核对，完整", "whole at \(time)"))
      : statusTag(.red, say("\(time) 核对，有改动", "altered, found at \(time)"))
  }
}

extension JournalView {
  /// What the journal is asked: one row more than is shown tells whether there is another page.
  fileprivate var query: JournalQuery {
    var query = JournalQuery()
    (query.person, query.household, query.place) = (person, household, place)
    query.actor = actor.isEmpty ? nil : actor
    query.action = action.isEmpty ? nil : action
    query.from = from.map { $0.instant(minute: 0) }
    query.until = to.map { $0.adding(days: 1).instant(minute: 0) }
    query.limit = 51
    if after.count == 3 {
      query.after = JournalQuery.Mark(
        at: Instant(milliseconds: after[0]), county: after[1], sequence: after[2])
    }
    return query
  }

  fileprivate func behind(_ entry: JournalEntry) -> PageAddress {
    var next = self
    next.after = [entry.at.milliseconds, entry.county, entry.sequence]
    return .door(.journal(next))
  }
}
