// One page of a b-tree while its cells come in, in the order of the key.

/// Cells are packed one behind the other and moved to the end of the page when it is composed, so that a cell
/// may be copied in steps that run over its end.
final class BulkNode {
  enum Kind: UInt8 {
    case indexInterior = 2
    case tableInterior = 5
    case indexLeaf = 10
    case tableLeaf = 13

    var headerSize: Int { self == .indexInterior || self == .tableInterior ? 12 : 8 }
  }

  /// How far behind its end the last cell may be written.
  static let slack = 32

  let kind: Kind
  let pageSize: Int
  private let cells: UnsafeMutableRawPointer
  private let starts: UnsafeMutablePointer<UInt16>
  private var used = 0
  private(set) var count = 0
  /// What cells and the pointers to them may take together.
  private let room: Int

  init(_ kind: Kind, pageSize: Int) {
    (self.kind, self.pageSize) = (kind, pageSize)
    room = pageSize - kind.headerSize
    cells = .allocate(byteCount: pageSize + BulkNode.slack, alignment: 16)
    // A cell takes four bytes at least, and two for its pointer.
    starts = .allocate(capacity: pageSize / 6 + 1)
  }

  deinit {
    cells.deallocate()
    starts.deallocate()
  }

  func fits(_ size: Int) -> Bool { used + size + 2 * (count + 1) <= room }

  /// Where the bytes of the next cell go. The size is that which SQLite reckons, at least four.
  func add(_ size: Int) -> UnsafeMutableRawPointer {
    precondition(size >= 4 && fits(size), "a cell is added to a page that has room for it")
    starts[count] = UInt16(truncatingIfNeeded: used)
    count += 1
    let cell = cells + used
    used += size
    return cell
  }

  /// Takes the last cell out; its bytes stay until the next one is added.
  func removeLast() -> UnsafeRawBufferPointer {
    precondition(count > 1, "a page keeps a cell")
    count -= 1
    let start = Int(starts[count])
    let cell = UnsafeRawBufferPointer(start: cells + start, count: used - start)
    used = start
    return cell
  }

  /// Writes the whole page and makes this one empty.
  /// - Parameter right: the page behind the last key, of interior pages.
  func compose(into page: UnsafeMutableRawPointer, right: UInt32 = 0) {
    let header = kind.headerSize
    let content = pageSize - used
    page.storeBytes(of: kind.rawValue, as: UInt8.self)
    page.storeBytes(of: 0, toByteOffset: 1, as: UInt16.self)
    page.storeBytes(of: UInt16(count).bigEndian, toByteOffset: 3, as: UInt16.self)
    // The end of a page of 65,536 bytes is spelled 0.
    page.storeBytes(of: UInt16(truncatingIfNeeded: content).bigEndian, toByteOffset: 5, as: UInt16.self)
    page.storeBytes(of: 0, toByteOffset: 7, as: UInt8.self)
    if header == 12 { page.storeBytes(of: right.bigEndian, toByteOffset: 8, as: UInt32.self) }
    for cell in 0..<count {
      let start = UInt16(truncatingIfNeeded: content + Int(starts[cell]))
      page.storeBytes(of: start.bigEndian, toByteOffset: header + 2 * cell, as: UInt16.self)
    }
    let gap = header + 2 * count
    (page + gap).initializeMemory(as: UInt8.self, repeating: 0, count: content - gap)
    (page + content).copyMemory(from: cells, byteCount: used)
    (used, count) = (0, 0)
  }
}
