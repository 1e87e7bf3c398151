// What must always be true of clues and episodes, whoever worked on them.

package import Casework
package import Kernel

/// Something that does not hold.
package struct MonitoringBreach: Equatable, Sendable {
  package enum Name: String, CaseIterable, Sendable {
    /// Steps follow one another as the law orders them.
    case order
    /// A notice hangs its days.
    case notice
    /// No risk is called eliminated before the gate.
    case gate
    /// A household has one open episode, and one open clue of a cause.
    case open
    /// The columns that lists use say what the records say.
    case head
    /// A clue's closure and its episode fit together.
    case clue
    /// Counts of lists are the sums of their rows.
    case counts
    /// Every change has its entry, and the journal is whole.
    case journal
  }

  package let name: Name
  /// Such as `episode 530602-17`.
  package let subject: String
  package let words: Text

  package init(_ name: Name, _ subject: String, zh: String, en: String) {
    (self.name, self.subject, words) = (name, subject, Text(zh: zh, en: en))
  }
}

/// A stay at a step without what was written down there, but for a notice's days.
struct StepTrace {
  let chain: Chain?
  let step: Step?
  let entered: Day
  let left: Day?
  let result: StepRecord.Result?
  let posted: Day?
  let takenDown: Day?
}

/// An episode as it is stored: its head, its stays and pauses, and when its measures were done.
struct EpisodeTrace {
  let id: EpisodeNumber
  let household: Int64
  let place: PlaceCode?
  let openedOn: Day
  let registeredOn: Day?
  let endedOn: Day?
  let ending: String?
  let chain: Chain?
  let step: Step?
  let due: Day?
  let totalDue: Day
  let isPaused: Bool
  /// From an older ledger: what it brought was decided there, and is not judged here.
  let isCarriedOver: Bool
  var stays: [StepTrace] = []
  var pauses: [ClockPause] = []
  var done: [Day] = []

  var subject: String { "episode \(id)" }

  /// Whether its risk was called eliminated in the older ledger.
  var isEndCarriedOver: Bool {
    isCarriedOver && stays.isEmpty && ending == EpisodeEnding.Kind.eliminated.rawValue
  }
}

/// **Source**: DOMAIN sections 2.4 and 2.11.
package struct MonitoringInvariants: Sendable {
  let noticeDays: Int
  let monthsRegistered: Int
  let measuresDone: Int
  /// Nil where the limits may have changed since a step began: then no day on which one is due is judged.
  let clocks: ProcedureBook?

  /// Where the book has not changed since the first episode, as in a rehearsal.
  package init(_ book: ProcedureBook) {
    (noticeDays, monthsRegistered, measuresDone) = (book.noticeDays, book.monthsRegistered, book.measuresDone)
    clocks = book
  }

  /// For a store of years: what the law and the book of today both demand.
  package init(lawAnd book: ProcedureBook) {
    noticeDays = min(5, book.noticeDays)
    (monthsRegistered, measuresDone) = (min(6, book.monthsRegistered), min(1, book.measuresDone))
    clocks = nil
  }

  func breaches(_ trace: EpisodeTrace) -> [MonitoringBreach] {
    order(trace) + notice(trace) + gate(trace) + head(trace)
  }

  // MARK: order

  private func order(_ trace: EpisodeTrace) -> [MonitoringBreach] {
    func breach(_ number: Int, _ zh: String, _ en: String) -> MonitoringBreach {
      MonitoringBreach(
        .order, trace.subject, zh: "第 \(number) 个环节\(zh)", en: "its stay \(number) \(en)")
    }
    if trace.isCarriedOver, trace.stays.isEmpty { return [] }
    let chain: Chain = trace.isCarriedOver ? .elimination : .identification
    guard let first = trace.stays.first, first.chain == chain, first.step == .verify else {
      return [breach(1, "应为入户核实", "has to be the verification")]
    }
    var found: [MonitoringBreach] = []
    for (number, stay) in trace.stays.enumerated() {
      let next = number + 1 < trace.stays.count ? trace.stays[number + 1] : nil
      if (stay.left == nil) != (stay.result == nil) || stay.left == nil && next != nil {
        found.append(breach(number + 1, "没有办结", "was not ended"))
      }
      guard let left = stay.left else { continue }
      if let next, next.entered < left {
        found.append(breach(number + 2, "早于上一环节结束", "begins before the one before it has ended"))
      }
      if !follows(next, stay) {
        found.append(breach(number + 2, "不合程序顺序", "does not follow the one before it"))
      }
    }
    return found
  }

  /// Whether a stay, or none, may come behind one that was left.
  private func follows(_ next: StepTrace?, _ stay: StepTrace) -> Bool {
    guard let chain = stay.chain, let step = stay.step, let place = chain.steps.firstIndex(of: step) else {
      return false
    }
    let isElimination = next?.chain == .elimination && next?.step == .verify
    switch stay.result {
    case .passed:
      let steps = chain.steps
      guard place + 1 < steps.count else {
        return chain == .identification ? next == nil || isElimination : next == nil
      }
      return next?.chain == chain && next?.step == steps[place + 1]
    case .returned:
      return next?.chain == chain && (next?.step).map { $0 < step } ?? false
    case .refused:
      return next == nil || chain == .elimination && isElimination
    case nil:
      return false
    }
  }

  private func notice(_ trace: EpisodeTrace) -> [MonitoringBreach] {
    trace.stays.filter { $0.step == .notice && $0.result == .passed }.compactMap { stay in
      guard let posted = stay.posted, let down = stay.takenDown else {
        return MonitoringBreach(
          .notice, trace.subject, zh: "公示没有张贴或结束日期", en: "a notice lacks its days")
      }
      if down.days(since: posted) >= noticeDays { return nil }
      return MonitoringBreach(
        .notice, trace.subject, zh: "公示只有 \(down.days(since: posted)) 天，应满 \(noticeDays) 天",
        en: "a notice hung \(down.days(since: posted)) days, \(noticeDays) are needed")
    }
  }

  private func gate(_ trace: EpisodeTrace) -> [MonitoringBreach] {
    guard trace.ending == EpisodeEnding.Kind.eliminated.rawValue, let ended = trace.endedOn,
      !trace.isEndCarriedOver
    else { return [] }
    var found: [MonitoringBreach] = []
    if trace.registeredOn.map({ ended < $0.adding(months: monthsRegistered) }) ?? true {
      found.append(
        MonitoringBreach(
          .gate, trace.subject, zh: "登记不满 \(monthsRegistered) 个月就消除了风险",
          en: "its risk was called eliminated before \(monthsRegistered) months"))
    }
    if trace.done.filter({ $0 <= ended }).count < measuresDone {
      found.append(
        MonitoringBreach(
          .gate, trace.subject, zh: "完成的帮扶措施不足 \(measuresDone) 项就消除了风险",
          en: "its risk was called eliminated with fewer than \(measuresDone) measures done"))
    }
    return found
  }

  // MARK: head

  private func head(_ trace: EpisodeTrace) -> [MonitoringBreach] {
    func wrong(_ zh: String, _ en: String) -> MonitoringBreach {
      MonitoringBreach(.head, trace.subject, zh: zh, en: en)
    }
    var found: [MonitoringBreach] = []
    let current = trace.stays.last.flatMap { $0.left == nil ? $0 : nil }
    if trace.endedOn != nil, current != nil {
      found.append(wrong("已经结束，却还有未办结的环节", "has ended at an open step"))
    }
    if trace.endedOn == nil, current == nil, trace.registeredOn == nil {
      found.append(wrong("既没有结束，也没有正在办理的环节", "has neither an end nor a step"))
    }
    if trace.chain != current?.chain || trace.step != current?.step {
      found.append(wrong("列表中的环节与办理记录不符", "stands elsewhere in lists than its records say"))
    }
    if trace.isPaused != (trace.pauses.last.map { $0.until == nil } ?? false) {
      found.append(wrong("列表中的暂停与记录不符", "is paused otherwise than its records say"))
    }
    func passed(_ chain: Chain) -> Day? {
      trace.stays.first { $0.chain == chain && $0.step == .announce && $0.result == .passed }?.left
    }
    if trace.isCarriedOver ? trace.registeredOn == nil : trace.registeredOn != passed(.identification) {
      found.append(wrong("登记日期与结果公告不符", "was registered on another day than it was announced"))
    }
    let isEliminated = trace.ending == EpisodeEnding.Kind.eliminated.rawValue && !trace.isEndCarriedOver
    if isEliminated ? trace.endedOn != passed(.elimination) : passed(.elimination) != nil {
      found.append(wrong("消除日期与结果公告不符", "was eliminated on another day than it was announced"))
    }
    return found + due(trace, current)
  }

  private func due(_ trace: EpisodeTrace, _ current: StepTrace?) -> [MonitoringBreach] {
    // While a clock stands, its day moves on without anybody touching the row.
    guard let clocks, !trace.isPaused else { return [] }
    let total = StepClock(start: trace.openedOn, limit: clocks.totalDays, pauses: trace.pauses)
    let step = current.map { stay in
      let days = stay.chain == .elimination ? clocks.elimination : clocks.identification
      return StepClock(
        start: stay.entered, limit: days[stay.step?.rawValue ?? ""] ?? 0, pauses: trace.pauses)
    }
    let far = Day.distantFuture
    if trace.due == step?.due(asOf: far), trace.totalDue == total.due(asOf: far) { return [] }
    return [
      MonitoringBreach(
        .head, trace.subject, zh: "列表中的期限与记录不符", en: "is due on another day than its records say")
    ]
  }
}
