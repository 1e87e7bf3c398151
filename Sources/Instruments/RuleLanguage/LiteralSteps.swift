// Steps that make lists, maps and messages.

import RuleValues

/// A part of a literal; an optional one is left out where it holds nothing.
struct LiteralPart: Sendable {
  let step: any Step
  let isOptional: Bool

  func value(_ frame: inout Frame) throws(EvaluationFault) -> Value? {
    let value = try step.value(&frame)
    guard isOptional else { return value }
    guard case .optional(let content) = value else {
      throw EvaluationFault(Function.noOverload("?", value), at: step.span)
    }
    return content
  }
}

final class ListStep: Step {
  let span: Span
  let elements: [LiteralPart]

  init(_ elements: [LiteralPart], _ span: Span) { (self.elements, self.span) = (elements, span) }

  func value(_ frame: inout Frame) throws(EvaluationFault) -> Value {
    var values: [Value] = []
    values.reserveCapacity(elements.count)
    for element in elements {
      if let value = try element.value(&frame) { values.append(value) }
    }
    return .list(values)
  }
}

final class MapStep: Step {
  let span: Span
  let entries: [(key: any Step, value: LiteralPart)]

  init(_ entries: [(key: any Step, value: LiteralPart)], _ span: Span) {
    (self.entries, self.span) = (entries, span)
  }

  func value(_ frame: inout Frame) throws(EvaluationFault) -> Value {
    var values: [(key: Value, value: Value)] = []
    for entry in entries {
      let key = try entry.key.value(&frame)
      guard key.isKey else {
        throw EvaluationFault(.noOverload(function: "{}", types: key.typeName), at: entry.key.span)
      }
      if let value = try entry.value.value(&frame) { values.append((key, value)) }
    }
    return .map(try MapValue.unique(values, at: span))
  }
}

final class MessageStep: Step {
  let span: Span
  let message: Message
  let fields: [(name: String, value: LiteralPart)]

  init(_ message: Message, _ fields: [(name: String, value: LiteralPart)], _ span: Span) {
    (self.message, self.fields, self.span) = (message, fields, span)
  }

  func value(_ frame: inout Frame) throws(EvaluationFault) -> Value {
    var values: [String: Value] = [:]
    for field in fields {
      guard message.fields[field.name] != nil else {
        throw EvaluationFault(.noSuchField(field.name), at: span)
      }
      if let value = try field.value.value(&frame) { values[field.name] = value }
    }
    do { return try message.value(values) } catch { throw EvaluationFault(error, at: span) }
  }
}

extension MapValue {
  /// The map, or the fault that a key stands in it twice.
  static func unique(
    _ entries: [(key: Value, value: Value)], at span: Span
  ) throws(EvaluationFault) -> MapValue {
    let map = MapValue(entries)
    if let key = map.repeatedKey { throw EvaluationFault(.duplicateKey(key.shortText), at: span) }
    return map
  }
}

extension Value {
  /// Whether the value may be a key of a map.
  var isKey: Bool {
    switch self {
    case .bool, .int, .uint, .string: true
    default: false
    }
  }
}
