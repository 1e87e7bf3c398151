// The door to libsodium: hashing for file digests and the journal chain.
#include <sodium.h>
