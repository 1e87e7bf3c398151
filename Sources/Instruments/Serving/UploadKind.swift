// What an uploaded file is, by its bytes and not by what its sender calls it.

package import Kernel

package enum UploadKind: String, CaseIterable, Sendable {
  case csv, xlsx, pdf, png, jpeg

  /// The kind of a file that begins with these bytes, nil where it is none of these.
  package init?(beginning bytes: some Collection<UInt8>) {
    func begins(_ mark: [UInt8]) -> Bool { bytes.starts(with: mark) }
    if begins([0x50, 0x4B, 0x03, 0x04]) {
      self = .xlsx
    } else if begins([0x25, 0x50, 0x44, 0x46, 0x2D]) {
      self = .pdf
    } else if begins([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
      self = .png
    } else if begins([0xFF, 0xD8, 0xFF]) {
      self = .jpeg
    } else if !bytes.isEmpty, bytes.allSatisfy({ $0 >= 0x20 || [0x09, 0x0A, 0x0D].contains($0) }) {
      self = .csv
    } else {
      return nil
    }
  }

  /// - Parameter name: what the sender calls the file; its ending must fit its bytes.
  /// **Problems**: `serving.upload.kind` where the file is none of `allowed` or bears the ending of
  /// another kind.
  package static func check(
    _ name: String, beginning bytes: some Collection<UInt8>, allowed: Set<UploadKind>
  ) throws(Problem) -> UploadKind {
    let ending = name.split(separator: ".").last.map { $0.lowercased() } ?? ""
    if let kind = UploadKind(beginning: bytes), allowed.contains(kind), kind.endings.contains(ending) {
      return kind
    }
    let kinds = allowed.map(\.rawValue).sorted().joined(separator: ", ")
    throw Problem(
      "serving.upload.kind", .invalid, zh: "不能接收这个文件，请选择以下类型的文件：\(kinds)。",
      en: "This file cannot be taken; choose a file of one of these kinds: \(kinds).")
  }

  private var endings: Set<String> {
    switch self {
    case .csv: ["csv", "txt"]
    case .jpeg: ["jpg", "jpeg"]
    default: [rawValue]
    }
  }
}
