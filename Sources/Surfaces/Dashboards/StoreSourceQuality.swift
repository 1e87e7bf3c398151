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

  /// Imports are counted for the whole store: only posts of the city see how many rows came and went in, and
  /// a department those of its own feeds. The others are told what was refused of their places.
  package func quality(for visitor: Visitor) async throws(Problem) -> QualityPage {
    try reading { (now) throws(Problem) -> QualityPage in
      let files = try ImportStore.all(on: now.connection)
      func feed(_ kind: Kind, _ line: QualityLine) -> FeedQuality {
        let ends = files.filter { $0.kind == kind.name }.compactMap(\.finishedAt)
        return FeedQuality(
          feed: kind.name, title: kind.title, total: line.total, malformed: line.malformed,
          badCheck: line.badCheck, unknown: line.unknown, duplicate: line.duplicate, accepted: line.accepted,
          lastImport: ends.max())
      }
      func isShown(_ kind: Kind) -> Bool {
        kind.isExpected || files.contains { $0.kind == kind.name }
      }
      guard visitor.place.level == .city else {
        let refused = try ImportStore.quarantinedCounts(choice(of: visitor), on: now.connection)
        let kinds = StoreSource.kinds.filter { visitor.handles(feed: $0.name) && isShown($0) }
        return QualityPage(
          feeds: kinds.map { feed($0, QualityLine($0.name, refused: refused)) }, isWhole: false)
      }
      let kinds = StoreSource.kinds.filter {
        isShown($0) && ($0.isRegister || visitor.handles(feed: $0.name))
      }
      return QualityPage(feeds: kinds.map { feed($0, QualityStore.line(of: $0.name, files: files)) })
    }
  }

  /// A post below the city sees the refused rows of its places, a department those of its feeds. Rows whose
  /// place nothing tells may name anybody, and are for posts of the city.
  package func quarantine(
    _ view: QuarantineView, for visitor: Visitor
  ) async throws(Problem) -> QuarantinePage {
    let size = StoreSource.pageSize
    let all = choice(of: visitor)
    var some = all
    some.code = view.fault.map { $0 == "bad_check" ? "badCheck" : $0 }
    if let feed = view.feed { some.kinds = visitor.handles(feed: feed) ? [feed] : [] }
    return try reading { (now) throws(Problem) -> QuarantinePage in
      let rows = try ImportStore.quarantined(
        some, limit: size, offset: (view.page - 1) * size, on: now.connection)
      let total = try ImportStore.quarantinedCount(some, on: now.connection)
      let kinds = Set(try ImportStore.quarantinedCounts(all, on: now.connection).map(\.kind))
      return QuarantinePage(
        rows: rows.map { $0.refused }, position: ListPosition(page: view.page, pageSize: size, total: total),
        feeds: StoreSource.kinds.filter { kinds.contains($0.name) }.map { (feed: $0.name, title: $0.title) },
        isWhole: visitor.place.level == .city)
    }
  }

  /// The refused rows that a visitor may see at all.
  func choice(of visitor: Visitor) -> QuarantineChoice {
    let kinds = StoreSource.kinds.map(\.name).filter { visitor.handles(feed: $0) }
    return QuarantineChoice(
      kinds: visitor.subject == nil ? nil : kinds,
      within: visitor.place.level == .city ? nil : visitor.subtree)
  }

  private typealias Kind = (name: String, title: Text, isRegister: Bool, isExpected: Bool)

  private static let kinds: [Kind] =
    [
      ("regions", Text(zh: "行政区划", en: "places"), true, true),
      ("households", Text(zh: "农户", en: "households"), true, true),
      ("persons", Text(zh: "人口", en: "persons"), true, true),
    ] + FeedKind.all.map { ($0.name, $0.title, false, $0.isExpected) }
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
