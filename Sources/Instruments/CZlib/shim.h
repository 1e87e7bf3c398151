// The door to zlib: bytes become fewer bytes.
#include <zlib.h>
