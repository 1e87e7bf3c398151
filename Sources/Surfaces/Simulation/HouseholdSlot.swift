// What is planned of one household before it is made.

/// A few bytes a household, so that a whole city is planned in memory.
struct HouseholdSlot {
  struct Marks: OptionSet {
    let rawValue: UInt16
    static let base = Marks(rawValue: 1)
    /// Monitored, and never registered as poor.
    static let monitored = Marks(rawValue: 2)
    static let relocated = Marks(rawValue: 4)
    static let recognised = Marks(rawValue: 8)
    static let eliminated = Marks(rawValue: 16)
    /// Recognised, or eliminated, more than a year before the reference day.
    static let recognisedBefore = Marks(rawValue: 32)
    static let eliminatedBefore = Marks(rawValue: 64)
    static let lifted = Marks(rawValue: 128)
    static let below = Marks(rawValue: 256)
    static let fallen = Marks(rawValue: 512)
    static let bound = Marks(rawValue: 1_024)
    static let insured = Marks(rawValue: 2_048)
    /// Something costly befell it.
    static let struck = Marks(rawValue: 4_096)
    static let hasChildren = Marks(rawValue: 8_192)
  }

  var marks: Marks = []
  /// Which try at its people is the one that counts.
  var attempt: UInt8 = 0
  var living: UInt8 = 0
  /// Those of its members who were not dead a year before.
  var livingBefore: UInt8 = 0
  /// Living members who could be labourers.
  var able: UInt8 = 0
  var labourers: UInt8 = 0
  /// Labourers at work off their own land, and those of them outside the province.
  var workers: UInt8 = 0
  var outside: UInt8 = 0

  func has(_ marks: Marks) -> Bool { self.marks.isSuperset(of: marks) }

  /// Households that labour is counted for apart: 0 to 3 by base and relocation.
  var stratum: Int { (has(.base) ? 1 : 0) + (has(.relocated) ? 2 : 0) }
}

/// The four heads that are planned of a household of the base. Unit: yuan of the household.
struct PlannedIncome {
  var net: Int32
  var netBefore: Int32
  var operating: Int32
  var operatingBefore: Int32
}
