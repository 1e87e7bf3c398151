// A frame file that is there: its directory and its sections, checked.

import Glibc
import Kernel

/// Opened for reading as long as the value lives.
final class OldFile: Sendable {
  let path: String
  private let descriptor: Int32
  private let length: Int
  /// A piece that stays in the processor's cache between reading it and adding it to the sum.
  private static let pieceBytes = 512 * 1_024

  init(_ path: String) throws(Problem) {
    self.path = path
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw SnapshotProblems.unreadable(path) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw SnapshotProblems.unreadable(path)
    }
    length = Int(status.st_size)
  }

  deinit { close(descriptor) }

  /// Where all sections stand: inside the file, one behind the other, whole values each.
  func directory() throws(Problem) -> [FrameFile.Entry] {
    guard let head = bytes(at: 0, FrameFile.alignment) else { throw SnapshotProblems.foreign(path) }
    let words = FrameFile.words(head)
    guard words[0] == FrameFile.magic else { throw SnapshotProblems.foreign(path) }
    // The sum of the head itself stands in its last word.
    guard head.dropLast(8).withUnsafeBytes(Checksum.of) == words[7], words[1] == UInt64(length),
      let count = Int(exactly: words[2]), FrameFile.isSound(count: count, fileLength: length),
      let table = bytes(at: FrameFile.alignment, count * FrameFile.entryBytes),
      table.withUnsafeBytes(Checksum.of) == words[3]
    else { throw SnapshotProblems.broken(path, "head") }
    let numbers = FrameFile.words(table)
    var entries: [FrameFile.Entry] = []
    var end = FrameFile.alignment + table.count
    for place in stride(from: 0, to: numbers.count, by: 4) {
      guard let form = UInt32(exactly: numbers[place]).flatMap(SnapshotSection.Form.init),
        let offset = Int(exactly: numbers[place + 1]), let size = Int(exactly: numbers[place + 2]),
        offset >= end, offset <= length, size <= length - offset, size % form.width == 0
      else { throw SnapshotProblems.broken(path, "directory") }
      entries.append(FrameFile.Entry(form: form, offset: offset, length: size, checksum: numbers[place + 3]))
      end = offset + size
    }
    return entries
  }

  /// The values of a section, nil where they are not what was written.
  func section(_ entry: FrameFile.Entry) -> SnapshotSection? {
    SnapshotSection.filled(entry.form, bytes: entry.length) { target in
      var sum = Checksum()
      var place = 0
      while place < entry.length {
        let piece = UnsafeMutableRawBufferPointer(
          rebasing: target[place..<min(place + OldFile.pieceBytes, entry.length)])
        guard fill(piece, at: entry.offset + place) else { return false }
        sum.add(UnsafeRawBufferPointer(piece))
        place += piece.count
      }
      return sum.value == entry.checksum
    }
  }

  private func bytes(at offset: Int, _ count: Int) -> [UInt8]? {
    guard offset + count <= length else { return nil }
    var bytes = [UInt8](repeating: 0, count: count)
    return bytes.withUnsafeMutableBytes { fill($0, at: offset) } ? bytes : nil
  }

  private func fill(_ target: UnsafeMutableRawBufferPointer, at offset: Int) -> Bool {
    var done = 0
    while done < target.count {
      let part = UnsafeMutableRawBufferPointer(rebasing: target[done...])
      let count = pread(descriptor, part.baseAddress, part.count, off_t(offset + done))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      done += count
    }
    return true
  }
}
