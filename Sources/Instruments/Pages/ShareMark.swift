// A share as a point on a line, with the mean of the whole as a tick: position carries the value.
import Kernel

/// **Unit**: tenths of a percent; the line runs from 0 to `end`. The number stands beside it as text.
package func shareMark(_ permille: Int, mean: Int, end: Int, status: Status) -> HTML {
  let scale = max(1, end)
  func place(_ value: Int) -> Int { 6 + min(value, scale) * 64 / scale }
  let at = place(permille)
  let isHigh = status == .red || status == .amber
  let point: HTML =
    isHigh
    ? "<path class=\"point\" d=\"M\(at) 2.5 \(at + 5) 8 \(at) 13.5 \(at - 5) 8Z\"/>"
    : "<circle class=\"point\" cx=\"\(at)\" cy=\"8\" r=\"4.6\"/>"
  return """
    <span class="share"><svg class="mark-\(status.rawValue)" viewBox="0 0 76 16" aria-hidden="true" focusable="false">\
    <path class="axis" d="M4 8H72"/><path class="tick" d="M\(place(mean)) 1.5v13"/>\(point)</svg>\
    <b>\(shareText(permille: permille))</b></span>
    """
}
