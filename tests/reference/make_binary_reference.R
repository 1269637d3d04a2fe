# Makes the data sets and the reference values that tests/reference/test_binary_reference.py reads.
# Run once: Rscript tests/reference/make_binary_reference.R tests/reference
# R 4.2.2, epitools, brglm2, ordinal, MASS; the CSV files are committed.
suppressPackageStartupMessages({library(epitools); library(brglm2); library(ordinal); library(MASS)})
folder <- commandArgs(TRUE)[1]
say <- function(set, name, value) data.frame(set = set, name = name, value = sprintf("%.15g", value))

# The conditional odds ratio as in fisher.test, with roots at a far smaller tolerance than its own 1e-4.
conditional <- function(a, n, b, m, alpha = 0.05) {
  k <- a + b; lo <- max(0, k - m); hi <- min(k, n); s <- lo:hi; log0 <- dhyper(s, n, m, k, log = TRUE)
  d <- function(t) { w <- log0 + t * s; w <- exp(w - max(w)); w / sum(w) }
  root <- function(f) exp(uniroot(f, c(-30, 30), tol = 1e-13)$root)
  c(estimate = root(function(t) sum(s * d(t)) - a),
    low = root(function(t) sum(d(t)[s >= a]) - alpha / 2), high = root(function(t) sum(d(t)[s <= a]) - alpha / 2))
}

# Score intervals from their definition: under each value of the contrast the control's risk is the root of the
# likelihood's derivative, found numerically, and the limits are the roots of the statistic.
score <- function(a, n, b, m, kind, alpha = 0.05, inflate = TRUE) {
  treated <- switch(kind, difference = function(q, t) q + t, ratio = function(q, t) q * exp(t),
                    odds = function(q, t) plogis(qlogis(q) + t))
  slope <- switch(kind, difference = function(t) 1, ratio = exp, odds = NULL)
  ends <- function(t) switch(kind, difference = c(max(0, -t), min(1, 1 - t)), ratio = c(0, min(1, exp(-t))),
                             odds = c(0, 1))
  z <- function(t) {
    e <- ends(t); e <- e + c(1, -1) * 1e-11 * diff(e)
    q <- uniroot(function(q) { p <- treated(q, t)
      if (kind == "odds") a - n * p + b - m * q
      else (a / p - (n - a) / (1 - p)) * slope(t) + b / q - (m - b) / (1 - q) }, e, tol = 1e-16)$root
    p <- treated(q, t); u <- if (inflate) (n + m) / (n + m - 1) else 1
    switch(kind, difference = (a / n - b / m - t) / sqrt(u * (p * (1 - p) / n + q * (1 - q) / m)),
           ratio = (a / n - exp(t) * b / m) / sqrt(u * (p * (1 - p) / n + exp(2 * t) * q * (1 - q) / m)),
           odds = (a - n * p) * sqrt((1 / (n * p * (1 - p)) + 1 / (m * q * (1 - q))) / u))
  }
  at <- switch(kind, difference = a / n - b / m, ratio = log((a / n) / (b / m)), odds = log(a * (m - b) / b / (n - a)))
  reach <- if (kind == "difference") c(-0.999, 0.999) else at + c(-6, 6)
  limit <- function(z0, range) uniroot(function(t) z(t) - z0, range, tol = 1e-13)$root
  found <- c(low = limit(qnorm(1 - alpha / 2), c(reach[1], at)), high = limit(qnorm(alpha / 2), c(at, reach[2])))
  if (kind == "difference") found else exp(found)
}

tables <- list(c(56, 70, 48, 80), c(9, 10, 3, 10), c(6, 7, 2, 7), c(33, 53, 19, 53), c(40, 310, 21, 290))
out <- do.call(rbind, lapply(tables, function(t) {
  x <- matrix(c(t[1], t[2] - t[1], t[3], t[4] - t[3]), 2, byrow = TRUE)
  set <- paste(t, collapse = "_")
  wald <- suppressWarnings(oddsratio.wald(x[2:1, 2:1])$measure[2, ])
  exact <- conditional(t[1], t[2], t[3], t[4])
  stopifnot(abs(exact[[1]] / fisher.test(x)$estimate - 1) < 1e-3)
  rbind(
    say(set, "fisher", fisher.test(x)$p.value),
    say(set, c("plain", "corrected"), c(chisq.test(x, correct = FALSE)$p.value, chisq.test(x)$p.value)),
    say(set, c("prop_test"), prop.test(t[c(1, 3)], t[c(2, 4)])$p.value),
    say(set, paste0("conditional_", names(exact)), exact),
    say(set, paste0("difference_", c("low", "high")), score(t[1], t[2], t[3], t[4], "difference")),
    say(set, paste0("ratio_", c("low", "high")), score(t[1], t[2], t[3], t[4], "ratio")),
    say(set, paste0("koopman_", c("low", "high")), score(t[1], t[2], t[3], t[4], "ratio", inflate = FALSE)),
    say(set, paste0("odds_", c("low", "high")), score(t[1], t[2], t[3], t[4], "odds")),
    say(set, paste0("wald_", c("estimate", "low", "high")), wald),
    say(set, paste0("log_", c("estimate", "low", "high")), {
      r <- (t[1] / t[2]) / (t[3] / t[4]); e <- sqrt(1 / t[1] - 1 / t[2] + 1 / t[3] - 1 / t[4])
      c(r, r * exp(-qnorm(.975) * e), r * exp(qnorm(.975) * e)) }))
}))
big <- matrix(c(3, 1, 4, 2, 7, 1, 5, 3, 3, 0, 6, 9), 4, byrow = TRUE)
out <- rbind(out, say("rows_by_columns", c("fisher", "plain"),
                      c(fisher.test(big)$p.value, suppressWarnings(chisq.test(big))$p.value)))

fits <- function(set, rows) {
  one <- glm(y ~ treated + x, binomial, rows, control = list(epsilon = 1e-14, maxit = 100))
  mean <- glm(y ~ treated + x, binomial, rows, method = "brglmFit", type = "AS_mean", epsilon = 1e-12, maxit = 1000)
  jeffreys <- glm(y ~ treated + x, binomial, rows, method = "brglmFit", type = "MPL_Jeffreys", epsilon = 1e-12,
                  maxit = 1000)
  stopifnot(max(abs(coef(mean) - coef(jeffreys))) < 1e-8)
  names <- c("one", "treated", "x")
  rbind(if (set == "logistic") rbind(say(set, paste0("ml_", names), coef(one)),
          say(set, paste0("ml_se_", names), sqrt(diag(vcov(one)))), say(set, "ml_loglik", logLik(one))),
        say(set, paste0("firth_", names), coef(mean)), say(set, paste0("firth_se_", names), sqrt(diag(vcov(mean)))))
}
set.seed(6)
n <- 80
rows <- data.frame(treated = rep(0:1, n / 2), x = round(rnorm(n), 2))
rows$y <- as.integer(runif(n) < plogis(-0.6 + 0.8 * rows$treated + 0.7 * rows$x))
rows$apart <- as.integer(rows$y == 1 & rows$treated == 1)
latent <- 0.9 * rows$treated + 0.5 * rows$x + rlogis(n)
rows$grade <- as.integer(cut(latent, c(-Inf, -0.8, 0.5, 1.6, Inf)))
suppressWarnings(out <- rbind(out, fits("logistic", rows), fits("separated", transform(rows, y = apart))))

ordered <- rows; ordered$grade <- factor(rows$grade, ordered = TRUE)
fit <- clm(grade ~ treated + x, data = ordered, control = clm.control(gradTol = 1e-12))
# As nominal_test does, which finds its data in the global environment only.
wider <- list(clm(grade ~ x, nominal = ~treated, data = ordered), clm(grade ~ treated, nominal = ~x, data = ordered))
ratio <- 2 * (sapply(wider, logLik) - as.numeric(logLik(fit)))
peer <- polr(grade ~ treated + x, ordered, Hess = TRUE, control = list(reltol = 1e-15))
stopifnot(max(abs(coef(peer) - fit$beta)) < 1e-5)
keys <- c("cut_1", "cut_2", "cut_3", "treated", "x")
out <- rbind(out, say("ordinal", keys, coef(fit)), say("ordinal", paste0("se_", keys), sqrt(diag(vcov(fit)))),
             say("ordinal", "loglik", logLik(fit)),
             say("ordinal", c("lrt_treated", "lrt_x"), ratio),
             say("ordinal", c("p_treated", "p_x"), pchisq(ratio, 2, lower.tail = FALSE)))
write.csv(rows, file.path(folder, "binary_rows.csv"), row.names = FALSE, quote = FALSE)
write.csv(out, file.path(folder, "binary_reference.csv"), row.names = FALSE, quote = FALSE)
