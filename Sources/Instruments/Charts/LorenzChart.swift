// Lorenz curves: the share of the income against the share of the people, poorest first.

package import Kernel
package import Pages

/// A curve with its name. **Shape**: shares from the first to the last person, in equal steps.
package struct LorenzCurve: Sendable {
  package let name: String
  package let shares: [Double]

  package init(_ name: String, _ shares: [Double]) { (self.name, self.shares) = (name, shares) }
}

/// Curves under the diagonal of equal shares. **Shape**: curves without points are left out; all others have
/// the same number of points, and the table behind has one row for each.
package func lorenzChart(_ caption: String, _ curves: [LorenzCurve], _ language: Language) -> HTML {
  let drawn = curves.filter { $0.shares.count > 1 }
  guard let points = drawn.first?.shares.count else { return HTML() }
  precondition(drawn.allSatisfy { $0.shares.count == points }, "all curves have the same steps")
  let paths = drawn.enumerated().map { index, curve -> HTML in
    let path = curve.shares.enumerated().map { place, share in
      "\(place == 0 ? "M" : "L")\(40 + place * 300 / (points - 1)) \(310 - Int((share * 300).rounded()))"
    }.joined()
    return """
      <g class="tone\(index + 1)"><path d="\(path)"/></g>\
      <text class="end tone\(index + 1)" x="50" y="\(26 + 20 * index)">\(curve.name)</text>
      """
  }
  let words = ChartWords(caption, moment: language.say("人口比例", "Share of people"), language) {
    shareText(permille: $0)
  }
  let rows = (0..<points).map { shareText($0, of: points - 1) }
  let trends = drawn.map { curve in
    Trend(curve.name, .line, curve.shares.map { Int(($0 * 1_000).rounded()) })
  }
  return """
    <figure class="trend lorenz"><svg viewBox="0 0 350 350" role="img" aria-label="\(caption)">\
    <path class="grid" d="M40 10L40 310L340 310"/><path class="equal" d="M40 310L340 10"/>\(paths)\
    <text class="moment" x="190" y="340">\(language.say("人口（由低到高）", "People, poorest first"))</text></svg>\
    \(chartTable(words, rows: rows, trends))</figure>
    """
}
