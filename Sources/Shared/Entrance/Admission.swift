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
    case .permission(let permission): may(permission)
    }
  }
}
