// All that evidence can refuse.

package import Kernel

package enum EvidenceProblems {
  package static let unknown = Problem(
    "evidence.unknown", .notFound, zh: "没有这份照片或文件。", en: "There is no such photo or paper.")
  package static let unknownTopic = Problem(
    "evidence.topic.unknown", .notFound, zh: "没有这条记录。", en: "There is no such record.")
  package static let early = Problem(
    "evidence.topic.early", .conflict, zh: "请先登记这个环节（入户核实或张贴公示），再上传照片。",
    en: "Record the step first, the verification or the posting; then add photos.")
  package static let full = Problem(
    "evidence.topic.full", .conflict, zh: "这条记录已有 \(EvidenceSteps.most) 份照片或文件，不能再加。",
    en: "The record has \(EvidenceSteps.most) photos or papers already, and takes no more.")
  package static let none = Problem(
    "evidence.file.none", .invalid, zh: "请拍照或选择文件。", en: "Take a photo or choose a file.",
    details: ["field": "files"])

  static let damaged = Problem(
    "evidence.file.damaged", .invalid, zh: "文件不完整或已损坏，请重新拍照或重新选择。",
    en: "The file is damaged or not whole; take the photo or choose the file again.",
    details: ["field": "files"])
  static let empty = Problem(
    "evidence.file.empty", .invalid, zh: "文件是空的，请重新选择。", en: "The file is empty; choose another one.",
    details: ["field": "files"])
  static let kind = Problem(
    "evidence.file.kind", .invalid, zh: "只收 JPEG、PNG、WebP 照片和 PDF 文件，请换一种格式。",
    en: "Only JPEG, PNG and WebP pictures and PDF papers are taken; please use one of these.",
    details: ["field": "files"])
  static let heic = Problem(
    "evidence.file.kind", .invalid,
    zh: "这是 HEIC 照片，多数电脑打不开。请在手机“设置—相机—格式”里选“兼容性最佳”，"
      + "或用上面的拍照按钮重拍。",
    en:
      "This is a HEIC picture, which most computers cannot show. Choose “Most Compatible” in the telephone's "
      + "settings of the camera, or take it anew by the button above.", details: ["field": "files"])
  static func pixels(_ size: PictureSize) -> Problem {
    Problem(
      "evidence.file.pixels", .invalid,
      zh: "图片有 \(size.width)×\(size.height) 像素，太大，看的人打不开：最多 \(PictureSize.mostPixels / 10_000) 万像素，"
        + "边长不超过 \(PictureSize.mostSide)。请缩小或重新拍照。",
      en:
        "The picture has \(size.width)×\(size.height) pixels, too many to be shown: at most "
        + "\(PictureSize.mostPixels / 1_000_000) million, and \(PictureSize.mostSide) a side. Make it "
        + "smaller, or take it anew.", details: ["field": "files"])
  }
  package static let large = Problem(
    "evidence.file.large", .invalid, zh: "文件太大：每份最多 10 MB，一次共 24 MB。请缩小照片，或分几次上传。",
    en: "The file is too large: at most 10 MB each and 24 MB at a time. Make it smaller, or send fewer at "
      + "once.",
    details: ["field": "files"])
  package static let many = Problem(
    "evidence.file.many", .invalid, zh: "一次最多 6 份，多出的没有收，请再传一次。",
    en: "At most 6 at a time; the rest were not taken: please send them again.", details: ["field": "files"])
  package static let picture = Problem(
    "evidence.file.kind", .invalid, zh: "这里只收 JPEG、PNG、WebP 照片，请换一种格式或重新拍照。",
    en: "Only JPEG, PNG and WebP pictures are taken here; please use one of these, or take it anew.",
    details: ["field": "files"])
  package static let manyPictures = Problem(
    "evidence.file.many", .invalid, zh: "最多 \(EvidenceSteps.mostOfStrangers) 张照片，请少选几张。",
    en: "At most \(EvidenceSteps.mostOfStrangers) pictures; please choose fewer.",
    details: ["field": "files"])
  static let note = Problem(
    "evidence.note.long", .invalid, zh: "说明最多 200 个字。", en: "A note has at most 200 characters.",
    details: ["field": "note"])

  static func broken(_ id: EvidenceNumber) -> Problem {
    Problem(
      "evidence.content.broken", .conflict, zh: "第 \(id) 份文件与登记的指纹不符，可能已损坏，请告诉系统管理员从备份核对。",
      en: "File \(id) does not match its digest and may be damaged; tell the administrator to compare a "
        + "backup.",
      details: ["evidence": "\(id)"])
  }

  /// As HTTP calls a file that was not taken; the problem's own status for all else.
  package static func status(_ problem: Problem) -> Int {
    switch problem.code {
    case "evidence.file.large", "evidence.file.many": 413
    case "evidence.file.none": problem.kind.httpStatus
    case let code where code.hasPrefix("evidence.file."): 415
    default: problem.kind.httpStatus
    }
  }
}
