// What an import brought, in numbers that add up.

package import Kernel
package import Registry
import Sheets

/// One line a file, and the files that could not be read at all.
package struct ImportSummary: Sendable {
  /// What one file brought; of a file that went on, all of it.
  package struct File: Sendable {
    package let name: String
    package let kind: SheetKind
    package let counts: ImportCounts
    /// The import that its rows carry.
    package let number: Int64
    /// True where the same bytes were imported before.
    package let isRepeated: Bool
  }

  package var files: [File] = []
  package var problems: [Problem] = []

  package var total: ImportCounts {
    files.reduce(into: ImportCounts()) { $0.add($1.counts) }
  }

  /// A table for people: a line a file and the sums. **Unit**: rows.
  package func table(_ language: Language) -> String {
    let heads: [Text] = [
      Text(zh: "文件", en: "file"), Text(zh: "总行数", en: "rows"), Text(zh: "新增", en: "new"),
      Text(zh: "更新", en: "updated"), Text(zh: "相同", en: "identical"), Text(zh: "较旧", en: "older"),
      Text(zh: "退回", en: "refused"), Text(zh: "消失", en: "gone"), Text(zh: "存疑", en: "flagged"),
    ]
    var rows = [heads.map { $0(language) }]
    rows += files.map { [$0.name] + ImportSummary.cells($0.counts) }
    rows.append([Text(zh: "合计", en: "total")(language)] + ImportSummary.cells(total))
    return TextTable.render(rows)
  }

  package var json: String {
    let lines = files.map { file in
      let counts = file.counts
      return JSONText.object([
        "file": JSONText.quoted(file.name), "kind": JSONText.quoted(file.kind.name),
        "repeated": String(file.isRepeated), "rows": String(counts.total), "new": String(counts.outcomes.new),
        "updated": String(counts.outcomes.updated), "identical": String(counts.outcomes.identical),
        "older": String(counts.outcomes.older), "refused": String(counts.outcomes.invalid),
        "gone": String(counts.outcomes.gone), "flagged": String(counts.flagged),
        "malformed": String(counts.faults[.malformed] ?? 0),
        "badCheck": String(counts.faults[.badCheck] ?? 0),
        "unknown": String(counts.faults[.unknown] ?? 0), "duplicate": String(counts.faults[.duplicate] ?? 0),
        "encoding": String(counts.faults[.encoding] ?? 0), "columns": String(counts.faults[.columns] ?? 0),
      ])
    }
    let refused = problems.map {
      JSONText.object(["code": JSONText.quoted($0.code), "message": JSONText.quoted($0.message.en)])
    }
    return JSONText.object(["files": JSONText.array(lines), "problems": JSONText.array(refused)])
  }

  private static func cells(_ counts: ImportCounts) -> [String] {
    [
      counts.total, counts.outcomes.new, counts.outcomes.updated, counts.outcomes.identical,
      counts.outcomes.older,
      counts.outcomes.invalid, counts.outcomes.gone, counts.flagged,
    ].map { grouped($0) }
  }
}
