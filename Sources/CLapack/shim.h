#ifndef MAATSTAF_CLAPACK_SHIM_H
#define MAATSTAF_CLAPACK_SHIM_H

// The few routines of LAPACK that are used; Debian's liblapack-dev brings no header. Matrices are column by column.

void dgesv_(const int *n, const int *nrhs, double *a, const int *lda, int *ipiv, double *b, const int *ldb, int *info);
void dgeqp3_(const int *m, const int *n, double *a, const int *lda, int *jpvt, double *tau, double *work,
             const int *lwork, int *info);
void dorgqr_(const int *m, const int *n, const int *k, double *a, const int *lda, const double *tau, double *work,
             const int *lwork, int *info);

#endif
