// The system's page: versions, health, keys.

import Kernel
import Pages

extension Doors {
  func system(_ look: Look) async throws(Problem) -> HTML {
    let facts = try await desk.systemFacts(true).map { fact in
      let sign = statusSign(
        fact.isFine ? .green : .red, fact.isFine ? look.say("正常", "fine") : look.say("要处理", "act now"))
      return (name: fact.name(look.language), value: "\(sign)\(fact.value)" as HTML)
    }
    let title = look.say("系统", "System")
    let content =
      facts.isEmpty
      ? emptyState(look.say("没有可显示的状态", "Nothing to show"), look.say("请在服务器上查看。", "Look on the server."))
      : factList(facts)
    return look.page(title, tab: .door(.system), card(look.say("运行状态", "How it runs"), content))
  }
}
