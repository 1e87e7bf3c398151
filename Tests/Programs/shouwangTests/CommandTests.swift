// The built program as a person uses it: answers, refusals and exit codes.
import Foundation
import Kernel
import Testing

/// The program beside the tests.
enum Program {
  static let path: String = {
    let folder =
      Bundle.main.bundleURL.path.hasSuffix(".xctest")
      ? Bundle.main.bundleURL.deletingLastPathComponent() : Bundle.main.bundleURL
    let beside = folder.appendingPathComponent("shouwang").path
    if FileManager.default.isExecutableFile(atPath: beside) { return beside }
    return Project.root + "/.build/debug/shouwang"
  }()

  static var isBuilt: Bool { FileManager.default.isExecutableFile(atPath: path) }

  /// Runs the program to its end. What it says goes to files, since a pipe that nobody reads would hold it.
  static func run(_ arguments: [String], reading input: Data = Data(), in folder: WorkFolder) throws -> (
    status: Int32, out: String, err: String
  ) {
    let said = folder.path + "/in.txt"
    try input.write(to: URL(fileURLWithPath: said))
    let (out, err) = (folder.path + "/out.txt", folder.path + "/err.txt")
    for path in [out, err] { _ = FileManager.default.createFile(atPath: path, contents: nil) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: Project.root)
    process.standardOutput = FileHandle(forWritingAtPath: out)
    process.standardError = FileHandle(forWritingAtPath: err)
    process.standardInput = FileHandle(forReadingAtPath: said)
    try process.run()
    process.waitUntilExit()
    return (
      process.terminationStatus, try String(contentsOfFile: out, encoding: .utf8),
      try String(contentsOfFile: err, encoding: .utf8)
    )
  }
}

@Suite(.enabled(if: Program.isBuilt, "the program is not built beside the tests"))
struct CommandTests {
  @Test func whatWouldBeLostIsAskedForFirst() throws {
    let folder = try WorkFolder("asked-first")
    let (files, store) = (folder.path + "/files", folder.path + "/city.sqlite")
    func run(_ arguments: String...) throws -> (status: Int32, out: String, err: String) {
      try Program.run(arguments, in: folder)
    }
    let make = ["city", "make", "--scale", "tiny", "--out", files]
    #expect(try Program.run(make + ["--seed", "3"], in: folder).status == 0)
    let before = try Data(contentsOf: URL(fileURLWithPath: files + "/persons.csv"))
    let refused = try Program.run(make + ["--seed", "4"], in: folder)
    #expect(refused.status == 75 && refused.err.contains("--overwrite"))
    #expect(try Data(contentsOf: URL(fileURLWithPath: files + "/persons.csv")) == before)
    #expect(try Program.run(make + ["--seed", "3", "--overwrite"], in: folder).status == 0)
    // A first import has nothing to lose; later a complete register is asked for a yes.
    #expect(try run("import", "--store", store, "--complete", files).status == 0)
    let homes = try String(contentsOfFile: files + "/households.csv", encoding: .utf8)
    let lines = homes.split(separator: "\n", omittingEmptySubsequences: false)
    let short = folder.path + "/households.csv"
    try lines.dropLast(4).joined(separator: "\n").appending("\n").write(
      toFile: short, atomically: true, encoding: .utf8)
    let asked = try run("import", "--store", store, "--complete", short)
    #expect(asked.status == 75 && asked.err.contains("--yes") && asked.err.contains("200"))
    #expect(try !run("import", "--store", store, "--complete", "--json", short).out.contains("\"gone\""))
    let done = try run("import", "--store", store, "--complete", "--yes", "--json", short)
    #expect(done.status == 0 && done.out.contains("\"gone\":3"), "\(done.out) \(done.err)")
  }

  @Test func aCityGoesInIsScreenedAndExplained() throws {
    let folder = try WorkFolder("walk")
    let (files, store) = (folder.path + "/files", folder.path + "/city.sqlite")
    func run(_ arguments: String...) throws -> (status: Int32, out: String, err: String) {
      try Program.run(arguments, in: folder)
    }
    #expect(try run("city", "make", "--scale", "tiny", "--seed", "3", "--out", files).status == 0)
    let imported = try run("import", "--store", store, files, "--json")
    #expect(imported.status == 0)
    for path in [store, store + ".keys", store + ".city", files + "/persons.csv"] {
      let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
      #expect(mode == 0o600, "\(path) is for its owner alone")
    }
    let summary = try #require(
      JSONSerialization.jsonObject(with: Data(imported.out.utf8)) as? [String: [[String: Any]]])
    #expect(summary["files"]?.count == 26)
    let screened = try run(
      "screen", "--store", store, "--as-of", "2025-10-31", "--json", "--export", folder.path + "/results")
    #expect(screened.status == 0)
    #expect(screened.out.contains("\"households\":200"))
    let masks = try String(contentsOfFile: folder.path + "/results/masks.csv", encoding: .utf8)
    let hit = try #require(masks.split(separator: "\n").dropFirst().first { !$0.hasSuffix(",0") })
    let number = String(hit.prefix { $0 != "," })
    let explained = try run("explain", "--store", store, number, "--lang", "en")
    #expect(explained.status == 0 && explained.out.contains(".csv, line "))
    #expect(explained.out.contains("Rule in words: "))
    #expect(try run("whatif", "--store", store, "--set", "line=20000").status == 0)
    let tested = try run(
      "backtest", "--store", store, "--until", "2025-09-30", "--months", "2", "--set", "line=9000", "--json")
    let days = try #require(
      JSONSerialization.jsonObject(with: Data(tested.out.utf8)) as? [[String: Any]]
    ).compactMap { $0["day"] as? String }
    #expect(days == ["2025-08-31", "2025-09-30"])
    #expect(try run("places", "--store", store).out.contains("昭阳区"))
    #expect(try run("journal", "--store", store, "--verify").status == 0)
    let journal = try run("journal", "--store", store, "--json").out
    _ = try JSONSerialization.jsonObject(with: Data(journal.utf8))
    let again = try run("import", "--store", store, files, "--json")
    #expect(again.status == 0 && !again.out.contains("\"new\":1") && again.out.contains("\"repeated\":true"))
  }

  @Test func aRuleIsShownInWordsBeforeItsCondition() throws {
    let folder = try WorkFolder("rule-in-words")
    let shown = try Program.run(["rules", "show", "med_10k"], in: folder).out
    #expect(
      shown.contains("条件（白话）\n  近 12 个月医疗费用个人自付合计 ≥ 医疗自付预警标准（10,000 元）\n\n条件\n"))
    let listed = try Program.run(["rules", "list", "--json", "--lang", "en"], in: folder).out
    #expect(listed.contains("price ≥ vehicle limit (100,000 yuan)"))
  }

  @Test(arguments: [("zh", "整条规则按列运行。"), ("en", "All of the rule runs over columns.")])
  func howARuleRunsIsShown(language: String, sentence: String) throws {
    let folder = try WorkFolder("plan-\(language)")
    let answer = try Program.run(
      ["rules", "show", "low_income", "--plan", "--lang", language], in: folder)
    #expect(answer.status == 0 && answer.out.contains(sentence))
  }

  @Test(arguments: [
    "rules check", "rules test low_income", "rules show R03", "rules show R03 --plan", "rules list",
  ])
  func rulesAnswerInJSONWhereItIsAskedFor(arguments: String) throws {
    let folder = try WorkFolder("json-\(arguments.filter { $0 != " " })")
    let answer = try Program.run(arguments.split(separator: " ").map(String.init) + ["--json"], in: folder)
    #expect(answer.status == 0)
    _ = try JSONSerialization.jsonObject(with: Data(answer.out.utf8))
  }

  static let refusals: [(arguments: String, status: Int32)] = [
    ("screen --store NOWHERE", 66), ("import --store STORE NOWHERE", 66), ("explain --store NOWHERE 1", 66),
    ("rules show none", 66), ("rules check --rules NOWHERE", 65), ("whatif --store NOWHERE --set line", 65),
    ("serve --store NOWHERE --host 0.0.0.0", 77), ("places --nonsense", 64),
    ("serve --store NOWHERE --port 70000", 64), ("quarantine --store NOWHERE --feed none", 65),
    ("quarantine --store NOWHERE --limit 0", 64), ("quarantine --store NOWHERE --place 53060", 65),
    ("households search --store NOWHERE --limit 0 x", 64),
    ("city make --scale tiny --out NOWHERE --as-of 0001-01-01", 64),
    ("import --store NOWHERE --dated 2999-01-01 Tests", 65),
    ("screen --store NOWHERE --as-of 2999-01-01", 65),
    ("screen --store NOWHERE --as-of 2999-01-01 --future", 66),
    ("clue report --store NOWHERE --household 1 --cause 77 --note x", 65),
    ("clue report --store NOWHERE --household 1 --cause 01 --channel deptWarning --note x", 65),
    ("clue list --store NOWHERE --place 5306 --limit 0", 64),
    ("episode list --store NOWHERE --place 5306 --step x", 65),
    ("episode list --store NOWHERE --place 5306 --limit=-1", 64),
    ("month visits --store NOWHERE --place 5306 --limit=-1", 64), ("episode act x verify", 66),
  ]

  @Test(arguments: refusals)
  func aRefusalIsASentenceAndAnExitCode(arguments: String, status: Int32) throws {
    let folder = try WorkFolder("refusal-\(arguments.utf8.reduce(0) { $0 &* 31 &+ Int($1) } & 0xFFFF)")
    let places = ["NOWHERE": folder.path + "/nowhere", "STORE": folder.path + "/city.sqlite"]
    let answer = try Program.run(
      arguments.split(separator: " ").map { places[String($0)] ?? String($0) }, in: folder)
    #expect(answer.status == status, "\(arguments): \(answer.err)")
    #expect(!answer.err.isEmpty)
    #expect(!answer.err.contains("Fatal error"))
  }

  @Test func aFolderOfFiguresWithoutItsRulesIsRefusedWithTheRemedyAndTheHelpSaysSoBefore() throws {
    let folder = try WorkFolder("figures-alone")
    let own = folder.path + "/indicators"
    try FileManager.default.copyItem(atPath: Project.root + "/indicators", toPath: own)
    let help = try Program.run(["figures", "--help"], in: folder).out
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(help.contains("The folder of rules has to lie beside it as rules"), "\(help)")
    #expect(help.contains("目录旁须有规则目录"))
    let answer = try Program.run(
      ["figures", "--store", folder.path + "/none.sqlite", "--indicators", own, "--lang", "en"], in: folder)
    #expect(answer.status != 0)
    #expect(answer.err.contains("base.yaml:2"), "\(answer.err)")
    #expect(answer.err.contains("there is no folder \(folder.path)/rules"), "\(answer.err)")
    #expect(answer.err.contains("Copy the folder of rules"))
  }
}
