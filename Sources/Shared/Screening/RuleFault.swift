// One fault in the rule files, with its place and a sentence.

package import Kernel
package import RuleLanguage
package import RuleValues

/// What is wrong in one place of the rule library.
package struct RuleFault: Hashable, Sendable {
  /// The path inside the rule folder; empty for a fault of the folder itself.
  package let file: String
  /// Counted from 1; nil where the whole file is meant.
  package let line: Int?
  package let sentence: Text
  /// The faulty line of the text and a caret under the place, where a place is known.
  package let excerpt: String?

  package init(_ file: String, line: Int? = nil, zh: String, en: String, excerpt: String? = nil) {
    (self.file, self.line, self.excerpt) = (file, line, excerpt)
    sentence = Text(zh: zh, en: en)
  }

  /// `low_income/rule.cel:3: sentence`, then the excerpt.
  package func text(_ language: Language) -> String {
    let place = [file.isEmpty ? nil : file, line.map(String.init)].compactMap(\.self).joined(separator: ":")
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
      .sorted { ($0.file, $0.line ?? 0, $0.sentence.en) < ($1.file, $1.line ?? 0, $1.sentence.en) }
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
  /// The complaints about a rule text that begins on `line` of `file`.
  package static func faults(_ complaints: Complaints, in file: String, from line: Int = 1) -> [RuleFault] {
    let source = complaints.source
    return complaints.all.map { complaint in
      let offset = complaint.span.lower
      let excerpt = "  " + source.line(at: offset) + "\n  " + source.caret(under: complaint.span)
      return RuleFault(
        file, line: line + source.position(at: offset).line - 1,
        zh: complaint.sentence.zh + (complaint.hint?.zh ?? ""),
        en: complaint.sentence.en + (complaint.hint.map { " " + $0.en } ?? ""), excerpt: excerpt)
    }
  }
}
