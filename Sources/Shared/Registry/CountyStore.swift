// SQL that asks which counties a table has rows of.

package import Database
package import Kernel

package enum CountyStore {
  /// The counties of a table whose key begins with the county, in order: as many steps through the key as
  /// there are counties.
  /// - Parameter table: a name in the program's text, never a value from outside.
  package static func counties(of table: String, on connection: Connection) throws(Problem) -> [Int64] {
    var counties: [Int64] = []
    while true {
      let next = try connection.number(
        "SELECT COALESCE(MIN(county), 0) FROM \(table) WHERE county > ?", [.int(counties.last ?? 0)])
      guard next > 0 else { return counties }
      counties.append(next)
    }
  }
}
