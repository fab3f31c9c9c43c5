#ifndef MAATSTAF_RENAME_EXCHANGE_H
#define MAATSTAF_RENAME_EXCHANGE_H

/// Lets two paths change places in one step (renameat2 with RENAME_EXCHANGE).
/// Returns 0, or -1 with errno set; ENOSYS or EINVAL where the kernel or the file system cannot do it.
int maatstaf_rename_exchange(const char *first, const char *second);

#endif
