// Rules compiled once, to be run over any frame of the same shape, with any constants.

package import RuleLanguage
package import RuleValues

/// All rules as one graph over columns. Parts of rules that have no columnar form are asked of the
/// interpreter for the rows that need it; `courses` says which.
package struct Plan: Sendable {
  /// Why all of a rule runs row by row, by its number.
  package let unsupported: [Int: Wording]
  /// How each rule runs.
  package let courses: [Course]
  let graph: Graph
  /// The node of each rule and output that has a columnar form.
  let ruleNodes: [(number: Int, node: Int)]
  let outputNodes: [(number: Int, node: Int)]
  let schedules = ScheduleBook()
  let subject: String
  let variable: String
  let derived: DerivedPrograms
  let rules: [Program]
  let outputs: [Program]
  /// Outputs that have no columnar form.
  let slowOutputs: Set<Int>

  /// - Parameters:
  ///   - rules: Tests on a row of the subject.
  ///   - outputs: Values wanted beside them, of the kinds int, bool, timestamp and duration.
  package init(
    rules: [CheckedRule], subject: String = "Household", subjectVariable: String = "household",
    derived: [DerivedField], outputs: [CheckedRule] = [], vocabulary: Vocabulary
  ) {
    var compiler = Compiler(subject: subject, vocabulary: vocabulary, derived: derived)
    var (unsupported, courses): ([Int: Wording], [Course]) = ([:], [])
    var ruleNodes: [(number: Int, node: Int)] = []
    for (number, rule) in rules.enumerated() {
      do throws(Unsupported) {
        let node = try compiler.compile(rule, subjectVariable, [.bool])
        ruleNodes.append((number, node))
        courses.append(compiler.course(of: node))
      } catch {
        unsupported[number] = error.reason
        courses.append(Course(rule, subject, error.reason))
      }
    }
    var outputNodes: [(number: Int, node: Int)] = []
    var slowOutputs: Set<Int> = []
    for (number, output) in outputs.enumerated() {
      do throws(Unsupported) {
        outputNodes.append(
          (number, try compiler.compile(output, subjectVariable, [.bool, .int, .moment, .span])))
      } catch {
        slowOutputs.insert(number)
      }
    }
    graph = compiler.graph
    (self.ruleNodes, self.outputNodes) = (ruleNodes, outputNodes)
    (self.unsupported, self.courses, self.slowOutputs) = (unsupported, courses, slowOutputs)
    (self.subject, variable) = (subject, subjectVariable)
    self.derived = DerivedPrograms(derived, vocabulary: vocabulary)
    self.rules = rules.map { Program($0, vocabulary: vocabulary) }
    self.outputs = outputs.map { Program($0, vocabulary: vocabulary) }
  }
}
