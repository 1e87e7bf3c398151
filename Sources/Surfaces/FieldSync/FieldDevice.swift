// A phone that keeps a part of the register: whose it is, when it asked last, and whether it has to forget.

package import Kernel

package struct FieldDevice: Equatable, Sendable {
  /// 32 hex digits that the phone chose; whoever knows them may ask whether it has to forget, and no more.
  package let id: String
  /// The account that signed in on it last.
  package let account: String
  /// What the browser says that it is.
  package let label: String
  package let enrolledAt: Instant
  package let seenAt: Instant
  package let wipeWishedAt: Instant?
  package let wipeWishedBy: String?
  package let wipeToldAt: Instant?

  /// Whether it gets no more data.
  package var isWiped: Bool { wipeWishedAt != nil }
}
