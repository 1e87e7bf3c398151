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
  private let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: CityFile.capacity)
  private var count = 0
  private var rowStart = 0
  private var error: Int32 = 0

  private static let capacity = 1 << 18
  private static let longestRow = 4_096

  init(folder: String, name: String, header: String, flaws: FlawSource?) throws(Problem) {
    (self.name, self.flaws) = (name, flaws)
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
    if let wrong = takeFlaw(.badNumber) { append(wrong) } else { digits(value) }
  }

  /// Yuan with two decimals.
  func money(fen: Int) {
    separate()
    if let wrong = takeFlaw(.badNumber) {
      append(wrong)
    } else {
      digits(fen / 100)
      append(0x2E)
      digits(fen % 100, width: 2)
    }
  }

  func day(_ value: Day) {
    separate()
    if let wrong = takeFlaw(.badDay) { append(wrong) } else { plainDay(value) }
  }

  func openDay(_ value: Day?) {
    separate()
    if let value { plainDay(value) }
  }

  /// The birth date beside an identity number that states the same, but for a flaw.
  func birth(_ value: Day) {
    separate()
    if let wrong = takeFlaw(.badDay) {
      append(wrong)
    } else {
      plainDay(takeFlaw(.otherBirth) == nil ? value : value.adding(days: -1))
    }
  }

  func id(_ value: CitizenID) {
    separate()
    if takeFlaw(.wrongCheck) != nil {
      id(number: value.packed >> 4, check: (value.packed & 15) == 7 ? 3 : 7)
    } else if takeFlaw(.stranger) != nil, let stranger = flaws?.stranger() {
      id(number: stranger.packed >> 4, check: stranger.packed & 15)
    } else {
      id(number: value.packed >> 4, check: value.packed & 15)
    }
  }

  /// A link to a household or group by its number; `unknown` is a number that nobody has.
  func reference(_ value: Int64, unknown: Int64) {
    separate()
    digits(Int(takeFlaw(.unknown) == nil ? value : unknown))
  }

  /// A value that may be left out, as a flaw that is no fault.
  func grade(_ value: Int) {
    separate()
    if takeFlaw(.blank) == nil { append(UInt8(0x41 + value)) }
  }

  private func id(number: UInt64, check: UInt64) {
    let isUntidy = takeFlaw(.untidy) != nil
    if isUntidy { append(0x20) }
    digits(Int(number))
    append(check == 10 ? (isUntidy ? 0x78 : 0x58) : UInt8(0x30 + check))
  }

  private func takeFlaw(_ kind: Flaw) -> String? {
    guard flaw == kind else { return nil }
    flaw = nil
    flawedRows += 1
    return flaws?.wrongValue(for: kind) ?? ""
  }

  private func endFlawed(_ flaw: Flaw) {
    guard flaw == .twice else { return }  // a flaw of a value that this row does not have
    flawedRows += 1
    let length = count - rowStart
    (buffer + count).update(from: buffer + rowStart, count: length)
    count += length
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
