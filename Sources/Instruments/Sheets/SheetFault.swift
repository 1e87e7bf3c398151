// What can be wrong with a row before anybody looks at its values.

package import Kernel

/// Why a row cannot be read as the header promises.
package enum SheetFault: Equatable, Sendable {
  /// The row's bytes are not text in the sheet's encoding.
  case wrongEncoding
  case columnCount(expected: Int, found: Int)
  /// A quote is opened and not closed before a comma, a line end or the end of the sheet.
  case unclosedQuote
  /// The row is longer than `SheetReader.rowLimit` bytes.
  case tooLong

  /// What was seen and what the sender can do about it.
  package var remedy: Text {
    switch self {
    case .wrongEncoding:
      Text(
        zh: "本行不是有效的文本编码，请将文件另存为 UTF-8 后重新导入", en: "Not valid text; save the file as UTF-8 and import again")
    case .columnCount(let expected, let found):
      Text(
        zh: "应有 \(expected) 列，实有 \(found) 列；值中若有逗号，请用双引号括起",
        en: "\(expected) columns expected, \(found) found; quote values that contain commas")
    case .unclosedQuote:
      Text(zh: "双引号没有正确闭合；值中的双引号要写成两个", en: "A quote is not closed; write a quote inside a value twice")
    case .tooLong:
      Text(zh: "本行过长，请检查是否缺少换行", en: "The row is too long; a line end may be missing")
    }
  }

  /// The fault as quarantine keeps it.
  package func rowFault(line: Int, value: String) -> RowFault {
    let code: RowFault.Code =
      switch self {
      case .wrongEncoding: .encoding
      case .columnCount: .columns
      case .unclosedQuote, .tooLong: .malformed
      }
    return RowFault(code, line: line, column: "", value: value, remedy: remedy)
  }
}
