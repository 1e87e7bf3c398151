// Fields that are computed: which read which, and what a row looks like to the interpreter.

import RuleLanguage
import RuleValues
import Testing

@testable import Columns

@Suite struct DerivedFieldTests {
  /// Fields by record, name and text; each may read all others.
  private static func fields(_ made: [(record: String, name: String, text: String)]) throws -> (
    fields: [DerivedField], vocabulary: Vocabulary
  ) {
    var vocabulary = Town.vocabulary
    for (record, name, _) in made { vocabulary.records[record]?.fields[name] = .init(.int, always: false) }
    let fields = try made.map { record, name, text in
      var own = vocabulary
      own.variables[record.lowercased()] = .init(.record(record))
      let rule = try Checker.check(text, vocabulary: own)
      return DerivedField(record: record, name: name, variable: record.lowercased(), rule: rule)
    }
    return (fields, vocabulary)
  }

  @Test func fieldsInOrderHaveNoCycle() throws {
    let (fields, _) = try Self.fields([
      ("Person", "years", "person.age + few"),
      ("Household", "years", "sum(household.members.map(p, p.years))"),
      ("Household", "more", "has(household.years) ? household.years : limit"),
    ])
    #expect(DerivedField.cycle(among: fields) == nil)
    #expect(DerivedField.cycle(among: []) == nil)
  }

  @Test func aCycleIsToldInTheOrderOfReading() throws {
    let (fields, _) = try Self.fields([
      ("Household", "start", "household.a"), ("Household", "a", "sum(household.members.map(p, p.b))"),
      ("Person", "b", "person.home.c"), ("Household", "c", "has(household.a) ? 1 : 2"),
    ])
    let cycle = try #require(DerivedField.cycle(among: fields))
    #expect(cycle.map { "\($0.record).\($0.name)" } == ["Household.a", "Person.b", "Household.c"])
  }

  @Test func aFieldThatReadsItselfIsACycle() throws {
    let (fields, _) = try Self.fields([("Household", "a", "household.a + 1")])
    #expect(DerivedField.cycle(among: fields)?.map(\.name) == ["a"])
  }

  @Test func aRuleDependsOnTheNamesOfTheFieldsItReads() throws {
    let (fields, vocabulary) = try Self.fields([
      ("Person", "years", "person.age + few"),
      ("Household", "years", "sum(household.members.map(p, p.years))"),
      ("Household", "alone", "limit"),
    ])
    let known = Dictionary(uniqueKeysWithValues: fields.map { ($0.key, $0) })
    let rule = try Checker.check("household.years > grade.C || flag", vocabulary: vocabulary)
    #expect(rule.names(known) == ["household", "person", "grade.C", "flag", "few"])
  }

  @Test func aRowIsARecordOfItsTable() throws {
    let (fields, vocabulary) = try Self.fields([("Person", "ratio", "100 / person.age")])
    let frame = Frame([
      "Household": Table(
        "Household", rowCount: 2, columns: ["number": .ints([7, 8]), "score": .ints([nil, 3])],
        lists: ["members": ChildList(table: "Person", counts: [0, 2])],
        references: ["group": Reference(table: "Group", rows: [0, -1])]),
      "Person": Table("Person", rowCount: 2, columns: ["age": .ints([0, 20])]),
      "Group": Table("Group", rowCount: 1, columns: ["wet": .bools([true])]),
    ])
    let context = RowContext(frame: frame, derived: fields, constants: [:], vocabulary: vocabulary)
    let (first, second) = (context.record("Household", 0), context.record("Household", 1))
    #expect(first.typeName == "Household")
    #expect(first.field("number") == .int(7) && second.field("score") == .int(3))
    #expect(first.field("score") == nil && second.field("group") == nil && first.field("nothing") == nil)
    #expect(first.field("members") == .list([]))
    let group = try #require(first.field("group"))
    #expect(RowContext.place(of: group)?.table == "Group" && RowContext.place(of: group)?.row == 0)
    #expect(RowContext.place(of: .int(1)) == nil)
    // The newborn's ratio can't be computed, so the field is absent.
    #expect(context.record("Person", 0).field("ratio") == nil)
    #expect(context.record("Person", 1).field("ratio") == .int(5))
  }

  @Test func anObserverHearsWhichRowsWereLookedAt() throws {
    let rule = try Checker.check("household.members.exists(p, p.age > 5)", vocabulary: Town.vocabulary)
    let frame = Frame([
      "Household": Table(
        "Household", rowCount: 1, lists: ["members": ChildList(table: "Person", counts: [3])]),
      "Person": Table("Person", rowCount: 3, columns: ["age": .ints([1, 9, 9])]),
    ])
    let context = RowContext(frame: frame, vocabulary: Town.vocabulary)
    var seen: [Int?] = []
    let value = try context.evaluate(Program(rule, vocabulary: Town.vocabulary), "household", "Household", 0)
    {
      seen.append(RowContext.place(of: $0.element)?.row)
    }
    #expect(value == .bool(true))
    #expect(seen == [0, 1])
  }
}
