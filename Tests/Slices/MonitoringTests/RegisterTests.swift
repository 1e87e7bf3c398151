// Registers and papers out of a store: what is in them, who may take them, and that it is journalled.

import Access
import Casework
import Database
import Evidence
import Foundation
import Kernel
import Monitoring
import Papers
import Registry
import Rules
import Testing
import Vault

/// A store with 李家's neighbours: one household of two, and its episode.
struct Town {
  let database: Database
  let monitoring: Monitoring

  init(_ episode: Episode) throws {
    database = try Database(inMemory: "monitoring")
    try database.migrate(
      AccessMigrations.all + RegistryMigrations.all + CaseworkMigrations.all + MonitoringMigrations.all
        + EvidenceMigrations.all)
    let ring = try KeyRing([SecretKey(number: 1, bytes: [UInt8](repeating: 1, count: SecretKey.size))])
    try SealStore.unlock(database, with: ring)
    monitoring = Monitoring(
      database, book: try Cast.book(), sealer: Sealer(ring),
      chance: { [UInt8](repeating: 7, count: $0) })
    try settle()
    let book = try Cast.book()
    try database.write { (connection) throws(Problem) in
      try EpisodeStore.save(episode, book, on: day("2026-03-12"), connection)
    }
  }

  private func settle() throws {
    var index = RegistryIndex()
    let origin = RowOrigin(importNumber: 1, line: 2, dated: day("2025-11-01"))
    let ids = IDSource(seed: 1)
    let places =
      [
        ("530600000000", "昭通市"), ("530602000000", "昭阳区"), ("530602101000", "永丰镇"), ("530602101001", "青坪村"),
      ].map { ($0.0 + "000", $0.1) } + [(String(Cast.place.number), "一组")]
    try database.write { (connection) throws(Problem) in
      for (code, name) in places {
        guard let code = PlaceCode(code) else { preconditionFailure("\(code) is a place") }
        _ = try PlaceStore.merge(code, name: name, origin: origin, index: index, on: connection)
      }
      let facts = HouseholdFacts(
        number: 9, place: Cast.place, type: .outOfPoverty, registeredYear: 2014, resettled: false,
        housingGrade: 2, waterSafe: true, phone: "13812345678",
        incomes: [
          IncomeYear(
            year: 2025, wage: 1_200_000, operating: 300_000, property: 0, transfer: 80_000,
            operatingCost: 120_000)
        ])
      _ = try HouseholdStore.merge(facts, origin: origin, index: index, on: connection)
      for (number, name, relation) in [(1, "王秀英", Int64(1)), (2, "=李小明", 3)] {
        guard let citizen = CitizenID(area: 530_602, birth: day("1980-01-01"), sequence: number) else {
          preconditionFailure("numbers of the cast lie below a thousand")
        }
        let person = PersonFacts(
          citizen: citizen, idIsRight: true, household: 9, name: name, sex: 2, birth: day("1980-01-01"),
          relation: relation, education: 2, schoolStatus: relation == 3 ? 3 : 0, health: 2, labour: 1,
          disabilityLevel: 0, medicalInsured: 1, pensionInsured: 1, workPlace: 2, workMonths: 6,
          monthlyWageFen: 250_000)
        _ = try PersonStore.merge(
          person, origin: origin, ids: ids, at: Instant(milliseconds: 1_762_000_000_000), index: index,
          on: connection)
      }
    }
    index = RegistryIndex()
  }

  func journal() throws -> [String] {
    try database.read { (connection) throws(Problem) in
      try connection.rows("SELECT action, subject, reason FROM journal ORDER BY county, sequence") {
        (row) throws(Problem) in "\(row.text(0)) \(row.text(1)) \(row.text(2))"
      }
    }
  }
}

@Suite struct RegisterTests {
  private static let all: Set<Permission> = [.episodeRead, .householdExport, .personReveal]
  private static let health = Subject(
    name: "health", title: Text(zh: "卫健", en: "health"), feeds: ["medical"], causes: ["01"])

  func asking(
    _ permissions: Set<Permission>? = nil, at place: String = "530602", subject: Subject? = nil
  ) throws -> Asking {
    let act = Act(actor: "zhang", at: Instant(milliseconds: 1_773_300_000_000), request: "r")
    guard let permissions else { return Asking(act, as: nil) }
    let role = Role(
      name: "county", title: Text(zh: "县", en: "county"), levels: [.county], permissions: permissions)
    return Asking(
      act,
      as: Visitor(
        account: "zhang", name: "张小三", post: PostID(number: 1), role: role,
        place: try #require(PlaceCode(place)), subject: subject))
  }

  private func request(
    _ register: Register, place: String = "530602", reason: String = "报送省级平台", isWhole: Bool = false
  ) throws -> RegisterRequest {
    RegisterRequest(register, of: try #require(PlaceCode(place)), reason: reason, isWhole: isWhole)
  }

  @Test func theNationalListHasItsThirtyTwoColumns() {
    let titles = Register.national.columns.map(\.title)
    #expect(titles.count == 32 && Set(titles).count == 32)
    #expect(titles.first == "序号" && titles[9] == "证件号码" && titles.last == "风险消除时间")
  }

  @Test(.enabled(if: SheetText.canRead)) func theNationalListTellsEveryMemberMasked() throws {
    let town = try Town(Cast.identified())
    let rows = try SheetText.rows(of: town.monitoring.register(request(.national), asking(Self.all)))
    #expect(rows.count == 4)
    #expect(rows[0].joined().hasPrefix("张*三 zhang 2026-03-12") && rows[0].joined().contains("仅限本岗位工作使用"))
    let first = Dictionary(uniqueKeysWithValues: zip(rows[1], rows[2]))
    for (title, value) in [
      ("序号", "1"), ("县", "昭阳区"), ("行政村", "青坪村"), ("自然村", "一组"), ("户编号", "9"), ("姓名", "王秀英"),
      ("人数", "2"), ("与户主关系", "户主"), ("文化程度", "初中"), ("在校生状况", ""), ("务工时间（月）", "6"), ("致贫原因1", "因病"),
      ("危房户", "是"), ("是否解决安全饮用水", "是"), ("人均纯收入", "7300"), ("户联系电话", "138****5678"), ("户类型", "脱贫户"),
      ("易返贫致贫户(监测对象)类型", "脱贫不稳定户"), ("风险是否消除", "否"), ("首次识别时间", "2014"), ("民族", ""),
    ] {
      #expect(first[title] == value, "\(title)")
    }
    #expect(first["证件号码"]?.hasPrefix("530602********") == true)
    // A name that looks like a formula is a name.
    #expect(rows[3][8] == "=李小明" && rows[3][14] == "初中" && rows[3][13].isEmpty)
  }

  @Test(.enabled(if: SheetText.canRead)) func numbersAreWholeOnlyForWhoMayAndAsks() throws {
    let town = try Town(Cast.identified())
    let rows = try SheetText.rows(
      of: town.monitoring.register(request(.national, isWhole: true), asking(Self.all)))
    #expect(rows[2][9].count == 18 && !rows[2][9].contains("*") && rows[2][23] == "13812345678")
    #expect(
      refusal {
        _ = try town.monitoring.register(
          request(.national, isWhole: true), asking([.episodeRead, .householdExport]))
      } == "access.permission.missing")
    #expect(try town.journal() == ["person.reveal register national 530602 报送省级平台"])
  }

  @Test(.enabled(if: SheetText.canRead)) func theLedgerTellsWhereAnEpisodeStands() throws {
    let town = try Town(Cast.identified(to: .notice))
    let rows = try SheetText.rows(of: town.monitoring.register(request(.ledger), asking(Self.all)))
    let row = Dictionary(uniqueKeysWithValues: zip(rows[1], rows[2]))
    #expect(row["个案编号"] == "530602-1" && row["户主"] == "王秀英" && row["程序"] == "识别认定")
    #expect(row["环节"] == "村级公示" && row["登记日期"] == "" && row["帮扶措施数"] == "0")
    let none = try SheetText.rows(of: town.monitoring.register(request(.national), asking(Self.all)))
    #expect(none.count == 2)
    #expect(
      try town.journal() == [
        "household.export register ledger 530602 报送省级平台", "household.export register national 530602 报送省级平台",
      ])
  }

  @Test(.enabled(if: SheetText.canRead)) func aDepartmentSeesItsOwnCausesAndColumns() throws {
    let town = try Town(Cast.identified())
    let rows = try SheetText.rows(
      of: town.monitoring.register(request(.national), asking(Self.all, subject: Self.health)))
    let row = Dictionary(uniqueKeysWithValues: zip(rows[1], rows[2]))
    for title in ["健康状况", "人均纯收入", "危房户", "务工时间（月）"] { #expect(row[title] == "", "\(title)") }
    let other = Subject(name: "water", title: Text(zh: "水利", en: "water"), feeds: ["water"], causes: ["11"])
    let none = try town.monitoring.register(request(.ledger), asking(Self.all, subject: other))
    #expect(try SheetText.rows(of: none).count == 2)
  }

  @Test func whatIsNotPermittedIsRefusedAndNotJournalled() throws {
    let town = try Town(Cast.identified())
    #expect(
      refusal { _ = try town.monitoring.register(request(.ledger), asking([.episodeRead])) }
        == "access.permission.missing")
    #expect(
      refusal { _ = try town.monitoring.register(request(.ledger, place: "530603"), asking(Self.all)) }
        == "access.post.place")
    #expect(
      refusal { _ = try town.monitoring.register(request(.ledger, reason: "要"), asking(Self.all)) }
        == "access.look.reason")
    #expect(try town.journal().isEmpty)
  }

  @Test func aPaperIsMadeFromTheRegisterAndMasked() throws {
    let town = try Town(Cast.identified())
    let paper = try town.monitoring.paper(.verification, of: Cast.number, asking(Self.all))
    let text = EpisodePaperTests.words(paper)
    #expect(text.contains("王秀英") && text.contains("昭阳区永丰镇青坪村一组") && text.contains("530602********"))
    #expect(paper.watermark == "张*三 zhang 2026-03-12 15:20")
    let notice = try town.monitoring.paper(.notice, of: Cast.number, asking(Self.all))
    #expect(EpisodePaperTests.words(notice).contains("王秀英\n青坪村一组") && notice.watermark.isEmpty)
  }

  @Test func aPaperIsRefusedToWhoHasNoBusinessWithIt() throws {
    let town = try Town(Cast.identified(to: .review))
    func refused(_ paper: EpisodePaper, _ asking: Asking) -> String? {
      refusal { _ = try town.monitoring.paper(paper, of: Cast.number, asking) }
    }
    #expect(refused(.notice, try asking(Self.all)) == "monitoring.paper.early")
    #expect(refused(.verification, try asking([])) == "access.permission.missing")
    #expect(refused(.verification, try asking(Self.all, at: "530603")) == "monitoring.episode.unknown")
    #expect(refused(.verification, try asking(Self.all, subject: Self.health)) == "monitoring.paper.unknown")
  }
}

/// The cells of a workbook's first sheet, unpacked by Python's zipfile.
private enum SheetText {
  static let canRead = (try? unpack([])) != nil

  static func rows(of bytes: [UInt8]) throws -> [[String]] {
    try unpack(bytes).split(separator: "\n").map { line in
      line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
  }

  /// A line a row, its cells by their columns; with no bytes only whether Python is there.
  private static func unpack(_ bytes: [UInt8]) throws -> String {
    let script = """
      import io,re,sys,zipfile
      data=sys.stdin.buffer.read()
      if not data: sys.exit(0)
      xml=zipfile.ZipFile(io.BytesIO(data)).read('xl/worksheets/sheet1.xml').decode()
      last=0
      for row in re.findall(r'<row r="[0-9]+"[^>]*>(.*?)</row>',xml,re.S):
        cells={}
        for name,body in re.findall(r'<c r="([A-Z]+)[0-9]+"[^>]*>(.*?)</c>',row,re.S):
          place=0
          for sign in name: place=place*26+ord(sign)-64
          cells[place]=re.sub(r'<[^>]*>','',body)
        last=max([last]+list(cells))
        sys.stdout.buffer.write(('\\t'.join(cells.get(n,'') for n in range(1,last+1))+'\\n').encode())
      """
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-I", "-c", script]
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    // A workbook of these tests is smaller than a pipe holds.
    input.fileHandleForWriting.write(Data(bytes))
    try input.fileHandleForWriting.close()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return String(decoding: data, as: UTF8.self)
  }
}
