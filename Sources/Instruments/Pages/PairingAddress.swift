// The pages of who helps which household.

import Kernel

package enum PairingAddress: Equatable, Sendable {
  /// Helpers of a place, or with `state=open` the households that nobody helps.
  case list(WorkView)
  /// One helper's households, and handing them over.
  case helper(county: Int64, number: Int64)
  /// Who helps a household, and who did.
  case household(county: Int64, number: Int64)

  var path: String {
    switch self {
    case .list: "/helpers"
    case .helper(let county, let number): "/helpers/\(county)-\(number)"
    case .household(let county, let number): "/households/\(county)/\(number)/helper"
    }
  }

  func write(into query: inout PageQuery) { if case .list(let view) = self { view.write(into: &query) } }

  /// The page of a path's words behind `helpers`; nil where there is none.
  init?(_ words: [String], _ query: PageQuery) throws(Problem) {
    switch words.count {
    case 0: self = .list(try WorkView(reading: query))
    case 1:
      guard let (county, number) = MonitoringAddress.caseNumber(words[0]) else { return nil }
      self = .helper(county: county, number: number)
    default: return nil
    }
  }
}
