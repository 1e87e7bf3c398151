// The ledgers of places: entities, premiums, projects, sites, demonstrations, policies, tasks, statistics.

import Kernel

/// Writes the sheets whose rows belong to a city, county or township.
struct PlaceLedgers {
  let files: LedgerFiles
  let targets: CityTargets
  let calendar: CityCalendar
  let counties: [CityCounty]

  private var calibration: Calibration { targets.calibration }
  private var asOf: Day { calendar.asOf }

  func write(_ entities: Entities, seed: UInt64) throws(Problem) {
    var random = SeededRandom(seed: seed ^ 0x6C65_6467_6572)
    for entity in entities.all {
      begin(files.entities, entity.place)
      files.entities.text(entity.isFirm ? "firm" : "coop")
      files.entities.text(entity.name)
      files.entities.text(entity.creditCode)
      files.entities.day(entity.start)
      files.entities.openDay(entity.end)
      try files.entities.end()
    }
    try premiums()
    try ProjectLedger(ledgers: self).write(&random)
    try sites(&random)
    try demos(&random)
    try policies(&random)
    try tasks(&random)
    try statistics()
  }

  func begin(_ file: CityFile, _ place: Int64) {
    file.begin()
    file.number(file.rows + 1)
    file.reference(place, unknown: calibration.city.code * 100 + 99)
  }

  private func premiums() throws(Problem) {
    let premium = targets.scaled(calibration.insurance.premium)
    for (county, amount) in zip(counties, targets.byCounty(premium)) where amount > 0 {
      begin(files.premiums, county.county.code)
      files.premiums.text("防贫保险共保体")
      files.premiums.day(calendar.policyStart)
      files.premiums.openDay(calendar.policyStart.adding(months: 12))
      files.premiums.number(amount)
      try files.premiums.end()
    }
  }

  /// The large ones stand in the county towns.
  private func sites(_ random: inout SeededRandom) throws(Problem) {
    let count = targets.atLeastOne(calibration.relocated.sites)
    let large = min(count, targets.atLeastOne(calibration.relocated.large))
    for (number, county) in counties.enumerated() {
      var names = PlaceNames()
      for index in 0..<targets.byCounty(count)[number] {
        let isLarge = index < targets.byCounty(large)[number]
        begin(files.sites, township(of: county, first: isLarge, &random))
        files.sites.text(names.site(&random))
        files.sites.day(asOf.adding(days: -random.whole(900...1_700)))
        files.sites.flag(isLarge)
        try files.sites.end()
      }
    }
  }

  private func demos(_ random: inout SeededRandom) throws(Problem) {
    let counts = targets.byCounty(calibration.papers.demos)
    for (county, count) in zip(counties, counts) {
      for _ in 0..<count {
        var names = PlaceNames()
        let started = asOf.adding(days: -random.whole(60...330))
        begin(files.demos, township(of: county, first: false, &random))
        files.demos.text(names.village(isCommunity: false, &random) + "先导工程示范点")
        files.demos.day(started)
        let opened = started.adding(days: random.whole(90...260))
        files.demos.openDay(opened <= asOf ? opened : nil)
        try files.demos.end()
      }
    }
  }

  private func policies(_ random: inout SeededRandom) throws(Problem) {
    func policy(_ place: Int64, _ level: String, _ number: Int) throws(Problem) {
      begin(files.policies, place)
      files.policies.text(random.pick(PlaceLedgers.fields) + "支持政策第\(number)项")
      files.policies.text(level)
      files.policies.day(asOf.adding(days: -random.whole(30...700)))
      files.policies.openDay(random.happens(0.5) ? asOf.adding(days: random.whole(200...1_500)) : nil)
      try files.policies.end()
    }
    for number in 0..<calibration.papers.cityPolicies {
      try policy(calibration.city.code, "city", number + 1)
    }
    for (county, count) in zip(counties, targets.byCounty(calibration.papers.countyPolicies)) {
      for number in 0..<count { try policy(county.county.code, "county", number + 1) }
    }
  }

  /// What the city set itself: this year's measures and rounds, next year's tasks and gaps.
  private func tasks(_ random: inout SeededRandom) throws(Problem) {
    let papers = calibration.papers
    func task(_ title: String, _ kind: String, set: Day, due: Day, done: Day?) throws(Problem) {
      begin(files.tasks, calibration.city.code)
      files.tasks.text(title)
      files.tasks.text(kind)
      files.tasks.day(set)
      files.tasks.openDay(due)
      files.tasks.openDay(done)
      try files.tasks.end()
    }
    for number in 0..<papers.keyTasks {
      let set = asOf.adding(days: -random.whole(3...25))
      let title = random.pick(PlaceLedgers.fields) + "重点工作任务第\(number + 1)项"
      try task(title, "key_task", set: set, due: set.adding(days: random.whole(180...360)), done: nil)
    }
    for number in 0..<papers.gaps {
      let set = asOf.adding(days: -random.whole(3...25))
      try task("需破解的差距第\(number + 1)项", "gap", set: set, due: set.adding(days: 360), done: nil)
    }
    for number in 0..<papers.fundMeasures {
      let set = asOf.adding(days: -random.whole(250...300))
      let done = random.happens(0.7) ? set.adding(days: random.whole(60...200)) : nil
      try task(
        "衔接资金提效措施第\(number + 1)条", "fund_measure", set: set, due: set.adding(days: 240), done: done)
    }
    for number in 0..<calibration.projects.rounds {
      let day = ProjectLedger.day(ofRound: number + 1, of: calibration.projects.rounds, asOf)
      try task(
        "项目市级集中评审第\(number + 1)轮", "review_round", set: day.adding(days: -12), due: day, done: day)
    }
  }

  private func statistics() throws(Problem) {
    func row(_ series: Calibration.Series, until: Day, _ value: Double, published: Day) throws(Problem) {
      begin(files.statistics, calibration.city.code)
      files.statistics.text(series.series)
      files.statistics.day(until)
      files.statistics.money(fen: Int(value * 100 + 0.5))
      files.statistics.text(series.source)
      files.statistics.day(published)
      try files.statistics.end()
    }
    for series in calibration.statistics {
      let before = calendar.yearEnd.adding(months: -12)
      try row(series, until: before, series.before, published: before)
      try row(series, until: calendar.yearEnd, series.value, published: calendar.yearEnd)
    }
  }

  func township(of county: CityCounty, first: Bool, _ random: inout SeededRandom) -> Int64 {
    let townships = county.places.filter { $0.level == .township }
    return first ? townships[0].code : random.pick(townships).code
  }

  private static let fields = [
    "产业帮扶", "就业帮扶", "教育保障", "健康帮扶", "住房安全", "饮水安全", "金融支持", "易迁后扶", "防贫保险", "乡村建设",
  ]
}

/// The projects of the bridging funds: classes whose shares are given, reviewed in rounds.
struct ProjectLedger {
  let ledgers: PlaceLedgers

  private var files: LedgerFiles { ledgers.files }
  private var asOf: Day { ledgers.calendar.asOf }

  /// The share of the industry is the same among the projects that passed and among the others.
  func write(_ random: inout SeededRandom) throws(Problem) {
    let projects = ledgers.targets.calibration.projects
    let count = max(30, ledgers.targets.scaled(projects.count))
    let amount = ledgers.targets.scaled(projects.amount)
    let refused = count / 12
    try write(count - refused, amount: amount - amount / 15, isPassed: true, &random)
    try write(refused, amount: amount / 15, isPassed: false, &random)
  }

  private func write(
    _ count: Int, amount: Int, isPassed: Bool, _ random: inout SeededRandom
  ) throws(Problem) {
    guard count > 0 else { return }
    let industry = ledgers.targets.percent(ledgers.targets.calibration.projects.industry, of: amount)
    let counts = SizedQuota.apportion(count, by: [45, 20, 35])
    let sums = [industry, (amount - industry) * 2 / 5, amount - industry - (amount - industry) * 2 / 5]
    for (index, name) in ["industry", "person", "infrastructure"].enumerated() {
      // Where a class has no project, its money goes to none: the smallest cities have thirty.
      let weights = (0..<max(1, counts[index])).map { _ in ProjectLedger.weight.whole(&random) }
      for amount in SizedQuota.apportion(sums[index], by: weights) {
        try row(name, amount: amount, isPassed: isPassed, &random)
      }
    }
  }

  private func row(
    _ name: String, amount: Int, isPassed: Bool, _ random: inout SeededRandom
  ) throws(Problem) {
    let rounds = ledgers.targets.calibration.projects.rounds
    let county = ledgers.counties[random.below(ledgers.counties.count)]
    // Nobody reviewed some of those that did not pass.
    let round = !isPassed && random.happens(0.4) ? 0 : 1 + files.projects.rows % rounds
    let reviewed = round > 0 ? ProjectLedger.day(ofRound: round, of: rounds, asOf) : nil
    let started = isPassed ? reviewed?.adding(days: random.whole(15...90)) : nil
    let isStarted = started.map { $0 <= asOf } ?? false
    let finished = isStarted ? started?.adding(days: random.whole(60...240)) : nil
    let file = files.projects
    ledgers.begin(file, ledgers.township(of: county, first: false, &random))
    file.text(random.pick(ProjectLedger.titles[name] ?? ["帮扶"]) + "项目\(file.rows + 1)")
    file.text(name)
    file.number(amount)
    file.number(round)
    file.openDay(reviewed)
    file.flag(isPassed)
    file.openDay(isStarted ? started : nil)
    file.openDay(finished.map { $0 <= asOf } ?? false ? finished : nil)
    try file.end()
  }

  /// The rounds of a year, evenly spread over its first ten months.
  static func day(ofRound round: Int, of rounds: Int, _ asOf: Day) -> Day {
    asOf.adding(days: -360 + round * 300 / (rounds + 1))
  }

  private static let weight = Curve((0, 30), (0.5, 100), (0.9, 300), (1, 900))
  private static let titles = [
    "industry": ["苹果基地", "马铃薯良种", "花椒提质", "竹产业", "肉牛养殖场", "冷链仓储", "加工车间"],
    "person": ["到户产业奖补", "技能培训", "公益岗位", "小额信贷贴息", "外出务工补助"],
    "infrastructure": ["产业路", "人居环境", "供水巩固", "灌溉渠系", "便民桥"],
  ]
}
