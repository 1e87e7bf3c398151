// Every complaint: when it is made, where its caret stands, and that all faults come together.
import RuleLanguage
import RuleValues
import Testing

struct ComplaintTests {
  @Test(arguments: [
    // Characters, numbers and strings.
    ("household.income # 5", ["unexpectedCharacter"]),
    ("household.income ＞ 5", ["lookAlike"]), ("line ≥ 5", ["lookAlike"]),
    ("“abc” == \"abc\"", ["chineseQuotes"]),
    ("line = 5", ["lonelyOperator"]), ("true & false", ["lonelyOperator"]), ("人均收入 < 5", ["foreignWord"]),
    ("household.`income", ["badFieldQuote"]), ("12ab", ["badNumber"]),
    ("9223372036854775808", ["numberTooLarge"]),
    ("99999999999999999999u", ["numberTooLarge"]), ("1e999", ["numberTooLarge"]),
    ("'abc", ["unclosedString"]),
    ("\"\"\"abc", ["unclosedString"]), ("'\\q'", ["badEscape"]), ("'\\ud800'", ["badEscape"]),
    ("b'\\u0041'", ["badEscape"]), ("'\\400'", ["badEscape"]), ("'\\x4'", ["badEscape"]),
    // Grammar.
    ("", ["expectedExpression"]), ("1 +", ["expectedExpression"]), ("(1 + 2", ["expectedSymbol"]),
    ("[1, 2", ["expectedSymbol"]), ("true ? 1", ["expectedSymbol"]), ("household.", ["expectedField"]),
    ("household.in", ["expectedField"]), ("1 2", ["leftover"]), ("true and false", ["foreignOperator"]),
    ("while", ["reservedWord"]), ("has(line)", ["hasArgument"]), ("has(line, line)", ["hasArgument"]),
    ("[1].all(x)", ["macroArguments"]), ("[1].map(x, x, x, x)", ["macroArguments"]),
    ("[1].all(x.y, true)", ["macroVariable"]), ("person{age: 3}", ["recordLiteral"]),
    // Names and types.
    ("incme > 5", ["unknownName"]), ("grade.F == 1", ["unknownName"]), ("household.incme", ["unknownField"]),
    ("line.income", ["noFields"]), ("household.bills.self_paid", ["noFields"]),
    ("szie([1])", ["unknownFunction"]),
    ("[1].sum()", ["unknownFunction"]), ("contains('a', 'b')", ["unknownFunction"]),
    ("size(1, 2)", ["argumentCount"]),
    ("'a' + 1", ["argumentTypes"]), ("1 + 1.0", ["argumentTypes"]), ("1 ? 2 : 3", ["argumentTypes"]),
    ("true ? 1 : 'a'", ["argumentTypes"]), ("as_of - 90", ["argumentTypes"]), ("!line", ["argumentTypes"]),
    ("line.all(x, true)", ["notIterable"]), ("household.exists(x, true)", ["notIterable"]),
    ("[1].exists(x, x)", ["conditionType"]), ("[1].map(x, x, x)", ["conditionType"]),
    ("{1.5: 2}", ["badKey"]),
  ])
  func aFaultIsTold(text: String, codes: [String]) {
    #expect(Village.codes(text) == codes)
  }

  @Test func theResultHasToBeWhatIsExpected() {
    #expect(Village.codes("line + 1", expecting: .bool) == ["wrongResult"])
    #expect(Village.codes("line > 1", expecting: .bool) == [])
    #expect(Village.codes("anything", expecting: .bool) == [])
  }

  @Test func aTextThatIsTooLongIsRefused() {
    #expect(Village.codes(String(repeating: " ", count: 100_001) + "1") == ["textTooLong"])
  }

  @Test(arguments: ["(", "[", "-", "!", "{1:", "f(", "true ? 1 : "])
  func deepNestingIsRefusedAtOnce(opener: String) {
    #expect(Village.codes(String(repeating: opener, count: 5_000)).contains("tooDeep"))
  }

  @Test(arguments: [".a", "[0]", " + 1", ".map(x, x)", " ? 1 : 2"])
  func longChainsAreRefusedAtOnce(link: String) {
    #expect(Village.codes("anything" + String(repeating: link, count: 9_000)).contains("tooDeep"))
  }

  @Test func allFaultsComeTogetherSortedByPlace() {
    let codes = Village.codes(
      """
      household.incme < line &&
      household.members.exists(p, p.agee > 18 && foo(p)) &&
      [1, , 2].size() > 'x' || (3 + ) == 4
      """)
    #expect(
      codes == [
        "unknownField", "unknownField", "unknownFunction", "expectedExpression", "argumentTypes",
        "expectedExpression",
      ])
  }

  /// Five or more faults in one text, and no other word: not on types of what is broken, not on what stands
  /// behind.
  @Test(arguments: [
    (
      "household.incme > 5 && nane == 1 && szie('a') > 0 && 'a' + 1 == 'b' && line",
      ["unknownField", "unknownName", "unknownFunction", "argumentTypes", "argumentTypes"]
    ),
    (
      "household.incme > && bar > 1 && 12ab > 3 && true == 是 && line = 4",
      ["unknownField", "expectedExpression", "unknownName", "badNumber", "foreignValue", "lonelyOperator"]
    ),
    (
      "household.incme > 3 and nane.foo.bar in (1, 2) && line > 3 ! 4 || foo(line)",
      ["unknownField", "foreignOperator", "unknownName", "roundList", "leftover", "unknownFunction"]
    ),
    (
      "household.members.exists(p, p.agee > 3 && p.nane ＝ ‘a’ && p.age 大于 6万) # && foo",
      [
        "unknownField", "unknownField", "lonelyOperator", "chineseQuotes", "foreignOperator", "unit",
        "unexpectedCharacter", "unknownName",
      ]
    ),
    (
      "(line > 3 foo && incme > 2) && [1, 2 3, nane].size() > 1 && {household.incme: 3, 'a' 4, b: 5} == {}",
      [
        "expectedSymbol", "unknownName", "expectedSymbol", "unknownName", "unknownField", "expectedSymbol",
        "unknownName",
      ]
    ),
    (
      "household.members.exsts(p, p.agee > 3) && anything.all(x.y, true) && has(nane) && line 早于 as_of",
      [
        "unknownFunction", "unknownField", "macroVariable", "hasArgument", "unknownName", "foreignOperator",
        "argumentTypes",
      ]
    ),
    (
      "household.incme > 3\nline > nane and\nszie([1]) > 0\n1 + 'a'",
      [
        "unknownField", "leftover", "unknownName", "foreignOperator", "unknownFunction", "leftover",
        "argumentTypes",
      ]
    ),
    (
      "household.members.map(p, p.age > 3 p).exists(q, q.foo) && size(line, (2) > nane",
      ["expectedSymbol", "unknownName", "expectedSymbol"]
    ),
  ])
  func everyFaultIsToldOnceAndInOrder(text: String, codes: [String]) {
    #expect(Village.codes(text) == codes, "\(Village.complaints(text))")
  }

  @Test func aComplaintShowsLineCaretAndHint() {
    let told = Village.complaints("true &&\n  household.incme > 5")
    #expect(
      told == """
        2:13: household has no field incme.
            household.incme > 5
                      ^^^^^
          Did you mean income?
        """)
  }

  @Test func theCaretStandsRightBehindWideCharacters() {
    let told = Village.complaints("'低收入' + nane", .zh)
    #expect(
      told == """
        1:9: 没有名为“nane”的数据、参数或常量。
          '低收入' + nane
                     ^^^^
        """)
  }

  @Test(arguments: [
    ("gradee.C", "grade"), ("grade.c", "grade.C"), ("household.membres", "members"), ("sise([1])", "size"),
    ("[1].exsts(x, true)", "exists"), ("[1].sum()", "sum([1])"), ("true and false", "&&"),
    ("as_of - 90", "days(90)"), ("household.bills.kind", "last("), ("1 + 1.5", "double(1) + 1.5"),
  ])
  func aHintNamesWhatWasMeant(text: String, meant: String) {
    #expect(Village.complaints(text).contains(meant))
  }

  @Test func theHintNamesFieldsByTheWordsOfTheVocabulary() {
    var words = Village.vocabulary
    words.records["household"] = Vocabulary.RecordType(
      "household", fields: ["income": .init(.int, zh: "人均纯收入", en: "net income per person")], zh: "家庭",
      en: "household")
    func told(_ text: String, _ language: Wording.Language) -> [String] {
      do {
        _ = try Checker.check(text, vocabulary: words)
        return []
      } catch {
        return error.all.flatMap { [$0.sentence(language)] + ($0.hint.map { [$0(language)] } ?? []) }
      }
    }
    #expect(told("household.incme", .zh) == ["家庭（household）没有字段“incme”。", "是否指 income（人均纯收入）？"])
    #expect(
      told("household.incme", .en)
        == ["household has no field incme.", "Did you mean income (net income per person)?"])
    #expect(told("income > 5", .zh).last == "是否指 household.income（人均纯收入）？")
    #expect(told("人均纯收入 > 5", .zh).last == "是否指 household.income（人均纯收入）？")
    #expect(told("[household].exists(h, incom > 5)", .en).last?.contains("h.income") == true)
  }
}
