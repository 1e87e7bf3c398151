// What a post must be permitted for each verb and at each step.

package import Access
package import Casework

extension EpisodeVerb {
  /// What a post must be permitted; nil where it is that of the step which is under way.
  package var permission: Permission? {
    switch self {
    case .verify, .end: .episodeVerify
    case .answer: .episodeAnswer
    case .compare: .episodeCompare
    case .review: .episodeReview
    case .post, .object, .settle, .takeDown: .episodeNotice
    case .audit, .addRisk: .episodeAudit
    case .decide, .terminate: .episodeDecide
    case .announce: .episodeAnnounce
    case .pause, .resume: .episodePause
    case .sendBack, .refuse: nil
    }
  }
}

extension Step {
  /// Who works at a step may also send back and refuse there.
  package var permission: Permission {
    switch self {
    case .verify: .episodeVerify
    case .compare: .episodeCompare
    case .review: .episodeReview
    case .notice: .episodeNotice
    case .audit: .episodeAudit
    case .decide: .episodeDecide
    case .announce: .episodeAnnounce
    }
  }
}
