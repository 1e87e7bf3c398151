// Where labels of a map stand, so that none covers another or a border: in place, outside, or in a list.

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

  /// Whether a box lies in the outline, its edges too.
  func holds(_ box: LabelPlacing.Box) -> Bool {
    box.corners.allSatisfy(holds) && box.edges(every: 5).allSatisfy(holds)
  }

  /// Whether a box lies beside the outline and touches it nowhere.
  func isClear(of box: LabelPlacing.Box) -> Bool {
    !outline.contains(where: box.holds) && !box.corners.contains(where: holds)
      && !box.edges(every: 5).contains(where: holds)
  }

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
  /// Outside of all places, tied to the middle of its own by a line.
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

    var corners: [Spot] {
      [Spot(x: left, y: top), Spot(x: right, y: top), Spot(x: right, y: bottom), Spot(x: left, y: bottom)]
    }

    /// Spots along the edges, some pixels apart.
    func edges(every step: Int) -> [Spot] {
      let across = stride(from: left, through: right, by: step).flatMap { x in
        [Spot(x: x, y: top), Spot(x: x, y: bottom)]
      }
      let down = stride(from: top, through: bottom, by: step).flatMap { y in
        [Spot(x: left, y: y), Spot(x: right, y: y)]
      }
      return across + down
    }

    func holds(_ spot: Spot) -> Bool {
      left <= spot.x && spot.x <= right && top <= spot.y && spot.y <= bottom
    }

    func touches(_ other: Box) -> Bool {
      left < other.right && other.left < right && top < other.bottom && other.top < bottom
    }
  }

  init(width: Int, height: Int) { (self.width, self.height) = (width, height) }

  /// The diameter of a number that stands for a label.
  static let badge = 20
  /// How far from the middle of its place a label may stand: within it, and outside of all.
  private static let (near, far) = (72, 96)

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
    // What does not fit into its own place is set outside of all of them when the others stand.
    for index in order {
      if let place = placing.beside(wishes[index], wishes) {
        places[index] = place
      } else {
        numbered.append(index)
      }
    }
    for (number, index) in numbered.sorted().enumerated() {
      places[index] = .numbered(placing.badge(wishes[index]), number + 1)
    }
    return zip(places, wishes).map { $0 ?? .inside($1.middle) }
  }

  private mutating func inside(_ wish: LabelWish) -> LabelPlace? {
    let spots = [wish.middle] + LabelPlacing.ring(around: wish.middle, upTo: LabelPlacing.near)
    let found = spots.first { spot in
      let box = Box(around: spot, wish.width, wish.height)
      return fits(box) && wish.holds(box)
    }
    guard let spot = found else { return nil }
    taken.append(Box(around: spot, wish.width, wish.height))
    return .inside(spot)
  }

  private mutating func beside(_ wish: LabelWish, _ all: [LabelWish]) -> LabelPlace? {
    let spots = LabelPlacing.ring(around: wish.middle, upTo: LabelPlacing.far)
    let found = spots.first { spot in
      let box = Box(around: spot, wish.width, wish.height)
      return fits(box) && all.allSatisfy { $0.isClear(of: box) }
    }
    guard let spot = found else { return nil }
    taken.append(Box(around: spot, wish.width, wish.height))
    return .beside(spot)
  }

  private mutating func badge(_ wish: LabelWish) -> Spot {
    let spots = [wish.middle] + LabelPlacing.ring(around: wish.middle, upTo: max(width, height) / 2)
    func box(_ spot: Spot) -> Box { Box(around: spot, LabelPlacing.badge, LabelPlacing.badge) }
    let spot =
      spots.first { fits(box($0)) && wish.holds(box($0)) } ?? spots.first { fits(box($0)) } ?? wish.middle
    taken.append(box(spot))
    return spot
  }

  private func fits(_ box: Box) -> Bool {
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
