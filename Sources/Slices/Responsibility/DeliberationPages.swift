// The pages of a village's deliberations: the list, one matter stage by stage, and what comes next.

import Access
import Casework
import Entrance
package import Kernel
import Pages

extension DutyLook {
  func mattersPage(_ place: PlaceCode, _ problem: Problem? = nil) throws(Problem) -> PageAnswer {
    let matters = try face.matters(in: place, asking)
    if isJSON { return .json(JSONText.array(matters.map { $0.json(face.procedure) })) }
    let name = try face.placeName(place, asking)
    let title = say("\(name)\(say(face.procedure.title))", "\(say(face.procedure.title)): \(name)")
    var content = HTML()
    if face.mayDeliberate(at: place, asking) {
      let begin = say("提出一件事", "Bring up a matter")
      let fields = [text("title", "议什么事？", "What is to be decided?")]
      content += card(begin, form(to: .duties(address), fields, submit: begin, problem).html(language))
    }
    guard !matters.isEmpty else {
      let none = emptyState(
        say("还没有议事", "Nothing has been brought up"),
        say("村里要定的大事从这里开始，逐步登记。", "What a village decides begins here, stage by stage."))
      return page(title, status: problem?.kind.httpStatus ?? 200, content + card(title, none))
    }
    let names = try face.placeNames(matters.map(\.place), asking)
    let rows = matters.map { matter -> [HTML] in
      [
        link(matter.title, .duties(.matter(county: matter.id.county, number: matter.id.number))),
        "\(names[matter.place] ?? "")", "\(matter.begunOn)", matterTag(matter),
      ]
    }
    content += card(
      title,
      DenseTable(
        caption: title,
        columns: [
          TableColumn(say("议题", "Matter")), TableColumn(say("村", "Village")), TableColumn(say("开始", "Begun")),
          TableColumn(say("进展", "State")),
        ], rows: rows, narrow: .becomesCards
      ).html)
    return page(title, status: problem?.kind.httpStatus ?? 200, content)
  }

  private func matterTag(_ matter: Deliberation) -> HTML {
    switch matter.state(face.procedure) {
    case .waiting(let code): statusTag(.amber, say("待\(stageTitle(code))", "next: \(stageTitle(code))"))
    case .rejected(let code):
      statusTag(.grey, say("\(stageTitle(code))未通过", "not carried: \(stageTitle(code))"))
    case .completed: statusTag(.green, say("办结", "completed"))
    }
  }

  private func stageTitle(_ code: String) -> String {
    face.procedure.stages.first { $0.code == code }.map { say($0.title) } ?? code
  }

  func matterPage(_ id: DeliberationNumber, _ problem: Problem? = nil) throws(Problem) -> PageAnswer {
    let matter = try face.matter(id, asking)
    if isJSON { return .json(matter.json(face.procedure)) }
    func paper(isPDF: Bool) -> PageAddress {
      .duties(.matterPaper(county: id.county, number: id.number, isPDF: isPDF))
    }
    let papers: HTML =
      "\(link(say("会议记录", "Minutes"), paper(isPDF: false))) · \(link("PDF", paper(isPDF: true)))"
    var content = card(
      say(face.procedure.title),
      factList([
        (say("编号", "Number"), "\(id.description)"),
        (say("开始", "Begun"), "\(matter.begunOn) · \(matter.begunBy)"),
        (say("进展", "State"), matterTag(matter)), (say("打印", "To print"), papers),
      ]))
    if !matter.held.isEmpty { content += heldCard(matter) }
    if case .waiting(let code) = matter.state(face.procedure), face.mayDeliberate(at: matter.place, asking),
      let stage = face.procedure.stages.first(where: { $0.code == code })
    {
      content += stageForm(stage, problem)
    }
    let place = try face.placeName(matter.place, asking)
    return page(
      matter.title, crumbs: [Crumb(place, .duties(.matters(matter.place)))],
      status: problem?.kind.httpStatus ?? 200, isNarrow: true, content)
  }

  private func heldCard(_ matter: Deliberation) -> HTML {
    let title = say("已经走过的步骤", "Stages so far")
    let steps = matter.held.compactMap { held -> TimelineStep? in
      guard let stage = face.procedure.stages.first(where: { $0.code == held.stage }) else { return nil }
      let isCarried = stage.isCarried(held)
      let votes =
        stage.isPosting
        ? ""
        : say(
          "应到 \(held.entitled)，实到 \(held.present)；同意 \(held.agreed)，反对 \(held.against)，弃权 \(held.abstained)，"
            + (isCarried ? "通过。" : "未通过。"),
          "\(held.present) of \(held.entitled) there; \(held.agreed) for, \(held.against) against, "
            + "\(held.abstained) abstained: \(isCarried ? "carried. " : "not carried. ")")
      return TimelineStep(
        at: "\(held.heldOn)", "\(say(stage.title))", detail: "\(votes)\(held.words)",
        status: isCarried ? .green : .red)
    }
    return card(title, timeline(title, steps))
  }

  private func stageForm(_ stage: DeliberationStage, _ problem: Problem?) -> HTML {
    var fields = [day("heldOn", stage.isPosting ? "哪天公开的？" : "哪天开的？", "On which day?", today)]
    if !stage.isPosting {
      fields += [
        number("entitled", "应到多少人？", "How many should come?", hint: quorumWords(stage)),
        number("present", "实到多少人？", "How many came?"),
        number("agreed", "同意多少票？", "How many for?", hint: majorityWords(stage)),
        number("against", "反对多少票？", "How many against?", "0"),
        number("abstained", "弃权多少票？", "How many abstained?", "0"),
      ]
    }
    fields.append(
      words(
        "words", stage.isPosting ? "在哪里公开、公开了什么？" : "会议内容？",
        stage.isPosting ? "Where does it hang, and what does it say?" : "What was spoken of?",
        most: Deliberation.mostCharacters))
    let send = say("登记", "Record it")
    let form = form(
      to: .duties(address), fields, hidden: [("stage", stage.code)], submit: send, problem)
    return card(say(stage.title), form.html(language))
  }

  private func quorumWords(_ stage: DeliberationStage) -> Text? {
    stage.quorum.map {
      Text(
        zh: "到会要达到应到的 \($0.part)/\($0.whole)，否则会议无效。",
        en: "At least \($0.part)/\($0.whole) of them, or the meeting does not count.")
    }
  }

  private func majorityWords(_ stage: DeliberationStage) -> Text? {
    stage.majority.map {
      let share = "\($0.part)/\($0.whole)"
      let (zh, en) = stage.base == .present ? ("实到", "those there") : ("应到", "all who should come")
      return stage.isMore
        ? Text(zh: "超过\(zh)的 \(share) 才通过。", en: "Carried by more than \(share) of \(en).")
        : Text(zh: "达到\(zh)的 \(share) 才通过。", en: "Carried by \(share) of \(en).")
    }
  }

  // MARK: what is sent

  func beginMatter(_ place: PlaceCode) throws(Problem) -> PageAnswer {
    try answering { (problem) throws(Problem) in
      try mattersPage(place, problem)
    } doing: { () throws(Problem) in
      let id = try face.beginMatter(form?["title"] ?? "", at: place, asking)
      return .matter(county: id.county, number: id.number)
    }
  }

  func holdStage(_ id: DeliberationNumber) throws(Problem) -> PageAnswer {
    try answering { (problem) throws(Problem) in
      try matterPage(id, problem)
    } doing: { () throws(Problem) in
      guard let form, let day = Day(form["heldOn"]) else { throw DeliberationProblems.day(today) }
      func count(_ name: String) throws(Problem) -> Int {
        if form[name].isEmpty { return 0 }
        guard let number = Int(form[name]), (0...100_000).contains(number) else {
          throw DutyProblems.number(name, form[name])
        }
        return number
      }
      let held = StageHeld(
        form["stage"], on: day, entitled: try count("entitled"), present: try count("present"),
        agreed: try count("agreed"), against: try count("against"), abstained: try count("abstained"),
        words: form["words"], actor: visitor.account)
      try face.hold(held, of: id, asking)
      return .matter(county: id.county, number: id.number)
    }
  }
}

extension Deliberation {
  package func json(_ procedure: DeliberationProcedure) -> String {
    let (state, stage): (String, String) =
      switch self.state(procedure) {
      case .waiting(let code): ("waiting", JSONText.quoted(code))
      case .rejected(let code): ("rejected", JSONText.quoted(code))
      case .completed: ("completed", "null")
      }
    return JSONText.object([
      "id": JSONText.quoted("\(id)"), "place": JSONText.quoted(place.short),
      "title": JSONText.quoted(title), "begunOn": JSONText.quoted("\(begunOn)"),
      "state": JSONText.quoted(state), "stage": stage,
      "held": JSONText.array(
        held.map {
          JSONText.object([
            "stage": JSONText.quoted($0.stage), "heldOn": JSONText.quoted("\($0.heldOn)"),
            "entitled": String($0.entitled), "present": String($0.present), "agreed": String($0.agreed),
            "against": String($0.against), "abstained": String($0.abstained),
            "words": JSONText.quoted($0.words),
          ])
        }),
    ])
  }
}
