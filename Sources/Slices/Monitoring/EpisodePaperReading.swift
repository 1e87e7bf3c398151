// Gathers what a paper of an episode tells, as far as its reader may see it.

package import Access
package import Casework
import Database
import Entrance
package import Kernel
import Pages
package import Papers
import Registry
import Rules

extension Monitoring {
  /// A paper of an episode as it is now.
  /// **Problems**: `access.permission.missing`, `monitoring.episode.unknown`, `monitoring.paper.unknown` also
  /// for a department, which sees what is public alone, `monitoring.paper.early`.
  package func paper(
    _ paper: EpisodePaper, of id: EpisodeNumber, _ asking: Asking
  ) throws(Problem) -> Paper {
    try asking.visitor?.demand(.episodeRead)
    return try database.read { (connection) throws(Problem) in
      let episode = try seen(id, asking, on: connection)
      guard paper.isPublic || asking.visitor?.subject == nil else { throw MonitoringProblems.unknownPaper }
      guard paper.isReady(episode) else { throw MonitoringProblems.paperEarly }
      return paper.paper(try facts(of: episode, asking, on: connection))
    }
  }

  private func facts(
    of episode: Episode, _ asking: Asking, on connection: Connection
  ) throws(Problem) -> PaperFacts {
    let county = episode.id.county
    let household = try HouseholdQueryStore.household(
      county: county, number: episode.household, asOf: asking.today, on: connection)
    let naming: PublicNotice.Naming = book.hidesMiddleOfNames ? .middleHidden : .full
    let notice = household.flatMap { PublicNotice.of($0, risk: nil, naming: naming, on: asking.today) }
    let living = household?.members.filter { $0.death == nil } ?? []
    return PaperFacts(
      episode: episode, head: household?.head?.name ?? "", noticeHead: notice?.head ?? "",
      isOutOfPoverty: household.map { $0.type == .outOfPoverty || $0.registeredYear != nil } ?? false,
      members: living.map { PaperMember($0, on: asking.today) },
      places: try PlaceNames(of: episode.place, on: asking.today, connection).names,
      measures: try MeasureStore.measures(ofEpisode: episode.id.number, county: county, on: connection),
      book: book, mark: asking.mark)
  }
}

/// The names of a place and of those above it.
struct PlaceNames {
  let names: [PlaceLevel: String]

  init(of place: PlaceCode, on day: Day, _ connection: Connection) throws(Problem) {
    var names: [PlaceLevel: String] = [:]
    for place in try PlaceStore.path(of: place, asOf: day, on: connection) {
      names[place.code.level] = place.name
    }
    self.names = names
  }
}

extension PaperMember {
  init(_ member: MemberRecord, on day: Day) {
    self.init(
      id: member.id.number, name: member.name, relation: RegisterWords.relation(member.relation),
      sex: member.sex == 1 ? "男" : "女", age: member.birth.age(on: day), maskedID: member.citizen.masked,
      health: RegisterWords.word("health", member.health),
      labour: RegisterWords.word("labour", member.labour))
  }
}

/// The register's codes in words.
enum RegisterWords {
  static func word(_ list: String, _ code: Int64) -> String {
    ScreeningVocabulary.constant(list, code)?.meaning.zh ?? ""
  }

  /// **Source**: DOMAIN section 2.10.
  static func education(_ code: Int64) -> String {
    let levels = ["文盲或半文盲", "小学", "初中", "高中", "大专", "本科及以上"]
    return levels[min(max(0, Int(code)), levels.count - 1)]
  }

  static func relation(_ code: Int64) -> String {
    switch code {
    case 1: "户主"
    case 2: "配偶"
    case 3: "子女"
    case 4: "儿媳或女婿"
    case 5: "孙辈"
    case 6: "父母"
    default: "其他"
    }
  }
}
