// The rules, facts and parameters of one folder, checked and ready to run.

import Foundation
package import Kernel
package import RuleLanguage
package import RuleValues

/// A rule folder that was read without a fault.
package struct RuleLibrary: Sendable {
  /// In the order of their bits.
  package let rules: [Rule]
  /// Each behind the facts it uses.
  package let facts: [Fact]
  /// What the catalogue of these rules names beside them, and why it is no file; mostly empty.
  package let unwritten: [UnwrittenRule]
  /// Shared ones first, then by rule.
  package let parameters: [RuleParameter]
  /// What a rule may speak of: records with facts as fields, constants, parameters, `household`.
  package let vocabulary: Vocabulary
  /// Sixteen hex digits over every file that changes a result; cases are not among them.
  package let fingerprint: String

  /// Reads a rule folder.
  /// **Problems**: every fault of every file together.
  package static func load(_ folder: String) throws(RuleLibraryProblems) -> RuleLibrary {
    let files = try RuleFolder.read(folder)
    do throws(RuleLibraryProblems) {
      return try RuleLibrary(files: files)
    } catch {
      throw explained(error, of: folder)
    }
  }

  /// The same faults, told by their one cause where a file of parameters is missing in a folder, or in the
  /// one that it stands on.
  package static func explained(_ problems: RuleLibraryProblems, of folder: String) -> RuleLibraryProblems {
    RuleFolder.missingParameters(of: folder).map {
      problems.explained(byMissing: $0.path, isNeeded: $0.isNeeded)
    } ?? problems
  }

  /// Reads rule files given as texts by their path inside the folder, as tests and editors do.
  /// - Parameter needsRules: False for facts and parameters alone, on which other declared values stand.
  package init(files: [String: String], needsRules: Bool = true) throws(RuleLibraryProblems) {
    let files = files.mapValues(\.withoutByteOrderMark)
    var reader = RuleReader(files, needsRules: needsRules)
    let parts = reader.read()
    guard reader.faults.isEmpty, let parts else { throw RuleLibraryProblems(reader.faults) }
    (rules, facts, parameters, vocabulary) = (parts.rules, parts.facts, parts.parameters, parts.vocabulary)
    unwritten = parts.unwritten
    var print = RuleFingerprint()
    for (path, text) in files.sorted(by: { $0.key < $1.key }) where RuleFolder.changesResults(path) {
      print.add(path)
      print.add(text)
    }
    fingerprint = print.text
  }

  /// The texts of a folder by their path in it, with the facts and parameters of the folder it stands on.
  /// **Problems**: a folder that is not there, a file that cannot be read.
  package static func texts(of folder: String) throws(RuleLibraryProblems) -> [String: String] {
    try RuleFolder.read(folder)
  }

  package func rule(_ name: String) -> Rule? { rules.first { $0.name == name || $0.code == name } }

  package func fact(_ key: Fact.Key) -> Fact? { facts.first { $0.key == key } }

  package func parameter(_ name: String) -> RuleParameter? { parameters.first { $0.name == name } }

  /// The words of a fact's expression: the vocabulary with the fact's own row.
  package func vocabulary(of fact: Fact) -> Vocabulary {
    var words = vocabulary
    words.variables[fact.variable] = Vocabulary.Variable(.record(fact.record))
    return words
  }

  /// What a run binds: `as_of`, `income_year` and every parameter. Money is in fen.
  /// **Shape**: `overrides` are texts in the parameter's own unit (`line` -> `8700` yuan) for every county.
  /// **Problems**: an unknown parameter, or a text that is no value in its unit.
  package func constants(
    asOf day: Day, county: Int64? = nil, overrides: [String: String] = [:]
  ) throws(Problem) -> [String: Value] {
    var values: [String: Value] = [
      "as_of": RuleTime.value(day),
      "income_year": .int(Int64(AccountingYear(lastClosedOn: day).number)),
    ]
    for parameter in parameters { values[parameter.name] = .int(parameter.value(asOf: day, county: county)) }
    for (name, text) in overrides.sorted(by: { $0.key < $1.key }) {
      guard let parameter = parameter(name) else { throw unknownParameter(name) }
      guard let value = parameter.unit.value(text) else {
        throw Problem(
          "screening.parameter.badValue", .invalid,
          zh: "“\(text)”不是参数 \(name) 的值（单位 \(parameter.unit.rawValue)）。",
          en: "\(text) is no value of \(name), in \(parameter.unit.rawValue).", details: ["parameter": name])
      }
      values[name] = .int(value)
    }
    return values
  }

  /// The counties where some parameter differs on that day from the rest of the city.
  package func countiesWithOwnParameters(asOf day: Day) -> Set<Int64> {
    var counties = Set<Int64>()
    for parameter in parameters {
      let common = parameter.value(asOf: day, county: nil)
      for county in parameter.byCounty.keys where parameter.value(asOf: day, county: county) != common {
        counties.insert(county)
      }
    }
    return counties
  }

  private func unknownParameter(_ name: String) -> Problem {
    let near = nearestName(to: name, in: parameters.map(\.name))
    return Problem(
      "screening.parameter.unknown", .notFound,
      zh: "没有参数“\(name)”\(near.map { "，是否指 \($0)？" } ?? "。")",
      en: "There is no parameter \(name)\(near.map { "; did you mean \($0)?" } ?? ".")",
      details: near.map { ["parameter": name, "nearest": $0] } ?? ["parameter": name])
  }
}

extension String {
  /// Some editors put a mark before the text that nobody sees.
  fileprivate var withoutByteOrderMark: String {
    unicodeScalars.first == "\u{FEFF}" ? String(unicodeScalars.dropFirst()) : self
  }
}

/// What lies where: `parameters.yaml`, `facts/*.yaml`, and a folder a rule with three files; `waiting.yaml`
/// for rules that are no files, and `base.yaml`, which names the folder whose facts and parameters hold too.
enum RuleFolder {
  static let ruleFiles = ["rule.cel", "rule.yaml", "cases.yaml"]
  static let base = "base.yaml"

  /// The texts by path inside the folder, with what it shares of the folder it stands on.
  static func read(_ folder: String) throws(RuleLibraryProblems) -> [String: String] {
    var texts = try own(folder)
    guard let sheet = texts[base] else { return texts }
    var faults: [RuleFault] = []
    let root = RuleNode.read(sheet, file: base, &faults)
    let fields = root?.fields(["stands_on"], &faults)
    let name = fields.flatMap { root?.required("stands_on", of: $0, &faults) }?.text(&faults)
    guard let name else { throw RuleLibraryProblems(faults) }
    let shared = try shared(by: folder, name, root).filter {
      $0.key == "parameters.yaml" || $0.key.hasPrefix("facts/")
    }
    for (path, text) in shared {
      if path == "parameters.yaml", let own = texts[path] {
        // Two lists one after the other are one list; a name that stands in both is told as taken.
        texts[path] = own + "\n" + text
        continue
      }
      if texts.updateValue(text, forKey: path) != nil {
        faults.append(
          RuleFault(
            path, zh: "\(name) 中已有同名文件，请换一个名称。",
            en: "There is a file of that name in \(name); give it another one."))
      }
    }
    guard faults.isEmpty else { throw RuleLibraryProblems(faults) }
    return texts
  }

  /// The texts of the folder that another stands on.
  private static func shared(
    by folder: String, _ name: String, _ root: RuleNode?
  ) throws(RuleLibraryProblems) -> [String: String] {
    let path = path(of: name, in: folder)
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
      var ignored: [RuleFault] = []
      let node = root?.fields(nil, &ignored)?["stands_on"]
      let (zh, en) = (
        "这里的文件要用规则目录中的事实和参数，但没有目录 \(path)。"
          + "请把程序自带的规则目录复制到那里，或把 stands_on 改为规则目录的位置。",
        "The files here use facts and parameters of the folder of rules, but there is no folder \(path). "
          + "Copy the folder of rules that the program came with there, or write in stands_on where it is."
      )
      throw RuleLibraryProblems([node?.fault(zh: zh, en: en) ?? RuleFault(base, zh: zh, en: en)])
    }
    do throws(RuleLibraryProblems) {
      return try own(path)
    } catch {
      throw RuleLibraryProblems(
        error.faults.map {
          RuleFault(name + "/" + $0.file, line: $0.line, zh: $0.sentence.zh, en: $0.sentence.en)
        })
    }
  }

  private static func path(of name: String, in folder: String) -> String {
    URL(filePath: folder).resolvingSymlinksInPath().appending(path: name).standardized.path
  }

  /// The file of parameters that is not there, of a folder or of the one that it stands on; one that stands
  /// on another may do without.
  static func missingParameters(of folder: String) -> (path: String, isNeeded: Bool)? {
    var folders = [URL(filePath: folder).resolvingSymlinksInPath().path]
    var ignored: [RuleFault] = []
    if let sheet = try? String(contentsOfFile: folders[0] + "/" + base, encoding: .utf8),
      let root = RuleNode.read(sheet, file: base, &ignored),
      let name = root.fields(["stands_on"], &ignored)?["stands_on"]?.text(&ignored)
    {
      folders.append(path(of: name, in: folder))
    }
    let paths = folders.map { $0 + "/parameters.yaml" }
    let missing = paths.last { !FileManager.default.fileExists(atPath: $0) }
    return missing.map { ($0, isNeeded: $0 == paths.last) }
  }

  /// The texts by path inside the folder; hidden files and Markdown pages are left out.
  private static func own(_ folder: String) throws(RuleLibraryProblems) -> [String: String] {
    let manager = FileManager.default
    let folder = URL(filePath: folder).resolvingSymlinksInPath().path
    var isFolder: ObjCBool = false
    guard manager.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue,
      let paths = manager.enumerator(atPath: folder)?.allObjects as? [String]
    else {
      throw RuleLibraryProblems([
        RuleFault("", zh: "没有规则文件夹 \(folder)。", en: "There is no rule folder \(folder).")
      ])
    }
    var texts: [String: String] = [:]
    var faults: [RuleFault] = []
    for path in paths where isWanted(path) {
      let whole = folder + "/" + path
      guard manager.fileExists(atPath: whole, isDirectory: &isFolder), !isFolder.boolValue else { continue }
      guard let bytes = manager.contents(atPath: whole) else {
        faults.append(RuleFault(path, zh: "文件无法读取。", en: "The file can't be read."))
        continue
      }
      guard let text = String(validating: bytes, as: UTF8.self) else {
        faults.append(
          RuleFault(path, zh: "文件不是 UTF-8 编码，请另存为 UTF-8。", en: "The file is not UTF-8; save it as UTF-8."))
        continue
      }
      texts[path] = text
    }
    guard faults.isEmpty else { throw RuleLibraryProblems(faults) }
    return texts
  }

  static func changesResults(_ path: String) -> Bool { !path.hasSuffix("cases.yaml") }

  private static func isWanted(_ path: String) -> Bool {
    !path.hasSuffix(".md") && !path.split(separator: "/").contains { $0.hasPrefix(".") }
  }
}

/// FNV-1a with 64 bits, the public hash of Fowler, Noll and Vo: the same everywhere, no guard against intent.
package struct RuleFingerprint: Sendable {
  private var state: UInt64 = 0xCBF2_9CE4_8422_2325

  package init() {}

  package mutating func add(_ text: String) {
    for byte in text.utf8 { add(byte) }
    // An end mark that no text holds keeps "ab", "c" apart from "a", "bc".
    add(0xFF)
  }

  /// Sixteen hex digits.
  package var text: String {
    let digits = String(state, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  private mutating func add(_ byte: UInt8) { state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
}
