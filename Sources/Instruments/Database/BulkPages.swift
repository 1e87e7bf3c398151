// Numbers and bytes of new pages: numbers are handed out in stretches, pages written in runs.

import Glibc
import Kernel
import Synchronization

/// Hands out page numbers beyond the end of a file, to several trees at once.
final class BulkSpace: Sendable {
  private struct State {
    var next: UInt32
    var spare: [Range<UInt32>] = []
  }

  private let state: Mutex<State>
  /// The page that SQLite keeps for locks on Windows; it is never used for anything else.
  private let lockPage: UInt32

  init(after pageCount: UInt32, lockPage: UInt32) {
    self.lockPage = lockPage
    state = Mutex(State(next: pageCount + 1))
    precondition(pageCount < lockPage, "a new file ends long before the page for locks")
  }

  /// Numbers that nobody else gets: at most `count`, at least one.
  func stretch(of count: Int) -> Range<UInt32> {
    state.withLock { state in
      if let spare = state.spare.popLast() { return spare }
      if state.next == lockPage { state.next += 1 }
      let first = state.next
      precondition(first < UInt32.max - 65_536, "a file has fewer than four thousand million pages")
      var end = first + UInt32(count)
      if first < lockPage && end > lockPage { end = lockPage }
      state.next = end
      return first..<end
    }
  }

  func giveBack(_ range: Range<UInt32>) {
    if !range.isEmpty { state.withLock { $0.spare.append(range) } }
  }

  /// How many pages the file has in the end, and which of them nobody needed, in rising order.
  func settle() -> (pageCount: UInt32, free: [UInt32]) {
    state.withLock { state in
      var spare = state.spare.sorted { $0.lowerBound < $1.lowerBound }
      while true {
        if let last = spare.last, last.upperBound == state.next {
          state.next = last.lowerBound
          spare.removeLast()
        } else if state.next == lockPage + 1 {
          state.next = lockPage
        } else {
          state.spare = spare
          return (state.next - 1, spare.flatMap(Array.init))
        }
      }
    }
  }
}

/// An open file, closed with the last of those who write to it.
final class BulkDescriptor: Sendable {
  let number: Int32

  init(opening path: String) throws(Problem) {
    number = open(path, O_RDWR | O_CLOEXEC)
    guard number >= 0 else { throw DatabaseProblems.unwritten(errno) }
  }

  deinit { close(number) }

  /// Writes all bytes; the error number where that fails, else 0.
  func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> Int32 {
    var done = 0
    while done < bytes.count {
      let rest = UnsafeRawBufferPointer(rebasing: bytes[done...])
      let count = pwrite(number, rest.baseAddress, rest.count, off_t(offset + done))
      if count < 0 && errno == EINTR { continue }
      if count <= 0 { return count == 0 ? ENOSPC : errno }
      done += count
    }
    return 0
  }

  /// The bytes at an offset; fewer than asked for at the end of the file.
  func read(_ count: Int, at offset: Int) throws(Problem) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    let got = bytes.withUnsafeMutableBytes { pread(number, $0.baseAddress, $0.count, off_t(offset)) }
    guard got >= 0 else { throw DatabaseProblems.unwritten(errno) }
    return Array(bytes.prefix(got))
  }
}

/// The new pages of one tree: each is taken, filled and written in the order of taking.
final class BulkPages {
  let pageSize: Int
  private let descriptor: BulkDescriptor
  private let space: BulkSpace
  private var stretch: Range<UInt32> = 0..<0
  private var wished = 4
  private let wishedMost: Int
  /// The run of pages that is being filled.
  private var run: UnsafeMutableRawPointer
  private var runPages = 0
  private var runFirst: UInt32 = 0
  private var runCount = 0
  /// The first error of writing; it is told at the end, and nothing is written after it.
  private(set) var failure: Int32 = 0

  init(descriptor: BulkDescriptor, pageSize: Int, space: BulkSpace) {
    (self.descriptor, self.pageSize, self.space) = (descriptor, pageSize, space)
    // The system lets one thread at a time write to a file: longer runs would only make the others wait.
    wishedMost = max(4, (1 << 18) / pageSize)
    run = .allocate(byteCount: 16, alignment: 16)
  }

  deinit { run.deallocate() }

  /// The number of a new page.
  func take() -> UInt32 {
    if stretch.isEmpty {
      stretch = space.stretch(of: wished)
      // Small tables leave few pages over, large ones are written in long runs.
      wished = min(wished * 2, wishedMost)
    }
    let number = stretch.lowerBound
    stretch = (number + 1)..<stretch.upperBound
    return number
  }

  /// Where the bytes of a taken page go: all of them, before the next slot is asked for.
  func slot(_ number: UInt32) -> UnsafeMutableRawPointer {
    if runCount == 0 || runCount == runPages || number != runFirst + UInt32(runCount) { startRun(at: number) }
    runCount += 1
    return run + (runCount - 1) * pageSize
  }

  private func startRun(at number: UInt32) {
    flush()
    let room = min(wished, wishedMost)
    if room > runPages {
      run.deallocate()
      run = .allocate(byteCount: room * pageSize, alignment: 16)
      runPages = room
    }
    runFirst = number
  }

  /// Writes a page that stands apart, such as a root.
  func write(_ page: UnsafeRawPointer, at number: UInt32) {
    write(UnsafeRawBufferPointer(start: page, count: pageSize), from: number)
  }

  /// Writes what is left and gives back the numbers that were not needed.
  func finish() {
    flush()
    space.giveBack(stretch)
    stretch = 0..<0
  }

  private func flush() {
    write(UnsafeRawBufferPointer(start: run, count: runCount * pageSize), from: runFirst)
    runCount = 0
  }

  private func write(_ bytes: UnsafeRawBufferPointer, from number: UInt32) {
    guard failure == 0, !bytes.isEmpty else { return }
    failure = descriptor.write(bytes, at: (Int(number) - 1) * pageSize)
  }
}
