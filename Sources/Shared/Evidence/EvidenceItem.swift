// One file that shows what was told: a photo of a visit, a posted notice, a receipt.

package import Casework
package import Kernel

package enum EvidenceMark {}
package typealias EvidenceNumber = CaseNumber<EvidenceMark>

/// What a file can belong to.
package enum EvidenceKind: String, CaseIterable, Sendable {
  case visit, measure, notice, clue, verification, report

  package var title: Text {
    switch self {
    case .visit: Text(zh: "走访", en: "visit")
    case .measure: Text(zh: "帮扶措施", en: "measure")
    case .notice: Text(zh: "公示张贴", en: "posted notice")
    case .clue: Text(zh: "风险线索", en: "clue")
    case .verification: Text(zh: "入户核实", en: "verification")
    case .report: Text(zh: "群众反映", en: "report")
    }
  }

  /// Whether a file shows how people live. A notice hangs on a wall for everybody, masked as the rules ask.
  package var isPersonal: Bool { self != .notice }
}

/// The record that a file belongs to. **Shape**: written `visit 530602-17`; notices and verifications go by
/// the number of their episode.
package struct EvidenceTopic: Hashable, Sendable, CustomStringConvertible {
  package let kind: EvidenceKind
  package let county: Int64
  package let number: Int64

  package init(_ kind: EvidenceKind, county: Int64, number: Int64) {
    (self.kind, self.county, self.number) = (kind, county, number)
  }

  package init<Kind>(_ kind: EvidenceKind, _ id: CaseNumber<Kind>) {
    self.init(kind, county: id.county, number: id.number)
  }

  package var description: String { "\(kind.rawValue) \(county)-\(number)" }
}

package struct EvidenceItem: Equatable, Sendable {
  package let id: EvidenceNumber
  package let topic: EvidenceTopic
  /// Nil of a report that fits no household yet.
  package let household: Int64?
  /// Of the bytes that are kept. **Source**: BLAKE2b with 32 bytes.
  package let digest: [UInt8]
  package let media: MediaKind
  /// **Unit**: bytes.
  package let size: Int64
  /// What it shows, in the words of who added it; may be empty.
  package let note: String
  package let on: Day
  package let by: String

  /// What the file is called when it is kept elsewhere.
  package var fileName: String { "evidence-\(id).\(media.ending)" }
}
