// One file of a synthetic city, written row by row through a buffer.

import Glibc
import Kernel

/// Writes plain rows: no value of a synthetic city needs quotes.
/// The file has its name only when it is complete.
final class CityFile {
  let name: String
  private(set) var rows = 0
  private(set) var flawedRows = 0

  private let path: String
  private var descriptor: Int32
  private var flaws: FlawSource?
  private var flaw: Flaw?
  /// What stands wrong in this row, and where.
  private var wrong: (range: Range<Int>, text: [UInt8])?
  private let resent: Set<Flaw>
  private let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: CityFile.capacity)
  private var count = 0
  private var rowStart = 0
  private var error: Int32 = 0

  private static let capacity = 1 << 18
  private static let longestRow = 4_096

  /// - Parameter resent: the flaws after which the same row follows as it should be, as departments send
  ///   again what was refused.
  init(
    folder: String, name: String, header: String, flaws: FlawSource?, resent: Set<Flaw> = []
  ) throws(Problem) {
    (self.name, self.flaws, self.resent) = (name, flaws, resent)
    path = folder + "/" + name
    descriptor = open(path + ".partial", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw SimulationProblems.unwritable(path, error: errno) }
    append(header)
    append(0x0A)
    rowStart = count
  }

  deinit {
    buffer.deallocate()
    guard descriptor >= 0 else { return }
    close(descriptor)
    unlink(path + ".partial")
  }

  /// Begins a row; whether it will carry a flaw is decided here.
  func begin() {
    rowStart = count
    flaw = flaws?.next()
    wrong = nil
  }

  func end() throws(Problem) {
    append(0x0A)
    rows += 1
    if let flaw { endFlawed(flaw) }
    if count > CityFile.capacity - 2 * CityFile.longestRow { flush() }
    guard error == 0 else { throw SimulationProblems.unwritable(path, error: error) }
  }

  func finish() throws(Problem) {
    flush()
    if close(descriptor) != 0, error == 0 { error = errno }
    descriptor = -1
    if error == 0, rename(path + ".partial", path) != 0 { error = errno }
    guard error == 0 else {
      unlink(path + ".partial")
      throw SimulationProblems.unwritable(path, error: error)
    }
  }

  func text(_ value: String) {
    separate()
    append(value)
  }

  func number(_ value: Int) {
    separate()
    digits(value)
  }

  func flag(_ value: Bool) { number(value ? 1 : 0) }

  /// A number that a department may have got wrong. Unit: whole yuan or a level.
  func amount(_ value: Int) {
    separate()
    let start = count
    digits(value)
    spoil(.badNumber, from: start)
  }

  /// Yuan with two decimals.
  func money(fen: Int) {
    separate()
    let start = count
    digits(fen / 100)
    append(0x2E)
    digits(fen % 100, width: 2)
    spoil(.badNumber, from: start)
  }

  func day(_ value: Day) {
    separate()
    let start = count
    plainDay(value)
    spoil(.badDay, from: start)
  }

  func openDay(_ value: Day?) {
    separate()
    if let value { plainDay(value) }
  }

  /// The birth date beside an identity number that states the same, but for a flaw.
  func birth(_ value: Day) {
    separate()
    let start = count
    plainDay(value)
    spoil(.badDay, from: start)
    spoil(.otherBirth, from: start) { value.adding(days: -1).description }
  }

  /// - Parameter isLinked: other files speak of this person, so that the number has to be right here.
  func id(_ value: CitizenID, isLinked: Bool = false) {
    separate()
    let start = count
    digits(Int(value.packed >> 4))
    let check = UInt8(value.packed & 15)
    append(check == 10 ? 0x58 : 0x30 + check)
    if !isLinked {
      spoil(.wrongCheck, from: start) { value.text.dropLast() + (value.text.last == "7" ? "3" : "7") }
    }
    if flaw == .stranger, let stranger = flaws?.stranger() { spoil(.stranger, from: start) { stranger.text } }
    spoil(.untidy, from: start) { " " + value.text.map { $0 == "X" ? "x" : $0 } }
  }

  /// A link to a household or place by its number; `unknown` is a number that nobody has.
  func reference(_ value: Int64, unknown: Int64) {
    separate()
    let start = count
    digits(Int(value))
    spoil(.unknown, from: start) { String(unknown) }
  }

  /// A value that may be left out, as a flaw that is no fault.
  func grade(_ value: Int) {
    separate()
    let start = count
    append(UInt8(0x41 + value))
    spoil(.blank, from: start) { "" }
  }

  /// Notes that what was written from `start` on has to be replaced, where the row carries this flaw.
  private func spoil(_ kind: Flaw, from start: Int, _ text: () -> String? = { nil }) {
    guard flaw == kind, wrong == nil else { return }
    let value = text() ?? flaws?.wrongValue(for: kind) ?? ""
    wrong = (start..<count, Array(value.utf8))
  }

  private func endFlawed(_ flaw: Flaw) {
    let row = Array(UnsafeBufferPointer(start: buffer + rowStart, count: count - rowStart))
    if let wrong {
      count = wrong.range.lowerBound
      for byte in wrong.text { append(byte) }
      for byte in row[(wrong.range.upperBound - rowStart)...] { append(byte) }
    } else if flaw != .twice {
      return  // a flaw of a value that this row does not have
    }
    flawedRows += 1
    guard flaw == .twice || resent.contains(flaw) else { return }
    for byte in row { append(byte) }
    rows += 1
  }

  private func plainDay(_ value: Day) {
    let compact = value.compact
    digits(compact / 10_000, width: 4)
    append(0x2D)
    digits(compact / 100 % 100, width: 2)
    append(0x2D)
    digits(compact % 100, width: 2)
  }

  private func separate() {
    if count > rowStart { append(0x2C) }
  }

  private func append(_ byte: UInt8) {
    precondition(count < CityFile.capacity, "a row is shorter than the room left for it")
    buffer[count] = byte
    count += 1
  }

  private func append(_ text: String) {
    for byte in text.utf8 { append(byte) }
  }

  private func digits(_ value: Int, width: Int = 1) {
    precondition(value >= 0, "a synthetic city has no negative numbers")
    var length = 1
    var rest = value
    while rest >= 10 {
      rest /= 10
      length += 1
    }
    length = max(length, width)
    precondition(count + length <= CityFile.capacity, "a row is shorter than the room left for it")
    rest = value
    for index in stride(from: length - 1, through: 0, by: -1) {
      buffer[count + index] = UInt8(0x30 + rest % 10)
      rest /= 10
    }
    count += length
  }

  private func flush() {
    var done = 0
    while done < count, error == 0 {
      let written = write(descriptor, buffer + done, count - done)
      if written >= 0 { done += written } else if errno != EINTR { error = errno }
    }
    (count, rowStart) = (0, 0)
  }
}
