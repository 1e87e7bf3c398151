// What the page of a household shows: members, incomes, living conditions, and why rules find it.

package import Kernel

/// A member on the day of the screening.
package struct HouseholdMember: Sendable {
  package let name: String
  package let relation: Text
  package let sex: Sex
  /// Unit: full years; nil where the birth date is not known.
  package let age: Int?
  /// With stars: the whole number has no place on a page.
  package let maskedID: String
  package let health: Text
  package let labour: Text
  package let work: Text
  /// The dead stay on the page: their costs and their death can be what a rule finds.
  package let isLiving: Bool
  /// What else is particular, such as a wrong check digit, in words.
  package let flags: [Text]

  package init(
    name: String, relation: Text, sex: Sex, age: Int?, maskedID: String, health: Text, labour: Text,
    work: Text,
    isLiving: Bool = true, flags: [Text] = []
  ) {
    (self.name, self.relation, self.sex, self.age) = (name, relation, sex, age)
    (self.maskedID, self.health, self.labour) = (maskedID, health, labour)
    (self.work, self.isLiving, self.flags) = (work, isLiving, flags)
  }
}

/// The five heads of rural income of one accounting year.
package struct IncomeRow: Sendable {
  package let year: AccountingYear
  package let wage: Money
  package let operating: Money
  package let property: Money
  package let transfer: Money
  package let operatingCost: Money
  /// Net income by living members; nil where nobody lives there.
  package let perHead: Money?

  package init(
    year: AccountingYear, wage: Money, operating: Money, property: Money, transfer: Money,
    operatingCost: Money,
    perHead: Money?
  ) {
    (self.year, self.wage, self.operating, self.property) = (year, wage, operating, property)
    (self.transfer, self.operatingCost, self.perHead) = (transfer, operatingCost, perHead)
  }

  package var net: Money { wage + operating + property + transfer - operatingCost }
}

/// One row of the files that made a rule hold.
package struct Evidence: Sendable {
  package let what: Text
  package let day: Day?
  package let amount: Money?
  package let file: String
  /// From 1, the header being line 1; nil where the row was not read from a file.
  package let line: Int?

  package init(what: Text, day: Day?, amount: Money?, file: String, line: Int?) {
    (self.what, self.day, self.amount, self.file, self.line) = (what, day, amount, file, line)
  }
}

/// A rule that holds for the household, explained.
package struct HouseholdFinding: Sendable {
  package let rule: RuleLabel
  package let sentence: Text
  /// The rule's condition as a plain sentence.
  package let condition: Text
  /// What decided, a sentence each, the decisive one first.
  package let reasons: [Text]
  package let evidence: [Evidence]

  package init(
    rule: RuleLabel, sentence: Text, condition: Text, reasons: [Text], evidence: [Evidence]
  ) {
    (self.rule, self.sentence, self.condition) = (rule, sentence, condition)
    (self.reasons, self.evidence) = (reasons, evidence)
  }
}

/// A rule that nearly holds, and how far it is.
package struct NearFinding: Sendable {
  package let rule: RuleLabel
  package let sentence: Text

  package init(rule: RuleLabel, sentence: Text) { (self.rule, self.sentence) = (rule, sentence) }
}

/// A household.
package struct HouseholdPage: Sendable {
  package let county: Int64
  package let number: Int64
  package let head: String
  /// From the city to the group; never empty.
  package let path: [PlaceName]
  package let type: Text
  package let stamp: ScreeningStamp?
  package let members: [HouseholdMember]
  /// Latest year first.
  package let incomes: [IncomeRow]
  /// Registry facts on housing, water, resettlement, ready to read.
  package let living: [NamedValue]
  /// The most urgent first, in the order of the rules where they are equally urgent; exclusions last.
  package let findings: [HouseholdFinding]
  package let near: [NearFinding]
  /// Rows that name this household or a member and were refused.
  package let refused: [RefusedRow]
  /// The yearly income a head under which a household is watched; nil where no rule has one.
  package let monitoringLine: Money?
  /// False where incomes are not the visitor's business: none is there then.
  package let seesIncome: Bool
  /// Whether the visitor may see identity numbers whole.
  package let mayReveal: Bool
  /// False for a department, to which only its own findings are shown.
  package let isWhole: Bool

  package init(
    county: Int64, number: Int64, head: String, path: [PlaceName], type: Text, stamp: ScreeningStamp?,
    members: [HouseholdMember], incomes: [IncomeRow], living: [NamedValue], findings: [HouseholdFinding],
    near: [NearFinding] = [], refused: [RefusedRow] = [], monitoringLine: Money? = nil,
    seesIncome: Bool = true, mayReveal: Bool = false, isWhole: Bool = true
  ) {
    precondition(!path.isEmpty, "a household lives in a place")
    (self.county, self.number, self.head, self.path) = (county, number, head, path)
    (self.type, self.stamp, self.members, self.incomes) = (type, stamp, members, incomes)
    self.findings = Severity.allCases.flatMap { urgency in findings.filter { $0.rule.severity == urgency } }
    (self.living, self.near, self.refused) = (living, near, refused)
    (self.monitoringLine, self.seesIncome) = (monitoringLine, seesIncome)
    (self.mayReveal, self.isWhole) = (mayReveal, isWhole)
  }

  /// Opened without a reason: a department's usual work are households that its own rules find.
  package var isUsualWork: Bool { isWhole || !findings.isEmpty }

  package var risks: [HouseholdFinding] { findings.filter { $0.rule.severity != .exclusion } }
  package var isExcluded: Bool { findings.contains { $0.rule.severity == .exclusion } }
}
