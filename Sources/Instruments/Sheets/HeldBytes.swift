// Bytes in memory that stay where they are: a file mapped from disk, or text decoded once.

import Glibc
import Kernel

/// Bytes that nobody changes, given back to the system with the last reader.
/// A file that another program cuts short while it is mapped ends this process: copy sheets in, then read.
final class HeldBytes: @unchecked Sendable {  // nothing is written after the initializer
  let base: UnsafePointer<UInt8>
  let count: Int
  private let release: @Sendable (UnsafeMutableRawPointer, Int) -> Void

  /// Takes over memory from `malloc`; `count` may be less than was asked for.
  init(owning memory: UnsafeMutablePointer<UInt8>, count: Int) {
    (base, self.count) = (UnsafePointer(memory), count)
    release = { memory, _ in free(memory) }
  }

  /// Maps a whole file for reading.
  /// **Problems**: `sheets.file.missing`, `sheets.file.unreadable`, `sheets.file.empty`.
  init(mapping path: String) throws(Problem) {
    // A pipe under the name of a sheet would hold this up for ever; without waiting it is seen and refused.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      throw errno == ENOENT ? SheetsProblems.missing(path) : SheetsProblems.unreadable(path, error: errno)
    }
    defer { close(descriptor) }
    var facts = stat()
    guard fstat(descriptor, &facts) == 0 else { throw SheetsProblems.unreadable(path, error: errno) }
    guard facts.st_mode & S_IFMT == S_IFREG else { throw SheetsProblems.unreadable(path, error: EISDIR) }
    let size = Int(facts.st_size)
    guard size > 0 else { throw SheetsProblems.empty(path) }
    guard let memory = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), memory != MAP_FAILED
    else { throw SheetsProblems.unreadable(path, error: errno) }
    // A hint only: reading works the same where the kernel declines it.
    _ = madvise(memory, size, MADV_SEQUENTIAL)
    (base, count) = (UnsafePointer(memory.assumingMemoryBound(to: UInt8.self)), size)
    release = { memory, count in munmap(memory, count) }
  }

  deinit { release(UnsafeMutableRawPointer(mutating: base), count) }
}
