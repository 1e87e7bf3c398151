// What a phone sends, read strictly: one bad record spoils itself and no other.

import Foundation
import Kernel
import Packing

/// The records of one sending, in the order in which they were written.
enum PhoneSending {
  static let mostRecords = 100
  /// **Unit**: bytes, unpacked.
  static let mostBytes = 1_048_576
  static let mostValues = 60
  /// **Unit**: bytes of UTF-8.
  static let mostValueBytes = 8_000

  /// What one record looks like as JSON.
  private struct Written: Decodable {
    let key: String
    let kind: String
    let made: Int64
    let household: String?
    let known: Int64?
    let values: [String: String]?
  }

  /// One of the list, whatever it holds.
  private struct Item: Decodable {
    let written: Written?
    let key: String

    private enum Name: String, CodingKey { case key }

    init(from decoder: any Decoder) throws {
      if let whole = try? Written(from: decoder) {
        (written, key) = (whole, whole.key)
        return
      }
      written = nil
      let members = try? decoder.container(keyedBy: Name.self)
      key = (try? members?.decode(String.self, forKey: .key)) ?? ""
    }
  }

  /// A record, or only its key where it can't be read. One bad record spoils itself and no other.
  enum Read: Equatable {
    case record(FieldRecord)
    case unreadable(key: String)

    var key: String {
      switch self {
      case .record(let record): record.key
      case .unreadable(let key): key
      }
    }
  }

  /// Either as it is, or packed by gzip and spelled in base64.
  /// **Problems**: `field.push.malformed`, `field.push.many`, both for the whole sending.
  static func records(plain: String, packed: String) throws(Problem) -> [Read] {
    var bytes = Array(plain.utf8)
    if !packed.isEmpty {
      guard let data = Data(base64Encoded: packed),
        let whole = Gzip.whole(Array(data), most: mostBytes)
      else { throw FieldProblems.malformed }
      bytes = whole
    }
    guard bytes.count <= mostBytes,
      let items = try? JSONDecoder().decode([Item].self, from: Data(bytes)), !items.isEmpty
    else { throw FieldProblems.malformed }
    guard items.count <= mostRecords else { throw FieldProblems.many }
    return items.map { item in
      guard let written = item.written, let record = record(written) else {
        return .unreadable(key: isKey(item.key) ? item.key : "")
      }
      return .record(record)
    }
  }

  private static func record(_ written: Written) -> FieldRecord? {
    let values = written.values ?? [:]
    guard isKey(written.key), isWord(written.kind), values.count <= mostValues,
      values.allSatisfy({ isWord($0.key) && isText($0.value) }), (written.known ?? 0) >= 0,
      (0..<lastMoment).contains(written.made)
    else { return nil }
    var household: HouseholdKey?
    if let text = written.household, !text.isEmpty {
      guard let key = HouseholdKey(text) else { return nil }
      household = key
    }
    return FieldRecord(
      key: written.key, kind: written.kind, made: Instant(milliseconds: written.made), household: household,
      known: written.known ?? 0, values: values.mapValues(TypedText.seen))
  }

  /// The year 3000. **Unit**: milliseconds since 1970.
  private static let lastMoment: Int64 = 32_503_680_000_000

  private static func isKey(_ text: String) -> Bool {
    (8...64).contains(text.utf8.count) && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
  }

  private static func isWord(_ text: String) -> Bool {
    (1...40).contains(text.utf8.count)
      && text.utf8.allSatisfy { byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2E, 0x5F: true
        default: false
        }
      }
  }

  private static func isText(_ text: String) -> Bool {
    text.utf8.count <= mostValueBytes
      && text.unicodeScalars.allSatisfy { $0.value >= 0x20 || $0 == "\n" || $0 == "\r" || $0 == "\t" }
  }
}
