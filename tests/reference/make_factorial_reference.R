# Makes the data and the reference values that tests/reference/test_factorial_reference.py reads.
# Run once: Rscript tests/reference/make_factorial_reference.R tests/reference
# R 4.2.2, afex, car, emmeans, effectsize; the CSV files are committed.
suppressPackageStartupMessages({library(afex); library(emmeans); library(effectsize)})
folder <- commandArgs(TRUE)[1]

set.seed(4)
n <- 64
d <- data.frame(id = 1:n, a = sample(1:2, n, TRUE, c(0.4, 0.6)), b = sample(1:3, n, TRUE), c = sample(1:2, n, TRUE))
stopifnot(min(table(d$a, d$b, d$c)) >= 1, sd(table(d$a, d$b, d$c)) > 0)
person <- rnorm(n, 20, 2)
for (k in 1:4) d[[paste0("w", k)]] <- round(person + rnorm(n, 0, 0.7 + k / 2) + 0.6 * (k - 1) * (d$a - 1) - 0.3 * k * (d$b == 2), 3)

designs <- list(
  two_way = list(between = c("a", "b"), occasions = "w4"),
  three_way = list(between = c("a", "b", "c"), occasions = "w3"),
  mixed = list(between = c("a", "b"), occasions = c("w1", "w2", "w3", "w4")),
  mixed_three = list(between = c("a", "b", "c"), occasions = c("w1", "w2", "w3")),
  arms = list(between = "a", occasions = c("w1", "w2", "w3")),
  before_after = list(between = "a", occasions = c("w1", "w4")),
  repeated = list(between = character(), occasions = c("w1", "w2", "w3", "w4")))

# Limits of the noncentrality by R's own noncentral F: the optimiser of effectsize stops early where F is small.
limit <- function(f, df, error, p) { g <- function(x) pf(f, df, error, ncp = x) - p; if (g(0) <= 0) 0 else uniroot(g, c(0, 1000), tol = 1e-12)$root }

share_of <- function(ncp, error) ncp / (ncp + error)

long_of <- function(design) {
  long <- do.call(rbind, lapply(design$occasions, function(o) data.frame(d[c("id", "a", "b", "c")], t = o, y = d[[o]])))
  for (f in c("a", "b", "c", "t")) long[[f]] <- factor(long[[f]])
  long
}
rows <- list()
say <- function(set, part, name, values)
  rows[[length(rows) + 1]] <<- data.frame(set = set, part = part, name = name, key = names(values), value = sprintf("%.15g", values))

for (name in names(designs)) for (type in 2:3) {
  design <- designs[[name]]; long <- long_of(design); set <- paste(name, type, sep = "_")
  within <- if (length(design$occasions) > 1) "t" else NULL
  fit <- suppressMessages(suppressWarnings(aov_ez("id", "y", long, between = if (length(design$between)) design$between,
    within = within, type = type, include_aov = FALSE)))
  measured <- setdiff(design$between, "a")
  table <- suppressWarnings(anova(fit, es = "ges", correction = "GG", observed = if (length(measured)) measured))
  total <- sum((long$y - mean(long$y))^2)
  if (is.null(within)) { u <- as.data.frame(fit$Anova); squares <- setNames(u[["Sum Sq"]], rownames(u))
    omega <- suppressMessages(suppressWarnings(omega_squared(fit$Anova, partial = TRUE, ci = NULL, verbose = FALSE)))
    for (k in seq_len(nrow(omega))) say(set, "omega", omega$Parameter[k], c(partial_omega2 = omega$Omega2_partial[k])) }
  else { s <- suppressWarnings(summary(fit$Anova, multivariate = FALSE)); squares <- s$univariate.tests[, "Sum Sq"]
    e <- s$pval.adjustments; m <- s$sphericity.tests }
  if (length(design$occasions) > 2) {
    for (term in rownames(e)) say(set, "sphericity", term, c(gg = e[term, "GG eps"], hf = min(1, e[term, "HF eps"]), w = m[term, 1]))
    # With a contrast matrix, car and stats put the number of occasions where that of contrasts belongs, in one summand of
    # Box's term; of the contrasts themselves stats tests as published.
    persons <- d; for (x in c("a", "b", "c")) persons[[x]] <- factor(persons[[x]])
    k <- length(design$occasions)
    persons$scores <- as.matrix(d[design$occasions]) %*% qr.Q(qr(contr.helmert(k)))
    by <- if (length(design$between)) paste(design$between, collapse = "*") else "1"
    say(set, "sphericity", "p", c(p = mauchly.test(lm(as.formula(paste("scores ~", by)), persons))$p.value)) }
  for (term in rownames(table)) {
    f <- table[term, "F"]; df <- table[term, "num Df"]; error <- table[term, "den Df"]
    share <- F_to_eta2(f, df, error, ci = 0.9, alternative = "two.sided")
    say(set, "test", term, c(f = f, df = df, error_df = error, p = table[term, "Pr(>F)"], generalised_eta2 = table[term, "ges"],
      eta2 = squares[[term]] / total, partial_eta2 = share$Eta2_partial, effectsize_low = share$CI_low,
      effectsize_high = share$CI_high, low = share_of(limit(f, df, error, 0.95), error), high = share_of(limit(f, df, error, 0.05), error)))
  }
  if (type == 3) for (factor in c(design$between, within)) {
    found <- as.data.frame(summary(emmeans(fit, factor, model = "multivariate"), level = 0.95))
    for (k in seq_len(nrow(found))) say(set, "mean", paste0(factor, found[k, 1]), c(estimate = found$emmean[k],
      standard_error = found$SE[k], df = found$df[k], low = found$lower.CL[k], high = found$upper.CL[k]))
  }
}

# Planned contrasts; the grid of emmeans has its first factor vary fastest, weights below are made by name.
fit <- suppressMessages(suppressWarnings(aov_ez("id", "y", long_of(designs$mixed), between = c("a", "b"), within = "t", type = 3, include_aov = FALSE)))
grid <- emmeans(fit, ~ a * b * t, model = "multivariate"); g <- as.data.frame(grid)[c("a", "b", "t")]
of <- function(levels, weights) { w <- setNames(weights, levels); function(x) ifelse(is.na(w[as.character(x)]), 0, w[as.character(x)]) }
a <- of(1:2, c(-1, 1)); b <- of(1:3, c(2, -1, -1)); trend <- of(paste0("w", 1:4), c(-3, -1, 1, 3)); last <- of("w4", 1)
weights <- list(arms = a(g$a) / 3 / 4, arms_at_last = a(g$a) / 3 * last(g$t), trend = trend(g$t) / 6,
  arms_by_trend = a(g$a) * trend(g$t) / 3, one_against_two = b(g$b) / 2 / 4, cell = a(g$a) * b(g$b) * last(g$t))
plain <- as.data.frame(summary(contrast(grid, weights, adjust = "none"), infer = TRUE))
holm <- as.data.frame(summary(contrast(grid, weights, adjust = "holm")))
for (k in seq_along(weights)) say("mixed_3", "contrast", names(weights)[k], c(estimate = plain$estimate[k], standard_error = plain$SE[k],
  df = plain$df[k], t = plain$t.ratio[k], p = plain$p.value[k], low = plain$lower.CL[k], high = plain$upper.CL[k], p_adjusted = holm$p.value[k]))

for (case in list(c(4.3, 2, 47), c(0.4, 1, 30), c(25, 3, 120), c(0.01, 4, 20))) say("limits", "noncentrality", paste(case, collapse = "_"),
  c(f = case[1], df = case[2], error_df = case[3], low = limit(case[1], case[2], case[3], 0.95), high = limit(case[1], case[2], case[3], 0.05)))

write.csv(do.call(rbind, rows), file.path(folder, "factorial_reference.csv"), row.names = FALSE, quote = FALSE)
write.csv(d, file.path(folder, "factorial_data.csv"), row.names = FALSE, quote = FALSE)
