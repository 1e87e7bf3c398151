// The choices of a plan: who is monitored, whose income grew, who is bound and insured.

import Kernel

extension PlanMaker {
  mutating func chooseCases() {
    let cases = calibration.cases
    let recognised = targets.scaled(cases.recognised.households)
    let persons = targets.scaled(cases.recognised.persons)
    let eliminated = targets.scaled(cases.eliminated.households)
    let eliminatedPersons = targets.scaled(cases.eliminated.persons)
    // A household without labour is never called eliminated.
    plan.choose(eliminated, persons: eliminatedPersons, as: [.recognised, .eliminated]) {
      $0.has(.base) && $0.labourers > 0 ? PlanMaker.need($0) : 0
    }
    plan.choose(recognised - eliminated, persons: persons - eliminatedPersons, as: .recognised) {
      $0.has(.base) && !$0.has(.recognised) ? PlanMaker.need($0) : 0
    }
    // Those that never were poor; the others of the base were.
    plan.choose(targets.scaled(calibration.base.monitored), as: .monitored) {
      $0.has(.recognised) ? ($0.has(.relocated) ? 1 : 4) : 0
    }
    let mean = Double(persons) / Double(max(1, recognised))
    // The ledger of a year before is a part of this one, counted by who was alive then.
    let eliminatedBefore = targets.scaled(cases.yearBefore.eliminated)
    plan.choose(
      persons: eliminatedBefore, meanSize: mean, as: [.eliminatedBefore, .recognisedBefore],
      size: { $0.livingBefore }
    ) { $0.has(.eliminated) ? 1 : 0 }
    plan.choose(
      persons: targets.scaled(cases.yearBefore.recognised) - eliminatedBefore, meanSize: mean,
      as: .recognisedBefore, size: { $0.livingBefore }
    ) { $0.has(.recognised) && !$0.has(.recognisedBefore) ? 1 : 0 }
  }

  /// How likely a household comes to be monitored beside others.
  private static func need(_ slot: HouseholdSlot) -> Int {
    1 + (slot.has(.struck) ? 6 : 0) + (slot.workers == 0 ? 3 : slot.workers == 1 ? 1 : 0)
  }

  mutating func chooseIncomes() {
    let income = calibration.income
    func isOpen(_ slot: HouseholdSlot) -> Bool { slot.has(.recognised) && !slot.has(.eliminated) }
    plan.choose(targets.percent(income.stillBelow, of: targets.base), as: .below) {
      $0.has(.base) && !$0.has(.eliminated) ? (isOpen($0) ? 10 : 1) + ($0.workers == 0 ? 4 : 0) : 0
    }
    plan.choose(targets.percent(income.fallen, of: targets.base), as: .fallen) {
      $0.has(.base) && !$0.has(.eliminated) && !$0.has(.below) ? ($0.has(.struck) ? 8 : 1) : 0
    }
    plan.choose(
      targets.scaled(income.lifted.households), persons: targets.scaled(income.lifted.persons), as: .lifted
    ) {
      guard $0.has(.base), !$0.has(.below), !$0.has(.fallen) else { return 0 }
      return ($0.has(.recognised) ? 3 : 1) + ($0.workers < 2 ? 1 : 0)
    }
  }

  mutating func chooseHelp() {
    plan.choose(targets.scaled(calibration.bindings.households), as: .bound) {
      $0.has(.base) ? ($0.labourers > 0 ? 8 : 1) : 0
    }
    plan.choose(targets.scaled(calibration.insurance.households), as: .insured) {
      $0.has(.base) ? ($0.has(.struck) ? 12 : 1) + ($0.has(.recognised) ? 3 : 0) : 0
    }
  }

  /// Payments of very different size that add up to what was paid.
  mutating func payInsurance() {
    let count = plan.slots.count { $0.has(.insured) }
    let weights = (0..<count).map { _ in PlanMaker.payment.whole(&random) }
    plan.payments = SizedQuota.apportion(targets.scaled(calibration.insurance.paid), by: weights)
      .map { Int32($0) }
  }

  /// Unit: yuan.
  private static let payment = Curve(
    (0, 300), (0.4, 1_500), (0.75, 3_200), (0.93, 8_000), (0.99, 20_000), (1, 50_000))
}
