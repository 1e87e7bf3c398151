// All declared figures of a folder, checked, with the facts they stand on and the values others stated.

package import Kernel
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
    try IndicatorBook(files: RuleLibrary.texts(of: folder))
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
    references = ReferenceSheet.read(stated, of: indicators, &faults)
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

  /// What the register does not keep day by day and the figure reads: of a past day it is as it is now.
  package func keptOnlyNow(_ indicator: Indicator) -> [Text] {
    let fields = fields(of: indicator)
    return IndicatorBook.onlyNow.filter { fields.contains($0) }.compactMap {
      ScreeningVocabulary.record($0.record)?.field($0.name)?.meaning
    }
  }

  private static let onlyNow =
    ["type", "registered_year", "resettled"].map { Fact.Key("Household", $0) }
    + [
      "labour", "health", "education", "school_status", "disability_level", "medical_insured",
      "pension_insured", "work_place", "work_months", "monthly_wage", "relation",
    ].map { Fact.Key("Person", $0) }
}
