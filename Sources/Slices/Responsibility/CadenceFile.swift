// Reading the files of `duties/` strictly: every fault with its file, line and what to write instead.

import Kernel
import Yams

struct CadenceFile {
  let file = DutyFile(name: CadenceBook.files.cadence)
  let visitsBy: Int
  let judgementBy: Int

  func cadence(_ code: String, _ node: Node) throws(Problem) -> Cadence {
    let all = try file.mapping(
      node,
      ["title", "level", "by", "every", "product", "due", "rest", "row", "hears", "open_days"],
      others: ["each_subject", "offline_days", "gives_tasks", "sections"])
    let product = try one(of: Product.self, all("product"))
    let (due, minute) = try due(all("due"))
    let hears = try file.mapping(all("hears"), ["late", "row"])
    let level = try self.level(all("level"))
    let every = try one(of: Rhythm.self, all("every"))
    let sections = try all("sections").map { (node) throws(Problem) in
      try file.entries(node).map { (entry) throws(Problem) in try section(entry.name, entry.value) }
    }
    try check(product, every, sections ?? [], at: node)
    let heard = (late: try self.level(hears("late")), row: try self.level(hears("row")))
    guard heard.late <= level, heard.row <= heard.late else {
      throw file.fault(
        all("hears"), zh: "听取的层级应在本级或以上，连续缺报的层级不低于首次的层级。",
        en: "is heard by the level itself or one above, and a row by that or one above it.")
    }
    return Cadence(
      code: code, title: try file.words(all("title")), level: level,
      roles: try file.list(all("by")).map { (item) throws(Problem) in try file.text(item) },
      isEachSubject: try flag(all("each_subject")), every: every, product: product, due: due,
      dueMinute: minute,
      restsOnDaysOff: try file.choice(all("rest"), ["every_day", "workdays"]) == "workdays",
      row: try file.number(all("row"), 1...12), lateHeardBy: heard.late, rowHeardBy: heard.row,
      openDays: try file.number(all("open_days"), 0...366),
      offlineDays: try all("offline_days").map { (node) throws(Problem) in try file.number(node, 0...31) }
        ?? 0,
      givesTasks: try flag(all("gives_tasks")), sections: sections ?? [])
  }

  private func check(
    _ product: Product, _ every: Rhythm, _ sections: [RecordSection], at node: Node
  ) throws(Problem) {
    guard (product == .record) == !sections.isEmpty else {
      throw file.fault(
        node, zh: "product 为 record 时要写 sections，其他不写。",
        en: "needs sections for a record, and for nothing else.")
    }
    let rhythm: Rhythm? =
      switch product {
      case .dailyReport: .day
      case .visits, .judgement: .month
      case .record: nil
      }
    guard rhythm == nil || rhythm == every else {
      throw file.fault(
        node, zh: "\(product.rawValue) 的 every 应为 \(rhythm?.rawValue ?? "")。",
        en: "needs every: \(rhythm?.rawValue ?? "") for \(product.rawValue).")
    }
  }

  private func due(_ node: Node?) throws(Problem) -> (DueRule, minute: Int) {
    switch node?.string {
    case "visits_by": return (.dayOfLastMonth(visitsBy), 24 * 60)
    case "judgement_by": return (.dayOfLastMonth(judgementBy), 24 * 60)
    default: break
    }
    let all = try file.mapping(
      node, [], others: ["after_end", "day_of_last_month", "day_of_next_month", "time"])
    let rules: [DueRule?] = [
      try all("after_end").map { (node) throws(Problem) in .afterEnd(try file.number(node, 0...60)) },
      try all("day_of_last_month").map { (node) throws(Problem) in
        .dayOfLastMonth(try file.number(node, 1...31))
      },
      try all("day_of_next_month").map { (node) throws(Problem) in
        .dayOfNextMonth(try file.number(node, 1...31))
      },
    ]
    let told = rules.compactMap(\.self)
    guard told.count == 1 else {
      throw file.fault(
        node, zh: "期限写 after_end、day_of_last_month、day_of_next_month 其中一项。",
        en: "needs one of after_end, day_of_last_month, day_of_next_month.")
    }
    return (told[0], try all("time").map { (node) throws(Problem) in try minute(node) } ?? 24 * 60)
  }

  /// `20:00`.
  private func minute(_ node: Node) throws(Problem) -> Int {
    let parts = (node.string ?? "").split(separator: ":").compactMap { Int($0) }
    guard parts.count == 2, (0...24).contains(parts[0]), (0...59).contains(parts[1]),
      (1...1_440).contains(parts[0] * 60 + parts[1])
    else { throw file.fault(node, zh: "时间写作 \"20:00\"。", en: "needs a time such as \"20:00\".") }
    return parts[0] * 60 + parts[1]
  }

  private func section(_ code: String, _ node: Node) throws(Problem) -> RecordSection {
    let all = try file.mapping(node, ["kind", "title"], others: ["nil", "columns"])
    let kind = try one(of: RecordSection.Kind.self, all("kind"))
    let columns = try all("columns").map { (node) throws(Problem) in
      try file.list(node).map { (item) throws(Problem) in try file.words(item) }
    }
    guard (kind == .table || kind == .leaders) == !(columns ?? []).isEmpty else {
      throw file.fault(
        node, zh: "table 和 leaders 要写 columns，其他不写。", en: "needs columns for table and leaders alone.")
    }
    return RecordSection(
      code: code, kind: kind, title: try file.words(all("title")), mayBeNil: try flag(all("nil")),
      columns: columns ?? [])
  }

  private func level(_ node: Node?) throws(Problem) -> PlaceLevel {
    let name = try file.choice(node, PlaceLevel.allCases.map { "\($0)" })
    guard let level = PlaceLevel.allCases.first(where: { "\($0)" == name }) else {
      preconditionFailure("a level was chosen of all levels")
    }
    return level
  }

  private func one<Word: RawRepresentable & CaseIterable>(
    of words: Word.Type, _ node: Node?
  ) throws(Problem) -> Word where Word.RawValue == String {
    let name = try file.choice(node, words.allCases.map(\.rawValue))
    guard let word = Word(rawValue: name) else { preconditionFailure("a word was chosen of all words") }
    return word
  }

  private func flag(_ node: Node?) throws(Problem) -> Bool {
    try node.map { (node) throws(Problem) in
      guard let flag = node.bool else {
        throw file.fault(node, zh: "应为 true 或 false。", en: "needs true or false.")
      }
      return flag
    } ?? false
  }
}

enum CalendarFile {
  private static let file = DutyFile(name: CadenceBook.files.calendar)

  static func calendar(_ text: String) throws(Problem) -> WorkCalendar {
    var (years, holidays, workdays) = (Set<Int>(), Set<Day>(), Set<Day>())
    for (name, key, value) in try file.entries(file.root(text)) {
      guard let year = Int(name), (1949...2200).contains(year) else {
        throw file.fault(key, zh: "应为年份。", en: "needs a year.")
      }
      let all = try file.mapping(value, ["source", "holidays", "workdays"])
      _ = try file.text(all("source"))
      years.insert(year)
      for item in try file.list(all("holidays")) { holidays.formUnion(try days(item, in: year)) }
      for item in try file.list(all("workdays")) {
        let moved = try days(item, in: year)
        guard moved.isDisjoint(with: holidays), moved.allSatisfy(WorkCalendar.isWeekend) else {
          throw file.fault(
            item, zh: "调休上班的日子应是周末，且不在放假之列。",
            en: "moves work to weekend days that are no holidays alone.")
        }
        workdays.formUnion(moved)
      }
    }
    return WorkCalendar(years: years, holidays: holidays, workdays: workdays)
  }

  /// `2026-01-01`, or `2026-01-01..2026-01-03`.
  private static func days(_ node: Node, in year: Int) throws(Problem) -> Set<Day> {
    let parts = (node.scalar?.string ?? "").split(separator: ".", omittingEmptySubsequences: true)
    let ends = parts.compactMap { Day($0) }
    guard (1...2).contains(ends.count), ends.count == parts.count, let first = ends.first,
      let last = ends.last, first <= last, last.days(since: first) < 31, first.year == year, last.year == year
    else {
      throw file.fault(
        node, zh: "应为 \(year) 年的日期或起止日期，如 \(year)-10-01..\(year)-10-07。",
        en: "needs days of \(year), such as \(year)-10-01..\(year)-10-07.")
    }
    return Set((0...last.days(since: first)).map { first.adding(days: $0) })
  }
}
