// How far from UTC the clocks of a place stood at a moment.
import Foundation
import Synchronization

/// A time zone as a rule names it: `Asia/Shanghai`, `+08:00`, `UTC`.
enum ZoneRule: Sendable {
  case fixed(seconds: Int)
  case place(TimeZone)

  /// Nil for what is neither a name of the IANA database nor hours and minutes.
  init?(_ name: String) {
    if name == "UTC" {
      self = .fixed(seconds: 0)
      return
    }
    var reader = TextReader(name.utf8.first?.isDigit == true ? "+" + name : name)
    if let offset = reader.offset(), reader.isAtEnd {
      self = .fixed(seconds: offset)
      return
    }
    guard Self.isPlace(name), let zone = TimeZone(identifier: name) else { return nil }
    self = .place(zone)
  }

  /// Seconds east of UTC, at so many seconds since 1970.
  func offset(at seconds: Int64) -> Int {
    switch self {
    case .fixed(let offset): offset
    case .place(let zone):
      zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(seconds)))
    }
  }

  /// The system also takes abbreviations and guesses at them: `ACT` is Darwin to it, `CST` Chicago.
  private static func isPlace(_ name: String) -> Bool {
    guard name.utf8.allSatisfy({ $0.continuesName || "+-/".utf8.contains($0) }) else { return false }
    return singleNames.contains(name)
      || (name.utf8.contains(UInt8(ascii: "/")) && !name.hasPrefix("SystemV/"))
  }

  /// All names of the database that are no path.
  private static let singleNames = Set(
    """
    CET CST6CDT Cuba EET EST EST5EDT Egypt Eire GB GB-Eire GMT GMT+0 GMT-0 GMT0 Greenwich HST Hongkong \
    Iceland Iran Israel Jamaica Japan Kwajalein Libya MET MST MST7MDT NZ NZ-CHAT Navajo PRC PST8PDT Poland \
    Portugal ROC ROK Singapore Turkey UCT Universal W-SU WET Zulu
    """.split(separator: " ").map(String.init))
}

/// Zones that were asked for lately: a rule names few, and asks for each row.
enum ZoneShelf {
  private static let zones = Mutex<[MapValue.Key: ZoneRule]>([:])
  private static let size = 64

  static func zone(_ name: String) -> ZoneRule? {
    let key = MapValue.Key.string(name)
    if let known = zones.withLock({ $0[key] }) { return known }
    guard let zone = ZoneRule(name) else { return nil }
    zones.withLock { zones in
      if zones.count >= size { zones.removeAll() }
      zones[key] = zone
    }
    return zone
  }
}
