// One fault in the rule files, with its place and a sentence.

package import Kernel
package import RuleLanguage
import RuleValues

/// What is wrong in one place of the rule library.
package struct RuleFault: Hashable, Sendable {
  /// The path inside the rule folder; empty for a fault of the folder itself.
  package let file: String
  /// Counted from 1; nil where the whole file is meant.
  package let line: Int?
  /// Counted from 1, one a character; nil where no place within the line is known.
  package let column: Int?
  package let sentence: Text
  /// The faulty line of the text and a caret under the place, where a place is known.
  package let excerpt: String?
  /// The name that nobody knows, where that is the fault.
  let unknownName: String?

  package init(
    _ file: String, line: Int? = nil, column: Int? = nil, zh: String, en: String, excerpt: String? = nil
  ) {
    self.init(file, line: line, column: column, zh: zh, en: en, excerpt: excerpt, unknownName: nil)
  }

  init(
    _ file: String, line: Int?, column: Int?, zh: String, en: String, excerpt: String?, unknownName: String?
  ) {
    (self.file, self.line, self.column, self.excerpt) = (file, line, column, excerpt)
    self.unknownName = unknownName
    sentence = Text(zh: zh, en: en)
  }

  /// `low_income/rule.cel:3:14: sentence`, then the excerpt.
  package func text(_ language: Language) -> String {
    let place = [file.isEmpty ? nil : file, line.map(String.init), column.map(String.init)]
      .compactMap(\.self).joined(separator: ":")
    let head = place.isEmpty ? sentence(language) : "\(place): \(sentence(language))"
    return excerpt.map { head + "\n" + $0 } ?? head
  }
}

/// Everything that is wrong with a rule folder, all together, by file and line.
package struct RuleLibraryProblems: Error, Sendable {
  package let faults: [RuleFault]

  package init(_ faults: [RuleFault]) {
    var seen = Set<RuleFault>()
    self.faults = faults.filter { seen.insert($0).inserted }
      .sorted {
        ($0.file, $0.line ?? 0, $0.column ?? 0, $0.sentence.en)
          < ($1.file, $1.line ?? 0, $1.column ?? 0, $1.sentence.en)
      }
  }

  /// Where a file of parameters is missing, the names that nobody knows have that one cause, and it alone is
  /// told of them: with the names, and the place of the first.
  /// - Parameters:
  ///   - path: the file that is missing.
  ///   - isNeeded: false where a folder may do without; then a single name may be a slip of the pen.
  func explained(byMissing path: String, isNeeded: Bool) -> RuleLibraryProblems {
    let unknown = faults.filter { $0.unknownName != nil }
    guard let first = unknown.first, isNeeded || unknown.count > 1 else { return self }
    var seen = Set<String>()
    let names = unknown.compactMap(\.unknownName).filter { seen.insert($0).inserted }.prefix(8)
    let place = first.line.map { "\(first.file):\($0)" } ?? first.file
    let cause = RuleFault(
      "parameters.yaml",
      zh: "缺少文件 \(path)，\(unknown.count) 处所用的参数 \(names.joined(separator: "、")) 因此没有着落"
        + "（首处 \(place)）。请把它放回原处，或在其中写明这些参数。",
      en:
        "The file \(path) is missing, so that the parameters \(names.joined(separator: ", ")) are not known "
        + "in \(unknown.count) places (\(place) is the first). Put it back, or write the parameters there.")
    return RuleLibraryProblems(
      faults.filter { $0.unknownName == nil && !$0.file.hasSuffix("cases.yaml") } + [cause])
  }

  /// All faults, a blank line between two.
  package func text(_ language: Language) -> String {
    faults.map { $0.text(language) }.joined(separator: "\n\n")
  }

  /// The refusal for a caller that only speaks of problems.
  package var problem: Problem {
    Problem(
      "screening.rules.invalid", .invalid,
      zh: "规则库有 \(faults.count) 处错误：\n\n\(text(.zh))",
      en: "The rule library has \(faults.count) faults:\n\n\(text(.en))",
      details: ["faults": String(faults.count)])
  }
}

extension RuleFault {
  /// The complaints about a rule text that stands in `file`, whose whole text is `whole`, from `line` on. The
  /// place is that within the file, where the line of the rule text is found in it as it stands; `start` is
  /// the byte at which a text of one line begins, where that is known.
  package static func faults(
    _ complaints: Complaints, in file: String, whole: String, from line: Int = 1, at start: Int? = nil,
    where wanted: (Complaint.Kind) -> Bool = { _ in true }
  ) -> [RuleFault] {
    let source = complaints.source
    let places = Source(whole)
    let lines = whole.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    return complaints.all.filter { wanted($0.kind) }.map { complaint in
      let place = source.position(at: complaint.span.lower)
      var found = (
        line: line + place.line - 1, column: Int?.none, excerpt: source.excerpt(under: complaint.span)
      )
      let text = Array(source.line(at: complaint.span.lower).utf8)
      let inLine = complaint.span.lower - source.lineStart(at: complaint.span.lower)
      if let offset = start ?? offset(of: text, in: lines, from: line + place.line - 2) {
        let span = Span(offset + inLine, offset + inLine + complaint.span.upper - complaint.span.lower)
        let there = places.position(at: span.lower)
        found = (there.line, there.column, places.excerpt(under: span))
      }
      return RuleFault(
        file, line: found.line, column: found.column,
        zh: complaint.sentence.zh + (complaint.hint?.zh ?? ""),
        en: complaint.sentence.en + (complaint.hint.map { " " + $0.en } ?? ""), excerpt: found.excerpt,
        unknownName: complaint.kind == .unknownName ? source.string(complaint.span) : nil)
    }
  }

  /// Where the text stands in the lines at or soon behind an index: a block of YAML begins below its name.
  private static func offset(of text: [UInt8], in lines: [Substring.UTF8View], from index: Int) -> Int? {
    guard !text.isEmpty else { return nil }
    var offset = lines.prefix(max(0, index)).reduce(0) { $0 + $1.count + 1 }
    for line in lines.dropFirst(max(0, index)).prefix(3) {
      if let place = line.firstRange(of: text) {
        return offset + line.distance(from: line.startIndex, to: place.lowerBound)
      }
      offset += line.count + 1
    }
    return nil
  }
}
