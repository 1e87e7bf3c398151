// The fields of a form: a question, a hint, what is wrong, and where the answer is put.

import Kernel

/// One of the answers that a field offers.
package struct FormOption: Sendable {
  package let value: String
  package let words: String
  package let hint: String

  package init(_ value: String, _ words: String, hint: String = "") {
    (self.value, self.words, self.hint) = (value, words, hint)
  }
}

/// One question of a form. **Shape**: `name` is unique in its form; small letters and digits.
package struct FormField: Sendable {
  package enum Kind: Sendable {
    case text
    case longText
    /// `current-password` or `new-password`, for those who keep passwords.
    case password(isNew: Bool)
    /// Digits that a telephone or a list of recovery codes gives.
    case code
    case day
    /// Up to five answers show at once, more fold into a list.
    case choice([FormOption])
    /// Always a list, however few: for answers that may be left out.
    case list([FormOption])
    case check
    /// An amount or a count.
    case number
    /// Boxes, each with a name of its own, its option's value. **Shape** of the field's value: the names of
    /// those that are ticked, parted by blanks.
    case checks([FormOption])
    /// Files of the reader's machine; the form is then sent in parts.
    /// - isCamera: on a telephone, one picture taken on the spot.
    case files(accept: String, isCamera: Bool)
    /// Questions that belong together, side by side where there is room.
    case group([FormField])
  }

  package let name: String
  package var kind: Kind
  /// Worded like a question to the reader.
  package let label: String
  package var hint: String
  package var value: String
  package var error: String
  package var isOptional: Bool
  /// What browsers may fill in, such as `username`.
  package var autocomplete: String
  package var maxLength: Int

  package init(
    _ name: String, _ kind: Kind, _ label: String, hint: String = "", value: String = "",
    error: String = "", isOptional: Bool = false, autocomplete: String = "off", maxLength: Int = 100
  ) {
    (self.name, self.kind, self.label, self.hint) = (name, kind, label, hint)
    (self.value, self.error, self.isOptional) = (value, error, isOptional)
    (self.autocomplete, self.maxLength) = (autocomplete, maxLength)
  }

  /// A line of text.
  package init(
    _ name: String, _ label: String, hint: String = "", value: String = "", error: String = "",
    isOptional: Bool = false, autocomplete: String = "off", maxLength: Int = 100
  ) {
    self.init(
      name, .text, label, hint: hint, value: value, error: error, isOptional: isOptional,
      autocomplete: autocomplete, maxLength: maxLength)
  }

  var anchor: String { "f-\(name)" }

  var takesFiles: Bool { if case .files = kind { true } else { false } }

  /// The field itself and those that belong to it.
  var all: [FormField] {
    if case .group(let fields) = kind { [self] + fields.flatMap(\.all) } else { [self] }
  }

  /// - Parameter marksOptional: false inside a group, which says it once for all.
  func html(_ language: Language, marksOptional: Bool = true) -> HTML {
    let wrong = attribute("class", error.isEmpty ? "field" : "field wrong")
    let fault: HTML =
      error.isEmpty ? HTML() : "<p class=\"fault\" id=\"\(anchor)-fault\">\(icon(.triangle))\(error)</p>"
    let tip: HTML = hint.isEmpty ? HTML() : "<p class=\"tip\" id=\"\(anchor)-tip\">\(hint)</p>"
    let optional: HTML =
      isOptional && marksOptional
      ? " <span class=\"faint\">\(language.say("（选填）", "(optional)"))</span>" : HTML()
    switch kind {
    case .choice(let options) where options.count <= 5:
      return """
        <fieldset\(wrong)\(described)><legend>\(label)\(optional)</legend>\(tip)\(fault)\
        \(radios(options))</fieldset>
        """
    case .checks(let options):
      return set(wrong, optional, tip + fault, "<div class=\"boxes\">\(boxes(options))</div>")
    case .group(let fields):
      return set(
        wrong, optional, tip + fault,
        "<div class=\"beside\">\(fields.map { $0.html(language, marksOptional: false) })</div>")
    case .check:
      let on = attribute("checked", value == "1" ? "checked" : nil)
      return """
        <div\(wrong)>\(fault)<label class="check"><input type="checkbox" id="\(anchor)" name="\(name)" \
        value="1"\(on)\(described)> \(label)</label>\(tip)</div>
        """
    default:
      return "<div\(wrong)><label for=\"\(anchor)\">\(label)\(optional)</label>\(tip)\(fault)\(control)</div>"
    }
  }

  private func set(_ wrong: HTML, _ optional: HTML, _ remarks: HTML, _ content: HTML) -> HTML {
    """
    <fieldset id="\(anchor)"\(wrong)\(described)><legend>\(label)\(optional)</legend>\(remarks)\
    \(content)</fieldset>
    """
  }

  private func boxes(_ options: [FormOption]) -> [HTML] {
    let ticked = Set(value.split(separator: " ").map(String.init))
    return options.map { option -> HTML in
      let on = attribute("checked", ticked.contains(option.value) ? "checked" : nil)
      let small: HTML = option.hint.isEmpty ? HTML() : "<small>\(option.hint)</small>"
      return """
        <label class="check"><input type="checkbox" name="\(option.value)" value="1"\(on)> \
        <span>\(option.words)\(small)</span></label>
        """
    }
  }

  private var control: HTML {
    switch kind {
    case .longText:
      return """
        <textarea id="\(anchor)" name="\(name)" rows="4" maxlength="\(maxLength)"\(common)>\(value)</textarea>
        """
    case .choice(let options), .list(let options):
      let items = options.map { option -> HTML in
        let on = attribute("selected", option.value == value ? "selected" : nil)
        return "<option value=\"\(option.value)\"\(on)>\(option.words)</option>"
      }
      return
        "<select id=\"\(anchor)\" name=\"\(name)\"\(common)><option value=\"\"></option>\(items)</select>"
    case .password(let isNew): return input("password", isNew ? "new-password" : "current-password")
    case .code: return input("text", "one-time-code", extra: " inputmode=\"numeric\" class=\"code\"")
    case .day: return input("date", "off")
    case .number: return input("text", "off", extra: " inputmode=\"decimal\"")
    case .files(let accept, let isCamera):
      let way: HTML = isCamera ? " capture=\"environment\"" : " multiple"
      return """
        <input id="\(anchor)" name="\(name)" type="file" accept="\(accept)"\(way)\(common)>
        """
    case .text, .check, .checks, .group: return input("text", autocomplete)
    }
  }

  private func input(_ type: String, _ completion: String, extra: HTML = HTML()) -> HTML {
    var shown = attribute("value", value)
    // What was typed as a password or a code never comes back in a page.
    switch kind {
    case .password, .code: shown = HTML()
    default: break
    }
    return """
      <input id="\(anchor)" name="\(name)" type="\(type)" maxlength="\(maxLength)" \
      autocomplete="\(completion)" autocapitalize="none" spellcheck="false"\(shown)\(extra)\(common)>
      """
  }

  private var common: HTML {
    let required = attribute("required", isOptional ? nil : "required")
    let invalid = attribute("aria-invalid", error.isEmpty ? nil : "true")
    return "\(required)\(invalid)\(described)"
  }

  private var described: HTML {
    let ids = [hint.isEmpty ? nil : "\(anchor)-tip", error.isEmpty ? nil : "\(anchor)-fault"].compactMap(
      \.self)
    return attribute("aria-describedby", ids.isEmpty ? nil : ids.joined(separator: " "))
  }

  private func radios(_ options: [FormOption]) -> HTML {
    options.enumerated().map { index, option -> HTML in
      let on = attribute("checked", option.value == value ? "checked" : nil)
      let id = index == 0 ? anchor : "\(anchor)-\(index)"
      let small: HTML = option.hint.isEmpty ? HTML() : "<small>\(option.hint)</small>"
      let required = attribute("required", isOptional ? nil : "required")
      return """
        <label class="check"><input type="radio" id="\(id)" name="\(name)" value="\(option.value)"\(on)\
        \(required)> <span>\(option.words)\(small)</span></label>
        """
    }.joined()
  }
}
