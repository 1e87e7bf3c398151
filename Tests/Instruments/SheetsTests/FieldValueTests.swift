// Numbers, days and money read from bytes.
import Kernel
import Sheets
import Testing

private func read<Value>(_ text: String, _ parse: (UnsafeRawBufferPointer) -> Value) -> Value {
  Array(text.utf8).withUnsafeBytes(parse)
}

@Suite struct FieldValueTests {
  @Test(
    arguments: [
      ("0", 0), ("42", 42), (" 42 ", 42), ("007", 7), ("999999999999999999", 999_999_999_999_999_999),
      ("\t5", 5), ("\u{3000}8\u{3000}", 8), ("8\u{A0}", 8), ("", nil), ("  ", nil), ("4 2", nil), ("-1", nil),
      ("+1", nil), ("1.0", nil), ("N/A", nil), ("壹仟元", nil), ("1000000000000000000", nil), ("１２", nil),
      ("1\u{0}", nil), ("/", nil), (":", nil),
    ] as [(String, Int64?)])
  func aNumberIsDigitsAlone(text: String, value: Int64?) {
    #expect(read(text) { FieldValue.int($0) } == value)
  }

  @Test(
    arguments: [("-1", -1), (" -20 ", -20), ("3", 3), ("-", nil), ("--1", nil), ("1-", nil), ("- 1", nil)]
      as [(String, Int64?)])
  func aMinusIsReadWhereItIsAllowed(text: String, value: Int64?) {
    #expect(read(text) { FieldValue.int($0, allowsMinus: true) } == value)
  }

  @Test(
    arguments: [
      ("2025-10-31", 20_251_031), (" 2024-02-29 ", 20_240_229), ("2025-02-29", nil), ("2025-02-30", nil),
      ("2025/03/01", nil), ("20250301", nil), ("", nil), ("2025-13-01", nil), ("2025-1-1", nil),
    ] as [(String, Int?)])
  func aDayIsARealDay(text: String, compact: Int?) {
    #expect(read(text) { FieldValue.day($0) }?.compact == compact)
  }

  @Test(
    arguments: [
      ("12", 1200), ("12.5", 1250), ("12.05", 1205), (" 0.01", 1), ("12.", nil), (".5", nil), ("1,2", nil),
      ("-1", nil),
      ("1e3", nil), ("12.345", nil), ("", nil),
    ] as [(String, Int64?)])
  func moneyIsAPlainNumberOfYuan(text: String, fen: Int64?) {
    #expect(read(text) { FieldValue.money($0) }?.fen == fen)
  }

  @Test(arguments: [
    ("a", "a"), (" a b\t", "a b"), ("\u{3000} 王 \u{A0}", "王"), ("", ""), (" \u{3000}\t", ""), ("、", "、"),
    ("é", "é"), ("　", ""), ("a\n", "a\n"), ("一", "一"),
  ])
  func blanksAroundAreCutAndNothingElse(text: String, inner: String) {
    #expect(read(text) { String(decoding: FieldValue.trimmed($0), as: UTF8.self) } == inner)
  }

  @Test(arguments: [[0xE3, 0x80], [0x80, 0x80], [0xA0], [0xC2], [0xE3, 0x80, 0x81]] as [[UInt8]])
  func piecesOfBlanksAreContent(bytes: [UInt8]) {
    #expect(bytes.withUnsafeBytes { Array(FieldValue.trimmed($0)) } == bytes)
  }
}
