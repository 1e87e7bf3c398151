// Who lives together: the shapes of households and the ages that go with them.

import Kernel

/// The shapes of rural households; the head comes first in each.
enum HouseholdShape: CaseIterable, Sendable {
  case loneElder, lonePerson, elderlyCouple, couple, parentsWithChildren, singleParent, threeGenerations
  case marriedChildAtHome, grandparentsWithGrandchildren

  static let lot = Lot<HouseholdShape>(
    (.loneElder, 22), (.lonePerson, 40), (.elderlyCouple, 26), (.couple, 62), (.parentsWithChildren, 370),
    (.singleParent, 45), (.threeGenerations, 255), (.marriedChildAtHome, 165),
    (.grandparentsWithGrandchildren, 15))

  /// A family of this shape.
  func family(_ random: inout SeededRandom) -> [Kin] {
    switch self {
    case .loneElder: [HouseholdShape.head(random.within(65...91), men: 0.5, &random)]
    case .lonePerson: [HouseholdShape.head(random.within(24...64), men: 0.75, &random)]
    case .elderlyCouple: HouseholdShape.pair(random.within(63...84), &random)
    case .couple: HouseholdShape.pair(random.within(23...62), &random)
    case .parentsWithChildren: HouseholdShape.parentsWithChildren(&random)
    case .singleParent: HouseholdShape.singleParent(&random)
    case .threeGenerations: HouseholdShape.threeGenerations(&random)
    case .marriedChildAtHome: HouseholdShape.marriedChildAtHome(&random)
    case .grandparentsWithGrandchildren: HouseholdShape.grandparentsWithGrandchildren(&random)
    }
  }

  private static func parentsWithChildren(_ random: inout SeededRandom) -> [Kin] {
    let parents = pair(headAge.draw(&random), &random)
    return parents + children(of: parents, as: .child, count: childCount.draw(&random), &random)
  }

  private static func singleParent(_ random: inout SeededRandom) -> [Kin] {
    while true {
      let parent = [head(random.within(25...56), men: 0.55, &random)]
      let children = children(of: parent, as: .child, count: childCount.draw(&random), &random)
      if !children.isEmpty { return parent + children }
    }
  }

  private static func threeGenerations(_ random: inout SeededRandom) -> [Kin] {
    let family = parentsWithChildren(&random)
    let age = family[0].age + random.within(19...33)
    guard age < 97 else { return family }
    let mother = Kin(
      relation: .parent, sex: .female, age: max(age - random.within(0...5), family[0].age + 17))
    let father = Kin(relation: .parent, sex: .male, age: age)
    if random.happens(0.45) { return family + [father, mother] }
    return family + [random.happens(0.65) ? mother : father]
  }

  private static func marriedChildAtHome(_ random: inout SeededRandom) -> [Kin] {
    var family = pair(random.within(45.5...66), &random)
    if random.happens(0.2) { family.removeLast() }
    let youngest = family.map(\.age).min() ?? 45.5
    let child = Kin(
      relation: .child, sex: random.happens(0.8) ? .male : .female,
      age: max(random.within(21...22), youngest - random.within(20...27)))
    let partner = Kin(
      relation: .childInLaw, sex: child.sex.other,
      age: max(random.within(20.5...21.5), min(child.age + random.within(-4...3), youngest - 17)))
    let grandchildren = children(
      of: [child, partner], as: .grandchild, count: childCount.draw(&random), &random)
    return family + [child, partner] + grandchildren
  }

  private static func grandparentsWithGrandchildren(_ random: inout SeededRandom) -> [Kin] {
    var family = pair(random.within(56...75), &random)
    if random.happens(0.3) { family.removeLast() }
    let oldest = (family.map(\.age).min() ?? 56) - 38
    let count = random.whole(1...2)
    for _ in 0..<count {
      let age = random.within(1...min(15.5, max(2, oldest)))
      family.append(Kin(relation: .grandchild, sex: sex(men: 0.52, &random), age: age))
    }
    return family
  }

  private static func head(_ age: Double, men: Double, _ random: inout SeededRandom) -> Kin {
    Kin(relation: .head, sex: sex(men: men, &random), age: age)
  }

  /// A head and a spouse of the other sex, both older than 20.
  private static func pair(_ age: Double, _ random: inout SeededRandom) -> [Kin] {
    let head = head(age, men: 0.86, &random)
    let distance = head.sex == .male ? random.within(-6...2) : random.within(-2...6)
    return [
      head, Kin(relation: .spouse, sex: head.sex.other, age: max(random.within(21...23), age + distance)),
    ]
  }

  /// Those of some children who are born already and still live at home.
  private static func children(
    of parents: [Kin], as relation: Relation, count: Int, _ random: inout SeededRandom
  ) -> [Kin] {
    let youngest = parents.map(\.age).min() ?? 0
    var parentAge = random.within(18.5...28)
    var children: [Kin] = []
    for _ in 0..<count where parentAge < 44 {
      let age = youngest - parentAge
      guard age > 0.02 else { break }
      if age < 20 || (age < 34 && random.happens(0.6)) {
        children.append(Kin(relation: relation, sex: sex(men: 0.52, &random), age: age))
      }
      parentAge += random.within(1.3...5.5)
    }
    return children
  }

  private static func sex(men: Double, _ random: inout SeededRandom) -> Sex {
    random.happens(men) ? .male : .female
  }

  private static let headAge = Curve((0, 24), (0.08, 29), (0.35, 39), (0.7, 49), (1, 59))
  private static let childCount = Lot<Int>((1, 12), (2, 45), (3, 31), (4, 12))
}

extension Sex {
  var other: Sex { self == .male ? .female : .male }
}
