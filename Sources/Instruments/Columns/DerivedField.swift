// Named expressions that rules read like fields: `household.net_income`, `person.alive`.

package import RuleLanguage
package import RuleValues

/// A field of a record type that is computed by a rule from the row.
/// A row for which the rule ends in an error lacks the field: `has` is false, reading it is an error.
package struct DerivedField: Sendable {
  /// The record type whose rows have the field.
  package let record: String
  package let name: String
  /// The name under which the rule sees the row.
  package let variable: String
  package let rule: CheckedRule

  package init(record: String, name: String, variable: String, rule: CheckedRule) {
    (self.record, self.name, self.variable, self.rule) = (record, name, variable, rule)
  }

  var key: Key { Key(record: record, name: name) }

  struct Key: Hashable, Sendable {
    let record: String
    let name: String
  }
}

extension DerivedField {
  /// Fields that depend on themselves, in the order in which one reads the next; nil where there are none.
  package static func cycle(among fields: [DerivedField]) -> [DerivedField]? {
    let known = Dictionary(fields.map { ($0.key, $0) }) { first, _ in first }
    var done = Set<Key>()
    func walk(_ field: DerivedField, _ path: [DerivedField]) -> [DerivedField]? {
      if let start = path.firstIndex(where: { $0.key == field.key }) { return Array(path[start...]) }
      guard !done.contains(field.key) else { return nil }
      for key in field.rule.reading(known).sorted(by: { ($0.record, $0.name) < ($1.record, $1.name) }) {
        if let next = known[key], let found = walk(next, path + [field]) { return found }
      }
      done.insert(field.key)
      return nil
    }
    for field in fields { if let found = walk(field, []) { return found } }
    return nil
  }
}

extension CheckedRule {
  /// The derived fields that the text reads itself.
  func reading(_ known: [DerivedField.Key: DerivedField]) -> Set<DerivedField.Key> {
    var found = Set<DerivedField.Key>()
    root.visit { node in
      guard case .select(let operand, let field, _) = node.form, case .record(let record)? = types[operand.id]
      else { return }
      let key = DerivedField.Key(record: record, name: field)
      if known[key] != nil { found.insert(key) }
    }
    return found
  }

  /// The declared names that the rule depends on, through derived fields too.
  func names(_ known: [DerivedField.Key: DerivedField]) -> Set<String> {
    var (names, seen) = (Set(references.values), Set<DerivedField.Key>())
    var open = reading(known)
    while let key = open.popFirst() {
      guard seen.insert(key).inserted, let field = known[key] else { continue }
      names.formUnion(field.rule.references.values)
      open.formUnion(field.rule.reading(known))
    }
    return names
  }
}
