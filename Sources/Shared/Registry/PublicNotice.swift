// What a public notice may tell of a household.

package import Kernel

/// **Source**: DOMAIN section 10.3: names where needed, place, type and cause in general words; never a
/// number of identity, telephone or account, nor health.
package struct PublicNotice: Equatable, Sendable {
  /// In full, with its middle starred, or starred but for the family name where the head is a minor.
  package let head: String
  package let place: PlaceCode
  package let type: HouseholdType
  /// The class of the risk in general words, as the rules' causes name it.
  package let risk: Text?

  package init(head: String, place: PlaceCode, type: HouseholdType, risk: Text?) {
    (self.head, self.place, self.type, self.risk) = (head, place, type, risk)
  }

  /// How much of the head's name a notice tells.
  package enum Naming: Sendable {
    case full, middleHidden
  }

  /// - Parameter day: the day on which the notice is put up, which decides who is a minor.
  /// **Shape**: nil for a household without members.
  package static func of(
    _ household: HouseholdRecord, risk: Text?, naming: Naming, on day: Day
  ) -> PublicNotice? {
    guard let head = household.head else { return nil }
    let isMinor = head.birth.age(on: day) < 18
    let name = isMinor ? hidden(head.name) : naming == .full ? head.name : middleHidden(head.name)
    return PublicNotice(head: name, place: household.place, type: household.type, risk: risk)
  }

  /// The first character, the rest as stars.
  private static func hidden(_ name: String) -> String {
    name.prefix(1) + String(repeating: "*", count: max(1, name.count - 1))
  }

  /// Of two characters the second is hidden, of more all between the first and the last.
  private static func middleHidden(_ name: String) -> String {
    guard name.count > 2 else { return hidden(name) }
    return name.prefix(1) + String(repeating: "*", count: name.count - 2) + name.suffix(1)
  }
}
