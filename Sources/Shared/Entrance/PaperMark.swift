// Who made a paper and when, as it stands pale across its pages.

package import Access
import Kernel
import Pages

extension Asking {
  /// Who made a paper and when: the name with its middle hidden, the account, the minute.
  package var mark: String {
    let name = visitor?.name ?? ""
    let ends = name.count > 2 ? 2 : 1
    let stars = String(repeating: "*", count: max(0, name.count - ends))
    let hidden = String(name.prefix(1)) + stars + (ends == 2 ? String(name.suffix(1)) : "")
    return [hidden, act.actor, timeText(act.at)].filter { !$0.isEmpty }.joined(separator: " ")
  }
}
