// What the reader of arguments refuses, said in Chinese before its own English.

package import ArgumentParser

package enum ParserRefusal {
  /// A sentence for a command line that cannot be read; nil for everything else, such as help, or a refusal
  /// that speaks Chinese already.
  package static func chinese(_ error: any Error, to program: any ParsableCommand.Type) -> String? {
    guard !(error is ExitCode), program.exitCode(for: error) == .validationFailure else { return nil }
    return chinese(message: program.message(for: error))
  }

  package static func chinese(message: String) -> String? {
    let isChinese = message.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
    // The sentence alone: behind it stands the help of the option, which is in both languages.
    let sentence = String(message.prefix { $0 != "\n" })
    let known = sentences.lazy.compactMap { try? $0.pattern.firstMatch(in: sentence).map($0.words) ?? nil }
    if let words = known.first { return words + listed(sentence, message) }
    return isChinese ? nil : "命令不完整或写法不对；英文说明如下，加 --help 看用法。"
  }

  private typealias Found = Regex<AnyRegexOutput>.Match

  private struct Sentence {
    let pattern: Regex<AnyRegexOutput>
    let words: (Found) -> String

    init(_ pattern: String, _ words: @escaping ([String]) -> String) {
      guard let regex = try? Regex(pattern) else { preconditionFailure("a pattern of this file is sound") }
      self.pattern = regex
      self.words = { found in words(found.output.map { $0.substring.map(String.init) ?? "" }) }
    }
  }

  /// The sentences of the package swift-argument-parser, the more particular first.
  private static var sentences: [Sentence] {
    [
      Sentence("^Unknown option '(.+?)'\\. Did you mean '(.+?)'\\?") {
        "没有选项“\($0[1])”；您要的也许是“\($0[2])”。"
      },
      Sentence("^Unknown option '(.+?)'") { "没有选项“\($0[1])”；加 --help 看有哪些选项。" },
      Sentence("^Missing value for '(.+?)'") { "“\($0[1])”后面缺少值。" },
      Sentence("^The option '(.+?)' does not take any value, but '(.*?)' was") {
        "选项“\($0[1])”不带值，却写了“\($0[2])”。"
      },
      Sentence("^Missing expected argument '(.+?)'") { "缺少“\($0[1])”。" },
      Sentence("^Missing one of: (.+)") { "缺少其中之一：\($0[1].replacing("'", with: ""))。" },
      Sentence("^Missing required subcommand") { _ in "缺少子命令；加 --help 看有哪些。" },
      Sentence("^Unexpected argument '(.*?)'") { "多了“\($0[1])”：不认识的子命令或参数；加 --help 看用法。" },
      Sentence("^\\d+ unexpected arguments: (.+)") { "多了这些参数：\($0[1].replacing("'", with: ""))。" },
      Sentence("^The value '(.*?)' is invalid for '(.+?)'\\. Please provide one of (.+?)\\.$") {
        let choices = [" and ", " or ", ", "].reduce($0[3].replacing("'", with: "")) {
          $0.replacing($1, with: "、")
        }
        return "“\($0[2])”的值不能是“\($0[1])”；可以是：\(choices)。"
      },
      Sentence("^The value '(.*?)' is invalid for '(.+?)'") { "“\($0[2])”的值不能是“\($0[1])”。" },
      Sentence("^Value to be set with (.+?) had already been set with (.+)") { _ in "两个选项互相排斥，只能写一个。" },
    ]
  }

  /// Values that the package lists line by line.
  private static func listed(_ sentence: String, _ message: String) -> String {
    guard sentence.hasSuffix("one of the following:") else { return "" }
    let values = message.split(separator: "\n").filter { $0.hasPrefix("  - ") }.map { $0.dropFirst(4) }
    return "可以是：\(values.joined(separator: "、"))。"
  }
}
