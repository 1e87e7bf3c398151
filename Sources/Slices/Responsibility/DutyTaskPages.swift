// The pages of tasks: the list, one task with its answer, and giving them out of a meeting.

import Access
import Casework
import Entrance
package import Kernel
import Pages

extension DutyLook {
  // MARK: the list

  func tasksPage() throws(Problem) -> PageAnswer {
    let tasks = try face.tasks(asking)
    if isJSON { return .json(JSONText.array(tasks.map { $0.json(on: today) })) }
    let title = say("任务", "Tasks")
    let open = tasks.filter { $0.doneOn == nil }
    let late = open.count { $0.state(on: today) == .late }
    let figures = keyFigures(
      title,
      [
        KeyFigure(say("未办结", "Open"), value: grouped(open.count), unit: say("项", "")),
        KeyFigure(
          say("超期", "Late"), value: grouped(late), unit: say("项", ""),
          tag: late > 0 ? statusTag(.red, say("督办", "press on")) : nil),
        KeyFigure(say("已办结", "Done"), value: grouped(tasks.count - open.count), unit: say("项", "")),
      ])
    guard !tasks.isEmpty else {
      return page(
        title,
        card(
          title,
          emptyState(
            say("没有任务", "There is no task"),
            say("双月调度会的决定会成为这里的任务。", "What dispatch meetings decide comes here."))))
    }
    return page(title, figures + (try taskTable(title, tasks)))
  }

  func taskTable(_ title: String, _ tasks: [DutyTask]) throws(Problem) -> HTML {
    let names = try face.placeNames(tasks.map(\.owner.place), asking)
    let rows = tasks.map { task -> [HTML] in
      [
        link(task.words, .duties(.task(county: task.id.county, number: task.id.number))),
        "\(ownerWords(task.owner, names))", "\(task.due)", taskTag(task),
      ]
    }
    return card(
      title,
      DenseTable(
        caption: title,
        columns: [
          TableColumn(say("任务", "Task")), TableColumn(say("责任岗位", "Whose")), TableColumn(say("期限", "Due")),
          TableColumn(say("状态", "State")),
        ], rows: rows, narrow: .becomesCards
      ).html)
  }

  private func ownerWords(_ owner: TaskOwner, _ names: [PlaceCode: String]) -> String {
    let role = face.roles.role(owner.role)?.title(language) ?? owner.role
    let subject = owner.subject.isEmpty ? "" : " · \(face.subjectTitle(owner.subject)(language))"
    return "\(names[owner.place] ?? owner.place.short) · \(role)\(subject)"
  }

  private func taskTag(_ task: DutyTask) -> HTML {
    switch task.state(on: today) {
    case .late:
      statusTag(
        .red, say("超期 \(today.days(since: task.due)) 天", "\(today.days(since: task.due)) d late"))
    case .open:
      statusTag(
        .amber, say("剩 \(task.due.days(since: today)) 天", "\(task.due.days(since: today)) d left"))
    case .done: statusTag(.green, say("按时办结", "done in time"))
    case .doneLate: statusTag(.amber, say("超期办结", "done late"))
    }
  }

  // MARK: one task

  func taskPage(_ id: DutyTaskNumber, _ problem: Problem? = nil) throws(Problem) -> PageAnswer {
    let task = try face.task(id, asking)
    if isJSON { return .json(task.json(on: today)) }
    let names = try face.placeNames([task.owner.place], asking)
    var facts: [(name: String, value: HTML)] = [
      (say("任务", "Task"), "<span class=\"long\">\(task.words)</span>"),
      (say("责任岗位", "Whose"), "\(ownerWords(task.owner, names))"), (say("期限", "Due"), "\(task.due)"),
      (say("分派", "Given"), "\(task.givenOn) · \(task.givenBy)"), (say("状态", "State"), taskTag(task)),
    ]
    if let done = task.doneOn {
      facts.append((say("办结", "Done"), "\(done) · \(task.doneBy)"))
      facts.append((say("结果和依据", "What shows it"), "<span class=\"long\">\(task.evidence)</span>"))
    }
    let title = say("任务 \(id)", "Task \(id)")
    var content = card(title, factList(facts))
    if task.doneOn == nil, task.owner.isAnswered(by: visitor), visitor.may(.dutyReport) {
      let fields = [
        words(
          "evidence", "办理结果和依据？", "What was done, and what shows it?",
          hint: Text(zh: "写明做了什么、何时、数字和文号。", en: "What, when, figures and numbers of papers."))
      ]
      let end = say("办结", "Report it done")
      content += card(
        end, form(to: .duties(address), fields, submit: end, problem).html(language))
    }
    return page(
      title, crumbs: [Crumb(say("任务", "Tasks"), .duties(.tasks))], status: problem?.kind.httpStatus ?? 200,
      isNarrow: true, content)
  }

  func endTask(_ id: DutyTaskNumber) throws(Problem) -> PageAnswer {
    try answering { (problem) throws(Problem) in
      try taskPage(id, problem)
    } doing: { () throws(Problem) in
      try face.endTask(id, evidence: form?["evidence"] ?? "", asking)
      return .task(county: id.county, number: id.number)
    }
  }

  // MARK: giving

  /// The tasks of a meeting that is recorded, and the form that gives another one.
  func meetingTasks(_ duty: Duty, _ problem: Problem? = nil) throws(Problem) -> HTML {
    let (place, code) = (duty.unit.place, duty.cadence.code)
    let tasks = try face.tasks(of: place, code, duty.period, asking)
    let title = say("会议决定的任务", "Tasks of this meeting")
    var content = tasks.isEmpty ? HTML() : try taskTable(title, tasks)
    guard visitor.may(.dutyDispatch), visitor.place == place else { return content }
    let owners = try face.owners(for: place, asking)
    let names = try face.placeNames(owners.map(\.post.place), asking)
    let options = owners.map { named -> FormOption in
      let owner = TaskOwner(
        post: named.post.id, role: named.post.role, place: named.post.place,
        subject: named.post.subject ?? "")
      return FormOption("\(named.post.id)", "\(ownerWords(owner, names)) · \(named.name)")
    }
    let give = say("分派任务", "Give a task")
    guard !options.isEmpty else {
      return content
        + card(
          give,
          emptyState(
            say("还没有可以分派的岗位", "There is no post to give it to"),
            say("先由安全管理员任命下级岗位。", "The security administrator appoints first.")))
    }
    let fields = [
      words("words", "做什么？", "What is to be done?"),
      FormField("owner", .list(options), say("谁负责？", "Whose is it?"), value: typed("owner")),
      day("due", "什么时候办结？", "By when?"),
    ]
    let to = DutyAddress.giveTask(place, cadence: code, duty.period)
    content += card(give, form(to: .duties(to), fields, submit: give, problem).html(language))
    return content
  }

  func giveTask(_ place: PlaceCode, _ code: String, _ period: WorkPeriod) throws(Problem) -> PageAnswer {
    try answering { (problem) throws(Problem) in
      try recordPage(code, DutyUnit(place), period, ofTask: problem)
    } doing: { () throws(Problem) in
      guard let post = Int64(form?["owner"] ?? "") else { throw DutyTaskProblems.owner }
      guard let due = Day(form?["due"] ?? "") else { throw DutyTaskProblems.due }
      _ = try face.giveTask(
        form?["words"] ?? "", to: PostID(number: post), due: due, of: place, code, period, asking)
      return .record(place, cadence: code, period, subject: "")
    }
  }
}

extension DutyTask {
  package func json(on day: Day) -> String {
    JSONText.object([
      "id": JSONText.quoted("\(id)"), "words": JSONText.quoted(words), "due": JSONText.quoted("\(due)"),
      "state": JSONText.quoted(state(on: day).rawValue), "role": JSONText.quoted(owner.role),
      "place": JSONText.quoted(owner.place.short), "subject": JSONText.quoted(owner.subject),
      "givenOn": JSONText.quoted("\(givenOn)"), "doneOn": doneOn.map { JSONText.quoted("\($0)") } ?? "null",
      "evidence": JSONText.quoted(evidence),
    ])
  }
}
