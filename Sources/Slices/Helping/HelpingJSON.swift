// Helpers and pairings as JSON, for the command line and for programs that ask the pages.

package import Casework
import Kernel

extension Helper {
  /// **Shape**: names as in the code; how many households, and the pairings, where they are told.
  package func json(_ households: Int? = nil, _ rows: [String]? = nil) -> String {
    JSONText.object([
      "id": JSONText.quoted("\(id)"), "name": JSONText.quoted(name), "unit": JSONText.quoted(unit),
      "account": JSONText.quoted(account), "households": households.map(String.init) ?? "null",
      "rows": rows.map(JSONText.array) ?? "null",
    ])
  }
}

extension Pairing {
  package var json: String {
    JSONText.object([
      "id": JSONText.quoted("\(id)"), "helper": JSONText.quoted("\(helper)"),
      "household": String(household), "place": JSONText.quoted(place.short),
      "since": JSONText.quoted("\(since)"), "until": until.map { JSONText.quoted("\($0)") } ?? "null",
      "reason": JSONText.quoted(reason), "by": JSONText.quoted(by),
    ])
  }
}

extension UnpairedHousehold {
  package var json: String {
    JSONText.object([
      "county": String(household.county), "household": String(household.number),
      "episode": JSONText.quoted("\(episode)"), "place": JSONText.quoted(place.short),
      "registeredOn": JSONText.quoted("\(registeredOn)"),
    ])
  }
}

extension HelpHistory {
  package var json: String {
    JSONText.object([
      "county": String(household.county), "household": String(household.number),
      "helpers": JSONText.array(
        helpers.values.sorted { $0.id < $1.id }.map { $0.json() }),
      "pairings": JSONText.array(pairings.map(\.json)),
    ])
  }
}
