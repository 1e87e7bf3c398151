// A member of a synthetic household, and the household itself.

import Kernel

/// Relation to the head of the household, as the sheet of persons codes it.
enum Relation: Int, Sendable {
  case head = 1
  case spouse = 2
  case child = 3
  case childInLaw = 4
  case grandchild = 5
  case parent = 6
}

/// Somebody's part in a family before anything else is known.
struct Kin: Equatable {
  var relation: Relation
  var sex: Sex
  /// Unit: years, with a fraction.
  var age: Double
}

/// A person with all columns of the sheet; codes as in the sheet.
struct Member {
  /// None until the household is written.
  var id = CitizenID(packed: 0)
  let relation: Relation
  let sex: Sex
  let birth: Day
  /// Full years on the reference day.
  let age: Int
  var name = ""
  var education = 0
  var schoolStatus = 0
  var health = Health.good
  var labour = Labour.none
  var disabilityLevel = 0
  var isMedicallyInsured = true
  var isPensionInsured = false
  /// Of the later and of the earlier accounting year.
  var work = WorkYear()
  var workBefore = WorkYear()
  var death: Day?
  var hasDroppedOut = false

  /// Of working age, at no school, healthy enough: may be a labourer.
  var isAble: Bool {
    death == nil && (16...59).contains(age) && schoolStatus == 0 && health != .majorIllness
      && health != .disabled
  }
  var isLabourer: Bool { isAble && (labour == .ordinary || labour == .skilled) }
  var isWorking: Bool { work.months > 0 }
}

enum Health: Int, Sendable {
  case good = 1
  case chronic = 2
  case majorIllness = 3
  case disabled = 4
}

enum Labour: Int, Sendable {
  case ordinary = 1
  case skilled = 2
  case weak = 3
  case none = 4
}

/// How a household stands in the national register.
enum HouseholdType: String, Sendable {
  case general = "G"
  case outOfPoverty = "T"
  case monitored = "M"
}

/// The five heads of income of one accounting year. Unit: yuan.
struct YearIncome {
  var wage = 0
  var operating = 0
  var property = 0
  var transfer = 0
  var operatingCost = 0

  var net: Int { wage + operating + property + transfer - operatingCost }
}

/// A household with everything that the files tell about it.
struct Home {
  let number: Int64
  let group: CityGroup
  let slot: HouseholdSlot
  var members: [Member]
  var type = HouseholdType.general
  var registeredYear = 0
  var isResettled = false
  /// 0 to 3 for A to D.
  var housingGrade = 0
  var hasSafeWater = true
  /// The earlier year first.
  var incomes: [YearIncome] = []
  var episodes: Set<Episode> = []

  var head: Member { members[0] }

  /// Who speaks for the household: the head, or the eldest who lives.
  var speaker: Member {
    let living = members.filter { $0.death == nil }
    return head.death == nil ? head : living.min { $0.birth < $1.birth } ?? head
  }
}
