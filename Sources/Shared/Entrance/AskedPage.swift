// One request as pages see it: who asks, in which language, and the fields of its form with what was typed.

package import Access
package import Hummingbird
package import Kernel
package import Pages

/// What a page answers.
package enum PageAnswer: Sendable {
  case page(HTML, status: Int = 200)
  case json(String, status: Int = 200)
  case goTo(PageAddress)

  /// - Parameter language: to be remembered, where the address has chosen one.
  package func response(remembering language: Language?) -> Response {
    switch self {
    case .page(let html, let status): reply(html, status: status, remembering: language)
    case .json(let text, let status): jsonReply(text, status: status)
    case .goTo(let next): seeOther(next)
    }
  }
}

/// A request for a page of those inside.
package protocol AskedPage: Sendable {
  var caller: Caller { get }
  var visitor: Visitor { get }
  var language: Language { get }
  /// As much as the trade behind the page takes of what people write, so that nobody writes more in vain.
  /// **Unit**: characters.
  var mostCharacters: Int { get }
}

extension Caller {
  /// What a program needs to send a form: the token of the session, and a key that names this sending.
  package var formJSON: String {
    JSONText.object(["token": JSONText.quoted(formToken), "key": JSONText.quoted(request)])
  }

  /// An object that is JSON already, with its `form`.
  package func json(_ thing: String) -> String { JSONText.object(thing, with: [("form", formJSON)]) }
}

extension AskedPage {
  package var form: FormBody? { caller.form }
  package var asking: Asking { Asking(caller.act, as: visitor, key: caller.key) }
  package var today: Day { caller.at.day() }

  package func say(_ zh: String, _ en: String) -> String { language.say(zh, en) }
  package func say(_ text: Text) -> String { text(language) }

  /// What a program needs to send a form of the page.
  package var formJSON: PageAnswer { .json(caller.formJSON) }

  /// A thing as JSON together with what a program needs to send a form of its page.
  package func json(_ thing: String) -> PageAnswer { .json(caller.json(thing)) }

  // MARK: forms

  /// A form tied to the session and to this showing; a refusal stands at its field.
  package func form(
    to action: PageAddress, _ fields: [FormField], hidden: [(name: String, value: String)] = [],
    submit: String, tone: Form.Tone = .plain, back: Choice? = nil, _ problem: Problem? = nil
  ) -> Form {
    var form = Form(
      action: action, token: caller.formToken, key: caller.request, fields: fields,
      hidden: hidden, submit: submit, tone: tone, back: back)
    guard let problem else { return form }
    // Refusals of the trade name the field at their end, such as `casework.measure.title`.
    let last = problem.code.split(separator: ".").last.map(String.init)
    form.blame(problem.details["field"] ?? (problem.kind == .invalid ? last : nil), problem.message(language))
    return form
  }

  /// What was typed, else what is proposed.
  package func typed(_ name: String, _ proposed: String = "") -> String { form.map { $0[name] } ?? proposed }

  package func text(
    _ name: String, _ zh: String, _ en: String, hint: Text? = nil, _ proposed: String = "",
    isOptional: Bool = false
  ) -> FormField {
    FormField(
      name, say(zh, en), hint: hint.map(say) ?? "", value: typed(name, proposed), isOptional: isOptional,
      maxLength: 200)
  }

  package func words(
    _ name: String, _ zh: String, _ en: String, hint: Text? = nil, _ proposed: String = "",
    isOptional: Bool = false, most: Int? = nil
  ) -> FormField {
    FormField(
      name, .longText, say(zh, en), hint: hint.map(say) ?? "", value: typed(name, proposed),
      isOptional: isOptional, maxLength: most ?? mostCharacters)
  }

  package func day(_ name: String, _ zh: String, _ en: String, _ proposed: Day? = nil) -> FormField {
    FormField(name, .day, say(zh, en), value: typed(name, proposed.map { "\($0)" } ?? ""))
  }

  package func number(
    _ name: String, _ zh: String, _ en: String, hint: Text? = nil, _ proposed: String = "",
    isOptional: Bool = false
  ) -> FormField {
    FormField(
      name, .number, say(zh, en), hint: hint.map(say) ?? "", value: typed(name, proposed),
      isOptional: isOptional, maxLength: 16)
  }

  package func choice(
    _ name: String, _ zh: String, _ en: String, _ options: [FormOption], hint: Text? = nil,
    _ proposed: String = "", isOptional: Bool = false
  ) -> FormField {
    FormField(
      name, .choice(options), say(zh, en), hint: hint.map(say) ?? "", value: typed(name, proposed),
      isOptional: isOptional)
  }

  package func check(_ name: String, _ zh: String, _ en: String, hint: Text? = nil, _ proposed: Bool = false)
    -> FormField
  {
    FormField(
      name, .check, say(zh, en), hint: hint.map(say) ?? "", value: typed(name, proposed ? "1" : ""),
      isOptional: true)
  }

  // MARK: filters

  /// A list to choose from in the filter over a table.
  package func select(_ name: String, _ label: String, _ options: [FormOption], _ chosen: String?) -> HTML {
    let items = options.map { option -> HTML in
      let on = attribute("selected", option.value == chosen ?? "" ? "" : nil)
      return "<option value=\"\(option.value)\"\(on)>\(option.words)</option>"
    }
    return "<label>\(label)<select name=\"\(name)\">\(items)</select></label>"
  }

  package func anyOf(_ name: String, _ label: String, _ options: [FormOption], _ chosen: String?) -> HTML {
    select(name, label, [FormOption("", say("全部", "all"))] + options, chosen)
  }
}
