// Where the labels of a map stand, so that none covers another: in place, beside it, or in a list.

/// A spot of a drawing, in its pixels.
struct Spot: Equatable {
  var x: Int
  var y: Int

  func squaredDistance(to other: Spot) -> Int {
    (x - other.x) * (x - other.x) + (y - other.y) * (y - other.y)
  }
}

/// What is to be placed: how large it is, where it would stand best, and the outline it belongs to.
struct LabelWish {
  let width: Int
  let height: Int
  /// The middle of its place.
  let middle: Spot
  /// The largest outline of its place, in pixels.
  let outline: [Spot]
  /// The smallest has the least room and is placed first.
  let area: Double

  func holds(_ spot: Spot) -> Bool {
    var isInside = false
    for (here, next) in zip(outline, outline.dropFirst() + outline.prefix(1))
    where (here.y > spot.y) != (next.y > spot.y) {
      let x = Double(next.x - here.x) * Double(spot.y - here.y) / Double(next.y - here.y) + Double(here.x)
      if Double(spot.x) < x { isInside.toggle() }
    }
    return isInside
  }
}

enum LabelPlace: Equatable {
  case inside(Spot)
  /// Beside its place, tied to the middle of it by a line.
  case beside(Spot)
  /// No room for words: a number, counted from 1, which a list below explains.
  case numbered(Spot, Int)
}

/// Places labels one after another, those of small places first.
struct LabelPlacing {
  let width: Int
  let height: Int
  private var taken: [Box] = []

  struct Box: Equatable {
    let (left, top, right, bottom): (Int, Int, Int, Int)

    init(around spot: Spot, _ width: Int, _ height: Int) {
      (left, right) = (spot.x - width / 2, spot.x + width / 2)
      (top, bottom) = (spot.y - height / 2, spot.y + height / 2)
    }

    func touches(_ other: Box) -> Bool {
      left < other.right && other.left < right && top < other.bottom && other.top < bottom
    }
  }

  init(width: Int, height: Int) { (self.width, self.height) = (width, height) }

  /// The diameter of a number that stands for a label.
  static let badge = 20

  /// **Shape**: a place for each wish, in the same order.
  static func places(for wishes: [LabelWish], width: Int, height: Int) -> [LabelPlace] {
    var placing = LabelPlacing(width: width, height: height)
    var places = [LabelPlace?](repeating: nil, count: wishes.count)
    var (numbered, order): ([Int], [Int]) = ([], wishes.indices.sorted { wishes[$0].area < wishes[$1].area })
    order = order.filter { index in
      if let place = placing.inside(wishes[index]) {
        places[index] = place
        return false
      }
      return true
    }
    // What does not fit into its own place is set beside it when all others stand.
    for index in order {
      if let place = placing.beside(wishes[index]) { places[index] = place } else { numbered.append(index) }
    }
    for (number, index) in numbered.sorted().enumerated() {
      places[index] = .numbered(placing.badge(wishes[index]), number + 1)
    }
    return zip(places, wishes).map { $0 ?? .inside($1.middle) }
  }

  private mutating func inside(_ wish: LabelWish) -> LabelPlace? {
    let spots = [wish.middle] + LabelPlacing.ring(around: wish.middle, upTo: 60)
    guard let spot = spots.first(where: { fits($0, wish.width, wish.height) && wish.holds($0) }) else {
      return nil
    }
    taken.append(Box(around: spot, wish.width, wish.height))
    return .inside(spot)
  }

  private mutating func beside(_ wish: LabelWish) -> LabelPlace? {
    let spots = LabelPlacing.ring(around: wish.middle, upTo: max(width, height) / 2)
    guard let spot = spots.first(where: { fits($0, wish.width, wish.height) }) else { return nil }
    taken.append(Box(around: spot, wish.width, wish.height))
    return wish.holds(spot) ? .inside(spot) : .beside(spot)
  }

  private mutating func badge(_ wish: LabelWish) -> Spot {
    let spots = [wish.middle] + LabelPlacing.ring(around: wish.middle, upTo: max(width, height) / 2)
    let spot = spots.first { fits($0, LabelPlacing.badge, LabelPlacing.badge) } ?? wish.middle
    taken.append(Box(around: spot, LabelPlacing.badge, LabelPlacing.badge))
    return spot
  }

  private func fits(_ spot: Spot, _ wide: Int, _ high: Int) -> Bool {
    let box = Box(around: spot, wide, high)
    guard box.left >= 0, box.top >= 0, box.right <= width, box.bottom <= height else { return false }
    return !taken.contains { $0.touches(box) }
  }

  /// Spots around a middle, the nearest first; to the sides before up and down, since labels are wide.
  private static func ring(around middle: Spot, upTo limit: Int) -> [Spot] {
    let step = 6
    var spots: [Spot] = []
    for x in stride(from: -limit, through: limit, by: step) {
      for y in stride(from: -limit, through: limit, by: step) where x != 0 || y != 0 {
        let spot = Spot(x: middle.x + x, y: middle.y + y)
        if spot.squaredDistance(to: middle) <= limit * limit { spots.append(spot) }
      }
    }
    return spots.sorted {
      ($0.squaredDistance(to: middle), $0.y, $0.x) < ($1.squaredDistance(to: middle), $1.y, $1.x)
    }
  }
}
