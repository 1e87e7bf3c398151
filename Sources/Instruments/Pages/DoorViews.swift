// What a reader has set on the lists of posts and of the journal.

package import Kernel

/// Which posts are listed. **Shape**: an unset place means all that the reader may see.
package struct PostView: Equatable, Sendable {
  package var place: PlaceCode?
  package var role: String
  /// Also posts that have ended.
  package var withEnded: Bool
  package var page: Int

  package init(place: PlaceCode? = nil, role: String = "", withEnded: Bool = false, page: Int = 1) {
    (self.place, self.role, self.withEnded, self.page) = (place, role, withEnded, page)
  }

  init(reading query: PageQuery) throws(Problem) {
    self.init(
      place: try PageQuery.place(query["place"]), role: try PageQuery.words(query["role"], "role"),
      withEnded: query["ended"] == "1", page: try PageAddress.pageNumber(query))
  }

  func write(into query: inout PageQuery) {
    if let place { query.add("place", place.short) }
    if !role.isEmpty { query.add("role", role) }
    if withEnded { query.add("ended", "1") }
    if page > 1 { query.add("page", String(page)) }
  }
}

/// Which entries of the journal are listed. **Shape**: everything unset lists all, the latest first.
package struct JournalView: Equatable, Sendable {
  package var actor: String
  /// `noun.verb`, or its beginning.
  package var action: String
  /// The kind and number of what was acted on, such as a household's or a person's.
  package var subject: String
  package var place: PlaceCode?
  package var from: Day?
  package var to: Day?
  package var page: Int

  package init(
    actor: String = "", action: String = "", subject: String = "", place: PlaceCode? = nil, from: Day? = nil,
    to: Day? = nil, page: Int = 1
  ) {
    (self.actor, self.action, self.subject, self.place) = (actor, action, subject, place)
    (self.from, self.to, self.page) = (from, to, page)
  }

  init(reading query: PageQuery) throws(Problem) {
    self.init(
      actor: try PageQuery.words(query["actor"], "actor"),
      action: try PageQuery.words(query["action"], "action"),
      subject: try PageQuery.words(query["subject"], "subject"), place: try PageQuery.place(query["place"]),
      from: try PageQuery.day(query["from"], "from"), to: try PageQuery.day(query["to"], "to"),
      page: try PageAddress.pageNumber(query))
  }

  func write(into query: inout PageQuery) {
    for (name, words) in [("actor", actor), ("action", action), ("subject", subject)] where !words.isEmpty {
      query.add(name, words)
    }
    if let place { query.add("place", place.short) }
    if let from { query.add("from", from.description) }
    if let to { query.add("to", to.description) }
    if page > 1 { query.add("page", String(page)) }
  }
}

extension PageQuery {
  /// Up to 60 characters without the blanks around them; nothing where the field was left empty.
  static func words(_ text: String?, _ name: String) throws(Problem) -> String {
    let words = text ?? ""
    guard words.unicodeScalars.count <= 60 else { throw PageAddress.parameter(name) }
    var scalars = Substring(words)
    while let first = scalars.first, first.isWhitespace { scalars.removeFirst() }
    while let last = scalars.last, last.isWhitespace { scalars.removeLast() }
    return String(scalars)
  }

  fileprivate static func place(_ text: String?) throws(Problem) -> PlaceCode? {
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
