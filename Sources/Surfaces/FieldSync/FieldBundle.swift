// The modules of the app as one file: on a slow link each file costs as much as waiting for an answer.

/// Puts modules behind one another, each in a scope of its own. It knows the few forms of import and export
/// in which the app's modules are written: whole lines, names of other modules before one's own.
enum FieldBundle {
  /// - Parameter modules: name with its ending and text, each behind those that it imports.
  static func script(_ modules: [(name: String, text: String)]) -> String {
    modules.map { "const \(scope($0.name)) = (() => {\n\(body($0.text))\n})();\n" }.joined()
  }

  private static func body(_ text: String) -> String {
    var exported: [Substring] = []
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line -> Substring in
      if line.hasPrefix("import ") { return Substring(bound(line)) }
      guard line.hasPrefix("export ") else { return line }
      let rest = line.dropFirst("export ".count)
      exported.append(declared(rest))
      return rest
    }
    lines.append("return { \(exported.joined(separator: ", ")) };")
    return lines.joined(separator: "\n")
  }

  /// `import * as keep from "./keep.js";` binds all, `import { say } from "./texts.js";` some.
  private static func bound(_ line: Substring) -> String {
    let parts = line.dropFirst("import ".count).split(separator: " from ", maxSplits: 1)
    let path = parts.count == 2 ? parts[1].split(separator: "\"").first : nil
    guard let module = path.map({ scope(String($0.dropFirst("./".count))) }), let what = parts.first else {
      preconditionFailure("\(line) is an import of the app")
    }
    if what.hasPrefix("* as ") { return "const \(what.dropFirst("* as ".count)) = \(module);" }
    return "const \(what) = \(module);"
  }

  /// The name behind `function`, `const` or `class`.
  private static func declared(_ line: Substring) -> Substring {
    let words = line.split(whereSeparator: { !$0.isLetter && !$0.isNumber && $0 != "_" })
    guard let name = words.first(where: { !["async", "function", "const", "class"].contains($0) }) else {
      preconditionFailure("\(line) declares something")
    }
    return name
  }

  private static func scope(_ name: String) -> String { "in_" + name.replacing(".js", with: "") }
}
