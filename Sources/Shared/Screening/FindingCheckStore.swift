// SQL that holds findings, masks and counts of the last run against each other.

package import Database
package import Kernel

package enum FindingCheckStore {
  /// What does not agree. **Shape**: two-language sentences, empty where all is well.
  package static func faults(on connection: Connection) throws(Problem) -> [Text] {
    var faults: [Text] = []
    let unmasked = try connection.number(
      """
      SELECT COUNT(*) FROM (SELECT DISTINCT county, household FROM finding)
      AS found WHERE NOT EXISTS (SELECT 1 FROM household_mask AS mask
        WHERE mask.county = found.county AND mask.household = found.household)
      """)
    if unmasked > 0 {
      faults.append(
        Text(
          zh: "\(unmasked) 户有风险记录，却不在户清单中", en: "\(unmasked) households have findings and are on no list"))
    }
    let unfound = try connection.number(
      """
      SELECT COUNT(*) FROM household_mask AS mask WHERE NOT EXISTS (SELECT 1 FROM finding
        WHERE finding.county = mask.county AND finding.household = mask.household)
      """)
    if unfound > 0 {
      faults.append(
        Text(zh: "\(unfound) 户在户清单中，却没有风险记录", en: "\(unfound) households are listed and have no finding"))
    }
    return faults
  }
}
