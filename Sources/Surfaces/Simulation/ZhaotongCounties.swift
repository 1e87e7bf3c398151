// The eleven counties of Zhaotong: codes, names, townships by kind, share of the rural poor base.

/// A county-level division. **Source**: GB/T 2260; townships as of 2023-06-30; weights are the project's
/// own estimate.
struct County: Sendable {
  let code: Int64
  let name: String
  let subDistricts: Int
  let towns: Int
  let townships: Int
  let ethnicTownships: Int
  /// Share of the city's households. Unit: percent; all together 100.
  let weight: Int
  /// How much harder life is here than in the city at large; 1 is the mean.
  let hardship: Double

  var townshipCount: Int { subDistricts + towns + townships + ethnicTownships }

  init(
    _ code: Int64, _ name: String, _ townships: (Int, Int, Int, Int), weight: Int, hardship: Double
  ) {
    (self.code, self.name, self.weight, self.hardship) = (code, name, weight, hardship)
    (subDistricts, towns, self.townships, ethnicTownships) = townships
  }
}

enum Zhaotong {
  static let code: Int64 = 5306
  static let name = "昭通市"

  static let counties = [
    County(530_602, "昭阳区", (4, 9, 3, 4), weight: 13, hardship: 0.8),
    County(530_621, "鲁甸县", (2, 9, 0, 2), weight: 8, hardship: 1.0),
    County(530_622, "巧家县", (2, 11, 4, 0), weight: 9, hardship: 1.1),
    County(530_623, "盐津县", (0, 6, 4, 0), weight: 7, hardship: 1.0),
    County(530_624, "大关县", (0, 8, 0, 1), weight: 5, hardship: 1.1),
    County(530_625, "永善县", (2, 7, 5, 2), weight: 8, hardship: 1.0),
    County(530_626, "绥江县", (0, 5, 0, 0), weight: 2, hardship: 0.8),
    County(530_627, "镇雄县", (3, 20, 5, 2), weight: 24, hardship: 1.2),
    County(530_628, "彝良县", (2, 9, 0, 5), weight: 14, hardship: 1.1),
    County(530_629, "威信县", (0, 7, 2, 1), weight: 8, hardship: 1.0),
    County(530_681, "水富市", (1, 3, 0, 0), weight: 2, hardship: 0.6),
  ]
}
