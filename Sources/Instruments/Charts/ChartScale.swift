// The axis of a chart: round steps that hold all values.

/// From the lowest to the highest tick. **Shape**: `ticks` ascend in equal round steps and hold zero and all
/// values; there are two at least and seven at most.
package struct ChartScale: Equatable, Sendable {
  package let ticks: [Int]

  /// Bars begin at zero, so zero is always on the axis.
  package init(holding values: [Int]) {
    let low = min(0, values.min() ?? 0)
    let high = max(0, values.max() ?? 0)
    let step = ChartScale.roundStep(atLeast: max(1, (high - low + 4) / 5))
    let first = -((-low + step - 1) / step)
    let last = max(first + 1, (high + step - 1) / step)
    ticks = (first...last).map { $0 * step }
  }

  var low: Int { ticks[0] }
  var high: Int { ticks[ticks.count - 1] }

  /// How far up a value stands. **Unit**: of `height`, from the bottom.
  func rise(_ value: Int, of height: Int) -> Int {
    Int((Double(value - low) / Double(high - low) * Double(height)).rounded())
  }

  /// 1, 2 or 5 times a power of ten.
  private static func roundStep(atLeast least: Int) -> Int {
    var power = 1
    while power <= least / 10 { power *= 10 }
    return [1, 2, 5, 10].map { $0 * power }.first { $0 >= least } ?? least
  }
}
