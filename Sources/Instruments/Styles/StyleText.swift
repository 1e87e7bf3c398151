// The text of the one stylesheet: its parts in order.

/// What all pages look like. Colours stand in the tokens alone.
package enum StyleText {
  package static let all = [
    tokensStyle, frameStyle, partsStyle, tableStyle, chartStyle, trendStyle, formStyle, narrowStyle,
    readerStyle, printStyle, paperStyle,
  ].joined(separator: "\n")

  /// The colours, spaces and type alone, for pages with a stylesheet of their own.
  package static let tokens = tokensStyle
}
