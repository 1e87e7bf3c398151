// All declared figures of a folder, checked, with the facts they stand on and the values others stated.

package import Kernel
import RuleLanguage
package import Rules

package struct IndicatorBook: Sendable {
  /// In their order.
  package let indicators: [Indicator]
  package let terms: [IndicatorTerm]
  package let references: [ReferenceSheet]
  /// Facts and parameters; no rules.
  package let library: RuleLibrary
  /// Sixteen hex digits over every file that changes a value.
  package let fingerprint: String

  /// Reads a folder of figures.
  /// **Problems**: every fault of every file together.
  package static func load(_ folder: String) throws(RuleLibraryProblems) -> IndicatorBook {
    let files = try RuleLibrary.texts(of: folder)
    do throws(RuleLibraryProblems) {
      return try IndicatorBook(files: files)
    } catch {
      throw RuleLibrary.explained(error, of: folder)
    }
  }

  /// Reads files given as texts by their path inside the folder.
  package init(files: [String: String]) throws(RuleLibraryProblems) {
    let basis = files.filter {
      $0.key.hasPrefix("facts/") || $0.key == "parameters.yaml" || $0.key == "base.yaml"
    }
    let stated = files.filter { $0.key.hasPrefix("reference/") }
    let own = files.filter { basis[$0.key] == nil && stated[$0.key] == nil }
    library = try RuleLibrary(files: basis, needsRules: false)
    var reader = IndicatorReader(library)
    indicators = reader.read(own)
    terms = reader.terms
    var faults = reader.faults
    references = ReferenceSheet.read(stated, of: reader.written.union(indicators.map(\.code)), &faults)
    if indicators.isEmpty, faults.isEmpty {
      faults.append(
        RuleFault("", zh: "指标文件夹里没有指标。", en: "The folder of figures holds none."))
    }
    guard faults.isEmpty else { throw RuleLibraryProblems(faults) }
    var print = RuleFingerprint()
    for (path, text) in files.sorted(by: { $0.key < $1.key }) where stated[path] == nil {
      print.add(path)
      print.add(text)
    }
    fingerprint = print.text
  }

  package func indicator(_ code: String) -> Indicator? { indicators.first { $0.code == code } }

  /// **Problems**: `indicators.unknown`.
  package func known(_ code: String) throws(Problem) -> Indicator {
    guard let indicator = indicator(code) else {
      throw IndicatorProblems.unknown(code, nearest: nearestName(to: code, in: indicators.map(\.code)))
    }
    return indicator
  }

  /// The fields that a figure's texts read, through facts and other figures.
  func fields(of indicator: Indicator) -> Set<Fact.Key> {
    var found: Set<Fact.Key> = []
    for term in indicator.reading.terms {
      for text in terms[term].texts { found.formUnion(text.fieldsRead) }
    }
    var open = found.compactMap { library.fact($0) }
    while let fact = open.popLast() {
      for key in fact.checked.fieldsRead where found.insert(key).inserted {
        if let next = library.fact(key) { open.append(next) }
      }
    }
    for code in indicator.reading.codes {
      if let other = self.indicator(code) { found.formUnion(fields(of: other)) }
    }
    return found
  }

  /// The record types whose rows a figure reads.
  package func records(of indicator: Indicator) -> Set<String> {
    var records = Set(fields(of: indicator).map(\.record)).union(indicator.needs)
    for field in fields(of: indicator) {
      if case .rows(let name)? = ScreeningVocabulary.record(field.record)?.field(field.name)?.kind {
        records.insert(name)
      }
    }
    return records
  }

  /// The term by whose rows a figure is listed: its own, or that of the first figure that it reads.
  func firstTerm(of indicator: Indicator) -> Int? {
    if let term = indicator.reading.terms.first { return term }
    return indicator.reading.codes.first.flatMap { self.indicator($0) }.flatMap { firstTerm(of: $0) }
  }

  /// Of a figure that tells by how much a count of households or persons changed: the count, and since when.
  func changedTerm(of indicator: Indicator) -> (term: Int, since: IndicatorEarlier)? {
    guard case .change(let code, let since) = indicator.reading,
      case .sum(let term)? = self.indicator(code)?.reading, terms[term].value == nil,
      ["Household", "Person"].contains(terms[term].record)
    else { return nil }
    return (term, since)
  }

  /// Whether it is a change whose rows are told with how they moved it.
  package func isChangeOfRows(_ indicator: Indicator) -> Bool { changedTerm(of: indicator) != nil }

  /// The record type of the ledger of places whose rows stand behind it; nil for others.
  package func ledger(of indicator: Indicator) -> String? {
    guard let term = firstTerm(of: indicator), !["Household", "Person"].contains(terms[term].record) else {
      return nil
    }
    return terms[term].record
  }

  /// Whether households stand behind it, its first part where it is a figure of figures.
  package func isOfHouseholds(_ indicator: Indicator) -> Bool {
    if let term = indicator.reading.terms.first {
      return ["Household", "Person"].contains(terms[term].record)
    }
    return indicator.reading.codes.first.flatMap { self.indicator($0) }.map { isOfHouseholds($0) } ?? false
  }

  /// The texts that a figure counts by, as they are written. **Shape**: empty for a figure of figures.
  package func words(of indicator: Indicator) -> [(name: Text, source: String)] {
    let sides = [Text(zh: "分子", en: "Above the line"), Text(zh: "分母", en: "Below the line")]
    return zip(sides, indicator.reading.terms.map { terms[$0] }).map { side, term in
      var parts = [term.record]
      if term.among.source != "true" { parts.append("among: \(term.among.source)") }
      if term.condition.source != "true" { parts.append("where: \(term.condition.source)") }
      if let value = term.value { parts.append("value: \(value.source)") }
      return (side, parts.joined(separator: "; "))
    }
  }

  /// What the register does not keep day by day and the figure reads: of a past day it is as it is now.
  package func keptOnlyNow(_ indicator: Indicator) -> [Text] {
    let fields = fields(of: indicator)
    return IndicatorBook.onlyNow.filter { fields.contains($0) }.compactMap {
      ScreeningVocabulary.record($0.record)?.field($0.name)?.meaning
    }
  }

  /// Whether its values on past days are those of the facts as they were: what it reads is kept day by day.
  /// That a household is of the base (its kind, its registration) is a matter of years and counts as kept.
  package func isToldOfPast(_ indicator: Indicator) -> Bool {
    let fields = fields(of: indicator)
    return !IndicatorBook.onlyNow.contains { $0.record == "Person" && fields.contains($0) }
  }

  private static let onlyNow =
    ["type", "registered_year", "resettled"].map { Fact.Key("Household", $0) }
    + [
      "labour", "health", "education", "school_status", "disability_level", "medical_insured",
      "pension_insured", "work_place", "work_months", "monthly_wage", "relation",
    ].map { Fact.Key("Person", $0) }
}
