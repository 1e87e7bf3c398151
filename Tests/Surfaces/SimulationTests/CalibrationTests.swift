// What a calibration and a list of places may say, with every refusal.
import Kernel
import Testing

@testable import Simulation

private func builtIn() -> String { String(decoding: PackageResources.zhaotong_yaml, as: UTF8.self) }

@Suite struct CalibrationTests {
  @Test func theBuiltInOneIsReadFromItsFile() throws {
    let calibration = try Calibration.read(builtIn(), named: "zhaotong.yaml")
    #expect(calibration == .zhaotong)
    #expect(calibration.base.households == 442_248)
    #expect(calibration.figuresDay?.description == "2022-12-31")
  }

  @Test(arguments: [
    ("  net: 13233\n", "", "simulation.calibration.unreadable", "income.net"),
    ("net: 13233", "net: many", "simulation.calibration.unreadable", "income.net"),
    ("day: 2022-12-31", "day: 2022-02-30", "simulation.calibration.value", "day"),
    ("code: 5306,", "code: 53,", "simulation.calibration.value", "city.code"),
    ("code: 530621", "code: 440621", "simulation.calibration.value", "counties.2.code"),
    ("townships: [4, 9, 3, 4]", "townships: []", "simulation.calibration.value", "counties.1.townships"),
    ("hardship: 0.8", "hardship: 80", "simulation.calibration.value", "counties.1"),
    ("households: 15, base: 13", "households: 16, base: 13", "simulation.calibration.value", "counties"),
    ("monitored: 24248", "monitored: 524248", "simulation.calibration.value", "base.monitored"),
    ("paid: 49499200", "paid: -1", "simulation.calibration.value", "insurance.paid"),
    ("months: 9.05", "months: 13", "simulation.calibration.value", "labour.months"),
    ("industry: 60.41", "industry: 160", "simulation.calibration.value", "projects.industry"),
    ("city: {", "city: [", "simulation.calibration.unreadable", "-"),
  ])
  func aFileThatCannotBeIsRefusedWithItsKey(
    text: String, other: String, code: String, key: String
  ) throws {
    let wrong = builtIn().replacing(text, with: other, maxReplacements: 1)
    try #require(wrong != builtIn())
    let problem = #expect(throws: Problem.self) { try Calibration.read(wrong, named: "own.yaml") }
    #expect(problem?.code == code)
    #expect(problem?.details["key"] == key)
  }

  @Test func anotherCityIsMadeOfItsOwnFile() throws {
    let text = builtIn().replacing("5306", with: "5399").replacing("昭通市", with: "云上市")
    let own = try Calibration.read(text, named: "own.yaml")
    let city = try WrittenCity(.tiny, seed: 1, clean: true, calibration: own)
    let codes = try city.table("regions").rows.map { $0[0] }
    #expect(codes.allSatisfy { $0.hasPrefix("5399") })
    #expect(try city.table("regions").rows[0][3] == "云上市")
  }

  @Test func aListOfPlacesGivesCountiesAndTownshipsTheirNames() throws {
    let list = try DivisionList(
      """
      code12\tlevel\tname\ttype\tparentCode12
      530600000000\tcity\t昭通市\tprefectureCity\t530000000000
      530602000000\tcounty\t某某区\tdistrict\t530600000000
      530602003000\ttown\t乙街道\tsubdistrict\t530602000000
      530602001000\ttown\t甲街道\tsubdistrict\t530602000000
      """, named: "own.tsv")
    let city = try WrittenCity(.small, seed: 1, clean: true, divisions: list)
    let rows = try city.table("regions").rows
    #expect(rows.contains(["530602", "2", "5306", "某某区"]))
    #expect(rows.filter { $0[2] == "530602" }.map { $0[3] } == ["甲街道", "乙街道"])
    #expect(rows.filter { $0[2] == "530621" }.count > 1, "a county that the list does not know keeps its own")
  }

  @Test(arguments: [
    ("code\tname", 1), ("HEAD\n530602001000\ttown\t甲街道", 2),
    ("HEAD\n53060200100\ttown\t甲街道\tsubdistrict\t530602000000", 2),
    ("HEAD\n530602001000\ttown\t\tsubdistrict\t530602000000", 2),
    ("HEAD\n530602001000\ttown\t甲,街道\tsubdistrict\t530602000000", 2),
    ("HEAD\n530602001000\ttown\t甲街道\tcity\t530602000000", 2),
    ("HEAD\n530602001000\tcounty\t甲街道\tsubdistrict\t530602000000", 2),
    ("HEAD\n530602001000\ttown\t甲街道\ttown\t530602000000\n530602001000\ttown\t乙\ttown\t530602000000", 3),
  ])
  func aListThatCannotBeIsRefusedWithItsLine(text: String, line: Int) {
    let whole = text.replacing("HEAD", with: "code12\tlevel\tname\ttype\tparentCode12")
    let problem = #expect(throws: Problem.self) { try DivisionList(whole, named: "own.tsv") }
    #expect(problem?.code == "simulation.places.row")
    #expect(problem?.details["line"] == "\(line)")
  }
}

@Suite struct SizedQuotaTests {
  @Test func partsAddUpByTheLargestRemainders() {
    #expect(SizedQuota.apportion(10, by: [1, 1, 1]) == [4, 3, 3])
    #expect(SizedQuota.apportion(7, by: [0, 2, 5]) == [0, 2, 5])
    #expect(SizedQuota.apportion(5, by: [0, 0]) == [0, 0])
    #expect(SizedQuota.apportion(0, by: [3, 4]) == [0, 0])
  }

  @Test(arguments: [(10, 20), (10, 35), (10, 44), (1, 5), (40, 100), (3, 4)])
  func numberAndSumOfSizesComeOut(count: Int, sum: Int) {
    let classes = (1...5).map { SizedClass(size: $0, weight: $0 == 3 ? 4 : 1, available: 8) }
    let wanted = SizedQuota.wanted(classes, count: count, sum: sum)
    #expect(wanted.reduce(0, +) == count)
    #expect(zip(classes, wanted).allSatisfy { $1 >= 0 && $1 <= $0.available })
    let reached = zip(classes, wanted).reduce(0) { $0 + $1.0.size * $1.1 }
    #expect(reached == sum || count == 40, "all there are have their own sum")
  }

  @Test func whatHasNoWeightIsNeverTaken() {
    let classes = [
      SizedClass(size: 1, weight: 0, available: 9), SizedClass(size: 2, weight: 1, available: 3),
    ]
    #expect(SizedQuota.wanted(classes, count: 5, sum: nil) == [0, 3])
    #expect(SizedQuota.wanted(classes, count: 0, sum: 0) == [0, 0])
  }

  @Test func rationsAndDecksGiveExactlyWhatTheyHold() {
    var random = SeededRandom(seed: 5)
    var ration = Ration(30, of: 100)
    let taken = (0..<100).count { _ in ration.takes(&random) }
    let more = ration.takes(&random)
    #expect(taken == 30 && !more)
    var deck = Deck([0, 2, 3])
    let cards = (0..<6).map { _ in deck.draw(&random) }
    #expect(cards.prefix(5).compactMap(\.self).sorted() == [1, 1, 2, 2, 2])
    #expect(cards[5] == nil)
  }
}
