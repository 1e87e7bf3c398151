// `shouwang cel check`: the type and the normal form of an expression, or all that is wrong with it.

import ArgumentParser
import Assembly
import Kernel
import RuleLanguage
import RuleValues

struct CelCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "检查表达式，一次列出全部问题 / check an expression; every fault is told at once.",
    discussion: """
      例 / examples:
        shouwang cel check '((1 + 2)) * 3 > 8'
        shouwang cel check 'ages.exists(a, a >= 60)' --set 'ages=[61, 9]'
      """)

  @OptionGroup var names: CelNamesOptions
  @OptionGroup var speech: SpeechOptions
  @Argument(help: "表达式 / the expression.") var expression: String

  func run() throws {
    try answering(speech) {
      do {
        let rule = try names.names().check(expression)
        let (type, normal) = (rule.type.description, normalForm(of: rule.root))
        if speech.json {
          print(JSONText.object(["type": JSONText.quoted(type), "normal": JSONText.quoted(normal)]))
        } else {
          speech.say(Text(zh: "类型：\(type)\n写法：\(normal)", en: "type: \(type)\nnormal form: \(normal)"))
        }
      } catch let refusal as CelRefusal {
        throw refusal.tell(speech)
      }
    }
  }
}
