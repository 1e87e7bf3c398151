// Where the columns that a plan reads lie in memory, held in place for the length of a run.

/// A column as the kernels see it.
struct ColumnView: @unchecked Sendable {
  let form: Lane.Form
  let values: UnsafeRawPointer
  let missing: UnsafePointer<UInt8>?
  let bounds: ClosedRange<Int64>
  let dictionary: [String]
}

/// A list of child rows as the machine sees it.
struct ListView: @unchecked Sendable {
  /// Where each row's child rows begin.
  let offsets: UnsafePointer<Int32>
  let longest: Int
  /// How many rows the child table has.
  let childRows: Int
  /// The rows that have child rows, where they are few, and where those begin.
  let owners: Owners?

  struct Owners {
    let rows: UnsafePointer<Int32>
    let offsets: UnsafePointer<Int32>
    let count: Int
  }
}

/// The memory of a frame that a graph speaks of, by the graph's numbers.
/// It is only read, and outlives the run, so that threads may share it.
struct Pinned: @unchecked Sendable {
  let fields: [ColumnView]
  /// For domains that are lists.
  let lists: [ListView?]
  let references: [UnsafePointer<Int32>]
  /// The table of each domain.
  let tables: [String]

  /// Calls `body` while every array stands still.
  static func with<Answer>(_ graph: Graph, _ frame: Frame, _ body: (borrowing Pinned) -> Answer) -> Answer {
    let tables = tables(graph, frame)
    let own = tables.map { frame[$0] }
    let columns = graph.fields.map { field -> Column in
      guard let column = own[field.domain].columns[field.name] else {
        preconditionFailure("\(own[field.domain].recordType) has no column \(field.name)")
      }
      return column
    }
    let lists = graph.domains.map { domain -> ChildList? in
      guard case .list(let parent, let name) = domain.origin else { return nil }
      return own[parent].lists[name]
    }
    let references = graph.references.map { own[$0.domain].references[$0.name]?.rows ?? [] }
    // Three arrays a list, empty ones where there is nothing.
    let rows = lists.flatMap { [$0?.offsets ?? [], $0?.owners?.rows ?? [], $0?.owners?.offsets ?? []] }
    var views: [ColumnView] = []
    views.reserveCapacity(columns.count + rows.count + references.count)
    return pin(columns.map(Source.column) + (rows + references).map(Source.rows), &views) { views in
      let numbers = views[columns.count...].map { $0.values.assumingMemoryBound(to: Int32.self) }
      let seen = lists.enumerated().map { number, list in
        list.map { list in
          ListView(
            offsets: numbers[number * 3], longest: list.longest, childRows: own[number].rowCount,
            owners: list.owners.map { owners in
              ListView.Owners(
                rows: numbers[number * 3 + 1], offsets: numbers[number * 3 + 2], count: owners.rows.count)
            })
        }
      }
      return body(
        Pinned(
          fields: Array(views[..<columns.count]), lists: seen,
          references: Array(numbers[rows.count...]), tables: tables))
    }
  }

  private static func tables(_ graph: Graph, _ frame: Frame) -> [String] {
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
    _ sources: [Source], _ views: inout [ColumnView], _ body: ([ColumnView]) -> Answer
  ) -> Answer {
    // Empty arrays are many, and there is nothing to hold.
    while views.count < sources.count, case .rows(let rows) = sources[views.count], rows.isEmpty {
      views.append(
        ColumnView(form: .int32, values: nowhere, missing: nil, bounds: 0...0, dictionary: []))
    }
    guard views.count < sources.count else { return body(views) }
    func hold<Number>(
      _ values: [Number], _ form: Lane.Form, _ column: Column? = nil, _ dictionary: [String] = []
    ) -> Answer {
      values.withUnsafeBytes { bytes in
        func next(_ missing: UnsafePointer<UInt8>?) -> Answer {
          let view = ColumnView(
            form: form, values: bytes.baseAddress ?? nowhere, missing: missing,
            bounds: column?.bounds ?? 0...0, dictionary: dictionary)
          views.append(view)
          return pin(sources, &views, body)
        }
        guard let missing = column?.missing else { return next(nil) }
        return missing.withUnsafeBufferPointer { next($0.baseAddress) }
      }
    }
    switch sources[views.count] {
    case .rows(let rows): return hold(rows, .int32)
    case .column(let column):
      switch column.storage {
      case .bool(let values): return hold(values, .byte, column)
      case .int8(let values): return hold(values, .int8, column)
      case .int16(let values): return hold(values, .int16, column)
      case .int32(let values): return hold(values, .int32, column)
      case .int64(let values): return hold(values, .word, column)
      case .day(let values): return hold(values, .day, column)
      case .text(let codes, let dictionary): return hold(codes, .text, column, dictionary)
      }
    }
  }
}

/// What an empty array points to; it is never read.
nonisolated(unsafe) let nowhere = UnsafeRawPointer(
  UnsafeMutableRawPointer.allocate(byteCount: 64, alignment: 64))
