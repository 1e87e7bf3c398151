// `shouwang cel`: try the rule language by itself, and time it.

import ArgumentParser
import Kernel
import RuleValues

struct CelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cel", abstract: "规则语言：计算、检查表达式，测速 / evaluate, check and time expressions.",
    subcommands: [CelEvalCommand.self, CelCheckCommand.self, CelBenchCommand.self])
}

extension Kernel.Language {
  /// The same language where the rule language speaks.
  var wording: Wording.Language { self == .zh ? .zh : .en }
}
