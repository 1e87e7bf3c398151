// A change of what is known of one household or one group, row by row.

import Columns
import Kernel
import RuleLanguage
package import RuleValues
import Rules

/// A row that comes, changes or goes.
package struct RowChange: Sendable {
  /// The record type, as rules name it: `MedicalBill`, `Person`, `Household`.
  package let record: String
  /// What it is known by in its table: the record number, the year of an income, the id of a person.
  package let key: Int64
  /// The id of the person whose row it is, for record types that hang under persons.
  package let owner: Int64?
  /// What is known of the row now; nil where it is gone. Of a row that is there, only what differs.
  package let cells: [String: Value]?

  package init(_ record: String, key: Int64 = 0, owner: Int64? = nil, cells: [String: Value]?) {
    (self.record, self.key, self.owner, self.cells) = (record, key, owner, cells)
  }
}

/// What changed in the register.
package enum CityChange: Sendable {
  /// Rows of one household, by its number.
  case household(Int64, [RowChange])
  /// Outages of a group, by its code: they concern all its households.
  case group(Int64, [RowChange])
}

extension CityPart {
  /// Takes a change over. A person who goes leaves behind what hangs under the household: bills, vehicles and
  /// the like go by changes of their own.
  /// **Problems**: `screening.change.record`, `.column` or `.row` where there is no such thing, `.incomplete`
  /// where a new row lacks a value, `.rows` where a row that goes still has rows.
  mutating func apply(_ change: RowChange) throws(Problem) {
    guard let place = place(of: change), let table = tables[change.record] else {
      throw ScreeningProblems.noRecord(change.record)
    }
    guard let owner = place.owner else { throw ScreeningProblems.noOwner(change.record, change.key) }
    guard let list = place.list else {
      tables[change.record] = try TableEdit(table, change, in: self).replacing(owner)
      return
    }
    guard let parent = tables[place.parent], let children = parent.lists[list] else {
      throw ScreeningProblems.noRecord(change.record)
    }
    let edit = TableEdit(table, change, in: self)
    let rows = children.rows(of: owner)
    let known = change.record == "Person" ? personIDs[rows].firstIndex(of: change.key) : edit.row(in: rows)
    if let known, change.cells != nil, !edit.moves(known) {
      tables[change.record] = try edit.replacing(known)
      return
    }
    var counts = (0..<parent.rowCount).map { children.rows(of: $0).count }
    var cells: [String: Value] = [:]
    var edited = table
    if let known {
      cells = edit.cells(known)
      guard edit.isWithoutRows(known) else { throw ScreeningProblems.stillHasRows(change.record, change.key) }
      edited = edit.removing(known)
      counts[owner] -= 1
      if change.record == "Person" { personIDs.remove(at: known) }
    }
    if let new = change.cells {
      let rest = rows.lowerBound..<rows.upperBound - (known == nil ? 0 : 1)
      let insertion = edit.with(edited)
      if known == nil { cells = new } else { cells.merge(new) { $1 } }
      let row =
        change.record == "Person"
        ? rest.first { personIDs[$0] > change.key } ?? rest.upperBound
        : insertion.place(of: cells, in: rest)
      edited = try insertion.inserting(cells, at: row, isKnown: known != nil)
      counts[owner] += 1
      if change.record == "Person" { personIDs.insert(change.key, at: row) }
    }
    tables[change.record] = edited
    tables[place.parent] = parent.with(
      list, ChildList(table: children.table, counts: counts, isSmall: true))
  }

  /// Where the rows of a record type hang: the parent's table and list, and the parent's row.
  private func place(of change: RowChange) -> (parent: String, list: String?, owner: Int?)? {
    if change.record == "Household" { return ("", nil, 0) }
    for (parent, owner) in [("Household", Int?(0)), ("Group", 0), ("Person", nil)] {
      guard let list = tables[parent]?.lists.first(where: { $0.value.table == change.record }) else {
        continue
      }
      if parent != "Person" { return (parent, list.key, owner) }
      return (parent, list.key, change.owner.flatMap { personIDs.firstIndex(of: $0) })
    }
    return nil
  }
}

extension Table {
  fileprivate func with(_ list: String, _ children: ChildList) -> Table {
    var lists = lists
    lists[list] = children
    return Table(recordType, rowCount: rowCount, columns: columns, lists: lists, references: references)
  }
}
