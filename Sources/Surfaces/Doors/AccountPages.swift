// Accounts: the list, one account, a new one.

import Access
import Entrance
import Kernel
import Pages

extension Doors {
  private static let unit = Unit(zh: "个", one: "account", many: "accounts")

  func accounts(_ words: String, _ page: Int, _ look: Look) async throws(Problem) -> HTML {
    let list = try await desk.accounts(words, page: page)
    let title = look.say("账号", "Accounts")
    let rows = list.rows.map { account -> [HTML] in
      [
        link(account.name, .door(.account(account.number))), "\(account.login)", account.tag(look.language),
        "\(account.postCount)", account.hasCode ? "\(look.say("已设", "set"))" : HTML(),
      ]
    }
    let table = DenseTable(
      caption: title,
      columns: [
        TableColumn(look.say("姓名", "Name")), TableColumn(look.say("登录名", "Sign-in name")),
        TableColumn(look.say("状态", "State")), TableColumn(look.say("岗位数", "Posts"), isNumber: true),
        TableColumn(look.say("验证器", "Authenticator")),
      ], rows: rows, narrow: .becomesCards)
    let pages = pager(
      ListPosition(page: page, pageSize: Listed<AccountLine>.pageSize, total: list.total), Doors.unit,
      look.language, anchor: "main") { .door(.accounts(words, page: $0)) }
    let none = emptyState(
      look.say("没有找到账号", "No account found"),
      look.say("请换个姓名或登录名查找，或新建账号。", "Try another name, or make an account."))
    let search: HTML = """
      <form class="filter" action="\(PageAddress.door(.accounts("", page: 1)))" method="get">\
      <label>\(look.say("姓名或登录名", "Name or sign-in name"))<input type="text" name="q" value="\(words)" \
      maxlength="60"></label><button class="button" type="submit">\(look.say("查找", "Search"))</button></form>
      """
    let new: HTML =
      look.caller.visitor?.may(.accountManage) == true
      ? link(look.say("新建账号", "New account"), .door(.newAccount)) : HTML()
    return look.page(
      title, tab: .door(.accounts("", page: 1)),
      card(title, aside: new, search + (rows.isEmpty ? none : table.html + pages)))
  }

  func account(_ number: Int64, _ look: Look) async throws(Problem) -> Answer {
    if let form = look.form {
      try look.caller.demandVisitor().demand(.accountManage)
      switch form["do"] {
      case "disable": try await desk.disable(number, look.caller)
      case "enable": try await desk.enable(number, look.caller)
      case "link":
        let token = try await desk.resetLink(number, look.caller)
        let (account, _) = try await desk.account(number)
        return .page(oneTime(account.name, token, look))
      default: throw Doors.unknownChoice
      }
      return .goTo(.door(.account(number)))
    }
    let (account, posts) = try await desk.account(number)
    let facts: [(name: String, value: HTML)] = [
      (look.say("登录名", "Sign-in name"), "\(account.login)"),
      (look.say("状态", "State"), account.tag(look.language)),
      (look.say("建立时间", "Made at"), "\(timeText(account.createdAt))"),
      (
        look.say("验证器", "Authenticator"),
        "\(account.hasCode ? look.say("已设置", "set up") : look.say("未设置", "not set up"))"
      ),
    ]
    let mayManage = look.caller.visitor?.may(.accountManage) == true
    let actions: HTML = mayManage ? buttonRow(accountActions(account, look)) : HTML()
    return .page(
      look.page(
        account.name, tab: .door(.accounts("", page: 1)),
        card(look.say("账号", "Account"), factList(facts) + actions)
          + card(look.say("岗位", "Posts"), postTable(posts, look))))
  }

  private func accountActions(_ account: AccountLine, _ look: Look) -> [HTML] {
    func act(_ word: String, _ zh: String, _ en: String, _ tone: Form.Tone = .plain) -> HTML {
      look.form([], hidden: [("do", word)], submit: look.say(zh, en), tone: tone).inline(look.language)
    }
    let reset = act("link", "发一次性链接", "Make a one-time link")
    return account.isDisabled
      ? [act("enable", "启用账号", "Open the account")]
      : [reset, act("disable", "停用账号", "Shut the account", .danger)]
  }

  func newAccount(_ look: Look) async throws(Problem) -> Answer {
    let title = look.say("新建账号", "New account")
    var problem: Problem?
    if let form = look.form {
      do {
        let token = try await desk.createAccount(login: form["login"], name: form["name"], look.caller)
        return .page(oneTime(form["name"], token, look))
      } catch { problem = error }
    }
    let form = look.form(
      [
        FormField(
          "name", look.say("使用者的姓名是什么？", "What is the person’s name?"), value: look.form?["name"] ?? "",
          maxLength: 60),
        FormField(
          "login", look.say("用什么登录名？", "Which sign-in name?"),
          hint: look.say("小写字母、数字、点、横线，2 至 40 个。", "2 to 40 small letters, digits, dots and hyphens."),
          value: look.form?["login"] ?? "", maxLength: 40),
      ], submit: look.say("建立账号", "Make the account"),
      back: Choice(look.say("返回", "Back"), .door(.accounts("", page: 1))), problem)
    let page = look.page(
      title, tab: .door(.accounts("", page: 1)), isNarrow: true, card(title, form.html(look.language)))
    return .page(page, status: problem?.formStatus ?? 200)
  }

  /// Shown once; the administrator hands it on and never learns the password.
  private func oneTime(_ name: String, _ token: String, _ look: Look) -> HTML {
    let title = look.say("一次性链接", "One-time link")
    let text = look.say(
      "请把链接当面或用可信的方式交给\(name)，由本人设置密码。链接只能用一次，会过期，这里只显示这一次。",
      "Hand this link to \(name) in person or in a trusted way, to choose the password. It works once, expires, and shows only now.")
    return look.page(
      title, tab: .door(.accounts("", page: 1)), isNarrow: true,
      card(
        title,
        """
        <div class="inside"><p>\(text)</p>\
        \(secretBox(title, [origin + PageAddress.door(.oneTimeLink(token)).link]))\
        \(buttonLink(look.say("回到账号", "Back to accounts"), .door(.accounts("", page: 1))))</div>
        """))
  }

  static let unknownChoice = Problem(
    "doors.form.choice", .invalid, zh: "无法识别的操作，请返回页面重试。", en: "This choice is not known; go back and try again.")
}

extension AccountLine {
  func tag(_ language: Language) -> HTML {
    if isDisabled { return statusTag(.grey, language.say("已停用", "shut")) }
    if let lockedUntil {
      let time = timeText(lockedUntil)
      return statusTag(.red, language.say("锁定至 \(time)", "locked until \(time)"))
    }
    if !hasPassword { return statusTag(.amber, language.say("未设密码", "no password yet")) }
    return statusTag(.green, language.say("正常", "in use"))
  }
}
