// What somebody typed into the search field, told apart.

import Kernel

/// One reading of the words of a search.
enum SearchWords: Equatable {
  case citizen(CitizenID)
  case phone(String)
  /// The number of a household.
  case number(Int64)
  /// Part of a name of a member or a place.
  case part(String)
  /// Parts of names of places, from the wider to the narrower, then what is looked for there.
  case inPlaces([String], String)

  init(_ text: String) {
    let words = text.split { $0.isWhitespace || $0 == "，" || $0 == "," }.map(String.init)
    let joined = words.joined()
    if let citizen = CitizenID.read(joined).id {
      self = .citizen(citizen)
    } else if SearchWords.isDigits(joined), joined.utf8.count == 11, joined.hasPrefix("1") {
      self = .phone(joined)
    } else if SearchWords.isDigits(joined), let number = Int64(joined) {
      self = .number(number)
    } else if words.count > 1, let last = words.last {
      self = .inPlaces(words.dropLast(), last)
    } else {
      self = .part(text)
    }
  }

  private static func isDigits(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }
}
