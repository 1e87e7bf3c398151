// The minutes of a judgement meeting as a paper to print and sign.

package import Access
import Casework
import Database
import Entrance
package import Kernel
package import Papers
import Registry

extension Outreach {
  /// **Problems**: those of `judgementSheet`; `monitoring.judgement.unknown` before the meeting was held.
  package func minutes(
    of place: PlaceCode, _ month: WorkMonth, _ asking: Asking
  ) throws(Problem) -> Paper {
    let sheet = try judgementSheet(of: place, month, asking)
    guard let judgement = sheet.judgement else { throw JudgementProblems.unknown }
    let places = judgement.items.map(\.place)
    let (name, names) = try database.read { (connection) throws(Problem) in
      let path = try PlaceStore.path(of: place, asOf: asking.today, on: connection)
      let below = try PlaceStore.names(
        of: places, below: place.level, asOf: asking.today, on: connection)
      return (path.filter { $0.code.level > .city }.map(\.name).joined(), below)
    }
    return judgement.paper(of: name, sheet, names, mark: asking.mark)
  }
}

extension Judgement {
  fileprivate func paper(
    of name: String, _ sheet: JudgementSheet, _ names: [PlaceCode: String], mark: String
  ) -> Paper {
    let counts = JudgementDecision.allCases.map { decision in
      "\(decision.title.zh) \(items.count { $0.decision == decision }) 户"
    }
    let head = PaperForm(
      columns: 12,
      [
        [
          .label("日期", columns: 2), .value(heldOn.written(.zh), columns: 4), .label("主持人", columns: 2),
          .value(chair, columns: 4),
        ],
        [
          .label("到会人数", columns: 2), .value("\(present) 人", columns: 4), .label("研判户数", columns: 2),
          .value("\(items.count) 户", columns: 4),
        ],
        [.label("会议情况", columns: 2), .value(minutes, columns: 10, leastLines: 4)],
        [.label("结论合计", columns: 2), .value(counts.joined(separator: "，"), columns: 10)],
      ])
    let list = PaperList(
      [
        PaperColumn("序号", share: 5), PaperColumn("户主", share: 9), PaperColumn("所在地", share: 16),
        PaperColumn("结论", share: 10), PaperColumn("理由", share: 22),
      ],
      items.enumerated().map { index, item in
        [
          "\(index + 1)", sheet.heads[item.household] ?? "", names[item.place] ?? "",
          item.decision.title.zh, item.reason,
        ]
      }, whenEmpty: "本月没有需要研判的户。")
    var paper = Paper(
      "\(name)\(month.year)年\(month.month)月防返贫监测研判会议记录", number: "编号：\(id)",
      parts: [
        .form(head), .list(list),
        .note(closedOn.map { "研判会于\($0.written(.zh))结束。" } ?? "研判会尚未结束，本记录不作为最后结论。"),
        .signatures([
          PaperSignature("主持人（签字）"), PaperSignature("记录人（签字）"),
        ]),
      ])
    (paper.watermark, paper.formName, paper.margins) = (mark, "研判会议记录", .working)
    return paper
  }
}
