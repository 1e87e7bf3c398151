// Ledgers of a place as JSON: names and values as in the sheets that they came from.

import Kernel
import Registry
import RuleValues
import Rules
import Screening

extension PlaceLedgerBook {
  /// **Shape**: every ledger with its length, of one ledger also the rows of the page.
  func json(withRows: Bool) -> String {
    let place = path[path.count - 1]
    let all = ledgers.map { ledger -> String in
      let kind = JSONText.quoted(ledger.kind.name)
      guard withRows else {
        return JSONText.object(["ledger": kind, "total": String(ledger.total)])
      }
      return JSONText.object([
        "ledger": kind, "total": String(ledger.total),
        "rows": JSONText.array(ledger.rows.map { PlaceLedgerBook.json($0, ledger.kind) }),
      ])
    }
    return JSONText.object([
      "place": JSONText.quoted(place.code.short), "name": JSONText.quoted(place.name),
      "ledgers": JSONText.array(all),
    ])
  }

  private static func json(_ row: PlaceLedgerRow, _ kind: FeedKind) -> String {
    var members = [
      "\"record_id\":\(row.record)", "\"place_code\":\(JSONText.quoted(row.place.short))",
    ]
    for (column, value) in zip(kind.columns, row.values) {
      members.append("\(JSONText.quoted(column.name)):\(json(value, column.content))")
    }
    return "{" + members.joined(separator: ",") + "}"
  }

  /// Money is a text in yuan, as no number of JSON is exact; codes are the words of the sheet.
  private static func json(_ value: Value?, _ content: FeedKind.Content) -> String {
    switch (content, value) {
    case (.money, .int(let fen)), (.yuan, .int(let fen)):
      return JSONText.quoted(Money(fen: fen).description.replacing(",", with: ""))
    case (.code(let words), .int(let number)):
      return words.first { $0.number == number }.map { JSONText.quoted($0.word) } ?? "null"
    case (_, .int(let number)): return String(number)
    case (_, .bool(let yes)): return String(yes)
    case (_, .string(let text)): return JSONText.quoted(text)
    case (_, .timestamp(let moment)): return JSONText.quoted(RuleTime.day(moment).description)
    default: return "null"
    }
  }
}
