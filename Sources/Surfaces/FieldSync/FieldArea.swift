// What a phone has to be told of its area: the households that changed behind the number that it knows.

import Kernel
import Vault

/// A page of what changed.
struct FieldChanges: Sendable {
  let area: PlaceCode
  /// The number that the phone knows when it has taken this page.
  let sequence: Int64
  /// Whether the phone's number is none of this store: it forgets the area's households and begins anew.
  let isReset: Bool
  let hasMore: Bool
  /// Households as JSON, in the order of their numbers.
  let households: [String]
  /// Those that are not there any more. **Shape**: `530602-4711`.
  let gone: [String]

  var json: String {
    JSONText.object([
      "area": JSONText.quoted(area.short), "sequence": String(sequence), "reset": String(isReset),
      "more": String(hasMore), "rows": JSONText.array(households),
      "gone": JSONText.array(gone.map(JSONText.quoted)),
    ])
  }
}

/// Compares what households are with what phones were told, and numbers what is different.
///
/// Whatever changed a household, an import, a step of a case or a correction, it is found here, since the
/// rows themselves are compared and not their reasons.
struct FieldFeed: Sendable {
  let area: PlaceCode
  /// By household: its row as JSON.
  let rows: [Int64: String]
  private let digests: [Int64: [UInt8]]

  /// - Parameter households: all of the area.
  init(_ area: PlaceCode, _ households: [FieldHousehold]) {
    self.area = area
    rows = Dictionary(
      uniqueKeysWithValues: households.map { ($0.number, $0.json(county: area.county)) })
    digests = rows.mapValues { SecretToken.digest(of: $0) }
  }

  /// Rows to keep anew, numbered behind the last one in the order of households; empty where phones were told
  /// of everything.
  func news(since told: [Int64: FieldAreaStore.Row], last: Int64) -> [FieldAreaStore.Row] {
    var news: [FieldAreaStore.Row] = []
    let gone = told.values.filter { !$0.isGone && digests[$0.household] == nil }.map(\.household)
    for household in (digests.keys + gone).sorted() {
      let known = told[household]
      let digest = digests[household]
      if let digest, let known, known.digest == digest, !known.isGone { continue }
      news.append(
        FieldAreaStore.Row(
          household: household, sequence: last + Int64(news.count) + 1, digest: digest ?? [],
          isGone: digest == nil))
    }
    return news
  }

  /// - Parameters:
  ///   - numbered: rows behind `since` in order, one more than a page where there are.
  ///   - last: the last number of the area.
  func changes(
    since: Int64, numbered: [FieldAreaStore.Row], page: Int, last: Int64
  ) -> FieldChanges {
    let rows = numbered.prefix(page)
    return FieldChanges(
      area: area, sequence: rows.last?.sequence ?? last, isReset: false,
      hasMore: numbered.count > page, households: rows.compactMap { self.rows[$0.household] },
      gone: rows.filter { $0.isGone || self.rows[$0.household] == nil }
        .map { "\(area.county)-\($0.household)" })
  }
}
