// Comparing what nobody may guess.

/// Whether two texts are equal, in a time that tells nothing of where they differ.
package func areEqualSecrets(_ left: String, _ right: String) -> Bool {
  let (left, right) = (Array(left.utf8), Array(right.utf8))
  guard left.count == right.count else { return false }
  return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
}
