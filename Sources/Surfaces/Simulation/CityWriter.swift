// Writes a city county by county, keeping no more than one household in memory.

import Kernel

struct CityWriter {
  private let files: CityFiles
  private let records: DepartmentRecords
  private let asOf: Day
  /// Every so many households, the next kind of episode in turn is sure to happen:
  /// small cities show all of them.
  private let stride: Int
  private var households = 0

  private static let householdsPerReport = 10_000

  init(files: CityFiles, asOf: Day, stride: Int) {
    (self.files, self.asOf, self.stride) = (files, asOf, stride)
    records = DepartmentRecords(files: files, asOf: asOf)
  }

  mutating func write(
    _ county: CityCounty, _ random: inout SeededRandom, report: () -> Void
  ) throws(Problem) {
    var maker = HomeMaker(county: county.county, asOf: asOf)
    for group in county.groups {
      try writeOutages(group, isSure: households == 0, &random)
      for _ in 0..<group.households {
        let isSure = households % stride == 0
        let wanted = isSure ? Episode.allCases[households / stride % Episode.allCases.count] : nil
        let home = maker.home(in: group, wanted: wanted, &random)
        try writeHousehold(home, &random)
        for member in home.members { try writePerson(member, of: home) }
        try records.write(home, &random)
        households += 1
        if households % CityWriter.householdsPerReport == 0 { report() }
      }
    }
  }

  private func writeHousehold(_ home: Home, _ random: inout SeededRandom) throws(Problem) {
    let file = files.households
    file.begin()
    file.number(Int(home.number))
    file.reference(home.group.code, unknown: home.group.code / 1_000 * 1_000 + 999)
    file.text(home.type.rawValue)
    file.number(home.registeredYear)
    file.flag(home.isResettled)
    file.grade(home.housingGrade)
    file.flag(home.hasSafeWater)
    // No telephone in China begins with 12: nobody can be called by mistake.
    file.number(12_000_000_000 + random.below(1_000_000_000))
    for income in home.incomes {
      file.number(income.wage)
      file.number(income.operating)
      file.number(income.property)
      file.number(income.transfer)
      file.number(income.operatingCost)
    }
    try file.end()
  }

  private func writePerson(_ member: Member, of home: Home) throws(Problem) {
    let file = files.persons
    file.begin()
    file.id(member.id)
    file.reference(home.number, unknown: home.number / 10_000_000 * 10_000_000 + 9_999_999)
    file.text(member.name)
    file.number(member.sex.rawValue)
    file.birth(member.birth)
    file.number(member.relation.rawValue)
    file.number(member.education)
    file.number(member.schoolStatus)
    file.number(member.health.rawValue)
    file.number(member.labour.rawValue)
    file.number(member.disabilityLevel)
    file.flag(member.isMedicallyInsured)
    file.flag(member.isPensionInsured)
    file.number(member.workPlace)
    file.number(member.workMonths)
    file.number(member.monthlyWage)
    try file.end()
  }

  private func writeOutages(
    _ group: CityGroup, isSure: Bool, _ random: inout SeededRandom
  ) throws(Problem) {
    guard isSure || random.happens(0.12) else { return }
    let start = asOf.adding(days: -(isSure ? random.whole(45...120) : random.whole(1...200)))
    let end = start.adding(days: CityWriter.outageDays.whole(&random))
    let isOpen = isSure || end >= asOf
    let file = files.water
    file.begin()
    file.number(file.rows + 1)
    file.reference(group.code, unknown: group.code / 1_000 * 1_000 + 999)
    file.day(start)
    file.openDay(isOpen ? nil : end)
    file.text(CityWriter.causes.draw(&random))
    try file.end()
  }

  private static let outageDays = Curve((0, 1), (0.5, 6), (0.85, 25), (1, 90))
  private static let causes = Lot<String>(("drought", 45), ("pipe", 35), ("quality", 20))
}
