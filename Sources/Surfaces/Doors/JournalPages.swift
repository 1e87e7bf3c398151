// The auditor's pages: the journal searched, one entry whole.

import Entrance
import Kernel
import Pages

extension Doors {
  private static let unit = Unit(zh: "条", one: "entry", many: "entries")

  func journal(_ view: JournalView, _ look: Look) async throws(Problem) -> HTML {
    let list = try await desk.journal(view)
    let title = look.say("审计日志", "Journal")
    let rows = list.rows.map { entry -> [HTML] in
      [
        link(timeText(entry.at), .door(.journalEntry(county: entry.county, sequence: entry.sequence))),
        "\(entry.actor)", "<code>\(entry.action)</code>", "\(entry.subject)", "\(entry.place)", "\(entry.reason)",
      ]
    }
    let table = DenseTable(
      caption: title,
      columns: [
        TableColumn(look.say("时间", "Time")), TableColumn(look.say("操作人", "Who")),
        TableColumn(look.say("动作", "Action")), TableColumn(look.say("对象", "Subject")),
        TableColumn(look.say("地区", "Place")), TableColumn(look.say("理由", "Reason")),
      ], rows: rows, narrow: .becomesCards)
    let pages = pager(
      ListPosition(page: view.page, pageSize: Listed<JournalLine>.pageSize, total: list.total), Doors.unit,
      look.language, anchor: "main"
    ) { page in
      var other = view
      other.page = page
      return .door(.journal(other))
    }
    let none = emptyState(
      look.say("没有符合条件的记录", "No entry fits"), look.say("请放宽时间或去掉一个条件。", "Widen the time or drop a condition."),
      [Choice(look.say("看全部", "All entries"), .door(.journal(JournalView())))])
    return look.page(
      title, tab: .door(.journal(JournalView())),
      card(title, filter(view, look) + (rows.isEmpty ? none : table.html + pages)))
  }

  private func filter(_ view: JournalView, _ look: Look) -> HTML {
    func field(_ name: String, _ zh: String, _ en: String, _ value: String, _ type: String = "text") -> HTML {
      """
      <label>\(look.say(zh, en))<input type="\(type)" name="\(name)" value="\(value)" maxlength="60"></label>
      """
    }
    let fields = [
      field("actor", "操作人", "Who", view.actor), field("action", "动作", "Action", view.action),
      field("subject", "对象，例如 household:12", "Subject, such as household:12", view.subject),
      field("place", "地区代码", "Place code", view.place?.short ?? ""),
      field("from", "从", "From", view.from?.description ?? "", "date"),
      field("to", "至", "To", view.to?.description ?? "", "date"),
    ]
    return """
      <form class="filter" action="\(PageAddress.door(.journal(JournalView())))" method="get">\(fields)\
      <button class="button go" type="submit">\(look.say("查找", "Search"))</button></form>
      """
  }

  func journalEntry(_ county: Int64, _ sequence: Int64, _ look: Look) async throws(Problem) -> HTML {
    let entry = try await desk.journalEntry(county: county, sequence: sequence)
    let title = look.say("第 \(sequence) 条记录", "Entry \(sequence)")
    let plain: [(name: String, value: String)] = [
      (look.say("时间", "Time"), timeText(entry.at)), (look.say("操作人", "Who"), entry.actor),
      (look.say("岗位", "Post"), entry.post), (look.say("网络地址", "Address"), entry.client),
      (look.say("请求", "Request"), entry.request), (look.say("动作", "Action"), entry.action),
      (look.say("对象", "Subject"), entry.subject), (look.say("地区", "Place"), entry.place),
      (look.say("理由", "Reason"), entry.reason), (look.say("说明", "Details"), entry.details),
    ]
    var facts = plain.filter { !$0.value.isEmpty }.map { ($0.name, HTML(escaping: $0.value)) }
    facts.append((look.say("散列值", "Hash"), "<code>\(entry.hash)</code>"))
    facts.append((look.say("链条", "Chain"), chain(entry.isWhole, look)))
    let changes = DenseTable(
      caption: look.say("改动", "Changes"),
      columns: [
        TableColumn(look.say("字段", "Field")), TableColumn(look.say("原值", "Before")),
        TableColumn(look.say("新值", "After")),
      ],
      rows: entry.fields.map { field in
        ["\(field.name)", "\(field.before ?? "")", "\(field.after ?? "")"]
      }, narrow: .becomesCards)
    let fields: HTML =
      entry.fields.isEmpty ? HTML() : card(look.say("改动", "Changes"), changes.html)
    return look.page(
      title, tab: .door(.journal(JournalView())), card(look.say("记录", "Entry"), factList(facts)) + fields)
  }

  private func chain(_ isWhole: Bool?, _ look: Look) -> HTML {
    switch isWhole {
    case true: statusTag(.green, look.say("与前一条相符", "fits the entry before"))
    case false:
      statusTag(.red, look.say("与前一条不符：请立即报告并保全数据", "does not fit: report at once and keep the data"))
    case nil: statusTag(.grey, look.say("没有核对", "not checked"))
    }
  }
}
