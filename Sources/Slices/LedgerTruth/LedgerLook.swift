// One request as the pages of the ledger see it, and the words that they share.

import Access
import Entrance
import Kernel
import Pages
import Rules

struct LedgerLook: Sendable {
  let caller: Caller
  let visitor: Visitor
  let language: Language
  let address: PageAddress
  let frame: PageFrame

  var day: Day { caller.at.day() }

  func say(_ zh: String, _ en: String) -> String { language.say(zh, en) }

  func page(_ title: String, crumbs: [Crumb] = [], note: String = "", _ content: HTML) -> HTML {
    var frame = frame
    (frame.title, frame.tab) = (title, .ledger(.list(LedgerView())))
    (frame.crumbs, frame.note) = (crumbs, note)
    return frame.document("<div class=\"grid\">\(content)</div>")
  }

  /// A form of the ledger; a refusal stands at its field.
  func form(
    to action: LedgerAddress, _ fields: [FormField], submit: String, _ problem: Problem? = nil
  ) -> Form {
    var form = Form(
      action: .ledger(action), token: caller.formToken, key: caller.request, fields: fields, submit: submit)
    guard let problem else { return form }
    if let index = fields.firstIndex(where: { $0.name == problem.details["field"] }) {
      form.fields[index].error = problem.message(language)
    } else {
      form.error = problem.message(language)
    }
    return form
  }
}

extension RuleSeverity {
  var status: Status {
    switch self {
    case .red, .block: .red
    case .amber, .confirm: .amber
    }
  }
}

extension LedgerState {
  var status: Status {
    switch self {
    case .open: .red
    case .assigned: .amber
    case .fixed: .amber
    case .confirmed, .closed: .green
    }
  }
}

extension LedgerView {
  /// What is asked for, at the reader's place where none is named.
  func query(for visitor: Visitor, on day: Day) -> LedgerQuery {
    var query = LedgerQuery(place: place ?? visitor.place)
    query.rules = rule.map { [$0] }
    query.isBlock = severity.map { $0 == .block }
    switch state {
    case nil: query.state = .unsettled
    case .overdue: query.state = .overdue(on: day)
    case .open: query.state = .one(.open)
    case .assigned: query.state = .one(.assigned)
    case .fixed: query.state = .one(.fixed)
    case .confirmed: query.state = .one(.confirmed)
    case .closed: query.state = .one(.closed)
    }
    return query
  }
}

extension Unit {
  static let issues = Unit(zh: "条", one: "issue", many: "issues")
}
