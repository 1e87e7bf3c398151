// Status as shape, colour and word together.

/// How things stand. The shape says it without the colour, the word without the shape.
package enum Status: String, CaseIterable, Sendable {
  /// Act now: a triangle.
  case red
  /// Soon: a diamond.
  case amber
  /// Fine: a disc.
  case green
  /// Not known or not counted: a ring.
  case grey

  fileprivate var icon: Icon {
    switch self {
    case .red: .triangle
    case .amber: .diamond
    case .green: .disc
    case .grey: .ring
    }
  }
}

/// The drawn signs of the pages; every page carries each once and refers to it.
package enum Icon: String, CaseIterable, Sendable {
  case triangle, diamond, disc, ring, lens, person

  private var drawing: HTML {
    switch self {
    case .triangle:
      """
      <path d="M8 1.2 15.4 14.4H.6Z" fill="currentColor"/>\
      <path d="M8 5.6v4.2M8 11.2v1.5" stroke="#fff" stroke-width="1.7"/>
      """
    case .diamond:
      """
      <path d="M8 .6 15.4 8 8 15.4.6 8Z" fill="currentColor"/>\
      <path d="M8 4.8V8.4l2.3 1.3" fill="none" stroke="#fff" stroke-width="1.5"/>
      """
    case .disc:
      """
      <circle cx="8" cy="8" r="7" fill="currentColor"/>\
      <path d="m4.8 8.2 2.2 2.2 4.2-4.6" fill="none" stroke="#fff" stroke-width="1.7"/>
      """
    case .ring:
      """
      <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="1.8"/>\
      <path d="M5.2 8h5.6" stroke="currentColor" stroke-width="1.8"/>
      """
    case .lens:
      """
      <circle cx="6.8" cy="6.8" r="4.6" fill="none" stroke="currentColor" stroke-width="1.6"/>\
      <path d="m10.4 10.4 4 4" stroke="currentColor" stroke-width="1.8"/>
      """
    case .person:
      """
      <circle cx="8" cy="5" r="3.4" fill="currentColor"/>\
      <path d="M1.5 15a6.5 6 0 0 1 13 0Z" fill="currentColor"/>
      """
    }
  }

  fileprivate var symbol: HTML {
    """
    <symbol id="i-\(rawValue)" viewBox="0 0 16 16">\(drawing)</symbol>
    """
  }

  /// All signs, hidden, for the head of a page's body.
  package static let sheet: HTML = """
    <svg class="sheet" aria-hidden="true" focusable="false">\(allCases.map(\.symbol))</svg>
    """
}

/// A sign that adds nothing for a screen reader: the word stands beside it.
package func icon(_ icon: Icon) -> HTML {
  """
  <svg class="ic" aria-hidden="true" focusable="false"><use href="#i-\(icon.rawValue)"/></svg>
  """
}

/// A tag: shape, colour and word.
package func statusTag(_ status: Status, _ word: String) -> HTML {
  """
  <span class="tag \(status.rawValue)">\(icon(status.icon))\(word)</span>
  """
}

/// The shape alone, with its word for screen readers only: for the inside of drawings and dense rows.
package func statusSign(_ status: Status, _ word: String) -> HTML {
  """
  <span class="sign \(status.rawValue)">\(icon(status.icon))<span class="aside">\(word)</span></span>
  """
}
