// Schema step 6: an index of names that the first stores had and nobody fills any more goes.
package import Database

extension RegistryMigrations {
  static let nameIndex = Migration("registry-006-name-index", "DROP TABLE IF EXISTS person_name;")
}
