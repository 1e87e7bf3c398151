// What the reading of a row asks of the register.

import Kernel
import Registry

/// The register of a store, held in memory, or one that is being read from files.
protocol KnownRegister {
  func hasPlace(_ code: PlaceCode) -> Bool
  /// True for a household that is registered and not gone.
  func hasHousehold(_ number: Int64) -> Bool
  /// The person whose identity number this is, with the county that keeps their row.
  func person(_ citizen: CitizenID) -> (id: PersonID, home: Int64)?
}

extension RegistryIndex: KnownRegister {}
