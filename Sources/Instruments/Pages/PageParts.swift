// The parts that pages are made of: cards, alert strip, key figures, empty states, pager.

package import Kernel

/// A box with a heading. **Shape**: `id` makes it a target of links, `span` is its width in twelfths.
package func card(
  _ heading: String, id: StaticString? = nil, span: Int = 12, hint: String = "", aside: HTML = HTML(),
  _ content: HTML
) -> HTML {
  let target = attribute("id", id.map { "\($0)" })
  let small: HTML = hint.isEmpty ? HTML() : "<p class=\"hint\">\(hint)</p>"
  let right: HTML = aside.isEmpty ? HTML() : "<div class=\"right\">\(aside)</div>"
  return """
    <section class="card w\(span)"\(target)><header><h2>\(heading)</h2>\(small)\(right)</header>
    \(content)
    </section>
    """
}

/// A link in a text or at the edge of a card.
package func link(_ words: String, _ address: PageAddress) -> HTML { link(words, PageLink(address)) }

package func link(_ words: String, _ link: PageLink) -> HTML { "<a href=\"\(link)\">\(words)</a>" }

/// A way to go on, shown as a button.
package struct Choice: Sendable {
  package let words: String
  package let address: PageAddress

  package init(_ words: String, _ address: PageAddress) { (self.words, self.address) = (words, address) }
}

/// One thing that needs a decision.
package struct Alert: Sendable {
  package let status: Status
  package let word: String
  package let headline: String
  package let detail: String
  /// Empty where its reader may not go there.
  package private(set) var action: String
  package let leads: PageLink

  package init(
    _ status: Status, _ word: String, headline: String, detail: String, action: String, leads: PageLink
  ) {
    (self.status, self.word, self.headline) = (status, word, headline)
    (self.detail, self.action, self.leads) = (detail, action, leads)
  }

  /// The same without a way to go on.
  package var withoutAction: Alert {
    var alert = self
    alert.action = ""
    return alert
  }
}

/// What needs a decision, before any number; nothing where nothing needs one.
package func alertStrip(_ label: String, _ alerts: [Alert]) -> HTML {
  guard !alerts.isEmpty else { return HTML() }
  let items = alerts.map { alert -> HTML in
    let action = alert.action.isEmpty ? HTML() : " " + link(alert.action, alert.leads)
    return """
      <li class="\(alert.status.rawValue)">\(statusTag(alert.status, alert.word))<div><b>\(alert.headline)\
      </b><p>\(alert.detail)\(action)</p></div></li>
      """
  }
  return """
    <section class="card w12" aria-label="\(label)">\
    <ul class="alerts of\(min(alerts.count, 3))">\(items)</ul></section>
    """
}

/// One number with its name, its unit and what to compare it with.
package struct KeyFigure: Sendable {
  package let name: String
  package let value: String
  package let unit: String
  package let note: String
  /// What stands behind the number.
  package let leads: PageLink?
  package let tag: HTML?
  /// A small drawing of where it comes from.
  package let chart: HTML

  package init(
    _ name: String, value: String, unit: String, note: String = "", leads: PageLink? = nil,
    tag: HTML? = nil, chart: HTML = HTML()
  ) {
    (self.name, self.value, self.unit, self.note) = (name, value, unit, note)
    (self.leads, self.tag, self.chart) = (leads, tag, chart)
  }
}

/// The key figures side by side.
package func keyFigures(_ label: String, _ figures: [KeyFigure]) -> HTML {
  let items = figures.map { figure -> HTML in
    let number: HTML = "<b>\(figure.value)</b>"
    let shown: HTML = figure.leads.map { "<a href=\"\($0)\">\(number)</a>" } ?? number
    let note: HTML = figure.note.isEmpty ? HTML() : "<p>\(figure.note)</p>"
    return """
      <div><dt>\(figure.name)</dt><dd><span class="value">\(shown)<small>\(figure.unit)</small>\(figure.tag)\
      </span>\(figure.chart)\(note)</dd></div>
      """
  }
  return """
    <section class="card w12" aria-label="\(label)"><dl class="figures">\(items)</dl></section>
    """
}

/// Why nothing stands here and what to do next.
package func emptyState(_ headline: String, _ advice: String, _ actions: [Choice] = []) -> HTML {
  let links = actions.map { action -> HTML in
    "<a class=\"button\" href=\"\(action.address)\">\(action.words)</a>"
  }
  let row: HTML = links.isEmpty ? HTML() : "<p class=\"actions\">\(links)</p>"
  return """
    <div class="empty">\(statusSign(.grey, ""))<p class="why">\(headline)</p><p>\(advice)</p>\(row)</div>
    """
}

/// Where a list stands that is shown in pages.
package struct ListPosition: Equatable, Sendable {
  /// From 1.
  package let page: Int
  package let pageSize: Int
  package let total: Int

  package init(page: Int, pageSize: Int, total: Int) {
    precondition(page > 0 && pageSize > 0 && total >= 0, "a list has a page from 1, a page size and a length")
    (self.page, self.pageSize, self.total) = (page, pageSize, total)
  }

  package var pageCount: Int { max(1, (total + pageSize - 1) / pageSize) }
}

/// First and last row shown, how many there are, and the way to the other pages.
package func pager(
  _ position: ListPosition, _ unit: Unit, _ language: Language, anchor: StaticString,
  address: (Int) -> PageAddress
) -> HTML {
  guard position.total > 0 else { return HTML() }
  let first = (position.page - 1) * position.pageSize + 1
  let last = min(position.page * position.pageSize, position.total)
  let whole = countText(position.total, unit, language)
  let range = "\(grouped(first))–\(grouped(max(first, last)))"
  let said = language == .zh ? "第 \(range) \(unit.zh)，共 \(whole)" : "\(range) of \(whole)"
  func step(_ words: String, _ page: Int, _ relation: StaticString) -> HTML {
    guard (1...position.pageCount).contains(page), page != position.page else {
      return "<span class=\"button off\">\(words)</span>"
    }
    return """
      <a class="button" rel="\(HTML(stringLiteral: relation))" \
      href="\(address(page).part(anchor))">\(words)</a>
      """
  }
  let back = step(language == .zh ? "上一页" : "Previous", position.page - 1, "prev")
  let on = step(language == .zh ? "下一页" : "Next", position.page + 1, "next")
  let steps: HTML = position.pageCount > 1 ? "\(back)\(on)" : HTML()
  return """
    <nav class="pager" aria-label="\(language == .zh ? "分页" : "Pages")"><p>\(said)</p>\(steps)</nav>
    """
}
