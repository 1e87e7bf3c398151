// Identity numbers: shape, check character, and what a number says of its bearer.

import Kernel
import Testing

@Suite struct CitizenIDTests {
  // The example of GB 11643 itself, and numbers made by its rule.
  @Test(arguments: ["11010519491231002X", "440524188001010014", "530602199003074218"])
  func aNumberIsReadWhole(_ text: String) throws {
    let (read, fault) = CitizenID.read(text)
    let id = try #require(read)
    let made = try #require(
      CitizenID(area: id.area, birth: id.birth ?? .distantPast, sequence: sequence(text)))
    #expect(fault == (made == id ? nil : .checkCharacter(expected: made.text.last ?? "?")))
    #expect(id.text == text)
    #expect(CitizenID(packed: id.packed) == id)
  }

  @Test func theExampleOfTheStandardIsRight() throws {
    let (read, fault) = CitizenID.read("11010519491231002X")
    let id = try #require(read)
    #expect(fault == nil)
    #expect(id.hasRightCheck)
    #expect(id.area == 110_105)
    #expect(id.birth == Day("1949-12-31"))
    #expect(id.sex == .female)
    #expect(id.masked == "110105********002X")
  }

  @Test(arguments: Array("0123456789"))
  func everyOtherCheckCharacterIsToldWrong(_ last: Character) throws {
    let (read, fault) = CitizenID.read("11010519491231002\(last)")
    let id = try #require(read, "the number is kept for what it says")
    #expect(fault == .checkCharacter(expected: "X"))
    #expect(!id.hasRightCheck)
    #expect(id.birth == Day("1949-12-31"))
  }

  @Test func aSmallXAndBlanksAroundDoNotMatter() {
    let (plain, loose) = (CitizenID.read("11010519491231002X"), CitizenID.read("  11010519491231002x "))
    #expect(plain.id == loose.id)
    #expect(loose.fault == nil)
  }

  @Test(arguments: [
    "", " ", "11010519491231002", "11010519491231002XX", "1101051949123100 2X", "11010519491231002Y",
    "X1010519491231002X", "110105491231002", "1101051949123100２X", "-1010519491231002X",
  ])
  func whatHasNotTheShapeIsNoNumber(_ text: String) {
    let (id, fault) = CitizenID.read(text)
    #expect(id == nil)
    #expect(fault == .shape)
  }

  @Test func oneWrongDigitIsAlwaysFound() throws {
    var random = SeededRandom(seed: 3)
    for _ in 0..<2_000 {
      let birth = Day(number: Int32(random.below(20_000)))
      let id = try #require(
        CitizenID(area: 100_000 + random.below(900_000), birth: birth, sequence: random.below(1_000)))
      try #require(id.hasRightCheck && id.birth == birth)
      var digits = Array(id.text)
      let place = random.below(17)
      let old = try #require(digits[place].wholeNumberValue)
      digits[place] = Character(String((old + 1 + random.below(9)) % 10))
      let (_, fault) = CitizenID.read(String(digits))
      try #require(fault != nil, "\(String(digits)), seed 3")
    }
  }

  @Test func theSequenceTellsTheSex() throws {
    let birth = try #require(Day("1990-03-07"))
    let (man, woman) = (
      CitizenID(area: 530_602, birth: birth, sequence: 421),
      CitizenID(area: 530_602, birth: birth, sequence: 422)
    )
    #expect(man?.sex == .male)
    #expect(woman?.sex == .female)
  }

  @Test func aNumberCanStateADayThatNeverWas() throws {
    let read = try #require(CitizenID.read("110105199002300025").id)
    #expect(read.birth == nil)
  }

  @Test(arguments: [(99_999, 1), (1_000_000, 1), (530_602, -1), (530_602, 1_000)])
  func aNumberIsNotMadeOfPartsThatDoNotFit(_ area: Int, _ sequence: Int) {
    #expect(CitizenID(area: area, birth: .distantFuture, sequence: sequence) == nil)
  }

  @Test func numbersAreOrderedByTheirDigits() throws {
    let (first, last) = (CitizenID.read("110105194912310011").id, CitizenID.read("11010519491231002X").id)
    #expect(try #require(first) < (try #require(last)))
  }

  private func sequence(_ text: String) -> Int { Int(text.dropFirst(14).prefix(3)) ?? -1 }
}
