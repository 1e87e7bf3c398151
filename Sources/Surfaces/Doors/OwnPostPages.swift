// One's own posts, sessions and deputies.

import Access
import Entrance
import Kernel
import Pages

extension Doors {
  func choosePost(_ next: String, _ look: Look) throws(Problem) -> Answer {
    if let form = look.form {
      guard let number = Int64(form["post"]) else {
        throw .field("post", zh: "请选择一个岗位。", en: "Please choose a post.")
      }
      try desk.keeper.choosePost(
        PostID(number: number), in: look.caller.demandSession(), by: look.caller.act)
      return .goTo(look.goOn(next))
    }
    let posts = try desk.ownPosts(look.caller)
    let title = look.say("选择岗位", "Choose a post")
    guard !posts.isEmpty else {
      let advice = look.say(
        "您的账号今天没有岗位。请联系安全管理员任命，任命后重新登录即可。",
        "Your account has no post today. Ask the security administrator to appoint you, then sign in again.")
      let out = look.form(to: .door(.signOut), [], submit: look.say("退出登录", "Sign out"))
      let empty = emptyState(look.say("还没有岗位", "No post yet"), advice)
      return .page(look.page(title, isNarrow: true, card(title, "\(empty)\(out.html(look.language))")))
    }
    let options = posts.map { post in
      FormOption(
        String(post.number), "\(post.role(look.language)) · \(post.placeName)", hint: post.term(look.language)
      )
    }
    let now = look.caller.visitor.map { String($0.post.number) } ?? options[0].value
    let form = look.form(
      [
        FormField(
          "post", .choice(options), look.say("现在以哪个岗位工作？", "In which post do you work now?"), value: now)
      ], submit: look.say("进入", "Go in"))
    return .page(look.page(title, isNarrow: true, card(title, form.html(look.language))))
  }

  func sessions(_ look: Look) throws(Problem) -> Answer {
    if let form = look.form {
      try end(form["session"], look)
      return .goTo(.door(.mySessions))
    }
    let title = look.say("我的登录", "My sessions")
    let own = try look.caller.demandSession()
    let rows = try desk.keeper.sessions(of: own, at: look.caller.at).map { session -> [HTML] in
      let end = look.form(
        [], hidden: [("session", Digest.hex(session.digest))], submit: look.say("结束", "End"))
      let here = statusTag(.green, look.say("本次登录", "this one"))
      return [
        "\(deviceWords(session.agent, look.language))", "\(session.client)", "\(timeText(session.begunAt))",
        "\(timeText(session.seenAt))", session.isThis ? here : end.inline(look.language),
      ]
    }
    let table = DenseTable(
      caption: title,
      columns: [
        TableColumn(look.say("设备", "Device")), TableColumn(look.say("网络地址", "Address")),
        TableColumn(look.say("登录时间", "Since")), TableColumn(look.say("最近使用", "Last used")),
        TableColumn(look.say("操作", "Action")),
      ], rows: rows, narrow: .becomesCards)
    let others = look.form([], submit: look.say("结束其他全部登录", "End all others"), tone: .danger)
    let hint = look.say(
      "有不认识的登录，请先结束它，再修改密码。", "If you do not know one of them, end it and change your password.")
    let end: HTML = rows.count > 1 ? others.html(look.language) : HTML()
    return .page(look.page(title, card(title, hint: hint, table.html + end)))
  }

  /// All others where none is named.
  private func end(_ name: String, _ look: Look) throws(Problem) {
    let own = try look.caller.demandSession()
    guard !name.isEmpty else { return try desk.keeper.endOtherSessions(of: own, by: look.caller.act) }
    let found = try desk.keeper.sessions(of: own, at: look.caller.at).first { Digest.hex($0.digest) == name }
    guard let found else { throw AccessProblems.noSession }
    try desk.keeper.endSession(found.digest, of: own, by: look.caller.act)
  }

  func delegation(_ look: Look) throws(Problem) -> Answer {
    var problem: Problem?
    if let form = look.form {
      do {
        if let number = Int64(form["end"]) {
          try desk.keeper.endDelegation(
            PostID(number: number), key: look.caller.key, by: look.caller.act,
            as: look.caller.demandVisitor())
        } else {
          try desk.delegate(
            to: form["deputy"], from: try day(form, "from"), until: try day(form, "until"), look.caller)
        }
        return .goTo(.door(.myDelegation))
      } catch { problem = error }
    }
    let title = look.say("休假代理", "Deputy for leave")
    let deputies = try desk.deputies(look.caller)
    let rows = deputies.map { post -> [HTML] in
      let end = look.form([], hidden: [("end", String(post.number))], submit: look.say("收回", "Take back"))
      return ["\(post.name)", "\(post.term(look.language))", end.inline(look.language)]
    }
    let none = emptyState(
      look.say("现在没有代理人", "No deputy"),
      look.say("休假或出差前，在下面指定代理人和日期。", "Before leave, name a deputy and the days below."))
    let table = DenseTable(
      caption: title,
      columns: [
        TableColumn(look.say("代理人", "Deputy")), TableColumn(look.say("期限", "Term")),
        TableColumn(look.say("操作", "Action")),
      ], rows: rows, narrow: .becomesCards)
    let form = look.form(
      [
        FormField(
          "deputy", look.say("由谁代理？", "Who stands in for you?"),
          hint: look.say(
            "写登录名。代理人能看、能做您这个岗位的事，日志里会写明是代理。",
            "The sign-in name. The deputy may do what your post may; the journal says so."),
          value: look.form?["deputy"] ?? "", maxLength: 60),
        FormField("from", .day, look.say("从哪天起？", "From which day?"), value: look.form?["from"] ?? ""),
        FormField(
          "until", .day, look.say("到哪天结束？", "Until which day?"),
          hint: look.say("这一天起不再代理。", "The first day without the deputy."), value: look.form?["until"] ?? ""),
      ], submit: look.say("指定代理人", "Name the deputy"), problem)
    let page = look.page(
      title, isNarrow: true,
      card(title, rows.isEmpty ? none : table.html)
        + card(look.say("指定代理人", "Name a deputy"), form.html(look.language)))
    return .page(page, status: problem?.formStatus ?? 200)
  }
}

/// A day that a field of a form holds. **Problems**: `doors.form.field`.
func day(_ form: FormBody, _ field: String) throws(Problem) -> Day {
  guard let day = Day(form[field]) else {
    throw .field(field, zh: "请填写日期，例如 2026-01-31。", en: "Give a day, such as 2026-01-31.")
  }
  return day
}

extension PostLine {
  /// From when until when, in words.
  func term(_ language: Language) -> String {
    guard let until else { return language.say("\(from) 起", "since \(from)") }
    return language.say("\(from) 至 \(until) 前", "\(from) until \(until)")
  }
}
