// `shouwang cel`: try the rule language by itself, and time it.

package import ArgumentParser
import Kernel
import RuleValues

package struct CelCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "cel", abstract: "规则语言：计算、检查表达式，测速 / evaluate, check and time expressions.",
    subcommands: [CelEvalCommand.self, CelCheckCommand.self, CelBenchCommand.self])

  package init() {}
}

extension Kernel.Language {
  /// The same language where the rule language speaks.
  var wording: Wording.Language { self == .zh ? .zh : .en }
}
