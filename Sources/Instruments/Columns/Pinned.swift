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
  private(set) var lists: [ListView?]
  let references: [UnsafePointer<Int32>]
  /// The table of each domain.
  private(set) var tables: [String]

  /// Calls `body` while every array stands still.
  ///
  /// The addresses that are taken here stay good until `body` is done: the frame is a constant that lives so
  /// long and holds every array; arrays of numbers keep their elements in one piece of memory, which only a
  /// change could move, and what two hold cannot be changed in place. One closure an array would say the same
  /// to the compiler, but costs more than a household's whole screening.
  static func with<Answer>(_ graph: Graph, _ frame: Frame, _ body: (borrowing Pinned) -> Answer) -> Answer {
    withExtendedLifetime(frame) { body(Pinned(graph, frame)) }
  }

  private init(_ graph: Graph, _ frame: Frame) {
    var own: [Table] = []
    own.reserveCapacity(graph.domains.count)
    (tables, lists) = ([], [])
    tables.reserveCapacity(graph.domains.count)
    lists.reserveCapacity(graph.domains.count)
    for domain in graph.domains {
      var children: ChildList?
      switch domain.origin {
      case .subject: tables.append(domain.recordType)
      case .list(let parent, let name):
        guard let list = own[parent].lists[name] else {
          preconditionFailure("\(tables[parent]) has no list \(name)")
        }
        tables.append(list.table)
        children = list
      case .reference(let parent, let name):
        guard let reference = own[parent].references[name] else {
          preconditionFailure("\(tables[parent]) has no reference \(name)")
        }
        tables.append(reference.table)
      }
      let table = frame[tables[own.count]]
      own.append(table)
      lists.append(children.map { ListView($0, childRows: table.rowCount) })
    }
    fields = graph.fields.enumerated().map { number, field in
      // Most tables of one household are empty, and looking a column up takes longer than its few rows.
      if own[field.domain].rowCount == 0 { return ColumnView(ofNothing: graph.fieldKinds[number]) }
      guard let column = own[field.domain].columns[field.name] else {
        preconditionFailure("\(own[field.domain].recordType) has no column \(field.name)")
      }
      return ColumnView(column)
    }
    references = graph.references.map { address(of: own[$0.domain].references[$0.name]?.rows ?? []) }
  }
}

extension ColumnView {
  /// The column of a table without rows.
  fileprivate init(ofNothing kind: Kind) {
    form =
      switch kind {
      case .bool: .byte
      case .int, .span: .int8
      case .moment: .day
      case .text: .text
      }
    (values, missing, bounds, dictionary) = (nowhere, nil, 0...0, [])
  }

  /// Only for `Pinned`, whose frame holds the column.
  fileprivate init(_ column: Column) {
    missing = column.missing.map { address(of: $0) }
    bounds = column.bounds
    switch column.storage {
    case .bool(let values): (form, self.values, dictionary) = (.byte, start(of: values), [])
    case .int8(let values): (form, self.values, dictionary) = (.int8, start(of: values), [])
    case .int16(let values): (form, self.values, dictionary) = (.int16, start(of: values), [])
    case .int32(let values): (form, self.values, dictionary) = (.int32, start(of: values), [])
    case .int64(let values): (form, self.values, dictionary) = (.word, start(of: values), [])
    case .day(let values): (form, self.values, dictionary) = (.day, start(of: values), [])
    case .text(let codes, let texts): (form, values, dictionary) = (.text, start(of: codes), texts)
    }
  }
}

extension ListView {
  /// Only for `Pinned`, whose frame holds the list.
  fileprivate init(_ list: ChildList, childRows: Int) {
    (offsets, longest, self.childRows) = (address(of: list.offsets), list.longest, childRows)
    owners = list.owners.map { owners in
      Owners(rows: address(of: owners.rows), offsets: address(of: owners.offsets), count: owners.rows.count)
    }
  }
}

/// Where an array's elements lie, `nowhere` where it has none.
private func start<Number>(of values: [Number]) -> UnsafeRawPointer {
  values.withUnsafeBytes { $0.isEmpty ? nowhere : $0.baseAddress ?? nowhere }
}

private func address<Number>(of values: [Number]) -> UnsafePointer<Number> {
  start(of: values).assumingMemoryBound(to: Number.self)
}

/// What an empty array points to; it is never read.
nonisolated(unsafe) let nowhere = UnsafeRawPointer(
  UnsafeMutableRawPointer.allocate(byteCount: 64, alignment: 64))
