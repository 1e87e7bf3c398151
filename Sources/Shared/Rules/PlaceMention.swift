// A place that a file names, and where: whether there is such a place only the register knows.

package import Kernel

package struct PlaceMention: Sendable, Equatable {
  package let code: PlaceCode
  /// As messages call it.
  package let file: String
  package let line: Int?

  package init(_ code: PlaceCode, at node: RuleNode) {
    (self.code, file, line) = (code, node.file, node.line)
  }
}
