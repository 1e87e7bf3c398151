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
      Set(record.fields.map(\.name)) == Set(kind.columns.map(\.name) + ["record_number"]),
      "\(kind.recordType)")
    for column in kind.columns {
      #expect(record.field(column.name)?.always == !column.isOptional, "\(kind.recordType).\(column.name)")
    }
  }
}
