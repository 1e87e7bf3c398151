// The one place where an endpoint asks whether its caller may come in.

package import Access
package import Kernel
package import Pages

/// The visitor that an address lets in; nil where it is open to everybody or needs no post.
/// What they see of it is asked further in, place by place.
/// **Problems**: `access.visitor.none` and `access.permission.missing`, both 403.
package func admit(_ address: PageAddress, _ caller: Caller) throws(Problem) -> Visitor? {
  let requirement: Requirement = address.requirement
  switch requirement {
  case .open: return caller.visitor
  case .signedIn:
    guard caller.stage != .outside else { throw Caller.nobody }
    return caller.visitor
  case .permission(let permission):
    let visitor = try caller.demandVisitor()
    try visitor.demand(permission)
    return visitor
  }
}

extension Visitor {
  /// Whether links to a page are worth showing.
  package func mayOpen(_ address: PageAddress) -> Bool {
    switch address.requirement {
    case .open, .signedIn: true
    case .permission(let permission): may(permission) && seesNumbers(on: address)
    }
  }

  /// Pages of numbers alone are for posts that see those of the place.
  private func seesNumbers(on address: PageAddress) -> Bool {
    switch address {
    case .cockpit(.board(let place, _)): sees(place) && seesNumbers(of: place) && place.level < .group
    case .cockpit(.wellbeing(let place)):
      sees(place) && seesNumbers(of: place) && subject?.seesIncome ?? true
    case .cockpit(.screen), .cockpit(.screenEvents): seesNumbers(of: place)
    case .figures(let figures):
      sees(figures.view.place ?? place) && seesNumbers(of: figures.view.place ?? place)
    default: true
    }
  }
}
