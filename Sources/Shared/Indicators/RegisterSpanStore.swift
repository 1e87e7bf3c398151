// SQL of the time that the register speaks of.

package import Database
package import Kernel

package enum RegisterSpanStore {
  /// The first day of which anything is known: that of the first year in which a household was registered, or
  /// of the first accounting year with incomes, where that begins earlier.
  /// **Shape**: nil where neither is known. Every household and every income is looked at.
  package static func firstDay(on connection: Connection) throws(Problem) -> Day? {
    let years = try connection.row(
      "SELECT (SELECT MIN(registered_year) FROM household), (SELECT MIN(year) FROM income)"
    ) { (row) throws(Problem) in (registered: row.optionalInt(0), income: row.optionalInt(1)) }
    let registered = years?.registered.flatMap { Day(year: Int($0), month: 1, day: 1) }
    let income = years?.income.flatMap { Day(year: Int($0) - 1, month: 10, day: 1) }
    return [registered, income].compactMap(\.self).min()
  }
}
