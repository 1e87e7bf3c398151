// Signing in: name and password, the code, a provider, and out again.

import Access
import Entrance
import Kernel
import Pages
import Vault

extension Doors {
  func signIn(_ next: String, _ look: Look) async throws(Problem) -> Answer {
    if look.caller.stage == .inside, look.form == nil { return .goTo(look.goOn(next)) }
    guard let form = look.form else {
      guard try !desk.keeper.isFirstRun() else { return .goTo(.door(.firstRun)) }
      return .page(signInPage(next, "", nil, look))
    }
    do {
      let token = try await desk.signIn(
        login: form["login"], password: form.exact("password"), agent: look.agent, look.caller.act)
      // A session that the browser held before is over: nobody can have prepared this one.
      if let old = look.caller.session { try desk.keeper.signOut(old, by: look.caller.act) }
      return .enter(token: token, look.goOn(next))
    } catch {
      return .page(signInPage(next, form["login"], error, look), status: error.formStatus)
    }
  }

  private func signInPage(_ next: String, _ login: String, _ problem: Problem?, _ look: Look) -> HTML {
    let form = look.form(
      [
        FormField(signing: "login", look.say("您的登录名是什么？", "What is your sign-in name?"), login, "username"),
        FormField(
          "password", .password(isNew: false), look.say("您的密码是什么？", "What is your password?"),
          maxLength: 256),
      ], submit: look.say("登录", "Sign in"), problem)
    let buttons = desk.providers.map { provider in
      buttonLink(
        look.say("使用\(provider.title.zh)登录", "Sign in with \(provider.title.en)"),
        .door(.openIDStart(provider.name, next: next)))
    }
    let others: HTML = buttons.isEmpty ? HTML() : buttonRow(buttons)
    let help = look.say(
      "忘记密码或账号被锁定：请联系本单位的系统管理员，索取一次性链接。",
      "Forgotten your password, or locked out? Ask your system administrator for a one-time link.")
    let title = look.say("登录", "Sign in")
    return look.page(
      title, isNarrow: true,
      card(
        look.say("请输入账号", "Your account"),
        "\(form.html(look.language))\(others)<p class=\"remark\">\(help)</p>"))
  }

  func code(_ next: String, _ look: Look) async throws(Problem) -> Answer {
    guard look.caller.stage == .codeDue, let session = look.caller.session else {
      return .goTo(.door(.signIn(next: next)))
    }
    var problem: Problem?
    if let form = look.form {
      do {
        let next = look.goOn(next)
        let begun = try await desk.counted { () throws(Problem) in
          try desk.keeper.giveCode(form["code"], in: session, by: look.caller.act)
        }
        return .enter(token: begun.token.secretText, next)
      } catch { problem = error.at("code") }
    }
    let form = look.form(
      [
        FormField(
          "code", .code, look.say("验证器上显示的 6 位数字是多少？", "Which six digits does your authenticator show?"),
          hint: look.say("手机不在身边时，可以输入一个恢复码。", "Without your phone, use one of your recovery codes."),
          maxLength: 32)
      ], submit: look.say("继续", "Continue"), problem)
    let title = look.say("输入动态验证码", "Enter your code")
    let page = look.page(title, isNarrow: true, card(title, form.html(look.language)))
    return .page(page, status: problem?.formStatus ?? 200)
  }

  /// Asked for by a link, it asks back: a page that is only looked at changes nothing.
  func signOut(_ look: Look) throws(Problem) -> Answer {
    guard look.form != nil else {
      let form = look.form([], submit: look.say("退出登录", "Sign out"))
      let title = look.say("退出登录", "Sign out")
      return .page(
        look.page(
          title, isNarrow: true,
          confirmation(
            look.say("确定退出吗？", "Do you want to sign out?"),
            look.say("没有提交的内容不会保存。", "What was not sent will not be kept."), form, look.language)))
    }
    try desk.keeper.signOut(look.caller.demandSession(), by: look.caller.act)
    return .leave(LocalPath(.door(.signIn(next: ""))))
  }

  func start(_ provider: String, _ next: String, _ look: Look) async throws(Problem) -> Answer {
    let (url, kept) = try await desk.provider(provider).begin(look.caller.at, next)
    return .away(url, kept: kept)
  }

  func comeBack(_ provider: String, _ look: Look) async throws(Problem) -> Answer {
    let (token, next) = try await desk.signIn(
      with: provider, query: look.query, kept: look.kept, agent: look.agent, look.caller.act)
    if let old = look.caller.session { try desk.keeper.signOut(old, by: look.caller.act) }
    return .enter(token: token, look.goOn(next), byProvider: true)
  }

  func firstRun(_ look: Look) -> HTML {
    let title = look.say("系统还没有账号", "There is no account yet")
    let advice = look.say(
      "请在服务器上运行 shouwang admin first-link，打开它给出的一次性链接，建立第一个系统管理员。",
      "Run shouwang admin first-link on the server and open the one-time link it prints: "
        + "it makes the first administrator."
    )
    return look.page(
      title, isNarrow: true,
      card(look.say("第一步", "First step"), emptyState(look.say("从服务器开始", "Begin on the server"), advice)))
  }
}

extension FormField {
  fileprivate init(signing name: String, _ label: String, _ value: String, _ autocomplete: String) {
    self.init(name, .text, label, value: value, autocomplete: autocomplete, maxLength: 60)
  }
}
