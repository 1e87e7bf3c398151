// A rule that passed the checker: its tree with the type of every node and what each name stands for.

package import RuleValues

/// The checker's answer; `Columns` compiles it, the interpreter runs it.
package struct CheckedRule: Sendable {
  package let source: String
  package let root: Expression
  /// Type by node id.
  package let types: [Int: CELType]
  /// The declared name that a `name` or a chain of `select` nodes stands for, by the id of the outermost
  /// node. A loop variable of a macro is not in it.
  package let references: [Int: String]

  package init(source: String, root: Expression, types: [Int: CELType], references: [Int: String]) {
    (self.source, self.root, self.types, self.references) = (source, root, types, references)
  }

  /// What the rule takes at worst for one row.
  package func cost(_ vocabulary: Vocabulary) -> Cost { CostEstimate.cost(of: self, vocabulary) }

  package var type: CELType { types[root.id] ?? .dyn }
}
