// What a reader has set on a page with lists: order, filter and page number.

import Kernel

/// How the page of a place is shown. **Shape**: the plain view has everything unset.
package struct PlaceView: Equatable, Sendable {
  /// A column of the table of places below; nil for the order of the codes.
  package var sort: String?
  package var isDescending: Bool
  /// Only households that this rule finds.
  package var rule: String?
  /// Only households at risk that no exclusion takes out.
  package var candidatesOnly: Bool
  /// Page of the list of households, from 1.
  package var page: Int

  package init(
    sort: String? = nil, isDescending: Bool = false, rule: String? = nil, candidatesOnly: Bool = false,
    page: Int = 1
  ) {
    (self.sort, self.isDescending, self.rule) = (sort, isDescending, rule)
    (self.candidatesOnly, self.page) = (candidatesOnly, page)
  }

  package static let plain = PlaceView()

  init(reading query: PageQuery) throws(Problem) {
    let page = try PageAddress.pageNumber(query)
    self.init(sort: try optionalName("sort", query), rule: try optionalName("rule", query), page: page)
    switch query["order"] {
    case nil, "up": break
    case "down": isDescending = true
    default: throw PageAddress.parameter("order")
    }
    switch query["candidates"] {
    case nil: break
    case "1": candidatesOnly = true
    default: throw PageAddress.parameter("candidates")
    }
  }

  func write(into query: inout PageQuery) {
    if let sort { query.add("sort", sort) }
    if isDescending { query.add("order", "down") }
    if let rule { query.add("rule", rule) }
    if candidatesOnly { query.add("candidates", "1") }
    if page > 1 { query.add("page", String(page)) }
  }
}

/// Which refused rows are shown. **Shape**: unset names mean all of them.
package struct QuarantineView: Equatable, Sendable {
  package var feed: String?
  package var fault: String?
  /// From 1.
  package var page: Int

  package init(feed: String? = nil, fault: String? = nil, page: Int = 1) {
    (self.feed, self.fault, self.page) = (feed, fault, page)
  }

  init(reading query: PageQuery) throws(Problem) {
    let page = try PageAddress.pageNumber(query)
    self.init(feed: try optionalName("feed", query), fault: try optionalName("fault", query), page: page)
  }

  func write(into query: inout PageQuery) {
    if let feed { query.add("feed", feed) }
    if let fault { query.add("fault", fault) }
    if page > 1 { query.add("page", String(page)) }
  }
}

// A form sends a name that was left open as an empty value.
func optionalName(_ parameter: String, _ query: PageQuery) throws(Problem) -> String? {
  guard let text = query[parameter], !text.isEmpty else { return nil }
  guard PageAddress.isName(text) else { throw PageAddress.parameter(parameter) }
  return text
}
