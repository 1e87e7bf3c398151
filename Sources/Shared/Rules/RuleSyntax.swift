// What is wrong with a rule file that is not YAML, or that Chinese punctuation made something else of.

import RuleLanguage
import Yams

/// Chinese and full-width punctuation that looks like a sign of YAML.
enum FullWidthMark {
  /// What each is called, and what should stand in its place.
  private static let signs: [Character: (zh: String, en: String, meant: String)] = [
    "：": ("全角冒号", "colon", ": "), "，": ("全角逗号", "comma", ", "), "［": ("全角方括号", "bracket", "["),
    "］": ("全角方括号", "bracket", "]"), "｛": ("全角花括号", "brace", "{"), "｝": ("全角花括号", "brace", "}"),
    "【": ("中文方括号", "bracket", "["), "】": ("中文方括号", "bracket", "]"),
    "\u{3000}": ("全角空格", "blank", " "),
  ]

  static func isOne(_ character: Character) -> Bool { signs[character] != nil }

  static func words(_ mark: Character) -> (zh: String, en: String)? {
    signs[mark].map { sign in
      (
        zh: "“\(mark)”是\(sign.zh)，请改用半角“\(sign.meant)”。",
        en: "\(mark) is a full-width \(sign.en); write \"\(sign.meant)\" instead."
      )
    }
  }

  /// The first mark in a plain word that is ASCII but for such marks; nil for text that may hold them.
  static func first(in word: String) -> Character? {
    guard word.allSatisfy({ $0.isASCII || isOne($0) }) else { return nil }
    return word.first(where: isOne)
  }

  /// Where the marks stand that take the place of a sign of YAML, as offsets within a line.
  static func offsets(in line: Substring) -> [(offset: Int, mark: Character)] {
    let bare = withoutQuoted(line)
    let colons = bare.matches(of: /(?:^|[\s\[{,，［｛【-])[A-Za-z_][A-Za-z0-9_]*\s*(：)/).map(\.output.1)
    let commas = bare.matches(of: /(，)\s*(?=[a-z_][a-z0-9_]*\s*[:：]|[\[{［｛【])/).map(\.output.1)
    let openings = bare.matches(of: /(?:^\s*|[:：,，\[{［｛【-]\s*)([［｛【])/).map(\.output.1)
    let closings = bare.matches(of: /([］｝】])(?=\s*(?:$|[,，\]}］｝】]))/).map(\.output.1)
    let blanks = bare.matches(of: /^\s*?(\x{3000})/).map(\.output.1)
    return (colons + commas + openings + closings + blanks).compactMap { found in
      found.first.map { (bare.utf8.distance(from: bare.startIndex, to: found.startIndex), $0) }
    }.sorted { $0.0 < $1.0 }
  }

  /// The line with blanks in place of quoted text and of a comment, as many bytes as it has.
  static func withoutQuoted(_ line: Substring) -> String {
    var (bare, quote, last) = ("", Character?.none, Character(" "))
    for (index, character) in zip(line.indices, line) {
      if quote == nil, character == "#", last == " " || index == line.startIndex { break }
      let opens = quote == nil && !last.isLetter && !last.isNumber && (character == "\"" || character == "'")
      if opens || quote != nil {
        bare += String(repeating: "\u{1}", count: character.utf8.count)
        quote = opens ? character : character == quote ? nil : quote
      } else {
        bare.append(character)
      }
      last = character
    }
    return bare
  }
}

extension RuleNode {
  /// The faults of a text that the YAML reader refuses.
  static func syntaxFaults(_ error: any Error, file: String, whole: String) -> [RuleFault] {
    switch error as? YamlError {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      // A word that goes on in the next line is refused there.
      let lines = min(context?.mark.line ?? mark.line, mark.line - 1)...mark.line
      let marks = fullWidthFaults(file: file, whole)
      if marks.contains(where: { $0.line.map(lines.contains) ?? false }) { return marks }
      return [
        fault(
          at: (mark.line, mark.column), in: file, whole,
          zh: "这里不合 YAML 的格式\(meaning[problem].map { "：\($0)" } ?? "（\(problem)）")。",
          en: "This is not YAML: \(problem == tooDeep ? "brackets are nested too deeply" : problem).")
      ]
    case .duplicatedKeysInMapping(let names, let context):
      return [
        fault(
          at: second(names.first ?? "", after: context.mark, in: whole) ?? (
            context.mark.line, context.mark.column
          ),
          in: file, whole,
          Array((names.first ?? "").utf8), zh: "重复的项：\(names.joined(separator: "、"))。",
          en: "Written twice: \(names.joined(separator: ", ")).")
      ]
    default:
      return [RuleFault(file, zh: "不是正确的 YAML。", en: "This is not YAML.")]
    }
  }

  /// Every full-width mark of the file that stands where YAML has a sign.
  private static func fullWidthFaults(file: String, _ whole: String) -> [RuleFault] {
    let lines = textLines(of: whole)
    return lines.enumerated().flatMap { index, line in
      FullWidthMark.offsets(in: line).compactMap { offset, mark in
        FullWidthMark.words(mark).map { words in
          let column = String(decoding: line.utf8.prefix(offset), as: UTF8.self).unicodeScalars.count + 1
          return fault(
            at: (index + 1, column), in: file, whole, Array(String(mark).utf8),
            zh: words.zh, en: words.en)
        }
      }
    }
  }

  /// Where a key stands again: in a block at the same column, within braces anywhere behind.
  private static func second(_ name: String, after first: Mark, in whole: String) -> Place? {
    let lines = textLines(of: whole)
    guard lines.indices.contains(first.line - 1), !name.isEmpty else { return nil }
    let head = lines[first.line - 1].unicodeScalars.prefix(first.column - 1)
    let isBlock = head.allSatisfy { $0 == " " || $0 == "-" }
    for (index, line) in lines.enumerated().dropFirst(first.line - (isBlock ? 0 : 1)) {
      let scalars = Array(line.unicodeScalars)
      let from = index == first.line - 1 ? first.column : 0
      for start in scalars.indices where start >= from && (!isBlock || start == first.column - 1) {
        let rest = scalars[start...]
        guard rest.starts(with: name.unicodeScalars) else { continue }
        let isWhole = start == 0 || " {,-\"'".unicodeScalars.contains(scalars[start - 1])
        let behind = rest.dropFirst(name.unicodeScalars.count).first { $0 != " " && $0 != "\"" && $0 != "'" }
        if isWhole, behind == ":" { return (index + 1, start + 1) }
      }
    }
    return nil
  }

  private static let tooDeep = "Maximum nesting level reached, set with yaml_set_max_nest_level())"

  /// The usual sentences of the YAML reader in Chinese.
  private static let meaning = [
    tooDeep: "括号一层套一层，层数太多",
    "did not find expected key": "这里应有“名称: 值”，请检查缩进和引号",
    "did not find expected ',' or '}'": "花括号里各项之间应有“,”，末尾应有“}”",
    "did not find expected ',' or ']'": "方括号里各项之间应有“,”，末尾应有“]”",
    "did not find expected '-' indicator": "列表的每一项应以“- ”开头，并对齐",
    "did not find expected node content": "这里缺少内容",
    "could not find expected ':'": "名称后面应有“: ”",
    "mapping values are not allowed in this context": "这里不能再写“: ”；值里有冒号时请加引号",
    "found character that cannot start any token": "这个字符不能开头，请用空格缩进，或给值加引号",
    "found unexpected end of stream": "引号没有写完",
    "found unknown escape character": "双引号里没有这种反斜杠写法",
  ]
}
