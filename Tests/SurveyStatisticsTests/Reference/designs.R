# Random designs, and what R's package survey makes of them. Two files come out: the data and the figures.
#
# usage: Rscript designs.R FIRST LAST FOLDER     designs with the seeds FIRST to LAST
suppressPackageStartupMessages(library(survey))
arguments <- commandArgs(trailingOnly = TRUE)
first <- as.integer(arguments[1])
last <- as.integer(arguments[2])
folder <- arguments[3]
options(warn = -1, digits = 17, survey.adjust.domain.lonely = FALSE)

full <- function(x) ifelse(is.na(x), "NA", ifelse(is.infinite(x), "NA", sprintf("%.17g", x)))
quiet <- function(expression) tryCatch(expression, error = function(e) NULL)

dataRows <- c()
figures <- c()

for (seed in first:last) {
  set.seed(seed)
  pick <- function(...) sample(c(...), 1)
  stratified <- runif(1) < 0.75
  shape <- pick("rows", "clusters", "clusters", "two", "two")
  fpcKind <- pick("none", "size", "fraction")
  policy <- pick("fail", "adjust", "average", "certainty", "remove")
  zeros <- runif(1) < 0.4
  adjust <- pick("none", "none", "post", "rake", "linear", "logit")
  nest <- stratified && shape != "rows" && runif(1) < 0.5
  fromFpc <- fpcKind != "none" && runif(1) < 0.3
  large <- if (runif(1) < 0.1) 1e12 else 1
  strata <- if (stratified) sample(2:6, 1) else 1
  rows <- list()
  for (s in seq_len(strata)) {
    lone <- stratified && runif(1) < 0.12
    units <- if (lone) 1 else sample(2:7, 1)
    population <- units + sample(0:12, 1)
    for (c1 in seq_len(units)) {
      seconds <- if (shape == "two") (if (runif(1) < 0.15) 1 else sample(2:4, 1)) else 1
      secondPopulation <- seconds + sample(0:6, 1)
      for (c2 in seq_len(seconds)) {
        thirds <- if (shape == "rows") 1 else sample(1:4, 1)
        for (r in seq_len(thirds)) {
          rows[[length(rows) + 1]] <- data.frame(
            s = paste0("s", s), c1 = if (nest) c1 else s * 100 + c1, c2 = c2,
            f1 = if (fpcKind == "fraction") units / population else population,
            f2 = if (fpcKind == "fraction") seconds / secondPopulation else secondPopulation
          )
        }
      }
    }
  }
  d <- do.call(rbind, rows)
  n <- nrow(d)
  unit <- as.integer(factor(paste(d$s, d$c1)))
  effect <- rnorm(max(unit))[unit]
  d$w <- large * round(exp(rnorm(n, 2, 0.6)), 3)
  if (zeros) d$w[sample(n, max(1, n %/% 12))] <- 0
  d$y <- round(50 + 10 * effect + rnorm(n, 0, 8), 4)
  d$x <- round(20 + 5 * runif(n) + 0.2 * d$y, 4)
  d$b <- as.integer(runif(n) < plogis(effect + 0.3))
  d$g <- sample(c("A", "B", "C"), n, TRUE, c(0.5, 0.3, 0.2))
  d$h <- sample(c("p", "q", "r"), n, TRUE)
  d$m <- sample(c("u", "v"), n, TRUE)
  missing <- runif(1) < 0.5
  if (missing) {
    d$y[sample(n, max(1, n %/% 15))] <- NA
    d$b[sample(n, max(1, n %/% 20))] <- NA
  }
  if (fromFpc) d$w <- NULL
  options(survey.lonely.psu = policy)
  ids <- switch(shape, rows = ~1, clusters = ~c1, two = ~c1 + c2)
  fpc <- if (fpcKind == "none") NULL else if (shape == "two") ~f1 + f2 else ~f1
  call <- list(ids = ids, data = d, nest = nest)
  if (stratified) call$strata <- ~s
  if (!is.null(fpc)) call$fpc <- fpc
  if (!fromFpc) call$weights <- ~w
  design <- quiet(do.call(svydesign, call))
  if (is.null(design)) next

  # Totals that are a little off, as those of a population are.
  totals <- ""
  base <- weights(design)
  if (any(base == 0) && adjust != "none") adjust <- if (adjust == "post") "post" else "none"
  if (adjust != "none") {
    tg <- tapply(base, d$g, sum) * runif(length(unique(d$g)), 0.9, 1.15)
    tm <- tapply(base, d$m, sum)
    tm <- tm * sum(tg) / sum(tm) * c(1.05, 0.95)[seq_along(tm)]
    tm <- tm * sum(tg) / sum(tm)
    tx <- c(sum(base), sum(base * d$x)) * c(1.02, 1.03)
    if (length(tg) < 2 || length(tm) < 2 || any(!is.finite(tg)) || any(tg <= 0)) adjust <- "none"
  }
  adjusted <- design
  if (adjust == "post") {
    adjusted <- quiet(postStratify(design, ~g, data.frame(g = names(tg), Freq = as.vector(tg))))
    totals <- paste(paste0("g=", names(tg), ":", full(tg)), collapse = ",")
  } else if (adjust == "rake") {
    adjusted <- quiet(rake(design, list(~g, ~m), list(
      data.frame(g = names(tg), Freq = as.vector(tg)), data.frame(m = names(tm), Freq = as.vector(tm))),
      control = list(maxit = 2000, epsilon = 1e-13)))
    totals <- paste(c(paste0("g=", names(tg), ":", full(tg)), paste0("m=", names(tm), ":", full(tm))), collapse = ",")
  } else if (adjust %in% c("linear", "logit")) {
    adjusted <- quiet(if (adjust == "linear") calibrate(design, ~x, c(`(Intercept)` = tx[1], x = tx[2]))
      else calibrate(design, ~x, c(`(Intercept)` = tx[1], x = tx[2]), calfun = "logit", bounds = c(0.4, 2.5),
        epsilon = 1e-13, maxit = 200))
    totals <- paste0("1:", full(tx[1]), ",x:", full(tx[2]))
  }
  if (is.null(adjusted)) { adjusted <- design; adjust <- "none"; totals <- "" }
  design <- adjusted

  note <- function(domain, name, values) {
    values <- unlist(values)
    figures[[length(figures) + 1]] <<- paste(seed, domain, name, paste(full(values), collapse = " "), sep = "\t")
  }
  figures[[length(figures) + 1]] <- paste(seed, "", "design", paste(
    shape, stratified, nest, fpcKind, fromFpc, policy, adjust, totals, sep = ";"), sep = "\t")
  for (i in seq_len(n)) {
    dataRows[[length(dataRows) + 1]] <- paste(c(seed, d$s[i], d$c1[i], d$c2[i], full(d$f1[i]), full(d$f2[i]),
      if (fromFpc) "NA" else full(d$w[i]), full(d$y[i]), full(d$x[i]), full(d$b[i]), d$g[i], d$h[i], d$m[i]), collapse = "\t")
  }
  note("", "weights", weights(design))

  domains <- c("", "A", "B", "C")
  for (domain in domains) {
    part <- if (domain == "") design else quiet(subset(design, g == domain))
    if (is.null(part) || sum(d$g == domain | domain == "") == 0) next
    known <- quiet(subset(part, !is.na(y)))
    # A calibrated design keeps the rows outside a domain, with weight 0 and their missing values.
    if (!is.null(known)) known$variables$y[is.na(known$variables$y)] <- 0
    three <- function(expression) {
      r <- quiet(expression)
      if (is.null(r)) c(NA, NA, NA) else c(as.vector(coef(r))[1], as.vector(SE(r))[1],
        if (is.null(attr(r, "deff"))) NA else as.vector(deff(r))[1])
    }
    df <- quiet(degf(known))
    note(domain, "df", df)
    note(domain, "mean", three(svymean(~y, part, na.rm = TRUE, deff = TRUE)))
    note(domain, "mean-replace", three(svymean(~y, part, na.rm = TRUE, deff = "replace")))
    note(domain, "total", three(svytotal(~y, part, na.rm = TRUE, deff = TRUE)))
    note(domain, "ratio", three(svyratio(~y, ~x, part, na.rm = TRUE, deff = TRUE)))
    yes <- quiet(subset(part, !is.na(b)))
    if (!is.null(yes)) yes$variables$b[is.na(yes$variables$b)] <- 0
    note(domain, "proportion", three(svymean(~b, yes, deff = TRUE)))
    note(domain, "proportion-df", quiet(degf(yes)))
    for (method in c("xlogit", "logit", "likelihood", "beta", "asin", "mean")) {
      ci <- quiet(suppressWarnings(attr(svyciprop(~b, yes, method = method), "ci")))
      note(domain, paste0("ci-", method), if (is.null(ci)) c(NA, NA) else as.vector(ci))
    }
    for (p in c(0.1, 0.5, 0.75)) {
      q <- quiet(suppressWarnings(svyquantile(~y, known, p)[[1]]))
      note(domain, paste0("quantile", p), if (is.null(q)) c(NA, NA, NA, NA) else as.vector(q[1, ]))
    }
    test <- quiet(svyttest(y ~ b, part))
    note(domain, "t", if (is.null(test)) c(NA, NA, NA) else c(test$statistic, test$parameter, test$p.value))
    for (kind in c("F", "adjWald")) {
      test <- quiet(svychisq(~h + b, part, statistic = kind))
      note(domain, kind, if (is.null(test)) c(NA, NA, NA, NA) else c(test$statistic, test$parameter, test$p.value))
    }
  }
}
writeLines(unlist(dataRows), file.path(folder, "designs.data.tsv"))
writeLines(unlist(figures), file.path(folder, "designs.figures.tsv"))
