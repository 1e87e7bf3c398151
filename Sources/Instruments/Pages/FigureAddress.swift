// The pages of the figures: all of a place, and one with its definition, its parts and who stands behind it.

package import Kernel

package enum FigureAddress: Equatable, Sendable {
  case list(FigureView)
  /// By its code, such as `perCapitaNetIncome`.
  case figure(String, FigureView)

  var path: String {
    switch self {
    case .list: "/figures"
    case .figure(let code, _): "/figures/\(PageQuery.encoded(code))"
    }
  }

  func write(into query: inout PageQuery) { view.write(into: &query) }

  package var view: FigureView {
    switch self {
    case .list(let view), .figure(_, let view): view
    }
  }

  /// The page of the words behind `figures`; nil where there is none.
  init?(_ words: [String], _ query: PageQuery) throws(Problem) {
    switch words.count {
    case 0: self = .list(try FigureView(reading: query))
    case 1 where PageAddress.isName(words[0]): self = .figure(words[0], try FigureView(reading: query))
    default: return nil
    }
  }
}

/// **Shape**: an unset place means the reader's own, an unset day that of the last screening.
package struct FigureView: Equatable, Sendable {
  package enum Form: String, CaseIterable, Sendable { case json }

  package var place: PlaceCode?
  package var asOf: Day?
  /// Of the households behind a figure, from 1.
  package var page: Int
  /// Unset for a page to look at.
  package var form: Form?

  package init(place: PlaceCode? = nil, asOf: Day? = nil, page: Int = 1, form: Form? = nil) {
    (self.place, self.asOf, self.page, self.form) = (place, asOf, page, form)
  }

  init(reading query: PageQuery) throws(Problem) {
    var day: Day?
    if let text = query["as-of"], !text.isEmpty {
      guard let read = Day(text) else { throw PageAddress.parameter("as-of") }
      day = read
    }
    self.init(
      place: try PageQuery.place(query["place"]), asOf: day, page: try PageAddress.pageNumber(query),
      form: try PageQuery.one(of: Form.self, query, "format"))
  }

  func write(into query: inout PageQuery) {
    if let place { query.add("place", place.short) }
    if let asOf { query.add("as-of", asOf.description) }
    if page > 1 { query.add("page", String(page)) }
    if let form { query.add("format", form.rawValue) }
  }
}
