# Replicate weights, change between waves, areas: random data and what R makes of them.
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
writeLines(unlist(out), file.path(folder, "others.tsv"))
