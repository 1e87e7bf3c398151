// Writes a city county by county, keeping no more than one household in memory.

import Kernel

struct CityWriter {
  private let files: CityFiles
  private let records: DepartmentRecords
  private let help: HelpRecords
  private let families: PeopleMaker
  private let plan: CityPlan
  private var work: WorkPlan
  private var households = 0
  /// Of the base and of the insured, how many are written.
  private var inBase = 0
  private var insured = 0

  private var asOf: Day { families.asOf }
  private static let householdsPerReport = 10_000

  init(files: CityFiles, help: HelpRecords, families: PeopleMaker, plan: CityPlan, targets: CityTargets) {
    (self.files, self.help, self.families, self.plan) = (files, help, families, plan)
    records = DepartmentRecords(files: files, asOf: families.asOf)
    work = WorkPlan(plan, targets: targets)
  }

  mutating func write(_ county: CityCounty, report: () -> Void) throws(Problem) {
    var maker = HomeMaker(county: county.county, families: families)
    for group in county.groups {
      var random = families.chance(of: households, 0x6F75_7461)
      try writeOutages(group, isSure: households == 0, &random)
      for _ in 0..<group.households {
        try write(next(in: group, &maker))
        households += 1
        if households % CityWriter.householdsPerReport == 0 { report() }
      }
    }
  }

  private mutating func next(in group: CityGroup, _ maker: inout HomeMaker) -> Home {
    let slot = plan.slots[households]
    var random = families.chance(of: households, 0x6865_6C70)
    let income = slot.has(.base) ? plan.incomes[inBase] : nil
    if income != nil { inBase += 1 }
    return maker.home(households, in: group, slot: slot, income: income, work: &work, &random)
  }

  private mutating func write(_ home: Home) throws(Problem) {
    var random = families.chance(of: households, 0x7265_636F)
    try writeHousehold(home, &random)
    for member in home.members { try writePerson(member, of: home) }
    try records.write(home, &random)
    let payment = home.slot.has(.insured) ? Int(plan.payments[insured]) : nil
    if payment != nil { insured += 1 }
    try help.write(home, payment: payment, &random)
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
    // The feeds of work and of help speak of these.
    let isLinked =
      member.isWorking || member.workBefore.months > 0 || member.death != nil || member.id == home.speaker.id
    file.id(member.id, isLinked: isLinked)
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
    file.number(member.work.place)
    file.number(member.work.months)
    file.number(member.work.monthlyWage)
    try file.end()
  }

  private func writeOutages(
    _ group: CityGroup, isSure: Bool, _ random: inout SeededRandom
  ) throws(Problem) {
    guard isSure || random.happens(0.06) else { return }
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
