// A snapshot in one file: written whole or not at all, read on two threads, and never believed unchecked.

import Dispatch
import Glibc
package import Kernel
import Synchronization

/// A head of 64 bytes, a directory of 32 bytes a section, then the sections, each from a multiple of 64 on;
/// all numbers little-endian. Section 0 is the text that tells what the others are.
package enum FrameFile {
  static let magic: UInt64 = 0x0A31_656D_6172_4657  // "WFrame1\n" as it stands in the file
  static let alignment = 64
  static let entryBytes = 32
  private static let mostSections = 100_000

  /// Writes a snapshot in place of what the path held.
  /// **Problems**: `snapshots.file.unwritable`, also while another program writes the same file.
  package static func write(_ snapshot: FrameSnapshot, to path: String) throws(Problem) {
    let layout = SnapshotLayout(snapshot)
    let file = try NewFile(path)
    try file.write(sections: [.bytes(Array(layout.text.utf8))] + layout.sections)
    try file.commit()
  }

  /// The words about the whole, without the tables.
  /// **Problems**: `snapshots.file.unreadable`, `snapshots.file.foreign`, `snapshots.file.broken`.
  package static func head(_ path: String) throws(Problem) -> [String: String] {
    let file = try OldFile(path)
    return SnapshotReader.head(of: try layout(of: file, file.directory()))
  }

  /// Reads a snapshot. Its pages are copied and not mapped: a file that is cut meanwhile does no harm.
  /// **Problems**: `snapshots.file.unreadable`, `snapshots.file.foreign`, `snapshots.file.broken`.
  package static func read(_ path: String) throws(Problem) -> FrameSnapshot {
    let file = try OldFile(path)
    let directory = try file.directory()
    let text = try layout(of: file, directory)
    let entries = Array(directory.dropFirst())
    // The largest first, so that no thread has a large one left when the other is done.
    let order = entries.indices.sorted { (entries[$0].length, $1) > (entries[$1].length, $0) }
    let read = Mutex((next: 0, sections: [SnapshotSection?](repeating: nil, count: entries.count)))
    DispatchQueue.concurrentPerform(iterations: 2) { _ in
      while let index = read.withLock({ state -> Int? in
        defer { state.next += 1 }
        return state.next < order.count ? order[state.next] : nil
      }) {
        let section = file.section(entries[index])
        read.withLock { $0.sections[index] = section }
      }
    }
    var sections: [SnapshotSection] = []
    for section in read.withLock({ $0.sections }) {
      guard let section else { throw SnapshotProblems.broken(path, "section") }
      sections.append(section)
    }
    var reader = SnapshotReader(sections)
    do throws(SnapshotReader.Fault) {
      return try reader.read(text)
    } catch {
      throw SnapshotProblems.broken(path, error.part)
    }
  }

  private static func layout(of file: OldFile, _ directory: [Entry]) throws(Problem) -> String {
    guard let first = directory.first, case .bytes(let text)? = file.section(first) else {
      throw SnapshotProblems.broken(file.path, "layout")
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Where a section stands.
  struct Entry: Sendable {
    let form: SnapshotSection.Form
    let offset: Int
    let length: Int
    let checksum: UInt64
  }

  /// Counts that make sense before anything is read after them.
  static func isSound(count: Int, fileLength: Int) -> Bool {
    count >= 1 && count <= mostSections && alignment + count * entryBytes <= fileLength
  }

  static func aligned(_ place: Int) -> Int { (place + alignment - 1) / alignment * alignment }

  static func bytes(_ words: [UInt64]) -> [UInt8] {
    words.flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64($0 * 8)) } }
  }

  static func words(_ bytes: [UInt8]) -> [UInt64] {
    stride(from: 0, to: bytes.count / 8 * 8, by: 8).map { start in
      (0..<8).reduce(0) { $0 | UInt64(bytes[start + $1]) << UInt64($1 * 8) }
    }
  }
}
