// Calls a function as a rule would, and tells in one text what came of it.
import RuleValues

/// The result of `name(values…)` as a rule would write it, so that its type shows, or the code of the fault.
func call(_ name: String, _ values: [Value]) -> String { outcome(name, values, isMember: false) }

/// The same for `target.name(arguments…)`.
func call(on target: Value, _ name: String, _ arguments: [Value] = []) -> String {
  outcome(name, [target] + arguments, isMember: true)
}

func list(_ elements: Value...) -> Value { .list(elements) }

private func outcome(_ name: String, _ values: [Value], isMember: Bool) -> String {
  do {
    return try value(name, values, isMember: isMember).description
  } catch {
    return error.code
  }
}
