// The door to libqrencode: a text becomes the squares of a QR code.
#include <qrencode.h>
