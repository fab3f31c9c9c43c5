#include <libxml/parser.h>
#include <libxml/xmlversion.h>
