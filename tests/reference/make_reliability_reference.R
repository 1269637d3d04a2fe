# Makes the tables that tests/reference/test_reliability_*_reference.py read.
# Run once: Rscript tests/reference/make_reliability_reference.R tests/reference
# R 4.2.2, lme4 1.1.31, psych 2.2.9; the CSV files are committed.
suppressPackageStartupMessages({library(lme4); library(psych)})
folder <- commandArgs(TRUE)[1]
exact <- function(x) sprintf("%.15g", x)
say <- function(name, values) data.frame(name = name, key = names(values), value = exact(unname(values)))

make <- function(seed, n, k, sd_item, sd_rater, sd_error, kept) {
  set.seed(seed)
  cells <- expand.grid(item = 1:n, rater = 1:k)
  cells$value <- round(3 + rnorm(n, 0, sd_item)[cells$item] + rnorm(k, 0, sd_rater)[cells$rater] +
                         rnorm(n * k, 0, sd_error), 3)
  if (kept < 1) cells <- cells[sort(sample(n * k, round(kept * n * k))), ]
  cells
}
sets <- list(
  complete = make(1, 30, 5, 1, 0.5, 0.8, 1),
  missing = make(2, 60, 6, 1, 0.6, 0.9, 0.6),
  sparse = make(3, 200, 60, 0.8, 0.4, 1.2, 0.08),
  no_rater = make(21, 40, 4, 1, 0, 1, 0.8),
  no_item = make(14, 25, 6, 0, 0.7, 1, 0.7))
tight <- lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-13, maxfun = 1e5), calc.derivs = FALSE,
                     check.conv.singular = "ignore")
components <- function(set) {
  rows <- sets[[set]]
  part <- function(fit, group) { v <- as.data.frame(VarCorr(fit)); v$vcov[v$grp == group] }
  two <- lmer(value ~ 1 + (1 | item) + (1 | rater), rows, control = tight)
  one <- lmer(value ~ 1 + (1 | item), rows, control = tight)
  rbind(
    say(paste("two_way", set, sep = "/"), c(item = part(two, "item"), rater = part(two, "rater"),
        residual = sigma(two)^2, mean = unname(fixef(two)), log_likelihood = as.numeric(logLik(two)))),
    say(paste("one_way", set, sep = "/"), c(item = part(one, "item"), rater = 0,
        residual = sigma(one)^2, mean = unname(fixef(one)), log_likelihood = as.numeric(logLik(one)))))
}

# Tables of ratings: the published one of Shrout and Fleiss (1979), and made ones, one with few differences of raters.
wide <- function(set) { m <- matrix(NA, max(sets[[set]]$item), max(sets[[set]]$rater)); m[cbind(sets[[set]]$item, sets[[set]]$rater)] <- sets[[set]]$value; m }
tables <- list(shrout_fleiss = matrix(c(9, 2, 5, 8, 6, 1, 3, 2, 8, 4, 6, 8, 7, 1, 2, 6, 10, 5, 6, 9, 6, 2, 4, 7), 6, byrow = TRUE),
               complete = wide("complete"))
labels <- c(ICC1 = "ICC(1)", ICC2 = "ICC(A,1)", ICC3 = "ICC(C,1)", ICC1k = "ICC(1,k)", ICC2k = "ICC(A,k)", ICC3k = "ICC(C,k)")
correlations <- function(set) {
  found <- ICC(tables[[set]], lmer = FALSE)$results
  do.call(rbind, lapply(seq_len(nrow(found)), function(i) say(paste("icc", set, labels[found$type[i]], sep = "/"), c(
    estimate = found$ICC[i], f = found$F[i], df1 = found$df1[i], df2 = found$df2[i], p = found$p[i],
    low = found[i, "lower bound"], high = found[i, "upper bound"]))))
}
cronbach <- function(set) {
  m <- tables[[set]]
  found <- psych::alpha(as.data.frame(m), warnings = FALSE, check.keys = FALSE)$total$raw_alpha
  ci <- psych::alpha.ci(found, nrow(m), ncol(m))
  say(paste("cronbach", set, sep = "/"), c(estimate = found, low = unname(ci$lower.ci), high = unname(ci$upper.ci)))
}
# Kendall's W from base R: the chi-square of Friedman's test, which has the same correction for ties.
kendall <- function(set) {
  m <- round(tables[[set]])
  found <- friedman.test(t(m))
  say(paste("kendall", set, sep = "/"), c(chi_square = unname(found$statistic), p = found$p.value,
      w = unname(found$statistic) / (ncol(m) * (nrow(m) - 1))))
}
# Peak flow of 17 people by two meters (Bland and Altman 1986, table 1), first readings; then both readings.
pefr <- data.frame(person = rep(1:17, 2),
  large = c(494, 395, 516, 434, 476, 557, 413, 442, 650, 433, 417, 656, 267, 478, 178, 423, 427,
            490, 397, 512, 401, 470, 611, 415, 431, 638, 429, 420, 633, 275, 492, 165, 372, 421),
  mini = c(512, 430, 520, 428, 500, 600, 364, 380, 658, 445, 432, 626, 260, 477, 259, 350, 451,
           525, 415, 508, 444, 500, 625, 460, 390, 642, 432, 420, 605, 227, 467, 268, 370, 443))
limits <- function() {
  first <- pefr[1:17, ]
  d <- first$large - first$mini
  n <- length(d); s <- sd(d); z <- qnorm(0.975)
  k <- qt(c(0.025, 0.975), n - 1, ncp = z * sqrt(n)) / sqrt(n)
  bias <- t.test(d)
  fit <- summary(lm(d ~ I((large + mini) / 2), first))$coefficients[2, ]
  uneven <- pefr[-c(20, 25, 30), ]
  table <- anova(lm(large - mini ~ factor(person), uneven))
  rows <- as.numeric(table(uneven$person))
  within <- table[2, 3]
  between <- (table[1, 3] - within) / ((sum(rows)^2 - sum(rows^2)) / ((17 - 1) * sum(rows)))
  rbind(say("bland_altman/exact", c(bias = mean(d), bias_low = bias$conf.int[1], bias_high = bias$conf.int[2], sd = s,
      lower_low = mean(d) - k[2] * s, lower_high = mean(d) - k[1] * s, upper_low = mean(d) + k[1] * s,
      upper_high = mean(d) + k[2] * s, slope = fit[[1]], slope_p = fit[[4]])),
    say("bland_altman/repeated", c(within = within, between = between, sd = sqrt(within + between))))
}
out <- do.call(rbind, c(lapply(names(sets), components), lapply(names(tables), correlations),
                        lapply(names(tables), cronbach), lapply(names(tables), kendall), list(limits())))
write.csv(out, file.path(folder, "reliability_reference.csv"), row.names = FALSE)
data <- do.call(rbind, lapply(names(sets), function(set) cbind(set = set, sets[[set]])))
write.csv(data, file.path(folder, "reliability_ratings.csv"), row.names = FALSE, quote = FALSE)
write.csv(pefr, file.path(folder, "reliability_pefr.csv"), row.names = FALSE, quote = FALSE)
