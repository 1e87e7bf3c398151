// A record of a period as a paper to print and sign.

package import Access
import Database
import Entrance
package import Kernel
package import Papers
import Registry

extension Responsibility {
  /// **Problems**: those of `records`; `duties.duty.unknown` before anything was recorded.
  package func paper(
    _ code: String, of unit: DutyUnit, for period: WorkPeriod, _ asking: Asking
  ) throws(Problem) -> Paper {
    guard let record = try records(code, of: unit, for: period, asking).last, let cadence = book[code] else {
      throw DutyProblems.unknown
    }
    let path = try database.read { (connection) throws(Problem) in
      try PlaceStore.path(of: unit.place, asOf: asking.today, on: connection)
    }
    let place = path.filter { $0.code.level > .city || unit.place.level == .city }.map(\.name).joined()
    let name = unit.subject.isEmpty ? place : place + subjectTitle(unit.subject).zh
    let head = PaperForm(
      columns: 12,
      [
        [
          .label("日期", columns: 2), .value(record.heldOn.written(.zh), columns: 4), .label("填写人", columns: 2),
          .value(record.actor, columns: 4),
        ]
      ])
    var parts: [PaperPart] = [.form(head)]
    for section in cadence.sections {
      parts.append(.subheading(section.title.zh))
      parts.append(part(record.answers[section.code] ?? "", section))
    }
    parts.append(.signatures([PaperSignature("主持人（签字）"), PaperSignature("记录人（签字）")]))
    var paper = Paper(
      "\(name)\(period.title.zh)\(cadence.title.zh)记录",
      number: "编号：\(code) \(unit.place.short) \(period.key)",
      parts: parts)
    (paper.watermark, paper.formName, paper.margins) = (asking.mark, cadence.title.zh, .working)
    return paper
  }

  private func part(_ answer: String, _ section: RecordSection) -> PaperPart {
    switch section.kind {
    case .table where !book.nilWords.contains(answer):
      return .list(
        PaperList(
          section.columns.map { PaperColumn($0.zh, share: 10) }, DutyRecord.rows(answer), whenEmpty: "无"))
    case .leaders: return .paragraph(section.columns.map { "\($0.zh)到会" }.joined(separator: "；"))
    default: return .paragraph(answer)
    }
  }
}
