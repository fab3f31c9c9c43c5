# Recomputes the tables of a report with R and package survey, and compares. `settings` stands above: what the report was
# made from. Nothing here is shared with the program that made the report.
#
# What is recomputed from what:
# - municipalities.csv, and the rows of estimates.csv about inspected locations: from the scores per location in
#   intern/data/locations.csv. Those scores themselves are the framework's; `maatstaf explain` leads each back to its cells.
# - the rows of estimates.csv about residents: from the cells of the residents' own file, with the design of
#   intern/data/design.csv (municipality, kind, how many live there).
# - what everybody may see, openbaar/data/*.csv: from locations.csv and findings.csv.
# Not compared: texts (names, notes, words) and figures that the report hides.
suppressPackageStartupMessages(library(survey))
options(survey.lonely.psu = if (settings$loneUnit == "fail") "certainty" else settings$loneUnit, warn = 1)
tolerance <- 1e-9          # relative; absolute under 1
modelTolerance <- 1e-6     # of what is found by iteration

arguments <- commandArgs(trailingOnly = TRUE)
if (length(arguments) > 0) settings$report <- arguments[1]
data <- function(name) file.path(settings$report, "intern", "data", name)
table <- function(name) {
  read.csv(data(name), colClasses = "character", na.strings = "", check.names = FALSE, encoding = "UTF-8", comment.char = "")
}
number <- function(x) as.numeric(x)
plain <- function(x) sub("^'([=+@\t\r-])", "\\1", x)   # an apostrophe keeps spreadsheets from taking text for a formula

# ---- Comparing -----------------------------------------------------------------------------------------------------------

compared <- 0
differences <- character(0)
check <- function(figure, what, ours, theirs, tol = tolerance) {
  ours <- if (length(ours) == 0) NA else ours
  theirs <- if (length(theirs) == 0) NA else theirs
  if (is.numeric(ours) && is.nan(ours)) ours <- NA
  compared <<- compared + 1
  same <- if (is.na(ours) || is.na(theirs)) {
    is.na(ours) && is.na(theirs)
  } else if (is.numeric(ours)) {
    abs(ours - number(theirs)) <= tol * max(1, abs(ours))
  } else {
    identical(as.character(ours), as.character(theirs))
  }
  if (!isTRUE(same)) {
    differences <<- c(differences, sprintf("%s %s: report %s, R %s", figure, what, format(theirs), format(ours, digits = 15)))
  }
}

# ---- Scores per municipality ---------------------------------------------------------------------------------------------

locations <- table("locations.csv")
locations$location_id <- plain(locations$location_id)
locations$municipality_code <- plain(locations$municipality_code)
locations$score <- number(locations$score)
locations$coverage <- number(locations$coverage)
locations$residents <- number(locations$residents)
cutoffs <- settings$cutoffs
# Scores are written with 11 decimals, so that one on the cutoff may seem to lie under it.
below <- function(score, theme) if (is.na(cutoffs[[theme]])) rep(NA, length(score)) else score < cutoffs[[theme]] - 1e-10

municipalities <- table("municipalities.csv")
for (row in seq_len(nrow(municipalities))) {
  theirs <- municipalities[row, ]
  own <- locations[locations$municipality_code == plain(theirs$municipality_code) & locations$theme == theirs$theme, ]
  scored <- own[!is.na(own$score), ]
  figure <- paste0("municipalities.csv ", theirs$municipality_code, ".", theirs$theme)
  n <- nrow(scored)
  weighed <- scored[!is.na(scored$residents), ]
  check(figure, "locations", nrow(own), theirs$locations)
  check(figure, "locations_scored", n, theirs$locations_scored)
  check(figure, "residents", sum(own$residents, na.rm = TRUE), theirs$residents)
  check(figure, "mean", if (n > 0) mean(scored$score) else NA, theirs$mean)
  check(figure, "sd", if (n > 1) sd(scored$score) else NA, theirs$sd)
  check(figure, "weighted_mean",
        if (sum(weighed$residents) > 0) sum(weighed$score * weighed$residents) / sum(weighed$residents) else NA,
        theirs$weighted_mean)
  check(figure, "lowest", if (n > 0) min(scored$score) else NA, theirs$lowest)
  check(figure, "share_below_cutoff", if (n > 0) mean(below(scored$score, theirs$theme)) else NA, theirs$share_below_cutoff)
  check(figure, "coverage", if (any(!is.na(own$coverage))) mean(own$coverage, na.rm = TRUE) else NA, theirs$coverage)
}
cat(sprintf("municipalities.csv: %d figures compared, %d differ\n", compared, length(differences)))

# ---- Areas ---------------------------------------------------------------------------------------------------------------

estimates <- table("estimates.csv")
regionOf <- function(code) unname(settings$regions[code])
inArea <- function(codes, area) {
  if (area == "all") rep(TRUE, length(codes))
  else if (area %in% names(settings$regions)) codes == area
  else !is.na(regionOf(codes)) & regionOf(codes) == area
}
isMunicipality <- function(area) area %in% names(settings$regions)

# ---- Estimates with a design ---------------------------------------------------------------------------------------------

level <- settings$level
sizeClass <- function(residents) {
  limits <- settings$sizeClasses
  if (length(limits) == 0) return(rep("0-plus", length(residents)))
  from <- c(0, limits)
  place <- findInterval(residents, from)
  ifelse(place == length(from), paste0(from[place], "-plus"), paste0(from[place], "-", c(from[-1], NA)[place] - 1))
}

# One figure in a domain of rows of `design`; `y` stands in the column y.
estimate <- function(survey, rows, subject) {
  known <- rows & !is.na(survey$frame$y)
  n <- sum(known & survey$weight != 0)
  result <- list(n = n, missing = sum(rows) - sum(known))
  if (n == 0 || n < subject$minimum) return(c(result, hidden = TRUE))
  result$hidden <- FALSE
  result$whole <- survey$whole(rows)
  part <- survey$design[known, ]
  mean <- svymean(~y, part, deff = TRUE)
  result$estimate <- as.numeric(coef(mean))
  result$df <- degf(part)
  result$se <- if (survey$lone(known)) NA else as.numeric(SE(mean))
  result$deff <- tryCatch(as.numeric(deff(mean)), error = function(e) NA)
  if (!is.na(result$deff) && (!is.finite(result$deff) || result$deff < 0)) result$deff <- NA
  # What does not vary has no variance, whatever rounding leaves.
  spread <- diff(range(survey$frame$y[known]))
  if (is.na(result$se) || spread < 1e-12) result$deff <- NA
  if (!is.na(result$se) && (spread < 1e-12 || result$se < 1e-13)) result$se <- 0
  wanted <- survey$wanted(rows)
  if (!is.na(wanted) && wanted >= n && wanted > 0) {
    result$response <- n / wanted
    counted <- mean(survey$frame$y[known])
    if (subject$measure != "residents-mean" && counted >= 0 && counted <= 1) {
      result$worstLow <- result$response * counted
      result$worstHigh <- min(1, result$worstLow + 1 - result$response)
    }
  }
  if (result$whole) {
    result$se <- 0
    result$method <- "census"
    return(result)
  }
  tail <- (1 - level) / 2
  p <- result$estimate
  if (subject$isShare) {
    if (p <= 0 || p >= 1) {
      if (!is.na(result$se) && result$df > 0) {
        limits <- binom.test(if (p <= 0) 0 else n, n, conf.level = level)$conf.int
        result$low <- limits[1]
        result$high <- limits[2]
        result$method <- "clopper-pearson"
      }
    } else if (!is.na(result$se) && result$df > 0) {
      limits <- confint(svyciprop(~y, part, method = "xlogit", level = level, df = result$df))
      result$low <- limits[1]
      result$high <- limits[2]
    }
  } else if (!is.na(result$se) && result$se > 0 && result$df > 0) {
    result$low <- p - qt(1 - tail, result$df) * result$se
    result$high <- p + qt(1 - tail, result$df) * result$se
  }
  result
}

# NCHS presentation standard for proportions; of means whether there is an interval.
presentation <- function(e, subject) {
  if (e$hidden) return(c("too-thin", "under-minimum"))
  if (e$whole) return(c("shown", NA))
  if (!subject$isShare) {
    if (is.null(e$low)) return(c("too-thin", "no-interval"))
    return(if (e$df < 8) c("flagged", "few-degrees") else c("shown", NA))
  }
  p <- e$estimate
  isEnd <- p <= 0 || p >= 1
  simple <- p * (1 - p)
  effective <- if (isEnd) e$n else if (is.na(e$se)) 0 else if (e$se == 0) e$n else min(e$n, simple / e$se^2)
  if (e$n < 30 || effective < 30) {
    return(c("too-thin", if (is.na(e$se) && e$n >= 30) "no-interval" else "sample-size"))
  }
  if (is.na(e$se) || e$df <= 0) return(c("too-thin", "no-interval"))
  tail <- (1 - level) / 2
  if (isEnd) {
    limits <- binom.test(if (p <= 0) 0 else e$n, e$n, conf.level = level)$conf.int
  } else {
    size <- min(e$n, simple / e$se^2 * (qt(1 - tail, e$n - 1) / qt(1 - tail, e$df))^2)
    x <- size * p
    limits <- c(qbeta(tail, x, size - x + 1), qbeta(1 - tail, x + 1, size - x))
  }
  width <- limits[2] - limits[1]
  if (width >= 0.30) return(c("too-thin", "width"))
  if (!isEnd && width > 0.05 && (width > 1.3 * p || width > 1.3 * (1 - p))) return(c("too-thin", "relative-width"))
  if (isEnd || e$df < 8) return(c("flagged", if (e$df < 8) "few-degrees" else "boundary"))
  c("shown", NA)
}

# Standard errors that an estimate lies above a cutoff; of a share on the logit scale, as its interval.
distance <- function(e, cutoff, isShare) {
  if (is.na(cutoff) || e$hidden || is.na(e$se) || e$se <= 0 || e$df <= 0) return(NA)
  if (!isShare) return((e$estimate - cutoff) / e$se)
  p <- e$estimate
  if (p <= 0 || p >= 1 || cutoff <= 0 || cutoff >= 1) return(NA)
  (qlogis(p) - qlogis(cutoff)) * p * (1 - p) / e$se
}

# A municipality against others, each as a domain of the whole design.
compare <- function(survey, mine, others, subject, e) {
  known <- !is.na(survey$frame$y)
  result <- list(hidden = min(sum(mine & known), sum(others & known)) < subject$minimum)
  result$others <- length(unique(survey$frame$area[others]))
  if (result$hidden) return(result)
  both <- (mine | others) & known
  group <- ifelse(mine, "mine", "others")
  part <- update(survey$design, group = group)[both, ]
  result$n <- sum(both & survey$weight != 0)
  result$df <- degf(part)
  means <- svyby(~y, ~group, part, svymean, covmat = TRUE)
  difference <- svycontrast(means, c(mine = 1, others = -1))
  result$estimate <- as.numeric(coef(difference))
  if (survey$whole(mine) && survey$whole(others)) {
    result$se <- 0
    return(result)
  }
  result$se <- if (survey$lone(both)) NA else as.numeric(SE(difference))
  if (!is.na(result$se) && result$se > 0 && result$df > 0) {
    half <- qt(1 - (1 - level) / 2, result$df) * result$se
    result$low <- result$estimate - half
    result$high <- result$estimate + half
    result$p <- 2 * pt(-abs(result$estimate / result$se), result$df)
  }
  result
}

verdict <- function(difference, pHolm, moreIsBetter) {
  if (is.na(pHolm)) return(NA)
  if (pHolm >= 1 - level) return("not-distinguishable")
  if (is.na(moreIsBetter)) return(if (difference > 0) "higher" else "lower")
  if ((difference > 0) == moreIsBetter) "better" else "worse"
}

# Restricted likelihood of Fay and Herriot with a constant, the highest of its maxima.
fayHerriot <- function(y, D) {
  beta <- function(A) sum(y / (A + D)) / sum(1 / (A + D))
  likelihood <- function(A) -0.5 * (sum(log(A + D)) + log(sum(1 / (A + D))) + sum((y - beta(A))^2 / (A + D)))
  slope <- function(A) {
    w <- 1 / (A + D)
    0.5 * (sum(w^2 * (y - beta(A))^2) - sum(w) + sum(w^2) / sum(w))
  }
  top <- max(var(y), max(D)) * 64
  grid <- c(0, exp(seq(log(min(D) * 1e-8), log(top), length.out = 800)))
  slopes <- sapply(grid, slope)
  candidates <- if (slopes[1] <= 0) 0 else numeric(0)
  for (i in which(head(slopes, -1) > 0 & tail(slopes, -1) <= 0)) {
    candidates <- c(candidates, uniroot(slope, grid[i + 0:1], tol = 1e-16)$root)
  }
  A <- candidates[which.max(sapply(candidates, likelihood))]
  gamma <- A / (A + D)
  eblup <- gamma * y + (1 - gamma) * beta(A)
  mse <- gamma * D + (1 - gamma)^2 / sum(1 / (A + D)) + 2 * D^2 / (A + D)^3 * 2 / sum(1 / (A + D)^2)
  list(eblup = eblup, se = sqrt(mse))
}

ranks <- function(y, se) {
  k <- length(y)
  z <- qnorm(1 - (1 - level^(1 / k)) / 2)
  low <- y - z * se
  high <- y + z * se
  list(low = sapply(seq_len(k), function(i) 1 + sum(low > high[i])),
       high = sapply(seq_len(k), function(i) k - sum(high < low[i])))
}

used <- rep(FALSE, nrow(estimates))
mark <- function(figure) {
  place <- which(estimates$figure == figure)
  if (length(place) != 1) {
    differences <<- c(differences, sprintf("%s: %d rows in estimates.csv, R has one", figure, length(place)))
    return(NULL)
  }
  used[place] <<- TRUE
  estimates[place, ]
}

checkNumbers <- function(theirs, e, shown, tol = tolerance) {
  check(theirs$figure, "estimate", e$estimate, theirs$estimate, tol)
  check(theirs$figure, "se", e$se, theirs$se, tol)
  check(theirs$figure, "low", e$low, theirs$low, tol)
  check(theirs$figure, "high", e$high, theirs$high, tol)
  check(theirs$figure, "presentation", shown[1], theirs$presentation)
  check(theirs$figure, "reason", shown[2], theirs$reason)
}

# All rows of estimates.csv about one subject and measure.
recompute <- function(survey, subject) {
  frame <- survey$frame
  prefix <- function(area) paste0(area, ".", subject$subject, ".", settings$core, subject$measure)
  areas <- sort(unique(frame$area[survey$applies]), method = "radix")
  regions <- sort(unique(na.omit(regionOf(areas))), method = "radix")
  own <- list()
  for (area in c(areas, regions, "all")) {
    rows <- survey$applies & inArea(frame$area, area)
    e <- estimate(survey, rows, subject)
    own[[area]] <- e
    theirs <- mark(prefix(area))
    if (is.null(theirs)) next
    shown <- presentation(e, subject)
    own[[area]]$shown <- shown
    checkNumbers(theirs, e, shown)
    if (e$hidden) next
    check(theirs$figure, "n", e$n, theirs$n)
    check(theirs$figure, "df", e$df, theirs$df)
    check(theirs$figure, "deff", e$deff, theirs$deff)
    check(theirs$figure, "response_rate", e$response, theirs$response_rate)
    check(theirs$figure, "worst_low", e$worstLow, theirs$worst_low)
    check(theirs$figure, "worst_high", e$worstHigh, theirs$worst_high)
    t <- distance(e, subject$cutoff, subject$isShare)
    chance <- if (is.na(t) || e$whole || (!subject$isShare && shown[1] == "too-thin")) NA else pt(-t, e$df)
    own[[area]]$chance <- chance
    check(theirs$figure, "chance_under_cutoff", chance, theirs$chance_under_cutoff)
  }

  found <- areas[sapply(areas, function(a) !own[[a]]$hidden)]
  measured <- found[sapply(found, function(a) !is.na(own[[a]]$se) && own[[a]]$se > 0)]
  get <- function(list, what) sapply(list, function(a) own[[a]][[what]])
  if (length(measured) > 1 && length(measured) == length(found)) {
    r <- ranks(get(measured, "estimate"), get(measured, "se"))
    for (i in seq_along(measured)) {
      theirs <- estimates[estimates$figure == prefix(measured[i]), ]
      check(theirs$figure, "rank_low", r$low[i], theirs$rank_low)
      check(theirs$figure, "rank_high", r$high[i], theirs$rank_high)
    }
  }
  if (length(measured) >= 3) {
    model <- fayHerriot(get(measured, "estimate"), get(measured, "se")^2)
    z <- qnorm(1 - (1 - level) / 2)
    for (i in seq_along(measured)) {
      theirs <- mark(paste0(prefix(measured[i]), "-model"))
      if (is.null(theirs)) next
      e <- list(estimate = model$eblup[i], se = model$se[i], low = model$eblup[i] - z * model$se[i],
                high = model$eblup[i] + z * model$se[i])
      checkNumbers(theirs, e, c("shown", NA), modelTolerance)
      chance <- if (is.na(subject$cutoff)) NA else pnorm((subject$cutoff - e$estimate) / e$se)
      check(theirs$figure, "chance_under_cutoff", chance, theirs$chance_under_cutoff, modelTolerance)
    }
  }

  results <- list()
  for (area in found) {
    mine <- survey$applies & frame$area == area
    rest <- survey$applies & frame$area != area
    meant <- which(mine)
    kinds <- base::table(frame$kind[meant[!duplicated(frame$location[meant])]])
    pairs <- list(rest = list(mine, rest))
    if (!is.na(regionOf(area))) pairs$region <- list(mine, rest & !is.na(regionOf(frame$area)) & regionOf(frame$area) == regionOf(area))
    if (length(settings$sizeClasses) > 0) pairs$size <- list(mine, rest & frame$size == frame$size[which(mine)[1]])
    if (length(kinds) > 0) {
      common <- sort(names(kinds)[kinds == max(kinds)], method = "radix")[1]
      is <- !is.na(frame$kind) & frame$kind == common
      pairs$kind <- list(mine & is, rest & is)
    }
    for (reference in names(pairs)) {
      pair <- pairs[[reference]]
      if (!any(pair[[1]]) || !any(pair[[2]])) next
      e <- compare(survey, pair[[1]], pair[[2]], subject, own[[area]])
      e$shown <- if (e$hidden) c("too-thin", "under-minimum") else own[[area]]$shown
      results[[length(results) + 1]] <- c(e, area = area, reference = reference)
    }
    if (!is.na(subject$cutoff)) {
      o <- own[[area]]
      t <- if (o$whole) NA else distance(o, subject$cutoff, subject$isShare)
      results[[length(results) + 1]] <- list(
        hidden = FALSE, n = o$n, df = o$df, estimate = o$estimate - subject$cutoff, se = o$se,
        low = if (is.null(o$low)) NULL else o$low - subject$cutoff,
        high = if (is.null(o$high)) NULL else o$high - subject$cutoff,
        p = if (is.na(t)) NULL else 2 * pt(-abs(t), o$df), shown = o$shown, chance = o$chance, area = area,
        reference = "cutoff")
    }
  }
  for (reference in unique(sapply(results, `[[`, "reference"))) {
    family <- Filter(function(e) e$reference == reference, results)
    p <- sapply(family, function(e) if (is.null(e$p)) NA else e$p)
    holm <- p.adjust(p, "holm")
    for (i in seq_along(family)) {
      e <- family[[i]]
      theirs <- mark(paste0(prefix(e$area), "-vs-", reference))
      if (is.null(theirs)) next
      checkNumbers(theirs, e, e$shown)
      if (reference != "cutoff") check(theirs$figure, "others", e$others, theirs$others)
      if (e$hidden) next
      check(theirs$figure, "n", e$n, theirs$n)
      check(theirs$figure, "df", e$df, theirs$df)
      check(theirs$figure, "p", p[i], theirs$p)
      check(theirs$figure, "p_holm", holm[i], theirs$p_holm)
      check(theirs$figure, "verdict", verdict(e$estimate, holm[i], subject$moreIsBetter), theirs$verdict)
      if (reference == "cutoff") check(theirs$figure, "chance_under_cutoff", e$chance, theirs$chance_under_cutoff)
    }
  }
}

# ---- Inspected locations -------------------------------------------------------------------------------------------------

if (file.exists(data("design.csv"))) {
  frame <- table("design.csv")
  frame$location_id <- plain(frame$location_id)
  frame$area <- plain(frame$municipality_code)
  frame$residents <- number(frame$residents)
  perArea <- tapply(ifelse(is.na(frame$residents), 0, frame$residents), frame$area, sum)
  frame$size <- sizeClass(as.numeric(perArea[frame$area]))
  for (row in which(frame$size != frame$size_class)) check("design.csv", "size_class", frame$size[row], frame$size_class[row])
}

if (is.null(settings$inspections)) {
  for (row in which(estimates$method == "inspected")) {
    theirs <- estimates[row, ]
    own <- locations[locations$theme == theirs$subject & inArea(locations$municipality_code, plain(theirs$area)), ]
    score <- own$score[!is.na(own$score)]
    value <- if (theirs$measure == "mean") mean(score) else mean(below(score, theirs$subject))
    rate <- length(score) / nrow(own)
    check(theirs$figure, "estimate", value, theirs$estimate)
    check(theirs$figure, "n", length(score), theirs$n)
    check(theirs$figure, "response_rate", rate, theirs$response_rate)
    check(theirs$figure, "worst_low", rate * value, theirs$worst_low)
    check(theirs$figure, "worst_high", min(1, rate * value + 1 - rate), theirs$worst_high)
    used[row] <- TRUE
  }
} else {
  frame$stratum <- ifelse(is.na(frame$stratum), "", plain(frame$stratum))
  frame$stratum_size <- number(frame$stratum_size)
  drawn <- base::table(frame$stratum)
  for (theme in names(cutoffs)) {
    scores <- locations[locations$theme == theme, ]
    place <- match(paste(frame$assessment_id, frame$location_id), paste(scores$assessment_id, scores$location_id))
    for (measure in c("estimated-mean", "estimated-share-below-cutoff")) {
      if (measure != "estimated-mean" && is.na(cutoffs[[theme]])) next
      own <- frame
      own$location <- seq_len(nrow(own))
      own$y <- scores$score[place]
      if (measure != "estimated-mean") own$y <- as.numeric(below(own$y, theme))
      design <- svydesign(ids = ~1, strata = ~stratum, fpc = ~stratum_size, data = own)
      options(survey.lonely.psu = if (settings$inspections$loneUnit == "fail") "certainty" else settings$inspections$loneUnit)
      recompute(list(
        frame = own, design = design, weight = weights(design), applies = rep(TRUE, nrow(own)),
        whole = function(rows) all(drawn[own$stratum[rows]] == own$stratum_size[rows]),
        lone = function(rows) settings$inspections$loneUnit == "fail" &&
          any(drawn[own$stratum[rows]] == 1 & own$stratum_size[rows] > 1),
        wanted = function(rows) sum(rows)
      ), list(subject = theme, measure = measure, minimum = 1, isShare = measure != "estimated-mean",
              cutoff = if (measure == "estimated-mean") cutoffs[[theme]] else NA, moreIsBetter = measure == "estimated-mean"))
    }
  }
  options(survey.lonely.psu = if (settings$loneUnit == "fail") "certainty" else settings$loneUnit)
}

# ---- Residents -----------------------------------------------------------------------------------------------------------

fold <- function(x) tolower(trimws(x))
cells <- function(source, column) {
  read <- lapply(source$files, function(file) {
    frame <- read.csv(file$path, header = FALSE, skip = file$headerLine, sep = file$delimiter, quote = "\"",
                      colClasses = "character", na.strings = character(0), fileEncoding = file$encoding,
                      comment.char = "", fill = TRUE, col.names = paste0("c", seq_len(file$width)))
    if (is.na(column$fields[[file$number]])) rep("", nrow(frame)) else frame[[column$fields[[file$number]]]]
  })
  unlist(read)
}
# What a cell says: a code, a number as text, or NA.
answers <- function(source, column) {
  text <- trimws(cells(source, column))
  if (column$type == "text") return(ifelse(text == "" | fold(text) %in% column$missing, NA, text))
  if (column$type %in% c("boolean", "choice")) {
    folded <- fold(text)
    if (column$type == "boolean" && all(c("0", "2") %in% folded)) folded[grepl("^[0-9]$", folded)] <- ""
    result <- rep(NA_character_, length(folded))
    for (code in names(column$codes)) result[folded %in% column$codes[[code]]] <- code
    result[folded %in% column$missing] <- NA
    return(result)
  }
  text[text == "" | fold(text) %in% column$missing] <- NA
  isComma <- any(grepl("^[-+]?[0-9]+,[0-9]+$", text[!is.na(text)]))
  value <- suppressWarnings(number(if (isComma) sub(",", ".", text, fixed = TRUE) else text))
  if (any(is.na(value) & !is.na(text))) stop("a cell is no plain number; make a clean file with 'maatstaf clean' first")
  if (!is.null(column$range)) value[!is.na(value) & (value < column$range[1] | value > column$range[2])] <- NA
  ifelse(is.na(value), NA, format(value, digits = 17, trim = TRUE, scientific = FALSE))
}

for (source in settings$respondents) {
  id <- answers(source, source$on)
  places <- lapply(split(seq_len(nrow(frame)), frame$location_id), function(rows) {
    if (length(unique(frame$area[rows])) > 1) NA else rows[1]
  })
  place <- unlist(places)[id]
  all <- data.frame(location = as.integer(place))
  all$area <- frame$area[all$location]
  all$kind <- frame$kind[all$location]
  all$size <- frame$size[all$location]
  all$population <- number(frame$population)[all$location]
  all$invited <- number(frame$invited)[all$location]
  all$w <- if (is.null(source$weights)) NA else number(answers(source, source$weights))
  all$s <- if (is.null(source$strata)) "all" else answers(source, source$strata)
  all$c <- if (is.null(source$clusters)) as.character(seq_len(nrow(all))) else answers(source, source$clusters)
  counts <- base::table(all$location)
  all$count <- as.numeric(counts[as.character(all$location)])
  keep <- !is.na(all$location)
  if (settings$usesPopulation) keep <- keep & !is.na(all$population) & all$population >= all$count
  if (!is.null(source$weights)) keep <- keep & !is.na(all$w) & all$w >= 0
  keep <- keep & !is.na(all$s) & !is.na(all$c)
  values <- lapply(source$variables, function(variable) {
    condition <- if (is.null(variable$where)) NULL else answers(source, variable$where)
    if (variable$rule == "share") {
      value <- as.numeric(condition == variable$equals)
      return(list(y = value[keep], applies = rep(TRUE, sum(keep))))
    }
    value <- number(answers(source, variable$of))
    if (is.null(condition)) return(list(y = value[keep], applies = rep(TRUE, sum(keep))))
    # A row that does not pass the filter is not meant; of whom it is not known the answer is missing.
    value[is.na(condition)] <- NA
    applies <- is.na(condition) | condition == variable$equals
    list(y = value[keep], applies = applies[keep])
  })
  names(values) <- sapply(source$variables, `[[`, "variable")
  rows <- all[keep, ]
  if (nrow(rows) == 0) next
  rows$place <- paste0("L", rows$location)
  rows$within <- paste(rows$place, rows$s)
  rows$unit <- if (is.null(source$clusters)) as.character(seq_len(nrow(rows))) else paste(rows$place, rows$c)
  whole <- settings$usesPopulation & rows$count == rows$population
  if (settings$locations == "sampled") {
    rows$stratum <- ifelse(is.na(frame$stratum), "", frame$stratum)[rows$location]
    rows$stratumSize <- number(frame$stratum_size)[rows$location]
    inStratum <- tapply(rows$location, rows$stratum, function(x) length(unique(x)))
    whole <- whole & as.numeric(inStratum[rows$stratum]) == rows$stratumSize
  }
  unitsIn <- tapply(rows$unit, rows$within, function(x) length(unique(x)))
  isAlone <- as.numeric(unitsIn[rows$within]) == 1
  isLone <- if (settings$locations == "sampled") {
    (as.numeric(inStratum[rows$stratum]) == 1 & !(settings$usesPopulation & rows$stratumSize == 1)) |
      (settings$usesPopulation & isAlone & rows$population > 1)
  } else isAlone & !(settings$usesPopulation & rows$population == 1)
  make <- function(data) {
    w <- if (is.null(source$weights)) NULL else ~w
    if (settings$locations == "sampled") {
      strata <- if (is.null(source$strata)) ~stratum else ~stratum + s
      if (settings$usesPopulation) {
        svydesign(ids = ~place + unit, strata = strata, fpc = ~stratumSize + population, weights = w, data = data)
      } else svydesign(ids = ~place + unit, strata = strata, weights = w, data = data)
    } else if (settings$usesPopulation) {
      svydesign(ids = ~unit, strata = ~within, fpc = ~population, weights = w, data = data)
    } else svydesign(ids = ~unit, strata = ~within, weights = w, data = data)
  }
  for (subject in settings$subjects) {
    value <- values[[subject$variable]]
    if (is.null(value)) next
    own <- rows
    own$y <- value$y
    design <- make(own)
    recompute(list(
      frame = own, design = design, weight = weights(design), applies = value$applies,
      whole = function(rows) all(whole[rows]),
      lone = function(rows) settings$loneUnit == "fail" && any(isLone[rows]),
      wanted = function(rows) {
        if (!all(value$applies)) return(NA)
        meant <- which(rows)
        sum(own$invited[meant[!duplicated(own$location[meant])]])
      }
    ), subject)
  }
}

# ---- What everybody may see ----------------------------------------------------------------------------------------------

# Recomputed from locations.csv and findings.csv, wherever a figure is not hidden.
public <- function(name) file.path(settings$report, "openbaar", "data", name)
publicTable <- function(name) {
  rows <- if (!file.exists(public(name))) NULL else read.csv(
    public(name), colClasses = "character", na.strings = "", check.names = FALSE, encoding = "UTF-8", comment.char = "")
  if (is.null(rows)) return(rows)
  rows$code <- plain(rows$code)
  rows
}
# What is hidden stands empty; whatever else is empty is none.
isShown <- function(theirs, column) !(column %in% strsplit(if (is.na(theirs$hidden)) "" else theirs$hidden, ";")[[1]])
checkShown <- function(name, theirs, subject, column, ours, tol = tolerance) {
  if (isShown(theirs, column)) check(sprintf("%s %s.%s", name, theirs$code, subject), column, ours, theirs[[column]], tol)
}
rounded <- 5.01e-4   # means are published in steps of 0.001
share <- function(part, of) if (of > 0) part / of else NA
before <- compared
if (!is.null(areaRows <- publicTable("areas.csv"))) {
  findings <- table("findings.csv")
  whole <- locations[locations$theme == "overall", ]
  isCapped <- unique(paste(locations$assessment_id, locations$location_id)[!is.na(locations$capped_by)])
  whole$capped <- paste(whole$assessment_id, whole$location_id) %in% isCapped
  place <- match(paste(findings$assessment_id, plain(findings$location_id)), paste(whole$assessment_id, whole$location_id))
  findings$area <- whole$municipality_code[place]
  findings$answers <- number(findings$residents_answers)
  findings$said <- number(findings$residents_observed)
  for (row in seq_len(nrow(areaRows))) {
    theirs <- areaRows[row, ]
    own <- whole[inArea(whole$municipality_code, theirs$code), ]
    checkShown("areas.csv", theirs, "", "municipalities", length(unique(own$municipality_code)))
    checkShown("areas.csv", theirs, "", "locations", nrow(own))
    checkShown("areas.csv", theirs, "", "residents", sum(own$residents, na.rm = TRUE))
    checkShown("areas.csv", theirs, "", "residents_known_of", sum(!is.na(own$residents)))
    checkShown("areas.csv", theirs, "", "capped", sum(own$capped))
  }
  themeRows <- publicTable("themes.csv")
  for (row in seq_len(nrow(themeRows))) {
    theirs <- themeRows[row, ]
    own <- locations[locations$theme == theirs$theme & inArea(locations$municipality_code, theirs$code), ]
    score <- own$score[!is.na(own$score)]
    known <- own$coverage[!is.na(own$coverage)]
    under <- if (is.na(cutoffs[[theirs$theme]])) NA else sum(below(score, theirs$theme))
    checkShown("themes.csv", theirs, theirs$theme, "scored", length(score))
    checkShown("themes.csv", theirs, theirs$theme, "mean", if (length(score) > 0) mean(score) else NA, rounded)
    checkShown("themes.csv", theirs, theirs$theme, "applicable", length(known))
    checkShown("themes.csv", theirs, theirs$theme, "coverage", if (length(known) > 0) mean(known) else NA, rounded)
    checkShown("themes.csv", theirs, theirs$theme, "below_cutoff", under)
    checkShown("themes.csv", theirs, theirs$theme, "share_below_cutoff", share(under, length(score)))
  }
  criterionRows <- publicTable("criteria.csv")
  for (code in unique(criterionRows$code)) {
    own <- findings[inArea(findings$area, code), ]
    counts <- base::table(own$criterion, factor(own$outcome, c("met", "not_met", "unknown", "not_applicable")))
    for (row in which(criterionRows$code == code)) {
      theirs <- criterionRows[row, ]
      count <- counts[theirs$criterion, ]
      checkShown("criteria.csv", theirs, theirs$criterion, "locations", sum(count))
      checkShown("criteria.csv", theirs, theirs$criterion, "met", count[["met"]])
      checkShown("criteria.csv", theirs, theirs$criterion, "not_met", count[["not_met"]])
      checkShown("criteria.csv", theirs, theirs$criterion, "unknown", count[["unknown"]])
      checkShown("criteria.csv", theirs, theirs$criterion, "not_applicable", count[["not_applicable"]])
      checkShown("criteria.csv", theirs, theirs$criterion, "share_not_met", share(count[["not_met"]], count[["met"]] + count[["not_met"]]))
    }
  }
  residentRows <- publicTable("residents.csv")
  for (row in seq_len(if (is.null(residentRows)) 0 else nrow(residentRows))) {
    theirs <- residentRows[row, ]
    own <- findings[findings$criterion == theirs$criterion & inArea(findings$area, theirs$code) & !is.na(findings$said), ]
    answers <- sum(own$answers)
    checkShown("residents.csv", theirs, theirs$criterion, "answers", answers)
    checkShown("residents.csv", theirs, theirs$criterion, "share", share(sum(own$said * own$answers), answers), rounded)
  }
  cat(sprintf("openbaar/data: %d figures compared\n", compared - before))
}

# ---- Result --------------------------------------------------------------------------------------------------------------

for (figure in estimates$figure[!used]) differences <- c(differences, sprintf("%s: R has no such figure", figure))
cat(sprintf("estimates.csv: %d of %d rows recomputed\n", sum(used), nrow(estimates)))
cat(sprintf("%d numbers and codes compared, %d differ\n", compared, length(differences)))
if (length(differences) > 0) {
  cat(head(differences, 50), sep = "\n")
  stop("the report's figures are not those of R", call. = FALSE)
}
cat("R finds the same figures\n")
