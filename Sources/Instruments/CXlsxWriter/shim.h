// The door to libxlsxwriter: rows become the workbook of a spreadsheet program.
#include <xlsxwriter.h>
