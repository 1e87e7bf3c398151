// More parts of pages: notices, timelines, tabs inside a page, names with values, secrets, switchers.

package import Kernel

/// What has just happened or should be known, as a strip over the page.
package func notice(_ status: Status, _ word: String, _ headline: String, _ detail: String = "") -> HTML {
  let more: HTML = detail.isEmpty ? HTML() : "<p>\(detail)</p>"
  return """
    <div class="notice \(status.rawValue)" role="status">\(statusTag(status, word))<div><b>\(headline)</b>\
    \(more)</div></div>
    """
}

/// One step of what happened, or of what is due.
package struct TimelineStep: Sendable {
  package let at: String
  package let headline: HTML
  package let detail: HTML
  package let status: Status
  /// Lists and tables below the detail.
  package let block: HTML

  package init(
    at: String, _ headline: HTML, detail: HTML = HTML(), status: Status = .grey, block: HTML = HTML()
  ) {
    (self.at, self.headline, self.detail, self.status) = (at, headline, detail, status)
    self.block = block
  }
}

/// Steps one under the other, as handed in.
package func timeline(_ label: String, _ steps: [TimelineStep]) -> HTML {
  let items = steps.map { step -> HTML in
    let more: HTML = step.detail.isEmpty ? HTML() : "<p>\(step.detail)</p>"
    return """
      <li>\(statusSign(step.status, ""))\
      <div><time>\(step.at)</time> <b>\(step.headline)</b>\(more)\(step.block)</div></li>
      """
  }
  return "<ol class=\"timeline\" aria-label=\"\(label)\">\(items)</ol>"
}

/// Tabs inside a page; the one that is open is told.
package func sectionTabs(_ label: String, _ choices: [Choice], open: PageAddress) -> HTML {
  let items = choices.map { choice -> HTML in
    let current = attribute("aria-current", choice.address == open ? "page" : nil)
    return "<li><a href=\"\(choice.address)\"\(current)>\(choice.words)</a></li>"
  }
  return "<nav class=\"sections\" aria-label=\"\(label)\"><ul>\(items)</ul></nav>"
}

/// Names with their values, one under the other.
package func factList(_ facts: [(name: String, value: HTML)]) -> HTML {
  let items = facts.map { fact -> HTML in "<div><dt>\(fact.name)</dt><dd>\(fact.value)</dd></div>" }
  return "<dl class=\"facts\">\(items)</dl>"
}

/// What is shown once and has to be copied: a link, a secret, recovery codes.
package func secretBox(_ label: String, _ lines: [String]) -> HTML {
  let items = lines.map { line -> HTML in "<code>\(line)</code>" }
  return "<div class=\"secret\" role=\"group\" aria-label=\"\(label)\">\(items)</div>"
}

/// The way to a place beside or below, folded up until asked for.
package func placeSwitcher(_ words: String, _ choices: [Choice]) -> HTML {
  guard !choices.isEmpty else { return HTML() }
  let items = choices.map { choice -> HTML in "<li>\(link(choice.words, choice.address))</li>" }
  return "<details class=\"switch\"><summary>\(words)</summary><ul>\(items)</ul></details>"
}

/// A link that looks like a button.
package func buttonLink(_ words: String, _ address: PageAddress, isMain: Bool = false) -> HTML {
  "<a class=\"\(isMain ? "button go" : "button")\" href=\"\(address)\">\(words)</a>"
}

/// Buttons in one row.
package func buttonRow(_ buttons: [HTML]) -> HTML { "<div class=\"row\">\(buttons)</div>" }

/// Asks once more before what can't be undone: what will happen, then the form that does it.
package func confirmation(_ question: String, _ consequence: String, _ form: Form, _ language: Language)
  -> HTML
{
  card(
    question, HTML("<div class=\"inside\"><p class=\"lead\">\(consequence)</p>\(form.html(language))</div>"))
}
