// The way to the places beside and below, inside what the visitor sees, without script.

import Kernel
import Pages

extension PlacePage {
  /// Folded until it is wanted; nothing where there is no other place to go to.
  func switcher(_ language: Language) -> HTML {
    let beside = siblings.filter { $0.code != place.code }
    guard !beside.isEmpty || !children.isEmpty else { return HTML() }
    let lists = [
      list(
        beside.isEmpty ? [] : siblings, language.say("同级", "Beside"), language),
      list(children.map(\.place), language.say("下级", "Below"), language),
    ]
    return """
      <section class="card w12" id="switch"><details class="more"><summary>\
      <h2>\(language.say("换个地方", "Another place"))</h2></summary>\(lists)</details></section>
      """
  }

  private func list(_ places: [PlaceName], _ words: String, _ language: Language) -> HTML {
    guard let level = places.first?.code.level else { return HTML() }
    let items = places.map { one -> HTML in
      one.code == place.code
        ? "<b aria-current=\"page\">\(one.name)</b>" : link(one.name, .place(one.code, .plain))
    }
    let heading = language.say("\(words)\(level.word.zh)", "\(words): \(level.word.en.lowercased())")
    return """
      <nav class="inside" aria-label="\(heading)"><p><strong>\(heading)</strong> \
      \(items.joined(separator: " · "))</p></nav>
      """
  }
}
