// The registers of monitoring as workbooks: the national list of persons, and the ledger of episodes.

package import Casework
package import Kernel
import Rules
package import Sheets

/// The registers that can be taken out.
package enum Register: String, CaseIterable, Sendable {
  /// A row a member of every registered household.
  case national
  /// A row an episode, registered or not.
  case ledger

  package var title: Text {
    switch self {
    case .national: Text(zh: "监测对象人员名单", en: "national list of monitored persons")
    case .ledger: Text(zh: "监测个案台账", en: "ledger of episodes")
    }
  }

  package var columns: [WorkbookColumn] {
    (self == .national ? NationalRow.columns : LedgerRow.columns).map { WorkbookColumn($0.0, width: $0.1) }
  }
}

/// An episode with its household, of which a row of either register is made.
package struct RegisterEntry: Sendable {
  package let row: EpisodeRow
  package let head: String
  package let places: [PlaceLevel: String]
  package let measures: [Measure]
  /// What the national list tells; nil for the ledger, and for a household that is gone.
  package let household: NationalHousehold?

  package init(
    row: EpisodeRow, head: String, places: [PlaceLevel: String], measures: [Measure],
    household: NationalHousehold?
  ) {
    (self.row, self.head, self.places) = (row, head, places)
    (self.measures, self.household) = (measures, household)
  }

  var whereItIs: [WorkbookCell] {
    [PlaceLevel.county, .township, .village, .group].map { .text(places[$0] ?? "") }
  }
}

/// What the national list tells of a household; numbers as the reader may see them, nothing that is not
/// theirs.
package struct NationalHousehold: Equatable, Sendable {
  package let members: [NationalPerson]
  package let isOutOfPoverty: Bool
  package let registeredYear: Int64?
  package let housingGrade: Int64?
  package let isWaterSafe: Bool?
  /// Of the last accounting year.
  package let incomePerHead: Money?
  package let phone: String

  package init(
    members: [NationalPerson], isOutOfPoverty: Bool, registeredYear: Int64?, housingGrade: Int64?,
    isWaterSafe: Bool?, incomePerHead: Money?, phone: String
  ) {
    (self.members, self.isOutOfPoverty) = (members, isOutOfPoverty)
    (self.registeredYear, self.housingGrade) = (registeredYear, housingGrade)
    (self.isWaterSafe, self.incomePerHead, self.phone) = (isWaterSafe, incomePerHead, phone)
  }
}

/// What is told of one person in the national list.
package struct NationalPerson: Equatable, Sendable {
  package let id: Int64
  package let name: String
  package let citizen: String
  package let relation: String
  package let education: String
  package let schooling: String
  package let health: String
  package let labour: String
  /// Unit: months of the year.
  package let workMonths: Int64?

  package init(
    id: Int64, name: String, citizen: String, relation: String, education: String, schooling: String,
    health: String, labour: String, workMonths: Int64?
  ) {
    (self.id, self.name, self.citizen, self.relation) = (id, name, citizen, relation)
    (self.education, self.schooling, self.health) = (education, schooling, health)
    (self.labour, self.workMonths) = (labour, workMonths)
  }
}

enum LedgerRow {
  static let columns: [(String, Double)] = [
    ("序号", 6), ("个案编号", 14), ("户编号", 20), ("户主", 10), ("县", 12), ("乡", 14), ("行政村", 14), ("自然村（组）", 12),
    ("线索日期", 12), ("监测对象类型", 16), ("风险类型", 24), ("是否紧急", 9), ("程序", 10), ("环节", 10), ("环节期限", 12),
    ("总期限", 12), ("超期天数", 9), ("登记日期", 12), ("帮扶措施数", 10), ("已完成措施数", 12), ("结束方式", 12), ("结束日期", 12),
  ]

  static func cells(_ one: RegisterEntry, number: Int, on day: Day) -> [WorkbookCell] {
    let (row, episode) = (one.row, one.row.episode)
    // A clock that stands still is late for nothing.
    let late = row.isPaused ? 0 : row.due.map { max(0, day.days(since: $0)) } ?? 0
    let standing = one.measures.filter { $0.state != .cancelled }
    let what: [WorkbookCell] = [
      .number(Int64(number)), .text("\(episode.id)"), .text(String(episode.household)), .text(one.head),
    ]
    let stand: [WorkbookCell] = [
      .day(episode.openedOn), .text(episode.type?.title.zh ?? ""),
      .text(episode.risks.map(\.title.zh).joined(separator: "、")), .text(episode.isEmergency ? "是" : "否"),
      .text(row.chain?.title.zh ?? ""), .text(row.step?.title.zh ?? ""), .day(orEmpty: row.due),
      .day(row.totalDue), .number(Int64(late)), .day(orEmpty: episode.registeredOn),
    ]
    let help: [WorkbookCell] = [
      .number(Int64(standing.count)), .number(Int64(standing.filter { $0.state == .done }.count)),
      .text(episode.ending?.kind.title.zh ?? ""), .day(orEmpty: episode.ending?.on),
    ]
    return what + one.whereItIs + stand + help
  }
}

/// **Source**: DOMAIN section 2.9 [S-21]: 32 columns, in this order. What the register does not know stays
/// empty.
enum NationalRow {
  static let columns: [(String, Double)] = [
    ("序号", 6), ("数据日期", 12), ("县", 12), ("乡", 14), ("行政村", 14), ("自然村", 12), ("户编号", 20), ("人编号", 20),
    ("姓名", 10), ("证件号码", 21), ("人数", 6), ("与户主关系", 11), ("民族", 8), ("文化程度", 12), ("在校生状况", 12),
    ("健康状况", 12), ("劳动技能", 14), ("务工时间（月）", 13), ("是否参加大病保险", 16), ("致贫原因1", 14), ("危房户", 8),
    ("是否解决安全饮用水", 18), ("人均纯收入", 12), ("户联系电话", 14), ("人联系电话", 14), ("首次识别时间", 13), ("人员识别时间", 13),
    ("户类型", 10), ("易返贫致贫户(监测对象)类型", 26), ("风险是否消除", 13), ("风险识别时间", 13), ("风险消除时间", 13),
  ]

  static func cells(
    _ one: RegisterEntry, _ household: NationalHousehold, _ person: NationalPerson, number: Int, on day: Day
  ) -> [WorkbookCell] {
    let episode = one.row.episode
    let isEliminated = episode.ending?.kind == .eliminated
    let who: [WorkbookCell] = [
      .text(String(episode.household)), .text(String(person.id)), .text(person.name), .text(person.citizen),
      .number(Int64(household.members.count)), .text(person.relation), .empty, .text(person.education),
      .text(person.schooling), .text(person.health), .text(person.labour),
      person.workMonths.map { .number($0) } ?? .empty, .empty,
    ]
    let living: [WorkbookCell] = [
      .text(episode.risks.first?.title.zh ?? ""), .text(yesNo(household.housingGrade.map { $0 >= 2 })),
      .text(yesNo(household.isWaterSafe)), .money(orEmpty: household.incomePerHead), .text(household.phone),
      .empty, .text(household.registeredYear.map(String.init) ?? ""), .empty,
      .text(household.isOutOfPoverty ? "脱贫户" : "一般农户"),
    ]
    let risk: [WorkbookCell] = [
      .text(episode.type?.title.zh ?? ""), .text(isEliminated ? "是" : "否"),
      .day(orEmpty: episode.registeredOn), .day(orEmpty: isEliminated ? episode.ending?.on : nil),
    ]
    return [.number(Int64(number)), .day(day)] + one.whereItIs + who + living + risk
  }

  private static func yesNo(_ isYes: Bool?) -> String { isYes.map { $0 ? "是" : "否" } ?? "" }
}
