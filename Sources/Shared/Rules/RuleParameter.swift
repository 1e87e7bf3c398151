// A number that a rule leaves to the county and the date.

package import Kernel
import RuleLanguage
import RuleValues

/// The unit in which a parameter is written in the files; money is bound to the rules in fen.
package enum RuleUnit: String, CaseIterable, Sendable {
  case yuan, percent, days, persons, months, years, grade, grades

  package var display: RuleDisplay {
    switch self {
    case .yuan: .money
    case .percent: .percent
    case .days: .days
    case .persons: .persons
    case .months: .months
    case .years: .years
    case .grade: .grade
    case .grades: .grades
    }
  }

  /// Reads a value as it is written in the unit: `8000`, `8000.50` yuan, grade `C`; nil where it is none.
  package func value(_ text: String) -> Int64? {
    switch self {
    case .yuan: Money(text)?.fen
    case .grade: ["A": 0, "B": 1, "C": 2, "D": 3][text]
    default: Int64(text).flatMap { (0...1_000_000).contains($0) ? $0 : nil }
    }
  }
}

/// A parameter with all its values. The bound value is an int: fen for `yuan`, 0 to 3 for `grade`.
package struct RuleParameter: Sendable {
  /// A value that holds from a day on.
  package struct Dated: Sendable, Hashable {
    package let from: Day
    package let value: Int64
  }

  package let name: String
  package let unit: RuleUnit
  package let meaning: Text
  /// The folder of the rule that owns it; nil for a shared parameter.
  package let rule: String?
  package let standard: Int64
  /// Sorted by day.
  package let dated: [Dated]
  /// A county's own values by its six digits, sorted by day; one without a day starts in the distant past.
  package let byCounty: [Int64: [Dated]]
  /// The counties as the file names them.
  package let mentions: [PlaceMention]

  /// The value in force: the county's own if it has begun, else the dated one, else the standard.
  package func value(asOf day: Day, county: Int64?) -> Int64 {
    let own = county.flatMap { byCounty[$0] } ?? []
    return (own.last { $0.from <= day } ?? dated.last { $0.from <= day })?.value ?? standard
  }
}

extension RuleParameter {
  private static let keys = ["name", "unit", "default", "zh", "en", "from", "by_county"]

  /// Reads one parameter; what is wrong goes to `faults`.
  init?(_ node: RuleNode, rule: String?, _ faults: inout [RuleFault]) {
    guard let fields = node.fields(RuleParameter.keys, &faults) else { return nil }
    let name = node.required("name", of: fields, &faults)?.text(&faults)
    let unit = node.required("unit", of: fields, &faults)?.choice(RuleUnit.self, &faults)
    let meaning = node.bothLanguages(of: fields, &faults)
    let standard = node.required("default", of: fields, &faults)
    guard let name, let unit, let meaning, let standard else { return nil }
    if !isPlainName(name) {
      faults.append(
        node.fault(
          zh: "参数名“\(name)”只能用小写英文字母、数字和下划线，并以字母开头。",
          en: "The parameter name \(name) should be lower-case letters, digits and _, a letter first."))
    }
    let value = RuleParameter.value(standard, unit, &faults)
    let dated = fields["from"].map { RuleParameter.dated($0, unit, &faults) } ?? []
    let counties = fields["by_county"].map { RuleParameter.counties($0, unit, &faults) } ?? [:]
    guard let value else { return nil }
    (self.name, self.unit, self.meaning, self.rule) = (name, unit, meaning, rule)
    (self.standard, self.dated, self.byCounty) = (value, dated, counties)
    mentions = (fields["by_county"]?.pairs ?? []).compactMap { key, entry in
      PlaceCode(key).map { PlaceMention($0, at: entry) }
    }
  }

  private static func value(_ node: RuleNode, _ unit: RuleUnit, _ faults: inout [RuleFault]) -> Int64? {
    guard let text = node.text(&faults) else { return nil }
    if let value = unit.value(text) { return value }
    let plain = plainNumber(text)
    faults.append(
      node.fault(
        zh: "“\(text)”不是以 \(unit.rawValue) 为单位的值\(plain.map { "，请写 \($0)" } ?? "")。",
        en: "\(text) is no value in \(unit.rawValue)\(plain.map { "; write \($0)" } ?? "")."))
    return nil
  }

  private static func dated(_ node: RuleNode, _ unit: RuleUnit, _ faults: inout [RuleFault]) -> [Dated] {
    var all: [Dated] = []
    for entry in node.list(&faults) {
      guard let fields = entry.fields(["date", "value"], &faults) else { continue }
      let day = entry.required("date", of: fields, &faults)?.day(&faults)
      let number = entry.required("value", of: fields, &faults).flatMap { value($0, unit, &faults) }
      guard let day, let number else { continue }
      if all.contains(where: { $0.from == day }) {
        faults.append(entry.fault(zh: "\(day) 写了两次。", en: "\(day) is written twice."))
      }
      all.append(Dated(from: day, value: number))
    }
    return all.sorted { $0.from < $1.from }
  }

  private static func counties(
    _ node: RuleNode, _ unit: RuleUnit, _ faults: inout [RuleFault]
  ) -> [Int64: [Dated]] {
    var all: [Int64: [Dated]] = [:]
    guard node.fields(nil, &faults) != nil else { return [:] }
    for (key, entry) in node.pairs {
      guard key.utf8.count == 6, let county = Int64(key), county > 0 else {
        faults.append(entry.fault(zh: "“\(key)”不是六位县级区划代码。", en: "\(key) is not the six digits of a county."))
        continue
      }
      if entry.isList {
        all[county] = dated(entry, unit, &faults)
      } else if let number = value(entry, unit, &faults) {
        all[county] = [Dated(from: .distantPast, value: number)]
      }
    }
    return all
  }
}

/// Names of rules, facts and parameters: lower-case letters, digits and `_`, a letter first.
func isPlainName(_ name: String) -> Bool {
  name.utf8.first.map { (0x61...0x7A).contains($0) } == true
    && name.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F }
}

extension RuleParameter {
  /// The parameter as rules name it.
  var variable: Vocabulary.Variable {
    Vocabulary.Variable(.int, zh: meaning.zh, en: meaning.en, unit: unit.display.unit)
  }

  /// The value where it is the same on every day and in every county.
  var constant: Value? { dated.isEmpty && byCounty.isEmpty ? .int(standard) : nil }

  /// A value of the parameter in words, with its unit.
  package func words(_ value: Int64) -> Text {
    Text(zh: unit.display.text(.int(value), .zh), en: unit.display.text(.int(value), .en))
  }
}
