# Makes the data and the reference values that tests/reference/test_differences_reference.py reads.
# Run once: Rscript tests/reference/make_differences_reference.R tests/reference
# R 4.2.2, effectsize 0.8.3, coin, pROC; the CSV files are committed. Each set has two groups and, of the first n
# persons of the smaller one, pairs.
suppressPackageStartupMessages({library(effectsize); library(coin); library(pROC)})
folder <- commandArgs(TRUE)[1]
say <- function(set, name, values) data.frame(set = set, name = name, key = names(values), value = sprintf("%.15g", values))

make <- function(seed, n1, n2, shift, sd2, digits, skew) {
  set.seed(seed)
  draw <- function(n, m, s) if (skew) m + s * (rexp(n) - 1) else rnorm(n, m, s)
  cut <- function(x) if (digits < 0) 3 * round(x / 3) else round(x, digits)
  rbind(data.frame(group = 1, value = cut(draw(n1, 20, 3))), data.frame(group = 2, value = cut(draw(n2, 20 + shift, 3 * sd2))))
}
sets <- list(plain = make(1, 14, 14, 2, 1, 5, FALSE), unequal = make(2, 10, 22, 1, 2, 5, FALSE), tied = make(3, 16, 13, 1.5, 0.7, 0, FALSE),
             tiny = make(4, 4, 5, 4, 1, 4, FALSE), skewed = make(5, 18, 25, -1.5, 1.6, 4, TRUE), coarse = make(6, 30, 40, 1, 1.2, -1, TRUE))

# Limits of noncentrality to full precision, where effectsize's are those of an optimiser.
limits <- function(t, df, level = 0.95) {
  at <- function(p) uniroot(function(ncp) pt(t, df, ncp) - p, t + c(-12, 12), tol = 1e-13)$root
  c(low = at((1 + level) / 2), high = at((1 - level) / 2))
}
hedges <- function(df) exp(lgamma(df / 2) - lgamma((df - 1) / 2)) / sqrt(df / 2)
sizes <- function(set, kind, diff, error, spread, sd, df) {
  l <- suppressWarnings(limits(diff / error, df)) * error / sd
  d <- diff / sd; half <- qnorm(0.975) * sqrt(d^2 / (2 * df) + (spread / sd)^2)
  say(set, kind, c(d = d, g = d * hedges(df), df = df, low = l[["low"]], high = l[["high"]], large_low = d - half, large_high = d + half))
}

values <- do.call(rbind, lapply(names(sets), function(set) {
  x <- sets[[set]]$value[sets[[set]]$group == 1]; y <- sets[[set]]$value[sets[[set]]$group == 2]
  n1 <- length(x); n2 <- length(y); v1 <- var(x); v2 <- var(y); diff <- mean(y) - mean(x)
  se <- sqrt(v1 / n1 + v2 / n2); wide <- sqrt(v1 / (n1 - 1) + v2 / (n2 - 1))
  pooled <- sqrt(((n1 - 1) * v1 + (n2 - 1) * v2) / (n1 + n2 - 2))
  n <- min(n1, n2); a <- x[1:n]; b <- y[1:n]; u1 <- var(a); u2 <- var(b); uc <- cov(a, b); change <- b - a
  ce <- sd(change) / sqrt(n); cw <- sd(change) / sqrt(n - 1); r <- cor(a, b)
  glass <- glass_delta(y, x); av <- cohens_d(y, x, pooled_sd = FALSE); gz <- hedges_g(b, a, paired = TRUE)
  rb <- suppressMessages(rank_biserial(y, x)); rbp <- suppressMessages(suppressWarnings(rank_biserial(b, a, paired = TRUE)))
  roc <- roc(rep(0:1, c(n1, n2)), c(x, y), direction = "<", quiet = TRUE)
  both <- sets[[set]]; both$group <- factor(both$group)
  pairs <- data.frame(a = a, b = b)
  wilcox <- function(...) suppressWarnings(wilcox.test(y, x, ...)); signed <- function(...) suppressWarnings(wilcox.test(b, a, paired = TRUE, ...))
  coined <- function(zero, ...) as.numeric(pvalue(wilcoxsign_test(b ~ a, pairs, zero.method = zero, ...)))
  own <- rbind(
    sizes(set, "pooled", diff, pooled * sqrt(1 / n1 + 1 / n2), wide, pooled, n1 + n2 - 2),
    sizes(set, "first", diff, se, wide, sqrt(v1), n1 - 1),
    sizes(set, "average_variance", diff, se, wide, sqrt((v1 + v2) / 2), (v1 + v2)^2 / (v1^2 / (n1 - 1) + v2^2 / (n2 - 1))),
    sizes(set, "average_sd", diff, se, wide, (sqrt(v1) + sqrt(v2)) / 2, (sqrt(v1) + sqrt(v2))^2 / (v1 / (n1 - 1) + v2 / (n2 - 1))),
    sizes(set, "change_pairs", mean(change), ce, cw, sd(change), n - 1),
    sizes(set, "first_pairs", mean(change), ce, cw, sqrt(u1), n - 1),
    sizes(set, "average_variance_pairs", mean(change), ce, cw, sqrt((u1 + u2) / 2), (n - 1) * (u1 + u2)^2 / (u1^2 + u2^2 + 2 * uc^2)),
    sizes(set, "average_sd_pairs", mean(change), ce, cw, (sqrt(u1) + sqrt(u2)) / 2,
          (n - 1) * (sqrt(u1) + sqrt(u2))^2 / (u1 + u2 + 2 * r^2 * sqrt(u1 * u2))),
    say(set, "effectsize", c(glass = glass$Glass_delta, glass_low = glass$CI_low, glass_high = glass$CI_high,
      average = av$Cohens_d, average_low = av$CI_low, average_high = av$CI_high, g_z = gz$Hedges_g, g_z_low = gz$CI_low, g_z_high = gz$CI_high,
      rank = rb$r_rank_biserial, rank_low = rb$CI_low, rank_high = rb$CI_high,
      rank_pairs = rbp$r_rank_biserial, rank_pairs_low = rbp$CI_low, rank_pairs_high = rbp$CI_high)),
    say(set, "delong", c(auc = as.numeric(auc(roc)), variance = var(roc, method = "delong"))),
    say(set, "mann_whitney", c(exact = as.numeric(pvalue(wilcox_test(value ~ group, both, distribution = "exact"))),
      corrected = wilcox(exact = FALSE, correct = TRUE)$p.value, uncorrected = wilcox(exact = FALSE, correct = FALSE)$p.value)),
    say(set, "wilcoxon", c(exact = coined("Wilcoxon", distribution = "exact"), corrected = signed(exact = FALSE, correct = TRUE)$p.value,
      uncorrected = signed(exact = FALSE, correct = FALSE)$p.value)),
    say(set, "pratt", c(exact = coined("Pratt", distribution = "exact"), uncorrected = coined("Pratt"))))
  if (!anyDuplicated(c(x, y))) {
    s <- wilcox(exact = TRUE, conf.int = TRUE); w <- signed(exact = TRUE, conf.int = TRUE)
    s9 <- wilcox(exact = TRUE, conf.int = TRUE, conf.level = 0.8); w9 <- signed(exact = TRUE, conf.int = TRUE, conf.level = 0.8)
    own <- rbind(own, say(set, "shift", c(estimate = s$estimate[[1]], low = s$conf.int[1], high = s$conf.int[2], low80 = s9$conf.int[1], high80 = s9$conf.int[2])),
      say(set, "shift_pairs", c(estimate = w$estimate[[1]], low = w$conf.int[1], high = w$conf.int[2], low80 = w9$conf.int[1], high80 = w9$conf.int[2])))
  }
  # Non-inferiority by one side, equivalence by two, as t.test has them.
  one <- function(side, m, ...) t.test(..., mu = m, alternative = side)$p.value
  rbind(own, say(set, "margin", c(
    higher = one("greater", -2, y, x), lower = one("less", 2, y, x), both = max(one("greater", -2, y, x), one("less", 2, y, x)),
    higher_pairs = one("greater", -2, b, a, paired = TRUE), lower_pairs = one("less", 2, b, a, paired = TRUE))))
}))
write.csv(values, file.path(folder, "differences_reference.csv"), row.names = FALSE, quote = FALSE)
write.csv(do.call(rbind, lapply(names(sets), function(s) cbind(set = s, sets[[s]]))), file.path(folder, "differences_data.csv"), row.names = FALSE, quote = FALSE)
