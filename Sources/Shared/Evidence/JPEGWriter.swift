// Writes a small JPEG picture of planes of one size.

import Foundation

/// **Source**: ITU-T T.81, appendices A, F.1 and K: sequential, every colour at full size.
struct JPEGWriter {
  private var bytes: [UInt8] = [0xFF, 0xD8]
  private var held: UInt32 = 0
  private var count = 0

  /// - Parameters:
  ///   - planes: of one size: brightness, or brightness and two colours.
  ///   - turn: how the picture is to be turned when it is shown, as in `JPEGFile`.
  static func picture(_ planes: [PicturePlane], turn: UInt8) -> [UInt8] {
    var writer = JPEGWriter()
    writer.bytes += JPEGFile.orientation(turn)
    writer.writeHead(planes)
    var last = [Int](repeating: 0, count: planes.count)
    let (width, height) = (planes[0].width, planes[0].height)
    for row in stride(from: 0, to: height, by: 8) {
      for column in stride(from: 0, to: width, by: 8) {
        for (number, plane) in planes.enumerated() {
          writer.write(block(of: plane, column, row), isColour: number > 0, &last[number])
        }
      }
    }
    // Ones fill the last byte up.
    if writer.count > 0 { writer.put(127, 7) }
    return writer.bytes + [0xFF, 0xD9]
  }

  private mutating func segment(_ marker: UInt8, _ content: [UInt8]) {
    let length = content.count + 2
    bytes += [0xFF, marker, UInt8(length >> 8), UInt8(length & 0xFF)] + content
  }

  private mutating func writeHead(_ planes: [PicturePlane]) {
    segment(0xE0, Array("JFIF\0".utf8) + [1, 1, 0, 0, 1, 0, 1, 0, 0])
    for number in planes.count > 1 ? [0, 1] : [0] {
      segment(0xDB, [UInt8(number)] + JPEGTables.order.map { JPEGTables.scales[number][$0] })
    }
    let size = [planes[0].height, planes[0].width].flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    let parts = planes.indices.flatMap { number -> [UInt8] in [UInt8(number + 1), 0x11, number > 0 ? 1 : 0] }
    segment(0xC0, [8] + size + [UInt8(planes.count)] + parts)
    for table in JPEGTables.all { segment(0xC4, [table.name] + table.counts + table.values) }
    let tables = planes.indices.flatMap { number -> [UInt8] in [UInt8(number + 1), number > 0 ? 0x11 : 0] }
    segment(0xDA, [UInt8(planes.count)] + tables + [0, 63, 0])
  }

  /// The samples of a block; beyond the edge the last one again.
  private static func block(of plane: PicturePlane, _ column: Int, _ row: Int) -> [Float] {
    (0..<64).map { number in
      let (x, y) = (min(column + number % 8, plane.width - 1), min(row + number / 8, plane.height - 1))
      return Float(plane.samples[y * plane.width + x]) - 128
    }
  }

  private mutating func write(_ samples: [Float], isColour: Bool, _ last: inout Int) {
    let waves = JPEGTables.waves(samples)
    let scale = JPEGTables.scales[isColour ? 1 : 0]
    let values = JPEGTables.order.map { Int((waves[$0] / Float(scale[$0])).rounded()) }
    let (means, rest) =
      isColour ? (JPEGTables.codes[2], JPEGTables.codes[3]) : (JPEGTables.codes[0], JPEGTables.codes[1])
    write(values[0] - last, behind: 0, means)
    last = values[0]
    var zeros = 0
    for value in values.dropFirst() {
      if value == 0 {
        zeros += 1
        continue
      }
      while zeros > 15 {
        put(rest[0xF0])
        zeros -= 16
      }
      write(value, behind: zeros, rest)
      zeros = 0
    }
    if zeros > 0 { put(rest[0]) }
  }

  /// A number behind so many zeros: how long it is as a code, then its bits.
  private mutating func write(_ value: Int, behind zeros: Int, _ codes: [(code: Int, length: Int)]) {
    let length = Int.bitWidth - abs(value).leadingZeroBitCount
    put(codes[zeros << 4 | length])
    if length > 0 { put(value < 0 ? value + (1 << length) - 1 : value, length) }
  }

  private mutating func put(_ code: (code: Int, length: Int)) { put(code.code, code.length) }

  private mutating func put(_ value: Int, _ length: Int) {
    held = held << UInt32(length) | UInt32(value)
    count += length
    while count >= 8 {
      count -= 8
      let next = UInt8(truncatingIfNeeded: held >> UInt32(count))
      bytes.append(next)
      if next == 0xFF { bytes.append(0) }
    }
  }
}

/// The tables of appendix K, and the waves that a block is made of.
enum JPEGTables {
  /// From the mean to the finest wave.
  static let order = [
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7,
    14,
    21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46,
    53, 60,
    61, 54, 47, 55, 62, 63,
  ]

  private static let brightness: [Int] = [
    16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17,
    22, 29,
    51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103,
    121,
    120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
  ]
  private static let colour: [Int] = (0..<64).map { number in
    let near = [[17, 18, 24, 47], [18, 21, 26, 66], [24, 26, 56, 99], [47, 66, 99, 99]]
    let (row, column) = (number / 8, number % 8)
    return row < 4 && column < 4 ? near[row][column] : 99
  }
  /// Three fifths of the book's: small, and good to look at.
  static let scales: [[UInt8]] = [brightness, colour].map { $0.map { UInt8(max(1, $0 * 3 / 5)) } }

  struct Table {
    let name: UInt8
    let counts: [UInt8]
    let values: [UInt8]
  }

  private static let meanValues = (0...11).map { UInt8($0) }

  static let all = [
    Table(name: 0x00, counts: [0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0], values: meanValues),
    Table(
      name: 0x10, counts: [0, 2, 1, 3, 3, 2, 4, 3, 5, 5, 4, 4, 0, 0, 1, 0x7D],
      values: [
        0x01, 0x02, 0x03, 0x00, 0x04, 0x11, 0x05, 0x12, 0x21, 0x31, 0x41, 0x06, 0x13, 0x51, 0x61, 0x07, 0x22,
        0x71,
        0x14, 0x32, 0x81, 0x91, 0xA1, 0x08, 0x23, 0x42, 0xB1, 0xC1, 0x15, 0x52, 0xD1, 0xF0, 0x24, 0x33, 0x62,
        0x72,
        0x82,
      ]
        + tail([
          (0x09, 0x0A), (0x16, 0x1A), (0x25, 0x2A), (0x34, 0x3A), (0x43, 0x4A), (0x53, 0x5A), (0x63, 0x6A),
          (0x73, 0x7A), (0x83, 0x8A), (0x92, 0x9A), (0xA2, 0xAA), (0xB2, 0xBA), (0xC2, 0xCA), (0xD2, 0xDA),
          (0xE1, 0xEA), (0xF1, 0xFA),
        ])),
    Table(name: 0x01, counts: [0, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0], values: meanValues),
    Table(
      name: 0x11, counts: [0, 2, 1, 2, 4, 4, 3, 4, 7, 5, 4, 4, 0, 1, 2, 0x77],
      values: [
        0x00, 0x01, 0x02, 0x03, 0x11, 0x04, 0x05, 0x21, 0x31, 0x06, 0x12, 0x41, 0x51, 0x07, 0x61, 0x71, 0x13,
        0x22,
        0x32, 0x81, 0x08, 0x14, 0x42, 0x91, 0xA1, 0xB1, 0xC1, 0x09, 0x23, 0x33, 0x52, 0xF0, 0x15, 0x62, 0x72,
        0xD1,
        0x0A, 0x16, 0x24, 0x34, 0xE1, 0x25, 0xF1,
      ]
        + tail([
          (0x17, 0x1A), (0x26, 0x2A), (0x35, 0x3A), (0x43, 0x4A), (0x53, 0x5A), (0x63, 0x6A), (0x73, 0x7A),
          (0x82, 0x8A), (0x92, 0x9A), (0xA2, 0xAA), (0xB2, 0xBA), (0xC2, 0xCA), (0xD2, 0xDA), (0xE2, 0xEA),
          (0xF2, 0xFA),
        ])),
  ]

  private static func tail(_ runs: [(UInt8, UInt8)]) -> [UInt8] { runs.flatMap { Array($0.0...$0.1) } }

  /// By table: code and length of each value; length 0 where a value has none.
  static let codes: [[(code: Int, length: Int)]] = all.map { table in
    var codes = [(code: Int, length: Int)](repeating: (0, 0), count: 256)
    var (code, index) = (0, 0)
    for (length, count) in table.counts.enumerated() {
      for _ in 0..<count {
        codes[Int(table.values[index])] = (code, length + 1)
        (code, index) = (code + 1, index + 1)
      }
      code <<= 1
    }
    return codes
  }

  private static let cosines: [Float] = (0..<64).map { number in
    let (wave, place) = (number / 8, number % 8)
    return (wave == 0 ? Float(0.5).squareRoot() : Float(1)) / 2
      * cosf(Float(2 * place + 1) * Float(wave) * .pi / 16)
  }

  /// How much of each wave is in a block.
  static func waves(_ samples: [Float]) -> [Float] {
    var (half, whole) = ([Float](repeating: 0, count: 64), [Float](repeating: 0, count: 64))
    for row in 0..<8 {
      for wave in 0..<8 {
        half[row * 8 + wave] = (0..<8).reduce(Float(0)) {
          $0 + samples[row * 8 + $1] * cosines[wave * 8 + $1]
        }
      }
    }
    for column in 0..<8 {
      for wave in 0..<8 {
        whole[wave * 8 + column] = (0..<8).reduce(Float(0)) {
          $0 + half[$1 * 8 + column] * cosines[wave * 8 + $1]
        }
      }
    }
    return whole
  }
}
