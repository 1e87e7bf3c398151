// A person as a register describes them, and the row it comes from.

package import Kernel

/// The kind of a person's id.
package enum PersonKind {}
package typealias PersonID = ID<PersonKind>

/// What a register says of one person. Money in fen; codes as the vocabulary of rules lists them.
package struct PersonFacts: Sendable {
  package var citizen: CitizenID
  /// False where the check character is wrong: the person stays, but no feed can be matched to them.
  package var idIsRight: Bool
  package var household: Int64
  package var name: String
  package var sex: Int64
  package var birth: Day
  package var relation: Int64
  package var education: Int64
  package var schoolStatus: Int64
  package var health: Int64
  package var labour: Int64
  package var disabilityLevel: Int64
  package var medicalInsured: Int64
  package var pensionInsured: Int64
  package var workPlace: Int64
  package var workMonths: Int64
  package var monthlyWageFen: Int64

  package init(
    citizen: CitizenID, idIsRight: Bool, household: Int64, name: String, sex: Int64, birth: Day,
    relation: Int64,
    education: Int64, schoolStatus: Int64, health: Int64, labour: Int64, disabilityLevel: Int64,
    medicalInsured: Int64, pensionInsured: Int64, workPlace: Int64, workMonths: Int64, monthlyWageFen: Int64
  ) {
    (self.citizen, self.idIsRight, self.household, self.name) = (citizen, idIsRight, household, name)
    (self.sex, self.birth, self.relation, self.education) = (sex, birth, relation, education)
    (self.schoolStatus, self.health, self.labour) = (schoolStatus, health, labour)
    (self.disabilityLevel, self.medicalInsured) = (disabilityLevel, medicalInsured)
    (self.pensionInsured, self.workPlace) = (pensionInsured, workPlace)
    (self.workMonths, self.monthlyWageFen) = (workMonths, monthlyWageFen)
  }

  /// The attributes in the order of the table's columns, from `sex` to `monthly_wage`.
  var attributes: [Int64] {
    [
      sex, Int64(birth.number), education, schoolStatus, health, labour, disabilityLevel, medicalInsured,
      pensionInsured, workPlace, workMonths, monthlyWageFen,
    ]
  }

  var fingerprint: Int64 {
    var name = name
    let attributes = attributes
    return name.withUTF8 {
      PersonFacts.fingerprint(
        citizen: Int64(bitPattern: citizen.packed), household: household, relation: relation,
        name: UnsafeRawBufferPointer($0), attributes: attributes)
    }
  }

  package static let attributeCount = 12

  /// What tells a person's row from another.
  /// - Parameter attributes: `attributeCount` of them in the order of the table's columns, from `sex` to
  ///   `monthly_wage`.
  package static func fingerprint(
    citizen: Int64, household: Int64, relation: Int64, name: UnsafeRawBufferPointer,
    attributes: [Int64]
  ) -> Int64 {
    var fingerprint = Fingerprint()
    fingerprint.add(citizen)
    fingerprint.add(household)
    fingerprint.add(relation)
    fingerprint.add(name)
    for attribute in attributes { fingerprint.add(attribute) }
    return fingerprint.value
  }
}

/// Where a row was read: the import it belongs to, its line, and the day its file speaks for.
package struct RowOrigin: Sendable {
  package let importNumber: Int64
  package let line: Int
  package let dated: Day

  package init(importNumber: Int64, line: Int, dated: Day) {
    (self.importNumber, self.line, self.dated) = (importNumber, line, dated)
  }
}
