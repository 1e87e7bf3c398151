// Search of texts over their bytes finds what a plain look at every text finds.

import Snapshots
import Testing

@Suite struct TextSearchTests {
  static let names = [
    "王秀英", "李明", "赵秀", "", "买买提·吐尔逊", "秀英王", "Anna Meier", "ANNA", "㐀二", "王", "秀", "阿·秀·英", "O'Hara 9",
  ]

  private func found(_ part: String, in range: Range<Int>? = nil, limit: Int = 100) -> [Int] {
    TextSearch(TextColumn(TextSearchTests.names)).rows(holding: part, in: range, limit: limit)
  }

  @Test(
    arguments: [
      ("秀", [0, 2, 5, 10, 11]), ("秀英", [0, 5, 11]), ("王秀", [0]), ("提吐", [4]), ("提·吐", [4]), ("anna", [6, 7]),
      ("ANNAm", [6]), ("㐀", [8]), ("张", []), ("", []), (" · ", []), ("ohara9", [12]), ("英李", []),
      ("nna", [6, 7]),
    ] as [(String, [Int])])
  func aRowIsFoundByAnyPartOfItsText(part: String, rows: [Int]) {
    #expect(found(part) == rows)
  }

  @Test func theFirstOfARangeAreFound() {
    #expect(found("秀", in: 1..<11) == [2, 5, 10])
    #expect(found("秀", limit: 2) == [0, 2])
    #expect(found("秀", in: 10..<12, limit: 1) == [10])
    #expect(found("秀", in: 4..<4).isEmpty)
    #expect(found("秀", limit: 0).isEmpty)
  }

  @Test func theAnswersAreThoseOfAPlainScan() {
    let names = TextSearchTests.names
    let search = TextSearch(TextColumn(names))
    for name in names {
      let characters = Array(TextSearch.squeezed(name).lowercased())
      for start in characters.indices {
        for end in start..<characters.count {
          let part = String(characters[start...end])
          let plain = names.indices.filter { TextSearch.squeezed(names[$0]).lowercased().contains(part) }
          #expect(search.rows(holding: part, limit: 100) == plain, "\(part)")
        }
      }
    }
  }

  @Test func textsComeBackInTheOrderOfTheirRows() {
    var gatherer = TextGatherer(rows: 4)
    for (row, text) in [(2, "二"), (0, "零"), (3, ""), (0, "zero")] {
      Array(text.utf8).withUnsafeBytes { gatherer.set(row, utf8: $0) }
    }
    let column = gatherer.column()
    #expect(column.indices.map { column[$0] } == ["zero", "", "二", ""])
    #expect(column == TextColumn(["zero", "", "二", ""]))
  }
}
