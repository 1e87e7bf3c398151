// The register of one county: identity numbers that nobody else has.

import Kernel

/// Gives out identity numbers of one county.
struct Register {
  private let area: Int
  private let first: Day
  /// How many numbers were given for each birth date and sex.
  private var given: [UInt16]

  private static let years = 115

  init(area: Int64, asOf: Day) {
    self.area = Int(area)
    first = asOf.adding(days: -366 * Register.years)
    given = Array(repeating: 0, count: 366 * Register.years * 2 + 2)
  }

  /// The next number for somebody of this birth date and sex, its sequence digits scattered.
  mutating func next(birth: Day, sex: Sex) -> CitizenID {
    let place = birth.days(since: first) * 2 + (sex == .male ? 1 : 0)
    let count = Int(given[place])
    precondition(count < 500, "a county has at most 500 births of a sex on one day")
    given[place] += 1
    let sequence = (count * 211 + Int(birth.number.magnitude) * 89) % 500 * 2 + (sex == .male ? 1 : 0)
    guard let id = CitizenID(area: area, birth: birth, sequence: sequence)
    else { preconditionFailure("a county code has six digits") }
    return id
  }
}
