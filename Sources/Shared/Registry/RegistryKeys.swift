// Which parts of the register an import needs: a few rows need no index of millions.

/// Households by number, persons by packed identity number, records by the name of their feed.
package struct RegistryKeys: Sendable {
  package var households: Set<Int64> = []
  package var citizens: Set<Int64> = []
  package var records: [String: Set<Int64>] = [:]

  package init() {}
}
