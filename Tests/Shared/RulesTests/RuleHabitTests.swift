// What people write by habit into rule files is named at its place, with what should stand there.

import Foundation
import Kernel
import Rules
import Testing

/// A change to the sample that people make by habit, and all that is said of it.
struct Habit: Sendable, CustomTestStringConvertible {
  let file: String
  let old: String
  let new: String
  let places: [String]
  let zh: String
  let en: String

  init(_ file: String, _ old: String, _ new: String, _ places: [String], zh: String, en: String) {
    (self.file, self.old, self.new, self.places, self.zh, self.en) = (file, old, new, places, zh, en)
  }

  var testDescription: String { "\(file): \(new)" }

  /// The line and column of every fault are the expected ones, and the sentences hold the expected words.
  func check() throws {
    let text = try #require(RuleSample.files[file])
    #expect(text.contains(old), "the sample has changed")
    let problems = RuleSample.problems(file, old, new)
    let found = problems.faults.map { "\($0.line ?? 0):\($0.column ?? 0)" }
    #expect(found == places && problems.faults.allSatisfy { $0.file == file }, "\(problems.text(.zh))")
    #expect(problems.text(.zh).contains(zh), "\(problems.text(.zh))")
    #expect(problems.text(.en).contains(en), "\(problems.text(.en))")
    #expect(problems.faults.allSatisfy { $0.excerpt?.hasSuffix("^") == true }, "\(problems.text(.zh))")
  }
}

@Suite struct RuleHabitTests {
  @Test func aByteOrderMarkBeforeAFileIsSkippedAndMovesNoPlace() throws {
    let marked = RuleSample.files.mapValues { "\u{FEFF}" + $0 }
    let library = try RuleLibrary(files: marked)
    #expect(library.fingerprint == (try RuleSample.library().fingerprint))
    #expect(library.rules.first?.condition.unicodeScalars.first == "/")
    let problems = RuleSample.problems(
      "parameters.yaml", RuleSample.files["parameters.yaml"] ?? "", "\u{FEFF}- {nam: x}")
    #expect(problems.faults.first.map { [$0.line, $0.column] } == [1, 3], "\(problems.text(.zh))")
  }

  static let marks: [Habit] = [
    Habit(
      "crowded/rule.yaml", "severity: red", "severity：red", ["5:9"],
      zh: "“：”是全角冒号，请改用半角“: ”。", en: "： is a full-width colon; write \": \" instead."),
    Habit(
      "crowded/rule.yaml", "evidence: [members]", "evidence: [members， incomes]", ["11:19"],
      zh: "“，”是全角逗号，请改用半角“, ”。", en: "， is a full-width comma"),
    Habit(
      "crowded/cases.yaml", "{members: [{age: 3}, {}]}", "{members: ［{age: 3}, {}］}", ["1:53", "1:66"],
      zh: "“［”是全角方括号，请改用半角“[”。", en: "］ is a full-width bracket; write \"]\" instead."),
    Habit(
      "crowded/cases.yaml", "{age: 3}", "{age：3}", ["1:58"], zh: "“：”是全角冒号", en: "full-width colon"),
    Habit(
      "crowded/cases.yaml", "{members: [{age: 3}, {}]}", "\n    members：[{age：3}]\n  }", ["2:12", "2:18"],
      zh: "“：”是全角冒号", en: "full-width colon"),
    Habit(
      "crowded/cases.yaml", "{age: 3}", "{age: 3，birth: 2022-01-01}", ["1:61"], zh: "“，”是全角逗号",
      en: "full-width comma"),
  ]

  @Test func aFullWidthColonIsNamedAlsoWhereTheNextLineIsRefused() {
    let problems = RuleSample.problems(
      "crowded/cases.yaml", "household: {members: [{age: 3}, {}]}}",
      "household: x}\n- kind: hit\n  household:\n    members：[{age：3}]\n    incomes: [{year: 2025}]")
    #expect(problems.faults.map(\.line) == [4, 4], "\(problems.text(.zh))")
    #expect(problems.text(.zh).contains("“：”是全角冒号"))
  }

  @Test(arguments: marks) func aFullWidthMarkIsNamedWhereItStands(_ habit: Habit) throws {
    try habit.check()
  }

  @Test func chinesePunctuationInATextIsNoFault() throws {
    _ = try RuleSample.library("crowded/rule.yaml", "{zh: 人多,", "{zh: 人多：三人，四人【试】,")
  }

  @Test func aFileOfWindowsHasTheSamePlaces() {
    var files = RuleSample.files
    let sheet = RuleSample.ruleSheet.replacing("severity: red", with: "severity：red")
    files["crowded/rule.yaml"] = "\u{FEFF}" + sheet.replacing("\n", with: "\r\n")
    let marked = RuleSample.problems(of: files)
    #expect(marked.faults.map(\.line) == [5] && marked.faults.map(\.column) == [9], "\(marked.text(.zh))")
    #expect(marked.faults.first?.excerpt == "  severity：red\n          ^^")
    files["crowded/rule.yaml"] = RuleSample.ruleSheet.replacing("{crowd}", with: "{crwd}").replacing(
      "\n", with: "\r\n")
    let template = RuleSample.problems(of: files)
    #expect(template.faults.first.map { [$0.line, $0.column] } == [12, 48], "\(template.text(.zh))")
  }

  @Test func aFileThatIsNotUTF8IsToBeSavedAsUTF8() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "rules-not-utf8")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data([0xD4, 0xF2]).write(to: folder.appending(path: "parameters.yaml"))
    let told = Result { () throws(RuleLibraryProblems) in try RuleLibrary.load(folder.path) }
    guard case .failure(let problems) = told else {
      Issue.record("a file in GBK should be refused")
      return
    }
    #expect(problems.text(.zh) == "parameters.yaml: 文件不是 UTF-8 编码，请另存为 UTF-8。")
    #expect(problems.text(.en).hasSuffix("The file is not UTF-8; save it as UTF-8."))
  }

  static let twice: [Habit] = [
    Habit(
      "crowded/rule.yaml", "code: R03", "code: R03\norder: 4", ["3:1"], zh: "重复的项：order",
      en: "Written twice"),
    Habit(
      "crowded/rule.yaml", "{zh: 人多,", "{zh: 人多, zh: 多人,", ["8:17"], zh: "重复的项：zh", en: "Written twice"),
  ]

  @Test(arguments: twice) func aRepeatedEntryIsNamedWhereItStandsAgain(_ habit: Habit) throws {
    try habit.check()
  }

  static let words: [Habit] = [
    Habit(
      "crowded/rule.cel", "household.living >= crowd",
      "household.living >= crowd && household.members.exists(p, p.health == \"大病\")", ["2:67"],
      zh: "请写 health.major_illness（大病）。", en: "Write health.major_illness"),
    Habit(
      "crowded/rule.cel", "household.living >= crowd", "household.living >= crowd && 户 == 1", ["2:30"],
      zh: "是否指 household（", en: "Did you mean household"),

    Habit(
      "crowded/rule.yaml", "severity: red", "severity: 黄色", ["5:11"], zh: "请写 amber（黄色）。",
      en: "Write amber."),
    Habit(
      "crowded/rule.yaml", "kind: risk", "kind: 排除项", ["4:7"], zh: "请写 exclusion（排除项）。",
      en: "Write exclusion."),
    Habit(
      "crowded/rule.yaml", "severity: red", "severity: green", ["5:11"], zh: "这里只能写：red（红色）、amber（黄色）。",
      en: "One of these should stand here: red, amber."),
    Habit(
      "crowded/rule.yaml", "[members]", "[member]", ["11:12"], zh: "农户没有名为“member”的列表，是否指 members？",
      en: "no list member; did you mean members?"),
    Habit(
      "parameters.yaml", "default: 8000", "default: 1万", ["1:37"], zh: "“1万”不是以 yuan 为单位的值，请写 10000。",
      en: "write 10000."),
    Habit(
      "crowded/cases.yaml", "{age: 3}", "{age: 3岁}", ["1:60"], zh: "整数，请写 3。", en: "write 3."),
    Habit(
      "crowded/cases.yaml", "{age: 3}", "{health: 大病}", ["1:63"], zh: "请写 major_illness（大病）。",
      en: "write major_illness."),
    Habit(
      "crowded/cases.yaml", "{age: 3}", "{medical_insured: 否}", ["1:72"], zh: "请写 false。",
      en: "write false."),
    Habit(
      "crowded/cases.yaml", "{age: 3}", "{agee: 3}", ["1:55"], zh: "没有字段“agee”，是否指 age？",
      en: "no field agee; did you mean age?"),
    Habit(
      "crowded/rule.yaml", "name: crowd,", "name: line,", ["10:12"], zh: "参数名“line”已被使用。", en: "is taken"),
    Habit(
      "facts/person_alive.yaml", "\"!person.deaths.exists(d, d.death_date <= as_of)\"",
      "person.alive && person.age > 0", ["5:13"], zh: "事实互相引用成环", en: "in a circle"),
  ]

  @Test(arguments: words) func aWrongWordIsToldWithWhatToWrite(_ habit: Habit) throws {
    let problems = RuleSample.problems(habit.file, habit.old, habit.new)
    let first = try #require(problems.faults.first { "\($0.line ?? 0):\($0.column ?? 0)" == habit.places[0] })
    #expect(first.file == habit.file)
    #expect(first.text(.zh).contains(habit.zh), "\(problems.text(.zh))")
    #expect(first.text(.en).contains(habit.en), "\(problems.text(.en))")
  }

  @Test func everythingWrongInASentenceIsToldAtOnceWhereItStands() {
    let problems = RuleSample.problems(
      "crowded/rule.yaml", "在世 {household.living} 人，达到 {crowd}。", "在世 {household.living，达到 {crwd | mony}。多}")
    #expect(
      problems.text(.zh).split(separator: "\n").filter { $0.hasPrefix("crowded") } == [
        "crowded/rule.yaml:12:23: 花括号“{”没有结束，请在值的后面写“}”。",
        "crowded/rule.yaml:12:45: 没有名为“crwd”的数据、参数或常量。是否指 crowd（人数）？",
        "crowded/rule.yaml:12:52: 没有显示格式“mony”，可用：money、count、number、persons、days、months、years、age、"
          + "percent、grade、grades、date、bool、text。是否指 money？",
        "crowded/rule.yaml:12:59: 多出一个“}”。",
      ], "\(problems.text(.zh))")
    #expect(problems.text(.en).contains("A { is never closed; write } behind the value."))
    #expect(problems.text(.en).contains("Did you mean money?"))
  }
}
