// A faulty text for every complaint and every fault at run time, and how it should be written, in a library.

package import RuleLanguage
package import RuleValues

/// A text that is refused, or that ends in a fault, for one reason, and the text that was meant.
package struct ComplaintExample: Sendable {
  package let code: String
  package let wrong: String
  package let right: String
  /// What the whole should give, where that is asked.
  package let expecting: CELType?

  private init(_ code: String, _ wrong: String, _ right: String, expecting: CELType? = nil) {
    (self.code, self.wrong, self.right, self.expecting) = (code, wrong, right, expecting)
  }

  private static func refused(
    _ kind: Complaint.Kind, _ wrong: String, _ right: String, expecting: CELType? = nil
  ) -> ComplaintExample {
    ComplaintExample(kind.code, wrong, right, expecting: expecting)
  }

  private static func fails(
    _ kind: EvaluationFault.Reason.Kind, _ wrong: String, _ right: String
  ) -> ComplaintExample {
    ComplaintExample(kind.code, wrong, right)
  }

  /// Texts that are refused, in the order of the complaints.
  package static let complaints: [ComplaintExample] = characters + grammar + names

  private static let characters: [ComplaintExample] = [
    .refused(
      .textTooLong, "reader.age > 18" + String(repeating: " || reader.age > 18", count: 6_000),
      "reader.age > 18"),
    .refused(.unexpectedCharacter, "reader.age > 18 $", "reader.age > 18"),
    .refused(.unseenCharacter, "reader.age >　18", "reader.age > 18"),
    .refused(.lookAlike, "size(reader.loans） > 3", "size(reader.loans) > 3"),
    .refused(.chineseQuotes, "reader.name == “张三”", "reader.name == \"张三\""),
    .refused(.endMark, "reader.age > 18。", "reader.age > 18"),
    .refused(.lonelyOperator, "reader.age = 18", "reader.age == 18"),
    .refused(
      .foreignOperator, "reader.age 大于等于 18 && reader.is_member", "reader.age >= 18 && reader.is_member"),
    .refused(.foreignValue, "reader.is_member == 是", "reader.is_member == true"),
    .refused(.foreignWord, "年龄 > 18", "reader.age > 18"),
    .refused(.badFieldQuote, "reader.`age > 18", "reader.age > 18"),
    .refused(.badNumber, "reader.age > 18x", "reader.age > 18"),
    .refused(.numberTooLarge, "reader.deposit < 99999999999999999999", "reader.deposit < 1000"),
    .refused(.unit, "reader.deposit >= 1万元", "reader.deposit >= 10000"),
    .refused(.percent, "double(reader.deposit) < 200.0 * 30%", "double(reader.deposit) < 200.0 * 0.3"),
    .refused(.unclosedString, "reader.name == \"张三", "reader.name == \"张三\""),
    .refused(.badEscape, "reader.name == \"张\\三\"", "reader.name == \"张\\\\三\""),
  ]

  private static let grammar: [ComplaintExample] = [
    .refused(.expectedExpression, "reader.age > && reader.is_member", "reader.age > 18 && reader.is_member"),
    .refused(
      .expectedSymbol, "(reader.age > 18 || reader.is_member", "(reader.age > 18 || reader.is_member)"),
    .refused(.expectedField, "reader. > 18", "reader.age > 18"),
    .refused(.leftover, "reader.age > 18 reader.is_member", "reader.age > 18 && reader.is_member"),
    .refused(.roundList, "reader.age in (16, 17, 18)", "reader.age in [16, 17, 18]"),
    .refused(.reservedWord, "if reader.is_member then 10", "reader.is_member ? 10 : 5"),
    .refused(
      .tooDeep, String(repeating: "(", count: 300) + "reader.age > 18" + String(repeating: ")", count: 300),
      "reader.age > 18"),
    .refused(.hasArgument, "has(reader)", "has(reader.phone)"),
    .refused(.macroArguments, "reader.loans.exists(x.days > 30)", "reader.loans.exists(x, x.days > 30)"),
    .refused(
      .macroVariable, "reader.loans.exists(x.days, x.days > 30)", "reader.loans.exists(x, x.days > 30)"),
    .refused(.recordLiteral, "Reader{age: 18}.age > 3", "reader.age > 3"),
    .refused(.blockName, "cel.index(0) > 3", "cel.block([size(reader.loans)], cel.index(0) > 3)"),
  ]

  private static let names: [ComplaintExample] = [
    .refused(.unknownName, "age > 18", "reader.age > 18"),
    .refused(.unknownField, "reader.agee > 18", "reader.age > 18"),
    .refused(.noFields, "reader.loans.days > 30", "reader.loans.exists(x, x.days > 30)"),
    .refused(.unknownFunction, "len(reader.loans) > 3", "size(reader.loans) > 3"),
    .refused(.argumentCount, "size(reader.loans, 1) > 3", "size(reader.loans) > 3"),
    .refused(.argumentTypes, "reader.name.startsWith(5)", "reader.name.startsWith(\"5\")"),
    .refused(
      .notOptional, "reader.age.optMap(x, x + 1)", "optional.of(reader.age).optMap(x, x + 1)"),
    .refused(.notIterable, "reader.exists(x, x.days > 30)", "reader.loans.exists(x, x.days > 30)"),
    .refused(.stepType, "reader.loans.sortBy(x, x)", "reader.loans.sortBy(x, x.days)"),
    .refused(.conditionType, "reader.loans.exists(x, x.days)", "reader.loans.exists(x, x.days > 30)"),
    .refused(.badKey, "{1.5: \"甲\"}", "{\"1.5\": \"甲\"}"),
    .refused(.wrongResult, "reader.age + 1", "reader.age + 1 > 18", expecting: .bool),
    .refused(
      .tooCostly,
      "reader.loans.all(a, reader.loans.all(b, reader.loans.all(c, reader.loans.all(d, a.days > d.days))))",
      "reader.loans.all(a, a.days < 90)"),
  ]

  /// Texts that pass the check and can't be computed for the reader of `Bookshelf`, in the faults' order.
  package static let faults: [ComplaintExample] = [
    .fails(.overflow, "9223372036854775807 + reader.age", "9223372036854775807.0 + double(reader.age)"),
    .fails(
      .divisionByZero, "reader.deposit / reader.visits > 5",
      "reader.visits != 0 && reader.deposit / reader.visits > 5"),
    .fails(
      .timeOutOfRange, "timestamp(\"9999-12-31T00:00:00Z\") + days(40) > today",
      "timestamp(\"9998-12-31T00:00:00Z\") + days(40) > today"),
    .fails(.noSuchField, "reader.phone == \"\"", "!has(reader.phone) || reader.phone == \"\""),
    .fails(.noSuchKey, "{\"甲\": 1}[\"乙\"] > 0", "\"乙\" in {\"甲\": 1}"),
    .fails(.unknownVariable, "visitors > 100", "limit > 100"),
    .fails(
      .indexOutOfRange, "reader.loans[9].days > 30", "size(reader.loans) > 9 && reader.loans[9].days > 30"),
    .fails(.emptyList, "last(reader.fines) > 5", "size(reader.fines) > 0 && last(reader.fines) > 5"),
    .fails(.noOverload, "note + 1 > 3", "size(string(note)) + 1 > 3"),
    .fails(.badConversion, "int(reader.name) > 3", "int(\"4\") > 3"),
    .fails(.duplicateKey, "{\"甲\": 1, \"甲\": 2}", "{\"甲\": 1, \"乙\": 2}"),
    .fails(.badTimeZone, "today.getHours(\"北京\") > 8", "today.getHours(\"Asia/Shanghai\") > 8"),
    .fails(.noValue, "optional.none().value() == 1", "optional.none().orValue(1) == 1"),
    .fails(.badArgument, "reader.name.substring(2, 1) == \"\"", "reader.name.substring(1, 2) == \"三\""),
    .fails(.tooLarge, "size(lists.range(999999999)) > 5", "size(lists.range(9)) > 5"),
    .fails(
      .budgetSpent, "lists.range(100).all(x, lists.range(100).all(y, x + y >= 0))",
      "lists.range(100).all(x, x >= 0)"),
  ]

  /// Whole texts with many faults, each with what they are about.
  static let screens: [(title: Wording, text: String)] = [
    (
      Wording(zh: "中文标点和中文词", en: "Chinese marks and words"),
      """
      reader.age 大于等于 ６０岁 并且
      （reader.deposit ＜ 1万元 或者 reader.name ＝ “张三”） 并且
      reader.is_member 等于 是；
      办证日期 早于 today 九十天。
      """
    ),
    (
      Wording(zh: "类型不对", en: "Wrong types"),
      """
      reader.age > "60" &&
      today - 90 > reader.joined &&
      reader.name.startsWith(5) &&
      reader.loans.exists(x, x.days) &&
      (reader.deposit * 1.5 > 100.0 || reader.is_member == 1)
      """
    ),
    (
      Wording(zh: "名称写错，括号没有写完", en: "Misspelt names and open brackets"),
      """
      readr.age > 60 and
      reader.loans.exsts(x, x.dayz > 30) &&
      (len(reader.loans) > limt || reader.nam.startWith("张") &&
      today() > last(reader.loans.due
      """
    ),
  ]
}
