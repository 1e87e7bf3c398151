// A share as a point on a line, with the mean of the whole as a tick: position carries the value.

import Kernel

/// **Unit**: tenths of a percent; the line spans the shares that are compared. The number stands beside it.
package func shareMark(_ permille: Int, mean: Int, line: ClosedRange<Int>, status: Status) -> HTML {
  let length = max(1, line.upperBound - line.lowerBound)
  func place(_ value: Int) -> Int {
    8 + (min(max(value, line.lowerBound), line.upperBound) - line.lowerBound) * 60 / length
  }
  let at = place(permille)
  let isHigh = status == .red || status == .amber
  let point: HTML =
    isHigh
    ? "<path class=\"point\" d=\"M\(at) 2.5 \(at + 5) 8 \(at) 13.5 \(at - 5) 8Z\"/>"
    : "<circle class=\"point\" cx=\"\(at)\" cy=\"8\" r=\"4.6\"/>"
  return """
    <span class="share"><svg class="mark-\(status.rawValue)" viewBox="0 0 76 16" aria-hidden="true" \
    focusable="false">\
    <path class="axis" d="M4 8H72"/><path class="tick" d="M\(place(mean)) 1.5v13"/>\(point)</svg>\
    <b>\(shareText(permille: permille))</b></span>
    """
}
