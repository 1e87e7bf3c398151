// A frame file in the making: beside its path until it is whole.

import Glibc
import Kernel

/// Gone when the value is, unless it was committed.
final class NewFile {
  private let path: String
  private let draft: String
  private let descriptor: Int32
  private var isCommitted = false

  /// One program writes a path at a time; what an interrupted one left is thrown away.
  init(_ path: String) throws(Problem) {
    self.path = path
    draft = path + ".tmp"
    var opened = NewFile.create(draft)
    if opened < 0, errno == EEXIST, NewFile.isAbandoned(draft) {
      unlink(draft)
      opened = NewFile.create(draft)
    }
    guard opened >= 0 else { throw SnapshotProblems.unwritable(path) }
    descriptor = opened
  }

  deinit {
    if !isCommitted { unlink(draft) }
    close(descriptor)
  }

  /// For the owner alone: a snapshot may hold what its source protects.
  private static func create(_ draft: String) -> Int32 {
    let descriptor = open(draft, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    if descriptor >= 0 { flock(descriptor, LOCK_EX | LOCK_NB) }
    return descriptor
  }

  private static func isAbandoned(_ draft: String) -> Bool {
    let descriptor = open(draft, O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return flock(descriptor, LOCK_EX | LOCK_NB) == 0
  }

  func write(sections: [SnapshotSection]) throws(Problem) {
    var directory: [UInt64] = []
    var place = FrameFile.aligned(FrameFile.alignment + sections.count * FrameFile.entryBytes)
    for section in sections {
      let (length, sum, isWritten) = section.withBytes { bytes in
        (bytes.count, Checksum.of(bytes), put(bytes, at: place))
      }
      guard isWritten else { throw SnapshotProblems.unwritable(path) }
      directory += [UInt64(section.form.rawValue), UInt64(place), UInt64(length), sum]
      place = FrameFile.aligned(place + length)
    }
    let table = FrameFile.bytes(directory)
    // The last section may be empty or short: the file still ends where its directory says.
    let end = place
    let head = FrameFile.bytes([
      FrameFile.magic, UInt64(end), UInt64(sections.count), table.withUnsafeBytes(Checksum.of), 0, 0, 0,
    ])
    let whole = head + FrameFile.bytes([head.withUnsafeBytes(Checksum.of)]) + table
    guard ftruncate(descriptor, off_t(end)) == 0, whole.withUnsafeBytes({ put($0, at: 0) }) else {
      throw SnapshotProblems.unwritable(path)
    }
  }

  /// Puts the file under its name. It is not forced onto the disk, which would take seconds: where the power
  /// fails before it is there, its sums are wrong, and it is made anew.
  func commit() throws(Problem) {
    guard rename(draft, path) == 0 else { throw SnapshotProblems.unwritable(path) }
    isCommitted = true
  }

  private func put(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> Bool {
    var done = 0
    while done < bytes.count {
      let part = UnsafeRawBufferPointer(rebasing: bytes[done...])
      let count = pwrite(descriptor, part.baseAddress, part.count, off_t(offset + done))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      done += count
    }
    return true
  }
}
