// What lists of work show: which rows, or which month.

package import Kernel

/// Which rows a list of work shows. **Shape**: names and values of filters are letters, digits and `-_.`.
package struct WorkView: Equatable, Sendable {
  package static let names = [
    "state", "step", "chain", "type", "risk", "cause", "severity", "late", "subject",
  ]

  /// Nil for the reader's own place.
  package var place: PlaceCode?
  /// Empty values are left out.
  package var choices: [String: String]
  package var page: Int

  package init(place: PlaceCode? = nil, _ choices: [String: String] = [:], page: Int = 1) {
    self.place = place
    (self.choices, self.page) = (choices.filter { !$0.value.isEmpty }, page)
  }

  package subscript(name: String) -> String? { choices[name] }

  /// **Problems**: `pages.address.parameter`.
  init(reading query: PageQuery) throws(Problem) {
    var choices: [String: String] = [:]
    for name in WorkView.names {
      guard let value = query[name], !value.isEmpty else { continue }
      guard PageAddress.isName(value) else { throw PageAddress.parameter(name) }
      choices[name] = value
    }
    var place: PlaceCode?
    if let text = query["place"], !text.isEmpty {
      guard let code = PlaceCode(text) else { throw PageAddress.parameter("place") }
      place = code
    }
    self.init(place: place, choices, page: try PageAddress.pageNumber(query))
  }

  func write(into query: inout PageQuery) {
    if let place { query.add("place", place.short) }
    for name in WorkView.names { if let value = choices[name] { query.add(name, value) } }
    if page > 1 { query.add("page", String(page)) }
  }
}

/// A month of a place, and where its list stands.
package struct MonthView: Equatable, Sendable {
  /// Nil for the reader's own place.
  package var place: PlaceCode?
  /// Nil for the present one.
  package var month: WorkMonth?
  package var page: Int

  package init(place: PlaceCode? = nil, _ month: WorkMonth? = nil, page: Int = 1) {
    (self.place, self.month, self.page) = (place, month, page)
  }

  /// **Problems**: `pages.address.parameter`.
  init(reading query: PageQuery) throws(Problem) {
    var (place, month): (PlaceCode?, WorkMonth?) = (nil, nil)
    if let text = query["place"], !text.isEmpty {
      guard let code = PlaceCode(text) else { throw PageAddress.parameter("place") }
      place = code
    }
    if let text = query["month"], !text.isEmpty {
      guard let found = WorkMonth(text) else { throw PageAddress.parameter("month") }
      month = found
    }
    self.init(place: place, month, page: try PageAddress.pageNumber(query))
  }

  func write(into query: inout PageQuery) {
    if let place { query.add("place", place.short) }
    if let month { query.add("month", month.description) }
    if page > 1 { query.add("page", String(page)) }
  }
}
