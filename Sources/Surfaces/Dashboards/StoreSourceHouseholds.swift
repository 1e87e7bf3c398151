// One household from the store: what the register says and why rules find it.

package import Access
package import Kernel
import Pages
import Registry
import Rules
import Screening

extension StoreSource {
  package func household(
    county: Int64, number: Int64, for visitor: Visitor
  ) async throws(Problem) -> HouseholdPage {
    let sight = Sight(visitor, library)
    return try reading { (now) throws(Problem) -> HouseholdPage in
      try page(of: record(county: county, number: number, sight, now), sight, now)
    }
  }

  /// The record of a household that the visitor sees. **Problems**: `dashboards.household.unknown`.
  func record(
    county: Int64, number: Int64, _ sight: Sight, _ now: Snapshot
  ) throws(Problem) -> HouseholdRecord {
    let home = try HouseholdQueryStore.home(
      county: county, number: number, asOf: now.asOf, on: now.connection)
    guard let home, sight.visitor.sees(home) else { throw Unseen.household }
    let record = try HouseholdQueryStore.household(
      county: county, number: number, asOf: now.asOf, on: now.connection)
    guard let record, sight.visitor.sees(record.place) else { throw Unseen.household }
    return record
  }

  func page(of record: HouseholdRecord, _ sight: Sight, _ now: Snapshot) throws(Problem) -> HouseholdPage {
    let explanation = try now.run.asking { (_) throws(Problem) in try explain(record, now) }
    let living = record.members.filter { $0.death == nil }.count
    let incomes = sight.seesIncome ? record.incomes.reversed().map { income($0, living: living) } : []
    return HouseholdPage(
      county: record.county, number: record.number, head: record.head?.name ?? "",
      path: try path(to: record.place, sight, now), type: word("household_type", record.type.rawValue),
      stamp: now.stamp, members: record.members.map { member($0, sight, asOf: now.asOf) },
      incomes: incomes, living: conditions(of: record, sight),
      findings: try findings(explanation, sight, now), near: near(explanation, sight),
      refused: try refused(naming: record, sight, now),
      monitoringLine: sight.seesIncome ? line(record, now) : nil, seesIncome: sight.seesIncome,
      mayReveal: sight.visitor.may(.personReveal), isWhole: sight.isWhole)
  }

  private func explain(_ record: HouseholdRecord, _ now: Snapshot) throws(Problem) -> Explanation? {
    let city = try CityStore.load(
      .household(county: record.county, number: record.number), asOf: now.asOf, on: now.connection)
    guard city.householdCount == 1 else { return nil }
    return try Explanation(library, city: city, row: 0)
  }

  private func findings(
    _ explanation: Explanation?, _ sight: Sight, _ now: Snapshot
  ) throws(Problem) -> [HouseholdFinding] {
    guard let explanation else { return [] }
    var files: [Int64: String] = [:]
    for file in try ImportStore.all(on: now.connection) { files[file.number] = file.name }
    return explanation.findings.filter { sight.handles($0.rule) }.map { finding in
      // The words of a rule that reads incomes hold amounts, which are not every department's business.
      let tells = sight.mayTell(finding.rule)
      return HouseholdFinding(
        rule: finding.rule.label, sentence: tells ? finding.sentence : finding.rule.title,
        condition: tells ? finding.condition : finding.rule.inWords,
        reasons: tells ? finding.reasons.map(\.words) : [],
        evidence: finding.evidence.filter { sight.handles(rowOf: $0.recordType) }.map { row in
          Evidence(
            what: row.summary(withDay: false), day: row.day, amount: row.amount,
            file: row.importNumber.flatMap { files[$0] } ?? "", line: row.line)
        })
    }
  }

  private func near(_ explanation: Explanation?, _ sight: Sight) -> [NearFinding] {
    (explanation?.nearMisses ?? []).filter { sight.handles($0.rule) && sight.mayTell($0.rule) }
      .map { NearFinding(rule: $0.rule.label, sentence: $0.sentence) }
  }

  private func line(_ record: HouseholdRecord, _ now: Snapshot) -> Money? {
    guard library.parameter("line") != nil, now.run != nil else { return nil }
    return library.parameter("line").map { Money(fen: $0.value(asOf: now.asOf, county: record.county)) }
  }

  private func member(_ member: MemberRecord, _ sight: Sight, asOf day: Day) -> HouseholdMember {
    var flags: [Text] = []
    if !member.idIsRight { flags.append(Text(zh: "身份证校验码不符", en: "wrong check character")) }
    if member.citizen.birth != member.birth {
      flags.append(Text(zh: "出生日期与身份证不一致", en: "birth date differs from the ID"))
    }
    if !member.isMedicallyInsured, sight.visitor.handles(feed: "medical") {
      flags.append(Text(zh: "未参加医保", en: "no medical insurance"))
    }
    if member.disabilityLevel > 0, sight.seesHealth {
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
    let untold = Text(zh: "–", en: "–")
    return HouseholdMember(
      name: member.name, relation: Relation.text(member.relation), sex: member.sex == 1 ? .male : .female,
      age: member.birth.age(on: day), maskedID: member.citizen.masked,
      health: sight.seesHealth ? word("health", member.health) : untold,
      labour: sight.seesHealth || sight.seesWork ? word("labour", member.labour) : untold,
      work: sight.seesWork ? months : untold, isLiving: member.death == nil, flags: flags)
  }

  private func income(_ income: IncomeYear, living: Int) -> IncomeRow {
    IncomeRow(
      year: AccountingYear(Int(income.year)), wage: Money(fen: income.wage),
      operating: Money(fen: income.operating),
      property: Money(fen: income.property), transfer: Money(fen: income.transfer),
      operatingCost: Money(fen: income.operatingCost),
      perHead: living > 0 ? Money(fen: income.net / Int64(living)) : nil)
  }

  /// Housing and water are their departments' business; whoever sees everything sees both.
  private func conditions(of record: HouseholdRecord, _ sight: Sight) -> [NamedValue] {
    let all = conditions(of: record)
    return (sight.visitor.handles(feed: "housing") ? [all[0]] : [])
      + (sight.visitor.handles(feed: "water") ? [all[1]] : []) + all[2...]
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
  private func refused(
    naming record: HouseholdRecord, _ sight: Sight, _ now: Snapshot
  ) throws(Problem) -> [RefusedRow] {
    let keys = [String(record.number)] + record.members.map { $0.citizen.text }
    return try ImportStore.quarantined(naming: keys, limit: 20, on: now.connection)
      .filter { sight.visitor.subject == nil || sight.visitor.handles(feed: $0.kind) }.map { $0.refused }
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
