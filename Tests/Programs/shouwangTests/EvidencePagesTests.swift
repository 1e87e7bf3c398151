// Photos over the pages of a real store: sent by a form in parts, shown, refused file by file, journalled.
import Access
import Casework
import Dashboards
import Database
import Entrance
import Evidence
import Foundation
import Hummingbird
import Kernel
import Monitoring
import Pages
import Registry
import Rules
import Screening
import Simulation
import Synchronization
import Testing

@Suite struct EvidencePagesTests {
  private let folder: WorkFolder
  private let source: StoreSource
  private let monitoring: Monitoring
  private let clue: Clue
  private let village: PlaceCode

  private static let pdf = Array("%PDF-1.7\n%%EOF\n".utf8)
  private static let png: [UInt8] = {
    var bytes: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    for (name, length) in [("IHDR", 13), ("IDAT", 1), ("IEND", 0)] {
      bytes += [0, 0, 0, UInt8(length)]
      bytes += Array(name.utf8)
      // One pixel by one, and a check that nobody here looks at.
      bytes += (0..<length + 4).map { name == "IHDR" && [3, 7].contains($0) ? 1 : 0 }
    }
    return bytes
  }()

  private static let folders = Atomic<Int>(0)

  init() throws {
    let number = EvidencePagesTests.folders.add(1, ordering: .relaxed).newValue
    folder = try WorkFolder("evidence-pages-\(number)")
    _ = try SyntheticCity(scale: .tiny, seed: 31, asOf: Project.asOf).write(to: folder.path + "/files")
    let database = try Project.store(at: folder.path + "/city.sqlite", of: folder.path + "/files")
    let library = try Project.rules()
    (source, monitoring) = (StoreSource(database, library: library), try Project.monitoring(database))
    let home = try database.read { (connection) throws(Problem) in
      try connection.row("SELECT county, number, place FROM household ORDER BY county, number LIMIT 1") {
        (row) throws(Problem) in (HouseholdKey(county: row.int(0), number: row.int(1)), row.int(2))
      }
    }
    let (key, place) = try #require(home)
    village = try #require(PlaceCode(number: place)?.ancestor(at: .village))
    let told = ClueReport(
      cause: .illness,
      source: ClueSource(.cadreVisit, on: Project.act.at.day(), by: "village", note: "住院"))
    let machine = Asking(Act(actor: "local:test", at: Project.act.at, request: "c"), as: nil)
    clue = try monitoring.clue(try monitoring.report(told, of: key, machine), machine)
  }

  private func reader(_ role: String = "village") -> Reader {
    Reader(source, monitoring, as: Posts.visitor(role, at: village))
  }

  private var path: String { EvidenceTopic(.clue, clue.id).address.link }

  private func journal(_ action: String) throws -> Int {
    try monitoring.database.read { (connection) throws(Problem) in
      try JournalStore.entries(on: connection).count { $0.action == action }
    }
  }

  @Test func aPhotoIsSentShownAndEachLookIsOnRecord() async throws {
    let reader = reader()
    let form = try await reader.get(path)
    #expect(form.status == 200 && form.body.contains("enctype=\"multipart/form-data\""))
    #expect(form.body.contains("capture=\"environment\"") && form.body.contains("accept=\"image/*\""))
    let files: [(field: String, name: String, bytes: [UInt8])] = [
      (field: "photo", name: "a.png", bytes: Self.png), (field: "files", name: "b.pdf", bytes: Self.pdf),
      (field: "files", name: "", bytes: []),
    ]
    for _ in 0..<2 {
      let sent = try await reader.upload(path, [("key", "photos-1"), ("note", "房屋")], files)
      #expect(sent.status == 303)
    }
    let page = try await reader.get(path)
    let number = "\(clue.id.county)-1"
    #expect(page.body.contains("<img src=\"/evidence/small/\(number)\" alt=\"房屋\""))
    let cases = try await reader.get(PageAddress.monitoring(.clue(county: clue.id.county, number: 1)).link)
    #expect(cases.body.contains("/evidence/\(number)"))
    let before = try journal("evidence.open")
    let shown = try await reader.answer("/evidence/\(number)")
    #expect(shown.bytes == Self.png && shown.headers[.contentType] == "image/png")
    #expect(shown.headers[.cacheControl] == "private, max-age=600")
    #expect(shown.headers[.contentDisposition] == "inline; filename=\"evidence-\(number).png\"")
    let policy = HTTPFields.Element.Name("content-security-policy").flatMap { shown.headers[$0] }
    #expect(policy == "default-src 'none'; sandbox")
    let sniff = HTTPFields.Element.Name("x-content-type-options").flatMap { shown.headers[$0] }
    #expect(sniff == "nosniff")
    // It is small as it is.
    #expect(try await reader.answer("/evidence/small/\(number)").bytes == Self.png)
    let paper = try await reader.answer("/evidence/\(clue.id.county)-2")
    #expect(paper.headers[.contentDisposition]?.hasPrefix("attachment") == true)
    #expect(try journal("evidence.open") == before + 3 && journal("evidence.add") == 2)
  }

  @Test func whatCannotBeTakenIsToldAndTheRestStays() async throws {
    let reader = reader()
    let mixed = [
      (field: "files", name: "ok.pdf", bytes: Self.pdf),
      (field: "files", name: "<b>.exe", bytes: Array("MZ".utf8)),
    ]
    let some = try await reader.upload(path, [("note", "说明文字")], mixed)
    #expect(some.status == 415 && some.body.contains("&lt;b&gt;.exe") && some.body.contains("收下 1 份"))
    #expect(some.body.contains("value=\"说明文字\"") && some.body.contains("/evidence/\(clue.id.county)-1"))
    let zeros = [UInt8](repeating: 0, count: UploadLimits.fileBytes + 1)
    let large = [(field: "files", name: "l.jpg", bytes: zeros)]
    let refused = try await reader.upload(path, [("note", "大照片")], large)
    #expect(refused.status == 413 && refused.body.contains("10 MB") && refused.body.contains("value=\"大照片\""))
    let english = try await reader.upload(path + "?lang=en", [], large)
    #expect(english.status == 413 && english.body.contains("too large"))
    #expect(try await reader.upload(path, [], []).status == 400)
    let json = try await reader.upload(path, [], mixed, accept: "application/json")
    #expect(json.status == 415 && json.body.contains("\"code\":\"evidence.file.kind\""))
  }

  @Test func aVisitComesWithItsPhotosInOneSending() async throws {
    let home = HouseholdKey(county: clue.id.county, number: clue.household)
    let visit = PageAddress.monitoring(.visit(county: home.county, number: home.number)).link
    let reader = reader()
    let form = try await reader.get(visit)
    #expect(form.body.contains("enctype=\"multipart/form-data\"") && form.body.contains("capture="))
    let files = [(field: "photo", name: "a.png", bytes: Self.png)]
    let day = "\(Project.act.at.day())"
    // Wrong first: nothing is recorded, what was written stays, and the photo has to be chosen again.
    let wrong = try await reader.upload(visit, [("on", "2099-01-01"), ("findings", "漏雨")], files)
    #expect(wrong.status == 400 && wrong.body.contains("漏雨") && wrong.body.contains("请重新选择"))
    let fields = [("key", "visit-0001"), ("on", day), ("findings", "漏雨"), ("note", "屋顶")]
    for _ in 0..<2 { #expect(try await reader.upload(visit, fields, files).status == 303) }
    let page = try await reader.get(
      PageAddress.monitoring(.household(county: home.county, number: home.number)).link)
    #expect(page.body.contains("alt=\"屋顶\"") && page.body.components(separatedBy: "漏雨").count == 2)
    #expect(try journal("evidence.add") == 1)
    // A file that is none: the visit is kept, and its page tells of the file and takes another.
    let other = [(field: "files", name: "x.exe", bytes: Array("MZ".utf8))]
    let some = try await reader.upload(
      visit, [("key", "visit-0002"), ("on", day), ("findings", "已修")], other)
    #expect(
      some.status == 415 && some.body.contains("已登记") && some.body.contains("x.exe")
        && some.body.contains("/evidence/visit/"))
    let json = try await reader.upload(
      visit, [("key", "visit-0003"), ("on", day), ("findings", "三访")], files, accept: "application/json")
    #expect(json.status == 200 && json.body.contains("\"kind\":\"visit\""))
    // Without files it is the form it was.
    #expect(try await reader.post(visit, "on=\(day)&findings=x&key=visit-0004").status == 303)
  }

  @Test func strangersAndForgedFormsBringNothing() async throws {
    let file = [(field: "files", name: "a.pdf", bytes: Self.pdf)]
    let forged = try await reader().upload(path, [], file, token: "other")
    #expect(forged.status == 403 && forged.body.hasPrefix("entrance.form.stale"))
    let neighbour = Reader(
      source, monitoring, as: Posts.visitor("village", at: Posts.code("530699999999")))
    let (real, none) = (
      try await neighbour.upload(path, [], file),
      try await neighbour.upload(path.replacing("\(clue.id)", with: "\(clue.id.county)-99"), [], file)
    )
    #expect(real.status == 404 && real.body == none.body)
    #expect(try await neighbour.get("/evidence/\(clue.id.county)-1").status == 404)
    let insurer = Reader(source, monitoring, as: Posts.visitor("insurer", at: Posts.city, "insurance"))
    #expect(try await insurer.upload(path, [], file).status == 403)
    // Pages without files take no form in parts.
    let page = PageAddress.monitoring(.clue(county: clue.id.county, number: clue.id.number)).link
    #expect(try await reader().upload(page, [], file).body.hasPrefix("entrance.form.kind"))
    #expect(try await reader().get("/evidence/diary/\(clue.id)").status == 404)
    #expect(try journal("evidence.add") == 0)
  }

  // MARK: JSON

  private func object(_ text: String) -> [String: Any]? {
    try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
  }

  /// Every address that the slices have: a new one stands in the matrix, else its test does not compile.
  @Test func everyAddressAnswersInJSONWhereProgramsAsk() async throws {
    let reader = reader()
    for address in PermissionMatrixTests.addresses {
      switch address {
      case .monitoring, .pairing, .evidence(.of): break
      default: continue
      }
      let answer = try await reader.get(address.link, accept: "application/json")
      // A list may stand alone; a refusal has its code.
      let json = try JSONSerialization.jsonObject(with: Data(answer.body.utf8))
      let isRefusal = (json as? [String: Any])?["code"] is String
      #expect(answer.status == 200 || isRefusal, "\(address.link) \(answer.body.prefix(80))")
    }
  }

  @Test func formsOfEveryoneAndRegistersAreJSONToo() async throws {
    let json = "application/json"
    let reader = reader()
    let form = try #require(object(try await reader.get("/difficulty", accept: json).body))
    let townships = try #require(form["townships"] as? [[String: String]])
    let place = try #require(townships.first?["place"])
    let words = "name=a&citizen=&phone=&words=%E4%BD%8F%E9%99%A2%E4%BA%86%E5%95%8A"
    let told = try await reader.post("/difficulty", words + "&place=\(place)&cause=01", accept: json)
    let wrong = try #require(object(told.body))
    #expect(told.status == 400 && (wrong["code"] as? String)?.hasPrefix("casework.report.") == true)
    let unknown = try await reader.post("/difficulty/state", "code=ABCDEFGHJK", accept: json)
    #expect(unknown.status == 404 && object(unknown.body)?["code"] is String)
    let county = try #require(village.ancestor(at: .county))
    let office = Reader(source, monitoring, as: Posts.visitor("county_office", at: county))
    let path = "/registers/ledger/\(county.short)"
    #expect(object(try await office.get(path, accept: json).body)?["columns"] is [String])
    let rows = try await office.post(path, "reason=%E6%8A%A5%E9%80%81%E7%9C%81%E7%BA%A7", accept: json)
    #expect(object(rows.body)?["rows"] is [[Any]])
    #expect(try await office.post(path, "reason=", accept: json).status == 400)
    #expect(try journal("household.export") == 1)
  }
}
