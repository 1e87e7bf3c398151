// A city as text: what rules would read in each row, whatever the columns are packed in.

import Columns
import Screening

enum CityText {
  static func lines(of city: City) -> [String] {
    city.frame.tables.keys.sorted().flatMap { name -> [String] in
      let table = city.frame[name]
      let columns = table.columns.keys.sorted()
      return (0..<table.rowCount).map { row in
        let cells = columns.map { column in
          "\(column)=" + (table.columns[column]?.value(at: row).map { "\($0)" } ?? "-")
        }
        let lists = table.lists.keys.sorted().map { list in
          "\(list)=" + (table.lists[list].map { "\($0.rows(of: row))" } ?? "")
        }
        let references = table.references.keys.sorted().map { field in
          "\(field)=" + (table.references[field].map { "\($0.rows[row])" } ?? "")
        }
        return "\(name) \(row): " + (cells + lists + references).joined(separator: " ")
      }
    }
  }
}
