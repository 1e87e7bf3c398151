// What a post may do, and a department's line of work, as the file of roles says it.

package import Kernel

/// **Shape**: `name` is unique and made of small letters and `_`.
package struct Role: Sendable, Equatable {
  package let name: String
  package let title: Text
  /// The levels of places at which there is such a post.
  package let levels: [PlaceLevel]
  package let permissions: Set<Permission>
  /// Whether signing in takes a code besides the password.
  package let needsCode: Bool
  /// Whether such a post has a department's line of work.
  package let hasSubject: Bool

  package init(
    name: String, title: Text, levels: [PlaceLevel], permissions: Set<Permission>, needsCode: Bool = false,
    hasSubject: Bool = false
  ) {
    (self.name, self.title, self.levels) = (name, title, levels)
    (self.permissions, self.needsCode, self.hasSubject) = (permissions, needsCode, hasSubject)
  }

  /// The same role with other permissions, as a deputy has it.
  func permitted(_ permissions: Set<Permission>) -> Role {
    Role(
      name: name, title: title, levels: levels, permissions: permissions, needsCode: needsCode,
      hasSubject: hasSubject)
  }

  /// A guardian of the system itself: such posts hold no business permission.
  package var isGuardian: Bool { permissions.contains { $0.isGuardian } }
}

/// A department's line of work: which rows and which causes of risk are its business.
/// **Shape**: feeds as the import names them, causes as rules name them.
package struct Subject: Sendable, Equatable {
  package let name: String
  package let title: Text
  package let feeds: Set<String>
  package let causes: Set<String>
  /// Whether incomes of households are its business.
  package let seesIncome: Bool

  package init(name: String, title: Text, feeds: Set<String>, causes: Set<String>, seesIncome: Bool = false) {
    (self.name, self.title, self.feeds) = (name, title, feeds)
    (self.causes, self.seesIncome) = (causes, seesIncome)
  }
}
