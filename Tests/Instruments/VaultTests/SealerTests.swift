// Sealing, opening, and finding sealed values.

import Kernel
import Testing
import Vault

@Suite struct SealerTests {
  private static func ring(_ keys: Int) throws -> KeyRing {
    var ring = try KeyRing([SecretKey(number: 1, bytes: [UInt8](repeating: 1, count: 32))])
    for seed in 1..<keys { ring = try ring.adding([UInt8](repeating: UInt8(seed + 1), count: 32)) }
    return ring
  }

  @Test(arguments: [0, 1, 18, 1_000]) func whatIsSealedOpens(_ count: Int) throws {
    let sealer = Sealer(try SealerTests.ring(1))
    let plain = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 7) }
    let sealed = sealer.seal(plain, as: "person.citizen 1")
    #expect(sealed.count == count + 29)
    #expect(try sealer.open(sealed, as: "person.citizen 1") == plain)
  }

  @Test func anotherContextIsRefused() throws {
    let sealer = Sealer(try SealerTests.ring(1))
    let sealed = sealer.seal([1, 2, 3], as: "person.citizen 1")
    #expect(throws: Problem.self) { try sealer.open(sealed, as: "person.citizen 2") }
  }

  @Test func everyFlippedByteIsRefused() throws {
    let sealer = Sealer(try SealerTests.ring(1))
    let sealed = sealer.seal([1, 2, 3], as: "x")
    for place in sealed.indices {
      var spoilt = sealed
      spoilt[place] ^= 1
      #expect(throws: Problem.self) { try sealer.open(spoilt, as: "x") }
    }
    #expect(throws: Problem.self) { try sealer.open([], as: "x") }
  }

  @Test func anOlderKeyStillOpens() throws {
    let old = Sealer(try SealerTests.ring(1))
    let new = Sealer(try SealerTests.ring(2))
    let sealed = old.seal([9], as: "x")
    #expect(try new.open(sealed, as: "x") == [9])
    #expect(new.seal([9], as: "x")[0] == 2)
    #expect(throws: Problem.self) { try old.open(new.seal([9], as: "x"), as: "x") }
  }

  @Test func valuesAreFoundByEachKey() throws {
    let old = Sealer(try SealerTests.ring(1))
    let new = Sealer(try SealerTests.ring(2))
    #expect(new.lookups([7], as: "phone") == [new.lookup([7], as: "phone"), old.lookup([7], as: "phone")])
    #expect(new.lookup([7], as: "phone") != new.lookup([7], as: "bank"))
    #expect(new.lookup([7], as: "phone") != new.lookup([8], as: "phone"))
  }

  @Test func aRingIsReadAsItIsWritten() throws {
    let ring = try SealerTests.ring(3)
    let read = try KeyRing(reading: "# keys\n\n" + ring.secretText)
    #expect(read.keys.map(\.number) == [1, 2, 3])
    #expect(read.secretText == ring.secretText)
    #expect(!"\(ring) \(ring.keys)".contains("="))
  }

  @Test(arguments: ["", "1 short", "0 AAAA", "2 ", "# none"]) func aBadRingIsRefused(_ text: String) {
    #expect(throws: Problem.self) { try KeyRing(reading: text) }
  }

  /// The machine's AES and the portable one must agree, or a store could not be moved to another machine.
  @Test(arguments: [0, 1, 8, 18, 333]) func bothWaysOfSealingGiveTheSameBytes(_ count: Int) throws {
    let ring = try SealerTests.ring(2)
    let (fast, portable) = (Sealer(ring), Sealer(portably: ring))
    let plain = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 11) }
    let sealed = fast.seal(plain, as: "x")
    #expect(portable.seal(plain, as: "x") == sealed)
    #expect(try portable.open(sealed, as: "x") == plain)
    #expect(throws: Problem.self) { try portable.open(sealed, as: "y") }
    let place = SealedPlace(kind: 1, subject: 42)
    #expect(portable.seal(plain, at: place) == fast.seal(plain, at: place))
  }

  @Test func aValueOpensInItsPlaceAlone() throws {
    let sealer = Sealer(try SealerTests.ring(1))
    let sealed = sealer.seal([1, 2, 3], at: SealedPlace(kind: 1, subject: 42))
    #expect(try sealer.open(sealed, at: SealedPlace(kind: 1, subject: 42)) == [1, 2, 3])
    for (kind, subject) in [(UInt8(2), Int64(42)), (1, 43)] {
      #expect(throws: Problem.self) { try sealer.open(sealed, at: SealedPlace(kind: kind, subject: subject)) }
    }
  }

  @Test func aKeptSecretFindsTheSameUnderEveryKey() throws {
    let secret = [UInt8](repeating: 9, count: SecretKey.size)
    let old = Sealer(try SealerTests.ring(1), lookingUpBy: secret)
    let new = Sealer(try SealerTests.ring(2), lookingUpBy: secret)
    #expect(old.lookup([7], as: "phone") == new.lookup([7], as: "phone"))
    #expect(new.lookups([7], as: "phone") == [new.lookup([7], as: "phone")])
    #expect(
      new.finder(of: "phone").number("13812345678") == new.lookup(Array("13812345678".utf8), as: "phone"))
    #expect((0..<1_000).allSatisfy { new.finder(of: "x").number(Int64($0)) >= 0 })
  }

  @Test func aSealedValueIsLongerByTheOverhead() throws {
    let sealer = Sealer(try SealerTests.ring(1))
    #expect(sealer.seal([], as: "x").count == Sealer.overhead)
    #expect(sealer.isNewest(sealer.seal([], as: "x")))
  }
}
