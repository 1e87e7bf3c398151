// Rules and data quality from the store.

package import Access
package import Kernel
package import Pages
import Registry
import Rules
import Screening

extension StoreSource {
  package func rules(for visitor: Visitor) async throws(Problem) -> RulesPage {
    let sight = Sight(visitor, library)
    return try reading { (now) throws(Problem) -> RulesPage in
      let total = try totals(of: visitor.place, sight, now)
      let found = Dictionary(uniqueKeysWithValues: zip(sight.rules, total.byRule))
      return RulesPage(
        stamp: now.stamp, rules: labels.enumerated().map { ($0.element, found[$0.offset]) },
        households: total.households)
    }
  }

  package func rule(_ name: String, for visitor: Visitor) async throws(Problem) -> RulePage {
    guard let index = library.rules.firstIndex(where: { $0.name == name }) else { throw unknownRule(name) }
    let (rule, sight) = (library.rules[index], Sight(visitor, library))
    return try reading { (now) throws(Problem) -> RulePage in
      var places: [(place: PlaceName, found: Int, households: Int)] = []
      let isTold = visitor.place.level != .village || sight.seesHouseholds
      if now.run != nil, let own = sight.rules.firstIndex(of: index), isTold {
        for row in try children(of: visitor.place, sight, now) where row.counts.households > 0 {
          places.append((row.place, row.counts.byRule[own], row.counts.households))
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
        source: rule.source, places: places, mayTry: visitor.may(.ruleTry))
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

  /// Imports are counted for the whole store: what of them belongs to one county cannot be told, so that only
  /// posts of the city see the numbers, and a department those of its own feeds.
  package func quality(for visitor: Visitor) async throws(Problem) -> QualityPage {
    guard visitor.place.level == .city else { return .untold }
    return try reading { (now) throws(Problem) -> QualityPage in
      let files = try ImportStore.all(on: now.connection)
      let registers = [
        ("regions", Text(zh: "行政区划", en: "places")), ("households", Text(zh: "农户", en: "households")),
        ("persons", Text(zh: "人口", en: "persons")),
      ]
      let feeds =
        registers + FeedKind.all.filter { visitor.handles(feed: $0.name) }.map { ($0.name, $0.title) }
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

  /// A refused row may name anybody: posts below the city see none of them here, but those that name a
  /// household of theirs on its page.
  package func quarantine(
    _ view: QuarantineView, for visitor: Visitor
  ) async throws(Problem) -> QuarantinePage {
    let size = StoreSource.pageSize
    let feed = view.feed ?? ""
    guard visitor.place.level == .city, visitor.subject == nil || visitor.handles(feed: feed) else {
      let none = ListPosition(page: view.page, pageSize: size, total: 0)
      return QuarantinePage(rows: [], position: none, feeds: [], isTold: false)
    }
    return try reading { (now) throws(Problem) -> QuarantinePage in
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
