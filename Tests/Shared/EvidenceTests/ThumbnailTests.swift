// Small pictures of large ones: what they show, what has none, and what spoilt files do to them.
import Kernel
import Testing

@testable import Evidence

@Suite struct ThumbnailTests {
  /// Dark at one corner, bright at the other, with a grain that no code makes small.
  private func plane(_ width: Int, _ height: Int, _ grain: Int = 24) -> PicturePlane {
    var state: UInt32 = 5
    let samples = (0..<width * height).map { number -> UInt8 in
      state = state &* 1_664_525 &+ 1_013_904_223
      let slope = (number % width) * 100 / width + (number / width) * 100 / height
      return UInt8(20 + slope + (grain > 0 ? Int(state >> 16) % grain : 0))
    }
    return PicturePlane(width: width, height: height, samples: samples)
  }

  private func grey(_ width: Int, _ height: Int) -> [UInt8] {
    JPEGWriter.picture([plane(width, height)], turn: 1)
  }

  private func size(_ bytes: [UInt8]) throws -> PictureSize { try #require(JPEGFile(bytes).cleaned).size }

  @Test(arguments: [(320, 160), (283, 171), (16, 8), (1, 1)])
  func anEighthShowsTheMeanOfEveryBlock(_ width: Int, _ height: Int) throws {
    let colours = [plane(width, height), plane(width, height, 0), plane(width, height, 3)]
    for planes in [[colours[0]], colours] {
      let eighth = try #require(JPEGEighth.planes(of: JPEGWriter.picture(planes, turn: 1)))
      #expect(eighth.count == planes.count)
      for (small, whole) in zip(eighth, planes) {
        #expect(small.width == (width + 7) / 8 && small.height == (height + 7) / 8)
        let means = whole.scaled(max(1, width / 8), max(1, height / 8))
        for row in 0..<height / 8 {
          for column in 0..<width / 8 where width % 8 == 0 && height % 8 == 0 {
            let (one, other) = (
              small.samples[row * small.width + column], means.samples[row * means.width + column]
            )
            #expect(abs(Int(one) - Int(other)) <= 4, "\(column), \(row)")
          }
        }
      }
    }
  }

  @Test func aLargePhotoHasASmallPictureThatIsTurnedAsItIs() throws {
    let planes = [plane(1_280, 640), plane(1_280, 640, 0), plane(1_280, 640, 2)]
    let photo = JPEGWriter.picture(planes, turn: 6)
    #expect(photo.count > 100_000)
    let small = try #require(Thumbnail.of(photo, .jpeg))
    #expect(try size(small) == PictureSize(width: 160, height: 80) && small.count < 20_000)
    #expect(JPEGFile.turn(ofFile: small) == 6 && small.starts(with: [0xFF, 0xD8]))
    // What it shows is what the photo shows: dark at one corner, bright at the other.
    let shown = try #require(JPEGEighth.planes(of: small)?.first)
    #expect(shown.samples[0] < 90 && (shown.samples.last ?? 0) > 160)
    let wide = try #require(Thumbnail.of(grey(5_120, 80), .jpeg))
    #expect(try size(wide) == PictureSize(width: 320, height: 5))
  }

  @Test func whatIsSmallOrNoPhotoIsShownWhole() {
    #expect(Thumbnail.of(grey(1_200, 160), .jpeg) == nil && Thumbnail.of(Pictures.jpeg, .jpeg) == nil)
    #expect(Thumbnail.of(grey(1_280, 320), .png) == nil && Thumbnail.of([], .jpeg) == nil)
    #expect(JPEGEighth.planes(of: []) == nil && JPEGEighth.planes(of: Pictures.start + Pictures.scan) == nil)
  }

  /// Of spoilt files something is shown, or nothing; nothing is read beyond their end.
  @Test func spoiltPhotosEndSomehow() {
    var state: UInt64 = 11
    func random(_ below: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(below))
    }
    let photo = JPEGWriter.picture([plane(80, 48), plane(80, 48, 0), plane(80, 48, 2)], turn: 3)
    for _ in 0..<400 {
      var file = photo
      for _ in 0..<random(4) + 1 { file[random(random(2) == 0 ? 700 : file.count)] = UInt8(random(256)) }
      if random(4) == 0 { file.removeLast(random(file.count)) }
      for plane in JPEGEighth.planes(of: file) ?? [] {
        #expect(plane.samples.count == plane.width * plane.height)
      }
    }
  }
}
