// What is known of a stored row without reading it, and how a new row meets it.

import Kernel

/// A stored row by what it said, when, and by which import.
struct KnownRow {
  var fingerprint: Int64
  var importNumber: Int64
  /// The day of the youngest sheet that says what is stored.
  var dated: Day
  /// The day from which a complete sheet no longer held it.
  var goneOn: Day?

  init(fingerprint: Int64, importNumber: Int64, dated: Day, goneOn: Day? = nil) {
    (self.fingerprint, self.importNumber) = (fingerprint, importNumber)
    (self.dated, self.goneOn) = (dated, goneOn)
  }

  init(_ fingerprint: Int64, from origin: RowOrigin) {
    self.init(fingerprint: fingerprint, importNumber: origin.importNumber, dated: origin.dated)
  }

  enum Meeting {
    /// It says what is stored.
    case same
    /// It says what is stored for a later day: only the day goes on.
    case confirmed
    /// What is stored is younger.
    case older
    case replaces
  }

  var isGone: Bool { goneOn != nil }

  /// True where a sheet of that origin has nothing to say against what is stored. Of two sheets of one day
  /// the one that was imported later counts, also where the earlier one is imported again.
  func isYounger(than origin: RowOrigin) -> Bool {
    if let goneOn, goneOn > origin.dated { return true }
    return (dated, importNumber) > (origin.dated, origin.importNumber)
  }

  func meets(_ fingerprint: Int64, from origin: RowOrigin) -> Meeting {
    if !isGone, self.fingerprint == fingerprint { return dated < origin.dated ? .confirmed : .same }
    return isYounger(than: origin) ? .older : .replaces
  }
}
