// One's own account: its pages, password, one-time links and the second factor.

import Access
import Entrance
import Kernel
import Pages
import Vault

extension Doors {
  func me(_ look: Look) -> HTML {
    let facts: [(name: String, value: HTML)] = [
      (look.say("姓名", "Name"), "\(look.caller.name)"),
      (look.say("登录名", "Sign-in name"), "\(look.caller.account)"),
      (look.say("当前岗位", "Post"), "\(look.caller.postWords(look.language))"),
    ]
    var ways = [
      buttonLink(look.say("修改密码", "Change password"), .door(.myPassword)),
      buttonLink(look.say("设置验证器", "Set up authenticator"), .door(.myCode)),
      buttonLink(look.say("我的登录", "My sessions"), .door(.mySessions)),
    ]
    if look.caller.visitor?.may(.postDelegate) == true {
      ways.append(buttonLink(look.say("休假代理", "Deputy for leave"), .door(.myDelegation)))
    }
    let title = look.say("我的账号", "My account")
    return look.page(title, isNarrow: true, card(title, "\(factList(facts))\(buttonRow(ways))"))
  }

  func password(_ look: Look) async throws(Problem) -> Answer {
    var problem: Problem?
    if let form = look.form {
      do {
        try repeated(form)
        let session = try look.caller.demandSession()
        try await desk.slowWork.run { () throws(Problem) in
          try desk.keeper.changePassword(
            from: form.exact("old"), to: form.exact("new"), in: session, by: look.caller.act)
        }
        return .goTo(.home)
      } catch { problem = error }
    }
    let old = FormField(
      "old", .password(isNew: false), look.say("现在的密码是什么？", "What is your present password?"), maxLength: 256)
    let form = look.form(
      [old] + newPassword(look), submit: look.say("修改密码", "Change password"), problem)
    let title = look.say("修改密码", "Change password")
    let why: HTML =
      look.caller.stage == .passwordDue
      ? notice(
        .amber, look.say("到期", "expired"),
        look.say("您的密码已到期，请先修改。", "Your password has expired: change it first."))
      : HTML()
    let page = look.page(title, isNarrow: true, why + card(title, form.html(look.language)))
    return .page(page, status: problem?.formStatus ?? 200)
  }

  func oneTimeLink(_ token: String, _ look: Look) async throws(Problem) -> Answer {
    let sight = try desk.keeper.link(token, at: look.caller.at)
    var problem: Problem?
    if let form = look.form {
      do {
        try repeated(form)
        guard sight.account == nil else {
          try await desk.slowWork.run { () throws(Problem) in
            try desk.keeper.setPassword(form.exact("new"), link: token, by: look.caller.act)
          }
          return .goTo(.door(.signIn(next: "")))
        }
        return .page(try await begin(form, token, look))
      } catch { problem = error }
    }
    let title: String
    var fields: [FormField] = []
    if let account = sight.account {
      title = look.say("\(account.name)，请设置密码", "\(account.name), choose your password")
      fields = [
        FormField(
          "login", look.say("您的登录名", "Your sign-in name"),
          hint: look.say("登录时要用，请记住。", "You will need it to sign in."), value: account.login,
          autocomplete: "username")
      ]
    } else {
      title = look.say("建立第一个系统管理员", "The first system administrator")
      fields = firstAccounts(look)
    }
    let form = look.form(
      fields + newPassword(look), submit: look.say("设置密码", "Set the password"), problem)
    let page = look.page(title, isNarrow: true, card(title, form.html(look.language)))
    return .page(page, status: problem?.formStatus ?? 200)
  }

  private func firstAccounts(_ look: Look) -> [FormField] {
    [
      ("login", "系统管理员用什么登录名？", "Which sign-in name has the system administrator?", "username"),
      ("name", "系统管理员的姓名是什么？", "What is the system administrator’s name?", "name"),
      ("securityLogin", "安全管理员用什么登录名？", "Which sign-in name has the security administrator?", "off"),
      ("securityName", "安全管理员的姓名是什么？", "What is the security administrator’s name?", "off"),
      ("auditorLogin", "审计管理员用什么登录名？", "Which sign-in name has the auditor?", "off"),
      ("auditorName", "审计管理员的姓名是什么？", "What is the auditor’s name?", "off"),
    ].map { name, zh, en, completion in
      FormField(
        name, look.say(zh, en), value: look.form?[name] ?? "", autocomplete: completion, maxLength: 60)
    }
  }

  /// The other two guardians get their links by the first one's hand, once.
  private func begin(_ form: FormBody, _ token: String, _ look: Look) async throws(Problem) -> HTML {
    let first = FirstRun(
      login: form["login"], name: form["name"], password: form.exact("new"),
      securityLogin: form["securityLogin"], securityName: form["securityName"],
      auditorLogin: form["auditorLogin"], auditorName: form["auditorName"])
    let links = try await desk.slowWork.run { () throws(Problem) in
      try desk.keeper.firstRun(first, link: token, by: look.caller.act)
    }
    let title = look.say("系统已建立", "The system is set up")
    let shown = [(first.securityName, links.security), (first.auditorName, links.auditor)].map {
      name, link -> HTML in
      let address = origin + PageAddress.door(.oneTimeLink(link.secretText)).link
      return "<p>\(look.say("交给\(name)：", "For \(name):"))</p>\(secretBox(name, [address]))"
    }
    let text = look.say(
      "请把下面的链接分别当面交给本人。每个只能用一次，这里只显示这一次。",
      "Hand each link to its person. Each works once, and they show only now.")
    let on = buttonLink(look.say("去登录", "Sign in"), .door(.signIn(next: "")), isMain: true)
    return look.page(
      title, isNarrow: true, card(title, "<div class=\"inside\"><p>\(text)</p>\(shown)\(on)</div>"))
  }

  private func newPassword(_ look: Look) -> [FormField] {
    [
      FormField(
        "new", .password(isNew: true), look.say("新密码是什么？", "What is your new password?"),
        hint: desk.keeper.passwordRules.words(look.language), maxLength: 256),
      FormField(
        "again", .password(isNew: true), look.say("请再输入一次新密码", "Type the new password once more"),
        maxLength: 256),
    ]
  }

  private func repeated(_ form: FormBody) throws(Problem) {
    guard form.exact("new") == form.exact("again") else {
      throw .field("again", zh: "两次输入的密码不一样。", en: "The two passwords differ.")
    }
  }

  func enrolment(_ look: Look) throws(Problem) -> Answer {
    let title = look.say("设置验证器", "Set up your authenticator")
    var problem: Problem?
    if let form = look.form, !form["code"].isEmpty {
      do {
        let (begun, codes) = try desk.keeper.confirmEnrolment(
          form["code"], in: look.caller.demandSession(), by: look.caller.act)
        let page = look.page(title, isNarrow: true, recovery(codes, look))
        return .page(page, entering: begun.token.secretText)
      } catch { problem = error.at("code") }
    }
    // A secret is made when asked for, not by looking at a page.
    let hasCode = try look.caller.demandSession().account.hasCode
    var begun: Enrolment?
    if let form = look.form, problem == nil || !hasCode {
      do throws(Problem) {
        begun = try desk.keeper.beginEnrolment(
          in: look.caller.demandSession(), present: form["present"], by: look.caller.act)
      } catch {
        guard hasCode else { throw error }
        problem = error.at("present")
      }
    }
    guard let begun else {
      let present = FormField(
        "present", .text, look.say("现在的验证器显示的数字是多少？", "Which digits does your present authenticator show?"),
        hint: look.say("没有带在身边时，可用一个恢复码。", "A recovery code will do where it is not at hand."), maxLength: 40)
      let begin = look.form(hasCode ? [present] : [], submit: look.say("开始设置", "Begin"), problem)
      let why = look.say(
        "验证器是手机上的应用，每 30 秒给出一个 6 位数字。设置后，登录时除密码外还要输入这个数字。",
        "An authenticator is an app on your phone that shows six digits, new every 30 seconds. "
          + "You will type them besides your password.")
      let page = look.page(title, isNarrow: true, confirmation(title, why, begin, look.language))
      return .page(page, status: problem?.formStatus ?? 200)
    }
    return .page(
      look.page(title, isNarrow: true, scan(begun, problem, look)), status: problem?.formStatus ?? 200)
  }

  private func scan(_ enrolment: Enrolment, _ problem: Problem?, _ look: Look) -> HTML {
    let form = look.form(
      [
        FormField(
          "code", .code, look.say("验证器上显示的 6 位数字是多少？", "Which six digits does it show?"), maxLength: 6)
      ], submit: look.say("完成设置", "Finish"), problem)
    let label = look.say("验证器的二维码", "QR code for the authenticator")
    return card(
      look.say("扫描二维码", "Scan the code"),
      """
      <div class="inside"><p>\(look.say("用手机上的验证器扫描：", "Scan it with the authenticator on your phone:"))</p>\
      \(qrCode(enrolment.address, label: label))\
      <p>\(look.say("不能扫描时，手工输入密钥：", "If you can’t scan, type this secret:"))</p>\
      \(secretBox(look.say("密钥", "Secret"), [enrolment.base32]))\(form.html(look.language))</div>
      """)
  }

  private func recovery(_ codes: [String], _ look: Look) -> HTML {
    let done = notice(
      .green, look.say("完成", "done"), look.say("验证器已设置。", "Your authenticator is set up."))
    let label = look.say("恢复码", "Recovery codes")
    let text = look.say(
      "手机丢失时，每个恢复码可以代替验证码用一次。只显示这一次，请抄下或打印，放在安全的地方。",
      "If you lose your phone, each of these replaces a code once. They show only now: print and keep them."
    )
    return done
      + card(
        label,
        """
        <div class="inside"><p>\(text)</p>\(secretBox(label, codes))\
        \(buttonLink(look.say("我已保存，继续", "I have kept them: continue"), .home, isMain: true))</div>
        """)
  }
}
