// One's own messages, and where one is reached: pages and JSON.

import Access
import Entrance
import Kernel
import Pages

struct MessageLook: AskedPage {
  static let shownCount = 50
  static let units = Unit(zh: "条", one: "message", many: "messages")

  let desk: MessageDesk
  let brand: Text
  let caller: Caller
  let visitor: Visitor
  let account: AccountID
  let language: Language
  let address: MessageAddress
  let isJSON: Bool

  var mostCharacters: Int { 200 }

  // MARK: messages

  func listPage() throws(Problem) -> PageAnswer {
    let (unread, read, count) = try desk.messages(of: account, limit: MessageLook.shownCount)
    if isJSON {
      return .json(
        JSONText.object([
          "unread": String(count), "token": JSONText.quoted(caller.formToken),
          "messages": JSONText.array((unread + read).map(\.json)),
        ]))
    }
    let title = say("未读 \(count) 条", "\(count) unread")
    let all = allReadForm.inline(language)
    let nothing = emptyState(
      say("没有未读消息", "Nothing is unread"), say("有要办的事会在这里提醒。", "What waits for you is told here."),
      [Choice(say("回首页", "Home"), .home)])
    var content = card(
      title, aside: count > 1 ? all : HTML(),
      unread.isEmpty ? nothing : "<ul class=\"inside plain\">\(unread.map(line))</ul>")
    if !read.isEmpty {
      content += card(
        say("已读", "Read"), "<ul class=\"inside plain\">\(read.map(line))</ul>")
    }
    content += card(
      say("在哪里接收", "Where you are reached"),
      hint: say("除系统内提醒外，还可以发邮件和短信。", "Reminders can also come by mail and text message."),
      buttonRow([buttonLink(say("设置邮箱和手机", "Set mail and telephone"), .messages(.contacts))]))
    return page(say("消息", "Messages"), content)
  }

  private func line(_ message: Message) -> HTML {
    let words = say(message.words).split(separator: "\n").map { part -> HTML in "<p>\(part)</p>" }
    let at = timeText(message.at)
    let buttons: HTML =
      message.readAt == nil
      ? buttonRow([
        leadForm(message).inline(language), readForm(message).inline(language),
      ])
      : HTML()
    return "<li><h3>\(say(message.title))</h3><p class=\"hint\">\(at)</p>\(words)\(buttons)</li>"
  }

  /// Marks as read and goes to the page behind the message.
  private func leadForm(_ message: Message) -> Form {
    form(
      to: .messages(.message(message.number)), [], hidden: [("go", "1")], submit: say("去办理", "See to it"))
  }

  private func readForm(_ message: Message) -> Form {
    form(to: .messages(.message(message.number)), [], submit: say("标为已读", "Mark as read"))
  }

  private var allReadForm: Form {
    form(to: .messages(.list), [], submit: say("全部标为已读", "Mark all as read"))
  }

  func markRead(_ number: Int64?) throws(Problem) -> PageAnswer {
    try desk.read(number, of: account, asking)
    if !isJSON, let number, form?["go"] == "1" {
      let parts = try desk.link(of: number).split(separator: "?", maxSplits: 1).map(String.init)
      return .goTo(try PageAddress(path: parts[0], query: parts.count > 1 ? parts[1] : ""))
    }
    return isJSON ? try listPage() : .goTo(.messages(.list))
  }

  // MARK: contacts

  func contactsPage(_ problem: Problem? = nil) throws(Problem) -> PageAnswer {
    let known = try desk.contacts(of: account)
    if isJSON {
      return .json(
        JSONText.object([
          "mail": JSONText.quoted(known[.mail] ?? ""), "phone": JSONText.quoted(known[.phone] ?? ""),
          "token": JSONText.quoted(caller.formToken),
        ]))
    }
    let sent = form?["kind"] ?? ""
    let cards = ContactKind.allCases.map { kind -> HTML in
      let now = known[kind]
      let isFaulty = problem != nil && sent == kind.rawValue
      let fields = [
        FormField(
          kind.rawValue, say(kind.question),
          hint: now.map { say("现在是 \($0)。", "Now \($0).") } ?? say(kind.example),
          value: isFaulty ? typed(kind.rawValue) : "", maxLength: 200)
      ]
      let saving = form(
        to: .messages(.contacts), fields, hidden: [("kind", kind.rawValue)], submit: say(kind.save),
        isFaulty ? problem : nil)
      let ending = form(
        to: .messages(.contacts), [], hidden: [("kind", kind.rawValue), ("remove", "1")],
        submit: say("不再接收", "No more of these"))
      let both = saving.html(language) + (now == nil ? HTML() : ending.html(language))
      return card(say(kind.title), "<div class=\"inside stack\">\(both)</div>")
    }
    return page(
      say("在哪里接收", "Where you are reached"), status: problem?.kind.httpStatus ?? 200, isNarrow: true,
      cards.joined())
  }

  func setContact() throws(Problem) -> PageAnswer {
    guard let kind = ContactKind(rawValue: form?["kind"] ?? "") else {
      throw PageAddress.parameter("kind")
    }
    let isRemoved = form?["remove"] == "1"
    do {
      let address = form?[kind.rawValue] ?? ""
      // An empty field takes nothing away: that has a button of its own.
      if !isRemoved { _ = try kind.checked(address) }
      try desk.setContact(isRemoved ? "" : address, as: kind, of: account, isOwn: true, asking)
    } catch {
      guard !isJSON, error.kind == .invalid else { throw error }
      return try contactsPage(error)
    }
    return isJSON ? try contactsPage() : .goTo(.messages(.contacts))
  }

  private func page(
    _ title: String, status: Int = 200, isNarrow: Bool = false, _ content: HTML
  ) -> PageAnswer {
    var frame = caller.frame(brand: brand, language: language, address: .messages(address))
    (frame.title, frame.note) = (title, caller.postWords(language))
    if address != .list {
      frame.crumbs = [
        Crumb(say("消息", "Messages"), .messages(.list)), Crumb(title, .messages(address)),
      ]
    }
    let kind = isNarrow ? "narrow stack" : "grid"
    return .page(frame.document("<div class=\"\(kind)\">\(content)</div>"), status: status)
  }
}

extension ContactKind {
  fileprivate var title: Text {
    switch self {
    case .mail: Text(zh: "邮箱", en: "Mail")
    case .phone: Text(zh: "手机", en: "Telephone")
    }
  }

  fileprivate var question: Text {
    switch self {
    case .mail: Text(zh: "用哪个邮箱接收？", en: "Which mail address?")
    case .phone: Text(zh: "用哪个手机号接收？", en: "Which telephone number?")
    }
  }

  fileprivate var example: Text {
    switch self {
    case .mail: Text(zh: "例如 name@example.cn", en: "Such as name@example.cn")
    case .phone: Text(zh: "例如 13800001234", en: "Such as 13800001234")
    }
  }

  fileprivate var save: Text {
    switch self {
    case .mail: Text(zh: "保存邮箱", en: "Save the mail address")
    case .phone: Text(zh: "保存手机", en: "Save the number")
    }
  }
}
