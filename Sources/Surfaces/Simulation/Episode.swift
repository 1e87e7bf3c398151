// What befalls households: the events that screening has to find.

import Kernel

/// An event or circumstance that a household can meet; several at once are possible.
enum Episode: CaseIterable, Sendable {
  case illness, newDisability, topEarnerJobless, allJobless, dropout, disaster, housingDecay, earnerDeath,
    orphaned
  case allowanceStopped, overdueLoan, incomeFall, costlyVehicle, company

  /// Those that cost a household much.
  static let costly: Set<Episode> = [.illness, .newDisability, .disaster, .earnerDeath, .orphaned]

  /// How many households of mean hardship in a thousand meet it.
  var perThousand: Double {
    switch self {
    case .illness: 9
    case .newDisability: 2.5
    case .topEarnerJobless: 6
    case .allJobless: 3
    case .dropout: 2
    case .disaster: 7
    case .housingDecay: 2
    case .earnerDeath: 2.5
    case .orphaned: 0.3
    case .allowanceStopped: 6
    case .overdueLoan: 5
    case .incomeFall: 5
    case .costlyVehicle: 22
    case .company: 9
    }
  }

  /// Harder places bring more of it; assets are the other way round.
  func probability(hardship: Double) -> Double {
    switch self {
    case .costlyVehicle, .company: perThousand / 1_000 / max(0.5, hardship)
    default: perThousand / 1_000 * hardship
    }
  }

  /// Whether it can befall these people at all.
  func fits(_ members: [Member]) -> Bool {
    switch self {
    case .topEarnerJobless, .allJobless: members.contains { $0.isAble }
    case .dropout: members.contains { (6...15).contains($0.age) }
    case .newDisability: members.contains { (18...64).contains($0.age) }
    case .earnerDeath: members.count > 1 && members.contains { (18...59).contains($0.age) }
    case .orphaned: members.filter { $0.age >= 18 }.count == 1 && members.contains { $0.age < 16 }
    case .costlyVehicle, .company: members.contains { (18...60).contains($0.age) }
    case .illness, .disaster, .housingDecay, .allowanceStopped, .overdueLoan, .incomeFall: true
    }
  }

  /// What remains of the later year's wages and operating income.
  var incomeShare: Double {
    switch self {
    case .illness, .newDisability: 0.75
    case .topEarnerJobless, .disaster: 0.65
    case .allJobless: 0.45
    case .earnerDeath, .orphaned: 0.55
    case .incomeFall: 0.5
    default: 1
    }
  }
}
