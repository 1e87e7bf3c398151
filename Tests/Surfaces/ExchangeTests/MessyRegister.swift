// A small register with feeds, in which a seed spoils cells, rows and whole files in all the ways we know.

import Kernel
import Registry
import Sheets

struct MessyRegister {
  private(set) var files: [(name: String, bytes: [UInt8])] = []

  /// - Parameter share: of cells that are replaced by something unusual.
  init(seed: UInt64, share: Double) {
    var random = SeededRandom(seed: seed)
    let isMessy = share > 0
    var sheets = [Town.places, Town.households([]), Town.persons([])]
    let groups = [Town.firstGroup, Town.secondGroup, Town.farGroup]
    var person = 0
    for number in 1...40 {
      // Numbers that do not follow the order of places, as soon as a register is no model of order.
      let group = isMessy ? groups[random.below(3)] : groups[min(2, number / 14)]
      sheets[1].rows.append(Town.household(number, in: group))
      for _ in 0..<random.below(4) {
        person += 1
        sheets[2].rows.append(
          Town.person(person, in: number, ["name": MessyRegister.names[random.below(5)]]))
      }
    }
    for kind in FeedKind.all where !isMessy || random.below(8) > 0 {
      var rows: [[String: String]] = []
      for number in 1...25 {
        let subject =
          switch kind.key {
          case .person: Town.citizen(1 + random.below(max(1, person)))
          case .group: groups[random.below(3)]
          case .place: String(groups[random.below(3)].prefix([4, 6, 9, 12][random.below(4)]))
          }
        var cells = [kind.key.rawValue: subject]
        for column in kind.columns where column.isDay {
          let isOpen = column.isOptional && random.below(2) == 0
          if !isOpen { cells[column.name] = Day(number: 20_000 + Int32(random.below(40))).description }
        }
        rows.append(Town.record(number, of: kind, cells))
      }
      sheets.append(Town.feed(kind, rows))
    }
    for index in sheets.indices {
      // Places that are spoilt spoil all that stands on them, so most stay whole.
      MessyRegister.spoil(&sheets[index], share: index == 0 ? share / 8 : share, &random)
      files.append((sheets[index].name, MessyRegister.bytes(of: sheets[index], isMessy: isMessy, &random)))
    }
  }

  private static let names = ["王秀英", "李明", "赵𠮷", "买买提·吐尔逊", "A. Smith"]

  /// What stands in cells of real files and should not, or should but is rare.
  private static let oddities = [
    "", " ", "　", "\u{A0}", "x", "-1", "0", "00", "007", "1", "2", "3", "9", "99", "100", "999999999999",
    "1000000000000", "123456789012345678", "1234567890123456789", "+5", "1e3", "12.5", "12.50", "12.345",
    ".5",
    "5.", "0.01", "１２", "2025-02-29", "2024-02-29", "2025-02-30", "2025-13-01", "2025-1-1", "20250101",
    "1849-12-31", "1850-01-01", "1799-01-01", "2200-12-31", "2201-01-01", "2300-01-01", "0001-01-01",
    " 2025-01-01 ", "2025-01-01　", "G", "g", " T", "M ", "A", "D", "E", "return", "dropout ", "Dropout",
    "say \"yes\"", "a,b", "first\nsecond", "first\r\nsecond", "\t7", "7\t", "王", "à", "页页", "\u{3000}王",
    Town.citizen(1), Town.citizen(2), Town.citizen(3) + " ", " " + Town.citizen(4), Town.wrongCitizen(5),
    Town.citizen(6).lowercased(), "53060219800101001", "530602198001010", Town.firstGroup, Town.farGroup,
    "530602102203009",
    "0" + Town.firstGroup, Town.firstGroup + "0", "0530602", "0000000007",
    "530602102203000", "5306", String(repeating: "长", count: 40),
  ]

  private static func spoil(_ sheet: inout SheetText, share: Double, _ random: inout SeededRandom) {
    guard share > 0 else { return }
    for row in sheet.rows.indices {
      for column in sheet.header where random.unit() < share {
        sheet.rows[row][column] = oddities[random.below(oddities.count)]
      }
      if random.unit() < share * 2, let other = sheet.rows.indices.randomElement(using: &random) {
        if random.below(2) == 0 {
          sheet.rows.append(sheet.rows[other])
        } else if sheet.name != "regions.csv" {
          sheet.rows.swapAt(row, other)
        }
      }
    }
    if random.below(3) == 0 { sheet.header.append("remark") }
    if random.below(3) == 0 { sheet.header.shuffle(using: &random) }
  }

  private static func bytes(
    of sheet: SheetText, isMessy: Bool, _ random: inout SeededRandom
  ) -> [UInt8] {
    guard isMessy else { return Array(sheet.text.utf8) }
    let ends = ["\n", "\n", "\r\n", "\r"]
    let end = ends[random.below(4)]
    var bytes: [UInt8] = random.below(5) == 0 ? [0xEF, 0xBB, 0xBF] : []
    for (number, line) in sheet.lines.enumerated() {
      var line = Array(line.utf8)
      // Too many fields, too few, or bytes that are no text; the header stays.
      switch number == 0 ? -1 : random.below(60) {
      case 0: line += Array(",surplus".utf8)
      case 1: line.removeLast(min(line.count, 6))
      case 2 where line.count > 9: line[line.count / 2] = 0xFF
      case 3: line += Array(end.utf8)
      case 4: line += Array("\(end)  ".utf8)
      default: break
      }
      bytes += line + Array(end.utf8)
    }
    if random.below(2) == 0 { bytes.removeLast(end.utf8.count) }
    return bytes
  }
}
