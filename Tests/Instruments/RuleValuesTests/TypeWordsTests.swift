// Types, operators and signatures as people are told of them.
import RuleValues
import Testing

struct TypeWordsTests {
  @Test(arguments: [
    (CELType.int, "整数（int）"), (.double, "小数（double）"), (.string, "文字（string）"), (.bool, "“是/否”（bool）"),
    (.timestamp, "时间（timestamp）"), (.duration, "时长（duration）"), (.list(.int), "整数列表（list(int)）"),
    (.list(.dyn), "列表"), (.dyn, "任意值"), (.map(.string, .int), "映射（map(string, int)）"),
    (.optional(.int), "可选的整数（optional(int)）"),
    (.null, "空值（null_type）"), (.opaque("net.IP"), "网络地址（net.IP）"),
  ])
  func aTypeHasAChineseWord(type: CELType, zh: String) {
    #expect(type.wording == Wording(zh: zh, en: type.description))
  }

  @Test func aSignatureIsWrittenAsItsCall() {
    #expect(
      Function.Overload.member(.string, .string, to: .bool).shown("startsWith").zh == "文字.startsWith(文字)")
    #expect(Function.Overload.free(.string, to: .int).shown("size").en == "size(string)")
    #expect(Function.Overload.free(.int, .int, to: .int).shown(Operator.add).zh == "整数 + 整数")
    #expect(Function.Overload.free(.bool, to: .bool).shown(Operator.not).zh == "!“是/否”")
    #expect(Function.Overload.free(.list(.a), .int, to: .a).shown(Operator.index).zh == "列表[整数]")
  }

  @Test func aFaultAtRunTimeNamesTypesInWords() {
    let fault = Function.noOverload("+", .timestamp(Timestamp(day: 1)), .list([]))
    #expect(fault.wording.zh == "“+”不能用于时间（timestamp）、列表（list）。")
    #expect(fault.wording.en == "No such overload: + on timestamp, list.")
  }

  @Test func aFailedConversionShowsHowTheTextShouldLook() {
    let fault = EvaluationFault.Reason.badConversion(to: "timestamp", text: "昨天")
    #expect(fault.wording.zh == "“昨天”不能转换为时间（timestamp）；应写成 2025-01-31T00:00:00Z 这样。")
  }
}
