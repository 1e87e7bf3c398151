// Appointing somebody to a post.

import Access
import Entrance
import Kernel
import Pages

extension Doors {
  func newPost(_ account: String, _ look: Look) throws(Problem) -> Answer {
    var problem: Problem?
    if let form = look.form {
      do {
        try desk.appoint(try asked(form), look.caller)
        return .goTo(.door(.posts(PostView(place: PlaceCode(form["place"])))))
      } catch { problem = error }
    }
    let title = look.say("任命", "Appoint")
    let form = look.form(
      fields(account, look), submit: look.say("任命", "Appoint"),
      back: Choice(look.say("返回", "Back"), .door(.posts(PostView()))), problem)
    let page = look.page(
      title, tab: .door(.posts(PostView())), isNarrow: true, card(title, form.html(look.language)))
    return .page(page, status: problem?.formStatus ?? 200)
  }

  private func fields(_ account: String, _ look: Look) -> [FormField] {
    func typed(_ name: String, or plain: String = "") -> String { look.form?[name] ?? plain }
    let roles = desk.keeper.book.roles.map { FormOption($0.name, $0.title(look.language)) }
    let subjects = desk.keeper.book.subjects.map { FormOption($0.name, $0.title(look.language)) }
    return [
      FormField(
        "login", look.say("任命谁？", "Who is appointed?"), hint: look.say("写登录名。", "The sign-in name."),
        value: typed("login", or: account), maxLength: 40),
      FormField(
        "role", .choice(roles), look.say("担任什么岗位？", "To which role?"), value: typed("role")),
      FormField(
        "place", look.say("在哪个地区？", "At which place?"),
        hint: look.say(
          "写地区代码：市 4 位、县 6 位、乡镇 9 位、村 12 位、组 15 位。",
          "The code: city 4 digits, county 6, township 9, village 12, group 15."), value: typed("place"),
        maxLength: 15),
      FormField(
        "subject", .choice(subjects), look.say("哪个部门业务？", "Which department’s work?"),
        hint: look.say("只有部门岗位和承保机构要填。", "Only for departments and insurers."), value: typed("subject"),
        isOptional: true),
      FormField(
        "from", .day, look.say("从哪天起？", "From which day?"),
        value: typed("from", or: look.caller.at.day().description)),
      FormField(
        "until", .day, look.say("到哪天结束？", "Until which day?"),
        hint: look.say("这一天起不再担任；不填就没有期限。", "The first day it is no longer held; empty for no end."),
        value: typed("until"), isOptional: true),
    ]
  }

  private func asked(_ form: FormBody) throws(Problem) -> AskedAppointment {
    guard !form["login"].isEmpty else {
      throw .field("login", zh: "请填写登录名。", en: "Give the sign-in name.")
    }
    guard desk.keeper.book.roles.contains(where: { $0.name == form["role"] }) else {
      throw .field("role", zh: "请选择岗位。", en: "Choose a role.")
    }
    guard let place = PlaceCode(form["place"]) else {
      throw .field("place", zh: "地区代码应为 4、6、9、12 或 15 位数字。", en: "A code has 4, 6, 9, 12 or 15 digits.")
    }
    return AskedAppointment(
      login: form["login"], role: form["role"], place: place,
      subject: form["subject"].isEmpty ? nil : form["subject"], from: try day(form, "from"),
      until: form["until"].isEmpty ? nil : try day(form, "until"))
  }
}
