// How what is written on phones comes to the lines of work that take it, and what they tell phones.

import Access
import Casework
import Database
import FieldSync
import Kernel
import Messages
import Monitoring
import Pages
import Responsibility
import Rules

enum FieldDoor {
  /// Everything that phones are told of and may write.
  static func world(
    _ monitoring: Monitoring, _ responsibility: Responsibility, _ messages: MessageDesk, _ keeper: Doorkeeper
  ) -> FieldWorld {
    let (book, database) = (monitoring.book, monitoring.database)
    return FieldWorld(
      kinds: [visit(monitoring), clue(monitoring), daily(responsibility), read(messages, keeper)],
      causes: RuleCause.allCases.map { ($0.rawValue, $0.title) },
      accounts: book.incomeAccounts.map { ($0.code, $0.title) },
      steps: Step.allCases.map { ($0.rawValue, $0.title) },
      duties: { (visitor, act) throws(Problem) in
        guard visitor.may(.dutyRead) else { return [] }
        return try responsibility.duties(Asking(act, as: visitor)).map { told($0, at: act.at) }
      },
      mine: { (visitor, place) throws(Problem) in
        try database.read { (connection) throws(Problem) in
          try PairingStore.households(of: visitor.account, in: place, on: connection)
        }
      },
      messages: { (visitor) throws(Problem) in
        let account = try keeper.account(login: visitor.account).id
        return try messages.messages(of: account, limit: mostMessages).unread.map {
          FieldMessage($0.number, title: $0.title, words: $0.words, link: $0.link)
        }
      })
  }

  // MARK: messages

  private static let mostMessages = 20

  /// One of the reader's own messages was read.
  private static func read(_ messages: MessageDesk, _ keeper: Doorkeeper) -> FieldKind {
    FieldKind("message.read", permission: nil) { (record, asking) throws(Problem) in
      guard let number = Int64(record["number"]), let visitor = asking.visitor else {
        throw refused("number", "消息编号无法识别。", "The number of the message cannot be read.")
      }
      try messages.read(number, of: keeper.account(login: visitor.account).id, asking)
      return FieldReceipt(.new, Text(zh: "已读。", en: "Read."))
    }
  }

  // MARK: duties

  private static func told(_ duty: Duty, at now: Instant) -> FieldDuty {
    let state: String =
      switch duty.state(at: now) {
      case .late: "late"
      case .today: "today"
      case .coming: "soon"
      case .done, .doneLate: "done"
      }
    let isDaily = duty.cadence.product == .dailyReport
    let period = duty.period.title
    let title = Text(
      zh: "\(duty.cadence.title.zh) · \(period.zh)", en: "\(duty.cadence.title.en) · \(period.en)")
    return FieldDuty(
      title: title, due: duty.dueWords, state: state,
      kind: isDaily && duty.dueOn == now.day() ? dailyKind : "", link: duty.action.link)
  }

  private static let dailyKind = "report.daily"

  /// A group's own day; who stands above a group names it.
  private static func daily(_ responsibility: Responsibility) -> FieldKind {
    FieldKind(dailyKind, permission: .dutyReport) { (record, asking) async throws(Problem) in
      guard let day = Day(record["day"]) else { throw refused("day", "日期无法识别。", "The day cannot be read.") }
      guard let place = record["place"].isEmpty ? asking.visitor?.place : PlaceCode(record["place"]) else {
        throw refused("place", "村民小组的代码无法识别。", "The code of the group cannot be read.")
      }
      let hasChanges = record["nothing"] != "1"
      let form = ReportForm(
        place, on: day, hasChanges: hasChanges, words: hasChanges ? record["text"] : "",
        writtenAt: record.made)
      let (outcome, isRepeated) = try await responsibility.reportTogether(form, asking)
      if isRepeated { return FieldReceipt(.identical, cameBefore) }
      switch outcome {
      case .new: return FieldReceipt(.new, Text(zh: "已收到。", en: "Received."))
      case .identical:
        return FieldReceipt(.identical, Text(zh: "与已有的报告相同。", en: "It says what was reported already."))
      case .replaced:
        return FieldReceipt(
          .updated, Text(zh: "已收到，替换当天先前的报告。", en: "Received; it stands in place of the one before."))
      case .older:
        return FieldReceipt(
          .older,
          Text(zh: "当天已有更新的报告，这一份存入历史。", en: "A newer report of the day stands; this is kept as history."))
      }
    }
  }

  // MARK: visits

  private static func visit(_ monitoring: Monitoring) -> FieldKind {
    FieldKind("visit", permission: .visitRecord) { (record, asking) throws(Problem) in
      let household = try home(record)
      guard let day = Day(record["day"]) else { throw refused("day", "走访日期无法识别。", "The day cannot be read.") }
      let people = try monitoring.members(of: household, asking).count
      let seen = try seen(record, people: people, accounts: monitoring.book.incomeAccounts)
      let (id, isRepeated) = try monitoring.visited(household, on: day, seen, asking)
      let subject = "visit/\(id)"
      if isRepeated { return FieldReceipt(.identical, cameBefore, subject: subject) }
      let others = try monitoring.visits(of: household, asking).filter { $0.id != id }
      if let newer = others.first(where: { $0.on > day }) {
        return FieldReceipt(
          .older,
          Text(
            zh: "已存入历史：\(newer.on) 另有走访，以那一次为准。",
            en: "Kept as history: there is a later visit of \(newer.on), which stands."), subject: subject)
      }
      if let same = others.first(where: { $0.on == day }) {
        return FieldReceipt(
          .updated,
          Text(
            zh: "已收到。同一天 \(same.by) 也走访过，两次都保留，请互相核对。",
            en: "Received. \(same.by) visited on the same day too; both are kept, please compare notes."),
          subject: subject)
      }
      return FieldReceipt(.new, Text(zh: "已收到。", en: "Received."), subject: subject)
    }
  }

  private static let guarantees = ["schooled", "insured", "housed", "watered"]

  private static func seen(
    _ record: FieldRecord, people: Int, accounts: [IncomeAccount]
  ) throws(Problem) -> VisitSeen {
    for name in guarantees where !["0", "1"].contains(record[name]) {
      throw refused(name, "“三保障”和饮水每一项都要回答。", "Each of the guarantees and water has to be answered.")
    }
    let incomes = try incomes(record, accounts)
    var findings = record["findings"]
    if !incomes.isEmpty {
      findings +=
        "\n" + "十二个月收入："
        + incomes.map { "\($0.account.title.zh) \($0.yuan) 元" }.joined(separator: "；")
    }
    if let position = position(record) { findings += "\n位置：\(position)" }
    let total = incomes.reduce(Int64(0)) {
      $0 + (IncomeAccount.isCost($1.account.code) ? -$1.yuan : $1.yuan)
    }
    let perHead = incomes.isEmpty || people == 0 ? nil : Money(fen: total * 100 / Int64(people))
    return VisitSeen(
      guarantees: Guarantees(
        isSchooled: record["schooled"] == "1", isInsured: record["insured"] == "1",
        isHoused: record["housed"] == "1", isWatered: record["watered"] == "1"),
      incomePerHead: perHead, findings: findings, isConcern: record["concern"] == "1")
  }

  private static func incomes(
    _ record: FieldRecord, _ accounts: [IncomeAccount]
  ) throws(Problem) -> [(account: IncomeAccount, yuan: Int64)] {
    var incomes: [(account: IncomeAccount, yuan: Int64)] = []
    for account in accounts {
      let text = record["a.\(account.code)"]
      if text.isEmpty { continue }
      guard let yuan = Int64(text), (0...99_999_999).contains(yuan) else {
        throw refused(
          "incomes", "“\(account.title.zh)”的“\(text.prefix(20))”不是整数元（0 到 99999999）。",
          "\(text.prefix(20)) for \(account.title.en) is not whole yuan from 0 to 99999999.")
      }
      incomes.append((account, yuan))
    }
    return incomes
  }

  // MARK: clues

  private static func clue(_ monitoring: Monitoring) -> FieldKind {
    FieldKind("clue", permission: .clueReport) { (record, asking) throws(Problem) in
      let household = try home(record)
      guard let cause = RuleCause(rawValue: record["cause"]) else {
        throw refused("cause", "请选择出了什么事。", "Choose what happened.")
      }
      guard !record["note"].isEmpty else { throw refused("note", "请写几个字说明。", "Say it in a few words.") }
      let note = record["note"] + (position(record).map { "\n位置：\($0)" } ?? "")
      let day = min(record.made.day(), asking.today)
      let report = ClueReport(
        cause: cause, isEmergency: record["emergency"] == "1",
        source: ClueSource(.cadreVisit, on: day, by: asking.act.actor, note: note))
      let (id, isRepeated) = try monitoring.reported(report, of: household, asking)
      let subject = "clue/\(id)"
      if isRepeated { return FieldReceipt(.identical, cameBefore, subject: subject) }
      let isMerged = try monitoring.clue(id, asking).sources.count > 1
      return isMerged
        ? FieldReceipt(
          .updated,
          Text(zh: "这户同一风险已有线索，已并入并保留您的说明。", en: "There was a clue of this cause; yours was added to it."),
          subject: subject)
        : FieldReceipt(.new, Text(zh: "已收到，线索编号 \(id)。", en: "Received as clue \(id)."), subject: subject)
    }
  }

  // MARK: what records have in common

  private static let cameBefore = Text(zh: "以前已经收到。", en: "It had come before.")

  private static func home(_ record: FieldRecord) throws(Problem) -> HouseholdKey {
    guard let household = record.household else {
      throw refused("household", "请选择农户。", "Choose a household.")
    }
    return household
  }

  /// Where the phone was, to some ten metres; nil where it does not say.
  private static func position(_ record: FieldRecord) -> String? {
    let parts = record["position"].split(separator: ",").map { Double($0) }
    guard parts.count == 2, let north = parts[0], let east = parts[1], abs(north) <= 90, abs(east) <= 180
    else { return nil }
    return record["position"]
  }

  private static func refused(_ field: String, _ zh: String, _ en: String) -> Problem {
    Problem("field.record.\(field)", .invalid, zh: zh, en: en, details: ["field": field])
  }
}
