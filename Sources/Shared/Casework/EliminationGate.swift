// What has to be true before a risk may be called eliminated, condition by condition.

package import Kernel
package import Rules

/// One condition with what was found, in words that say what is missing.
package struct GateCondition: Equatable, Sendable {
  package enum Name: String, CaseIterable, Sendable {
    case labour, months, measures, income, guarantees, risks, noNewRisk
  }

  package let name: Name
  package let isMet: Bool
  package let words: Text
}

/// An income a head that somebody put down, by the day from which it may be counted.
package struct IncomeReading: Equatable, Sendable {
  package let on: Day
  package let perHead: Money

  package init(on: Day, perHead: Money) { (self.on, self.perHead) = (on, perHead) }
}

/// What somebody saw of the guarantees on a day.
package struct GuaranteeReading: Equatable, Sendable {
  package let on: Day
  package let seen: Guarantees

  package init(on: Day, seen: Guarantees) { (self.on, self.seen) = (on, seen) }
}

/// What the gate looks at besides the episode and the form.
package struct GateFacts: Equatable, Sendable {
  package let measures: [Measure]
  /// In the order of time: of the verification, the visits, and the check before the elimination.
  package let readings: [IncomeReading]
  /// Of the visits, in any order.
  package let guarantees: [GuaranteeReading]
  /// Causes of clues that are open and not this episode's own.
  package let openClues: [RuleCause]

  package init(
    measures: [Measure], readings: [IncomeReading], guarantees: [GuaranteeReading], openClues: [RuleCause]
  ) {
    (self.measures, self.readings, self.guarantees) = (measures, readings, guarantees)
    self.openClues = openClues
  }
}

/// **Source**: DOMAIN section 2.11; the numbers are the book's.
package struct EliminationGate: Sendable {
  private let book: ProcedureBook

  package init(_ book: ProcedureBook) { self.book = book }

  /// **Shape**: every condition once, in the order of their names.
  /// - Parameter form: nil before anybody has been there, when what it would say is not met.
  package func conditions(
    _ episode: Episode, _ facts: GateFacts, form: EndingForm?, asOf day: Day
  ) -> [GateCondition] {
    [
      labour(episode, form), months(episode, day), measures(facts), income(episode, facts, form, day),
      guarantees(facts, form), risks(episode, form), noNewRisk(episode, facts),
    ]
  }

  /// Households wholly without labour stay under monitoring, whatever else.
  private func labour(_ episode: Episode, _ form: EndingForm?) -> GateCondition {
    guard let hasLabour = form?.hasLabour ?? episode.verification?.hasLabour else {
      return GateCondition(
        name: .labour, isMet: false,
        words: Text(zh: "有没有劳动力，还没有人入户核实", en: "nobody has seen yet whether anybody can work"))
    }
    return GateCondition(
      name: .labour, isMet: hasLabour,
      words: hasLabour
        ? Text(zh: "家中有劳动力", en: "somebody can work")
        : Text(zh: "整户无劳动力，落实兜底后持续监测，不标注消除", en: "nobody can work: it stays under monitoring"))
  }

  private func months(_ episode: Episode, _ day: Day) -> GateCondition {
    guard let since = episode.registeredOn else {
      return GateCondition(
        name: .months, isMet: false, words: Text(zh: "还没有登记为监测对象", en: "it is not registered"))
    }
    let from = since.adding(months: book.monthsRegistered)
    return GateCondition(
      name: .months, isMet: day >= from,
      words: day >= from
        ? Text(zh: "登记已满 \(book.monthsRegistered) 个月", en: "registered for \(book.monthsRegistered) months")
        : Text(
          zh: "登记不满 \(book.monthsRegistered) 个月，\(from) 起可办",
          en: "not registered for \(book.monthsRegistered) months before \(from)"))
  }

  private func measures(_ facts: GateFacts) -> GateCondition {
    let done = facts.measures.filter { $0.state == .done }.count
    return GateCondition(
      name: .measures, isMet: done >= book.measuresDone,
      words: done >= book.measuresDone
        ? Text(zh: "已完成 \(done) 项帮扶措施", en: "\(done) measure\(done == 1 ? "" : "s") done")
        : Text(
          zh: "完成的帮扶措施 \(done) 项，应不少于 \(book.measuresDone) 项",
          en: "\(done) measure\(done == 1 ? "" : "s") done; needed: \(book.measuresDone)"))
  }

  /// Above the line of this year, and put down so at least once half a year ago and never below since.
  private func income(
    _ episode: Episode, _ facts: GateFacts, _ form: EndingForm?, _ day: Day
  ) -> GateCondition {
    func condition(_ isMet: Bool, _ zh: String, _ en: String) -> GateCondition {
      GateCondition(name: .income, isMet: isMet, words: Text(zh: zh, en: en))
    }
    guard let line = book.line(on: day)?.amount else {
      return condition(false, "没有今年的监测线", "there is no line of this year")
    }
    var readings = facts.readings
    if let form {
      let told = episode.leftOn(.ending(form)) ?? day
      readings.append(
        IncomeReading(
          on: Visit.countedDay(seenOn: form.visitedOn, toldOn: told),
          perHead: form.income.referencePerHead(form.persons)))
    }
    let above = readings.reversed().prefix { $0.perHead > line }
    guard let last = readings.last, last.perHead > line, let first = above.last else {
      let known = readings.last.map { "\($0.perHead)" } ?? "—"
      return condition(
        false, "最近核定的人均收入 \(known) 元，应高于监测线 \(line) 元",
        "income a head last put down is \(known) yuan; it has to be above \(line)")
    }
    let from = first.on.adding(months: book.monthsOfIncome)
    guard day >= from else {
      return condition(
        false, "收入高于监测线不满 \(book.monthsOfIncome) 个月，\(from) 起可办",
        "income is above the line only since \(first.on); \(book.monthsOfIncome) months are needed")
    }
    return condition(
      true, "\(first.on) 以来人均收入都高于监测线 \(line) 元", "income a head above \(line) yuan since \(first.on)")
  }

  /// As they were seen last, by the form or by a visit behind it; of one day, one missing is believed.
  private func guarantees(_ facts: GateFacts, _ form: EndingForm?) -> GateCondition {
    func condition(_ isMet: Bool, _ zh: String, _ en: String) -> GateCondition {
      GateCondition(name: .guarantees, isMet: isMet, words: Text(zh: zh, en: en))
    }
    guard let form else {
      return condition(false, "三保障和饮水安全未核实或未落实", "guarantees or water are not kept, or not seen")
    }
    let all = facts.guarantees + [GuaranteeReading(on: form.visitedOn, seen: form.guarantees)]
    let newest = all.map(\.on).max() ?? form.visitedOn
    if all.allSatisfy({ $0.on < newest || $0.seen.areKept }) {
      return condition(true, "三保障和饮水安全已落实", "the three guarantees and water are kept")
    }
    return condition(
      false, "\(newest) 入户时三保障或饮水安全未落实，落实后再走访登记",
      "guarantees or water were not kept on \(newest); visit again once they are")
  }

  private func risks(_ episode: Episode, _ form: EndingForm?) -> GateCondition {
    let left = episode.risks.filter { !isSaid(form?.gone[$0.rawValue] ?? "") }
    return GateCondition(
      name: .risks, isMet: left.isEmpty,
      words: left.isEmpty
        ? Text(zh: "原有风险都已消除", en: "every risk has gone")
        : Text(
          zh: "未说明已消除的风险：" + left.map(\.title.zh).joined(separator: "、"),
          en: "not yet gone: " + left.map(\.title.en).joined(separator: ", ")))
  }

  private func noNewRisk(_ episode: Episode, _ facts: GateFacts) -> GateCondition {
    GateCondition(
      name: .noNewRisk, isMet: facts.openClues.isEmpty,
      words: facts.openClues.isEmpty
        ? Text(zh: "没有新的风险线索", en: "no new clue is open")
        : Text(
          zh: "还有未办结的线索：" + facts.openClues.map(\.title.zh).joined(separator: "、"),
          en: "clues are open: " + facts.openClues.map(\.title.en).joined(separator: ", ")))
  }
}
