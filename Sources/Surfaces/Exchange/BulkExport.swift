// Refused rows as a file, so that whoever sent them can mend them.

package import Kernel
import Registry
import Sheets

extension BulkRegister {
  /// Writes `refused.csv`: a line a refused or doubtful row, in order of file and line, values masked as on
  /// screens.
  package func writeRefused(to path: String) throws(Problem) {
    let file = try SheetWriter(
      path: path,
      header: ["file", "line", "kept", "fault", "column", "value", "remedy_zh", "remedy_en"], marked: true)
    for source in files {
      for refusal in source.refusals {
        let row = QuarantinedRow(
          refusal.fault, raw: refusal.raw, isKept: refusal.isKept, file: source.sheet.name,
          kind: source.kind.name)
        file.field(row.file)
        file.field(row.line)
        file.field(row.isKept ? 1 : 0)
        for text in [row.code, row.column, row.maskedValue, row.remedy.zh, row.remedy.en] { file.field(text) }
        try file.endRow()
      }
    }
    try file.finish()
  }
}
