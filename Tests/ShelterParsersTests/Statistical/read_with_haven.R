# Records what haven reads in the SPSS files of Fixtures/, as CSV with one line for each case.
# Run in this folder; needs the R package haven. Codes that are declared missing stay as they are.

suppressPackageStartupMessages(library(haven))

clock <- function(seconds) {
  whole <- floor(abs(seconds) + 1e-6)
  rest <- round((abs(seconds) - whole) * 1000)
  text <- sprintf("%s%02d:%02d:%02d", ifelse(seconds < 0, "-", ""), whole %/% 3600, whole %/% 60 %% 60, whole %% 60)
  ifelse(rest > 0, sprintf("%s.%03d", text, rest), text)
}

number <- function(value) {
  sapply(value, function(one) {
    if (is.na(one)) return("")
    for (digits in 1:17) {
      text <- format(one, digits = digits, scientific = FALSE)
      if (as.numeric(text) == one) return(text)
    }
    text
  })
}

text <- function(column) {
  shown <- if (inherits(column, "Date")) {
    format(column, "%Y-%m-%d")
  } else if (inherits(column, "POSIXct")) {
    seconds <- as.numeric(column)
    paste0(format(as.Date(seconds %/% 86400, origin = "1970-01-01"), "%Y-%m-%d"), "T", clock(seconds %% 86400))
  } else if (inherits(column, "hms") || inherits(column, "difftime")) {
    clock(as.numeric(column, units = "secs"))
  } else if (is.character(column)) {
    as.character(column)
  } else {
    number(as.numeric(zap_labels(zap_missing_codes(column))))
  }
  ifelse(is.na(unclass(column)), "", shown)
}

zap_missing_codes <- function(column) {
  attr(column, "na_values") <- NULL
  attr(column, "na_range") <- NULL
  class(column) <- setdiff(class(column), "haven_labelled_spss")
  column
}

for (name in list.files("Fixtures", pattern = "^(plain|locations|by-hand|pspp).*sav$")) {
  frame <- read_sav(file.path("Fixtures", name), user_na = TRUE)
  cells <- as.data.frame(lapply(frame, function(column) {
    if (inherits(column, "haven_labelled")) column <- zap_labels(zap_missing_codes(column))
    text(column)
  }), check.names = FALSE)
  write.csv(cells, file.path("Fixtures", paste0(name, ".haven.csv")), row.names = FALSE, fileEncoding = "UTF-8")
}
