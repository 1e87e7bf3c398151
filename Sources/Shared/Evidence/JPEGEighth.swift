// A JPEG picture at an eighth of its size: of every block of eight by eight only its mean is read.

/// One colour of a picture, row by row. **Unit**: 0 to 255.
struct PicturePlane {
  let width: Int
  let height: Int
  var samples: [UInt8]
}

/// **Source**: ITU-T T.81, sections E, F.2 and G.2. Sequential and progressive pictures of eight bits, grey
/// or in brightness and two colours; nil for all others and where the file is not what it says.
struct JPEGEighth {
  /// As far as a block tells its mean.
  struct Component {
    let id: UInt8
    let across: Int
    let down: Int
    let table: Int
    /// Blocks that the picture has, and with those that fill up the last row and column.
    var blocks = (across: 0, down: 0)
    var stride = 0
  }

  private let bytes: [UInt8]
  private var scale = [Int32](repeating: 1, count: 4)
  private var codes: [Int: HuffmanCode] = [:]
  private var components: [Component] = []
  /// Of each component, block by block.
  private var means: [[Int32]] = []
  private var size = (width: 0, height: 0)
  private var units = (across: 0, down: 0)
  private var restart = 0
  private var scans = 0
  /// Three colours and their refinements; more would be work for nothing.
  private static let mostScans = 24
  private var isProgressive = false

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The planes of a picture, the brightness first; colours may be smaller than it.
  static func planes(of bytes: [UInt8]) -> [PicturePlane]? {
    var reading = JPEGEighth(bytes)
    guard reading.read() else { return nil }
    return reading.components.indices.map { reading.plane($0) }
  }

  // MARK: segments

  private mutating func read() -> Bool {
    var at = 2
    while at + 4 <= bytes.count {
      guard bytes[at] == 0xFF else { return false }
      let marker = bytes[at + 1]
      if marker == 0xFF {
        at += 1
        continue
      }
      if marker == 0xD9 { return !components.isEmpty }
      let length = Int(bytes[at + 2]) << 8 | Int(bytes[at + 3])
      let end = at + 2 + length
      guard length >= 2, end <= bytes.count else { return false }
      let content = Array(bytes[at + 4..<end])
      at = end
      switch marker {
      case 0xDB: guard readScales(content) else { return false }
      case 0xC4: guard readCodes(content) else { return false }
      case 0xC0, 0xC1, 0xC2: guard readFrame(content, isProgressive: marker == 0xC2) else { return false }
      case 0xC3, 0xC5...0xC7, 0xC9...0xCB, 0xCD...0xCF: return false
      case 0xDD: restart = content.count >= 2 ? Int(content[0]) << 8 | Int(content[1]) : 0
      case 0xEE:
        // Colours that are no brightness and differences.
        if content.count >= 12, content.starts(with: "Adobe".utf8), content[11] != 1 { return false }
      case 0xDA:
        guard let next = readScan(content, at) else { return false }
        at = next
      default: break
      }
    }
    // A picture whose end is missing was refused when it came.
    return !components.isEmpty
  }

  private mutating func readScales(_ content: [UInt8]) -> Bool {
    var at = 0
    while at < content.count {
      let isWide = content[at] >> 4 != 0
      let (table, length) = (Int(content[at] & 15), isWide ? 128 : 64)
      guard table < 4, at + 1 + length <= content.count else { return false }
      scale[table] = isWide ? Int32(content[at + 1]) << 8 | Int32(content[at + 2]) : Int32(content[at + 1])
      at += 1 + length
    }
    return true
  }

  private mutating func readCodes(_ content: [UInt8]) -> Bool {
    var at = 0
    while at + 17 <= content.count {
      let counts = content[at + 1..<at + 17].map(Int.init)
      let total = counts.reduce(0, +)
      guard total <= 256, at + 17 + total <= content.count,
        let code = HuffmanCode(counts, Array(content[at + 17..<at + 17 + total]))
      else { return false }
      codes[Int(content[at])] = code
      at += 17 + total
    }
    return at == content.count
  }

  private mutating func readFrame(_ content: [UInt8], isProgressive: Bool) -> Bool {
    guard components.isEmpty, content.count >= 6, content[0] == 8 else { return false }
    size = (Int(content[3]) << 8 | Int(content[4]), Int(content[1]) << 8 | Int(content[2]))
    let count = Int(content[5])
    guard count == 1 || count == 3, content.count >= 6 + count * 3, size.width > 0, size.height > 0,
      PictureSize(width: size.width, height: size.height).isShowable
    else { return false }
    self.isProgressive = isProgressive
    for number in 0..<count {
      let part = content[(6 + number * 3)..<(9 + number * 3)].map(Int.init)
      let (across, down) = (part[1] >> 4, part[1] & 15)
      guard (1...4).contains(across), (1...4).contains(down), part[2] < 4 else { return false }
      components.append(
        Component(id: UInt8(part[0]), across: across, down: down, table: part[2]))
    }
    let most = (
      across: components.map(\.across).max() ?? 1, down: components.map(\.down).max() ?? 1
    )
    units = (ceiling(size.width, 8 * most.across), ceiling(size.height, 8 * most.down))
    for number in components.indices {
      let one = components[number]
      components[number].blocks = (
        ceiling(ceiling(size.width * one.across, most.across), 8),
        ceiling(ceiling(size.height * one.down, most.down), 8)
      )
      components[number].stride = units.across * one.across
      means.append(Array(repeating: 0, count: units.across * one.across * units.down * one.down))
    }
    return true
  }

  // MARK: scans

  /// Reads a scan, and answers where the next marker stands; nil where it cannot be read.
  private mutating func readScan(_ content: [UInt8], _ start: Int) -> Int? {
    guard let count = content.first.map(Int.init), count >= 1, count <= components.count,
      content.count >= 1 + count * 2 + 3
    else { return nil }
    let tail = content[(1 + count * 2)...].map(Int.init)
    // What refines the rest of a block says nothing of its mean.
    if isProgressive, tail[0] > 0 { return BitReader(bytes, start).nextMarker }
    scans += 1
    guard scans <= JPEGEighth.mostScans else { return nil }
    var scan: [(component: Int, mean: HuffmanCode?, rest: HuffmanCode?)] = []
    for number in 0..<count {
      let (id, tables) = (content[1 + number * 2], Int(content[2 + number * 2]))
      guard let component = components.firstIndex(where: { $0.id == id }) else { return nil }
      scan.append((component, codes[tables >> 4], codes[0x10 | tables & 15]))
    }
    let pass = MeanPass(
      shift: isProgressive ? tail[2] & 15 : 0, isRefining: isProgressive && tail[2] >> 4 > 0,
      isAlone: isProgressive)
    guard pass.shift <= 13 else { return nil }
    var bits = BitReader(bytes, start)
    // Taken out, so that they are written in their place.
    var means = means
    self.means = []
    defer { self.means = means }
    var last = [Int32](repeating: 0, count: components.count)
    let alone = count == 1 ? components[scan[0].component].blocks : units
    var sinceRestart = 0
    for row in 0..<alone.down {
      for column in 0..<alone.across {
        if restart > 0, sinceRestart == restart {
          guard bits.passRestart() else { return nil }
          last = last.map { _ in 0 }
          sinceRestart = 0
        }
        sinceRestart += 1
        for part in scan {
          let one = components[part.component]
          let (across, down) = count == 1 ? (1, 1) : (one.across, one.down)
          for block in 0..<across * down {
            let place =
              (row * down + block / across) * one.stride + column * across + block % across
            guard
              JPEGEighth.read(
                part.mean, part.rest, pass, &bits, &last[part.component], &means[part.component][place])
            else { return nil }
          }
        }
      }
    }
    return bits.nextMarker
  }

  private struct MeanPass {
    let shift: Int
    let isRefining: Bool
    /// Whether the rest of a block comes in scans of its own.
    let isAlone: Bool
  }

  /// One block: its mean is kept, everything else is passed over.
  private static func read(
    _ mean: HuffmanCode?, _ rest: HuffmanCode?, _ pass: MeanPass, _ bits: inout BitReader,
    _ last: inout Int32,
    _ kept: inout Int32
  ) -> Bool {
    if pass.isRefining {
      if bits.take(1) == 1 { kept |= 1 << Int32(pass.shift) }
      return true
    }
    guard let mean, let length = mean.next(&bits), length <= 11 else { return false }
    let value = Int32(bits.take(length))
    last &+= length > 0 && value < 1 << Int32(length - 1) ? value - (1 << Int32(length)) + 1 : value
    kept = last << Int32(pass.shift)
    if pass.isAlone { return true }
    guard let rest else { return false }
    var at = 1
    while at < 64 {
      guard let both = rest.next(&bits) else { return false }
      let (run, length) = (both >> 4, both & 15)
      if length == 0 {
        if run < 15 { break }
        at += 16
      } else {
        at += run + 1
        _ = bits.take(length)
      }
    }
    return true
  }

  private func plane(_ number: Int) -> PicturePlane {
    let component = components[number]
    let factor = scale[component.table]
    var samples: [UInt8] = []
    samples.reserveCapacity(component.blocks.across * component.blocks.down)
    for row in 0..<component.blocks.down {
      for column in 0..<component.blocks.across {
        let mean = means[number][row * component.stride + column] &* factor
        samples.append(UInt8(clamping: (mean >> 3) + 128))
      }
    }
    return PicturePlane(width: component.blocks.across, height: component.blocks.down, samples: samples)
  }
}

private func ceiling(_ value: Int, _ part: Int) -> Int { (value + part - 1) / part }
