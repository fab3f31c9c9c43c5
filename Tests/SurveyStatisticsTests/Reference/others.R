# Replicate weights, change between waves, areas, trimming, small populations, funnels, percentages too thin to print: random
# data and what R makes of them.
#
# usage: Rscript others.R FOLDER
suppressPackageStartupMessages({ library(survey); library(metafor) })
folder <- commandArgs(trailingOnly = TRUE)[1]
options(warn = -1)
exact <- function(x) ifelse(is.na(x), "NA", sprintf("%.17g", x))
out <- c()
put <- function(...) out[[length(out) + 1]] <<- paste(c(...), collapse = "\t")

# Replicate weights: per case the rows (weight y x b g rw…), then the figures.
for (seed in 1:12) {
  set.seed(seed)
  n <- sample(12:40, 1)
  kind <- c("JK1", "JKn", "BRR", "bootstrap")[(seed - 1) %% 4 + 1]
  strata <- if (kind == "BRR") rep(seq_len(n %/% 2), each = 2) else sort(rep_len(1:3, n))
  n <- length(strata)
  d <- data.frame(s = strata, u = seq_len(n), w = round(exp(rnorm(n, 2, 0.4)), 3))
  d$y <- round(rnorm(n, 30, 9), 3)
  d$x <- round(runif(n, 5, 20), 3)
  d$b <- as.integer(runif(n) < 0.4)
  d$g <- sample(c("A", "B"), n, TRUE)
  base <- if (kind == "JK1") svydesign(ids = ~u, weights = ~w, data = d)
    else svydesign(ids = ~u, strata = ~s, weights = ~w, data = d)
  made <- as.svrepdesign(base, type = kind, compress = FALSE)
  rw <- weights(made, "analysis")
  scale <- made$scale
  rscales <- if (kind == "JKn") made$rscales else rep(1, ncol(rw))
  design <- if (kind == "JKn") svrepdesign(weights = ~w, repweights = rw, data = d, type = kind, rscales = rscales,
      scale = 1, combined.weights = TRUE)
    else svrepdesign(weights = ~w, repweights = rw, data = d, type = kind, combined.weights = TRUE)
  put("replicates", seed, kind, n, ncol(rw), exact(rscales))
  for (i in seq_len(n)) put("row", exact(c(d$w[i], d$y[i], d$x[i], d$b[i])), d$g[i], exact(rw[i, ]))
  for (domain in c("", "A")) {
    part <- if (domain == "") design else subset(design, g == domain)
    m <- svymean(~y, part, deff = TRUE); t <- svytotal(~y, part, deff = TRUE); r <- svyratio(~y, ~x, part)
    q <- svyquantile(~y, part, 0.5)[[1]]
    difference <- svycontrast(svyby(~y, ~b, part, svymean, covmat = TRUE), c(-1, 1))
    ratio <- as.vector(coef(difference) / SE(difference))
    tt <- list(statistic = ratio, parameter = degf(part) - 1, p.value = 2 * pt(-abs(ratio), degf(part) - 1))
    put("figure", domain, "mean", exact(c(coef(m), SE(m), deff(m), degf(part))))
    put("figure", domain, "total", exact(c(coef(t), SE(t), deff(t), degf(part))))
    put("figure", domain, "ratio", exact(c(as.vector(coef(r)), as.vector(SE(r)), NA, degf(part))))
    put("figure", domain, "quantile", exact(as.vector(q[1, ])))
    put("figure", domain, "t", exact(c(tt$statistic, tt$parameter, tt$p.value)))
  }
  # Jackknife weights that we make ourselves must be these.
  if (kind == "JK1" || kind == "JKn") put("made", exact(scale), exact(made$rscales))
}

# Two waves in one design: clusters that were visited twice keep their name.
for (seed in 1:6) {
  set.seed(100 + seed)
  d <- do.call(rbind, lapply(1:2, function(wave) {
    clusters <- sort(sample(1:12, 9))
    do.call(rbind, lapply(clusters, function(k) {
      m <- sample(2:4, 1)
      data.frame(wave = wave, cluster = k, s = if (k <= 6) "a" else "b", w = round(runif(m, 3, 9), 3),
        y = round(50 + 5 * sin(k) + 2 * wave + rnorm(m, 0, 4), 3))
    }))
  }))
  design <- svydesign(ids = ~cluster, strata = ~s, weights = ~w, data = d)
  model <- svyglm(y ~ I(wave == 2), design)
  put("waves", seed, nrow(d))
  for (i in seq_len(nrow(d))) put("row", d$wave[i], d$cluster[i], d$s[i], exact(d$w[i]), exact(d$y[i]))
  put("figure", exact(c(coef(model)[2], SE(model)[2], degf(design))))
}

# Areas.
for (seed in 1:10) {
  set.seed(200 + seed)
  k <- sample(8:25, 1)
  v <- round(runif(k, 0.5, 4), 4)
  x <- round(rnorm(k), 4)
  spread <- c(0, 0.3, 1, 3)[(seed - 1) %% 4 + 1]
  y <- round(10 + 2 * x + rnorm(k, 0, sqrt(spread)) + rnorm(k, 0, sqrt(v)), 4)
  put("areas", seed, k)
  for (i in seq_len(k)) put("row", exact(y[i]), exact(v[i]), exact(x[i]))
  for (method in c("REML", "DL", "PM")) for (with in c(FALSE, TRUE)) {
    control <- list(threshold = 1e-14, maxiter = 10000, tol = 1e-14)
    m <- if (with) rma(y, v, mods = ~x, method = method, control = control) else rma(y, v, method = method, control = control)
    put("figure", method, if (with) "x" else "", exact(m$tau2), exact(as.vector(coef(m))), exact(as.vector(predict(m)$se^2)))
    if (!with) { b <- blup(m); put("blup", method, exact(b$pred)) }
  }
}

# Weights cut off at limits.
for (seed in 1:6) {
  set.seed(300 + seed)
  d <- data.frame(w = round(exp(rnorm(25, 2, 1)), 3), y = round(rnorm(25, 30, 9), 3))
  # Powers of 2, since R holds probabilities: at other limits it may never see a weight at its limit.
  limits <- c(0.5, 2^ceiling(log2(quantile(d$w, 0.8))))
  put("trim", seed, exact(limits))
  for (i in seq_len(nrow(d))) put("row", exact(d$w[i]), exact(d$y[i]))
  for (strict in c(FALSE, TRUE)) {
    cut <- trimWeights(svydesign(ids = ~1, weights = ~w, data = d), lower = limits[1], upper = limits[2], strict = strict)
    put("figure", strict, exact(c(weights(cut), 1 + (sum(weights(cut)^2) / mean(weights(cut))^2 / nrow(d) - 1))))
  }
}

# Exact limits in a small population, found by trying every number of marked people.
for (seed in 1:40) {
  set.seed(400 + seed)
  population <- sample(5:60, 1); asked <- sample(seq_len(population), 1); found <- sample(0:asked, 1)
  level <- sample(c(0.9, 0.95, 0.99), 1)
  marked <- found:(population - (asked - found))
  over <- phyper(found - 1, marked, population - marked, asked, lower.tail = FALSE)
  under <- phyper(found, marked, population - marked, asked)
  kept <- marked[over > (1 - level) / 2 & under > (1 - level) / 2]
  put("small", found, asked, population, level)
  put("figure", exact(range(kept) / population))
}

# Funnels by the formulas of Spiegelhalter (2005).
for (seed in 1:6) {
  set.seed(500 + seed)
  k <- sample(6:30, 1)
  size <- sample(8:200, k, TRUE)
  found <- rbinom(k, size, plogis(rnorm(k, -0.5, c(0, 0.2, 0.6)[seed %% 3 + 1])))
  p0 <- sum(found) / sum(size)
  z <- (found / size - p0) / sqrt(p0 * (1 - p0) / size)
  zw <- pmin(pmax(z, quantile(z, 0.1)), quantile(z, 0.9))
  phi <- sum(zw^2) / k
  w <- size / (p0 * (1 - p0))
  tau2 <- if (phi > (k - 1) / k) max(0, (k * phi - (k - 1)) / (sum(w) - sum(w^2) / sum(w))) else 0
  exactLimit <- function(n, p) { r <- qbinom(p, n, p0); (r - (pbinom(r, n, p0) - p) / dbinom(r, n, p0)) / n }
  put("funnel", seed)
  for (i in seq_len(k)) put("row", found[i], size[i], exact(z[i]))
  put("figure", exact(c(p0, phi, tau2)))
  for (n in c(10, 75)) put("limits", n, exact(c(p0 + c(-1, 1) * qnorm(0.975) * sqrt(p0 * (1 - p0) / n + tau2))),
    exact(pmin(1, pmax(0, c(exactLimit(n, 0.025), exactLimit(n, 0.975))))))
}

# When a percentage may be printed: Parker et al. (2017), by their text.
for (seed in 1:30) {
  set.seed(600 + seed)
  n <- sample(c(20, 35, 60, 150, 600), 1)
  units <- sample(c(5, 9, 20, 60), 1)
  d <- data.frame(u = rep_len(seq_len(units), n), w = round(exp(rnorm(n, 1, 0.5)), 3))
  d$b <- as.integer(runif(n) < plogis(rnorm(units, sample(c(-4, -1, 0), 1), 0.5))[d$u])
  design <- svydesign(ids = ~u, weights = ~w, data = d)
  m <- svymean(~b, design); p <- as.vector(coef(m)); v <- as.vector(vcov(m)); df <- degf(design)
  if (p == 0 || p == 1) next
  effective <- min(n, p * (1 - p) / v)
  adjusted <- min(n, p * (1 - p) / v * (qt(0.025, n - 1) / qt(0.025, df))^2)
  limits <- c(qbeta(0.025, adjusted * p, adjusted * (1 - p) + 1), qbeta(0.975, adjusted * p + 1, adjusted * (1 - p)))
  width <- diff(limits)
  verdict <- if (n < 30 || effective < 30) "sampleSize" else if (width >= 0.3) "width"
    else if (width > 0.05 && width > 1.3 * min(p, 1 - p)) "relativeWidth" else if (df < 8) "review" else "show"
  put("printed", seed, verdict)
  for (i in seq_len(n)) put("row", d$u[i], exact(d$w[i]), d$b[i])
}
writeLines(unlist(out), file.path(folder, "others.tsv"))
