# Makes the data sets and the reference values that tests/reference/test_standardised_reference.py reads.
# Run once: Rscript tests/reference/make_standardised_reference.R tests/reference
# R 4.2.2, emmeans, sandwich; the CSV files are committed.
suppressPackageStartupMessages({library(emmeans); library(sandwich)})
folder <- commandArgs(TRUE)[1]
say <- function(name, value) data.frame(name = name, value = sprintf("%.15g", value))

set.seed(11)
n <- 240
rows <- data.frame(arm = factor(rep(c("a", "b", "c"), n / 3)), x = round(rnorm(n), 2),
                   site = factor(sample(c("north", "south"), n, TRUE)))
rows$y <- as.integer(runif(n) < plogis(-0.9 + 0.7 * (rows$arm == "b") + 1.1 * (rows$arm == "c") + 0.8 * rows$x
                                       + 0.5 * rows$x^2 * (rows$site == "south")))
fit <- glm(y ~ arm + x + site, binomial, rows, control = list(epsilon = 1e-14, maxit = 100))
arms <- levels(rows$arm)
all_in <- function(one) model.matrix(~ arm + x + site, transform(rows, arm = factor(one, levels = arms)))
designs <- lapply(arms, all_in)
predicted <- sapply(designs, function(x) plogis(x %*% coef(fit)))
slopes <- t(sapply(seq_along(arms), function(k) colMeans(predicted[, k] * (1 - predicted[, k]) * designs[[k]])))
risk <- colMeans(predicted)

model <- slopes %*% vcov(fit) %*% t(slopes)
# The same by another package.
peer <- summary(emmeans(fit, ~arm, counterfactuals = "arm"))
stopifnot(max(abs(peer$prob - risk)) < 1e-8, max(abs(peer$SE - sqrt(diag(model)))) < 1e-8)
# Stacked estimating equations of the coefficients and the three risks, bread and meat written out.
scores <- estfun(fit)
stopifnot(max(abs(colSums(scores))) < 1e-8)
p <- ncol(scores); k <- length(arms)
meat <- crossprod(cbind(scores, sweep(predicted, 2, risk)))
bread <- rbind(cbind(-solve(vcov(fit)), matrix(0, p, k)), cbind(n * slopes, -n * diag(k)))
stacked <- (solve(bread) %*% meat %*% t(solve(bread)))[p + 1:k, p + 1:k]
# The coefficients' own part of it is the sandwich of the package sandwich.
own <- (solve(bread) %*% meat %*% t(solve(bread)))[1:p, 1:p]
stopifnot(max(abs(own - sandwich(fit))) < 1e-10)

out <- say(paste0("risk_", arms), risk)
for (kind in c("robust", "model")) {
  v <- if (kind == "robust") stacked else model
  out <- rbind(out, say(paste(kind, "se", arms, sep = "_"), sqrt(diag(v))))
  for (j in 2:k) {
    d <- c(-1, 1); at <- c(1, j)
    r <- d / risk[at]
    log <- base::log(risk[j] / risk[1]); e <- sqrt(sum(outer(r, r) * v[at, at]))
    out <- rbind(out,
      say(paste(kind, "difference_se", arms[j], sep = "_"), sqrt(sum(outer(d, d) * v[at, at]))),
      say(paste(kind, "ratio", c("low", "high"), arms[j], sep = "_"), exp(log + c(-1, 1) * qnorm(.975) * e)),
      say(paste(kind, "risk", c("low", "high"), arms[j], sep = "_"),
          plogis(qlogis(risk[j]) + c(-1, 1) * qnorm(.975) * sqrt(v[j, j]) / (risk[j] * (1 - risk[j])))))
  }
}
write.csv(rows, file.path(folder, "standardised_rows.csv"), row.names = FALSE, quote = FALSE)
write.csv(out, file.path(folder, "standardised_reference.csv"), row.names = FALSE, quote = FALSE)
