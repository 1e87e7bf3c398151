// A record of a period: the answers to the sections that its cadence names, and the step that takes it.

import Foundation
package import Kernel

/// A session's, an analysis's or a meeting's paper. A correction is a record of its own.
package struct DutyRecord: Equatable, Sendable {
  package static let mostCharacters = 2_000

  package let unit: DutyUnit
  package let cadence: String
  package let period: WorkPeriod
  package let sequence: Int
  package let heldOn: Day
  /// By the code of the section. **Shape**: a table has a line a row, its cells parted by `|`.
  package let answers: [String: String]
  package let at: Instant
  package let actor: String

  /// The cells of a table's answer.
  package static func rows(_ answer: String) -> [[String]] {
    answer.split(separator: "\n").map { line in
      line.split(omittingEmptySubsequences: false) { "|｜,，\t".contains($0) }
        .map { $0.trimmingCharacters(in: .whitespaces) }
    }
  }
}

package struct DutyRecordSteps: Sendable {
  let book: CadenceBook
  let cadence: Cadence

  package init(_ book: CadenceBook, _ cadence: Cadence) { (self.book, self.cadence) = (book, cadence) }

  /// - Parameters:
  ///   - known: the last record of that period.
  ///   - agenda: what the program fills in.
  /// **Problems**: `duties.record.product`, `.period`, `.closed`, `.day`, `.missing`, `.row`, `.number`,
  /// `.leaders`, `.same`, `duties.words.long`.
  package func taken(
    _ answers: [String: String], of unit: DutyUnit, for period: WorkPeriod, heldOn: Day, agenda: String,
    known: DutyRecord?, by act: Act
  ) throws(Problem) -> DutyRecord {
    guard cadence.product == .record, unit.place.level == cadence.level,
      cadence.isEachSubject != unit.subject.isEmpty
    else { throw DutyProblems.notARecord }
    let today = act.at.day()
    guard period.rhythm == cadence.every, period.first <= today else { throw DutyProblems.futurePeriod }
    let (due, _) = cadence.deadline(of: period, book.calendar)
    guard due.adding(days: cadence.openDays) >= today else { throw DutyProblems.closedPeriod }
    guard heldOn >= period.first, heldOn <= min(today, due.adding(days: cadence.openDays)) else {
      throw DutyProblems.heldOn(period)
    }
    var kept: [String: String] = [:]
    for section in cadence.sections {
      kept[section.code] =
        section.kind == .agenda ? agenda : try answer(answers[section.code] ?? "", to: section)
    }
    if let known, known.heldOn == heldOn, same(known.answers, kept) { throw DutyProblems.sameRecord }
    return DutyRecord(
      unit: unit, cadence: cadence.code, period: period, sequence: (known?.sequence ?? 0) + 1,
      heldOn: heldOn, answers: kept, at: act.at, actor: act.actor)
  }

  private func same(_ old: [String: String], _ new: [String: String]) -> Bool {
    cadence.sections.allSatisfy { $0.kind == .agenda || old[$0.code] == new[$0.code] }
  }

  private func answer(_ text: String, to section: RecordSection) throws(Problem) -> String {
    let text = text.replacingOccurrences(of: "\r", with: "").trimmingCharacters(in: .whitespacesAndNewlines)
    guard text.count <= DutyRecord.mostCharacters else {
      throw DutyProblems.longWords(section.code, most: DutyRecord.mostCharacters)
    }
    if section.kind == .leaders {
      let ticked = Set(text.split(separator: " ").map(String.init))
      for (index, leader) in section.columns.enumerated() where !ticked.contains("\(index + 1)") {
        throw DutyProblems.leaderMissing(section.code, leader)
      }
      return (1...section.columns.count).map(String.init).joined(separator: " ")
    }
    guard !text.isEmpty else { throw DutyProblems.missing(section, nilWord: book.nilWords.first ?? "") }
    if book.nilWords.contains(text) {
      guard section.mayBeNil else { throw DutyProblems.missing(section, nilWord: "") }
      return text
    }
    switch section.kind {
    case .table: return try table(text, section)
    case .number where Int(text).map({ $0 < 0 }) ?? true:
      throw DutyProblems.number(section.code, text)
    default: return text
    }
  }

  private func table(_ text: String, _ section: RecordSection) throws(Problem) -> String {
    let rows = DutyRecord.rows(text)
    for (index, row) in rows.enumerated() {
      if row.count == section.columns.count, !row.contains("") { continue }
      throw DutyProblems.tableRow(section, row: index + 1, value: row.joined(separator: "|"))
    }
    return rows.map { $0.joined(separator: "|") }.joined(separator: "\n")
  }
}
