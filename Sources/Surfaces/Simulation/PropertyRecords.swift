// What the departments know of a household's money: cars, firms, allowances, loans.

import Kernel

/// Writes what a household owns, gets and owes.
struct PropertyRecords {
  let records: DepartmentRecords

  private var files: CityFiles { records.files }
  private var asOf: Day { records.asOf }

  func write(_ home: Home, _ random: inout SeededRandom) throws(Problem) {
    try assets(home, &random)
    try allowances(home, &random)
    try loans(home, &random)
  }

  private func assets(_ home: Home, _ random: inout SeededRandom) throws(Problem) {
    let isCostly = home.episodes.contains(.costlyVehicle)
    if isCostly || random.happens(home.type == .monitored ? 0.08 : 0.29),
      let owner = home.anyone(&random, where: { (18...60).contains($0.age) })
    {
      let price = (isCostly ? PropertyRecords.costly : PropertyRecords.price).whole(&random) / 100 * 100
      records.begin(files.vehicles, home.members[owner])
      files.vehicles.text("云C" + padded(random.below(100_000), 5))
      files.vehicles.day(sinceGrown(home.members[owner], &random))
      files.vehicles.amount(price)
      try files.vehicles.end()
    }
    let isOwner = home.episodes.contains(.company)
    if isOwner || random.happens(0.035),
      let owner = home.anyone(&random, where: { (18...60).contains($0.age) })
    {
      let capital = (isOwner ? PropertyRecords.largeCapital : PropertyRecords.capital).whole(&random)
      records.begin(files.companies, home.members[owner])
      files.companies.text("915306" + padded(random.below(1_000_000), 6) + padded(random.below(1_000_000), 6))
      files.companies.text(random.happens(0.6) ? "legal" : "holder")
      files.companies.amount(capital / 1_000 * 1_000)
      files.companies.text(isOwner || random.happens(0.7) ? "A" : "C")
      files.companies.day(sinceGrown(home.members[owner], &random))
      try files.companies.end()
    }
  }

  private func allowances(_ home: Home, _ random: inout SeededRandom) throws(Problem) {
    func allowance(from start: Day, to end: Day?) throws(Problem) {
      records.begin(files.minlife, home.head)
      files.minlife.day(start)
      files.minlife.openDay(end)
      files.minlife.amount(random.whole(180...720))
      files.minlife.number(random.whole(1...min(5, home.members.count)))
      try files.minlife.end()
    }
    if home.episodes.contains(.allowanceStopped) {
      let end = asOf.adding(days: -random.whole(5...170))
      try allowance(from: end.adding(days: -random.whole(200...1_500)), to: end)
      return
    }
    let share =
      switch home.type {
      case .monitored: 0.7
      case .outOfPoverty: 0.3
      case .general: 0.1
      }
    guard random.happens(share) else { return }
    let start = asOf.adding(days: -random.whole(60...2_400))
    let lasted = random.whole(60...2_000)
    let isOver = random.happens(0.1) && start.adding(days: lasted) < asOf.adding(days: -185)
    try allowance(from: start, to: isOver ? start.adding(days: lasted) : nil)
  }

  private func loans(_ home: Home, _ random: inout SeededRandom) throws(Problem) {
    let isOverdue = home.episodes.contains(.overdueLoan)
    guard isOverdue || random.happens(home.type == .general ? 0.03 : 0.11) else { return }
    let principal = random.whole(2...10) * 5_000
    var due = asOf.adding(days: random.whole(-700...700))
    var balance = due <= asOf ? 0 : Int(Double(principal) * random.unit())
    if isOverdue {
      due = asOf.adding(days: -random.whole(40...300))
      balance = max(1_500, Int(Double(principal) * random.unit()))
    }
    records.begin(files.loans, home.head)
    files.loans.amount(principal)
    files.loans.amount(balance)
    files.loans.day(due)
    try files.loans.end()
  }

  private func sinceGrown(_ member: Member, _ random: inout SeededRandom) -> Day {
    let grown = max(1, asOf.days(since: member.birth) - 18 * 366)
    return asOf.adding(days: -random.whole(1...min(5_000, grown)))
  }

  /// Prices and capital. Unit: yuan.
  private static let price = Curve((0, 15_000), (0.5, 52_000), (0.93, 95_000), (1, 180_000))
  private static let costly = Curve((0, 105_000), (0.7, 160_000), (1, 420_000))
  private static let capital = Curve((0, 5_000), (0.6, 30_000), (0.95, 99_000), (1, 300_000))
  private static let largeCapital = Curve((0, 100_000), (0.6, 300_000), (1, 2_000_000))
}
