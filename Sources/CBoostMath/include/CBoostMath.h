#ifndef MAATSTAF_CBOOSTMATH_H
#define MAATSTAF_CBOOSTMATH_H

// Distributions of Boost.Math for Swift. Every function gives NaN where the arguments make no sense or Boost throws.

#ifdef __cplusplus
extern "C" {
#endif

double maatstaf_normal_quantile(double probability);
double maatstaf_normal_cdf(double value);
/// Normal quantile of an upper tail, exact for tails close to 0.
double maatstaf_normal_upper_quantile(double probability);
double maatstaf_normal_upper_tail(double value);

double maatstaf_t_quantile(double degrees, double probability);
double maatstaf_t_upper_tail(double degrees, double value);

double maatstaf_f_upper_tail(double numerator, double denominator, double value);
/// F quantile of an upper tail, exact for tails close to 0.
double maatstaf_f_upper_quantile(double numerator, double denominator, double probability);
double maatstaf_chi_squared_upper_tail(double degrees, double value);
double maatstaf_chi_squared_quantile(double degrees, double probability);

double maatstaf_beta_quantile(double alpha, double beta, double probability);
double maatstaf_binomial_cdf(double trials, double probability, double successes);
double maatstaf_binomial_mass(double trials, double probability, double successes);
/// P(X <= drawn) for X marked ones among `sample` drawn from `population` of which `marked` are marked.
double maatstaf_hypergeometric_cdf(unsigned marked, unsigned sample, unsigned population, unsigned drawn);
double maatstaf_log_gamma(double value);

#ifdef __cplusplus
}
#endif

#endif
