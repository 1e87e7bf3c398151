// The door to Pango and Cairo: text is set in lines and drawn to PDF.
#include <pango/pangocairo.h>
#include <cairo-pdf.h>
