// Where lines end: LF, CR LF or CR.

import Glibc

enum LineScan {
  /// The offset of the first LF or CR at or after `start`, or `end`.
  static func lineEnd(_ base: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int {
    var at = start
    while at < end, base[at] != 0x0A, base[at] != 0x0D { at &+= 1 }
    return at
  }

  /// The offset after the line end that begins at `at`: one or two bytes on.
  static func afterBreak(_ base: UnsafePointer<UInt8>, at: Int, to end: Int) -> Int {
    base[at] == 0x0D && at &+ 1 < end && base[at &+ 1] == 0x0A ? at &+ 2 : at &+ 1
  }

  /// How many line ends lie in a stretch; CR LF is one.
  static func breaks(_ bytes: HeldBytes, from start: Int, to end: Int) -> Int {
    breaks(bytes.base, from: start, to: end)
  }

  static func breaks(_ base: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int {
    var count = 0
    var at = start
    while at < end {
      if base[at] == 0x0A {
        count &+= 1
      } else if base[at] == 0x0D, at &+ 1 == end || base[at &+ 1] != 0x0A {
        count &+= 1
      }
      at &+= 1
    }
    return count
  }
}
