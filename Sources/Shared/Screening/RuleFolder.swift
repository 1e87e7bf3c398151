// Reads the files of a rule folder, and tells by a short text whether they changed.

import Foundation

/// What lies where: `parameters.yaml`, `facts/*.yaml`, and a folder a rule with three files.
enum RuleFolder {
  static let ruleFiles = ["rule.cel", "rule.yaml", "cases.yaml"]

  /// The texts by path inside the folder; hidden files and Markdown pages are left out.
  static func read(_ folder: String) throws(RuleLibraryProblems) -> [String: String] {
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
