// The body of a request, which ends with a refusal where it is too large.

import Hummingbird
import Synchronization

struct CountedBody: AsyncSequence, Sendable {
  typealias Element = ByteBuffer

  private let body: RequestBody
  private let most: Int
  private let seen = Seen()

  fileprivate final class Seen: Sendable { let bytes = Atomic<Int>(0) }

  init(_ body: RequestBody, most: Int) { (self.body, self.most) = (body, most) }

  var isTooLarge: Bool { seen.bytes.load(ordering: .relaxed) > most }

  struct AsyncIterator: AsyncIteratorProtocol {
    fileprivate var base: RequestBody.AsyncIterator
    fileprivate let most: Int
    fileprivate let seen: Seen

    mutating func next() async throws -> ByteBuffer? {
      guard let part = try await base.next() else { return nil }
      if seen.bytes.add(part.readableBytes, ordering: .relaxed).newValue > most {
        throw HTTPError(.contentTooLarge)
      }
      return part
    }
  }

  func makeAsyncIterator() -> AsyncIterator {
    AsyncIterator(base: body.makeAsyncIterator(), most: most, seen: seen)
  }
}
