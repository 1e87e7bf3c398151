// One issue of the ledger: why it stands, what was done, and what the reader may do.

import Access
import Entrance
import Kernel
import Pages
import Registry
import Rules
import Screening

extension LedgerPages {
  /// - Parameter refused: what the reader tried, and why it was not done.
  func issue(
    _ county: Int64, _ number: Int64, _ look: LedgerLook,
    refused: (action: LedgerAddress, problem: Problem)? = nil
  ) throws(Problem) -> HTML {
    let issue = try desk.issue(county: county, number: number, as: look.visitor)
    let posts = try desk.candidates(issue, on: look.day, as: look.visitor)
    let title = "\(issue.rule) \(desk.title(ofRule: issue.rule)(look.language))"
    let crumbs = [
      Crumb(look.say("账实核对", "The ledger"), .ledger(.list(LedgerView()))),
      Crumb(title, look.address),
    ]
    return look.page(
      title, crumbs: crumbs,
      try about(issue, posts, look) + why(issue, look) + history(issue, look)
        + forms(issue, posts, look, refused))
  }

  private func about(_ issue: LedgerIssue, _ posts: [NamedPost], _ look: LedgerLook) throws(Problem) -> HTML {
    var facts: [(name: String, value: HTML)] = [
      (
        look.say("级别", "Severity"),
        statusTag(issue.severity.status, issue.severity.title(look.language))
      ),
      (look.say("状态", "State"), statusTag(issue.state.status, issue.state.title(look.language))),
      (look.say("地区", "Place"), "\(try spot(issue, look))"),
      (look.say("责任", "Whose it is"), "\(try owner(issue, posts, look))"),
      (look.say("发现", "Found"), "<time>\(issue.foundOn.description)</time>"),
      (look.say("期限", "Due"), "<time>\(issue.due.description)</time>"),
    ]
    if let household = issue.subject.household {
      facts.insert(
        (
          look.say("农户", "Household"),
          link(String(household), .household(county: issue.county, number: household))
        ), at: 2)
    }
    if issue.returns > 0 {
      facts.append((look.say("复核退回", "Given back"), "\(countText(issue.returns, .times, look.language))"))
    }
    if let previous = issue.previous {
      facts.append(
        (
          look.say("再次出现", "Comes again after"),
          link(
            look.say("问题 \(previous)", "issue \(previous)"),
            .ledger(.issue(county: issue.county, number: previous)))
        ))
    }
    return card(look.say("问题 \(issue.number)", "Issue \(issue.number)"), factList(facts))
  }

  /// The post that was given the issue, else the village of the household, else the department of the feed.
  private func owner(_ issue: LedgerIssue, _ posts: [NamedPost], _ look: LedgerLook) throws(Problem) -> String
  {
    if let number = issue.post {
      guard let post = posts.first(where: { $0.post.id.number == number }) else {
        return look.say("岗位 \(number)", "post \(number)")
      }
      return words(of: post, look)
    }
    guard issue.subject.household != nil else {
      return look.say("报送数据的部门", "the department that sent the rows")
    }
    let village = issue.place.ancestor(at: .village) ?? issue.place
    return try desk.name(of: village, on: look.day)
  }

  private func words(of named: NamedPost, _ look: LedgerLook) -> String {
    let role = desk.keeper.book.role(named.post.role)?.title(look.language) ?? named.post.role
    return "\(role) · \(named.post.place.short) · \(named.name)"
  }

  private func why(_ issue: LedgerIssue, _ look: LedgerLook) throws(Problem) -> HTML {
    let heading = look.say("依据", "Why")
    if case .refusedRow(let importNumber, let line) = issue.subject {
      return card(heading, try refused(importNumber, line, issue, look))
    }
    let mayRead = look.visitor.may(.householdRead)
    let finding = try desk.explained(issue, on: look.day)
    guard let finding, mayRead else {
      let words =
        finding == nil
        ? look.say("按现在的数据，这条规则不再成立，或无法判断。", "As the data stand, the rule holds no more or cannot be judged.")
        : desk.title(ofRule: issue.rule)(look.language)
      return card(heading, "<div class=\"inside\"><p>\(words)</p></div>")
    }
    // A department sees that it is so; the rows of the household are the business of others too.
    let rows = look.visitor.subject == nil ? evidence(finding, look) : HTML()
    return card(
      heading, hint: look.say("按今天的数据", "By the data of today"),
      """
      <div class="inside"><p class="lead">\(finding.sentence(look.language))</p>\
      <p class="faint">\(look.say("规则：", "The rule: "))\(finding.condition(look.language))</p>\
      <p class="faint">\(look.say("来源：", "Source: "))\(finding.rule.source(look.language))</p></div>\(rows)
      """)
  }

  private func evidence(_ finding: ExplainedFinding, _ look: LedgerLook) -> HTML {
    guard !finding.evidence.isEmpty else { return HTML() }
    let rows = finding.evidence.map { row -> [HTML] in
      [
        "\(row.summary()(look.language))",
        row.line.map { "\(look.say("第 \($0) 行", "line \($0)"))" } ?? HTML(),
      ]
    }
    return DenseTable(
      caption: look.say("依据的记录", "Rows behind it"),
      columns: [TableColumn(look.say("记录", "Record")), TableColumn(look.say("文件行", "Line of the file"))],
      rows: rows, narrow: .becomesCards
    ).html
  }

  private func refused(
    _ importNumber: Int64, _ line: Int64, _ issue: LedgerIssue, _ look: LedgerLook
  ) throws(Problem) -> HTML {
    guard let row = try desk.refusedRow(importNumber, line) else {
      return """
        <div class="inside"><p>\(look.say(
          "这一行已不在退回记录中。", "The row is no longer among the refused ones."))</p></div>
        """
    }
    let feed = FeedKind.named(row.kind)?.title(look.language) ?? row.kind
    return factList([
      (look.say("来源", "Feed"), "\(feed)"), (look.say("文件", "File"), "\(row.file)"),
      (look.say("行", "Line"), "\(row.line)"), (look.say("号码", "Number"), "\(row.maskedValue)"),
      (look.say("原因", "Reason"), "\(row.remedy(look.language))"),
    ])
  }

  private func history(_ issue: LedgerIssue, _ look: LedgerLook) -> HTML {
    var steps = [
      TimelineStep(
        at: issue.foundOn.description,
        "\(look.say("第 \(issue.foundRun) 次核对发现", "found by run \(issue.foundRun)"))")
    ]
    func add(_ act: LedgerAct?, _ zh: String, _ en: String, _ status: Status) {
      guard let act else { return }
      steps.append(
        TimelineStep(
          at: timeText(act.at), "\(look.say(zh, en)) · \(act.actor)", detail: "\(act.words)", status: status))
    }
    add(issue.assignment, "交办", "assigned", .amber)
    add(issue.fix, "填报整改", "told to be corrected", .amber)
    if let run = issue.goneRun {
      steps.append(
        TimelineStep(
          at: "", "\(look.say("第 \(run) 次核对不再发现，待复核", "not found by run \(run), to be rechecked"))",
          status: .amber))
    }
    add(issue.confirmation, "确认属实", "confirmed as true", .green)
    add(issue.closure, "复核销号", "rechecked and closed", .green)
    let heading = look.say("经过", "What was done")
    return card(heading, "<div class=\"inside\">\(timeline(heading, steps))</div>")
  }

  private func forms(
    _ issue: LedgerIssue, _ posts: [NamedPost], _ look: LedgerLook,
    _ refused: (action: LedgerAddress, problem: Problem)?
  ) -> HTML {
    guard !issue.state.isSettled else { return HTML() }
    let (county, number) = (issue.county, issue.number)
    func problem(_ action: LedgerAddress) -> Problem? { refused?.action == action ? refused?.problem : nil }
    func part(_ heading: String, _ form: Form) -> HTML {
      card(heading, "<div class=\"inside\">\(form.html(look.language))</div>")
    }
    let typed = look.caller.form
    var parts = HTML()
    if look.visitor.may(.ledgerFix), issue.fix == nil {
      let action = LedgerAddress.fix(county: county, number: number)
      let field = FormField(
        "note", .longText, look.say("更正了什么？", "What was corrected?"),
        hint: look.say("写清改了哪一项、依据什么。", "Which item, and by what."), value: typed?["note"] ?? "",
        maxLength: LedgerIssueSteps.mostLetters)
      parts += part(
        look.say("填报整改", "Tell that it is corrected"),
        look.form(to: action, [field], submit: look.say("填报整改", "Send"), problem(action)))
    }
    if look.visitor.may(.ledgerFix), issue.fix == nil, issue.severity == .confirm {
      let action = LedgerAddress.confirmation(county: county, number: number)
      let field = FormField(
        "reason", .longText, look.say("为什么属实？", "Why is it true as it stands?"),
        value: typed?["reason"] ?? "", maxLength: LedgerIssueSteps.mostLetters)
      parts += part(
        look.say("确认属实", "Confirm that it is true"),
        look.form(to: action, [field], submit: look.say("确认属实", "Confirm"), problem(action)))
    }
    if look.visitor.may(.ledgerCheck), issue.state == .fixed {
      let action = LedgerAddress.recheck(county: county, number: number)
      parts += part(
        look.say("复核", "Recheck"),
        look.form(to: action, [], submit: look.say("按现有数据复核", "Run the rule again"), problem(action)))
    }
    return parts + assignment(issue, posts, look, refused)
  }

  private func assignment(
    _ issue: LedgerIssue, _ posts: [NamedPost], _ look: LedgerLook,
    _ refused: (action: LedgerAddress, problem: Problem)?
  ) -> HTML {
    let options = posts.filter { $0.post.id.number != issue.post }
      .map { FormOption("\($0.post.id)", words(of: $0, look)) }
    guard look.visitor.may(.ledgerAssign), !options.isEmpty else { return HTML() }
    let action = LedgerAddress.assignment(county: issue.county, number: issue.number)
    let form = look.form(
      to: action, [FormField("post", .choice(options), look.say("交给哪个岗位？", "Which post shall see to it?"))],
      submit: look.say("交办", "Assign"), refused?.action == action ? refused?.problem : nil)
    return card(look.say("交办", "Assign"), "<div class=\"inside\">\(form.html(look.language))</div>")
  }
}

extension Unit {
  static let times = Unit(zh: "次", one: "time", many: "times")
}
