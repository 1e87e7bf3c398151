// Labels of a map: none covers another or crosses a border, and some stand outside.

import Testing

@testable import Charts

private func square(_ x: Int, _ y: Int, _ side: Int, width: Int = 60) -> LabelWish {
  LabelWish(
    width: width, height: 38, middle: Spot(x: x + side / 2, y: y + side / 2),
    outline: [
      Spot(x: x, y: y), Spot(x: x + side, y: y), Spot(x: x + side, y: y + side), Spot(x: x, y: y + side),
    ], area: Double(side * side))
}

private func box(_ place: LabelPlace, _ wish: LabelWish) -> LabelPlacing.Box {
  switch place {
  case .inside(let spot), .beside(let spot): .init(around: spot, wish.width, wish.height)
  case .numbered(let spot, _): .init(around: spot, LabelPlacing.badge, LabelPlacing.badge)
  }
}

@Suite struct RegionLabelsTests {
  @Test func whereThereIsRoomALabelStandsInTheMiddle() {
    let wishes = [square(0, 0, 200), square(200, 0, 200)]
    let places = LabelPlacing.places(for: wishes, width: 400, height: 200)
    #expect(places == wishes.map { .inside($0.middle) })
  }

  @Test(arguments: [12, 20, 30, 45])
  func noLabelCoversAnother(side: Int) {
    let wishes = (0..<16).map { square(80 + $0 % 4 * side, 120 + $0 / 4 * side, side) }
    let places = LabelPlacing.places(for: wishes, width: 400, height: 400)
    let boxes = zip(places, wishes).map { box($0, $1) }
    for (index, one) in boxes.enumerated() {
      #expect(one.left >= 0 && one.top >= 0 && one.right <= 400 && one.bottom <= 400)
      for other in boxes.dropFirst(index + 1) { #expect(!one.touches(other)) }
    }
  }

  @Test(arguments: [12, 30, 45, 66, 80])
  func noLabelRunsAcrossABorder(side: Int) {
    let wishes = (0..<16).map { square(80 + $0 % 4 * side, 120 + $0 / 4 * side, side) }
    let places = LabelPlacing.places(for: wishes, width: 480, height: 480)
    for (place, wish) in zip(places, wishes) {
      switch place {
      case .inside: #expect(wish.holds(box(place, wish)))
      case .beside: #expect(wishes.allSatisfy { $0.isClear(of: box(place, wish)) })
      case .numbered: break
      }
    }
    let isAll = places.allSatisfy { if case .inside = $0 { true } else { false } }
    #expect(isAll == (side > 60), "a label of 60 pixels has room in more than that")
  }

  @Test func whatFindsNoRoomIsANumber() {
    let wishes = (0..<12).map { square(4 + $0 % 4 * 24, 4 + $0 / 4 * 24, 24) }
    let places = LabelPlacing.places(for: wishes, width: 104, height: 90)
    let numbers = places.compactMap { place -> Int? in
      if case .numbered(_, let number) = place { number } else { nil }
    }
    #expect(!numbers.isEmpty && numbers == Array(1...numbers.count))
  }
}
