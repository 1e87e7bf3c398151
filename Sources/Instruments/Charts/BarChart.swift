// Ranked horizontal bars, drawn on the server, with their labels and numbers beside them.

package import Pages

/// One bar. **Unit**: `count` in what the chart counts; `share` is a text that stands beside it, `mark` one
/// behind the label.
package struct Bar: Sendable {
  package let label: HTML
  package let mark: String
  package let count: Int
  package let value: HTML
  package let share: String
  package let status: Status?

  package init(
    label: HTML, mark: String = "", count: Int, value: HTML, share: String = "", status: Status? = nil
  ) {
    (self.label, self.mark, self.count, self.value) = (label, mark, count, value)
    (self.share, self.status) = (share, status)
  }
}

/// Bars from zero, the longest as long as there is room. The list is its own text alternative: label and
/// number of every bar are words; only the bar itself is hidden from screen readers.
package func barChart(_ caption: String, _ bars: [Bar], inColumns: Bool = false) -> HTML {
  let longest = max(1, bars.map(\.count).max() ?? 1)
  let items = bars.map { bar -> HTML in
    let width = (bar.count * 1_000 + longest - 1) / longest
    let share: HTML = bar.share.isEmpty ? HTML() : "<span>\(bar.share)</span>"
    let mark: HTML = bar.mark.isEmpty ? HTML() : "<small>\(bar.mark)</small>"
    let kind = bar.status?.rawValue ?? "plain"
    return """
      <li><span class="label">\(bar.label)\(mark)</span>\
      <svg class="bar \(kind)" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true" \
      focusable="false">\
      <rect width="\(width)" height="10"/></svg>\
      <span class="value"><b>\(bar.value)</b>\(share)</span></li>
      """
  }
  return "<ol class=\"\(inColumns ? "bars two" : "bars")\" aria-label=\"\(caption)\">\(items)</ol>"
}
