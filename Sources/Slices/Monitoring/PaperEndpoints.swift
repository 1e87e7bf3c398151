// The endpoints of papers and registers: a paper as a page or a PDF, a register after its reason.

import Access
package import Casework
package import Entrance
package import Hummingbird
package import Kernel
package import Pages
import Papers
import Sheets

/// The answer to a request for a paper or a register; nil for any other address. Files are made where slow
/// work is done: a large register takes a thread for seconds.
/// Where the request accepts JSON and no page, it is JSON, refusals too.
/// **Problems**: those of `paper` and `register`, and `access.permission.missing`.
package func paperAnswer(
  _ request: Request, _ caller: Caller, _ monitoring: Monitoring, brand: Text, _ work: SlowWork
) async throws(Problem) -> Response? {
  do throws(Problem) {
    return try await answer(request, caller, monitoring, brand: brand, work)
  } catch {
    guard wantsJSON(request) else { throw error }
    return jsonReply(error.json, status: error.kind.httpStatus)
  }
}

private func answer(
  _ request: Request, _ caller: Caller, _ monitoring: Monitoring, brand: Text, _ work: SlowWork
) async throws(Problem) -> Response? {
  let address = try PageAddress(path: request.uri.path, query: request.uri.query ?? "")
  guard case .monitoring(let place) = address else { return nil }
  switch place {
  case .paper(let county, let number, let name, let isPDF):
    let visitor = try admit(address, caller)
    guard let kind = EpisodePaper(rawValue: name) else { throw MonitoringProblems.unknownPaper }
    let id = EpisodeNumber(county: county, number: number)
    let paper = try monitoring.paper(kind, of: id, Asking(caller.act, as: visitor))
    if isPDF {
      let at = caller.at
      let bytes = try await work.run { () throws(Problem) in try draw([paper], at: at).bytes }
      return fileReply(bytes, .paper, name: "\(name)-\(id).pdf")
    }
    if wantsJSON(request) { return jsonReply(kind.json(of: id, paper), status: 200) }
    let (language, chosen) = try language(of: request)
    let file = MonitoringAddress.paper(county: county, number: number, name, isPDF: true)
    let back = MonitoringAddress.episode(county: county, number: number)
    let page = PaperPage(
      paper, back: PageLink(.monitoring(back)), file: PageLink(.monitoring(file)))
    return reply(page.document(language), remembering: chosen)
  case .register(let name, let place):
    let visitor = try admit(address, caller)
    guard let register = Register(rawValue: name) else { throw MonitoringProblems.unknownPaper }
    return try await registerAnswer(
      register, of: place, caller, visitor, monitoring, work, isJSON: wantsJSON(request),
      caller.frame(brand: brand, language: try language(of: request).language, address: address))
  default: return nil
  }
}

private func registerAnswer(
  _ register: Register, of place: PlaceCode, _ caller: Caller, _ visitor: Visitor?,
  _ monitoring: Monitoring, _ work: SlowWork, isJSON: Bool, _ frame: PageFrame
) async throws(Problem) -> Response {
  // Asked first, so that a form for what lies outside is refused as the register is.
  try visitor?.demand(place, or: AccessProblems.place(place))
  let mayReveal = visitor?.may(.personReveal) ?? false
  guard let form = caller.form else {
    if isJSON { return jsonReply(register.json(caller), status: 200) }
    return reply(question(register, of: place, frame, caller, mayReveal: mayReveal))
  }
  let asked = RegisterRequest(
    register, of: place, reason: form["reason"], isWhole: form["whole"] == "1")
  let asking = Asking(caller.act, as: visitor)
  if isJSON {
    let text = try await work.run { () throws(Problem) in try monitoring.registerJSON(asked, asking) }
    return jsonReply(text, status: 200)
  }
  do throws(Problem) {
    let bytes = try await work.run { () throws(Problem) in try monitoring.register(asked, asking) }
    return fileReply(bytes, .workbook, name: asked.fileName)
  } catch {
    // A wrong reason is told at its question, with what was typed.
    guard error.kind == .invalid else { throw error }
    let page = question(register, of: place, frame, caller, mayReveal: mayReveal, error)
    return reply(page, status: error.kind.httpStatus)
  }
}

extension EpisodePaper {
  /// What a paper says of itself, and where its files are.
  fileprivate func json(of id: EpisodeNumber, _ paper: Paper) -> String {
    func path(isPDF: Bool) -> String {
      let address = MonitoringAddress.paper(
        county: id.county, number: id.number, rawValue, isPDF: isPDF)
      return JSONText.quoted(PageAddress.monitoring(address).link)
    }
    return JSONText.object([
      "paper": JSONText.quoted(rawValue), "episode": JSONText.quoted("\(id)"),
      "title": JSONText.quoted(paper.title), "issuer": paper.issuer.map(JSONText.quoted) ?? "null",
      "number": paper.number.map(JSONText.quoted) ?? "null", "isPublic": String(isPublic),
      "page": path(isPDF: false), "pdf": path(isPDF: true),
    ])
  }
}

extension Register {
  /// What a program needs to ask for it: a reason is sent with the form, and `whole=1` for numbers whole.
  fileprivate func json(_ caller: Caller) -> String {
    JSONText.object([
      "register": JSONText.quoted(rawValue), "title": JSONText.quoted(title.zh),
      "columns": JSONText.array(columns.map { JSONText.quoted($0.title) }),
      "token": JSONText.quoted(caller.formToken), "key": JSONText.quoted(caller.request),
    ])
  }
}

/// The page that asks for the reason.
private func question(
  _ register: Register, of place: PlaceCode, _ plain: PageFrame, _ caller: Caller, mayReveal: Bool,
  _ problem: Problem? = nil
) -> HTML {
  let language = plain.language
  var frame = plain
  frame.title = Text(zh: "导出\(register.title.zh)", en: "Take out the \(register.title.en)")(language)
  var fields = [
    FormField(
      "reason", Text(zh: "为什么需要？", en: "Why is it needed?")(language),
      hint: Text(zh: "4 至 200 个字，会记入审计日志。", en: "4 to 200 characters; they go into the journal.")(language),
      value: caller.form?["reason"] ?? "", maxLength: 200)
  ]
  if mayReveal && register == .national {
    fields.append(
      FormField(
        "whole", .check,
        Text(zh: "证件号码和电话完整显示", en: "Identity numbers and telephones whole")(language),
        value: caller.form?["whole"] ?? "", isOptional: true))
  }
  var form = Form(
    action: frame.address, token: caller.formToken, fields: fields, submit: frame.title,
    back: Choice(Text(zh: "不用了", en: "Cancel")(language), .monitoring(.episodes(WorkView(place: place)))))
  if let problem { form.blame("reason", problem.message(language)) }
  let lead = Text(
    zh: "文件是 Excel 工作簿，带有您的姓名（部分隐藏）、账号和时间作水印。谁、何时、为什么导出，都记入审计日志。",
    en: "The file is a workbook that bears your name in part, your account and the time. Who took it out, "
      + "when and why goes into the journal.")
  let content: HTML =
    "<div class=\"inside\"><p class=\"lead\">\(lead(language))</p>\(form.html(language))</div>"
  return frame.document("<div class=\"narrow stack\">\(card(frame.title, content))</div>")
}

/// The papers of an episode that can be printed now, as links; for its page.
package func paperCard(of episode: Episode, isPublicOnly: Bool, _ language: Language) -> HTML {
  let papers = EpisodePaper.allCases.filter { $0.isReady(episode) && ($0.isPublic || !isPublicOnly) }
  let (county, number) = (episode.id.county, episode.id.number)
  let items = papers.map { paper -> HTML in
    let page = MonitoringAddress.paper(county: county, number: number, paper.rawValue, isPDF: false)
    let file = MonitoringAddress.paper(county: county, number: number, paper.rawValue, isPDF: true)
    return """
      <li>\(link(paper.title(language), .monitoring(page))) \(link("PDF", .monitoring(file)))</li>
      """
  }
  return card(
    Text(zh: "文书", en: "Papers")(language), id: "papers", "<ul class=\"inside list\">\(items)</ul>")
}
