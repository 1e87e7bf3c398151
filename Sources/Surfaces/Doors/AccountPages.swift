// Accounts: the list, one account, a new one.

import Access
import Entrance
import Kernel
import Pages
import Vault

extension Doors {
  func accounts(_ view: AccountView, _ look: Look) throws(Problem) -> HTML {
    let list = try desk.accounts(view, look.caller)
    let title = look.say("账号", "Accounts")
    let rows = list.rows.map { account -> [HTML] in
      [
        link(account.name, .door(.account(account.number))), "\(account.login)", account.tag(look.language),
        account.hasCode ? "\(look.say("已设", "set"))" : HTML(),
      ]
    }
    let table = DenseTable(
      caption: title,
      columns: [
        TableColumn(look.say("姓名", "Name")), TableColumn(look.say("登录名", "Sign-in name")),
        TableColumn(look.say("状态", "State")), TableColumn(look.say("验证器", "Authenticator")),
      ], rows: rows, narrow: .becomesCards)
    let pages = look.further(
      list.next.map { .door(.accounts(AccountView(view.words, state: view.state, after: $0))) })
    let none = emptyState(
      look.say("没有找到账号", "No account found"),
      look.say("请换个姓名或登录名查找，或新建账号。", "Try another name, or make an account."))
    let new: HTML =
      look.caller.visitor?.may(.accountManage) == true
      ? link(look.say("新建账号", "New account"), .door(.newAccount)) : HTML()
    return look.page(
      title, tab: .door(.accounts(AccountView())),
      card(title, aside: new, filter(view, look) + (rows.isEmpty ? none : table.html + pages)))
  }

  private func filter(_ view: AccountView, _ look: Look) -> HTML {
    let states = [
      FormOption("", look.say("全部", "All")), FormOption("locked", look.say("被锁定", "Locked")),
      FormOption("waiting", look.say("还没设密码", "Without a password")),
      FormOption("postless", look.say("没有岗位", "Without a post")),
      FormOption("shut", look.say("已停用", "Shut")),
    ]
    return """
      <form class="filter" action="\(PageAddress.door(.accounts(AccountView())))" method="get">\
      <label>\(look.say("姓名或登录名的开头", "Beginning of a name"))<input type="text" name="q" \
      value="\(view.words)" maxlength="60"></label>\
      \(look.choice("state", look.say("状态", "State"), states, view.state?.rawValue))\
      <button class="button" type="submit">\(look.say("查找", "Search"))</button></form>
      """
  }

  func account(_ number: Int64, _ look: Look) throws(Problem) -> Answer {
    if let form = look.form {
      try look.caller.demandVisitor().demand(.accountManage)
      if form["do"] == "link" { return .page(try resetLink(AccountID(number: number), look)) }
      try change(AccountID(number: number), form["do"], look)
      return .goTo(.door(.account(number)))
    }
    let found = try desk.keeper.account(AccountID(number: number), as: look.caller.visitor)
    let account = try desk.line(found, look.caller)
    let mayReadPosts = look.caller.visitor?.may(.postRead) == true
    let posts: HTML =
      mayReadPosts
      ? card(look.say("岗位", "Posts"), postTable(try desk.posts(of: found, look.caller), look)) : HTML()
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
        account.name, tab: .door(.accounts(AccountView())),
        card(look.say("账号", "Account"), factList(facts) + actions) + posts))
  }

  private func change(_ id: AccountID, _ what: String, _ look: Look) throws(Problem) {
    let (act, key, visitor) = (look.caller.act, look.caller.key, try look.caller.demandVisitor())
    switch what {
    case "disable": try desk.keeper.disableAccount(id, key: key, by: act, as: visitor)
    case "enable": try desk.keeper.enableAccount(id, key: key, by: act, as: visitor)
    case "unlock": try desk.keeper.unlockAccount(id, key: key, by: act, as: visitor)
    case "code": try desk.keeper.resetCode(id, key: key, by: act, as: visitor)
    default: throw Doors.unknownChoice
    }
  }

  private func resetLink(_ id: AccountID, _ look: Look) throws(Problem) -> HTML {
    let visitor = try look.caller.demandVisitor()
    let token = try desk.keeper.resetLink(id, key: look.caller.key, by: look.caller.act, as: visitor)
    return oneTime(try desk.keeper.account(id, as: visitor).name, token?.secretText, look)
  }

  /// A link in the place of one that was shown to nobody or not for long, while the account has no password;
  /// nil for an account that is in use.
  private func againLink(of id: AccountID, _ look: Look) throws(Problem) -> String? {
    let visitor = try look.caller.demandVisitor()
    guard try desk.keeper.account(id, as: visitor).passwordAt == nil else { return nil }
    return try desk.keeper.resetLink(id, key: look.caller.request, by: look.caller.act, as: visitor)?
      .secretText
  }

  private func accountActions(_ account: AccountLine, _ look: Look) -> [HTML] {
    func act(_ word: String, _ zh: String, _ en: String, _ tone: Form.Tone = .plain) -> HTML {
      look.form([], hidden: [("do", word)], submit: look.say(zh, en), tone: tone).inline(look.language)
    }
    let reset = act("link", "发一次性链接", "Make a one-time link")
    if account.isDisabled { return [act("enable", "启用账号", "Open the account")] }
    var actions = [reset]
    if account.lockedUntil != nil { actions.append(act("unlock", "解除锁定", "Lift the lock")) }
    if account.hasCode { actions.append(act("code", "重置验证器", "Take the authenticator away")) }
    return actions + [act("disable", "停用账号", "Shut the account", .danger)]
  }

  func newAccount(_ look: Look) throws(Problem) -> Answer {
    let title = look.say("新建账号", "New account")
    var problem: Problem?
    if let form = look.form {
      do {
        let new = try desk.keeper.createAccount(
          login: form["login"], name: form["name"], key: look.caller.key, by: look.caller.act,
          as: look.caller.demandVisitor())
        // A click that came twice shows its second answer: the account is one, and its link is made anew.
        let link = if let link = new.link { link.secretText } else { try againLink(of: new.id, look) }
        return .page(oneTime(form["name"], link, look))
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
      back: Choice(look.say("返回", "Back"), .door(.accounts(AccountView()))), problem)
    let page = look.page(
      title, tab: .door(.accounts(AccountView())), isNarrow: true, card(title, form.html(look.language)))
    return .page(page, status: problem?.formStatus ?? 200)
  }

  /// Shown once; the administrator hands it on and never learns the password.
  private func oneTime(_ name: String, _ token: String?, _ look: Look) -> HTML {
    let title = look.say("一次性链接", "One-time link")
    guard let token else {
      let again = look.say("需要时，请在账号页面重新发一个。", "If you need it, make a new one on the account’s page.")
      let empty = emptyState(look.say("链接已经显示过", "The link was shown already"), again)
      return look.page(title, tab: .door(.accounts(AccountView())), isNarrow: true, card(title, empty))
    }
    let text = look.say(
      "请把链接当面或用可信的方式交给\(name)，由本人设置密码。链接只能用一次，会过期，这里只显示这一次。",
      "Hand this link to \(name) in person or in a trusted way, to choose the password. "
        + "It works once, expires, and shows only now."
    )
    return look.page(
      title, tab: .door(.accounts(AccountView())), isNarrow: true,
      card(
        title,
        """
        <div class="inside"><p>\(text)</p>\
        \(secretBox(title, [origin + PageAddress.door(.oneTimeLink(token)).link]))\
        \(buttonLink(look.say("回到账号", "Back to accounts"), .door(.accounts(AccountView()))))</div>
        """))
  }

  static let unknownChoice = Problem(
    "doors.form.choice", .invalid, zh: "无法识别的操作，请返回页面重试。",
    en: "This choice is not known; go back and try again.")
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
