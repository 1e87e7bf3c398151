// SQL of accounts.

package import Database
package import Kernel

enum AccountStore {
  static let columns = """
    id, login, name, created_at, disabled_at, password_at, length(code) > 0, issuer, issuer_subject
    """

  static func account(_ row: Statement) throws(Problem) -> Account {
    Account(
      id: AccountID(number: row.int(0)), login: row.text(1), name: row.text(2),
      createdAt: Instant(milliseconds: row.int(3)),
      disabledAt: row.optionalInt(4).map(Instant.init(milliseconds:)),
      passwordAt: row.optionalInt(5).map(Instant.init(milliseconds:)), hasCode: row.int(6) == 1,
      issuer: row.text(7), issuerSubject: row.text(8))
  }

  static func count(on connection: Connection) throws(Problem) -> Int64 {
    try connection.number("SELECT COUNT(*) FROM account")
  }

  static func account(_ id: AccountID, on connection: Connection) throws(Problem) -> Account? {
    try connection.row("SELECT \(columns) FROM account WHERE id = ?", [.int(id.number)], account)
  }

  static func account(login: String, on connection: Connection) throws(Problem) -> Account? {
    try connection.row("SELECT \(columns) FROM account WHERE login = ?", [.text(login)], account)
  }

  static func account(issuer: String, subject: String, on connection: Connection) throws(Problem) -> Account?
  {
    try connection.row(
      "SELECT \(columns) FROM account WHERE issuer <> '' AND issuer = ? AND issuer_subject = ?",
      [.text(issuer), .text(subject)], account)
  }

  static func secrets(_ id: AccountID, on connection: Connection) throws(Problem) -> AccountSecrets? {
    try connection.row(
      "SELECT password, history, code, pending_code, code_step FROM account WHERE id = ?", [.int(id.number)]
    ) { (row) throws(Problem) in
      AccountSecrets(
        password: row.text(0), history: row.text(1).split(separator: "\n").map(String.init),
        code: row.bytes(2), pendingCode: row.bytes(3), codeStep: row.int(4))
    }
  }

  static func add(
    _ id: AccountID, login: String, name: String, at: Instant, on connection: Connection
  ) throws(Problem) {
    if try account(login: login, on: connection) != nil { throw AccessProblems.takenName(login) }
    try connection.run(
      "INSERT INTO account (id, login, name, created_at) VALUES (?, ?, ?, ?)",
      [.int(id.number), .text(login), .text(name), .int(at.milliseconds)])
  }

  static func disable(_ id: AccountID, at: Instant?, on connection: Connection) throws(Problem) {
    try connection.run(
      "UPDATE account SET disabled_at = ? WHERE id = ?", [.int(at?.milliseconds), .int(id.number)])
  }

  static func keep(
    password: String, history: [String], at: Instant, of id: AccountID, on connection: Connection
  ) throws(Problem) {
    try connection.run(
      "UPDATE account SET password = ?, history = ?, password_at = ? WHERE id = ?",
      [.text(password), .text(history.joined(separator: "\n")), .int(at.milliseconds), .int(id.number)])
  }

  /// The same password under another cost: neither its age nor the history changes.
  static func rehash(_ password: String, of id: AccountID, on connection: Connection) throws(Problem) {
    try connection.run("UPDATE account SET password = ? WHERE id = ?", [.text(password), .int(id.number)])
  }

  static func keep(pendingCode: [UInt8], of id: AccountID, on connection: Connection) throws(Problem) {
    try connection.run(
      "UPDATE account SET pending_code = ? WHERE id = ?", [.bytes(pendingCode), .int(id.number)])
  }

  static func keep(
    code: [UInt8], step: Int64, of id: AccountID, on connection: Connection
  ) throws(Problem) {
    try connection.run(
      "UPDATE account SET code = ?, pending_code = x'', code_step = ? WHERE id = ?",
      [.bytes(code), .int(step), .int(id.number)])
  }

  /// Marks a half minute as used; false where it, or a later one, was used already.
  static func use(step: Int64, of id: AccountID, on connection: Connection) throws(Problem) -> Bool {
    try connection.run(
      "UPDATE account SET code_step = ? WHERE id = ? AND code_step < ?",
      [.int(step), .int(id.number), .int(step)])
    return connection.changes == 1
  }

  static func link(
    issuer: String, subject: String, of id: AccountID, on connection: Connection
  ) throws(Problem) {
    try connection.run(
      "UPDATE account SET issuer = ?, issuer_subject = ? WHERE id = ?",
      [.text(issuer), .text(subject), .int(id.number)])
  }
}

extension Account {
  /// What the holder of an account is called; nil where there is no such account, or it is shut.
  package static func openName(ofLogin login: String, on connection: Connection) throws(Problem) -> String? {
    guard let account = try AccountStore.account(login: login, on: connection), account.disabledAt == nil
    else { return nil }
    return account.name
  }
}
