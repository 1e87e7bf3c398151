// The order in which facts can be computed, and what an expression reads.

package import RuleLanguage
package import RuleValues

extension CheckedRule {
  /// Every field that the expression reads of a record, also those it only asks `has` for.
  package var fieldsRead: Set<Fact.Key> {
    var found = Set<Fact.Key>()
    root.visit { node in
      guard case .select(let operand, let field, _) = node.form,
        case .record(let record)? = types[operand.id]
      else { return }
      found.insert(Fact.Key(record, field))
    }
    return found
  }

  /// Every declared name it uses: parameters, constants, variables.
  package var namesRead: Set<String> { Set(references.values) }
}

/// Sorts facts so that each stands behind those it uses.
struct FactOrder {
  private let uses: [Fact.Key: [Fact.Key]]
  private(set) var sorted: [Fact.Key] = []
  /// Each circle once, as the chain of names that comes back to its first.
  private(set) var cycles: [[Fact.Key]] = []
  private var path: [Fact.Key] = []
  private var done = Set<Fact.Key>()

  init(_ uses: [Fact.Key: [Fact.Key]]) {
    self.uses = uses
    for key in uses.keys.sorted() { walk(key) }
  }

  private mutating func walk(_ key: Fact.Key) {
    if let start = path.firstIndex(of: key) {
      cycles.append(path[start...] + [key])
      return
    }
    guard let used = uses[key], !done.contains(key) else { return }
    path.append(key)
    for next in used { walk(next) }
    path.removeLast()
    done.insert(key)
    sorted.append(key)
  }
}
