#include <libxml/xmlversion.h>
// Where libxml2 was built with ICU, encoding.h would bring in ICU's headers, which clash with the ICU of Foundation.
// It changes only the layout of xmlCharEncodingHandler, which is used through pointers alone.
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
