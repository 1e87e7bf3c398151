// The pages of photos and papers that show what was told: those of one record, and each file by itself.

package import Kernel

package enum EvidenceAddress: Equatable, Sendable {
  /// All of one record, with the form that takes more. **Shape**: the kind is a word, such as `visit`.
  case of(String, county: Int64, number: Int64)
  case file(county: Int64, number: Int64)
  /// The same as a small picture, for lists.
  case small(county: Int64, number: Int64)

  /// Where all paths of evidence begin.
  private static let root = "/evidence/"

  var path: String {
    switch self {
    case .of(let kind, let county, let number): "\(EvidenceAddress.root)\(kind)/\(county)-\(number)"
    case .file(let county, let number): "\(EvidenceAddress.root)\(county)-\(number)"
    case .small(let county, let number): "\(EvidenceAddress.root)small/\(county)-\(number)"
    }
  }

  /// The page of a path's words behind the root; nil where there is none.
  init?(_ words: [String]) {
    guard let last = words.last, let (county, number) = MonitoringAddress.caseNumber(last) else { return nil }
    switch words.count {
    case 1: self = .file(county: county, number: number)
    case 2 where words[0] == "small": self = .small(county: county, number: number)
    case 2 where words[0].utf8.allSatisfy { (0x61...0x7A).contains($0) } && !words[0].isEmpty:
      self = .of(words[0], county: county, number: number)
    default: return nil
    }
  }
}

extension PageAddress {
  /// Whether a form of the page may bring files.
  package var takesFiles: Bool {
    switch self {
    case .evidence(.of), .monitoring(.visit), .monitoring(.difficulty): true
    default: false
    }
  }
}
