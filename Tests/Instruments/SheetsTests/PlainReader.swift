// The oracle of reading: the same rules, one character at a time.
import Sheets

enum PlainReader {
  static func rows(of text: String, columns: Int) -> [SeenRow] {
    let text = Array(text.unicodeScalars)
    var rows: [SeenRow] = []
    var at = 0
    var line = 1
    while at < text.count {
      let end = lineEnd(text, from: at)
      if text[at..<end].allSatisfy({ $0 == " " || $0 == "\t" }) {
        (at, line) = (afterLineEnd(text, at: end), line + 1)
        continue
      }
      let (fields, stop, isWhole) = split(text, from: at)
      let next = afterLineEnd(text, at: stop)
      var fault: SheetFault?
      if !isWhole {
        fault = .unclosedQuote
      } else if fields.count != columns {
        fault = .columnCount(expected: columns, found: fields.count)
      }
      rows.append(SeenRow(line, Array(fields.prefix(columns)), fault))
      line += lines(text, from: at, to: next)
      at = next
    }
    return Array(rows.dropFirst())
  }

  /// Fields, the end of the row, and whether every quote was closed.
  private static func split(_ text: [Unicode.Scalar], from start: Int) -> ([String], Int, Bool) {
    var fields: [String] = []
    var at = start
    while true {
      var field = ""
      if at < text.count, text[at] == "\"" {
        let opening = at
        at += 1
        while at < text.count, text[at] != "\"" || (at + 1 < text.count && text[at + 1] == "\"") {
          field.unicodeScalars.append(text[at])
          at += text[at] == "\"" ? 2 : 1
        }
        guard at < text.count else { return (fields, lineEnd(text, from: opening), false) }
        at += 1
        while at < text.count, text[at] == " " || text[at] == "\t" { at += 1 }
        guard at == text.count || ends(text[at]) || text[at] == "," else {
          return (fields, lineEnd(text, from: opening), false)
        }
      } else {
        while at < text.count, !ends(text[at]), text[at] != "," {
          field.unicodeScalars.append(text[at])
          at += 1
        }
      }
      fields.append(field)
      guard at < text.count, text[at] == "," else { return (fields, at, true) }
      at += 1
    }
  }

  private static func ends(_ scalar: Unicode.Scalar) -> Bool { scalar == "\n" || scalar == "\r" }

  private static func lineEnd(_ text: [Unicode.Scalar], from start: Int) -> Int {
    text[start...].firstIndex(where: ends) ?? text.count
  }

  private static func afterLineEnd(_ text: [Unicode.Scalar], at end: Int) -> Int {
    guard end < text.count else { return end }
    return text[end] == "\r" && end + 1 < text.count && text[end + 1] == "\n" ? end + 2 : end + 1
  }

  private static func lines(_ text: [Unicode.Scalar], from start: Int, to end: Int) -> Int {
    var count = 0
    var at = start
    while at < end {
      if ends(text[at]) {
        count += 1
        at = afterLineEnd(text, at: at)
      } else {
        at += 1
      }
    }
    return count
  }
}
