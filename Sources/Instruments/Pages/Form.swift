// The form: one column, errors beside the field and in a summary on top, one button that says what it does.

package import Kernel

/// Questions that are sent together. It works without script.
package struct Form: Sendable {
  /// Plain, or for what can't be undone.
  package enum Tone: Sendable { case plain, danger }

  package var action: PageAddress
  /// What the session's forms bring back: shows that the form came from these pages.
  package var token: String
  /// Names this sending: the same form sent twice acts once.
  package var key: String
  package var fields: [FormField]
  /// Names and values that the reader does not see.
  package var hidden: [(name: String, value: String)]
  package var submit: String
  package var tone: Tone
  package var back: Choice?
  /// What is wrong with the form as a whole.
  package var error: String

  package init(
    action: PageAddress, token: String, key: String = "", fields: [FormField] = [],
    hidden: [(name: String, value: String)] = [], submit: String, tone: Tone = .plain, back: Choice? = nil,
    error: String = ""
  ) {
    (self.action, self.token, self.key, self.fields) = (action, token, key, fields)
    (self.hidden, self.submit, self.tone, self.back, self.error) = (hidden, submit, tone, back, error)
  }

  package var hasErrors: Bool { !error.isEmpty || allFields.contains { !$0.error.isEmpty } }

  private var allFields: [FormField] { fields.flatMap(\.all) }

  /// Tells what is wrong at the field of that name, or of the form as a whole where it has none.
  package mutating func blame(_ name: String?, _ words: String) {
    for index in fields.indices {
      if fields[index].name == name { return fields[index].error = words }
      guard case .group(var inner) = fields[index].kind, let at = inner.firstIndex(where: { $0.name == name })
      else { continue }
      inner[at].error = words
      return fields[index].kind = .group(inner)
    }
    error = words
  }

  package func html(_ language: Language) -> HTML {
    """
    <form class="form" method="post"\(encoding) action="\(action)">\(summary(language))\(secrets)\
    \(fields.map { $0.html(language) })<p class="send">\(button)\(wayBack)</p></form>
    """
  }

  /// The form around other content, such as a table whose rows have fields.
  package func around(_ content: HTML, _ language: Language) -> HTML {
    """
    <form class="form around" method="post"\(encoding) action="\(action)">\(summary(language))\(secrets)\
    \(content)\(fields.map { $0.html(language) })<p class="send">\(button)\(wayBack)</p></form>
    """
  }

  /// The button alone, for a row of a table.
  package func inline(_ language: Language) -> HTML {
    "<form class=\"inline\" method=\"post\" action=\"\(action)\">\(secrets)\(button)</form>"
  }

  private var encoding: HTML {
    attribute("enctype", allFields.contains(where: \.takesFiles) ? "multipart/form-data" : nil)
  }

  private var secrets: HTML {
    let pairs = [("token", token), ("key", key)].filter { !$0.1.isEmpty } + hidden
    return pairs.map { pair -> HTML in
      "<input type=\"hidden\" name=\"\(pair.0)\" value=\"\(pair.1)\">"
    }.joined()
  }

  private var button: HTML {
    let kind = tone == .danger ? "button danger" : "button go"
    return "<button class=\"\(kind)\" type=\"submit\">\(submit)</button>"
  }

  private var wayBack: HTML {
    guard let back else { return HTML() }
    return "<a class=\"button\" href=\"\(back.address)\">\(back.words)</a>"
  }

  private func summary(_ language: Language) -> HTML {
    guard hasErrors else { return HTML() }
    var items: [HTML] = error.isEmpty ? [] : ["<li>\(error)</li>"]
    items += allFields.filter { !$0.error.isEmpty }.map { field in
      "<li><a href=\"#\(field.anchor)\">\(field.error)</a></li>"
    }
    return """
      <div class="faults" role="alert"><h2>\(icon(.triangle))\
      \(language.say("请先更正", "Please correct this first"))</h2><ul>\(items)</ul></div>
      """
  }
}
