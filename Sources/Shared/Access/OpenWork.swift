// Work that moves when a post gets another holder.

package import Database
package import Kernel

/// What a room keeps open for a post, such as its cases.
package protocol OpenWork: Sendable {
  /// The noun under which the journal counts it.
  var noun: String { get }
  /// Moves everything open, inside the transaction of the hand-over, and answers how much that was.
  func move(from: PostID, to: PostID, by act: Act, on connection: Connection) throws(Problem) -> Int
}

/// How the register answers whether there is a place on a day.
package typealias PlaceCheck = @Sendable (PlaceCode, Day, Connection) throws(Problem) -> Bool

/// Fresh random bytes, as many as asked for: handed in by Programs.
package typealias Chance = @Sendable (Int) -> [UInt8]
