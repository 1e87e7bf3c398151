// Counts of clues, cases, visits and meetings within a period, beside the figures of the city.

import Indicators
package import Kernel

/// What is counted of casework. All hold for a place, a period, and for departments their own causes.
package enum CaseCount: String, CaseIterable, Sendable {
  case cluesOpened, cluesWarned, cluesSettled, cluesSettledInTime, cluesWaiting, cluesLate
  case casesOpened, casesRegistered, casesEliminated
  case householdsVisited, meetingsHeld, householdsJudged

  var title: Text {
    switch self {
    case .cluesOpened: Text(zh: "新增风险线索", en: "new clues")
    case .cluesWarned: Text(zh: "部门推送预警线索", en: "clues from departments' warnings")
    case .cluesSettled: Text(zh: "办结线索", en: "clues settled")
    case .cluesSettledInTime: Text(zh: "按时办结线索", en: "clues settled in time")
    case .cluesWaiting: Text(zh: "期末待核实线索", en: "clues waiting at the end")
    case .cluesLate: Text(zh: "期末超期线索", en: "clues late at the end")
    case .casesOpened: Text(zh: "启动识别程序", en: "procedures opened")
    case .casesRegistered: Text(zh: "新识别监测对象", en: "households registered")
    case .casesEliminated: Text(zh: "消除风险", en: "risks eliminated")
    case .householdsVisited: Text(zh: "走访户数", en: "households visited")
    case .meetingsHeld: Text(zh: "召开研判会", en: "judgement meetings held")
    case .householdsJudged: Text(zh: "研判户数", en: "households judged")
    }
  }

  var formula: Text {
    switch self {
    case .cluesOpened: Text(zh: "期内登记的风险线索数", en: "clues opened within the period")
    case .cluesWarned:
      Text(zh: "期内由部门筛查预警产生的线索数", en: "clues that a department's warning opened within the period")
    case .cluesSettled: Text(zh: "期内办结的线索数", en: "clues closed within the period")
    case .cluesSettledInTime:
      Text(zh: "期内办结且不晚于到期日的线索数", en: "clues closed within the period and not after they were due")
    case .cluesWaiting:
      Text(zh: "截至期末登记而未办结的线索数", en: "clues opened and not closed by the end of the period")
    case .cluesLate:
      Text(zh: "截至期末未办结且已过到期日的线索数", en: "clues not closed by the end of the period and overdue")
    case .casesOpened: Text(zh: "期内启动识别程序的户数", en: "procedures opened within the period")
    case .casesRegistered: Text(zh: "期内认定为监测对象的户数", en: "households registered within the period")
    case .casesEliminated: Text(zh: "期内消除风险的户数", en: "households whose risk was eliminated in the period")
    case .householdsVisited: Text(zh: "期内走访到的不同户数", en: "different households visited within the period")
    case .meetingsHeld: Text(zh: "期内召开的月度研判会数", en: "judgement meetings held within the period")
    case .householdsJudged: Text(zh: "期内研判会作出结论的户数", en: "households decided on in these meetings")
    }
  }

  var unit: Text {
    switch self {
    case .cluesOpened, .cluesWarned, .cluesSettled, .cluesSettledInTime, .cluesWaiting, .cluesLate:
      Text(zh: "条", en: "clues")
    case .meetingsHeld: Text(zh: "次", en: "meetings")
    default: IndicatorUnit.households.title
    }
  }

  /// Whether it has a cause, so that a department's own can be told.
  var hasCause: Bool {
    switch self {
    case .householdsVisited, .meetingsHeld, .householdsJudged: false
    default: true
    }
  }
}

/// The counts of some places over one period. **Shape**: nothing for a place is nought.
struct CaseCounts: Sendable {
  var counts: [Int64: [CaseCount: Int]] = [:]
  /// Clues opened, by the way they came; of the place itself.
  var channels: [(title: Text, count: Int)] = []

  func count(_ count: CaseCount, at place: PlaceCode) -> Int { counts[place.number]?[count] ?? 0 }
}
