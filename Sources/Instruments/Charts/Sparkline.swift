// A small line beside a number, which tells where it comes from.

package import Pages

/// **Shape**: nothing with less than two known values. The line is scaled to its own range, so it shows the
/// course and not the size; screen readers pass it by.
package func sparkline(_ values: [Int?]) -> HTML {
  let known = values.enumerated().compactMap { place, value in value.map { (place, $0) } }
  guard known.count > 1, let low = known.map(\.1).min(), let high = known.map(\.1).max() else {
    return HTML()
  }
  let points = known.map { place, value -> (Int, Int) in
    let rise = high == low ? 12 : (value - low) * 20 / (high - low)
    return (3 + place * 84 / (values.count - 1), 24 - rise)
  }
  let path = points.enumerated().map { "\($0 == 0 ? "M" : "L")\($1.0) \($1.1)" }.joined()
  let (x, y) = points[points.count - 1]
  return """
    <svg class="spark" viewBox="0 0 92 28" aria-hidden="true" focusable="false"><path d="\(path)"/>\
    <circle cx="\(x)" cy="\(y)" r="3"/></svg>
    """
}
