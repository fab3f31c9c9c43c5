#include "CBoostMath.h"

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/fisher_f.hpp>
#include <boost/math/distributions/hypergeometric.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <limits>

namespace {

// No exception may reach Swift, which would end the program.
template <typename Body>
double guarded(Body body) noexcept {
    try {
        return body();
    } catch (...) {
        return std::numeric_limits<double>::quiet_NaN();
    }
}

}  // namespace

using namespace boost::math;

extern "C" double maatstaf_normal_quantile(double probability) {
    return guarded([=] { return quantile(normal(), probability); });
}

extern "C" double maatstaf_normal_cdf(double value) {
    return guarded([=] { return cdf(normal(), value); });
}

extern "C" double maatstaf_normal_upper_quantile(double probability) {
    return guarded([=] { return quantile(complement(normal(), probability)); });
}

extern "C" double maatstaf_normal_upper_tail(double value) {
    return guarded([=] { return cdf(complement(normal(), value)); });
}

extern "C" double maatstaf_t_quantile(double degrees, double probability) {
    return guarded([=] { return quantile(students_t(degrees), probability); });
}

extern "C" double maatstaf_t_upper_tail(double degrees, double value) {
    return guarded([=] { return cdf(complement(students_t(degrees), value)); });
}

extern "C" double maatstaf_f_upper_tail(double numerator, double denominator, double value) {
    return guarded([=] { return cdf(complement(fisher_f(numerator, denominator), value)); });
}

extern "C" double maatstaf_f_upper_quantile(double numerator, double denominator, double probability) {
    return guarded([=] { return quantile(complement(fisher_f(numerator, denominator), probability)); });
}

extern "C" double maatstaf_chi_squared_upper_tail(double degrees, double value) {
    return guarded([=] { return cdf(complement(chi_squared(degrees), value)); });
}

extern "C" double maatstaf_chi_squared_quantile(double degrees, double probability) {
    return guarded([=] { return quantile(chi_squared(degrees), probability); });
}

extern "C" double maatstaf_beta_quantile(double alpha, double beta, double probability) {
    return guarded([=] { return quantile(beta_distribution<double>(alpha, beta), probability); });
}

extern "C" double maatstaf_binomial_cdf(double trials, double probability, double successes) {
    return guarded([=] { return cdf(binomial(trials, probability), successes); });
}

extern "C" double maatstaf_binomial_mass(double trials, double probability, double successes) {
    return guarded([=] { return pdf(binomial(trials, probability), successes); });
}

extern "C" double maatstaf_hypergeometric_cdf(unsigned marked, unsigned sample, unsigned population, unsigned drawn) {
    return guarded([=] { return cdf(hypergeometric(marked, sample, population), drawn); });
}

extern "C" double maatstaf_log_gamma(double value) {
    return guarded([=] { return lgamma(value); });
}
