// What people bring from Chinese keyboards and other languages, and what they are told to write.
import RuleLanguage
import RuleValues
import Testing

struct ComplaintHabitTests {
  @Test(arguments: [
    ("line ＞ 5", ">"), ("line ＜ 5", "<"), ("line ≥ 5", ">="), ("line ≤ 5", "<="), ("line ≠ 5", "!="),
    ("line ＝ 5", "=="), ("line ＝＝ 5", "=="), ("line ＞＝ 5", ">="), ("line ！＝ 5", "!="), ("line <> 5", "!="),
    ("line => 5", ">="), ("line === 5", "=="), ("（line > 5)", "("), ("【1, 2] == []", "["),
    ("[1，2] == []", ","),
    ("[1、2] == []", ","), ("true ？ 1 : 2", "?"), ("true ? 1 ： 2", ":"), ("！true", "!"),
    ("household。income > 5", "."),
    ("line > 5；", "；"), ("line > 5。", "。"), ("line > 5;", ";"), ("'a' == “a”", "\"a\""),
    ("'a' == ‘a’", "\"a\""),
    ("'a' == 《a》", "\"a\""), ("'a' == \"a”", "\"a\""), ("line > １２３", "123"), ("ｌｉｎｅ > 5", "line"),
    ("line > 3．5", "3.5"), ("liｎe > 5", "line"), ("line >　5", "U+3000"), ("line\u{200B} > 5", "U+200B"),
    ("line 大于 5", ">"), ("line大于等于5", ">="), ("line 小于 5", "<"), ("line 不低于 5", ">="), ("line 等于 5", "=="),
    ("line 不是 5", "!="), ("true 并且 false", "&&"), ("true 且 false", "&&"), ("true 或者 false", "||"),
    ("true 或 false", "||"), ("非 true", "!"), ("true == 是", "true"), ("true == 否", "false"),
    ("line > 1万", "10000"), ("line > 1.5万元", "15000"), ("line > 2亿", "200000000"), ("line > 5000元", "5000"),
    ("line > 60岁", "60"), ("line > 90天", "days(90)"), ("1.0 > 30%", "0.3"), ("1.0 > 30％", "0.3"),
    ("true AND false", "&&"), ("true or false", "||"), ("not true", "!"), ("NOT(true)", "!(true)"),
    ("true xor false", "!="), ("line in (1, 2)", "[1, 2]"), ("line not in [1]", "!(line in [1])"),
    ("line IN [1]", "in"), ("line between 1 and 5", "1 <= line && line <= 5"),
    ("'a' like 'b'", "'a'.contains('b')"),
    ("household.income is null", "!has(household.income)"), ("line is not null", "line != null"),
    ("IF(true, 1, 2)", "true ? 1 : 2"), ("len('a')", "size('a')"), ("[1].length()", "size([1])"),
    ("household.members.count()", "size(household.members)"), ("'a'.includes('b')", "'a'.contains('b')"),
    ("Sum([1])", "sum"), ("avg([1])", "sum([1]) / size([1])"), ("household.members.length", "size(…)"),
    ("household.members.some(p, p.age > 1)", "exists"), ("now() > as_of", "as_of"), ("True", "true"),
    ("None == null", "null"), ("if line > 5", "?"), ("line > 10,000", "10000"), ("min(1, 2)", "min([1, 2])"),
    ("abs(line)", "math.abs"), ("line == '5'", "5"),
    ("as_of > '2025-01-31'", "timestamp(\"2025-01-31T00:00:00Z\")"),
    ("'a' + line", "string(line)"), ("1 < line < 5", "x > 1 && y > 1"),
    ("'a'.startsWith(1)", "string.startsWith(string)"),
    ("三百 > 1", "digits"), ("九十天 > 1", "digits"), ("size", "size(…)"), ("true)", "opens"),
  ])
  func oneComplaintSaysWhatToWrite(text: String, meant: String) {
    let told = Village.complaints(text)
    #expect(Village.codes(text).count == 1, "\(told)")
    #expect(told.contains(meant), "\(told)")
  }

  @Test func aTypeIsToldInChineseWithItsName() {
    #expect(Village.complaints("line > 'a'", .zh).contains("“>”左边是整数（int），右边是文字（string），不能这样运算。"))
    #expect(Village.complaints("'a'.startsWith(1)", .zh).contains("需要文字（string），这里是整数（int）。"))
    #expect(Village.complaints("'a'.startsWith(1)", .zh).contains("可以写：文字.startsWith(文字)。"))
    #expect(Village.complaints("size(1)", .zh).contains("size(文字)；size(字节串)；size(列表)；size(映射)。"))
    #expect(Village.complaints("line", .zh, expecting: .bool).contains("整条规则应得出“是/否”（bool），却得出整数（int）。"))
  }

  @Test func valuesWithUnitsAreReadAsNumbers() {
    #expect(Village.codes("line > 1万元 && 'a' > 2天") == ["unit", "argumentTypes", "unit"])
  }

  @Test(arguments: [
    ("1e400 > 1.0", "小数最大约为 1.79e308"), ("18446744073709551616u > 1u", "最多到 18446744073709551615u"),
    ("99999999999999999999 > 1", "整数最多到 9223372036854775807"),
  ])
  func aNumberOutOfRangeIsToldTheRangeOfItsType(text: String, range: String) {
    #expect(Village.complaints(text, .zh).contains(range))
  }

  @Test func aLongChainIsNotCalledNested() {
    let chain = "true" + String(repeating: " || true", count: 251)
    #expect(Village.complaints(chain, .zh).contains("一条规则里连着的运算太多（超过 250 个），请拆成几条规则。"))
    #expect(Village.complaints("1" + String(repeating: " + 1", count: 251)).contains("too many operators"))
    let nested = String(repeating: "(", count: 251) + "1" + String(repeating: ")", count: 251)
    #expect(Village.complaints(nested, .zh).contains("一层套一层"))
  }

  @Test func oneArgumentIsSingular() {
    #expect(Village.complaints("size('a', 1)").contains("size takes 1 argument, not 2."))
  }

  @Test func aChineseWordIsToldEveryNameThatHoldsItTheShortestFirst() {
    var words = Village.vocabulary
    words.records["household"] = Vocabulary.RecordType(
      "household",
      fields: [
        "income": .init(.int, zh: "人均纯收入（最近一个核算年度），单位元", en: "net income, of the last year"),
        "wage": .init(.int, zh: "工资性收入", en: "wages"),
      ], zh: "农户", en: "household")
    func told(_ text: String) -> Wording? {
      guard case .failure(let complaints) = Result(catching: { try Checker.check(text, vocabulary: words) })
      else { return nil }
      return (complaints as? Complaints)?.all.first?.hint
    }
    #expect(told("收入 > 1")?.zh == "是否指 household.wage（工资性收入）、household.income（人均纯收入）？")
    #expect(told("收入 > 1")?.en == "Did you mean household.wage (wages) or household.income (net income)?")
    #expect(told("户 == 1")?.zh == "是否指 household（农户）？")
    #expect(told("household.incom > 1")?.zh == "是否指 income（人均纯收入）？")
  }
}
