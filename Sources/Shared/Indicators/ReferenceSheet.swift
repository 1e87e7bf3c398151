// What others stated a figure to be, with source and day: values to compare with, never to compute from.

package import Kernel
import Rules

/// One stated value.
package struct ReferenceFigure: Sendable {
  package let code: String
  /// As it was stated, with its decimals.
  package let written: String
  package let value: Fraction
  package let decimals: Int
  /// Where the statement does not agree with itself, or what it leaves open.
  package let note: Text?
}

package struct ReferenceSheet: Sendable {
  /// The name of its file without the ending.
  package let name: String
  package let title: Text
  package let source: Text
  package let place: PlaceCode
  package let asOf: Day
  package let figures: [ReferenceFigure]

  package func figure(_ code: String) -> ReferenceFigure? { figures.first { $0.code == code } }

  static func read(
    _ texts: [String: String], of codes: Set<String>, _ faults: inout [RuleFault]
  ) -> [ReferenceSheet] {
    texts.sorted { $0.key < $1.key }.compactMap { path, text in
      RuleNode.read(text, file: path, &faults).flatMap { ReferenceSheet($0, codes, &faults) }
    }
  }

  private init?(_ root: RuleNode, _ codes: Set<String>, _ faults: inout [RuleFault]) {
    let keys = ["title", "source", "place", "as_of", "figures"]
    guard let fields = root.fields(keys, &faults) else { return nil }
    let title = root.required("title", of: fields, &faults)?.bothLanguages(&faults)
    let source = root.required("source", of: fields, &faults)?.bothLanguages(&faults)
    let placeNode = root.required("place", of: fields, &faults)
    let place = placeNode?.text(&faults).flatMap { PlaceCode($0) }
    if let placeNode, place == nil {
      faults.append(
        placeNode.fault(
          zh: "这里应为行政区划代码，如 \"5306\"。", en: "The code of a place should stand here, like \"5306\"."))
    }
    let day = root.required("as_of", of: fields, &faults)?.day(&faults)
    var figures: [ReferenceFigure] = []
    for node in root.required("figures", of: fields, &faults)?.list(&faults) ?? [] {
      guard let figure = ReferenceSheet.figure(node, codes, &faults) else { continue }
      if figures.contains(where: { $0.code == figure.code }) {
        faults.append(
          node.fault(zh: "\(figure.code) 已写过一次。", en: "\(figure.code) stands here a second time."))
      }
      figures.append(figure)
    }
    guard let title, let source, let place, let day else { return nil }
    (self.title, self.source, self.place, asOf, self.figures) = (title, source, place, day, figures)
    name = String(root.file.dropFirst("reference/".count).prefix { $0 != "." })
  }

  private static func figure(
    _ node: RuleNode, _ codes: Set<String>, _ faults: inout [RuleFault]
  ) -> ReferenceFigure? {
    guard let fields = node.fields(["code", "value", "note"], &faults) else { return nil }
    let codeNode = node.required("code", of: fields, &faults)
    let code = codeNode?.text(&faults)
    let valueNode = node.required("value", of: fields, &faults)
    let written = valueNode?.text(&faults)
    let note = fields["note"]?.bothLanguages(&faults)
    guard let code, let codeNode, let valueNode, let written else { return nil }
    guard codes.contains(code) else {
      let near = nearestName(to: code, in: codes.sorted())
      faults.append(
        codeNode.fault(
          zh: "没有代码为“\(code)”的指标\(near.map { "，是否指 \($0)？" } ?? "。")",
          en: "There is no figure \(code)\(near.map { "; did you mean \($0)?" } ?? ".")"))
      return nil
    }
    guard let value = Fraction(decimal: written) else {
      faults.append(valueNode.fault(zh: "这里应为数值，如 71.32。", en: "A number should stand here, like 71.32."))
      return nil
    }
    return ReferenceFigure(
      code: code, written: written, value: value, decimals: Fraction.decimals(in: written), note: note)
  }
}
