// What makes up a difference: parts to the left and right of zero.

package import Pages

/// One part. **Unit**: `amount` in what the chart counts; may be negative.
package struct Contribution: Sendable {
  package let label: HTML
  package let amount: Int
  /// The amount as its reader sees it, with sign and unit.
  package let value: String

  package init(_ label: HTML, _ amount: Int, value: String) {
    (self.label, self.amount, self.value) = (label, amount, value)
  }
}

/// Bars from a common zero. Like ranked bars, the list is its own text alternative.
package func contributionChart(_ caption: String, _ parts: [Contribution]) -> HTML {
  let below = parts.map { max(0, -$0.amount) }.max() ?? 0
  let above = parts.map { max(0, $0.amount) }.max() ?? 0
  let span = max(1, below + above)
  let zero = below * 1_000 / span
  let items = parts.map { part -> HTML in
    let size = abs(part.amount) * 1_000 / span
    let from = part.amount < 0 ? zero - size : zero
    return """
      <li><span class="label">\(part.label)</span>\
      <svg class="bar \(part.amount < 0 ? "less" : "more")" viewBox="0 0 1000 10" preserveAspectRatio="none" \
      aria-hidden="true" focusable="false"><rect x="\(from)" width="\(size)" height="10"/>\
      <line x1="\(zero)" x2="\(zero)" y1="0" y2="10"/></svg>\
      <span class="value"><b>\(part.value)</b></span></li>
      """
  }
  return "<ol class=\"bars parts\" aria-label=\"\(caption)\">\(items)</ol>"
}
