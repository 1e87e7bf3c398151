// How large a synthetic city is, and how its households spread over places.

/// The sizes in which a city is made.
package enum Scale: String, CaseIterable, Sendable {
  /// For tests: a village in each county.
  case tiny
  /// For a demonstration: seconds to make, every page has something to show.
  case small
  case medium
  /// The city as large as life: five million people.
  case full

  package var households: Int {
    switch self {
    case .tiny: 200
    case .small: 10_000
    case .medium: 100_000
    case .full: 1_300_000
    }
  }

  /// Mean number of households in a villager group.
  var householdsPerGroup: Int {
    switch self {
    case .tiny: 9
    case .small: 40
    case .medium, .full: 52
    }
  }

  var groupsPerVillage: Int {
    switch self {
    case .tiny: 3
    case .small: 6
    case .medium: 10
    case .full: 18
    }
  }

  var villagesPerTownship: Int {
    switch self {
    case .tiny, .small: 2
    case .medium: 4
    case .full: 9
    }
  }
}
