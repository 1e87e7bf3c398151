// The public pages over a real store: a report with photos, complaints and who hears of them, notices.
import Access
import Casework
import Dashboards
import Database
import Evidence
import Foundation
import Kernel
import Monitoring
import Outreach
import Pages
import Registry
import Rules
import Simulation
import Synchronization
import Testing

@Suite struct PublicPageTests {
  private let folder: WorkFolder
  private let source: StoreSource
  private let monitoring: Monitoring
  private let outreach: Outreach
  private let household: HouseholdRecord
  private let village: PlaceCode
  private let township: PlaceCode

  private static let folders = Atomic<Int>(0)
  private static let json = "application/json"

  /// A picture of one pixel, or one that says to be larger.
  private static func png(side: [UInt8] = [0, 0, 0, 1]) -> [UInt8] {
    var bytes: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    for (name, body) in [
      ("IHDR", side + side + [8, 0, 0, 0, 0]), ("IDAT", [0]), ("IEND", []),
    ] as [(String, [UInt8])] {
      bytes += [0, 0, 0, UInt8(body.count)] + Array(name.utf8) + body + [0, 0, 0, 0]
    }
    return bytes
  }

  init() throws {
    let number = PublicPageTests.folders.add(1, ordering: .relaxed).newValue
    folder = try WorkFolder("public-pages-\(number)")
    _ = try SyntheticCity(scale: .tiny, seed: 47, asOf: Project.asOf).write(to: folder.path + "/files")
    let database = try Project.store(at: folder.path + "/city.sqlite", of: folder.path + "/files")
    source = StoreSource(database, library: try Project.rules())
    (monitoring, outreach) = (try Project.monitoring(database), try Project.outreach(database))
    let found = try database.read { (connection) throws(Problem) -> HouseholdRecord? in
      let keys = try connection.rows("SELECT county, number FROM household ORDER BY place, number LIMIT 40") {
        (row) throws(Problem) in HouseholdKey(county: row.int(0), number: row.int(1))
      }
      for key in keys {
        let record = try HouseholdQueryStore.household(
          county: key.county, number: key.number, asOf: Project.asOf, on: connection)
        if let record, record.members.contains(where: \.idIsRight) { return record }
      }
      return nil
    }
    household = try #require(found)
    village = try #require(household.place.ancestor(at: .village))
    township = try #require(household.place.ancestor(at: .township))
  }

  private func reader(_ role: String = "township", at place: PlaceCode? = nil, _ subject: String? = nil)
    -> Reader
  {
    Reader(source, monitoring, as: Posts.visitor(role, at: place ?? township, subject))
  }

  private var citizen: String {
    get throws {
      let member = household.members.first { $0.idIsRight }
      return try #require(member).citizen.text
    }
  }
  private var nobody: String {
    get throws { try #require(CitizenID(area: 530_602, birth: Project.asOf, sequence: 999)).text }
  }

  private func fields(_ citizen: String, key: String, words: String = "房屋被水淹了") -> [(String, String)] {
    [
      ("key", key), ("name", "李四"), ("citizen", citizen), ("phone", ""), ("place", township.short),
      ("cause", "01"), ("words", words),
    ]
  }

  private func photo(_ bytes: [UInt8], _ name: String = "a.png") -> (
    field: String, name: String, bytes: [UInt8]
  ) { (field: "photo", name: name, bytes: bytes) }

  private func count(_ sql: String) throws -> Int64 {
    try monitoring.database.read { (connection) throws(Problem) in try connection.number(sql) }
  }

  private func code(_ body: String) throws -> String {
    let found = body.components(separatedBy: "<strong>")
    return try #require(found.last { $0.contains("-") }?.components(separatedBy: "</strong>").first)
  }

  private func refused(_ work: () throws -> Void) -> String? {
    do {
      try work()
      return nil
    } catch { return (error as? Problem)?.code ?? "\(error)" }
  }

  // MARK: photos

  @Test func aPictureThatCannotBeTakenIsRefusedAndNothingIsTold() async throws {
    let reader = reader()
    let large = [UInt8](repeating: 0xFF, count: (10 << 20) + 1)
    for (files, status, words) in [
      ([photo(Array("MZ".utf8), "x.exe")], 415, "JPEG"),
      ([photo(Array("%PDF-1.7\n%%EOF\n".utf8), "x.pdf")], 415, "JPEG"),
      ([photo(Array(Self.png().dropLast(20)))], 415, "损坏"),
      ([photo(Self.png(side: [0, 0, 0xEA, 0x60]))], 415, "像素"),
      ([photo(large, "l.jpg")], 413, "10 MB"),
      ((0..<4).map { photo(Self.png(side: [0, 0, 0, 1 + $0])) }, 413, "最多 3 张"),
      ([photo(Self.png()), photo(Array("MZ".utf8), "x.exe")], 415, "JPEG"),
    ] as [([(field: String, name: String, bytes: [UInt8])], Int, String)] {
      let page = try await reader.upload("/difficulty", fields(try citizen, key: "refused-1"), files)
      #expect(page.status == status && page.body.contains("id=\"f-photo-fault\""), "\(words)")
      #expect(page.body.contains(words) && page.body.contains("房屋被水淹了"), "what was written stays")
      #expect(try !page.body.contains(citizen))
      let told = try await reader.upload(
        "/difficulty", fields(try citizen, key: "refused-2"), files, accept: Self.json)
      #expect(told.status == status && told.body.contains("\"code\":\"evidence.file."))
    }
    #expect(try count("SELECT COUNT(*) FROM self_report") == 0)
    #expect(try count("SELECT COUNT(*) FROM evidence_content") == 0)
    // Pictures are not looked at where the words are refused.
    let words = try await reader.upload(
      "/difficulty", fields("123", key: "refused-3"), [photo(Array("MZ".utf8))])
    #expect(words.status == 400 && words.body.contains("id=\"f-citizen-fault\""))
    let forged = try await reader.upload(
      "/difficulty", fields(try citizen, key: "forged-01"), [photo(Self.png())], token: "other")
    #expect(forged.status == 403)
  }

  @Test func aFormSentTwiceIsOneReportWithOneCode() async throws {
    let reader = reader()
    let sent = fields(try citizen, key: "twice-001")
    let first = try await reader.upload("/difficulty", sent, [photo(Self.png())])
    let again = try await reader.upload("/difficulty", sent, [photo(Self.png())])
    #expect(first.status == 200 && again.status == 200)
    #expect(try code(first.body) == code(again.body))
    #expect(try count("SELECT COUNT(*) FROM self_report") == 1)
    #expect(try count("SELECT COUNT(*) FROM evidence WHERE kind = 'clue'") == 1)
    let other = try await reader.upload("/difficulty", fields(try nobody, key: "twice-002"), [])
    #expect(try code(other.body) != code(first.body), "another sending has another code")
    let changed = try await reader.upload(
      "/difficulty", fields(try citizen, key: "twice-001", words: "另外的困难"), [])
    #expect(changed.status == 409)
    let state = try await reader.post("/difficulty/state", "code=\(try code(first.body))")
    #expect(state.status == 200 && state.body.contains("已收到，等待上门核实"))
    // Neither address nor page of the state shows a picture.
    #expect(!state.body.contains("/evidence/"))
  }

  @Test func aWaitingReportsPictureIsSeenByWhoMaySeeTheReportAndGoesToItsClue() async throws {
    let sent = try await reader().upload(
      "/difficulty", fields(try nobody, key: "waits-001"), [photo(Self.png())])
    #expect(sent.status == 200)
    let county = township.county
    let (page, file) = ("/reports/\(county)-1", "/evidence/\(county)-1")
    let office = reader()
    #expect(try await office.get(page).body.contains("src=\"/evidence/small/\(county)-1\""))
    #expect(try await office.answer(file).bytes == Self.png())
    #expect(try count("SELECT COUNT(*) FROM journal WHERE action = 'evidence.open'") == 1)
    let over = try #require(township.ancestor(at: .county))
    for stranger in [
      reader("village", at: village), reader("township", at: Posts.code("530699001")),
      reader("county_department", at: over, "water"), reader("grid_officer", at: village),
    ] {
      #expect(try await stranger.get(file).status == 404)
      #expect(try await stranger.get("/evidence/report/\(county)-1").status == 404)
    }
    let match = "verb=match&household=\(household.number)&cause=01&key=match-001"
    #expect(try await office.post(page, match).status == 303)
    #expect(try await office.get("/clues/\(county)-1").body.contains(file))
    #expect(try await office.get("/evidence/report/\(county)-1").status == 404)
    #expect(try await reader("village", at: village).answer(file).bytes == Self.png())
    try monitoring.database.write { (connection) throws(Problem) in
      try EvidenceKeepingStore.erase(household: household.number, county: county, on: connection)
    }
    #expect(try count("SELECT COUNT(*) FROM evidence_content") == 0, "it goes with the household")
  }

  // MARK: complaints

  private func act(_ days: Int, _ request: String) -> Act {
    Act(
      actor: "open:report",
      at: Instant(milliseconds: Project.act.at.milliseconds + Int64(days) * 86_400_000), request: request)
  }

  private func tell(_ citizen: String, _ code: String) throws {
    let form = SelfReportForm(name: "李四", citizen: citizen, words: "房屋被水淹了", place: township)
    _ = try outreach.tell(form, cause: .disaster, code: code, act(0, code))
  }

  @Test func aComplaintWaitsForTheClockAndComesOnceADay() throws {
    try tell(try citizen, "ABCDEFGH23")
    for (days, refusal) in [
      (0, "monitoring.report.early"), (7, "monitoring.report.early"), (8, nil),
      (8, "casework.report.complained"), (9, nil),
    ] as [(Int, String?)] {
      let told = refused {
        try outreach.complain(code: "ABCDEFGH23", act(days, "c-\(days)-\(refusal ?? "")"))
      }
      #expect(told == refusal, "day \(days)")
    }
    #expect(refused { try outreach.complain(code: "ABCDEFGH99", act(9, "x1")) } == "casework.report.unknown")
    #expect(refused { try outreach.complain(code: "1", act(9, "x2")) } == "casework.report.unknown")
    #expect(try count("SELECT COUNT(*) FROM journal WHERE action = 'report.complain'") == 2)
    #expect(try count("SELECT COUNT(*) FROM report_complaint") == 2)
  }

  @Test func theLevelAboveWhoIsLateHearsUntilTheReportHasItsAnswer() throws {
    try tell(try citizen, "ABCDEFGH23")
    try tell(try nobody, "ABCDEFGH24")
    for code in ["ABCDEFGH23", "ABCDEFGH24"] { try outreach.complain(code: code, act(8, "c-" + code)) }
    let county = try #require(township.ancestor(at: .county))
    func heard(_ role: String, _ place: PlaceCode, _ subject: String? = nil) throws -> [String] {
      let asking = Asking(act(8, "list"), as: Posts.visitor(role, at: place, subject))
      return try outreach.complaints(in: place, asking).rows.map {
        "\($0.complained.report.id.number) \($0.complained.complaint.level)"
      }
    }
    // The village is late with a clue, the township with what fits nobody.
    #expect(try heard("township", township) == ["1 township"])
    #expect(try heard("county_office", county) == ["1 township", "2 county"])
    #expect(try heard("city_office", Posts.city) == ["1 township", "2 county"])
    #expect(try heard("village", village) == [])
    #expect(try heard("county_department", county, "water") == [])
    #expect(try heard("township", Posts.code("530699001")) == [])
    let office = Asking(act(8, "count"), as: Posts.visitor("county_office", at: county))
    #expect(try outreach.countComplaints(in: county, office) == 1)
    #expect(
      refused { _ = try outreach.complaints(in: Posts.code("530699"), office) } == "access.post.place")
    let answering = Asking(act(8, "a1"), as: Posts.visitor("township", at: township), key: "dismiss-01")
    try outreach.answer(
      SelfReportNumber(county: township.county, number: 2), "请到镇上登记",
      Asking(act(8, "a0"), as: Posts.visitor("township", at: township), key: "answer-01"))
    #expect(try heard("county_office", county) == ["1 township"])
    #expect(refused { try outreach.complain(code: "ABCDEFGH24", act(9, "c9")) } == "monitoring.report.early")
    let clue = ClueNumber(county: township.county, number: 1)
    try monitoring.dismiss(clue, .noRisk, note: "上门看过，没有风险", answering)
    #expect(try heard("city_office", Posts.city) == [])
  }

  @Test func complaintsStandOnTheirPageAndOnTheHomePage() async throws {
    try tell(try nobody, "ABCDEFGH24")
    // The pages' clock stands: the report is made older instead.
    try monitoring.database.write { (connection) throws(Problem) in
      try connection.run("UPDATE self_report SET told_on = told_on - 9")
    }
    let reader = reader("county_office", at: township.ancestor(at: .county))
    #expect(try await reader.get("/complaints").body.contains("没有催办"))
    let page = try await reader.post("/difficulty/state", "code=ABCDE-FGH24")
    #expect(page.body.contains("已超期") && page.body.contains("value=\"yes\""))
    let sent = try await reader.post(
      "/difficulty/state", "code=ABCDEFGH24&complain=yes&key=complain-1", accept: Self.json)
    #expect(sent.status == 200 && sent.body.contains("\"complainedOn\":\"\(Project.act.at.day())\""))
    let again = try await reader.post(
      "/difficulty/state", "code=ABCDEFGH24&complain=yes&key=complain-2", accept: Self.json)
    #expect(again.status == 409 && again.body.contains("casework.report.complained"))
    let list = try await reader.get("/complaints")
    #expect(list.status == 200 && list.body.contains("/reports/\(township.county)-1\""))
    #expect(!list.body.contains("李四"), "who complains is not in the list")
    #expect(try await reader.get("/complaints", accept: Self.json).body.contains("\"level\":\"county\""))
    #expect(try await self.reader("auditor", at: Posts.city).get("/complaints").status == 403)
  }

  // MARK: notices

  /// An episode of the household whose notice was put up so many days ago.
  private func hang(daysAgo: Int, isDown: Bool = false) throws {
    let posted = Project.act.at.day().adding(days: -daysAgo)
    var record = StepRecord(.identification, .notice, enteredOn: posted)
    record.form = .notice(NoticeForm(postedOn: posted, spot: "村委会公示栏", poster: "王主任"))
    var records = [record]
    if isDown {
      records[0].leftOn = Project.act.at.day()
      records.append(StepRecord(.identification, .audit, enteredOn: Project.act.at.day()))
    }
    let episode = Episode(
      id: EpisodeNumber(county: household.county, number: 1), household: household.number,
      place: household.place, openedOn: posted, risks: [.illness], records: records)
    try monitoring.database.write { (connection) throws(Problem) in
      try EpisodeStore.save(episode, outreach.book, on: posted, connection)
    }
  }

  @Test func noticesAreFoundByPlaceAndTellNoMoreThanTheWall() async throws {
    try hang(daysAgo: 2)
    let reader = reader("auditor", at: Posts.city)
    let county = try #require(township.ancestor(at: .county))
    for (path, next) in [
      ("/notices", county), ("/notices/\(county.short)", township), ("/notices/\(township.short)", village),
    ] {
      let page = try await reader.get(path)
      #expect(page.status == 200 && page.body.contains("/notices/\(next.short)\""), "\(path)")
      #expect(page.body.contains("1 份公示"), "\(path)")
    }
    let page = try await reader.get("/notices/\(village.short)")
    #expect(page.status == 200 && page.body.contains("村委会公示栏") && page.body.contains("因病"))
    let head = try #require(household.head)
    #expect(page.body.contains(head.name.prefix(1)) && !page.body.contains(head.citizen.text))
    #expect(!page.body.contains("王主任") && !page.body.contains("\(household.number)"))
    #expect(try await reader.get("/notices/\(village.short)?lang=en").body.contains("Head of household"))
    let json = try await reader.get("/notices/\(village.short)", accept: Self.json)
    #expect(json.body.contains("\"chain\":\"identification\"") && json.body.contains("\"until\""))
    for path in ["/notices/530699999", "/notices/5399"] {
      let none = try await reader.get(path)
      #expect(none.status == 404 && none.body.hasPrefix("outreach.notices.place"), "\(path)")
    }
    #expect(try await reader.get("/notices/\(household.place.short)").status == 404, "groups have none")
    #expect(try await reader.post("/notices", "a=1").status == 404)
  }

  @Test(arguments: [(0, false, true), (5, false, true), (6, false, false), (2, true, false)])
  func aNoticeIsShownOnlyWhileItHangs(_ daysAgo: Int, _ isDown: Bool, _ isShown: Bool) throws {
    try hang(daysAgo: daysAgo, isDown: isDown)
    let day = Project.act.at.day()
    #expect(try outreach.notices(of: village, on: day).isEmpty != isShown)
    #expect(try outreach.noticeCounts(in: nil, on: day).contains { $0.count == 1 } == isShown)
  }
}
