// A b-tree that grows from its leaves up, in one pass, while records come in the order of the key.

import Kernel

/// Every page but the last of a level is full. A page that is full goes to its place in the file, and its
/// last key goes up: the page above tells by it what lies left and right.
final class BulkTree {
  let isIndexTree: Bool
  /// The longest record that stands in its page whole.
  let localMost: Int
  private let localLeast: Int
  private let pageSize: Int
  private let root: UInt32
  private let pages: BulkPages
  private let leaf: BulkNode
  private var levels: [BulkNode] = []
  private var lastRowid: Int64 = 0

  init(root: UInt32, isIndexTree: Bool, pages: BulkPages) {
    (self.root, self.isIndexTree, self.pages, pageSize) = (root, isIndexTree, pages, pages.pageSize)
    // The figures of the file format: four keys fit on a page of an index.
    localLeast = (pageSize - 12) * 32 / 255 - 23
    localMost = isIndexTree ? (pageSize - 12) * 64 / 255 - 23 : pageSize - 35
    leaf = BulkNode(isIndexTree ? .indexLeaf : .tableLeaf, pageSize: pageSize)
  }

  /// A cell for a record that stands in its page whole; its bytes are the caller's to write, up to
  /// `BulkNode.slack` beyond.
  func add(recordSize: Int, rowid: Int64) -> UnsafeMutableRawPointer {
    var size = BulkVarint.size(UInt64(recordSize)) + recordSize
    if !isIndexTree { size += BulkVarint.size(UInt64(bitPattern: rowid)) }
    return begin(cell: max(4, size), recordSize: recordSize, rowid: rowid)
  }

  /// Adds a record of any size; what its page does not hold goes to a chain of pages.
  func add(_ record: UnsafeRawBufferPointer, rowid: Int64) {
    guard record.count > localMost else {
      BulkTree.copy(record, to: add(recordSize: record.count, rowid: rowid))
      return
    }
    let wish = localLeast + (record.count - localLeast) % (pageSize - 4)
    let local = wish <= localMost ? wish : localLeast
    let first = spill(UnsafeRawBufferPointer(rebasing: record[local...]))
    var size = BulkVarint.size(UInt64(record.count)) + local + 4
    if !isIndexTree { size += BulkVarint.size(UInt64(bitPattern: rowid)) }
    let cell = begin(cell: size, recordSize: record.count, rowid: rowid)
    BulkTree.copy(UnsafeRawBufferPointer(rebasing: record[..<local]), to: cell)
    cell.storeBytes(of: first.bigEndian, toByteOffset: local, as: UInt32.self)
  }

  /// Writes the pages at the right edge, the highest of them at the root.
  func finish() {
    guard leaf.count > 0 else { return }
    let top = UnsafeMutableRawPointer.allocate(byteCount: pageSize, alignment: 16)
    defer { top.deallocate() }
    var right: UInt32 = 0
    for node in levels.isEmpty ? [] : [leaf] + levels.dropLast() {
      let number = pages.take()
      node.compose(into: pages.slot(number), right: right)
      right = number
    }
    (levels.last ?? leaf).compose(into: top, right: right)
    pages.write(top, at: root)
  }

  private func begin(cell size: Int, recordSize: Int, rowid: Int64) -> UnsafeMutableRawPointer {
    if !leaf.fits(size) { closeLeaf() }
    let cell = BulkVarint.write(UInt64(recordSize), to: leaf.add(size))
    guard !isIndexTree else { return cell }
    lastRowid = rowid
    return BulkVarint.write(UInt64(bitPattern: rowid), to: cell)
  }

  /// In an index every record stands once: the last of a full leaf leaves it and parts it from the next.
  private func closeLeaf() {
    let number = pages.take()
    guard isIndexTree else {
      leaf.compose(into: pages.slot(number))
      withUnsafeTemporaryAllocation(byteCount: BulkVarint.most, alignment: 1) { key in
        guard let base = key.baseAddress else { preconditionFailure("a buffer of nine bytes has an address") }
        let end = BulkVarint.write(UInt64(bitPattern: lastRowid), to: base)
        push(number, UnsafeRawBufferPointer(start: base, count: end - base), level: 0)
      }
      return
    }
    var key = leaf.removeLast()
    // The shortest record of all, of two bytes, is padded in a leaf and not above.
    if key.count == 4 && key[0] == 2 { key = UnsafeRawBufferPointer(rebasing: key[..<3]) }
    leaf.compose(into: pages.slot(number))
    push(number, key, level: 0)
  }

  /// Enters a finished page and the key behind it one level up.
  private func push(_ child: UInt32, _ key: UnsafeRawBufferPointer, level: Int) {
    if level == levels.count {
      levels.append(BulkNode(isIndexTree ? .indexInterior : .tableInterior, pageSize: pageSize))
    }
    let node = levels[level]
    if !node.fits(4 + key.count) {
      let last = node.removeLast()
      let number = pages.take()
      node.compose(into: pages.slot(number), right: UInt32(bigEndian: last.loadUnaligned(as: UInt32.self)))
      push(number, UnsafeRawBufferPointer(rebasing: last[4...]), level: level + 1)
    }
    let cell = node.add(4 + key.count)
    cell.storeBytes(of: child.bigEndian, as: UInt32.self)
    BulkTree.copy(key, to: cell + 4)
  }

  /// Writes bytes to a chain of pages, each with the number of the next, and answers the first number.
  private func spill(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
    let first = pages.take()
    var (number, rest) = (first, bytes)
    while !rest.isEmpty {
      let part = UnsafeRawBufferPointer(rebasing: rest.prefix(pageSize - 4))
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(part.count))
      let next = rest.isEmpty ? 0 : pages.take()
      let page = pages.slot(number)
      page.storeBytes(of: next.bigEndian, as: UInt32.self)
      BulkTree.copy(part, to: page + 4)
      (page + 4 + part.count).initializeMemory(
        as: UInt8.self, repeating: 0, count: pageSize - 4 - part.count)
      number = next
    }
    return first
  }

  private static func copy(_ bytes: UnsafeRawBufferPointer, to target: UnsafeMutableRawPointer) {
    if let base = bytes.baseAddress { target.copyMemory(from: base, byteCount: bytes.count) }
  }
}

/// Whole numbers in one to nine bytes, seven bits a byte, the highest first.
enum BulkVarint {
  static let most = 9

  @inline(__always)
  static func size(_ value: UInt64) -> Int {
    if value < 0x80 { return 1 }
    if value < 0x4000 { return 2 }
    return min(most, (70 - value.leadingZeroBitCount) / 7)
  }

  /// Answers where the number ends.
  @inline(__always)
  static func write(_ value: UInt64, to target: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer {
    if value < 0x80 {
      target.storeBytes(of: UInt8(value), as: UInt8.self)
      return target + 1
    }
    if value < 0x4000 {
      let pair = UInt16(value >> 7 | 0x80) << 8 | UInt16(value & 0x7F)
      target.storeBytes(of: pair.bigEndian, as: UInt16.self)
      return target + 2
    }
    return writeLong(value, to: target)
  }

  private static func writeLong(
    _ value: UInt64, to target: UnsafeMutableRawPointer
  ) -> UnsafeMutableRawPointer {
    let size = size(value)
    var rest = value
    for place in stride(from: size - 1, through: 0, by: -1) {
      // The ninth byte holds eight bits.
      if place == most - 1 {
        target.storeBytes(of: UInt8(truncatingIfNeeded: rest), toByteOffset: place, as: UInt8.self)
        rest >>= 8
        continue
      }
      let more: UInt8 = place == size - 1 ? 0 : 0x80
      target.storeBytes(of: UInt8(rest & 0x7F) | more, toByteOffset: place, as: UInt8.self)
      rest >>= 7
    }
    return target + size
  }
}
