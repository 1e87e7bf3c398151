// `shouwang cel eval`: the value of an expression, or of many that come line by line.

import ArgumentParser
import Assembly
import Foundation
import Kernel
import RuleLanguage
import RuleValues

struct CelEvalCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "eval", abstract: "计算表达式的值 / evaluate an expression.",
    discussion: """
      不写表达式而加 --json 时，从标准输入逐行读取请求，每个请求答一行：
      With --json and no expression, requests are read from standard input, and each is answered on a line:
        {"expr":…,"type_env":…,"bindings":…,"container":…,"disable_check":…,"check_only":…}
        {"value":…} | {"error":[…]} | {"type":…}

      例 / examples:
        shouwang cel eval 'sum([3, 5, 8].filter(x, x > 4))'
        shouwang cel eval 'income < line' --set income=790000 --set line=810000
        shouwang cel eval -- '-7 / 2'
        echo '{"expr":"1 + 1"}' | shouwang cel eval --json
      """)

  @OptionGroup var names: CelNamesOptions
  @OptionGroup var speech: SpeechOptions
  @Argument(help: "表达式 / the expression.") var expression: String?

  func validate() throws {
    guard expression == nil else { return }
    guard speech.json else {
      throw ValidationError(
        "请写表达式，或用 --json 从标准输入读取 / write an expression, or read requests with --json.")
    }
    guard names.settings.isEmpty else {
      throw ValidationError("--set 只用于命令行上的表达式 / --set goes with an expression only.")
    }
  }

  func run() throws {
    guard let expression else { return try answerLines() }
    try answering(speech) {
      do {
        let (_, value) = try names.names().evaluate(expression)
        print(speech.json ? WireRequest.Answer.value(value).json : value.description)
      } catch let refusal as CelRefusal {
        throw refusal.tell(speech)
      }
    }
  }

  /// Each answer is written before the next line is looked at: who asks may wait for it.
  private func answerLines() throws {
    var lines = RequestLines()
    var buffer = [UInt8](repeating: 0, count: 64 * 1_024)
    while true {
      let count = read(STDIN_FILENO, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      try lines.take(buffer[..<count], writeAnswer)
    }
    try lines.finish(writeAnswer)
  }

  private func writeAnswer(_ answer: String) throws {
    try FileHandle.standardOutput.write(contentsOf: Data((answer + "\n").utf8))
  }
}
