// All roles and departments' lines of work of an installation.

package import Kernel

/// **Shape**: in the order of their files; names are unique.
package struct RoleBook: Sendable {
  package let roles: [Role]
  package let subjects: [Subject]

  package init(roles: [Role], subjects: [Subject]) {
    (self.roles, self.subjects) = (roles, subjects)
  }

  /// Reads `roles.yaml` and `subjects.yaml`.
  /// **Problems**: `access.roles.invalid` with file, line and remedy; `access.file.unreadable`.
  package static func load(_ folder: String) throws(Problem) -> RoleBook {
    let roles = RoleFile(path: folder + "/roles.yaml")
    let subjects = RoleFile(path: folder + "/subjects.yaml")
    return try RoleBook(
      roles: roles.entries(roles.read()).map { (entry) throws(Problem) in try roles.role(entry) },
      subjects: subjects.entries(subjects.read()).map { (entry) throws(Problem) in
        try subjects.subject(entry)
      })
  }

  package func role(_ name: String) -> Role? { roles.first { $0.name == name } }
  package func subject(_ name: String) -> Subject? { subjects.first { $0.name == name } }

  /// **Problems**: `access.role.unknown`.
  package func demand(_ name: String) throws(Problem) -> Role {
    guard let role = role(name) else { throw AccessProblems.role(name) }
    return role
  }

  /// Who may what, as a table for people: a row per permission, a column per role.
  package var table: String {
    let width = (Permission.allCases.map(\.rawValue.count).max() ?? 0) + 2
    var lines = ["# " + roles.map(\.name).joined(separator: " ")]
    for permission in Permission.allCases.sorted() {
      let name = permission.rawValue
      let marks = roles.map { $0.permissions.contains(permission) ? "x" : "." }.joined(separator: " ")
      lines.append(name + String(repeating: " ", count: width - name.count) + marks)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The roles that guard the system, found by what they may.
  package var systemAdministrator: Role? { guardian(.accountManage) }
  package var securityAdministrator: Role? { guardian(.postManage) }
  package var auditor: Role? { guardian(.journalRead) }

  private func guardian(_ permission: Permission) -> Role? {
    roles.first { $0.permissions.contains(permission) }
  }
}
