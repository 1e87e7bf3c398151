// A part of a rule is put into words as it stands inside the rule.
import RuleLanguage
import RuleTelling
import RuleValues
import Testing

struct SentencePartTests {
  /// The part of the rule that is written so, in words.
  private func told(_ text: String, in rule: String, isTrue: Bool = true) throws -> PartInWords {
    let checked = try Checker.check(rule, vocabulary: Hamlet.vocabulary)
    var found: Expression?
    checked.root.visit { if Source(rule).string($0.span) == text { found = found ?? $0 } }
    return sentence(
      of: checked, part: try #require(found), isTrue: isTrue, vocabulary: Hamlet.vocabulary,
      values: ["line": .int(800_000)])
  }

  @Test(arguments: [
    ("p.ill", "household.members.exists(p, p.ill && p.age > 60)", true, "患病", "is ill"),
    ("p.ill", "household.members.exists(p, !p.ill)", false, "未患病", "is not ill"),
    ("p.age > 60", "household.members.exists(p, p.ill && p.age > 60)", true, "年龄 > 60 周岁", "age > 60 years"),
    ("p.age > 60", "household.members.exists(p, p.ill && p.age > 60)", false, "年龄 ≤ 60 周岁", "age ≤ 60 years"),
    ("household.poor", "household.poor || household.wet", true, "是困难户", "the household is poor"),
    (
      "has(p.school)", "household.members.all(p, has(p.school))", false, "就读学校没有记录", "school is not on record"
    ),
    (
      "line * household.size", "household.income < line * household.size", true, "监测线（8000.0 元）× 人数",
      "line (8000.0 yuan) × size"
    ),
  ])
  func aPartSpeaksOfTheRowOfItsMacro(
    text: String, rule: String, isTrue: Bool, zh: String, en: String
  ) throws {
    let part = try told(text, in: rule, isTrue: isTrue)
    #expect(part.words.zh == zh)
    #expect(part.words.en == en)
    #expect(part.isPlain)
  }

  @Test func aPartThatOnlyAFormulaCanSayIsNotPlain() throws {
    let rule = "household.name.matches('a+') && household.poor"
    #expect(try !told("household.name.matches('a+')", in: rule).isPlain)
    #expect(try told("household.poor", in: rule).isPlain)
  }

  @Test func aNameOfAMacroFurtherOutIsNotPlain() throws {
    let rule = "household.members.exists(p, household.members.exists(q, q.age > p.age + 20))"
    #expect(try !told("q.age > p.age + 20", in: rule).isPlain)
    #expect(try told(rule, in: rule).isPlain)
  }
}
