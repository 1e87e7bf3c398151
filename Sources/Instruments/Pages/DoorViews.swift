// What a reader has set on the lists of posts and of the journal.

package import Kernel

/// Which accounts are listed. **Shape**: everything unset lists all.
package struct AccountView: Equatable, Sendable {
  package enum State: String, CaseIterable, Sendable { case locked, waiting, shut, postless }

  /// The beginning of a name to sign in with, or of an own name.
  package var words: String
  package var state: State?
  /// The last one of the page before, empty for the first page.
  package var after: String

  package init(_ words: String = "", state: State? = nil, after: String = "") {
    (self.words, self.state, self.after) = (words, state, after)
  }

  init(reading query: PageQuery) throws(Problem) {
    self.init(
      try PageQuery.words(query["q"], "q"), state: try PageQuery.one(of: State.self, query, "state"),
      after: try PageQuery.words(query["after"], "after"))
  }

  func write(into query: inout PageQuery) {
    if !words.isEmpty { query.add("q", words) }
    if let state { query.add("state", state.rawValue) }
    if !after.isEmpty { query.add("after", after) }
  }
}

/// Which posts are listed. **Shape**: an unset place means all that the reader may see, an unset state those
/// that are not over.
package struct PostView: Equatable, Sendable {
  package enum State: String, CaseIterable, Sendable { case ending, ended, vacant }

  package var place: PlaceCode?
  /// The name of a role.
  package var role: String?
  package var state: State?
  /// The last post of the page before, 0 for the first page.
  package var after: Int64

  package init(place: PlaceCode? = nil, role: String? = nil, state: State? = nil, after: Int64 = 0) {
    (self.place, self.role, self.state, self.after) = (place, role, state, after)
  }

  init(reading query: PageQuery) throws(Problem) {
    let last = query["after"].map { PageAddress.wholeNumber($0, in: 0...Int64.max) } ?? 0
    guard let last else { throw PageAddress.parameter("after") }
    self.init(
      place: try PageQuery.place(query["place"]), role: try optionalName("role", query),
      state: try PageQuery.one(of: State.self, query, "state"), after: last)
  }

  func write(into query: inout PageQuery) {
    if let place { query.add("place", place.short) }
    if let role { query.add("role", role) }
    if let state { query.add("state", state.rawValue) }
    if after > 0 { query.add("after", String(after)) }
  }
}

/// Which entries of the journal are listed. **Shape**: everything unset lists all, the latest first.
package struct JournalView: Equatable, Sendable {
  package var actor: String
  /// `noun.verb`, or the noun for all its verbs.
  package var action: String
  package var household: Int64?
  package var person: Int64?
  package var place: PlaceCode?
  package var from: Day?
  package var to: Day?
  /// The last entry of the page before: instant, county and number. Empty for the first page.
  package var after: [Int64]

  package init(
    actor: String = "", action: String = "", household: Int64? = nil, person: Int64? = nil,
    place: PlaceCode? = nil, from: Day? = nil, to: Day? = nil, after: [Int64] = []
  ) {
    (self.actor, self.action, self.household, self.person) = (actor, action, household, person)
    (self.place, self.from, self.to, self.after) = (place, from, to, after)
  }

  init(reading query: PageQuery) throws(Problem) {
    self.init(
      actor: try PageQuery.words(query["actor"], "actor"),
      action: try PageQuery.words(query["action"], "action"),
      household: try PageQuery.number(query["household"], "household"),
      person: try PageQuery.number(query["person"], "person"), place: try PageQuery.place(query["place"]),
      from: try PageQuery.day(query["from"], "from"), to: try PageQuery.day(query["to"], "to"),
      after: try JournalView.mark(query["after"]))
  }

  private static func mark(_ text: String?) throws(Problem) -> [Int64] {
    guard let text, !text.isEmpty else { return [] }
    let parts = text.split(separator: ".")
    let numbers = parts.compactMap { PageAddress.wholeNumber(String($0), in: -1...Int64.max) }
    guard numbers.count == 3, numbers.map(String.init).joined(separator: ".") == text else {
      throw PageAddress.parameter("after")
    }
    return numbers
  }

  func write(into query: inout PageQuery) {
    for (name, words) in [("actor", actor), ("action", action)] where !words.isEmpty {
      query.add(name, words)
    }
    if let place { query.add("place", place.short) }
    if let household { query.add("household", String(household)) }
    if let person { query.add("person", String(person)) }
    if let from { query.add("from", from.description) }
    if let to { query.add("to", to.description) }
    if !after.isEmpty { query.add("after", after.map(String.init).joined(separator: ".")) }
  }
}

extension PageQuery {
  /// One of a closed list; nil where the field was left open.
  static func one<Choice: RawRepresentable<String>>(
    of _: Choice.Type, _ query: PageQuery, _ name: String
  ) throws(Problem) -> Choice? {
    guard let text = query[name], !text.isEmpty else { return nil }
    guard let choice = Choice(rawValue: text) else { throw PageAddress.parameter(name) }
    return choice
  }

  /// Up to 60 characters without the blanks around them; nothing where the field was left empty.
  static func words(_ text: String?, _ name: String) throws(Problem) -> String {
    let words = text ?? ""
    guard words.unicodeScalars.count <= 60 else { throw PageAddress.parameter(name) }
    var scalars = Substring(words)
    while let first = scalars.first, first.isWhitespace { scalars.removeFirst() }
    while let last = scalars.last, last.isWhitespace { scalars.removeLast() }
    return String(scalars)
  }

  fileprivate static func number(_ text: String?, _ name: String) throws(Problem) -> Int64? {
    guard let text, !text.isEmpty else { return nil }
    guard let number = PageAddress.wholeNumber(text, in: 1...Int64.max) else {
      throw PageAddress.parameter(name)
    }
    return number
  }

  static func place(_ text: String?) throws(Problem) -> PlaceCode? {
    guard let text, !text.isEmpty else { return nil }
    guard let place = PlaceCode(text) else { throw PageAddress.parameter("place") }
    return place
  }

  fileprivate static func day(_ text: String?, _ name: String) throws(Problem) -> Day? {
    guard let text, !text.isEmpty else { return nil }
    guard let day = Day(text) else { throw PageAddress.parameter(name) }
    return day
  }
}
