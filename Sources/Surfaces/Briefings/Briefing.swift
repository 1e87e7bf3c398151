// A briefing as a value, before it is a page, a paper or a workbook: texts, tables, charts, and its sources.

import Indicators
import Kernel
import Registry

/// A piece of a paragraph: words, or a number with what stands behind it.
enum BriefingPiece: Equatable, Sendable {
  case words(String)
  case number(String, source: Int)
}

/// One cell of a table.
enum BriefingCell: Equatable, Sendable {
  case text(String)
  /// A number as it is read, and in units of its last decimal; of a source of the appendix, on its day or on
  /// the one before.
  case number(String, units: Int64, decimals: Int, source: Int?, isBefore: Bool = false)
  case state(BriefingState, String)

  var words: String {
    switch self {
    case .text(let text): text
    case .number(let text, _, _, _, _): text
    case .state(_, let word): word
    }
  }
}

enum BriefingState: Equatable, Sendable { case held, missed, unknown }

struct BriefingColumn: Equatable, Sendable {
  let title: String
  let share: Int
  let isNumber: Bool

  init(_ title: String, _ share: Int = 10, isNumber: Bool = false) {
    (self.title, self.share, self.isNumber) = (title, share, isNumber)
  }
}

struct BriefingTable: Equatable, Sendable {
  let caption: String
  let columns: [BriefingColumn]
  let rows: [[BriefingCell]]
  let whenEmpty: String
  /// Below the table.
  var remark = ""
}

/// A bar with its number in units of the last decimal.
struct BriefingBar: Equatable, Sendable {
  let label: String
  let units: Int
  let value: String
  /// What its reader has to know of the place, such as that the number stands for few.
  let mark: String
  let source: Int

  /// Value and mark in one, where a reader has no room for two.
  var told: String { value + mark }
}

enum BriefingChart: Equatable, Sendable {
  case trend(String, unit: String, decimals: Int, moments: [String], values: [Int?])
  case bars(String, [BriefingBar])
  case changes(String, [BriefingBar])
}

enum BriefingBlock: Equatable, Sendable {
  case heading(String)
  case paragraph([BriefingPiece])
  case table(BriefingTable)
  case chart(BriefingChart)
  case note(String)
  /// Rows that are filled in at the meeting.
  case tasks(Int)
  case signatures([String])
}

/// What stands behind a number: one line of the appendix.
struct BriefingSource: Equatable, Sendable {
  let number: Int
  let item: BriefingItem
  let title: String
  let formula: String
  let place: Place
  let now: String
  let before: String
  let rows: Int
  /// Why there is no number, or what a number leaves open.
  let remark: String
}

package struct Briefing: Sendable {
  let kind: BriefingKind
  let place: Place
  let period: BriefingPeriod
  let language: Language
  package let title: String
  /// The title in lines, as it heads a paper.
  let headline: String
  let now: FigureDay
  let before: FigureDay
  /// The last day of which there are data, where it is before the period's end.
  let dataUntil: Day?
  let figuresVersion: String
  let blocks: [BriefingBlock]
  let sources: [BriefingSource]

  /// That the data end before the period does; nil where they reach to its end.
  var dataWarning: (head: String, detail: String)? {
    guard let day = dataUntil else { return nil }
    return language == .zh
      ? (
        "数据截至 \(day)", "早于本期末 \(period.last)；此后户、人和台账的变化没有计入指标，线索和个案按已办步骤计数。"
      )
      : (
        "Data end on \(day)",
        "That is before the end of the period, \(period.last); what changed since of households, people and "
          + "ledgers is in no figure, while clues and cases are counted by the steps taken."
      )
  }

  /// The same in one line.
  var dataLine: String? {
    dataWarning.map { language == .zh ? "\($0.head)，\($0.detail)" : "\($0.head). \($0.detail)" }
  }

  /// How the values of the two days came about.
  var origin: String {
    func words(_ day: FigureDay) -> String {
      guard let at = day.keptAt else {
        return language == .zh ? "\(day.day)按当日状态重新计算" : "\(day.day) counted as of that day"
      }
      return language == .zh ? "\(day.day)为\(at.day())存档值" : "\(day.day) as kept on \(at.day())"
    }
    return language == .zh
      ? "数据：\(words(now))；\(words(before))。"
      : "Data: \(words(now)); \(words(before))."
  }
}
