// One household from the store: what the register says and why rules find it.

package import Kernel
import Pages
import Registry
import Rules
import Screening

extension StoreSource {
  package func household(county: Int64, number: Int64) async throws(Problem) -> HouseholdPage {
    try reading { (now) throws(Problem) -> HouseholdPage in
      let record = try HouseholdQueryStore.household(
        county: county, number: number, asOf: now.asOf, on: now.connection)
      guard let record else { throw ScreeningProblems.unknownHousehold(number) }
      let explanation = try now.run.asking { (_) throws(Problem) in try explain(record, now) }
      let living = record.members.filter { $0.death == nil }.count
      return HouseholdPage(
        county: county, number: number, head: record.head?.name ?? "", path: try path(to: record.place, now),
        type: word("household_type", record.type.rawValue), stamp: now.stamp,
        members: record.members.map { member($0, asOf: now.asOf) },
        incomes: record.incomes.reversed().map { income($0, living: living) }, living: conditions(of: record),
        findings: try findings(explanation, now), near: near(explanation),
        refused: try refused(naming: record, now),
        monitoringLine: line(record, now))
    }
  }

  private func explain(_ record: HouseholdRecord, _ now: Snapshot) throws(Problem) -> Explanation? {
    let city = try CityStore.load(
      .household(county: record.county, number: record.number), asOf: now.asOf, on: now.connection)
    guard city.householdCount == 1 else { return nil }
    return try Explanation(library, city: city, row: 0)
  }

  private func findings(_ explanation: Explanation?, _ now: Snapshot) throws(Problem) -> [HouseholdFinding] {
    guard let explanation else { return [] }
    var files: [Int64: String] = [:]
    for file in try ImportStore.all(on: now.connection) { files[file.number] = file.name }
    return explanation.findings.map { finding in
      HouseholdFinding(
        rule: finding.rule.label, sentence: finding.sentence, condition: finding.condition,
        reasons: finding.reasons.map(\.words),
        evidence: finding.evidence.map { row in
          Evidence(
            what: row.summary(withDay: false), day: row.day, amount: row.amount,
            file: row.importNumber.flatMap { files[$0] } ?? "", line: row.line)
        })
    }
  }

  private func near(_ explanation: Explanation?) -> [NearFinding] {
    (explanation?.nearMisses ?? []).map { NearFinding(rule: $0.rule.label, sentence: $0.sentence) }
  }

  private func line(_ record: HouseholdRecord, _ now: Snapshot) -> Money? {
    guard library.parameter("line") != nil, now.run != nil else { return nil }
    return library.parameter("line").map { Money(fen: $0.value(asOf: now.asOf, county: record.county)) }
  }

  private func member(_ member: MemberRecord, asOf day: Day) -> HouseholdMember {
    var flags: [Text] = []
    if !member.idIsRight { flags.append(Text(zh: "身份证校验码不符", en: "wrong check character")) }
    if member.citizen.birth != member.birth {
      flags.append(Text(zh: "出生日期与身份证不一致", en: "birth date differs from the ID"))
    }
    if !member.isMedicallyInsured { flags.append(Text(zh: "未参加医保", en: "no medical insurance")) }
    if member.disabilityLevel > 0 {
      flags.append(
        Text(zh: "残疾 \(member.disabilityLevel) 级", en: "disability level \(member.disabilityLevel)"))
    }
    let work = word("work_place", member.workPlace)
    let months =
      member.workPlace == 0
      ? work
      : Text(
        zh: "\(work.zh) \(member.workMonths) 个月，月工资 \(member.monthlyWage) 元",
        en: "\(work.en), \(member.workMonths) months at \(member.monthlyWage) yuan")
    return HouseholdMember(
      name: member.name, relation: Relation.text(member.relation), sex: member.sex == 1 ? .male : .female,
      age: member.birth.age(on: day), maskedID: member.citizen.masked, health: word("health", member.health),
      labour: word("labour", member.labour), work: months, isLiving: member.death == nil, flags: flags)
  }

  private func income(_ income: IncomeYear, living: Int) -> IncomeRow {
    IncomeRow(
      year: AccountingYear(Int(income.year)), wage: Money(fen: income.wage),
      operating: Money(fen: income.operating),
      property: Money(fen: income.property), transfer: Money(fen: income.transfer),
      operatingCost: Money(fen: income.operatingCost),
      perHead: living > 0 ? Money(fen: income.net / Int64(living)) : nil)
  }

  private func conditions(of record: HouseholdRecord) -> [NamedValue] {
    let unknown = RuleDisplay.unknown
    let water = record.isWaterSafe.map { $0 ? Text(zh: "安全", en: "safe") : Text(zh: "不安全", en: "unsafe") }
    let year = record.registeredYear.map { Text(zh: "\($0) 年", en: String($0)) }
    return [
      NamedValue(
        name: Text(zh: "住房等级", en: "housing grade"),
        value: record.housingGrade.map { word("grade", $0) } ?? unknown),
      NamedValue(name: Text(zh: "饮水", en: "water"), value: water ?? unknown),
      NamedValue(
        name: Text(zh: "易地搬迁", en: "resettled"),
        value: record.isResettled ? Text(zh: "是", en: "yes") : Text(zh: "否", en: "no")),
      NamedValue(name: Text(zh: "登记年份", en: "registered"), value: year ?? unknown),
    ]
  }

  /// Refused rows whose text names the household's number or a member's identity number.
  private func refused(naming record: HouseholdRecord, _ now: Snapshot) throws(Problem) -> [RefusedRow] {
    let keys = [String(record.number)] + record.members.map { $0.citizen.text }
    return try ImportStore.quarantined(naming: keys, limit: 20, on: now.connection).map { $0.refused }
  }
}

/// The relation to the head of the household, in words.
enum Relation {
  static func text(_ code: Int64) -> Text {
    switch code {
    case 1: Text(zh: "户主", en: "head")
    case 2: Text(zh: "配偶", en: "spouse")
    case 3: Text(zh: "子女", en: "child")
    case 4: Text(zh: "儿媳或女婿", en: "child in law")
    case 5: Text(zh: "孙辈", en: "grandchild")
    case 6: Text(zh: "父母", en: "parent")
    default: Text(zh: "其他", en: "other")
    }
  }
}
