// The public pages: anybody tells of a difficulty, and asks later by a code what came of it.

import Access
import Casework
import Entrance
import Evidence
import Hummingbird
import Kernel
import Pages
import Registry
import Rules

/// The answer to a request of somebody who needs no account.
/// **Problems**: those of the language of the request.
func difficultyAnswer(
  _ request: Request, _ caller: Caller, _ outreach: Outreach, brand: Text, _ address: MonitoringAddress,
  _ work: SlowWork
) async throws(Problem) -> Response {
  let (language, chosen) = try language(of: request)
  let look = DifficultyLook(
    outreach: outreach, brand: brand, caller: caller, language: language, address: address, work: work)
  if wantsJSON(request) {
    do throws(Problem) {
      return jsonReply(address == .difficulty ? try await look.reportJSON() : try look.stateJSON())
    } catch { return jsonReply(error.json, status: EvidenceProblems.status(error)) }
  }
  let (html, status) = address == .difficulty ? try await look.report() : try look.state()
  return reply(html, status: status, remembering: chosen)
}

private struct DifficultyLook {
  let outreach: Outreach
  let brand: Text
  let caller: Caller
  let language: Language
  let address: MonitoringAddress
  /// Where pictures are taken apart.
  let work: SlowWork

  private func say(_ zh: String, _ en: String) -> String { language.say(zh, en) }

  private func page(_ title: String, _ content: HTML) -> HTML {
    var frame = caller.frame(brand: brand, language: language, address: .monitoring(address))
    frame.title = title
    return frame.document("<div class=\"narrow stack\">\(content)</div>")
  }

  private func form(_ fields: [FormField], submit: String, _ problem: Problem?) -> HTML {
    var form = Form(
      action: .monitoring(address), token: caller.formToken, key: caller.request, fields: fields,
      submit: submit)
    if let problem {
      if let index = fields.firstIndex(where: { $0.name == problem.details["field"] }) {
        form.fields[index].error = problem.message(language)
      } else {
        form.error = problem.message(language)
      }
    }
    return form.html(language)
  }

  // MARK: telling

  func report() async throws(Problem) -> (HTML, Int) {
    let title = say("反映困难", "Tell of a difficulty")
    let townships = try outreach.townships(on: caller.at.day())
    guard let sent = caller.form else { return (page(title, reportForm(townships, nil)), 200) }
    do throws(Problem) {
      return (page(say("已收到", "Received"), received(try await told(sent, townships))), 200)
    } catch {
      guard error.kind == .invalid else { throw error }
      return (page(title, reportForm(townships, error)), EvidenceProblems.status(error))
    }
  }

  /// Takes a report in and answers its code.
  private func told(
    _ sent: FormBody, _ townships: [(code: PlaceCode, name: String)]
  ) async throws(Problem) -> String {
    let fields = FieldReading { sent[$0] }
    guard let place = PlaceCode(sent["place"]), townships.contains(where: { $0.code == place }) else {
      throw SelfReportProblems.place
    }
    let told = SelfReportForm(
      name: sent["name"], citizen: sent["citizen"], phone: sent["phone"], words: sent["words"], place: place)
    let cause: RuleCause = sent["cause"].isEmpty ? .other : try fields.choice("cause")
    // What can't be read is told before a picture is looked at.
    _ = try told.checked()
    let code = outreach.queryCode(of: act.request, by: caller.formToken)
    return try outreach.tell(told, cause: cause, pictures: try await pictures(), code: code, act)
  }

  /// The pictures that came, cleaned; all of them are good, or nothing is told.
  private func pictures() async throws(Problem) -> [ReadFile] {
    let files = caller.files
    guard !files.isEmpty else { return [] }
    do throws(Problem) {
      return try await work.run { () throws(Problem) in try EvidenceSteps.pictures(files) }
    } catch { throw error.kind == .invalid ? error.at("photo") : error }
  }

  private var act: Act {
    Act(
      actor: "open:report", at: caller.at, request: caller.key.isEmpty ? caller.request : caller.key,
      client: caller.client)
  }

  /// What a program needs to send the form; or the code of what it sent.
  func reportJSON() async throws(Problem) -> String {
    let townships = try outreach.townships(on: caller.at.day())
    if let sent = caller.form {
      return JSONText.object(["code": JSONText.quoted(try await told(sent, townships))])
    }
    let places = townships.map { place in
      JSONText.object(["place": JSONText.quoted(place.code.short), "name": JSONText.quoted(place.name)])
    }
    return JSONText.object([
      "token": JSONText.quoted(caller.formToken), "key": JSONText.quoted(caller.request),
      "townships": JSONText.array(places),
      "causes": JSONText.array(RuleCause.allCases.map { JSONText.quoted($0.rawValue) }),
    ])
  }

  private func reportForm(_ townships: [(code: PlaceCode, name: String)], _ problem: Problem?) -> HTML {
    let sent = caller.form
    let places = townships.map { FormOption($0.code.short, $0.name) }
    let causes = RuleCause.allCases.map { FormOption($0.rawValue, $0.title(language)) }
    let fields = [
      FormField("name", say("您叫什么名字？", "What is your name?"), value: sent?["name"] ?? "", maxLength: 40),
      FormField(
        "citizen", say("您的身份证号是多少？", "What is your identity number?"),
        hint: say("只用来找到您家的登记，封存保管。", "Only to find your household; it is kept sealed."),
        value: "", maxLength: 18),
      FormField(
        "phone", say("怎么联系您？（手机号）", "Your telephone?"), value: sent?["phone"] ?? "", isOptional: true,
        maxLength: 11),
      FormField(
        "place", .choice(places), say("您家在哪个乡镇（街道）？", "In which township do you live?"),
        value: sent?["place"] ?? ""),
      FormField(
        "cause", .choice(causes), say("是哪方面的困难？", "What kind of difficulty?"), value: sent?["cause"] ?? ""),
      FormField(
        "words", .longText, say("发生了什么？", "What happened?"),
        hint: say("5 到 500 个字。可以替别人反映。", "5 to 500 characters. You may tell for somebody else."),
        value: sent?["words"] ?? "", maxLength: 500),
      photo(isAgain: sent != nil),
    ]
    let ways = [
      link(say("已经反映过？用查询码查看结果", "Told already? Ask by your code"), .monitoring(.difficultyState)),
      link(say("看村里的公示", "The public notices of the villages"), .monitoring(.notices(nil))),
    ].map { way -> HTML in "<p class=\"remark\">\(way)</p>" }
    return card(
      say("反映困难", "Tell of a difficulty"),
      "\(form(fields, submit: say("提交", "Send"), problem))\(ways.joined(separator: ""))")
  }

  private func photo(isAgain: Bool) -> FormField {
    let most = EvidenceSteps.mostOfStrangers
    let again = isAgain ? say("上面有误，照片没有收下，请重新选择。", "Something is wrong above: choose the photo again. ") : ""
    return FormField(
      "photo", .files(accept: "image/jpeg,image/png,image/webp", isCamera: false),
      say("有照片吗？", "Do you have a photo?"),
      hint: again
        + say(
          "最多 \(most) 张，每张最多 10 MB。照片里的位置信息会删去，只有办理您这件事的人能看。",
          "Up to \(most), of 10 MB each. Positions told in them are removed; only those who work on your "
            + "report see them."), isOptional: true)
  }

  /// Who is registered is told to nobody: every report is answered alike.
  private func received(_ code: String) -> HTML {
    let shown = code.prefix(5) + "-" + code.suffix(5)
    let once = say("村干部会上门核实。查询码只显示这一次。", "Somebody will come. The code is shown only once.")
    return card(
      say("已收到您的反映", "Your report has arrived"),
      """
      <p>\(say("请记下查询码，凭它查看办理情况：", "Keep this code; by it you can ask what came of it:"))</p>\
      <p class="big"><strong>\(shown)</strong></p>\
      <p class="remark">\(once)</p>
      """)
  }

  // MARK: asking

  func state() throws(Problem) -> (HTML, Int) {
    let title = say("查询办理情况", "What came of my report")
    guard let sent = caller.form else { return (page(title, card(title, stateForm(nil))), 200) }
    do throws(Problem) {
      let state = try asked(sent)
      return (page(title, card(title, shown(state, code: sent["code"]))), 200)
    } catch {
      return (page(title, card(title, stateForm(error))), error.kind.httpStatus)
    }
  }

  private func asked(_ sent: FormBody) throws(Problem) -> ReportState {
    if sent["complain"] == "yes" { try outreach.complain(code: sent["code"], act) }
    return try outreach.reportState(code: sent["code"], on: caller.at.day())
  }

  func stateJSON() throws(Problem) -> String {
    guard let sent = caller.form else {
      return JSONText.object([
        "token": JSONText.quoted(caller.formToken), "key": JSONText.quoted(caller.request),
      ])
    }
    return try asked(sent).json
  }

  private func stateForm(_ problem: Problem?) -> HTML {
    let field = FormField(
      "code", say("您的查询码是什么？", "What is your code?"), hint: say("10 位字母和数字。", "Ten letters and digits."),
      value: caller.form?["code"] ?? "", maxLength: 20)
    return form([field], submit: say("查询", "Ask"), problem.map { $0.details.isEmpty ? fieldless($0) : $0 })
  }

  private func fieldless(_ problem: Problem) -> Problem {
    Problem(
      problem.code, problem.kind, zh: problem.message.zh, en: problem.message.en, details: ["field": "code"])
  }

  private func shown(_ state: ReportState, code: String) -> HTML {
    let words = state.words(language)
    let tag: Status =
      switch state.stage {
      case .received, .inProcedure: .amber
      case .included, .answered: .green
      case .notIncluded: .grey
      }
    var rows: [(name: String, value: HTML)] = [
      (say("反映日期", "Told on"), "\(state.toldOn)"), (say("办理情况", "State"), statusTag(tag, words)),
    ]
    if let due = state.due {
      let isStep = state.stage != .received
      let name =
        isStep ? say("这一步应在此日前办完", "This step should be done by") : say("应在此日前核实", "To be looked into by")
      let late = due < caller.at.day() ? statusTag(.red, say("已超期", "late")) : HTML()
      rows.append((name, "\(due) \(late)"))
    }
    if let day = state.complainedOn {
      rows.append((say("催办", "Complaint"), HTML(escaping: say("\(day) 已催办，上级已收到", "sent on \(day)"))))
    }
    guard state.mayComplain(on: caller.at.day()) else { return factList(rows) }
    let complain = Form(
      action: .monitoring(address), token: caller.formToken, key: caller.request,
      hidden: [("code", code), ("complain", "yes")], submit: say("超期未办，催办", "It is late: complain"))
    return "\(factList(rows))\(complain.html(language))"
  }
}
