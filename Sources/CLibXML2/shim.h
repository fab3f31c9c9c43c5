// libxml2 was built with ICU, whose headers clash with those that Foundation brings; nothing of it is used here.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
