// Rules and data quality from the store.

package import Kernel
package import Pages
import Registry
import Rules
import Screening

extension StoreSource {
  package func rules() async throws(Problem) -> RulesPage {
    try reading { (now) throws(Problem) -> RulesPage in
      let total = try cityCounts(now)
      return RulesPage(
        stamp: now.stamp, rules: labels.enumerated().map { ($0.element, total?.rules[$0.offset] ?? 0) },
        households: total?.households ?? 0)
    }
  }

  package func rule(_ name: String) async throws(Problem) -> RulePage {
    guard let index = library.rules.firstIndex(where: { $0.name == name }) else { throw unknownRule(name) }
    let rule = library.rules[index]
    return try reading { (now) throws(Problem) -> RulePage in
      var counties: [(place: PlaceName, found: Int, households: Int)] = []
      if let run = now.run, let city = try PlaceStore.cities(asOf: now.asOf, on: now.connection).first {
        let counts = try FindingQueryStore.counts(below: city.code, run: run.number, on: now.connection)
        for count in counts {
          let name = try PlaceStore.place(count.place, asOf: now.asOf, on: now.connection)?.name
          counties.append(
            (PlaceName(count.place, name ?? count.place.short), count.rules[index], count.households))
        }
      }
      return RulePage(
        rule: labels[index], code: rule.code, stamp: now.stamp, condition: rule.condition,
        inWords: rule.inWords,
        parameters: rule.parameterNames.compactMap { library.parameter($0) }.map {
          shown($0, asOf: now.asOf)
        },
        facts: rule.facts.compactMap { library.fact($0) }.map {
          RuleFact(name: $0.key.description, meaning: $0.meaning, inWords: $0.inWords)
        },
        sentence: Text(
          zh: rule.zh.outline(.zh, library.vocabulary), en: rule.en.outline(.en, library.vocabulary)),
        source: rule.source, counties: counties)
    }
  }

  func shown(_ parameter: Rules.RuleParameter, asOf day: Day) -> RuleParameter {
    let own = parameter.byCounty.keys.sorted().map { county -> Text in
      let value = parameter.words(parameter.value(asOf: day, county: county))
      return Text(zh: "\(county)：\(value.zh)", en: "\(county): \(value.en)")
    }
    let value = parameter.value(asOf: day, county: nil)
    return RuleParameter(
      name: parameter.name, title: parameter.meaning, value: parameter.words(value), exceptions: own,
      written: parameter.written(value))
  }

  private func cityCounts(_ now: Snapshot) throws(Problem) -> PlaceCount? {
    guard let run = now.run, let city = try PlaceStore.cities(asOf: now.asOf, on: now.connection).first else {
      return nil
    }
    return try FindingQueryStore.counts(of: city.code, run: run.number, on: now.connection)
  }

  package func quality() async throws(Problem) -> QualityPage {
    try reading { (now) throws(Problem) -> QualityPage in
      let files = try ImportStore.all(on: now.connection)
      let registers = [
        ("regions", Text(zh: "行政区划", en: "places")), ("households", Text(zh: "农户", en: "households")),
        ("persons", Text(zh: "人口", en: "persons")),
      ]
      let feeds = registers + FeedKind.all.map { ($0.name, $0.title) }
      return QualityPage(
        feeds: feeds.map { name, title in
          let line = QualityStore.line(of: name, files: files)
          let own = files.filter { $0.kind == name }
          return FeedQuality(
            feed: name, title: title, total: line.total, malformed: line.malformed, badCheck: line.badCheck,
            unknown: line.unknown, duplicate: line.duplicate, accepted: line.accepted,
            lastImport: own.compactMap(\.finishedAt).max())
        })
    }
  }

  package func quarantine(_ view: QuarantineView) async throws(Problem) -> QuarantinePage {
    try reading { (now) throws(Problem) -> QuarantinePage in
      let size = StoreSource.pageSize
      let code = view.fault.map { $0 == "bad_check" ? "badCheck" : $0 }
      let rows = try ImportStore.quarantined(
        kind: view.feed, code: code, limit: size, offset: (view.page - 1) * size, on: now.connection)
      let total = try ImportStore.quarantinedCount(kind: view.feed, code: code, on: now.connection)
      let kinds = Set(
        try ImportStore.all(on: now.connection).filter { $0.counts.refused > 0 }.map(\.kind))
      let titles =
        [("households", Text(zh: "农户", en: "households")), ("persons", Text(zh: "人口", en: "persons"))]
        + FeedKind.all.map { ($0.name, $0.title) }
      return QuarantinePage(
        rows: rows.map { $0.refused }, position: ListPosition(page: view.page, pageSize: size, total: total),
        feeds: titles.filter { kinds.contains($0.0) }.map { (feed: $0.0, title: $0.1) })
    }
  }
}

extension QuarantinedRow {
  var refused: RefusedRow {
    let fault: RowFault =
      switch code {
      case "badCheck": .badCheck
      case "unknown": .unknown
      case "duplicate": .duplicate
      default: .malformed
      }
    return RefusedRow(
      feed: kind, file: file, line: line, column: column, value: maskedValue, fault: fault, remedy: remedy)
  }
}
