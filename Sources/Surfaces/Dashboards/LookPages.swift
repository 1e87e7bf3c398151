// Pages of what is kept apart: a form that asks for the reason, and identity numbers whole.

import Kernel
import Pages

/// What is masked on every other page. **Shape**: a member each, head first.
package struct RevealPage: Sendable {
  package let county: Int64
  package let number: Int64
  package let path: [PlaceName]
  package let members: [(name: String, citizen: String)]
  /// Nil where none is known.
  package let phone: String?
  package let reason: String

  package init(
    county: Int64, number: Int64, path: [PlaceName], members: [(name: String, citizen: String)],
    phone: String?, reason: String
  ) {
    (self.county, self.number, self.path) = (county, number, path)
    (self.members, self.phone, self.reason) = (members, phone, reason)
  }

  func document(_ plain: PageFrame) -> HTML {
    let language = plain.language
    let back = PageAddress.household(county: county, number: number)
    var frame = plain.around(path, last: language.say("完整号码", "Numbers whole"))
    frame.title = language.say("第 \(number) 户的完整号码", "Household \(number): numbers whole")
    frame.note = language.say("这次查看已记入审计日志：\(reason)", "This look is in the journal: \(reason)")
    let table = DenseTable(
      caption: language.say("证件号码", "Identity numbers"),
      columns: [
        TableColumn(language.say("姓名", "Name")), TableColumn(language.say("证件号码", "Identity number")),
      ],
      rows: members.map { ["\($0.name)", "<code>\($0.citizen)</code>"] }, narrow: .becomesCards)
    let telephone = NamedValue(
      name: Text(zh: "电话", en: "Telephone"),
      value: phone.map { Text(zh: $0, en: $0) } ?? Text(zh: "没有登记", en: "not recorded"))
    let facts = factList([telephone], language)
    let way = link(language.say("回到这一户", "Back"), back)
    return frame.document(
      "<div class=\"grid\">\(card(frame.title, aside: way, table.html + facts))</div>")
  }
}

/// What a reason is asked for.
enum LookQuestion {
  case export, reveal, opening

  var title: Text {
    switch self {
    case .export: Text(zh: "导出名单", en: "Take out the list")
    case .reveal: Text(zh: "查看完整号码", en: "Show numbers whole")
    case .opening: Text(zh: "打开日常工作以外的农户", en: "Open a household outside your usual work")
    }
  }

  private var consequence: Text {
    switch self {
    case .export:
      Text(
        zh: "名单会带上您的姓名、岗位和时间作水印。谁、何时、为什么导出，都记入审计日志。",
        en:
          "The sheet bears your name, post and the time. Who took it out, when and why goes into the journal."
      )
    case .reveal:
      Text(
        zh: "证件号码和电话会完整显示一次。谁、何时、为什么查看，都记入审计日志。",
        en: "Numbers are shown whole once. Who looked, when and why goes into the journal.")
    case .opening:
      Text(
        zh: "您部门的规则没有命中这一户。如工作需要打开，请写明理由，它会记入审计日志。",
        en:
          "No rule of your department finds this household. If your work needs it, say why; it is journalled."
      )
    }
  }

  /// The page with the form, which posts to its own address.
  func document(_ plain: PageFrame, address: PageAddress, back: PageAddress, token: String) -> HTML {
    let language = plain.language
    var frame = plain
    frame.title = title(language)
    let form = Form(
      action: address, token: token,
      fields: [
        FormField(
          "reason", language.say("为什么需要？", "Why is it needed?"),
          hint: language.say("4 至 200 个字，会记入审计日志。", "4 to 200 characters; they go into the journal."),
          maxLength: 200)
      ], submit: title(language), back: Choice(language.say("不用了", "Cancel"), back))
    let lead: HTML = "<div class=\"inside\"><p class=\"lead\">\(consequence(language))</p>"
    return frame.document(
      "<div class=\"narrow stack\">\(card(frame.title, "\(lead)\(form.html(language))</div>"))</div>")
  }
}
