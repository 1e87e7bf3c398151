// What is measured: the income, the lines, the lacks, as a file says them in the words of the rules.

package import Kernel
import RuleLanguage
import RuleValues
package import Rules

/// The file of measures, checked against the words of a rule library.
package struct WellbeingBook: Sendable {
  package struct Line: Sendable {
    package let code: String
    package let title: Text
    enum Level: Sendable {
      /// **Unit**: fen a head.
      case fixed(Int64)
      case parameter(String)
    }
    let level: Level
  }

  package struct Dimension: Sendable {
    package let code: String
    package let title: Text
    /// Whole, beside those of the others.
    package let weight: Int
    let lacking: CheckedRule
  }

  package let lines: [Line]
  package let dimensions: [Dimension]
  package let cutoff: Int
  let income: CheckedRule
  let people: CheckedRule
  let library: RuleLibrary

  /// Whether its words speak of episodes or measures, which change from hour to hour.
  package var readsCases: Bool {
    var found = ([income, people] + dimensions.map(\.lacking)).reduce(into: Set<Fact.Key>()) {
      $0.formUnion($1.fieldsRead)
    }
    var open = found.compactMap { library.fact($0) }
    while let fact = open.popLast() {
      for key in fact.checked.fieldsRead where found.insert(key).inserted {
        if let next = library.fact(key) { open.append(next) }
      }
    }
    return found.contains { key in
      ["Episode", "Measure"].contains(key.record) || ["episodes", "measures"].contains(key.name)
    }
  }

  /// **Problems**: every fault of the file together, with its line.
  package static func load(_ path: String, library: RuleLibrary) throws(RuleLibraryProblems) -> WellbeingBook
  {
    try WellbeingBook(SheetReader.text(of: path), library: library)
  }

  package init(_ text: String, library: RuleLibrary) throws(RuleLibraryProblems) {
    var reader = WellbeingReader(library)
    let root = reader.sheet.root(text, ["income", "people", "lines", "cutoff", "dimensions"])
    income = reader.sheet.expression("income", of: root, .int, in: library.vocabulary)
    people = reader.sheet.expression("people", of: root, .int, in: library.vocabulary)
    lines = reader.lines(of: root)
    dimensions = reader.dimensions(of: root)
    cutoff = reader.sheet.number("cutoff", of: root, 1...max(1, dimensions.reduce(0) { $0 + $1.weight }))
    try reader.sheet.close()
    self.library = library
  }
}

/// The parts of the file that stand in the words of the rules.
private struct WellbeingReader {
  let library: RuleLibrary
  var sheet = SheetReader("wellbeing.yaml")

  init(_ library: RuleLibrary) { self.library = library }

  mutating func lines(of root: SheetMembers) -> [WellbeingBook.Line] {
    var lines: [WellbeingBook.Line] = []
    for node in sheet.list("lines", of: root, 1...8) {
      let line = sheet.members(node, ["code", "value", "parameter", "zh", "en"])
      let code = sheet.code(of: line, otherThan: lines.map(\.code))
      guard let level = level(line) else { continue }
      lines.append(.init(code: code, title: sheet.title(of: line), level: level))
    }
    return lines
  }

  private mutating func level(_ line: SheetMembers) -> WellbeingBook.Line.Level? {
    switch (line["value"], line["parameter"]) {
    case (_?, nil): return .fixed(Int64(sheet.number("value", of: line, 1...10_000_000)) * 100)
    case (nil, let node?):
      let names = library.parameters.filter { $0.unit == .yuan }.map(\.name)
      return sheet.known(node, names, zh: "规则里没有这个以元计的参数", en: "The rules have no such parameter in yuan").map
      {
        .parameter($0)
      }
    default:
      sheet.complain(
        line.node, zh: "需要 value（元，大于 0）或 parameter（规则中以元计的参数），二者只取其一。",
        en: "Give value (yuan, above 0) or parameter (one of the rules', in yuan), and not both.")
      return nil
    }
  }

  mutating func dimensions(of root: SheetMembers) -> [WellbeingBook.Dimension] {
    var dimensions: [WellbeingBook.Dimension] = []
    for node in sheet.list("dimensions", of: root, 1...16) {
      let one = sheet.members(node, ["code", "weight", "lacking", "zh", "en"])
      dimensions.append(
        .init(
          code: sheet.code(of: one, otherThan: dimensions.map(\.code)), title: sheet.title(of: one),
          weight: sheet.number("weight", of: one, 1...100),
          lacking: sheet.expression("lacking", of: one, .bool, in: library.vocabulary)))
    }
    return dimensions
  }
}
