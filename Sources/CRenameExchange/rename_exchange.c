// renameat2 is a GNU extension, so Swift's Glibc module does not show it.
#define _GNU_SOURCE
#include "rename_exchange.h"

#include <fcntl.h>
#include <stdio.h>

int maatstaf_rename_exchange(const char *first, const char *second) {
    return renameat2(AT_FDCWD, first, AT_FDCWD, second, RENAME_EXCHANGE);
}
