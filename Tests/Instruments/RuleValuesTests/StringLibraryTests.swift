// What is found in a text, cut from it and made of it.
import RuleValues
import Testing

struct StringLibraryTests {
  @Test func aPlaceCountsCodePoints() throws {
    #expect(try call("charAt", "ta©o", 2) == "©")
    #expect(try call("charAt", "户口", 2) == "")
    #expect(throws: EvaluationFault.Reason.indexOutOfRange(3)) { try call("charAt", "户口", 3) }
    #expect(throws: EvaluationFault.Reason.indexOutOfRange(-1)) { try call("charAt", "户口", -1) }
    #expect(try call("charAt", "e\u{301}", 1) == .string("\u{301}"))
  }

  @Test(
    arguments: [
      ("tacocat", "", nil, 0, 7), ("tacocat", "ac", nil, 1, 1), ("tacocat", "none", nil, -1, -1),
      ("tacocat", "a", 3, 5, 1), ("ta©o©αT", "©", nil, 2, 4), ("ta©o©αT", "©αT", 3, 4, -1),
      ("ta©o©αT", "©α", 4, 4, 4), ("ta©o©αT", "©α", 5, -1, 4), ("tacocat", "", 3, 3, 3),
      ("hello wello", "ello", 6, 7, 1), ("tacocat", "t", 6, 6, 6), ("tacocat", "tacocats", nil, -1, -1),
      ("", "@@", nil, -1, -1), ("", "", nil, 0, 0), ("aaa", "aa", nil, 0, 1), ("abab", "ab", 1, 2, 0),
      // At the very end only nothing is found.
      ("tacocat", "cat", 7, -1, 4), ("tacocat", "", 7, 7, 7),
    ] as [(String, String, Int64?, Int64, Int64)])
  func theFirstAndTheLastPlaceOfAPart(
    text: String, part: String, offset: Int64?, first: Int64, last: Int64
  ) throws {
    if let offset {
      #expect(try call("indexOf", .string(text), .string(part), .int(offset)) == .int(first))
      #expect(try call("lastIndexOf", .string(text), .string(part), .int(offset)) == .int(last))
    } else {
      #expect(try call("indexOf", .string(text), .string(part)) == .int(first))
      #expect(try call("lastIndexOf", .string(text), .string(part)) == .int(last))
    }
  }

  @Test(arguments: [-1, 8, 30] as [Int64], ["a", ""])
  func anOffsetOutsideTheTextIsOutOfRange(offset: Int64, part: String) {
    for name in ["indexOf", "lastIndexOf"] {
      #expect(throws: EvaluationFault.Reason.indexOutOfRange(offset)) {
        try call(name, "tacocat", .string(part), .int(offset))
      }
    }
  }

  @Test func aPartIsLookedForInLinearTime() throws {
    let text = Value.string(String(repeating: "a", count: 400_000))
    let part = Value.string(String(repeating: "a", count: 200_000) + "b")
    #expect(try call("indexOf", text, part) == -1)
    #expect(try call("lastIndexOf", text, part) == -1)
    #expect(try call("contains", text, part) == false)
    #expect(try call("split", text, part) == .list([text]))
  }

  @Test func aSubstringLiesWithinTheText() throws {
    #expect(try call("substring", "tacocat", 4) == "cat")
    #expect(try call("substring", "tacocat", 7) == "")
    #expect(try call("substring", "ta©o©αT", 2, 6) == "©o©α")
    #expect(try call("substring", "ta©o©αT", 7, 7) == "")
    for bad: [Int64] in [[-1], [8], [-1, 2], [1, 50], [8, 8], [.min, .max]] {
      #expect(throws: EvaluationFault.Reason.self) {
        try bad.count == 1
          ? call("substring", "tacocat", .int(bad[0]))
          : call("substring", "tacocat", .int(bad[0]), .int(bad[1]))
      }
    }
    let fault = #expect(throws: EvaluationFault.Reason.self) { try call("substring", "tacocat", 4, 3) }
    #expect(fault?.refuses("substring") == true)
  }

  @Test func onlyLettersOfASCIIChangeCase() throws {
    #expect(try call("lowerAscii", "TacoCÆt [Xii]@") == "tacocÆt [xii]@")
    #expect(try call("upperAscii", "tacoCæt {xii}`") == "TACOCæT {XII}`")
  }

  @Test func trimTakesEveryUnicodeSpaceAndNoOther() throws {
    #expect(try call("trim", " \u{C}\n\r\t\u{B}text  ") == "text")
    #expect(try call("trim", "\u{85}\u{A0}\u{1680}\u{2000}te xt\u{2028}\u{2029}\u{202F}\u{3000}") == "te xt")
    for kept in ["\u{200B}", "\u{180E}", "\u{FEFF}", "\u{2060}"] {
      #expect(try call("trim", .string("\(kept)text")) == .string("\(kept)text"))
    }
    #expect(try call("trim", " \n ") == "")
    #expect(try call("trim", "") == "")
  }

  @Test func textAndListAreReversed() throws {
    #expect(try call("reverse", "gums") == "smug")
    #expect(try call("reverse", "e\u{301}x") == .string("x\u{301}e"))
    #expect(try call("reverse", [1, "two", 3.5]) == [3.5, "two", 1])
    #expect(try call("reverse", []) == [])
  }

  @Test func quotingEscapesWhatCanNotBePrinted() throws {
    #expect(
      try call("strings.quote", isMember: false, "\u{7}\u{8}\u{C}\n\r\t\u{B}\\\"'é\u{301}😀\0")
        == .string(#""\a\b\f\n\r\t\v\\\"'"# + "é\u{301}😀\0\""))
    #expect(try call("strings.quote", isMember: false, "") == "\"\"")
  }

  @Test func joinPutsTheSeparatorBetween() throws {
    #expect(try call("join", isMember: true, ["x", "y", ""]) == "xy")
    #expect(try call("join", ["x", "y", ""], "-") == "x-y-")
    #expect(try call("join", [], "-") == "")
    let fault = #expect(throws: EvaluationFault.Reason.self) { try call("join", ["x", 1], "-") }
    #expect(fault?.isNoOverload == true)
  }

  @Test(
    arguments: [
      ("a,b,c", ",", nil, ["a", "b", "c"]), ("a,b,c", ",", -1, ["a", "b", "c"]), ("a,b,c", ",", 0, []),
      ("a,b,c", ",", 1, ["a,b,c"]), ("a,b,c", ",", 2, ["a", "b,c"]), ("a,b,c", ",", 9, ["a", "b", "c"]),
      ("o©o©o", "©", nil, ["o", "o", "o"]), ("a©b", "", nil, ["a", "©", "b"]), ("a©b", "", 2, ["a", "©b"]),
      ("a©b", "", 1, ["a©b"]), ("a©b", "", 3, ["a", "©", "b"]), ("", ",", nil, [""]), ("", "", nil, []),
      (",", ",", nil, ["", ""]), ("aaa", "aa", nil, ["", "a"]), ("ab", "", .max, ["a", "b"]),
    ] as [(String, String, Int64?, [String])])
  func splitGivesAtMostSoManyPieces(text: String, separator: String, limit: Int64?, pieces: [String]) throws {
    let expected = Value.list(pieces.map { .string($0) })
    if let limit {
      #expect(try call("split", .string(text), .string(separator), .int(limit)) == expected)
    } else {
      #expect(try call("split", .string(text), .string(separator)) == expected)
    }
  }

  @Test(
    arguments: [
      ("hello hello", "he", "we", nil, "wello wello"), ("hello hello", "he", "we", -7, "wello wello"),
      ("hello hello", "he", "we", 1, "wello hello"), ("hello hello", "he", "we", 0, "hello hello"),
      ("1 ©αT taco", "αT", "o©α", nil, "1 ©o©α taco"), ("a©", "", "-", nil, "-a-©-"),
      ("a©", "", "-", 2, "-a-©"), ("", "", "-", nil, "-"), ("aaa", "aa", "b", nil, "ba"),
      ("aaa", "a", "", nil, ""), ("abc", "x", "y", nil, "abc"),
    ] as [(String, String, String, Int64?, String)])
  func aLimitIsTheNumberOfReplacements(
    text: String, old: String, new: String, limit: Int64?, expected: String
  ) throws {
    if let limit {
      #expect(
        try call("replace", .string(text), .string(old), .string(new), .int(limit)) == .string(expected))
    } else {
      #expect(try call("replace", .string(text), .string(old), .string(new)) == .string(expected))
    }
  }

  @Test func noResultGrowsTooLong() {
    let long = Value.string(String(repeating: "a", count: 600_000))
    let quotes = Value.string(String(repeating: "\"", count: 600_000))
    #expect(throws: EvaluationFault.Reason.tooLarge) { try call("join", .list([long, long])) }
    #expect(throws: EvaluationFault.Reason.tooLarge) { try call("replace", long, "a", "bb") }
    #expect(throws: EvaluationFault.Reason.tooLarge) { try call("replace", long, "", long) }
    #expect(throws: EvaluationFault.Reason.tooLarge) { try call("strings.quote", isMember: false, quotes) }
  }

  @Test func aValueOfAnotherTypeHasNoOverload() {
    let calls: [(String, [Value])] = [
      ("charAt", ["hello", true]), ("charAt", [1, 1]), ("indexOf", [24, "2"]), ("indexOf", ["hello", true]),
      ("indexOf", ["42", "4", "0"]), ("lastIndexOf", ["42", 4, 0]), ("split", [42, "2"]),
      ("split", ["42", "2", "1"]), ("replace", ["42", 2, "1"]), ("replace", ["42", "2", "1", false]),
      ("substring", ["tacocat", 0, false]), ("substring", [30, 3]), ("trim", [1]), ("lowerAscii", [1]),
      ("upperAscii", [.null]), ("reverse", [1]), ("join", ["x", "y"]), ("join", [["x"], 1]),
    ]
    for (name, values) in calls {
      let fault = #expect(throws: EvaluationFault.Reason.self) {
        switch values.count {
        case 1: try call(name, values[0])
        case 2: try call(name, values[0], values[1])
        case 3: try call(name, values[0], values[1], values[2])
        default: try call(name, values[0], values[1], values[2], values[3])
        }
      }
      #expect(fault?.isNoOverload == true, "\(name) \(values)")
    }
  }
}
