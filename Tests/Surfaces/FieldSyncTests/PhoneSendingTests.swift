// What phones send: packed or not, each record for itself.
import Foundation
import Kernel
import Packing
import Testing

@testable import FieldSync

@Suite struct PhoneSendingTests {
  private static let sound = """
    {"key":"k-00000001","kind":"visit","made":1700000000000,"household":"530602-7","known":3,
    "values":{"day":"2023-11-14","findings":"雨天漏水\\n要修"}}
    """

  @Test func aRecordIsReadAsItWasWritten() throws {
    let read = try PhoneSending.records(plain: "[\(Self.sound)]", packed: "")
    let wanted = FieldRecord(
      key: "k-00000001", kind: "visit", made: Instant(milliseconds: 1_700_000_000_000),
      household: HouseholdKey(county: 530_602, number: 7), known: 3,
      values: ["day": "2023-11-14", "findings": "雨天漏水\n要修"])
    #expect(read == [.record(wanted)])
  }

  @Test func signsThatNobodySeesAreNotKept() throws {
    let sent = Self.sound.replacing("雨天", with: "雨\u{202E}天\u{200B}")
    #expect(
      try PhoneSending.records(plain: "[\(sent)]", packed: "")
        == PhoneSending.records(plain: "[\(Self.sound)]", packed: ""))
  }

  @Test func packedRecordsAreTheSame() throws {
    let packed = Data(Gzip.packed(Array("[\(Self.sound)]".utf8))).base64EncodedString()
    #expect(
      try PhoneSending.records(plain: "", packed: packed)
        == PhoneSending.records(plain: "[\(Self.sound)]", packed: ""))
  }

  @Test(arguments: [
    "{}", "[]", "", "[", "null", "\"text\"",
    "[" + Array(repeating: "1", count: 101).joined(separator: ",") + "]",
  ])
  func whatIsNoListOfRecordsIsRefusedWhole(text: String) {
    #expect(throws: Problem.self) { try PhoneSending.records(plain: text, packed: "") }
  }

  @Test(arguments: ["!!", "AAAA", Data(Gzip.packed(Array("[]".utf8))).base64EncodedString()])
  func whatIsBadlyPackedIsRefusedWhole(text: String) {
    #expect(throws: Problem.self) { try PhoneSending.records(plain: "", packed: text) }
  }

  @Test func aBombIsNotUnpacked() {
    let bomb = Gzip.packed([UInt8](repeating: 0x20, count: PhoneSending.mostBytes + 1))
    #expect(throws: Problem.self) {
      try PhoneSending.records(plain: "", packed: Data(bomb).base64EncodedString())
    }
  }

  @Test(arguments: [
    #"{"key":"k-00000002","kind":"visit"}"#,
    #"{"key":"k-00000002","kind":"visit","made":-1}"#,
    #"{"key":"k-00000002","kind":"visit","made":99999999999999}"#,
    #"{"key":"k-00000002","kind":"a b","made":1}"#,
    #"{"key":"k-00000002","kind":"visit","made":1,"known":-4}"#,
    #"{"key":"k-00000002","kind":"visit","made":1,"household":"7"}"#,
    #"{"key":"k-00000002","kind":"visit","made":1,"household":"530602-0"}"#,
    #"{"key":"k-00000002","kind":"visit","made":1,"values":{"a b":"x"}}"#,
    #"{"key":"k-00000002","kind":"visit","made":1,"values":{"a":"\u0000"}}"#,
    #"{"key":"k-00000002","kind":"visit","made":1,"values":{"a":7}}"#,
  ])
  func oneBadRecordSpoilsItselfAlone(bad: String) throws {
    let read = try PhoneSending.records(plain: "[\(bad),\(Self.sound)]", packed: "")
    #expect(read.count == 2)
    #expect(read.first == .unreadable(key: "k-00000002"))
    #expect(read.last?.key == "k-00000001")
  }

  @Test func aRecordWithoutASoundKeyIsToldWithoutOne() throws {
    let read = try PhoneSending.records(plain: #"[{"key":"short"},7,[]]"#, packed: "")
    #expect(read == Array(repeating: .unreadable(key: ""), count: 3))
  }

  @Test func aValueThatIsTooLongIsUnreadable() throws {
    let long = String(repeating: "长", count: PhoneSending.mostValueBytes / 3 + 1)
    let text = #"[{"key":"k-00000003","kind":"visit","made":1,"values":{"a":"\#(long)"}}]"#
    #expect(try PhoneSending.records(plain: text, packed: "") == [.unreadable(key: "k-00000003")])
  }
}
