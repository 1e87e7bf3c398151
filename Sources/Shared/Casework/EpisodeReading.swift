// Reads what somebody wants done with an episode from named fields: of a web form, or of the command line.

package import Kernel
package import Rules

/// Fields by name. **Shape**: an empty text where a field is missing; lists are parted by blanks.
package struct FieldReading {
  private let answer: (String) -> String
  private let asked = AskedFields()
  /// Reads nothing, only learns what is asked for: each field answers something that passes.
  private let isTrial: Bool
  /// The names that somebody gave; nil for a form of our own.
  private let given: [String]?

  package init(_ value: @escaping (String) -> String) { (answer, isTrial, given) = (value, false, nil) }

  /// Of somebody who may mistake a name.
  package init(named fields: [String: String]) {
    (answer, isTrial, given) = ({ fields[$0] ?? "" }, false, fields.keys.sorted())
  }

  private init() { (answer, isTrial, given) = ({ _ in "1" }, true, nil) }

  /// The names that a reading asks for, in its order.
  static func names(_ read: (FieldReading) throws(Problem) -> Void) -> [String] {
    let trial = FieldReading()
    // A reading that ends early has asked for what it knows.
    try? read(trial)
    return trial.asked.names
  }

  /// **Problems**: `monitoring.field.unknown` for a name that nothing asks for, with those there are.
  func demandKnown(_ names: [String]) throws(Problem) {
    guard let stranger = given?.first(where: { !names.contains($0) }) else { return }
    let list = names.joined(separator: " ")
    throw problem(
      "unknown", stranger, "没有“\(stranger)”这个字段；可填：\(names.isEmpty ? "无" : list)。",
      "There is no field \(stranger); there are \(names.isEmpty ? "none" : list).")
  }

  private func value(_ name: String) -> String {
    asked.add(name)
    return TypedText.seen(answer(name))
  }

  /// What people write is read by many: identity and telephone numbers in it are starred, that of the contact
  /// person aside, who is to be called.
  package func text(_ name: String) -> String {
    name == "contact" ? value(name) : Mask.digits(in: value(name))
  }
  package func words(_ name: String) -> [String] {
    value(name).split(whereSeparator: \.isWhitespace).map(String.init)
  }
  package func flag(_ name: String) -> Bool { ["yes", "true", "1", "on"].contains(value(name)) }

  /// **Problems**: `monitoring.field.day`.
  package func day(_ name: String) throws(Problem) -> Day {
    guard let day = Day(narrow(value(name))) else {
      if isTrial { return Day(number: 0) }
      throw problem("day", name, "请填写日期，例如 2026-01-31。", "Give a day, such as 2026-01-31.")
    }
    return day
  }

  /// **Problems**: `monitoring.field.number`.
  package func number(_ name: String) throws(Problem) -> Int {
    let text = narrow(value(name))
    guard let number = Int(text), (0...1_000_000_000).contains(number) else {
      throw problem(
        "number", name, text.isEmpty ? "请填写整数。" : "“\(text)”不是整数，请只写数字，如 12。",
        text.isEmpty
          ? "Give a whole number." : "“\(text)” is no whole number; write digits alone, such as 12.")
    }
    return number
  }

  /// Yuan; nil where nothing is written. **Problems**: `monitoring.field.money`.
  package func money(_ name: String) throws(Problem) -> Money? {
    let text = narrow(value(name))
    if text.isEmpty { return nil }
    guard let text = ungrouped(text), let money = Money(text) else {
      throw problem(
        "money", name, "“\(text)”不是金额：请填写元，最多两位小数，如 12345.60。",
        "“\(text)” is no amount: give yuan with two decimals at most, such as 12345.60.")
    }
    return money
  }

  /// Digits and signs as a Chinese keyboard writes them are the narrow ones; blanks around do not count.
  private func narrow(_ text: String) -> String {
    let narrow = text.unicodeScalars.map { mark -> Character in
      guard (0xFF01...0xFF5E).contains(mark.value), let plain = Unicode.Scalar(mark.value - 0xFEE0) else {
        return Character(mark)
      }
      return Character(plain)
    }
    let trimmed = narrow.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()
    return String(trimmed)
  }

  /// Without commas, which may part thousands and nothing else: `1,2` is no 12.
  private func ungrouped(_ text: String) -> String? {
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let groups = parts[0].split(separator: ",", omittingEmptySubsequences: false)
    guard
      groups.count == 1
        || (1...3).contains(groups[0].count) && groups.dropFirst().allSatisfy({ $0.count == 3 })
    else { return nil }
    return (groups.joined() + (parts.count > 1 ? "." + parts[1] : ""))
  }

  /// One of a closed list. **Problems**: `monitoring.field.choice`.
  package func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ name: String, among all: [Choice] = Array(Choice.allCases)
  ) throws(Problem) -> Choice {
    guard let choice = all.first(where: { $0.rawValue == value(name) }) else {
      if isTrial, let any = all.first { return any }
      throw unknown(value(name), name, all.map(\.rawValue))
    }
    return choice
  }

  /// Causes, in the order of their codes, each once. **Problems**: `monitoring.field.choice`.
  package func risks(_ name: String) throws(Problem) -> [RuleCause] {
    var risks: [RuleCause] = []
    for word in words(name) where !isTrial {
      guard let risk = RuleCause(rawValue: word) else {
        throw unknown(word, name, RuleCause.allCases.map(\.rawValue))
      }
      if !risks.contains(risk) { risks.append(risk) }
    }
    return risks.sorted { $0.rawValue < $1.rawValue }
  }

  package func persons(_ name: String) throws(Problem) -> [Int64] {
    try words(name).map { (word) throws(Problem) in
      guard let id = Int64(word) else {
        throw problem("number", name, "请选择成员。", "Choose members.")
      }
      return id
    }
  }

  /// The accounts of the book under `income.A1` and so on, `claims` and `selfPaid`.
  package func income(_ accounts: [String]) throws(Problem) -> IncomeSheet {
    var amounts: [String: Int64] = [:]
    for account in accounts {
      if let amount = try money("income.\(account)"), amount.fen != 0 { amounts[account] = amount.fen }
    }
    return IncomeSheet(
      amounts: amounts, claims: try money("claims")?.fen ?? 0, selfPaid: try money("selfPaid")?.fen ?? 0)
  }

  package func guarantees() -> Guarantees {
    Guarantees(
      isSchooled: flag("schooled"), isInsured: flag("insured"), isHoused: flag("housed"),
      isWatered: flag("watered"))
  }

  private func unknown(_ value: String, _ name: String, _ all: [String]) -> Problem {
    let list = all.joined(separator: " ")
    return value.isEmpty
      ? problem("choice", name, "请选择一项。", "Choose one; there are \(list).")
      : problem("choice", name, "“\(value)”不在选项中：\(list)。", "\(value) is none of \(list).")
  }

  fileprivate func problem(_ code: String, _ name: String, _ zh: String, _ en: String) -> Problem {
    Problem("monitoring.field.\(code)", .invalid, zh: zh, en: en, details: ["field": name])
  }
}

extension FieldReading {
  /// The same for all accounts of the book.
  package func income(_ book: ProcedureBook) throws(Problem) -> IncomeSheet {
    try income(book.incomeAccounts.map(\.code))
  }
}

/// The names of fields that were asked for, each once.
private final class AskedFields {
  private(set) var names: [String] = []

  func add(_ name: String) { if !names.contains(name) { names.append(name) } }
}

extension EpisodeVerb {
  /// The fields that a verb asks for; `ACCOUNT` and `RISK` stand for codes.
  package static func fields(of name: String) -> [String] {
    let names = FieldReading.names { (fields) throws(Problem) in
      _ = try read(name, fields, accounts: ["ACCOUNT"])
    }
    let first = "gone.\(RuleCause.allCases[0].rawValue)"
    return names.filter { !$0.hasPrefix("gone.") || $0 == first }.map { $0 == first ? "gone.RISK" : $0 }
  }

  /// The names of all verbs, in the order of the way.
  package static let names = [
    "verify", "answer", "compare", "review", "post", "object", "settle", "takeDown", "audit", "decide",
    "announce", "sendBack", "refuse", "pause", "resume", "addRisk", "end", "terminate",
  ]

  /// **Problems**: `monitoring.verb.unknown`, `monitoring.field.unknown`, `.day`, `.number`, `.money`,
  /// `.choice`, `.finding`.
  package static func reading(
    _ name: String, _ fields: FieldReading, _ book: ProcedureBook
  ) throws(Problem) -> EpisodeVerb {
    let accounts = book.incomeAccounts.map(\.code)
    if names.contains(name) {
      try fields.demandKnown(
        FieldReading.names { (fields) throws(Problem) in _ = try read(name, fields, accounts: accounts) })
    }
    return try read(name, fields, accounts: accounts)
  }

  private static func read(
    _ name: String, _ fields: FieldReading, accounts: [String]
  ) throws(Problem) -> EpisodeVerb {
    switch name {
    case "verify": return .verify(try verification(fields, accounts))
    case "answer": return .answer(fields.text("subject"), try findings(fields))
    case "compare": return .compare(note: fields.text("note"))
    case "review": return .review(try review(fields))
    case "post":
      return .post(
        NoticeForm(
          postedOn: try fields.day("postedOn"), spot: fields.text("spot"), poster: fields.text("poster")))
    case "object": return .object(fields.text("words"))
    case "settle":
      return .settle(
        try fields.number("objection") - 1, isUpheld: fields.flag("upheld"), answer: fields.text("answer"))
    case "takeDown": return .takeDown(evidence: fields.text("evidence"))
    case "audit": return .audit(fields.text("opinion"))
    case "decide":
      return .decide(
        DecisionForm(
          type: fields.text("type").isEmpty ? nil : try fields.choice("type"),
          risks: try fields.risks("risks"),
          opinion: fields.text("opinion")))
    case "announce":
      return .announce(
        AnnouncementForm(announcedOn: try fields.day("announcedOn"), spot: fields.text("spot")))
    case "end": return .end(try ending(fields, accounts))
    default: return try aside(name, fields)
    }
  }

  /// What is no step of the way itself.
  private static func aside(_ name: String, _ fields: FieldReading) throws(Problem) -> EpisodeVerb {
    switch name {
    case "sendBack": return .sendBack(try fields.choice("to"), reason: fields.text("reason"))
    case "refuse": return .refuse(fields.text("reason"))
    case "pause": return .pause(fields.text("reason"))
    case "resume": return .resume
    case "addRisk": return .addRisk(try fields.choice("risk"))
    case "terminate":
      let kind = try fields.choice("kind", among: EpisodeEnding.Kind.terminations)
      return .terminate(kind, reason: fields.text("reason"))
    default:
      throw Problem(
        "monitoring.verb.unknown", .notFound, zh: "没有“\(name)”这种办理；可用：\(names.joined(separator: " "))。",
        en: "There is no verb \(name); there are \(names.joined(separator: " ")).")
    }
  }

  private static func verification(
    _ fields: FieldReading, _ accounts: [String]
  ) throws(Problem) -> VerificationForm {
    VerificationForm(
      visitedOn: try fields.day("visitedOn"), visitors: fields.text("visitors"),
      living: fields.text("living"),
      persons: try fields.number("persons"), income: try fields.income(accounts),
      guarantees: fields.guarantees(),
      risks: try fields.risks("risks"), signed: try fields.persons("signed"),
      hasLabour: fields.flag("labour"))
  }

  private static func review(_ fields: FieldReading) throws(Problem) -> ReviewForm {
    ReviewForm(
      heldOn: try fields.day("heldOn"), meeting: try fields.choice("meeting"),
      entitled: try fields.number("entitled"), present: try fields.number("present"),
      votesFor: try fields.number("votesFor"), votesAgainst: try fields.number("votesAgainst"),
      abstained: try fields.number("abstained"), presided: fields.text("presided"),
      attendance: fields.text("attendance"), minutes: fields.text("minutes"))
  }

  private static func ending(_ fields: FieldReading, _ accounts: [String]) throws(Problem) -> EndingForm {
    var gone: [String: String] = [:]
    for risk in RuleCause.allCases {
      let words = fields.text("gone.\(risk.rawValue)")
      if isSaid(words) { gone[risk.rawValue] = words }
    }
    return EndingForm(
      visitedOn: try fields.day("visitedOn"), method: try fields.choice("method"),
      persons: try fields.number("persons"), income: try fields.income(accounts),
      guarantees: fields.guarantees(),
      hasLabour: fields.flag("labour"), gone: gone, contact: fields.text("contact"))
  }

  /// A person and what is known of them, up to three: `person.1` with `words.1`. One without the other is
  /// never "nothing found". **Problems**: `monitoring.field.finding`, `.number`.
  private static func findings(_ fields: FieldReading) throws(Problem) -> [ComparisonForm.Finding] {
    var findings: [ComparisonForm.Finding] = []
    for number in 1...3 {
      let (words, persons) = (fields.text("words.\(number)"), try fields.persons("person.\(number)"))
      if persons.isEmpty, !isSaid(words) { continue }
      guard isSaid(words) else {
        throw fields.problem(
          "finding", "words.\(number)", "选了成员，请写明查到什么；没有发现的，请不要选成员。",
          "A member is named: say what was found, or name nobody where nothing was.")
      }
      guard !persons.isEmpty else {
        throw fields.problem(
          "finding", "person.\(number)", "写了查到的情况，请选择是哪名成员。", "Something was found: choose the member.")
      }
      findings += persons.map { ComparisonForm.Finding(person: $0, words: words) }
    }
    return findings
  }
}

extension MeasurePlan {
  /// The fields that a plan asks for.
  package static let fields = FieldReading.names { (fields) throws(Problem) in _ = try read(fields) }

  /// **Problems**: `monitoring.field.unknown`, `.day`, `.money`, `.choice`.
  package static func reading(_ fields: FieldReading) throws(Problem) -> MeasurePlan {
    try fields.demandKnown(MeasurePlan.fields)
    return try read(fields)
  }

  private static func read(_ fields: FieldReading) throws(Problem) -> MeasurePlan {
    MeasurePlan(
      group: fields.text("group"), risk: try fields.choice("risk"), title: fields.text("title"),
      subject: fields.text("subject"), officer: fields.text("officer"), due: try fields.day("due"),
      amount: try fields.money("amount"))
  }
}

extension MeasureVerb {
  /// **Problems**: `monitoring.verb.unknown`, `monitoring.field.unknown`.
  package static func reading(_ name: String, _ fields: FieldReading) throws(Problem) -> MeasureVerb {
    try fields.demandKnown(["note"])
    let note = fields.text("note")
    switch name {
    case "start": return .start(note: note)
    case "tell": return .tell(note)
    case "finish": return .finish(evidence: note)
    case "cancel": return .cancel(reason: note)
    default:
      throw Problem(
        "monitoring.verb.unknown", .notFound, zh: "没有“\(name)”这种办理；可用：start tell finish cancel。",
        en: "There is no verb \(name); there are start, tell, finish and cancel.")
    }
  }
}

extension VisitSeen {
  /// The fields that a visit asks for.
  package static let fields = FieldReading.names { (fields) throws(Problem) in _ = try read(fields) }

  /// **Problems**: `monitoring.field.unknown`, `.day`, `.money`.
  package static func reading(_ fields: FieldReading) throws(Problem) -> (on: Day, seen: VisitSeen) {
    try fields.demandKnown(VisitSeen.fields)
    return try read(fields)
  }

  private static func read(_ fields: FieldReading) throws(Problem) -> (on: Day, seen: VisitSeen) {
    let seen = VisitSeen(
      guarantees: fields.guarantees(), incomePerHead: try fields.money("income"),
      findings: fields.text("findings"), isConcern: fields.flag("concern"))
    return (try fields.day("on"), seen)
  }
}
