// A place that a file names, and where: whether there is such a place only the register knows.

package import Kernel

package struct PlaceMention: Sendable, Equatable {
  package let code: PlaceCode
  /// As messages call it.
  package let file: String
  package let line: Int?

  package init(_ code: PlaceCode, at node: RuleNode) { self.init(code, node.file, node.line) }

  private init(_ code: PlaceCode, _ file: String, _ line: Int?) {
    (self.code, self.file, self.line) = (code, file, line)
  }

  /// The same with the folder of its file, where files of several folders are spoken of.
  package func within(_ folder: String) -> PlaceMention { PlaceMention(code, folder + "/" + file, line) }
}
