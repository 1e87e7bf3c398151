// A briefing for programs.

import Kernel
import Pages
import Registry

extension Briefing {
  package var json: String {
    JSONText.object([
      "kind": JSONText.quoted(kind.code), "title": JSONText.quoted(title),
      "place": JSONText.quoted(place.code.short), "name": JSONText.quoted(place.name),
      "period": JSONText.quoted("\(period)"), "asOf": JSONText.quoted("\(now.day)"),
      "before": JSONText.quoted("\(before.day)"),
      "dataUntil": dataUntil.map { JSONText.quoted("\($0)") } ?? "null",
      "dataRemark": dataLine.map(JSONText.quoted) ?? "null", "isKept": String(now.keptAt != nil),
      "isBeforeKept": String(before.keptAt != nil), "figuresVersion": JSONText.quoted(figuresVersion),
      "blocks": JSONText.array(blocks.map { json($0) }),
      "sources": JSONText.array(sources.map { json($0) }),
    ])
  }

  private func json(_ block: BriefingBlock) -> String {
    switch block {
    case .heading(let text): JSONText.object(["heading": JSONText.quoted(text)])
    case .paragraph(let pieces):
      JSONText.object([
        "text": JSONText.quoted(pieces.map(\.text).joined()),
        "numbers": JSONText.array(
          pieces.compactMap { piece in
            guard case .number(let text, let source) = piece else { return nil }
            return JSONText.object(["text": JSONText.quoted(text), "source": String(source)])
          }),
      ])
    case .table(let table):
      JSONText.object([
        "table": JSONText.quoted(table.caption),
        "columns": JSONText.array(table.columns.map { JSONText.quoted($0.title) }),
        "rows": JSONText.array(
          table.rows.map { row in JSONText.array(row.map { JSONText.quoted($0.words) }) }),
      ])
    case .chart(let chart): json(chart)
    case .note(let text): JSONText.object(["note": JSONText.quoted(text)])
    case .tasks(let rows): JSONText.object(["tasks": String(rows)])
    case .signatures(let labels):
      JSONText.object(["signatures": JSONText.array(labels.map(JSONText.quoted))])
    }
  }

  private func json(_ chart: BriefingChart) -> String {
    switch chart {
    case .trend(let caption, _, let decimals, let moments, let values):
      JSONText.object([
        "chart": JSONText.quoted(caption),
        "points": JSONText.array(
          zip(moments, values).map { moment, value in
            JSONText.object([
              "day": JSONText.quoted(moment),
              "value": value.map { JSONText.quoted(numberText($0, decimals)) } ?? "null",
            ])
          }),
      ])
    case .bars(let caption, let bars), .changes(let caption, let bars):
      JSONText.object([
        "chart": JSONText.quoted(caption),
        "bars": JSONText.array(
          bars.map { bar in
            JSONText.object([
              "label": JSONText.quoted(bar.label), "value": JSONText.quoted(bar.told),
              "source": String(bar.source),
            ])
          }),
      ])
    }
  }

  private func json(_ source: BriefingSource) -> String {
    JSONText.object([
      "number": String(source.number), "code": JSONText.quoted(source.item.code),
      "title": JSONText.quoted(source.title), "formula": JSONText.quoted(source.formula),
      "place": JSONText.quoted(source.place.code.short), "now": JSONText.quoted(source.now),
      "before": JSONText.quoted(source.before), "rows": String(source.rows),
      "remark": JSONText.quoted(source.remark), "page": JSONText.quoted(address(source).link),
      "pageIsOfToday": String(leadsToToday(source)),
    ])
  }
}

extension BriefingPiece {
  package var text: String {
    switch self {
    case .words(let words): words
    case .number(let text, _): text
    }
  }
}
