# Makes the reference values that tests/reference/test_agreement_peers_reference.py reads.
# Run once: Rscript tests/reference/make_agreement_peers.R tests/reference
# R 4.2.2, epiR 2.0.57, psych 2.2.9; the CSV file is committed. Ratings are those of Shrout and Fleiss (1979), of
# Bland and Altman (1986) in reliability_pefr.csv, and made below; the test makes the same from the rows here.
suppressMessages(suppressWarnings({library(epiR); library(psych)}))
folder <- commandArgs(TRUE)[1]
exact <- function(x) sprintf("%.15g", x)
say <- function(name, values) data.frame(name = name, key = names(values), value = exact(unname(values)))

pefr <- read.csv(file.path(folder, "reliability_pefr.csv"))[1:17, ]
shrout <- matrix(c(9, 2, 5, 8, 6, 1, 3, 2, 8, 4, 6, 8, 7, 1, 2, 6, 10, 5, 6, 9, 6, 2, 4, 7), 6, byrow = TRUE)
ccc <- function(name, x, y) {
  found <- epi.ccc(x, y, ci = "z-transform", conf.level = 0.95)
  say(paste("ccc", name, sep = "/"), c(estimate = found$rho.c$est, low = found$rho.c$lower, high = found$rho.c$upper,
      bias_correction = found$C.b, scale_shift = found$s.shift, location_shift = found$l.shift))
}
overall <- function(name, x) {
  found <- epi.occc(x)
  say(paste("occc", name, sep = "/"), c(estimate = found$occc))
}
two <- function(name, cells) {
  table <- matrix(cells, 2, byrow = TRUE)
  cohen <- epi.kappa(table, method = "cohen", conf.level = 0.95)
  fleiss <- epi.kappa(table, method = "fleiss", conf.level = 0.95)
  say(paste("kappa", name, sep = "/"), c(a = cells[1], b = cells[2], c = cells[3], d = cells[4],
      estimate = fleiss$kappa$est, standard_error = fleiss$kappa$se,
      observed = cohen$prop.agree$obs, expected = cohen$prop.agree$exp,
      pabak = cohen$pabak$est))
}
# Finn (1970) from the mean squares of R's analyses of variance; chance gives each of c categories the same share.
finn <- function(name, x, categories) {
  cells <- data.frame(value = as.vector(x), item = factor(row(x)), rater = factor(col(x)))
  one <- anova(lm(value ~ item, cells)); two <- anova(lm(value ~ item + rater, cells))
  chance <- (categories^2 - 1) / 12
  say(paste("finn", name, sep = "/"), c(one_way = 1 - one["Residuals", 3] / chance,
      two_way = 1 - two["Residuals", 3] / chance, f = chance / one["Residuals", 3],
      p = pf(chance / one["Residuals", 3], Inf, one["Residuals", 1], lower.tail = FALSE)))
}
light <- function(name, seed, items, raters, levels) {
  set.seed(seed)
  truth <- sample(levels, items, TRUE)
  votes <- sapply(1:raters, function(r) ifelse(runif(items) < 0.6, truth, sample(levels, items, TRUE)))
  found <- suppressWarnings(cohen.kappa(votes))
  rows <- say(paste("light", name, sep = "/"), c(estimate = found$av.kappa))
  rbind(rows, data.frame(name = paste("votes", name, sep = "/"), key = seq_len(items),
                         value = apply(votes, 1, paste, collapse = " ")))
}
made <- function(name, seed, n, k) {
  set.seed(seed)
  x <- round(rnorm(n) + matrix(rnorm(n * k), n) + rep(rnorm(k, 0, 0.4), each = n), 3)
  rbind(overall(name, x), data.frame(name = paste("table", name, sep = "/"), key = seq_len(n),
                                     value = apply(x, 1, paste, collapse = " ")))
}
out <- rbind(ccc("pefr", pefr$large, pefr$mini), ccc("shrout", shrout[, 3], shrout[, 4]), overall("shrout", shrout), finn("shrout", shrout, 10),
             made("made", 5, 25, 4), two("even", c(106, 10, 22, 62)), two("rare", c(3, 5, 2, 190)),
             light("three", 8, 40, 3, 4), light("five", 9, 60, 5, 3))
write.csv(out, file.path(folder, "agreement_peers.csv"), row.names = FALSE, quote = FALSE)
