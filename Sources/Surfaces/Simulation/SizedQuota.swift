// How many of each size are wanted, so that a number of things and the sum of their sizes come out exactly.

import Kernel

/// Things of one size that are alike.
struct SizedClass {
  let size: Int
  /// How likely one of them is taken, beside those of other classes.
  let weight: Double
  let available: Int
}

enum SizedQuota {
  /// **Shape**: one number a class, none above what is available; they add up to `count` where enough is
  /// available, and their sizes to `sum` where that can be; else as near as single exchanges come.
  static func wanted(_ classes: [SizedClass], count: Int, sum: Int?) -> [Int] {
    let all = classes.reduce(0) { $0 + ($1.weight > 0 ? $1.available : 0) }
    guard count < all else { return classes.map { $0.weight > 0 ? $0.available : 0 } }
    guard count > 0 else { return classes.map { _ in 0 } }
    var shares = shares(classes, count: count, tilt: 1)
    if let sum {
      // Sizes are favoured or avoided evenly until their sum fits.
      var (low, high) = (0.01, 100.0)
      for _ in 0..<44 {
        let tilt = (low * high).squareRoot()
        shares = self.shares(classes, count: count, tilt: tilt)
        let reached = zip(classes, shares).reduce(0.0) { $0 + Double($1.0.size) * $1.1 }
        if reached < Double(sum) { low = tilt } else { high = tilt }
      }
    }
    var wanted = rounded(shares, classes, count: count)
    if let sum { exchange(&wanted, classes, sum: sum) }
    return wanted
  }

  /// Whole numbers in proportion to weights that add up to `total`, by the largest remainders.
  static func apportion(_ total: Int, by weights: [Int]) -> [Int] {
    let sum = weights.reduce(0, +)
    guard sum > 0 else { return weights.map { _ in 0 } }
    var parts = weights.map { total * $0 / sum }
    let order = weights.indices.sorted {
      let (left, right) = (total * weights[$0] % sum, total * weights[$1] % sum)
      return left == right ? $0 < $1 : left > right
    }
    for index in order.prefix(total - parts.reduce(0, +)) { parts[index] += 1 }
    return parts
  }

  private static func shares(_ classes: [SizedClass], count: Int, tilt: Double) -> [Double] {
    let pulls = classes.map { one -> Double in
      guard one.available > 0, one.weight > 0 else { return 0 }
      var pull = one.weight * Double(one.available)
      for _ in 0..<one.size { pull *= tilt }
      return pull
    }
    func sum(_ level: Double) -> Double {
      var sum = 0.0
      for index in pulls.indices { sum += min(Double(classes[index].available), pulls[index] * level) }
      return sum
    }
    // Where no class is used up, this level is right at once.
    var (low, high) = (0.0, Double(count) / pulls.reduce(0, +))
    while sum(high) < Double(count), high < 1e60 { (low, high) = (high, high * 2) }
    for _ in 0..<50 where low > 0 {
      let middle = (low + high) / 2
      if sum(middle) < Double(count) { low = middle } else { high = middle }
    }
    return pulls.indices.map { min(Double(classes[$0].available), pulls[$0] * high) }
  }

  private static func rounded(_ shares: [Double], _ classes: [SizedClass], count: Int) -> [Int] {
    var wanted = zip(shares, classes).map { min($1.available, Int($0)) }
    var left = count - wanted.reduce(0, +)
    let order = shares.indices.sorted {
      let (one, other) = (shares[$0] - Double(wanted[$0]), shares[$1] - Double(wanted[$1]))
      return one == other ? $0 < $1 : one > other
    }
    while left != 0 {
      let before = left
      for index in left > 0 ? order : order.reversed() where left != 0 {
        let step = left > 0 ? 1 : -1
        let room = step > 0 ? classes[index].available - wanted[index] : wanted[index]
        guard room > 0, classes[index].weight > 0 else { continue }
        wanted[index] += step
        left -= step
      }
      if left == before { break }
    }
    return wanted
  }

  /// Takes one of another size instead, the nearest size first, until the sum fits.
  private static func exchange(_ wanted: inout [Int], _ classes: [SizedClass], sum: Int) {
    var missing = sum - zip(classes, wanted).reduce(0) { $0 + $1.0.size * $1.1 }
    while missing != 0 {
      var best: (out: Int, into: Int, gain: Int)?
      for out in classes.indices where wanted[out] > 0 {
        for into in classes.indices where wanted[into] < classes[into].available && classes[into].weight > 0 {
          let gain = classes[into].size - classes[out].size
          guard gain != 0, abs(missing - gain) < abs(missing) else { continue }
          if let best, (abs(best.gain), -wanted[best.out]) <= (abs(gain), -wanted[out]) { continue }
          best = (out, into, gain)
        }
      }
      guard let best else { return }
      wanted[best.out] -= 1
      wanted[best.into] += 1
      missing -= best.gain
    }
  }
}

/// Takes exactly `wanted` of `available` things that come one after the other, each as likely as the next.
struct Ration {
  private var wanted: Int
  private var available: Int

  init(_ wanted: Int, of available: Int) { (self.wanted, self.available) = (max(0, wanted), available) }

  mutating func takes(_ random: inout SeededRandom) -> Bool {
    guard available > 0 else { return false }
    let isTaken = random.below(available) < wanted
    available -= 1
    if isTaken { wanted -= 1 }
    return isTaken
  }
}

/// Cards of some values, drawn without putting them back.
struct Deck {
  private var counts: [Int]
  private var left: Int

  /// - Parameter counts: how many there are of the values 0, 1, 2 and so on.
  init(_ counts: [Int]) {
    self.counts = counts
    left = counts.reduce(0, +)
  }

  /// **Shape**: nil when no card is left.
  mutating func draw(_ random: inout SeededRandom) -> Int? {
    guard left > 0 else { return nil }
    var mark = random.below(left)
    left -= 1
    for value in counts.indices {
      if mark < counts[value] {
        counts[value] -= 1
        return value
      }
      mark -= counts[value]
    }
    return nil
  }
}
