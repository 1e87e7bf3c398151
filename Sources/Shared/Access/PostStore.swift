// SQL of posts.

import Database
import Kernel

enum PostStore {
  static let columns =
    "post.id, post.role, post.place, post.subject, post.account, post.from_day, post.until_day, "
    + "post.deputy_of, post.permissions"

  static func post(_ row: Statement) throws(Problem) -> Post {
    guard let place = PlaceCode(number: row.int(2)) else {
      preconditionFailure("a post is kept with the code of a place")
    }
    let names = row.optionalText(8)?.split(separator: " ").compactMap { Permission(rawValue: String($0)) }
    return Post(
      id: PostID(number: row.int(0)), role: row.text(1), place: place, subject: row.optionalText(3),
      account: AccountID(number: row.int(4)), from: row.day(5), until: row.optionalDay(6),
      deputyOf: row.optionalInt(7).map(PostID.init(number:)), permissions: names.map(Set.init))
  }

  static func post(_ id: PostID, on connection: Connection) throws(Problem) -> Post? {
    try connection.row("SELECT \(columns) FROM post WHERE id = ?", [.int(id.number)], post)
  }

  /// All posts of an account, past ones too, by id.
  static func posts(of account: AccountID, on connection: Connection) throws(Problem) -> [Post] {
    try connection.rows(
      "SELECT \(columns) FROM post WHERE account = ? ORDER BY id", [.int(account.number)], post)
  }

  static func deputies(of id: PostID, on connection: Connection) throws(Problem) -> [Post] {
    try connection.rows(
      "SELECT \(columns) FROM post WHERE deputy_of = ? ORDER BY id", [.int(id.number)], post)
  }

  static func add(_ post: Post, on connection: Connection) throws(Problem) {
    let permissions = post.permissions?.map(\.rawValue).sorted().joined(separator: " ")
    try connection.run(
      """
      INSERT INTO post (id, role, place, subject, account, from_day, until_day, deputy_of, permissions)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .int(post.id.number), .text(post.role), .int(post.place.number), .text(post.subject),
        .int(post.account.number), .day(post.from), .day(post.until), .int(post.deputyOf?.number),
        .text(permissions),
      ])
  }

  /// Ends a post before a day; where it had not begun by then, it never begins.
  static func end(_ id: PostID, before day: Day, on connection: Connection) throws(Problem) {
    try connection.run(
      "UPDATE post SET until_day = max(from_day, ?) WHERE id = ? AND (until_day IS NULL OR until_day > ?)",
      [.day(day), .int(id.number), .day(day)])
  }
}
