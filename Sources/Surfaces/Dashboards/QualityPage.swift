// What the pages on the quality of the data show: counts per feed, and the rows refused.

package import Kernel
package import Pages

/// What became of the rows of one feed. **Unit**: rows.
package struct FeedQuality: Sendable {
  package let feed: String
  package let title: Text
  package let total: Int
  package let malformed: Int
  package let badCheck: Int
  package let unknown: Int
  package let duplicate: Int
  package let accepted: Int
  /// Nil where nothing was ever imported.
  package let lastImport: Instant?

  package init(
    feed: String, title: Text, total: Int, malformed: Int, badCheck: Int, unknown: Int, duplicate: Int,
    accepted: Int, lastImport: Instant?
  ) {
    (self.feed, self.title, self.total, self.malformed) = (feed, title, total, malformed)
    (self.badCheck, self.unknown, self.duplicate) = (badCheck, unknown, duplicate)
    (self.accepted, self.lastImport) = (accepted, lastImport)
  }

  /// Rows that did not go in. A wrong check digit alone keeps no person of the register out, so this can be
  /// less than the sum of the faults.
  package var refused: Int { max(0, total - accepted) }
}

/// All feeds, registry files first.
package struct QualityPage: Sendable {
  package let feeds: [FeedQuality]
  /// False below the city: there only the refused rows of the visitor's places are known, and `total` of a
  /// feed counts these, `accepted` those among them that went in with a doubt.
  package let isWhole: Bool

  package init(feeds: [FeedQuality], isWhole: Bool = true) { (self.feeds, self.isWhole) = (feeds, isWhole) }
}

/// Why a row was refused: the names that addresses use.
package enum RowFault: String, CaseIterable, Sendable {
  case malformed
  case badCheck = "bad_check"
  case unknown
  case duplicate
}

/// A row that did not go in.
package struct RefusedRow: Sendable {
  package let feed: String
  package let file: String
  /// From 1, the header being line 1.
  package let line: Int
  package let column: String
  package let value: String
  package let fault: RowFault
  /// What to do about it.
  package let remedy: Text

  package init(
    feed: String, file: String, line: Int, column: String, value: String, fault: RowFault, remedy: Text
  ) {
    (self.feed, self.file, self.line, self.column) = (feed, file, line, column)
    (self.value, self.fault, self.remedy) = (value, fault, remedy)
  }
}

/// One page of the rows refused. **Shape**: by file and line.
package struct QuarantinePage: Sendable {
  package let rows: [RefusedRow]
  package let position: ListPosition
  /// Every feed that has refused rows, to choose from.
  package let feeds: [(feed: String, title: Text)]
  /// False below the city: there rows whose place nothing tells are not among them.
  package let isWhole: Bool

  package init(
    rows: [RefusedRow], position: ListPosition, feeds: [(feed: String, title: Text)], isWhole: Bool = true
  ) {
    (self.rows, self.position, self.feeds, self.isWhole) = (rows, position, feeds, isWhole)
  }
}
