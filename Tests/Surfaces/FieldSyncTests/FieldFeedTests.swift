// Changes of an area: what is different gets a number, what is the same keeps its own, what left is told.
import Kernel
import Testing

@testable import FieldSync

@Suite struct FieldFeedTests {
  private static let area = place("530602001001")
  private static let group = place("530602001001002")

  private static func place(_ text: String) -> PlaceCode {
    guard let place = PlaceCode(text) else { preconditionFailure("\(text) is a place") }
    return place
  }

  private static func day(_ text: String) -> Day {
    guard let day = Day(text) else { preconditionFailure("\(text) is a day") }
    return day
  }

  private static func home(_ number: Int64, clues: Int = 0) -> FieldHousehold {
    var home = FieldHousehold(number: number, place: group, type: 1)
    home.members = [FieldHousehold.Member(name: "李\(number)", relation: 1, birth: Day("1970-05-01"))]
    home.clues = (0..<clues).map { _ in
      FieldHousehold.Clue(
        cause: "01", opened: day("2026-01-02"), due: day("2026-01-09"), isEmergency: false)
    }
    return home
  }

  private static func kept(_ rows: [FieldAreaStore.Row]) -> [Int64: FieldAreaStore.Row] {
    Dictionary(uniqueKeysWithValues: rows.map { ($0.household, $0) })
  }

  @Test func atFirstAllAreNews() {
    let news = FieldFeed(Self.area, [Self.home(9), Self.home(4)]).news(since: [:], last: 0)
    #expect(news.map(\.household) == [4, 9])
    #expect(news.map(\.sequence) == [1, 2])
  }

  @Test func whatIsTheSameIsNoNews() {
    let feed = FieldFeed(Self.area, [Self.home(4), Self.home(9)])
    let told = Self.kept(feed.news(since: [:], last: 0))
    #expect(feed.news(since: told, last: 2).isEmpty)
  }

  @Test func whatChangedCameAndWentIsNumberedBehindTheLast() {
    let told = Self.kept(FieldFeed(Self.area, [Self.home(4), Self.home(9)]).news(since: [:], last: 0))
    let news = FieldFeed(Self.area, [Self.home(9, clues: 1), Self.home(11)]).news(since: told, last: 2)
    #expect(news.map(\.household) == [4, 9, 11])
    #expect(news.map(\.sequence) == [3, 4, 5])
    #expect(news.map(\.isGone) == [true, false, false])
  }

  @Test func whoIsGoneIsToldOnceAndWhoComesBackIsNewsAgain() {
    let first = Self.kept(FieldFeed(Self.area, [Self.home(4)]).news(since: [:], last: 0))
    let empty = FieldFeed(Self.area, [])
    let gone = Self.kept(empty.news(since: first, last: 1))
    #expect(empty.news(since: gone, last: 2).isEmpty)
    let back = FieldFeed(Self.area, [Self.home(4)]).news(since: gone, last: 2)
    #expect(back.map(\.sequence) == [3] && back.first?.isGone == false)
  }

  @Test func changesComeInPagesThatEndWhereTheNextBegins() {
    let feed = FieldFeed(Self.area, (1...5).map { Self.home($0) })
    let rows = feed.news(since: [:], last: 0)
    let page = feed.changes(since: 0, numbered: Array(rows.prefix(3)), page: 2, last: 5)
    #expect(page.households.count == 2 && page.hasMore && page.sequence == 2)
    let end = feed.changes(since: 4, numbered: Array(rows.suffix(1)), page: 2, last: 5)
    #expect(end.households.count == 1 && !end.hasMore && end.sequence == 5)
    let nothing = feed.changes(since: 5, numbered: [], page: 2, last: 5)
    #expect(nothing.households.isEmpty && !nothing.hasMore && nothing.sequence == 5)
  }

  @Test func aRowTellsNoNumberOfAPerson() {
    let text = Self.home(4, clues: 1).json(county: 530_602)
    #expect(
      text == #"{"id":"530602-4","p":"530602001001002","t":1,"m":[["李4",1,1970]],"#
        + #""c":[["01","2026-01-02","2026-01-09",0]]}"#)
  }
}
