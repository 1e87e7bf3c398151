// What may be added to a record, and what a file looks like before it is kept.

import Access
package import Entrance
package import Kernel

package enum EvidenceSteps {
  /// Files of one record.
  package static let most = 20
  static let mostNoteCharacters = 200
  /// Pictures of one report of somebody without an account.
  package static let mostOfStrangers = 3
  /// As much as a form may bring of one file. **Unit**: bytes.
  package static let mostBytes = 10 << 20

  /// A file as it is kept: told by its content, and without what it tells besides.
  /// **Problems**: `evidence.file.empty`, `.large`, `.kind`, `.damaged`.
  package static func read(_ bytes: [UInt8]) throws(Problem) -> (media: MediaKind, bytes: [UInt8]) {
    guard !bytes.isEmpty else { throw EvidenceProblems.empty }
    guard bytes.count <= mostBytes else { throw EvidenceProblems.large }
    guard let media = MediaKind(of: bytes) else {
      throw MediaKind.isHEIC(bytes) ? EvidenceProblems.heic : EvidenceProblems.kind
    }
    return (media, try media.cleaned(bytes))
  }

  /// Pictures that somebody sends who has no account, all of them or none.
  /// **Problems**: those of `read`; `evidence.file.kind` for papers, `.large`, `.many`.
  package static func pictures(_ files: [UploadedFile]) throws(Problem) -> [ReadFile] {
    guard files.count <= mostOfStrangers else { throw EvidenceProblems.manyPictures }
    return try files.map { (file) throws(Problem) in
      switch file.refusal {
      case .tooLarge: throw EvidenceProblems.large
      case .tooMany: throw EvidenceProblems.manyPictures
      case nil: break
      }
      let (media, bytes) = try read(file.bytes)
      guard media.isPicture else { throw EvidenceProblems.picture }
      return ReadFile(media: media, bytes: bytes, digest: Digest.of(bytes))
    }
  }

  /// **Problems**: `evidence.note.long`.
  static func read(note: String) throws(Problem) -> String {
    let words = note.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard words.count <= mostNoteCharacters else { throw EvidenceProblems.note }
    return words
  }

  /// **Problems**: `evidence.topic.full`.
  static func demandRoom(besides known: Int) throws(Problem) {
    guard known < most else { throw EvidenceProblems.full }
  }
}

/// A file that may be kept, as it is kept.
package struct ReadFile: Sendable {
  package let media: MediaKind
  package let bytes: [UInt8]
  package let digest: [UInt8]
}
