# Makes the numbers of CompositeIndexTests, MomentsTests and AgreementTests.
#
# The R package COINr is not packaged by Debian. This is an implementation of its own, in base R, of the algorithms that its
# documentation describes (Treat, Normalise, Aggregate, get_cronbach, a_copeland, SA_estimate); skewness and kurtosis come
# from e1071, kappas from psych (r-cran-e1071, r-cran-psych). Run: Rscript composite.R
suppressMessages({library(e1071); library(psych)})
options(digits = 15)
show <- function(name, x) cat(name, ":", paste(format(x, digits = 15), collapse = ", "), "\n")

show("skew", skewness(c(1, 2, 3, 10), type = 2))
show("kurt", kurtosis(c(1, 2, 3, 10), type = 2))

x1 <- c(2, 4, 4, 5, 7, 9, 11, 12, NA, 300)
x2 <- c(50, 40, NA, 35, 30, 22, 20, 18, 12, 10)
x3 <- c(0.5, 0.6, 0.55, 0.7, 0.2, 0.9, 0.4, 0.3, 0.65, 0.8)
x4 <- c(100, 220, 330, 80, 150, 500, 90, 60, 410, 120)
pop <- c(10, 20, 30, 10, 15, 40, 10, 5, 40, 10)
grp <- c("a", "a", "a", "a", "a", "b", "b", "b", "b", "b")

# divide, impute by the mean of the group, treat, min-max 0-100, aggregate
x4 <- x4 / (pop / 100)
imp <- function(x) { for (g in unique(grp)) x[is.na(x) & grp == g] <- mean(x[grp == g], na.rm = TRUE); x }
x <- data.frame(x1 = imp(x1), x2 = imp(x2), x3 = imp(x3), x4 = imp(x4))
pass <- function(v) abs(skewness(v, type = 2)) < 2 || kurtosis(v, type = 2) < 3.5
treat <- function(v) {
  if (pass(v)) return(v)
  w <- v; hi <- lo <- integer(0)
  while (!pass(w) && length(hi) + length(lo) < 5) {
    if (skewness(w, type = 2) >= 0) { hi <- which(w == max(w)); w[hi] <- max(w[-hi]) }
    else { lo <- which(w == min(w)); w[lo] <- min(w[-lo]) }
  }
  if (pass(w)) w else log(v - min(v) + 0.01 * (max(v) - min(v)))
}
t <- as.data.frame(lapply(x, treat))
show("treated x1", t$x1)
heavy <- c(rep(1, 12), rep(2, 10), 3, 4, 5, 50, 60, 70, 80, 90, 1000, 5000)
show("heavy", treat(heavy))
heavier <- c((1:60) / 10, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9)
show("heavier", treat(heavier)[c(1, 2, 60, 61, 67)]); show("heavier skew", skewness(treat(heavier), type = 2))
dirs <- c(1, -1, 1, -1)
n <- as.data.frame(mapply(function(v, d) { v <- v * d; (v - min(v)) / (max(v) - min(v)) * 100 }, t, dirs))
amean <- function(m, w) apply(m, 1, function(r) sum(w * r) / sum(w))
A <- amean(n[c("x1", "x2")], c(1, 2)); B <- amean(n[c("x3", "x4")], c(1, 1))
I <- amean(cbind(A, B), c(3, 1))
show("A", A); show("B", B); show("Index", I)
g <- as.data.frame(lapply(n, function(v) v / 100 * 99 + 1))
gm <- function(m, w) apply(m, 1, function(r) exp(sum(w * log(r)) / sum(w)))
hm <- function(m, w) apply(m, 1, function(r) sum(w) / sum(w / r))
show("gmean A", gm(g[c("x1", "x2")], c(1, 2)))
show("hmean A", hm(g[c("x1", "x2")], c(1, 2)))
alpha <- function(m) { k <- ncol(m); cv <- cov(m); k / (k - 1) * (1 - sum(diag(cv)) / sum(cv)) }
show("alpha", alpha(x)); show("alpha psych", psych::alpha(x, check.keys = FALSE, warnings = FALSE)$total$raw_alpha)
orm <- function(X, w) {
  X <- as.matrix(X); w <- w / sum(w); m <- matrix(0, nrow(X), nrow(X))
  for (i in 1:nrow(X)) for (j in 1:nrow(X)) if (i < j) {
    m[i, j] <- sum(w[X[i, ] > X[j, ]]) + sum(w[X[i, ] == X[j, ]]) / 2; m[j, i] <- 1 - m[i, j] }
  m
}
M <- orm(n, c(1, 2, 1, 3))
show("outranking", rowSums(M))
show("copeland", rowSums(sign(M - t(M))))
z <- (x3 - mean(x3)) / sd(x3)
show("zscore", z)

# Agreement: two raters, three categories
r1 <- c(1, 2, 3, 3, 2, 1, 1, 2, 3, 1, 2, 2, 3, 3, 1)
r2 <- c(1, 2, 3, 2, 2, 1, 2, 2, 3, 1, 1, 3, 3, 3, 1)
k <- cohen.kappa(cbind(r1, r2)); show("kappa", k$kappa); show("kappa quadratic", k$weighted.kappa)
lin <- outer(1:3, 1:3, function(i, j) abs(i - j))
show("kappa linear", cohen.kappa(cbind(r1, r2), w = 1 - lin / 2)$weighted.kappa)

# Sobol' indices of y = x1 + 2 x2 + 3 x1 x2 on a fixed lattice, without and with bootstrap left out
N <- 64; i <- 0:(N - 1)
a <- cbind((i * 0.618033988749895) %% 1, (i * 0.414213562373095) %% 1)
b <- cbind((i * 0.732050807568877) %% 1, (i * 0.236067977499790) %% 1)
f <- function(m) m[, 1] + 2 * m[, 2] + 3 * m[, 1] * m[, 2]
ab <- lapply(1:2, function(j) { m <- a; m[, j] <- b[, j]; f(m) })
V <- var(c(f(a), f(b)))
show("S", sapply(ab, function(y) mean(f(b) * (y - f(a))) / V))
show("ST", sapply(ab, function(y) sum((f(a) - y)^2) / (2 * N * V)))
