// The words of rules and the columns of feeds are the same words.

import Registry
import Rules
import Testing

@Suite struct FeedWordsTests {
  @Test(arguments: FeedKind.all.map(\.name))
  func everyColumnOfAFeedIsAFieldOfItsRecord(name: String) throws {
    let kind = try #require(FeedKind.named(name))
    let record = try #require(ScreeningVocabulary.record(kind.recordType))
    #expect(record.orderedBy == kind.orderedBy)
    #expect(
      Set(record.fields.map(\.name))
        == Set(kind.columns.map(\.name) + ["record_number"] + (kind.key == .place ? ["place"] : [])),
      "\(kind.recordType)")
    for column in kind.columns {
      if column.isFlag { #expect(record.field(column.name)?.kind == .flag) }
      if column.isDay { #expect(record.field(column.name)?.kind == .day) }
      if case .code(let words) = column.content, case .code(let prefix)? = record.field(column.name)?.kind {
        for word in words {
          let known = ScreeningVocabulary.constant(prefix, word.number)
          #expect(known != nil, "\(kind.recordType).\(column.name) \(word.word)")
        }
      }
      #expect(record.field(column.name)?.always == !column.isOptional, "\(kind.recordType).\(column.name)")
    }
  }
}
