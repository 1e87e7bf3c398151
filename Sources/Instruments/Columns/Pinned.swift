// Where the columns that a plan reads lie in memory, held in place for the length of a run.

/// A column as the kernels see it.
struct ColumnView: @unchecked Sendable {
  let form: Lane.Form
  let values: UnsafeRawPointer
  let missing: UnsafePointer<UInt8>?
  let dictionary: [String]
}

/// The memory of a frame that a graph speaks of, by the graph's numbers.
/// It is only read, and outlives the run, so that threads may share it.
struct Pinned: @unchecked Sendable {
  let fields: [ColumnView]
  /// Where each row's child rows begin, for domains that are lists.
  let offsets: [UnsafePointer<Int32>?]
  let references: [UnsafePointer<Int32>]

  /// Calls `body` while every array stands still.
  static func with<Answer>(_ graph: Graph, _ frame: Frame, _ body: (borrowing Pinned) -> Answer) -> Answer {
    let tables = tables(graph, frame)
    let columns = graph.fields.map { field -> Column in
      let table = frame[tables[field.domain]]
      guard let column = table.columns[field.name] else {
        preconditionFailure("\(table.recordType) has no column \(field.name)")
      }
      return column
    }
    let lists = graph.domains.map { domain -> [Int32] in
      guard case .list(let parent, let name) = domain.origin else { return [] }
      return frame[tables[parent]].lists[name]?.offsets ?? []
    }
    let references = graph.references.map { frame[tables[$0.domain]].references[$0.name]?.rows ?? [] }
    return pin(columns.map(Source.column) + (lists + references).map(Source.rows)) { views in
      let (first, second) = (columns.count, columns.count + lists.count)
      return body(
        Pinned(
          fields: Array(views[..<first]),
          offsets: views[first..<second].map { $0.values.assumingMemoryBound(to: Int32.self) },
          references: views[second...].map { $0.values.assumingMemoryBound(to: Int32.self) }))
    }
  }

  /// The table of each domain.
  static func tables(_ graph: Graph, _ frame: Frame) -> [String] {
    var tables: [String] = []
    for domain in graph.domains {
      switch domain.origin {
      case .subject: tables.append(domain.recordType)
      case .list(let parent, let name):
        guard let list = frame[tables[parent]].lists[name] else {
          preconditionFailure("\(tables[parent]) has no list \(name)")
        }
        tables.append(list.table)
      case .reference(let parent, let name):
        guard let reference = frame[tables[parent]].references[name] else {
          preconditionFailure("\(tables[parent]) has no reference \(name)")
        }
        tables.append(reference.table)
      }
    }
    return tables
  }

  private enum Source {
    case column(Column)
    case rows([Int32])
  }

  /// Holds one array, then the rest, then calls the body: closures inside closures, one an array.
  private static func pin<Answer>(
    _ sources: [Source], _ views: [ColumnView] = [], _ body: ([ColumnView]) -> Answer
  ) -> Answer {
    guard views.count < sources.count else { return body(views) }
    func hold<Number>(
      _ values: [Number], _ form: Lane.Form, _ missing: [UInt8]? = nil, _ dictionary: [String] = []
    ) -> Answer {
      values.withUnsafeBytes { bytes in
        func next(_ missing: UnsafePointer<UInt8>?) -> Answer {
          let view = ColumnView(
            form: form, values: bytes.baseAddress ?? nowhere, missing: missing, dictionary: dictionary)
          return pin(sources, views + [view], body)
        }
        guard let missing else { return next(nil) }
        return missing.withUnsafeBufferPointer { next($0.baseAddress) }
      }
    }
    switch sources[views.count] {
    case .rows(let rows): return hold(rows, .int32)
    case .column(let column):
      switch column.storage {
      case .bool(let values): return hold(values, .byte, column.missing)
      case .int8(let values): return hold(values, .int8, column.missing)
      case .int16(let values): return hold(values, .int16, column.missing)
      case .int32(let values): return hold(values, .int32, column.missing)
      case .int64(let values): return hold(values, .word, column.missing)
      case .day(let values): return hold(values, .day, column.missing)
      case .text(let codes, let dictionary): return hold(codes, .text, column.missing, dictionary)
      }
    }
  }
}

/// What an empty array points to; it is never read.
nonisolated(unsafe) let nowhere = UnsafeRawPointer(
  UnsafeMutableRawPointer.allocate(byteCount: 64, alignment: 64))
