// What a frame file holds: the tables, arrays that belong to them, and some words about them.

package import Columns

package struct FrameSnapshot: Sendable {
  /// Words about the whole, such as the state of the source. Neither tabs nor line ends.
  package var head: [String: String]
  package var frame: Frame
  /// Arrays by name, of 64 and of 32 bits.
  package var wide: [String: [Int64]]
  package var narrow: [String: [Int32]]
  package var texts: [String: TextColumn]

  package init(
    head: [String: String], frame: Frame, wide: [String: [Int64]] = [:], narrow: [String: [Int32]] = [:],
    texts: [String: TextColumn] = [:]
  ) {
    (self.head, self.frame, self.wide, self.narrow, self.texts) = (head, frame, wide, narrow, texts)
  }
}
