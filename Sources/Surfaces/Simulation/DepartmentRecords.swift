// What the departments know of a household: rows of the feeds about people.

import Kernel

/// Writes the feed rows of households: ordinary life, and what their episodes leave behind.
struct DepartmentRecords {
  let files: CityFiles
  let asOf: Day

  func write(_ home: Home, _ random: inout SeededRandom) throws(Problem) {
    for member in home.members {
      try MedicalRecords(records: self).write(member, of: home, &random)
      try death(member, &random)
      try schoolEvents(member, &random)
      try disabilityCertificate(member, of: home, &random)
    }
    try jobLosses(home, &random)
    try inspections(home, &random)
    try disasters(home, &random)
    try PropertyRecords(records: self).write(home, &random)
  }

  /// Begins a row about a person.
  func begin(_ file: CityFile, _ member: Member) {
    file.begin()
    file.number(file.rows + 1)
    file.id(member.id)
  }

  /// A day before the reference day, while the person lived.
  func day(_ random: inout SeededRandom, ago days: ClosedRange<Int>, for member: Member) -> Day {
    let latest = member.death.map { max(0, asOf.days(since: $0)) } ?? 0
    let earliest = max(0, asOf.days(since: member.birth))
    let low = min(max(days.lowerBound, latest), earliest)
    return asOf.adding(days: -random.whole(low...max(low, min(days.upperBound, earliest))))
  }

  private func death(_ member: Member, _ random: inout SeededRandom) throws(Problem) {
    guard let day = member.death else { return }
    begin(files.deaths, member)
    files.deaths.day(day)
    files.deaths.text(member.age > 75 ? "age" : random.happens(0.7) ? "illness" : "accident")
    try files.deaths.end()
  }

  private func schoolEvents(_ member: Member, _ random: inout SeededRandom) throws(Problem) {
    guard (6...17).contains(member.age) else { return }
    let stage = member.age < 12 ? 2 : member.age < 15 ? 3 : 4
    func event(_ name: String, _ day: Day) throws(Problem) {
      begin(files.education, member)
      files.education.day(day)
      files.education.text(name)
      files.education.number(stage)
      try files.education.end()
    }
    if member.hasDroppedOut {
      let kind = random.happens(0.75) ? "dropout" : "suspend"
      try event(kind, day(&random, ago: 10...330, for: member))
    } else if random.happens(0.008) {
      let left = day(&random, ago: 200...700, for: member)
      try event(random.happens(0.5) ? "dropout" : "suspend", left)
      try event("return", left.adding(days: random.whole(10...180)))
    }
  }

  private func disabilityCertificate(_ member: Member, of home: Home, _ random: inout SeededRandom)
    throws(Problem)
  {
    guard member.health == .disabled else { return }
    let isNew = home.episodes.contains(.newDisability) && member.disabilityLevel <= 2
    guard isNew || random.happens(0.12) else { return }
    let day = isNew ? day(&random, ago: 5...350, for: member) : day(&random, ago: 5...700, for: member)
    begin(files.disability, member)
    files.disability.day(day)
    files.disability.amount(member.disabilityLevel)
    files.disability.text(DepartmentRecords.categories.draw(&random))
    try files.disability.end()
  }

  private func jobLosses(_ home: Home, _ random: inout SeededRandom) throws(Problem) {
    func loss(_ member: Member, ago days: ClosedRange<Int>, isOver: Bool) throws(Problem) {
      let lost = day(&random, ago: days, for: member)
      begin(files.employment, member)
      files.employment.day(lost)
      files.employment.text(DepartmentRecords.reasons.draw(&random))
      let back = lost.adding(days: random.whole(7...150))
      files.employment.openDay(isOver ? min(back, asOf) : nil)
      try files.employment.end()
    }
    let top = home.members.filter(\.isWorking).max { $0.work.monthlyWage < $1.work.monthlyWage }
    for member in home.members where member.isLabourer {
      let isTop = home.episodes.contains(.topEarnerJobless) && member.id == top?.id
      if isTop || home.episodes.contains(.allJobless) {
        try loss(member, ago: 95...260, isOver: false)
      } else if member.isWorking, random.happens(0.035) {
        try loss(member, ago: 10...420, isOver: random.happens(0.8))
      }
    }
  }

  private func inspections(_ home: Home, _ random: inout SeededRandom) throws(Problem) {
    let decays = home.episodes.contains(.housingDecay)
    guard decays || home.housingGrade >= 2 || random.happens(0.04) else { return }
    var grade = home.housingGrade
    if decays {
      grade = min(3, max(2, home.housingGrade + 2))
    } else if home.housingGrade >= 2, random.happens(0.6) {
      grade = 1
    }
    begin(files.housing, home.head)
    files.housing.day(day(&random, ago: decays ? 5...360 : 5...900, for: home.head))
    files.housing.text(DepartmentRecords.grades[grade])
    files.housing.text(random.happens(0.7) ? "visual" : "instrument")
    try files.housing.end()
  }

  private func disasters(_ home: Home, _ random: inout SeededRandom) throws(Problem) {
    let isStruck = home.episodes.contains(.disaster)
    guard isStruck || random.happens(0.018) else { return }
    let loss = (isStruck ? DepartmentRecords.greatLoss : DepartmentRecords.smallLoss).whole(&random) * 100
    let share = random.happens(0.5) ? random.within(0.1...0.5) : 0
    begin(files.disaster, home.head)
    files.disaster.day(day(&random, ago: isStruck ? 5...340 : 5...600, for: home.head))
    files.disaster.text(DepartmentRecords.disasters.draw(&random))
    files.disaster.money(fen: loss)
    files.disaster.money(fen: Int(Double(loss) * share))
    try files.disaster.end()
  }

  private static let grades = ["A", "B", "C", "D"]
  private static let categories = Lot<String>(("limb", 55), ("vision", 15), ("hearing", 18), ("mental", 12))
  private static let reasons = Lot<String>(("layoff", 35), ("season", 30), ("home", 22), ("injury", 13))
  private static let disasters = Lot<String>(
    ("flood", 30), ("hail", 30), ("landslide", 18), ("quake", 14), ("fire", 8))
  private static let greatLoss = Curve((0, 6_000), (0.5, 12_000), (0.9, 40_000), (1, 120_000))
  private static let smallLoss = Curve((0, 200), (0.6, 1_200), (1, 4_500))
}
