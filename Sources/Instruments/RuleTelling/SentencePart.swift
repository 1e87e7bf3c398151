// A part of a rule in plain words, with the rows that the macros around it speak of.

package import RuleLanguage
package import RuleValues

/// A part in words. **Shape**: `isPlain` is false where a construct without words stands in it as a formula,
/// or a name that only the rule around it explains.
package struct PartInWords: Sendable {
  package let words: Wording
  package let isPlain: Bool
}

/// A part of the rule in words: a condition as it is, or denied where it is not `isTrue`; any other part as
/// the value that it computes.
/// **Shape**: one line, never empty. Inside a macro the words are those for one of its rows.
package func sentence(
  of rule: CheckedRule, part: Expression, isTrue: Bool = true, vocabulary: Vocabulary,
  values: [String: Value] = [:]
) -> PartInWords {
  var writer = SentenceWriter(rule: rule, vocabulary: vocabulary, values: values)
  writer.enter(part)
  let phrase =
    writer.type(part) != .bool
    ? writer.operand(part) : isTrue ? writer.condition(part) : writer.denied(part)
  return PartInWords(words: phrase.finished, isPlain: writer.isPlain)
}

extension SentenceWriter {
  /// Opens the scopes of all macros that the part stands in.
  fileprivate mutating func enter(_ part: Expression) {
    for node in path(to: part.id, from: rule.root) ?? [] {
      switch node.form {
      case .comprehension(let loop): scopes.append(scope(of: loop))
      case .bind(let name, let value, _):
        scopes.append(Scope(name: name, type: type(value), measure: measure(value), isElement: false))
      default: break
      }
    }
  }

  /// The nodes above whose names the part can use, outermost first; nil where the part is not below.
  private func path(to id: Int, from node: Expression) -> [Expression]? {
    if node.id == id { return [] }
    for child in node.form.children {
      guard let path = path(to: id, from: child) else { continue }
      return (gives(node, to: child) ? [node] : []) + path
    }
    return nil
  }

  private func gives(_ node: Expression, to child: Expression) -> Bool {
    switch node.form {
    case .comprehension(let loop): child.id != loop.range.id
    case .bind(_, let value, _): child.id != value.id
    default: false
    }
  }
}
