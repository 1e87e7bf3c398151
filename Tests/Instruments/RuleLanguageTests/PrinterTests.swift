// The normal form of a text reads back to the same tree.

import RuleValues
import Testing

// The printer's normal form, and that what it prints reads back as the same tree.
@testable import RuleLanguage

struct PrinterTests {
  @Test(arguments: [
    ("1+2*3", "1 + 2 * 3"), ("(1+2)*3", "(1 + 2) * 3"), ("1-(2-3)", "1 - (2 - 3)"), ("(1-2)-3", "1 - 2 - 3"),
    ("a&&(b||c)", "a && (b || c)"), ("(a&&b)||c", "a && b || c"), ("!(a&&b)", "!(a && b)"), ("!a.b", "!a.b"),
    ("(a?b:c)?d:e", "(a ? b : c) ? d : e"), ("a?b:(c?d:e)", "a ? b : c ? d : e"),
    ("a?(b?c:d):e", "a ? (b ? c : d) : e"),
    ("-(1)", "-(1)"), ("--1", "--1"), ("-x", "-x"), ("(-x).f()", "(-x).f()"),
    ("x in [1,2u,3.0]", "x in [1, 2u, 3.0]"),
    ("{'a':1}[ 'a' ]", "{\"a\": 1}[\"a\"]"), ("has( a . b )", "has(a.b)"), ("a.`b-c`", "a.`b-c`"),
    ("x.map(y,y>1,y)", "x.map(y, y > 1, y)"), ("x.existsOne(y,y)", "x.exists_one(y, y)"), (".a.b", ".a.b"),
    ("'\\n\"中'", "\"\\n\\\"中\""), ("b'\\xff\"'", "b\"\\xff\\\"\""), ("size(a)", "size(a)"), ("1e30", "1e+30"),
    ("(a < b) == c", "a < b == c"), ("a < (b == c)", "a < (b == c)"), ("(a + b).f(c)", "(a + b).f(c)"),
  ])
  func theNormalFormIsPlain(text: String, normal: String) {
    let parsed = Parser.parse(text)
    #expect(parsed.complaints.isEmpty)
    #expect(normalForm(of: parsed.root) == normal)
  }

  @Test func whatIsPrintedReadsBackAsTheSameTree() {
    for seed in 1...3_000 as ClosedRange<UInt64> {
      var maker = TreeMaker(seed: seed)
      let tree = maker.tree(depth: 5)
      let text = normalForm(of: tree)
      let parsed = Parser.parse(text)
      #expect(parsed.complaints.isEmpty, "seed \(seed): \(text)")
      #expect(shape(parsed.root) == shape(tree), "seed \(seed): \(text)")
      #expect(normalForm(of: parsed.root) == text, "seed \(seed)")
    }
  }

  /// The tree without ids and places.
  private func shape(_ node: Expression) -> String {
    switch node.form {
    case .literal(let value): "\(value.typeName) \(value)"
    case .name(let name): name
    case .select(let operand, let field, let testOnly): "(\(shape(operand)) \(testOnly ? "?" : ".")\(field))"
    case .call(let function, let target, let arguments):
      "(\(target.map(shape) ?? "-") \(function) \(arguments.map(shape)))"
    case .list(let elements): "\(elements.map(shape))"
    case .map(let entries): "{\(entries.map { shape($0.key) + ":" + shape($0.value) })}"
    case .message(let type, let fields): "\(type){\(fields.map { $0.name + ":" + shape($0.value) })}"
    case .comprehension(let loop):
      "(\(loop.kind) \(loop.variable) \(loop.second ?? "-") \(shape(loop.range)) "
        + "\(loop.filter.map(shape) ?? "-") \(shape(loop.step)))"
    case .bind(let name, let value, let body): "(bind \(name) \(shape(value)) \(shape(body)))"
    }
  }
}

/// Makes random trees, the same for the same seed.
private struct TreeMaker {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

  private mutating func number(below limit: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state >> 33) % limit
  }

  private mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[number(below: elements.count)]
  }

  private func node(_ form: Expression.Form) -> Expression { Expression(id: 0, span: Span(0, 0), form: form) }

  mutating func tree(depth: Int) -> Expression {
    guard depth > 0 else { return leaf() }
    switch number(below: 15) {
    case 0: return leaf()
    case 1:
      return node(.select(tree(depth: depth - 1), field: pick(["a", "b-c", "in", "size"]), testOnly: false))
    case 2: return node(.select(tree(depth: depth - 1), field: "x", testOnly: true))
    case 3: return node(.list(trees(depth)))
    case 4: return node(.map(trees(depth).map { ($0, $0) }))
    case 5: return node(.call(function: pick(["f", "size"]), target: nil, arguments: trees(depth)))
    case 6: return node(.call(function: "g", target: tree(depth: depth - 1), arguments: trees(depth)))
    case 7:
      let kind = pick(Comprehension.allCases)
      let shape = pick(kind.shapes)
      let filter = shape.filter ? tree(depth: depth - 1) : nil
      return node(
        .comprehension(
          Loop(
            kind, over: tree(depth: depth - 1), "v", shape.names == 2 ? "w" : nil, filter: filter,
            step: tree(depth: depth - 1))))
    case 8: return call(pick([Operator.not, Operator.negate]), 1, depth)
    case 9: return call(Operator.conditional, 3, depth)
    case 10:
      return node(.bind(name: "w", value: tree(depth: depth - 1), body: tree(depth: depth - 1)))
    case 11: return node(.list(trees(depth).map { call(Operator.optionalEntry, [$0]) }))
    case 12: return node(.message(type: "a.T", fields: trees(depth).map { ("in-x", $0) }))
    case 13:
      let field = node(.literal(.string(pick(["a", "b-c"]))))
      return call(Operator.optionalSelect, [tree(depth: depth - 1), field])
    default:
      return call(
        pick(
          Operator.binary.values.map(\.function).sorted() + [
            Operator.in_, Operator.index, Operator.optionalIndex,
          ]), 2, depth)
    }
  }

  private mutating func call(_ function: String, _ count: Int, _ depth: Int) -> Expression {
    call(function, (0..<count).map { _ in tree(depth: depth - 1) })
  }

  private func call(_ function: String, _ arguments: [Expression]) -> Expression {
    node(.call(function: function, target: nil, arguments: arguments))
  }

  private mutating func trees(_ depth: Int) -> [Expression] {
    (0..<number(below: 3)).map { _ in tree(depth: depth - 1) }
  }

  private mutating func leaf() -> Expression {
    let values: [Value] = [
      .null, .bool(true), .int(7), .int(-7), .int(.min), .uint(3), .double(-0.5), .double(1e21),
      .string("a\"\\\n中"),
      .bytes([0, 200, 65]), .double(5e-324),
    ]
    return number(below: 2) == 0 ? node(.name(pick(["a", "b", ".c"]))) : node(.literal(pick(values)))
  }
}
