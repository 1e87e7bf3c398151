// The address of a request without whatever may name a person.

/// Keeps the words of a path that the program itself has given out, and blanks all others.
package struct PathTemplate: Sendable {
  private let words: Set<String>

  /// - Parameter words: the segments that are the same for everybody.
  package init(words: Set<String>) { self.words = words }

  /// `/households/:x` for `/households/530602123`; at most six segments.
  package func callAsFunction(_ path: String) -> String {
    let segments = path.prefix { $0 != "?" && $0 != "#" }.split(separator: "/")
    let kept = segments.prefix(6).map { words.contains(String($0)) ? String($0) : ":x" }
    return "/" + kept.joined(separator: "/") + (segments.count > 6 ? "/:more" : "")
  }
}
