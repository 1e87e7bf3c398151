// What can be wrong with a file of boundaries, each with the file, the place in it and what to do.

import Foundation
import Kernel

struct MapProblems {
  /// As messages call it; empty where it has no name.
  let file: String
  let data: Data

  private var zh: String { file.isEmpty ? "地图文件" : "地图文件 \(file) " }
  private var en: String { file.isEmpty ? "the map file" : "the map file \(file)" }

  var tooLarge: Problem {
    problem(
      "size", zh: "\(zh)超过 20 MB，请先简化边界。",
      en: "\(en) is larger than 20 MB; simplify its boundaries first.")
  }

  var notGeoJSON: Problem {
    problem(
      "json", zh: "\(zh)不是 GeoJSON 的 FeatureCollection，或没有任何地区。请用 GIS 软件另存为 GeoJSON。",
      en: "\(en) is no FeatureCollection of GeoJSON, or has no feature; save it as GeoJSON once more.")
  }

  /// Text that is no JSON at all, with the line on which it breaks off or goes wrong.
  func notJSON(_ error: any Error) -> Problem {
    let words = (error as NSError).userInfo[NSDebugDescriptionErrorKey] as? String ?? ""
    let offset = words.firstMatch(of: /character ([0-9]+)/).flatMap { Int($0.output.1) } ?? data.count
    let line = line(at: offset)
    return problem(
      "json", ["line": "\(line)"], zh: "\(zh)第 \(line) 行附近不是有效的 JSON，可能没有下载完整。请重新导出或下载。",
      en: "\(en) is no sound JSON near line \(line); it may be cut off. Export or load it once more.")
  }

  /// - Parameter index: Of the feature, from 0.
  func feature(_ index: Int, _ reason: Text) -> Problem {
    let line = featureLine(index)
    let number = index + 1
    return problem(
      "feature", ["feature": "\(number)", "line": line.map(String.init) ?? ""],
      zh: "\(zh)第 \(number) 个地区\(line.map { "（第 \($0) 行起）" } ?? "")\(reason.zh)。请改正或删去这个地区。",
      en:
        "feature \(number)\(line.map { ", from line \($0)" } ?? "") of \(en) \(reason.en). Correct it or "
        + "take it out.")
  }

  private func problem(
    _ code: String, _ details: [String: String] = [:], zh: String, en: String
  ) -> Problem {
    var details = details
    if !file.isEmpty { details["file"] = file }
    return Problem(
      "charts.map.\(code)", .invalid, zh: zh, en: en.prefix(1).uppercased() + en.dropFirst(),
      details: details)
  }

  private func line(at offset: Int) -> Int {
    1 + data.prefix(offset).count { $0 == UInt8(ascii: "\n") }
  }

  private func featureLine(_ index: Int) -> Int? {
    var lines = FeatureLines(left: index)
    for byte in data {
      if let line = lines.read(byte) { return line }
    }
    return nil
  }
}

/// Reads a sound JSON text byte by byte for the line on which an item of its `features` begins.
private struct FeatureLines {
  /// How many items come before it.
  var left: Int
  private var line = 1
  private var depth = 0
  private var (isText, isEscaped) = (false, false)
  /// The last text right in the outermost object: the name of the value that comes.
  private var name: [UInt8] = []
  private var (isWithin, awaitsItem) = (false, false)

  init(left: Int) { self.left = left }

  /// The line, once the item begins.
  mutating func read(_ byte: UInt8) -> Int? {
    if byte == UInt8(ascii: "\n") { line += 1 }
    if isText {
      readText(byte)
      return nil
    }
    guard !" \n\r\t".utf8.contains(byte) else { return nil }
    if awaitsItem {
      awaitsItem = false
      if left == 0 { return line }
    }
    switch byte {
    case UInt8(ascii: "\""):
      isText = true
      if depth == 1 { name = [] }
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      depth += 1
      if depth == 2, byte == UInt8(ascii: "["), name.elementsEqual("features".utf8) {
        (isWithin, awaitsItem) = (true, true)
      }
    case UInt8(ascii: "}"), UInt8(ascii: "]"):
      depth -= 1
      if depth == 1 { isWithin = false }
    case UInt8(ascii: ",") where isWithin && depth == 2: (left, awaitsItem) = (left - 1, true)
    default: break
    }
    return nil
  }

  private mutating func readText(_ byte: UInt8) {
    if isEscaped {
      isEscaped = false
    } else if byte == UInt8(ascii: "\\") {
      isEscaped = true
    } else if byte == UInt8(ascii: "\"") {
      isText = false
    } else if depth == 1 {
      name.append(byte)
    }
  }
}
