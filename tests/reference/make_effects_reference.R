# Makes the data and the reference values that tests/reference/test_effects_reference.py reads.
# Run once: Rscript tests/reference/make_effects_reference.R tests/reference
# R 4.2.2, effectsize, coin; the CSV files are committed.
suppressPackageStartupMessages({library(effectsize); library(coin)})
folder <- commandArgs(TRUE)[1]
say <- function(set, name, values) data.frame(set = set, name = name, key = names(values), value = sprintf("%.15g", values))

make <- function(seed, counts, shift, digits) {
  set.seed(seed)
  n <- sum(counts)
  person <- rnorm(n, 20, 3)
  group <- rep(seq_along(counts), counts)
  values <- sapply(1:3, function(k) round(person + rnorm(n, 0, 1 + k / 2) + (k - 1) * (shift * (group - 1) - 1), digits))
  data.frame(id = 1:n, group = group, a = values[, 1], b = values[, 2], c = values[, 3])
}
sets <- list(plain = make(1, c(12, 9), 1.5, 3), tied = make(2, c(10, 14), 0.5, 0), three = make(3, c(8, 11, 9), 1, 2))

values <- do.call(rbind, lapply(names(sets), function(set) {
  d <- sets[[set]]
  one <- d$b[d$group == 1]; two <- d$b[d$group == 2]
  welch <- t.test(two, one); student <- t.test(two, one, var.equal = TRUE); paired <- t.test(d$b, d$a, paired = TRUE)
  cd <- cohens_d(two, one); hg <- hedges_g(two, one); dz <- cohens_d(d$b, d$a, paired = TRUE)
  both <- d[d$group < 3, ]
  mw <- pvalue(wilcox_test(b ~ factor(group), both, distribution = "exact"))
  mwn <- suppressWarnings(wilcox.test(two, one, exact = FALSE, correct = TRUE))
  ws <- pvalue(wilcoxsign_test(b ~ a, d, zero.method = "Wilcoxon", distribution = "exact"))
  wsn <- suppressWarnings(wilcox.test(d$b, d$a, paired = TRUE, exact = FALSE, correct = TRUE))
  rbind(
    say(set, "welch", c(t = welch$statistic[[1]], df = welch$parameter[[1]], p = welch$p.value, low = welch$conf.int[1], high = welch$conf.int[2])),
    say(set, "student", c(t = student$statistic[[1]], df = student$parameter[[1]], p = student$p.value)),
    say(set, "paired", c(t = paired$statistic[[1]], df = paired$parameter[[1]], p = paired$p.value)),
    say(set, "d", c(estimate = cd$Cohens_d, low = cd$CI_low, high = cd$CI_high)),
    say(set, "g", c(estimate = hg$Hedges_g, low = hg$CI_low, high = hg$CI_high)),
    say(set, "d_z", c(estimate = dz$Cohens_d, low = dz$CI_low, high = dz$CI_high)),
    say(set, "mann_whitney", c(u = mwn$statistic[[1]], exact = mw[[1]], normal = mwn$p.value)),
    say(set, "wilcoxon", c(v = wsn$statistic[[1]], exact = ws[[1]], normal = wsn$p.value)))
}))
write.csv(values, file.path(folder, "effects_reference.csv"), row.names = FALSE, quote = FALSE)
write.csv(do.call(rbind, lapply(names(sets), function(s) cbind(set = s, sets[[s]]))), file.path(folder, "effects_data.csv"), row.names = FALSE, quote = FALSE)
